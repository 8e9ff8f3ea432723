"""Papers about accounts: the ledger in print and what a person gets for his own.

Sổ cấp phát, thu hồi tài khoản and giấy xác nhận (QĐ 553 Điều 4.1); both are lists.
"""

from .listing import Listing


def account_ledger(issuer, parents, span):
    """Return the ledger of accounts for a span of dates, as words ("" for all of it).

    Rows: time, person and account name, what was done, by which decision, rights
    before, rights after, by whom.
    """
    return Listing(
        issuer=issuer,
        parents=parents,
        kind="Sổ",
        subject="Cấp phát, thu hồi tài khoản Hệ thống Văn phòng điện tử",
        intro=(span,) if span else (),
        columns=(
            ("Thời điểm", 26),
            ("Họ tên, tên đăng nhập", 40),
            ("Nội dung", 26),
            ("Căn cứ", 34),
            ("Quyền trước", 42),
            ("Quyền sau", 42),
            ("Người thực hiện", 30),
        ),
        empty="Không có thay đổi nào trong thời gian này.",
        sides=(("Người lập sổ", ""), ("Thủ trưởng đơn vị", "")),
    )


def account_certificate(issuer, parents, person, post, place, date):
    """Return the certificate a person gets of his account; no password stands on it.

    Rows: what (account name, agency, posts, rights, since when, by which decision) and
    its value. ``date`` a datetime.date.
    """
    return Listing(
        issuer=issuer,
        parents=parents,
        kind="Giấy xác nhận",
        subject="Về việc cấp tài khoản Hệ thống Văn phòng điện tử",
        intro=(
            f"Xác nhận ông/bà {person}{', ' + post if post else ''} được cấp tài khoản "
            "trên Hệ thống Văn phòng điện tử như sau:",
        ),
        columns=(("Nội dung", 50), ("Chi tiết", 98)),
        closing=(
            "Người được cấp tài khoản tự bảo mật tài khoản; khi có dấu hiệu lộ mật "
            "khẩu hoặc bị xâm nhập trái phép phải báo ngay về Phòng Văn hóa và Thông "
            "tin (Quyết định số 553/QĐ-UBND, Điều 4).",
        ),
        sides=(("Người được cấp", person), ("Cán bộ vận hành", "")),
        place=place,
        date=date,
    )


def security_checklist(
    issuer, parents, period, last_day, closing, operator, head, place, date
):
    """Return an agency's checklist of security (QĐ 553 Điều 4.3).

    Rows: what is looked at, and the number of findings or the answer. ``period`` in
    words, ``last_day`` dd/mm/yyyy, ``closing`` paragraphs; ``operator`` and ``head``
    are names, "" while nobody signed; ``date`` a datetime.date or None.
    """
    return Listing(
        issuer=issuer,
        parents=parents,
        kind="Phiếu kiểm tra",
        subject=f"An toàn thông tin tài khoản, {period}",
        intro=(
            "Kiểm tra thường xuyên an toàn thông tin theo Quyết định số 553/QĐ-UBND, "
            f"Điều 4; hạn ký: ngày {last_day}.",
        ),
        columns=(("Nội dung kiểm tra", 88), ("Kết quả", 60)),
        closing=closing,
        sides=(("Cán bộ vận hành", operator), ("Thủ trưởng đơn vị", head)),
        place=place,
        date=date,
    )
