"""Merge exported terms into i18n/vi.po, or check that they are all translated.

    python scripts/merge_terms.py [--check] FOLDER ADDON…

FOLDER holds ADDON.pot for each addon. A term that is gone leaves the file, a new one
comes in empty and is listed; the order and places are those of the export.
"""

import argparse
import re
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\$\{\w+\}|<[^>]+>")
_VIETNAMESE = re.compile("[À-ỹ]")
#: The same in Vietnamese; Odoo and the OCA's format leave these empty.
SAME = {"Alt+Enter", "Ctrl+Enter", "ID", "1-3, 5", "13:00"}
METADATA = {
    "Project-Id-Version": "Odoo Server 19.0",
    "Report-Msgid-Bugs-To": "",
    "Last-Translator": "",
    "Language-Team": "",
    "Language": "vi",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


def merged(pot, old):
    """Return a POFile with the terms of `pot` and the translations of `old`.

    :param pot: polib.POFile as exported
    :param old: polib.POFile of the addon so far
    """
    known = {entry.msgid: entry for entry in old if not entry.obsolete}
    new = polib.POFile(wrapwidth=78)
    new.header = pot.header
    new.metadata = METADATA
    for term in pot:
        before = known.get(term.msgid)
        new.append(
            polib.POEntry(
                msgid=term.msgid,
                msgstr=before.msgstr if before else "",
                occurrences=term.occurrences,
                comment=term.comment,
                flags=sorted({*term.flags, *(before.flags if before else ())}),
            )
        )
    return new


def faults(po, old=None):
    """Yield a line for each term of `po` that a person could not read in Vietnamese.

    :param po: the merged polib.POFile
    :param old: the file as it is, to find terms that are no longer used
    """
    for entry in po:
        if not entry.msgstr.strip():
            if entry.msgid in SAME:
                continue
            yield f"missing: {entry.msgid!r}"
        elif entry.msgstr == entry.msgid and _VIETNAMESE.search(entry.msgid):
            yield f"Vietnamese in the source: {entry.msgid!r}"
        elif entry.fuzzy:
            yield f"unsure: {entry.msgid!r}"
        elif sorted(_PLACEHOLDER.findall(entry.msgid)) != sorted(
            _PLACEHOLDER.findall(entry.msgstr)
        ):
            yield f"other placeholders: {entry.msgid!r} → {entry.msgstr!r}"
    if old is not None:
        terms = {entry.msgid for entry in po}
        for entry in old:
            if entry.obsolete or entry.msgid not in terms:
                yield f"no longer used: {entry.msgid!r}"


def main():
    """Merge or check; return the number of faults as exit code (at most 1)."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("folder", type=Path)
    parser.add_argument("addons", nargs="+")
    options = parser.parse_args()
    bad = 0
    for addon in options.addons:
        path = ROOT / "addons" / addon / "i18n" / "vi.po"
        pot = polib.pofile(str(options.folder / f"{addon}.pot"))
        old = polib.pofile(str(path)) if path.is_file() else polib.POFile()
        po = merged(pot, old)
        found = list(faults(po, old if options.check else None))
        for line in found:
            print(f"{addon}: {line}")
        bad += len(found)
        print(f"{addon}: {len(po)} terms, {len(found)} faults")
        if not options.check:
            path.parent.mkdir(exist_ok=True)
            po.save(str(path))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
