"""Print and "scan" the demonstration papers: .vpdt/venv/bin/python scripts/make_…

Reads scripts/demo_papers.toml, writes the PDF images and papers.csv (their true
fields) into addons/vpdt_tuyphuoc/demo/. Run it after a change of texts or of the
layout and commit what it wrote. Each paper says at its foot that it is a sample, and
each seal bears the word MẪU: none could pass for a real document.
"""

import csv
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "addons" / "vpdt_documents"))

from layout.closing import Signer  # noqa: E402
from layout.components import URGENCY  # noqa: E402
from layout.ink import signed_and_sealed  # noqa: E402
from layout.paper import Annex, Paper, render_paper  # noqa: E402
from layout.scan import make_scan  # noqa: E402

DEMO = ROOT / "addons" / "vpdt_tuyphuoc" / "demo"
SAMPLE = "Văn bản minh họa để chạy thử phần mềm, không có giá trị pháp lý"
COLUMNS = (
    "file",
    "number",
    "symbol",
    "issued_date",
    "issuer",
    "parent",
    "type",
    "subject",
    "signer",
    "signer_position",
    "urgency",
    "field",
)
#: Keys of a table that are slots of the paper as they stand.
SLOTS = ("issuer", "symbol", "number", "place", "date", "kind", "drafter")
LISTS = ("parents", "addressees", "recipients")
LIMIT = 3 * 1024 * 1024


def regulation(path, ink):
    """Take the decision and the regulation it issues out of the text at ``path``.

    ``ink`` signs and seals. Returns the slots that the text gives. Raises
    ``ValueError`` when one of the marks it goes by is not in the text.
    """
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    opening = lines.index("ỦY BAN NHÂN DÂN HUYỆN TUY PHƯỚC")
    sent_to = lines.index("Nơi nhận:")
    first_sign = lines.index("TM. ỦY BAN NHÂN DÂN")
    title = lines.index("QUY CHẾ")
    last_sign = lines.index("TM. ỦY BAN NHÂN DÂN", title)
    signature = tuple(lines[last_sign:-1])
    return {
        "subject": next(line for line in lines if line.startswith("Về việc")),
        "body": "\n".join(lines[opening:sent_to]),
        "recipients": tuple(
            line.removeprefix("- ").rstrip(";.")
            for line in lines[sent_to + 1 : first_sign]
        ),
        "annexes": (
            Annex(
                kind=lines[title],
                subject=lines[title + 1],
                enclosed=lines[title + 2].strip("()"),
                body="\n".join(lines[title + 3 : last_sign]),
                signers=(Signer(signature, lines[-1], ink=ink),),
            ),
        ),
    }


def paper_of(table, seed):
    """Return the ``Paper`` that a table of the TOML file describes."""
    slots = {key: table[key] for key in SLOTS if key in table}
    slots |= {key: tuple(table[key]) for key in LISTS if key in table}
    slots |= {key: table[key] for key in ("subject", "body") if key in table}
    ink = signed_and_sealed(f"{name_of(table)} - MẪU - ", seed)
    signer = Signer(tuple(table["signature"]), table["signer"], ink=ink)
    if "text" in table:
        slots |= regulation(DEMO / table["text"], ink)
    contact = table.get("contact", "")
    return Paper(
        **slots,
        signers=(signer,),
        urgency=table.get("urgency", ""),
        contact=f"{contact}\n{SAMPLE}" if contact else SAMPLE,
    )


def name_of(table):
    """Return the issuer as a register writes it."""
    return table.get("author") or table["issuer"].replace("\n", " ")


def true_fields(table, paper):
    """Return the paper's line of papers.csv."""
    urgency = URGENCY[paper.urgency][0].capitalize() if paper.urgency else ""
    return {
        "file": table["file"],
        "number": paper.number,
        "symbol": paper.symbol,
        "issued_date": paper.date.isoformat(),
        "issuer": name_of(table),
        "parent": "; ".join(paper.parents),
        "type": paper.kind or "Công văn",
        "subject": paper.subject,
        "signer": table["signer"],
        "signer_position": "; ".join(line.upper() for line in table["signature"]),
        "urgency": urgency,
        "field": table["field"],
    }


def main():
    """Write all papers and the list; say how large they are."""
    source = ROOT / "scripts" / "demo_papers.toml"
    tables = tomllib.loads(source.read_text("utf-8"))["paper"]
    folder = DEMO / "papers"
    folder.mkdir(parents=True, exist_ok=True)
    rows, total = [], 0
    for seed, table in enumerate(tables, 1):
        paper = paper_of(table, seed)
        pdf = make_scan(render_paper(paper), seed, mode=table.get("mode", "bilevel"))
        (folder / table["file"]).write_bytes(pdf)
        rows.append(true_fields(table, paper))
        total += len(pdf)
        print(f"{len(pdf) / 1024:7.0f} KiB  {table['file']}")
    for stale in set(folder.glob("*.pdf")) - {folder / row["file"] for row in rows}:
        stale.unlink()
    with (DEMO / "papers.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{total / 1024:7.0f} KiB  {len(rows)} papers")
    if total > LIMIT:
        sys.exit(f"The papers are larger than {LIMIT / 1024:.0f} KiB in all")


if __name__ == "__main__":
    main()
