"""The sealed slip by which somebody gets his account: folded, stapled, handed over.

One A4 page: above the fold for whom it is, below it what nobody else is to read.
"""

from dataclasses import dataclass

from . import components as parts
from .fonts import BOLD, ITALIC, REGULAR
from .measures import ND30_PORTRAIT, mm
from .sheet import Sheet
from .typeset import CENTRE, JUSTIFY, LEFT, Style


@dataclass(frozen=True)
class Slip:
    """What stands on it, all strings: who gives it out, whose it is, how to use it."""

    agency: str
    person: str
    post: str
    login: str
    address: str
    code: str
    good_until: str


def render_slip(slip):
    """Return the slip as PDF bytes."""
    sheet = Sheet(
        ND30_PORTRAIT,
        title="Phiếu giao tài khoản",
        author=slip.agency,
        subject="Phiếu giao tài khoản",
    )
    sheet.place(
        parts.letterhead(
            parts.issuer_block(slip.agency, ()),
            parts.national_heading(),
            None,
            None,
            0.4,
        )
    )
    sheet.place(parts.title_block("Phiếu giao tài khoản", "Giao tận tay người nhận"))
    text = Style(REGULAR, 13, JUSTIFY, before=4)
    strong = Style(BOLD, 14, LEFT, before=4)
    sheet.flow(f"Người nhận: {slip.person}", strong)
    if slip.post:
        sheet.flow(f"Chức vụ: {slip.post}", text)
    sheet.flow(
        "Gấp theo đường kẻ, ghim kín trước khi giao. Người nhận kiểm tra phiếu còn "
        "kín; nếu đã bị mở, không dùng và báo ngay cho quản trị hệ thống.",
        Style(ITALIC, 12, JUSTIFY, before=4),
    )
    sheet.skip(mm(6))
    fold = "– – – – – – – – –  gấp tại đây  – – – – – – – – –"
    sheet.flow(fold, Style(REGULAR, 11, CENTRE))
    sheet.skip(mm(6))
    for words in (
        f"Tên tài khoản: {slip.login}",
        f"Mã dùng một lần: {slip.code}",
    ):
        sheet.flow(words, Style(BOLD, 16, CENTRE, before=6))
    sheet.skip(mm(4))
    for words in (
        f"1. Mở địa chỉ {slip.address} trên máy tính hoặc điện thoại.",
        "2. Nhập tên tài khoản và mã dùng một lần ở trên.",
        "3. Tự đặt mật khẩu. Không ai khác, kể cả quản trị hệ thống, được biết mật "
        "khẩu này.",
        f"Mã dùng được một lần, đến {slip.good_until}. Dùng xong thì hủy phiếu.",
    ):
        sheet.flow(words, text)
    return sheet.close()
