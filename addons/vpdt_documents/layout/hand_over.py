"""Lists of papers that pass from one hand to another, with both signatures.

Biên bản bàn giao (NĐ 30/2020 Điều 31.3đ; Phụ lục III mẫu 1.9: no place and date line,
two who sign) and the list of what a substitute did meanwhile.
"""

from dataclasses import dataclass

from . import components as parts
from .fonts import REGULAR
from .measures import ND30_LANDSCAPE, mm
from .sheet import Sheet
from .table import Column, Span, Table
from .typeset import CENTRE, JUSTIFY, LEFT, Style


@dataclass(frozen=True)
class HandOverPaper:
    """What stands on the paper.

    ``issuer`` and ``parents`` are names; ``kind`` the title (``BIÊN BẢN``), ``subject``
    the line under it; ``intro`` paragraphs before the table; ``columns`` pairs of label
    and width in mm; ``empty`` what the table says without rows; ``closing`` paragraphs
    after it; ``sides`` two pairs of (heading, name) who sign.
    """

    issuer: str
    kind: str
    subject: str
    intro: tuple
    columns: tuple
    sides: tuple
    parents: tuple = ()
    empty: str = ""
    closing: tuple = ()


def render_hand_over(paper, rows):
    """Print the paper as PDF; ``rows`` are sequences of strings, one a column.

    A column with the current number is put before them. Returns the bytes; raises
    ``LayoutError`` (``bad_row``) when a row has not one string a column.
    """
    sheet = Sheet(
        ND30_LANDSCAPE,
        title=f"{paper.kind} {paper.subject}".strip(),
        author=paper.issuer,
        subject=paper.kind,
        foot=f"{paper.kind} {paper.subject}".strip(),
    )
    sheet.place(
        parts.SideBySide(
            parts.issuer_block(paper.issuer, paper.parents),
            parts.national_heading(),
            0.45,
        )
    )
    sheet.place(parts.title_block(paper.kind, paper.subject))
    text = Style(REGULAR, 13, JUSTIFY, before=4)
    for paragraph in paper.intro:
        sheet.place(parts.Text(paragraph, text))
    sheet.skip(mm(3))
    columns = [Column("STT", 12, CENTRE)]
    columns += [Column(label, width, LEFT) for label, width in paper.columns]
    table = Table(sheet, columns, numbered=False)
    count = 0
    for count, row in enumerate(rows, 1):
        table.add([str(count), *row])
    if not count:
        table.add([""] * len(columns), Span(0, len(columns) - 1, paper.empty))
    table.close()
    for paragraph in paper.closing:
        sheet.place(parts.Text(paragraph, text))
    sheet.skip(mm(5))
    left, right = (parts.Signature([head], name) for head, name in paper.sides)
    sheet.place(parts.SideBySide(left, right, 0.5))
    return sheet.close()


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
    return HandOverPaper(
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
    return HandOverPaper(
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
