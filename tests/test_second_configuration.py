"""A commune works on the same addons with nothing but other data (R35)."""

import json
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = os.environ.get("VPDT_TEST_PREFIX", "vpdt_test") + "_tpl_vpdt_xa"
PAPER = ROOT / "addons/vpdt_tuyphuoc/demo/papers/08-cv-syt-sot-xuat-huyet.pdf"

WALK = """
import json, pathlib

def person(login):
    user = env["res.users"].search([("login", "=", login)])
    return user.with_user(user).with_context(lang="vi_VN")

def mine(login):
    handlings = person(login).env["vpdt.handling"].search(
        [("document_id", "=", document.id), ("state", "in", ("waiting", "opened"))])
    return handlings.filtered(lambda item: item._is_holder())

def pass_on(login):
    options = mine(login).get_transfer_options()
    lines = [{"kind": item["kind"], "id": item["id"], "purpose": item["usual"]}
             for item in options["candidates"] if item["usual"]]
    mine(login).action_transfer(lines, "Giao xử lý", options["deadline"])
    return sorted((item["name"], item["usual"])
                  for item in options["candidates"] if item["usual"])

story = {}
data = pathlib.Path(PAPER).read_bytes()
intake, refused = person("vanthu").env["vpdt.intake"]._take_in(data, "den.pdf", True)
story["refused"] = refused
story["field"] = intake.field_id.code
story["read"] = intake.code
intake.write({"issuer": "Sở Y tế"})
entry = intake._do_register()
document = entry.document_id.sudo()
story["register"] = [entry.number, entry.agency_id.name]
story["chairman"] = pass_on("chutich")
mine("vanthu.vhxh").action_accept()
story["head"] = pass_on("truongphong.vhxh")
mine("chuyenvien.vhxh").action_finish("Đã báo cáo")
story["state"] = document.state
story["entries"] = sorted(document.entry_ids.mapped(
    lambda line: [line.agency_id.symbol, line.state]))
story["other"] = person("giamdoc.ttpvhcc").env["vpdt.document"].search_count([])
print("STORY" + json.dumps(story))
"""


@pytest.fixture(scope="module")
def commune():
    """A copy of the commune's database; gives its name."""
    name = f"{TEMPLATE}_walk"
    there = subprocess.run([ROOT / "scripts/db", "exists", TEMPLATE], check=False)
    if there.returncode:
        pytest.skip(f"no database {TEMPLATE}: scripts/test template builds it")
    subprocess.run([ROOT / "scripts/db", "clone", TEMPLATE, name], check=True)
    yield name
    subprocess.run([ROOT / "scripts/db", "drop", name], check=True)


def test_a_paper_walks_the_shorter_route(commune):
    done = subprocess.run(
        [ROOT / "bin/odoo", "shell", "-d", commune, "--no-http"],
        input=f"PAPER = {str(PAPER)!r}\n{WALK}",
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    told = [line for line in done.stdout.splitlines() if line.startswith("STORY")]
    assert told, done.stderr[-3000:]
    assert json.loads(told[0][5:]) == {
        "refused": None,
        "field": "VHXH",
        "read": "233/SYT-NVY",
        "register": [1, "Ủy ban nhân dân xã Tuy Phước"],
        "chairman": [
            ["Phòng Kinh tế", "support"],
            ["Phòng Văn hóa - Xã hội", "lead"],
            ["Trần Thị Ngọc Hân", "direct"],
        ],
        "head": [["Trần Thị Cẩm Tú", "lead"]],
        "state": "done",
        "entries": [["UBND", "done"], ["VHXH", "done"]],
        "other": 0,
    }
