"""The parts at the head of an administrative document, one function or class a slot.

Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II and mục V (table of typefaces).
The numbers (ô) are those of the sketch there; slots 7, 8, 9b and 12, at the end of a
paper, are in ``closing``. All return boxes (see ``boxes``).
"""

import datetime
from dataclasses import dataclass

from .boxes import RED, Gap, Narrowed, Ruled, SideBySide, Stack, StampBox, Text
from .errors import LayoutError
from .fonts import BOLD, BOLD_ITALIC, ITALIC, REGULAR, text_width
from .measures import mm
from .typeset import (
    CENTRE,
    RIGHT,
    Run,
    Style,
    balanced_lines,
    break_lines,
    draw_lines,
    height_of,
)

NATIONAL_TITLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
#: Words and width in mm of the urgency stamps; all are 8 mm tall.
URGENCY = {
    "urgent": ("KHẨN", 20),
    "very_urgent": ("THƯỢNG KHẨN", 40),
    "express": ("HỎA TỐC", 30),
}
#: Words that say how far a paper may travel (ô 11, and papers to be handed back).
CIRCULATION = {
    "return": "XEM XONG TRẢ LẠI",
    "internal": "LƯU HÀNH NỘI BỘ",
    "collected": "TÀI LIỆU THU HỒI",
}
STAMP_TALL = 8
#: White space to write by hand a number (10 mm), a day or month (7 mm): no-break, so
#: never torn.
OPEN_NUMBER = "\xa0" * 9
OPEN = "\xa0" * 6
VIETNAM = datetime.timezone(datetime.timedelta(hours=7))


@dataclass(frozen=True)
class Scale:
    """Sizes in points of all parts; the law allows two sets that go together."""

    national: float = 12
    motto: float = 13
    parent: float = 12
    issuer: float = 12
    number: float = 13
    place: float = 13
    kind: float = 14
    subject: float = 14
    letter_subject: float = 12
    body: float = 14
    signature: float = 13
    recipients_head: float = 12
    recipients: float = 11


SMALL = Scale(kind=13, subject=13, body=13)
USUAL = Scale()
LARGE = Scale(13, 14, 13, 13, 13, 14, 14, 14, 13, 14, 14, 12, 11)


def national_heading(scale=USUAL):
    """Ô 1: national title, motto and the rule as long as the motto."""
    return Stack(
        [
            Text(NATIONAL_TITLE, Style(BOLD, scale.national, CENTRE)),
            Ruled(MOTTO, Style(BOLD, scale.motto, CENTRE)),
        ]
    )


def issuer_block(issuer, parents=(), scale=USUAL):
    """Ô 2: parent body upright, issuer bold, rule of two fifths of its last line.

    ``issuer`` is a string, line feeds where it should break; ``parents`` a sequence of
    lines, often empty. Printed in capitals.
    """
    parts = [
        Text(line.upper(), Style(REGULAR, scale.parent, CENTRE)) for line in parents
    ]
    parts.append(Ruled(issuer.upper(), Style(BOLD, scale.issuer, CENTRE), 0.4, gap=4))
    return Stack(parts)


def code_text(number, symbol):
    """Return ``05/QĐ-UBND``: a number below 10 gets its 0, None stays open.

    ``number`` is an int, a string (``12a``) or None (white space to write it by hand);
    ``symbol`` what stands behind the stroke, "" for none.
    """
    shown = f"{number:02d}" if isinstance(number, int) else number or OPEN_NUMBER
    return f"{shown}/{symbol}" if symbol else shown


def number_line(number, symbol, scale=USUAL):
    """Ô 3: ``Số: 05/QĐ-UBND``, or ``Số:        /QĐ-UBND`` (see ``code_text``)."""
    text = f"Số: {code_text(number, symbol)}"
    return Text(text, Style(REGULAR, scale.number, CENTRE))


def long_date(date, year=None):
    """Return ``ngày 05 tháng 01 năm 2026``: a 0 before days < 10 and months 1, 2.

    None leaves day and month open, and the year unless ``year`` gives it.
    """
    if date is None:
        return f"ngày {OPEN}tháng {OPEN}năm {year or OPEN}"
    month = f"{date.month:02d}" if date.month < 3 else str(date.month)
    return f"ngày {date.day:02d} tháng {month} năm {date.year}"


def place_and_date(place, date, scale=USUAL, year=None):
    """Ô 4: place and date, slanted, centred under the national title."""
    text = f"{place}, {long_date(date, year)}"
    return Text(text, Style(ITALIC, scale.place, CENTRE))


def letterhead(left, right, number=None, place=None, share=0.4):
    """Rows A and B of the sketch: 2 | 1, then 3 | 4 on one line.

    Without ``number`` there is row A only, without ``place`` the number stands alone.
    """
    parts = [SideBySide(left, right, share)]
    if number:
        parts += [Gap(mm(2)), SideBySide(number, place or Gap(0), share)]
    return Stack(parts)


def title_block(kind, subject, scale=USUAL):
    """Ô 5a: name of the type in capitals, subject, rule of two fifths of its line."""
    parts = [Text(kind.upper(), Style(BOLD, scale.kind, CENTRE, before=mm(5)))]
    if subject:
        parts.append(Ruled(subject, Style(BOLD, scale.subject, CENTRE), 0.4, gap=7))
    return Stack(parts)


def appendix_title(label, name, scale=USUAL):
    """Head of an appendix: ``Phụ lục I`` bold at 14, its name in capitals below."""
    parts = [Text(label, Style(BOLD, 14, CENTRE))]
    if name:
        parts.append(Text(name.upper(), Style(BOLD, scale.subject, CENTRE)))
    return Stack(parts)


def enclosed_line(text, scale=USUAL):
    """``(Kèm theo Quyết định số …)`` under an appendix's or regulation's title."""
    return Text(f"({text})", Style(ITALIC, scale.body, CENTRE, before=2))


def letter_subject(subject, scale=USUAL):
    """Ô 5b: ``V/v …`` under the number of an official letter, 6 points below it."""
    return Text(
        f"V/v {subject}", Style(REGULAR, scale.letter_subject, CENTRE, before=6)
    )


@dataclass
class Addressees:
    """Ô 9a: ``Kính gửi:`` with one name on its line, or several with dashes below.

    A block in the middle of the page, at most ``SHARE`` of the width.
    """

    names: list
    scale: Scale = USUAL

    SHARE = 0.9
    HEAD = "Kính gửi:"

    def _layout(self, width):
        style = Style(REGULAR, self.scale.body)
        width *= self.SHARE
        if len(self.names) == 1:
            return style, [break_lines(f"{self.HEAD} {self.names[0]}", style, width)]
        indent = text_width(self.HEAD + " ", style.font, style.size)
        return style, [
            break_lines(self.HEAD, style, width),
            *(break_lines(name, style, width - indent) for name in dashed(self.names)),
        ]

    def height(self, width):
        """All lines."""
        style, blocks = self._layout(width)
        return mm(4) + sum(height_of(lines, style) for lines in blocks)

    def draw(self, canvas, x, top, width):
        """Draw head and names."""
        style, blocks = self._layout(width)
        indent = text_width(self.HEAD + " ", style.font, style.size)
        offset = indent if len(blocks) > 1 else 0
        widest = max(
            line.width + (offset if index else 0)
            for index, lines in enumerate(blocks)
            for line in lines
        )
        left, top = x + (width - widest) / 2, top - mm(4)
        for index, lines in enumerate(blocks):
            start = left + (offset if index else 0)
            top = draw_lines(canvas, lines, start, top, width, style)


def telegram_addressees(sender, names, scale=USUAL):
    """Head of a công điện (mẫu 1.6): ``CHỦ TỊCH … điện:``, then whom, with dashes."""
    runs = [Run(f"{sender.upper()} ", BOLD), Run("điện:", BOLD_ITALIC)]
    head = Text(runs, Style(BOLD, scale.body, CENTRE, before=mm(3)))
    style = Style(REGULAR, scale.body)
    longest = max(text_width(line, REGULAR, scale.body) for line in dashed(names))
    lines = [Text(line, style) for line in dashed(names)]
    return Stack([head, Gap(6), Narrowed(Stack(lines), longest + 1)])


def dashed(names):
    """Return the lines of a list of receivers: ``- …;``, the last with a full stop."""
    names = [name.rstrip(" ;.") for name in names]
    return [f"- {name};" for name in names[:-1]] + [f"- {name}." for name in names[-1:]]


def urgency_mark(level):
    """Ô 10b: HỎA TỐC 30 x 8, THƯỢNG KHẨN 40 x 8, KHẨN 20 x 8 mm, bright red.

    ``level`` is a key of ``URGENCY``; raises ``LayoutError`` (``bad_paper``) otherwise.
    """
    if level not in URGENCY:
        raise LayoutError("bad_paper", f"No such urgency: {level}", urgency=level)
    text, wide = URGENCY[level]
    return StampBox(text, mm(wide), mm(STAMP_TALL), RED, before=mm(3))


def draw_circulation(canvas, profile, kind):
    """Ô 11: a framed box in the top margin, right of the middle of the page.

    ``kind`` is a key of ``CIRCULATION``; raises ``LayoutError`` (``bad_paper``).
    """
    if kind not in CIRCULATION:
        raise LayoutError("bad_paper", f"No such circulation: {kind}", circulation=kind)
    text = CIRCULATION[kind]
    wide = text_width(text, BOLD, 13) + mm(6)
    box = StampBox(text, wide, mm(STAMP_TALL))
    left = profile.body_left + profile.body_width * 0.4
    top = profile.body_top + mm(STAMP_TALL + 2)
    box.draw(canvas, left, top, profile.body_width * 0.6)


def draw_foot_line(canvas, profile, text, size=11):
    """Ô 13: address, telephone, e-mail … at the foot of page 1 under a full rule.

    Raises ``LayoutError`` (``bad_paper``) when it does not fit the bottom margin.
    """
    style = Style(REGULAR, size, CENTRE)
    lines = balanced_lines(text, style, profile.body_width)
    top = profile.body_bottom - mm(3)
    if height_of(lines, style) > top - mm(5):
        raise LayoutError("bad_paper", "The address at the foot is too long")
    left, width = profile.body_left, profile.body_width
    canvas.setLineWidth(0.5)
    canvas.line(left, top, left + width, top)
    draw_lines(canvas, lines, left, top - 2, width, style)


def signing_time(moment):
    """Return a moment as ISO 8601 in Vietnam's time zone, to the second.

    ``moment`` is an aware datetime; raises ``LayoutError`` (``bad_time``) for another.
    """
    if moment.tzinfo is None:
        raise LayoutError("bad_time", "The time of signing needs its time zone")
    return moment.astimezone(VIETNAM).isoformat(timespec="seconds")


def electronic_mark(*words):
    """Ô 14: facts of a signature in one line, Times 10 upright black, at the right."""
    return Text("; ".join(word for word in words if word), Style(REGULAR, 10, RIGHT))
