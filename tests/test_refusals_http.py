"""I4 through the whole house: nginx, a worker, PostgreSQL, the file store. After a
refused upload no byte of it is left, and none was written on the way."""

import io
import os
import time
import uuid
from pathlib import Path

import pytest
from office import ROOT
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

CLERK = "vanthu.vp"
# Above what any server on the way keeps in memory by default.
FILLING = b"\n%" + b"x" * 1_500_000


def secret_pdf(mark):
    """Return a PDF of 1.5 MB whose page 1 bears the stamp of secrecy."""
    fonts = ROOT / "addons/vpdt_documents/layout/fonts"
    pdfmetrics.registerFont(TTFont("Tinos", str(fonts / "Tinos-Regular.ttf")))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=0)
    canvas.setFont("Tinos", 14)
    for row, text in enumerate(
        ["TỐI MẬT", "ỦY BAN NHÂN DÂN", "Số: 12/BC-UBND", "BÁO CÁO", f"Về việc {mark}"]
    ):
        canvas.drawString(80, 780 - 24 * row, text)
    canvas.save()
    return out.getvalue() + f"%{mark}".encode() + FILLING


def bad_files(mark):
    """Return {expected code: bytes} of what must not get in."""
    words = f"%{mark}".encode()
    return {
        "secret_mark": secret_pdf(mark),
        "wrong_type": b"MZ\x90\x00" + words + FILLING,
        "broken": b"%PDF-1.7\n" + words + FILLING,
    }


def files_with(folder, needle, since=0.0):
    """Return the files below `folder` changed since then that hold `needle`."""
    found = []
    for where, _folders, names in os.walk(folder):
        for name in names:
            path = Path(where, name)
            try:
                if path.is_symlink() or not path.is_file():
                    continue
                if path.stat().st_mtime >= since and (
                    needle in path.name.encode() or needle in path.read_bytes()
                ):
                    found.append(str(path))
            except OSError:
                continue
    return found


def tables_with(office, text):
    """Return the tables of the office's database with `text` in some row."""
    return office.sql(
        f"""
        SELECT tablename FROM pg_tables
         WHERE schemaname = 'public' AND (xpath('/row/c/text()', query_to_xml(
               format('SELECT count(*) AS c FROM %I t
                        WHERE strpos(t::text, %L) > 0 OR strpos(t::text, %L) > 0',
                      tablename, '{text}', '{text.encode().hex()}'),
               false, true, '')))[1]::text::int > 0
        """
    )


def store(office):
    """Return the office's file store."""
    data = Path(os.environ.get("VPDT_DATA", ROOT / ".vpdt"))
    return (data if data.is_absolute() else ROOT / data) / (
        f"share/filestore/{office.database}"
    )


def folders_state(folder):
    """Return when each folder below `folder` last got or lost a file."""
    return {
        where: os.stat(where).st_mtime_ns for where, _dirs, _files in os.walk(folder)
    }


@pytest.mark.parametrize("code", ["secret_mark", "wrong_type", "broken"])
def test_refused_upload_leaves_nothing(office, code):
    """R9, NĐ 30/2020: the refusal comes before any storage, with a word what to do."""
    mark = f"dau{uuid.uuid4().hex}"
    data = bad_files(mark)[code]
    person = office.person(CLERK)
    since = time.time() - 1
    body = folders_state(office.folder / "nginx")
    answer = person.drop(data, f"{mark}.pdf")
    assert answer["refused"] == code
    assert len(answer["message"]) > 40
    assert tables_with(office, mark) == []
    needle = mark.encode()
    assert files_with(store(office), needle) == []
    assert files_with("/tmp", needle, since) == []
    assert files_with("/var/tmp", needle, since) == []
    assert files_with(office.folder, needle, since) == [], "a log, or nginx"
    assert folders_state(office.folder / "nginx") == body, "nginx wrote it to a file"
    rows = office.sql("SELECT code FROM vpdt_refusal ORDER BY id DESC LIMIT 1")
    assert rows == [[code]]


def test_accepted_upload_is_found(office):
    """The search above does see what is stored (it can fail)."""
    mark = f"dau{uuid.uuid4().hex}"
    paper = sorted((ROOT / "addons/vpdt_tuyphuoc/demo/papers").glob("08-*.pdf"))[0]
    data = paper.read_bytes() + f"\n%{mark}".encode()
    answer = office.person(CLERK).drop(data, f"{mark}.pdf")
    assert answer.get("intake_id"), answer
    assert ["vpdt_file"] in tables_with(office, mark)
    assert files_with(store(office), mark.encode())


def test_office_goes_on(office):
    """After all that the next person's paper is taken in as usual."""
    paper = sorted((ROOT / "addons/vpdt_tuyphuoc/demo/papers").glob("09-*.pdf"))[0]
    assert office.person(CLERK).drop(paper.read_bytes(), "gm.pdf").get("intake_id")
