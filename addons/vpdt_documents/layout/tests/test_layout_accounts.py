"""R17: the ledger of accounts and the certificate in print."""

from datetime import date
from io import BytesIO

from layout.accounts import account_certificate, account_ledger
from layout.listing import render_listing
from layout.measures import ND30_PORTRAIT
from pdfminer.high_level import extract_text


def text_of(pdf):
    return " ".join(extract_text(BytesIO(pdf)).split())


def test_the_ledger_has_its_columns_and_both_who_sign():
    rows = [
        (
            "07:05 02/03/2026",
            "Phạm Thị Hồng Nhung (nhungpth)",
            "Cấp mới",
            "12/QĐ-UBND ngày 02/03/2026",
            "",
            "Văn thư: giữ sổ",
            "Lâm Chí Thiện",
        )
    ] * 30
    paper = account_ledger("Phòng Văn hóa và Thông tin", (), "Từ 01/01/2026")
    text = text_of(render_listing(paper, rows))
    for wanted in ("CẤP PHÁT, THU HỒI", "Quyền trước", "Quyền sau", "nhungpth"):
        assert wanted.lower() in text.lower()
    assert "NGƯỜI LẬP SỔ" in text.upper()


def test_the_certificate_says_who_keeps_it_safe():
    paper = account_certificate(
        "Phòng Văn hóa và Thông tin",
        ("Ủy ban nhân dân huyện Thử",),
        "Phạm Thị Hồng Nhung",
        "Văn thư",
        "Tuy Phước",
        date(2026, 3, 2),
    )
    pdf = render_listing(paper, [("Tên đăng nhập", "nhungpth")], ND30_PORTRAIT)
    text = text_of(pdf)
    assert "nhungpth" in text and "Điều 4" in text
    assert "ngày 02 tháng 3 năm 2026" in text
