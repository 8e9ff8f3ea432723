"""The demonstration: papers go the way of QĐ 553 Điều 3, every desk has something."""

import json
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = os.environ.get("VPDT_TEST_DB_TEMPLATE")
pytestmark = pytest.mark.skipif(not TEMPLATE, reason="run it by scripts/test")

LOOK = """
import json

def people(records):
    return sorted(item.user_id.login or item.agency_id.name for item in records)

documents = env["vpdt.document"].search([])
opened = env["vpdt.handling"].search([("state", "in", ("waiting", "opened"))])
chairman = env["res.users"].search([("login", "=", "chutich")])
paper = documents.filtered(lambda item: item.code == "287/QĐ-UBND")
lead = opened.filtered(
    lambda item: item.document_id == paper and item.user_id == chairman)
offered = lead.with_user(chairman).get_transfer_options()["candidates"]
seen = {}
for item in offered:
    record = env["hr.department" if item["kind"] == "agency" else "res.users"].browse(
        item["id"])
    seen[item["detail"] + ":" + (record.login if item["kind"] == "user"
         else record.name)] = [sorted(item["purposes"]), item["usual"]]
print("SEEN" + json.dumps({
    "waiting": env["vpdt.intake"].search_count([]),
    "documents": len(documents),
    "leads": {document.code: len(opened.filtered(
        lambda item: item.document_id == document and item.purpose == "lead"))
        for document in documents if document.state != "done"},
    "done": documents.filtered(lambda item: item.state == "done").mapped("code"),
    "desks": sorted(set(people(opened))),
    "returned": people(env["vpdt.handling"].search([("state", "=", "returned")])),
    "offered": seen,
}))
"""


def shell(database, script):
    """Run `script` in the office's shell; return what it printed."""
    done = subprocess.run(
        [ROOT / "bin/odoo", "shell", "-d", database, "--no-http"],
        input=script,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert not done.returncode, done.stderr[-3000:]
    return done.stdout


@pytest.fixture(scope="module")
def office():
    """A copy of the district's database with the papers brought in; its name."""
    name = f"{TEMPLATE}_desk"
    subprocess.run([ROOT / "scripts/db", "clone", TEMPLATE, name], check=True)
    script = (ROOT / "scripts/demo_papers.py").read_text("utf-8")
    assert shell(name, script).count(".pdf (") == 12
    # a second run finds everything there
    assert ".pdf (" not in shell(name, script)
    yield name
    subprocess.run([ROOT / "scripts/db", "drop", name], check=True)


@pytest.fixture(scope="module")
def seen(office):
    """What is on the desks."""
    out = shell(office, LOOK)
    [line] = [line for line in out.splitlines() if line.startswith("SEEN")]
    return json.loads(line[4:])


def test_papers_are_on_their_way(seen):
    assert (seen["waiting"], seen["documents"]) == (3, 9)
    assert seen["done"] == ["15/KH-UBND"]
    assert set(seen["leads"].values()) == {1}, "I1: one open lead each"
    assert seen["returned"] == ["Phòng Tài chính - Kế hoạch huyện"]


def test_every_kind_of_desk_has_something(seen):
    assert {
        "chanhvp",
        "chutich",
        "pct.vx",
        "pct.kt",
        "pcvp",
        "Phòng Văn hóa và Thông tin huyện",
        "truongphong.vhtt",
        "phophong.vhtt",
        "chuyenvien.tckh",
        "Ủy ban nhân dân xã Phước Sơn",
    } <= set(seen["desks"])


def test_the_chairman_is_offered_whom_the_regulation_names(seen):
    """Điều 3.1c: agencies by their clerks, vice-chairmen, leaders of the office."""
    offered = seen["offered"]
    agencies = {
        key: value for key, value in offered.items() if value[0][-1] == "support"
    }
    assert len(agencies) == 24
    assert all(value[0] == ["inform", "lead", "support"] for value in agencies.values())
    people = {
        key.split(":")[1]: value
        for key, value in offered.items()
        if key not in agencies
    }
    assert people == {
        "pct.kt": [["direct", "lead"], "direct"],
        "pct.vx": [["direct", "lead"], False],
        "pcvp.kt": [["monitor"], "monitor"],
        "pcvp": [["monitor"], False],
        "chanhvp": [["monitor"], False],
    }
    usual = {key: value[1] for key, value in agencies.items() if value[1]}
    assert usual == {
        "KTHT:Phòng Kinh tế và Hạ tầng huyện": "lead",
        "TNMT:Phòng Tài nguyên và Môi trường huyện": "support",
        "TCKH:Phòng Tài chính - Kế hoạch huyện": "support",
    }


SUPPORT = """
import json

tickets = env["vpdt.ticket"].search([], order="id")
held = env["vpdt.training"].search([("state", "=", "held")])
print("SEEN" + json.dumps({
    "states": tickets.mapped("state"),
    "in_order": tickets.mapped("reported_at") == sorted(tickets.mapped("reported_at")),
    "problems": env["vpdt.known.problem"].search([]).mapped("ticket_count"),
    "attended": sum(held.seat_ids.mapped("attended")),
    "invited": len(held.seat_ids),
    "planned": env["vpdt.training"].search_count([("state", "=", "planned")]),
}))
"""


def test_support_has_something_in_each_state(office):
    """QĐ 553 Điều 4.1: what operators and the figures show in a demonstration."""
    script = (ROOT / "scripts/demo_support.py").read_text("utf-8")
    assert shell(office, script).count("YC-") == 7
    assert "YC-" not in shell(office, script), "a second run finds everything there"
    [line] = [row for row in shell(office, SUPPORT).splitlines() if row[:4] == "SEEN"]
    seen = json.loads(line[4:])
    assert set(seen["states"]) == {"new", "answered", "waiting", "solved", "closed"}
    assert seen["in_order"]
    assert seen["problems"] == [2]
    assert (seen["attended"], seen["invited"], seen["planned"]) == (22, 24, 1)
