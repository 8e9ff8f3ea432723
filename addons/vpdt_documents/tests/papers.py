"""Files as they come from scanners and from bad hands, made for the tests."""

import io
import zlib
from datetime import date
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from odoo.addons.vpdt_documents.layout.closing import Signer
from odoo.addons.vpdt_documents.layout.paper import Paper, render_paper

_FONT = "TinosOfTests"


def pdf(lines, mark="", pages=1, password=None):
    """Return a PDF with a text layer.

    :param lines: text lines of page 1 from the top
    :param mark: written behind the end of the file as well, where no compression
        hides it
    :param pages: how many pages
    :param password: protect the file with it, unless None
    """
    if _FONT not in pdfmetrics.getRegisteredFontNames():
        font = Path(__file__).parents[1] / "layout/fonts/Tinos-Regular.ttf"
        pdfmetrics.registerFont(TTFont(_FONT, str(font)))
    out = io.BytesIO()
    canvas = Canvas(
        out,
        pagesize=A4,
        encrypt=StandardEncryption(password, canPrint=0) if password else None,
    )
    for page in range(pages):
        canvas.setFont(_FONT, 13)
        for row, text in enumerate(lines if page == 0 else [f"Trang {page + 1}"]):
            canvas.drawString(70, 780 - 22 * row, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue() + f"%{mark}\n".encode()


def decision(subject="Về việc tổ chức lễ hội", number="553", mark="", head=(), pages=1):
    """Return the PDF of a plain decision of a committee."""
    return pdf(
        [
            *head,
            "ỦY BAN NHÂN DÂN",
            "HUYỆN MINH HỌA",
            f"Số: {number}/QĐ-UBND          Minh Họa, ngày 25 tháng 11 năm 2025",
            "QUYẾT ĐỊNH",
            subject,
            "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN MINH HỌA",
            f"Căn cứ Luật Tổ chức chính quyền địa phương; {mark}",
            "Điều 1. Ban hành kèm theo Quyết định này kế hoạch.",
        ],
        mark,
        pages,
    )


def letter_perfect():
    """Return the PDF of a decision set as NĐ 30/2020 wants it."""
    return render_paper(
        Paper(
            kind="Quyết định",
            issuer="Ủy ban nhân dân",
            parents=("Huyện An Phước",),
            symbol="QĐ-UBND",
            number=553,
            place="An Phước",
            date=date(2025, 11, 25),
            subject="Về việc tổ chức lễ hội truyền thống năm 2025",
            body="ỦY BAN NHÂN DÂN HUYỆN AN PHƯỚC\n"
            "Căn cứ Luật Tổ chức chính quyền địa phương;\n"
            "QUYẾT ĐỊNH:\n"
            "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch.\n"
            "Điều 2. Quyết định có hiệu lực kể từ ngày ký./.",
            signers=(Signer(("TM. Ủy ban nhân dân", "Chủ tịch"), "Nguyễn Văn Mẫu"),),
            recipients=("Như Điều 2", "Lưu: VT"),
        )
    )


def bomb(mark=""):
    """Return a PNG of a few hundred bytes that claims 60,000 × 60,000 pixels."""

    def chunk(kind, data):
        body = kind + data
        return len(data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")

    size = (60000).to_bytes(4, "big")
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", size + size + b"\x01\x00\x00\x00\x00")
        + chunk(b"tEXt", b"Comment\x00" + mark.encode())
        + chunk(b"IDAT", zlib.compress(b"\x00" * 100_000))
        + chunk(b"IEND", b"")
    )


def bad_files(mark):
    """Yield (expected refusal code, file name, bytes) of what must not be let in.

    :param mark: a word unlike any other, somewhere in each file, in clear
    """
    name = f"{mark}.pdf"
    tail = f"%{mark}".encode()
    yield "wrong_type", name, b"MZ\x90\x00" + tail + b"\x00" * 500
    yield "wrong_type", name, b"#!/bin/sh\n" + tail
    yield "broken", name, b"%PDF-1.7\n" + tail + b"\n1 0 obj << /Type"
    yield "encrypted", name, pdf(["kín"], mark, password="x") + tail
    yield "too_many_pages", name, pdf(["dài"], mark, pages=12)
    yield "too_large", name, decision(mark=mark) + b"\n%" + b"x" * 1_100_000
    yield "bomb", f"{mark}.png", bomb(mark)
    yield "secret_mark", name, decision(mark=mark, head=["MẬT"])
    yield "secret_mark", name, decision(mark=mark, head=["TUYỆT MẬT"])
    yield "secret_symbol", name, decision(number="05/BMNN-UBND 07", mark=mark)
