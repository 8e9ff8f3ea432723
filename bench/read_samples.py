"""How well the reader reads the sample papers, against the values read by eye.

    .vpdt/venv/bin/python bench/read_samples.py [--only WORD] [--wrong] [FOLDER]

FOLDER holds ``truth.csv`` and the papers (default: ``../shared/samples`` beside the
repository). For each field: right and certain, right but not certain, wrong and
certain, wrong but not certain, empty; exact, and lenient (no marks, no punctuation).
"""

import argparse
import csv
import difflib
import re
import sys
import time
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "addons" / "vpdt_documents"))

from intake import ReaderClient  # noqa: E402
from intake.words import plain  # noqa: E402

COLUMNS = {
    "date": "ngay_ban_hanh",
    "issuer": "co_quan_ban_hanh",
    "type": "loai_van_ban",
    "subject": "trich_yeu",
    "signer": "nguoi_ky",
    "position": "chuc_vu",
    "urgency": "do_khan",
}
OUTCOMES = ("right certain", "right unsure", "WRONG CERTAIN", "wrong unsure", "empty")


def truth_of(row):
    """Return {field: value} of a row of truth.csv."""
    values = {name: row[column].strip() for name, column in COLUMNS.items()}
    number, _slash, symbol = row["so_ky_hieu"].strip().partition("/")
    values.update(number=number, symbol=symbol)
    return values


def tidy(text):
    """Same text for the eye: composed letters, one kind of dash and space."""
    text = unicodedata.normalize("NFC", str(text or ""))
    text = re.sub(r"[‐-―−]", "-", text)
    return re.sub(r"\s+([,.;:)])", r"\1", " ".join(text.split())).strip(" .")


def loose(text):
    """Text without marks, case and punctuation."""
    return re.sub(r"[^A-Z0-9]", "", plain(tidy(text)))


def judge(field, found, wanted):
    """Return (exact outcome, lenient outcome)."""
    value = found["value"]
    if value in (None, ""):
        return ("empty", "empty") if wanted else ("right certain", "right certain")
    sure = "certain" if found["certain"] else "unsure"
    exact = tidy(value) == tidy(wanted)
    lenient = exact or loose(value) == loose(wanted)
    if field == "subject" and not lenient:
        ratio = difflib.SequenceMatcher(None, loose(value), loose(wanted)).ratio()
        lenient = ratio >= 0.95
    if field in ("number", "date", "symbol"):
        lenient = exact
    outcome = []
    for good in (exact, lenient):
        word = "right" if good else ("WRONG" if found["certain"] else "wrong")
        outcome.append(f"{word} {sure.upper() if word == 'WRONG' else sure}")
    return tuple(outcome)


def main():
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    usual = str(ROOT.parent / "shared" / "samples")
    parser.add_argument("folder", nargs="?", default=usual)
    parser.add_argument("--only", default="", help="files whose name contains this")
    parser.add_argument("--wrong", action="store_true", help="show what is not right")
    options = parser.parse_args()
    folder = Path(options.folder)
    if not (folder / "truth.csv").is_file():
        print(f"skipped: no samples in {folder}")
        return 0
    with open(folder / "truth.csv", encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["kind"] != "edxml"]
    client = ReaderClient()
    exact, lenient = defaultdict(Counter), defaultdict(Counter)
    first_seconds, page_seconds, pages = [], 0.0, 0
    for row in rows:
        if options.only not in row["file"]:
            continue
        data = (folder / row["file"]).read_bytes()
        begun = time.monotonic()
        first = client.check_and_read_first(data, row["file"])
        first_seconds.append(time.monotonic() - begun)
        begun = time.monotonic()
        answer = client.read_all(data, row["file"])
        page_seconds += time.monotonic() - begun
        pages += answer.get("pages", 0)
        if answer["refused"] or first["refused"]:
            print("REFUSED", row["file"], answer["refused"])
            continue
        for field, wanted in truth_of(row).items():
            found = answer["fields"][field]
            one, other = judge(field, found, wanted)
            exact[field][one] += 1
            lenient[field][other] += 1
            if options.wrong and (not one.startswith("right") or "unsure" in one):
                print(f"{row['file']}: {field}: {one} / {other} {found['confidence']}")
                print(f"    found  {found['value']}\n    wanted {wanted}")
    client.close()
    for title, table in (("exact", exact), ("lenient", lenient)):
        print(f"\n{title:10}" + "".join(f"{name:>15}" for name in OUTCOMES))
        for field, counts in table.items():
            print(f"{field:10}" + "".join(f"{counts[name]:>15}" for name in OUTCOMES))
    if first_seconds:
        first_seconds.sort()
        print(
            f"\npage 1: median {first_seconds[len(first_seconds) // 2]:.2f} s, "
            f"slowest {first_seconds[-1]:.2f} s; whole files: {pages} pages, "
            f"{page_seconds / max(1, pages):.2f} s a page, one reader"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
