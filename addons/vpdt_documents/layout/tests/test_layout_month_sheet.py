"""Sheets of a month: a mark for each part of each day, totals, who signs."""

from io import BytesIO

import pytest
from layout.closing import Signer
from layout.errors import LayoutError
from layout.month_sheet import render_month_sheet
from pypdf import PdfReader

DAYS = [(day, "T2") for day in range(1, 32)]


def sheet(rows, **more):
    return render_month_sheet(
        **{
            "issuer": "Phòng Nội vụ",
            "parents": ("Ủy ban nhân dân huyện Thử",),
            "kind": "Bảng theo dõi",
            "subject": "Truy cập hằng ngày, tháng 01/2026",
            "days": DAYS,
            "totals": ("Đúng giờ", "Muộn"),
            "rows": rows,
            "empty": "Không có người nào.",
            "closing": ("Cộng: 2 buổi.",),
            "signers": (Signer(("Người lập bảng",)), Signer(("Thủ trưởng đơn vị",))),
            **more,
        }
    )


def row(name="Nguyễn Văn Ân", days=31):
    return name, [("x", "CT")] * days, ["31", "0"]


def text_of(pdf):
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_everybody_stands_on_it_with_his_marks():
    rows = [row(f"Người thứ {number}") for number in range(1, 41)]
    pdf = sheet(rows)
    text = text_of(pdf)
    for wanted in ("BẢNG THEO DÕI", "Người thứ 1 ", "Người thứ 40", "Cộng: 2 buổi."):
        assert wanted in text
    assert text.index("Người thứ 40") < text.index("NGƯỜI LẬP BẢNG")
    assert text.count("CT") == 40 * 31
    pages = PdfReader(BytesIO(pdf)).pages
    assert len(pages) > 1
    for page in pages:
        assert page.mediabox.width > page.mediabox.height
        assert "Họ và tên" in page.extract_text()


def test_nobody_is_said():
    assert "Không có người nào." in text_of(sheet([]))


def test_a_day_without_its_mark_is_refused():
    with pytest.raises(LayoutError):
        sheet([row(days=30)])
