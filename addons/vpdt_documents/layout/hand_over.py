"""Lists of papers that pass from one hand to another, with both signatures.

Biên bản bàn giao (NĐ 30/2020 Điều 31.3đ; Phụ lục III mẫu 1.9: no place and date line,
two who sign) and the list of what a substitute did meanwhile.
"""

from .listing import Listing, render_listing

#: Both papers are lists; ``render_hand_over(paper, rows)`` prints them.
render_hand_over = render_listing


def minutes(issuer, parents, former, successor, reason, total, hidden):
    """Return the minutes of handing over for good what a post has open.

    ``former`` and ``successor`` are (name, post); ``total`` how many papers it is
    about, ``hidden`` how many of them whoever prints does not read. Rows: number and
    symbol, subject, task, deadline, state.
    """
    closing = [f"Tổng số: {total} văn bản đang giải quyết."]
    if hidden:
        closing.append(
            f"Danh sách trên không gồm {hidden} văn bản mà người in không được xem."
        )
    return Listing(
        issuer=issuer,
        parents=parents,
        kind="Biên bản",
        subject="Về việc bàn giao văn bản đang giải quyết",
        intro=(
            f"Căn cứ: {reason}.",
            f"Bên giao: {_person(*former)}.",
            f"Bên nhận: {_person(*successor)}.",
            "Hai bên thống nhất bàn giao các văn bản đang giải quyết sau đây:",
        ),
        columns=(
            ("Số, ký hiệu", 36),
            ("Trích yếu nội dung", 90),
            ("Nhiệm vụ", 28),
            ("Hạn giải quyết", 28),
            ("Tình trạng", 30),
        ),
        closing=tuple(closing),
        empty="Không có văn bản nào.",
        sides=(("Bên giao", former[0]), ("Bên nhận", successor[0])),
    )


def hand_back(issuer, parents, absent, substitutes, start, end):
    """Return the list of what was done in somebody's place while he was away.

    ``absent`` is (name, post), the others are strings. Rows: number and symbol,
    subject, who acted, what was done, deadline.
    """
    return Listing(
        issuer=issuer,
        parents=parents,
        kind="Danh sách",
        subject="Văn bản xử lý thay và bàn giao lại",
        intro=(
            f"Người vắng mặt: {_person(*absent)}.",
            f"Thời gian: từ {start} đến {end}.",
            f"Người xử lý thay: {substitutes or 'không có'}.",
        ),
        columns=(
            ("Số, ký hiệu", 34),
            ("Trích yếu nội dung", 78),
            ("Người xử lý thay", 32),
            ("Kết quả", 50),
            ("Hạn giải quyết", 26),
        ),
        empty="Không có văn bản nào trong thời gian này.",
        sides=(("Người xử lý thay", ""), ("Người nhận lại", absent[0])),
    )


def _person(name, post):
    return f"{name}, {post}" if post else name
