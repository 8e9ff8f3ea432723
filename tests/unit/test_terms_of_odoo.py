"""What Odoo's own Vietnamese lacks is filled in by ours (`i18n_extra`), and no more."""

import importlib.util
import re
from functools import cache
from pathlib import Path

import polib
import pytest

ADDONS = Path(__file__).absolute().parents[2] / "addons"
FILES = sorted(ADDONS.glob("*/i18n_extra/vi.po"))
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]")
TAG = re.compile(r"<[^>]+>")
WORDS = re.compile(r"""\b(title|aria-label)="[^"]*\"""")


def odoo_addon(name):
    """Return the folder of an addon of Odoo."""
    # beside Odoo itself: the OCA's addons, and those of a checkout stand outside
    for top in importlib.util.find_spec("odoo").submodule_search_locations:
        for folder in (Path(top) / "addons", Path(top).parent / "addons"):
            if (folder / name / "__manifest__.py").exists():
                return folder / name
    raise LookupError(name)


@cache
def terms(name, file):
    """Return {msgid: entry} of a file of an addon of Odoo."""
    return {
        entry.msgid: entry for entry in polib.pofile(odoo_addon(name) / "i18n" / file)
    }


def modules(entry):
    """Return the addons a term comes from (`#. module: web`)."""
    return re.findall(r"^module: (\w+)$", entry.comment, re.M)


def tags(text):
    """Return the tags of a term without what is read aloud or shown in them."""
    return TAG.findall(WORDS.sub("", text))


def test_there_are_such_files():
    assert {path.parts[-3] for path in FILES} >= {"vpdt_documents", "vpdt_accounts"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parts[-3])
def test_each_term_is_odoos_and_has_no_vietnamese_there(path):
    for entry in polib.pofile(path):
        assert modules(entry), entry.msgid
        for name in modules(entry):
            term = terms(name, f"{name}.pot").get(entry.msgid)
            assert term, f"{name} says it no more: {entry.msgid}"
            theirs = terms(name, "vi.po").get(entry.msgid)
            # English written as Vietnamese is none
            done = theirs and theirs.msgstr not in ("", entry.msgid)
            assert not done, f"{name} has it: {entry.msgid}"
            # where it stands, or it would reach nobody
            assert set(entry.occurrences) & set(term.occurrences), entry.msgid


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parts[-3])
def test_tags_and_placeholders_stay(path):
    for entry in polib.pofile(path):
        assert entry.msgstr and not entry.fuzzy, entry.msgid
        for pattern in (PLACEHOLDER.findall, tags):
            assert sorted(pattern(entry.msgid)) == sorted(pattern(entry.msgstr))
