"""Bad input: every kind is refused with its code, quickly, and the reader lives on."""

import io
import time
import zipfile

import intake_papers as papers
import pytest
from intake import Limits, ReaderClient
from intake.refusal import Refused


def code_of(client, data, name="file.pdf"):
    answer = client.check_and_read_first(data, name)
    assert set(answer) == {"refused"}, "a refusal carries nothing of the file"
    return answer["refused"]["code"]


def encrypted_pdf(user="secret"):
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter(io.BytesIO(papers.pdf_with_pages(1)))
    writer.encrypt(user, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "make, code",
    [
        (lambda: b"", "empty"),
        (lambda: b"\x00" * 5000, "broken"),
        (lambda: b"%PDF-1.7\nnothing else", "broken"),
        (lambda: papers.pdf_with_pages(3)[:200], "broken"),
        (lambda: b"MZ\x90\x00" + b"\x00" * 60 + b"%PDF-1.4", "wrong_type"),
        (lambda: b"\x7fELF" + b"\x00" * 600, "wrong_type"),
        (lambda: b"#!/bin/sh\nrm -rf /\n", "wrong_type"),
        (lambda: b"<html><body>Letter</body></html>", "wrong_type"),
        (lambda: b"Just text.", "wrong_type"),
        (lambda: b"GIF89a" + b"\x00" * 100, "wrong_type"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "wrong_type"),
        (
            lambda: (
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
                + b"\x00" * 600
                + "EncryptedPackage".encode("utf-16-le")
            ),
            "encrypted",
        ),
        (encrypted_pdf, "encrypted"),
        (lambda: papers.pdf_with_pages(10_000), "too_many_pages"),
        (lambda: papers.pdf_with_image(60_000, 60_000), "bomb"),
        (lambda: papers.png_claiming(50_000, 50_000), "bomb"),
        (lambda: papers.tiff_claiming(50_000, 50_000), "bomb"),
        (lambda: papers.png_claiming(2_000, 2_000)[:300], "broken"),
        (lambda: papers.jpeg(papers.page())[:2000], "broken"),
        (lambda: b"PK\x03\x04 no archive", "broken"),
        (lambda: zip_of({"a.txt": "x"}), "wrong_type"),
        (lambda: papers.docx("<w:p>")[:-1], "broken"),
        (lambda: papers.docx("<w:p><w:r>"), "broken"),
        (lambda: papers.docx("<w:p/>", {"word/x.bin": b"\0" * 50_000_000}), "bomb"),
        (lambda: entity_bomb(), "bomb"),
        (lambda: external_entity(), "bomb"),
    ],
)
def test_refused_with_code(client, make, code):
    data = make()
    begun = time.monotonic()
    assert code_of(client, data) == code
    assert time.monotonic() - begun < 20
    # and the next, honest file is read
    assert client.read_page(papers.pdf_with_pages(1), 1)["refused"] is None


def zip_of(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def entity_bomb():
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    prologue = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "ha">{levels}]>'
    return papers.docx("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", prologue=prologue)


def external_entity():
    prologue = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "/etc/passwd">]>'
    return papers.docx("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", prologue=prologue)


def test_too_large():
    small = ReaderClient(Limits(max_bytes=1000))
    assert code_of(small, b"%PDF-" + b"x" * 2000) == "too_large"
    small.close()


def test_content_stream_that_unfolds_without_end():
    # 40 MB packed from 40 kB is fine to skip; 4 GB of drawing must end by a limit
    import zlib

    pack = zlib.compressobj(9)
    stream = b"".join(pack.compress(b"0 0 m 9 9 l S\n" * 80_000) for _n in range(120))
    stream += pack.flush()
    data = papers.pdf_of_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
            b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
            % (len(stream), stream),
        ]
    )
    strict = ReaderClient(Limits(page_seconds=3.0, memory=1 << 30))
    begun = time.monotonic()
    assert code_of(strict, data) in ("timeout", "bomb", "broken")
    assert time.monotonic() - begun < 15
    assert strict.read_page(papers.pdf_with_pages(1), 1)["refused"] is None
    strict.close()


def test_page_tree_that_bites_its_tail(client):
    data = papers.pdf_of_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 3 /Kids [2 0 R 2 0 R 2 0 R] >>",
        ]
    )
    assert code_of(client, data) == "broken"


def test_tiff_of_too_many_frames():
    tiny = papers.Image.new("1", (32, 32), 1)
    few = ReaderClient(Limits(max_pages=5))
    assert code_of(few, papers.tiff([tiny] * 8)) == "too_many_pages"
    few.close()


def test_owner_password_alone_does_not_hinder_reading(client):
    answer = client.check_and_read_first(encrypted_pdf(user=""))
    assert answer["refused"] is None and answer["pages"] == 1


@pytest.mark.parametrize("name", ["a.pdf", "a.exe", "", "../../etc/passwd", "Ảnh.PNG"])
def test_the_name_never_decides(client, name):
    answer = client.check_and_read_first(papers.jpeg(papers.page()), name)
    assert answer["refused"] is None
    assert (answer["kind"], answer["mime"]) == ("jpeg", "image/jpeg")


def test_refused_wants_a_known_code():
    with pytest.raises(ValueError):
        Refused("whatever")
