"""The demonstration papers: complete, small, true to their list, no real document."""

import csv
import datetime
import importlib.util
import sys
import tomllib
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "addons" / "vpdt_tuyphuoc" / "demo"
FIELDS = {"KTTC", "XDDT", "NNMT", "VHXH", "NCTP", "CNTT", "TCCB"}


@pytest.fixture(scope="module")
def maker():
    """The script that makes the papers, as a module."""
    path = ROOT / "scripts" / "make_demo_papers.py"
    spec = importlib.util.spec_from_file_location("make_demo_papers", path)
    module = importlib.util.module_from_spec(spec)
    before = list(sys.path)
    spec.loader.exec_module(module)
    yield module
    sys.path[:] = before


@pytest.fixture(scope="module")
def tables():
    text = (ROOT / "scripts" / "demo_papers.toml").read_text("utf-8")
    return tomllib.loads(text)["paper"]


@pytest.fixture(scope="module")
def rows():
    with (DEMO / "papers.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_list_and_folder_agree(rows):
    files = [row["file"] for row in rows]
    assert sorted(files) == sorted(path.name for path in DEMO.glob("papers/*"))
    assert len(set(files)) == len(files) >= 14
    size = sum(path.stat().st_size for path in DEMO.glob("papers/*"))
    assert size <= 3 * 1024 * 1024


def test_the_list_is_what_the_texts_say(maker, tables, rows):
    made = [
        {
            key: str(value)
            for key, value in maker.true_fields(table, maker.paper_of(table, 1)).items()
        }
        for table in tables
    ]
    assert made == rows


def test_every_line_is_complete(rows):
    for row in rows:
        issued = datetime.date.fromisoformat(row["issued_date"])
        assert issued < datetime.date(2026, 4, 1)
        assert row["field"] in FIELDS
        assert row["urgency"] in {"", "Khẩn", "Thượng khẩn", "Hỏa tốc"}
        for key in ("number", "symbol", "issuer", "type", "subject", "signer"):
            assert row[key].strip() == row[key] != "", (row["file"], key)
    assert {row["field"] for row in rows} == FIELDS
    keys = {(row["number"], row["symbol"], row["issuer"]) for row in rows}
    assert len(keys) == len(rows)


def test_scans_have_the_pages_of_the_text_and_no_words(maker, tables):
    for table in tables:
        typeset = PdfReader(BytesIO(maker.render_paper(maker.paper_of(table, 1))))
        scan = PdfReader(DEMO / "papers" / table["file"])
        assert len(scan.pages) == len(typeset.pages), table["file"]
        assert not any(page.extract_text().strip() for page in scan.pages)


def test_each_says_that_it_is_a_sample(maker, tables):
    for table in tables:
        paper = maker.paper_of(table, 1)
        reader = PdfReader(BytesIO(maker.render_paper(paper)))
        pages = [page.extract_text() for page in reader.pages]
        assert maker.SAMPLE in " ".join(pages[0].split()), table["file"]
        # the words run round the rim of each seal, letter by letter
        seals = 1 + sum(len(annex.signers) for annex in paper.annexes)
        text = "".join("".join(pages).split())
        assert text.count("-MẪU-") == seals, table["file"]


def test_the_regulation_is_whole(maker, tables):
    paper = maker.paper_of(tables[0], 1)
    reader = PdfReader(BytesIO(maker.render_paper(paper)))
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for article in range(1, 8):
        assert words.count(f"Điều {article}. ") >= 1
    for chapter in ("Chương I ", "Chương II ", "Chương III "):
        assert chapter in words
    assert words.count("Nguyễn Đình Thuận") == 2
    assert paper.recipients == (
        "Như Điều 3",
        "TT. HU, TT.HĐND huyện (b/c)",
        "CT, các PCT huyện",
        "Lưu: VT",
    )
