"""Every term that a person can meet is there in Vietnamese, and none is left over."""

import importlib.util
import os
import subprocess
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = os.environ.get("VPDT_TEST_DB_TEMPLATE")


@pytest.fixture(scope="module")
def terms():
    """The script scripts/merge_terms.py as a module."""
    path = ROOT / "scripts" / "merge_terms.py"
    spec = importlib.util.spec_from_file_location("merge_terms", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def entry(msgid, msgstr="", **values):
    po = polib.POFile()
    po.append(polib.POEntry(msgid=msgid, msgstr=msgstr, **values))
    return po


@pytest.mark.parametrize(
    "po, fault",
    [
        (entry("Lead"), "missing"),
        (entry("Sao lục"), "missing"),
        (entry("Sao lục", "Sao lục"), "Vietnamese in the source"),
        (entry("Lead", "Chủ trì", flags=["fuzzy"]), "unsure"),
        (entry("From %(who)s", "Từ %(ai)s"), "other placeholders"),
        (entry("%s days late", "quá hạn"), "other placeholders"),
    ],
)
def test_a_fault_is_seen(terms, po, fault):
    [line] = terms.faults(po)
    assert line.startswith(fault)


def test_what_is_well_is_no_fault(terms):
    po = entry("Finished by %(who)s.", "%(who)s đã hoàn thành.")
    assert not list(terms.faults(po, po))
    [line] = terms.faults(entry("Lead", "Chủ trì"), po)
    assert line.startswith("no longer used")


@pytest.mark.skipif(not TEMPLATE, reason="no database: run it by scripts/test")
def test_nothing_is_missing():
    name = f"{TEMPLATE}_terms"
    subprocess.run([ROOT / "scripts/db", "clone", TEMPLATE, name], check=True)
    try:
        done = subprocess.run(
            [ROOT / "scripts/i18n", "--check", name],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    finally:
        subprocess.run([ROOT / "scripts/db", "drop", name], check=True)
    assert not done.returncode, done.stdout + done.stderr
