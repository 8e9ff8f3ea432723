"""The generic addons know no district; a district or commune is data alone (R35)."""

import ast
import csv
import re
import unicodedata
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ADDONS = Path(__file__).resolve().parents[2] / "addons"
GENERIC = ("vpdt_documents", "vpdt_workflow")
DATA_ONLY = ("vpdt_tuyphuoc", "vpdt_xa")
TEXTS = {".py", ".xml", ".csv", ".js", ".scss", ".po", ".toml", ".md", ".txt"}
DISTRICT = re.compile(r"tuy[\W_]*phuoc", re.IGNORECASE)


def bare(text):
    """Return `text` without Vietnamese marks."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def product_files(addon):
    """Yield the text files of `addon` that are no tests."""
    for path in (ADDONS / addon).rglob("*"):
        inside = path.relative_to(ADDONS / addon).parts
        if path.is_file() and path.suffix in TEXTS and "tests" not in inside:
            yield path


def test_the_search_finds_every_way_of_writing():
    for text in ("huyện Tuy Phước", "TUY PHƯỚC", "vpdt_tuyphuoc", "tuy_phuoc"):
        assert DISTRICT.search(bare(text))


@pytest.mark.parametrize("addon", GENERIC)
def test_no_word_of_the_district(addon):
    found = [
        f"{path.relative_to(ADDONS)}:{number}"
        for path in product_files(addon)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if DISTRICT.search(bare(line))
    ]
    assert not found


@pytest.mark.parametrize("addon", DATA_ONLY)
def test_data_only(addon):
    code = {
        path.relative_to(ADDONS / addon).as_posix(): path.read_text("utf-8")
        for path in (ADDONS / addon).rglob("*")
        if path.suffix in {".py", ".js", ".scss"}
    }
    manifest = ast.literal_eval(code.pop("__manifest__.py"))
    code = {name: text for name, text in code.items() if "migrations/" not in name}
    assert code == {"__init__.py": ""}
    assert manifest["depends"] == [
        "vpdt_outgoing",
        "vpdt_accounts",
        "vpdt_decisions",
        "vpdt_health",
        "vpdt_support",
    ]


def records(addon, model):
    """Return the records of `model` in the data of `addon`: [{field: text or ref}]."""
    found = []
    for path in sorted((ADDONS / addon / "data").glob("*.xml")):
        for record in ET.parse(path).iterfind(f"record[@model='{model}']"):
            found.append(
                {
                    "id": record.get("id"),
                    **{
                        field.get("name"): field.get("ref")
                        or field.get("eval")
                        or field.text
                        for field in record.iterfind("field")
                    },
                }
            )
    return found


def agency_of(units, name):
    """Return the id of the agency a unit belongs to."""
    while not units[name].get("is_agency"):
        name = units[name]["parent_id"]
    return name


@pytest.mark.parametrize("addon", DATA_ONLY)
def test_every_agency_can_work(addon):
    """Each has a symbol, the posts its route needs, and both registers."""
    units = {unit["id"]: unit for unit in records(addon, "hr.department")}
    roles = {}
    for post in records(addon, "hr.job"):
        roles.setdefault(agency_of(units, post["department_id"]), set()).add(
            post["role"]
        )
    series = {(row["agency_id"], row["kind"]) for row in records(addon, "vpdt.series")}
    assert len(units) > 5
    for name, unit in units.items():
        if unit.get("is_agency"):
            assert unit["symbol"]
            assert "clerk" in roles[name]
            assert roles[name] & {"chairman", "head"}
            assert {(name, "incoming"), (name, "outgoing")} <= series


@pytest.mark.parametrize("addon", DATA_ONLY)
def test_every_rule_can_be_used(addon):
    """A rule between roles nobody can hold would never be offered."""
    held = {post["role"] for post in records(addon, "hr.job")}
    rules = records(addon, "vpdt.transfer.rule")
    assert rules
    for rule in rules:
        assert {rule["from_role"], rule["to_role"]} <= held, rule["id"]
        assert rule.get("reach", "same") == "same" or rule["to_role"] == "clerk"


def test_the_demo_accounts_are_the_real_ones():
    for addon in DATA_ONLY:
        demo = ADDONS / addon / "demo"
        passwords = {}
        for path in demo.glob("res.users*.csv"):
            with path.open(encoding="utf-8", newline="") as stream:
                for row in csv.DictReader(stream):
                    passwords[row["login"]] = (row["name"], row.get("password"))
        with (demo / "accounts.csv").open(encoding="utf-8", newline="") as stream:
            shown = list(csv.DictReader(stream))
        assert shown
        for row in shown:
            assert passwords[row["login"]] == (row["name"], row["password"])
