"""The parts of an administrative document that the law names, one class a part.

Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II and mục V (table of typefaces).
The numbers (ô) are those of the sketch there. Every component has ``height(width)``
and ``draw(canvas, x, top, width)``, all in points; what a form of its own (a slip, a
letter, a copy's block) puts together are these.
"""

from dataclasses import dataclass, field

from .fonts import BOLD, BOLD_ITALIC, ITALIC, REGULAR, text_width
from .measures import mm
from .typeset import (
    CENTRE,
    LEFT,
    Style,
    balanced_lines,
    break_lines,
    draw_lines,
    height_of,
)

NATIONAL_TITLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
URGENCY = {
    "urgent": ("KHẨN", 20),
    "very_urgent": ("THƯỢNG KHẨN", 40),
    "express": ("HỎA TỐC", 30),
}
#: "Bright red", in RGB parts.
RED = (0.93, 0.07, 0.07)


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


def rule(canvas, centre, y, width):
    """Draw the thin full line that stands under a heading."""
    canvas.setLineWidth(0.6)
    canvas.line(centre - width / 2, y, centre + width / 2, y)


@dataclass
class Text:
    """A paragraph: text or runs in one style."""

    text: object
    style: Style

    def lines(self, width):
        """Break the text at ``width``; centred text in lines of one length."""
        if self.style.align == CENTRE:
            return balanced_lines(self.text, self.style, width)
        return break_lines(self.text, self.style, width)

    def height(self, width):
        """Height with the gap above it."""
        return self.style.before + height_of(self.lines(width), self.style)

    def draw(self, canvas, x, top, width):
        """Draw it."""
        draw_lines(
            canvas, self.lines(width), x, top - self.style.before, width, self.style
        )


@dataclass
class Stack:
    """Components under each other, kept together."""

    parts: list

    def height(self, width):
        """Sum of the parts' heights."""
        return sum(part.height(width) for part in self.parts)

    def draw(self, canvas, x, top, width):
        """Draw the parts from the top."""
        for part in self.parts:
            part.draw(canvas, x, top, width)
            top -= part.height(width)


@dataclass
class Gap:
    """White space of ``size`` points."""

    size: float

    def height(self, width):
        """Its size, whatever the width."""
        return self.size

    def draw(self, canvas, x, top, width):
        """Nothing to draw."""


@dataclass
class SideBySide:
    """Two components on one level; ``share`` is the left one's part of the width."""

    left: object
    right: object
    share: float = 0.4

    def height(self, width):
        """Height of the taller one."""
        return max(
            self.left.height(width * self.share),
            self.right.height(width * (1 - self.share)),
        )

    def draw(self, canvas, x, top, width):
        """Draw both from the same top."""
        cut = width * self.share
        self.left.draw(canvas, x, top, cut)
        self.right.draw(canvas, x + cut, top, width - cut)


@dataclass
class Ruled:
    """Centred text with a rule below: ``part`` of the last line's width."""

    text: str
    style: Style
    part: float = 1.0
    gap: float = 2.5

    def height(self, width):
        """Text, rule and the gap around it."""
        lines = balanced_lines(self.text, self.style, width)
        return self.style.before + height_of(lines, self.style) + 2 * self.gap

    def draw(self, canvas, x, top, width):
        """Draw text and rule."""
        lines = balanced_lines(self.text, self.style, width)
        below = draw_lines(canvas, lines, x, top - self.style.before, width, self.style)
        if lines:
            rule(
                canvas,
                x + width / 2,
                below - self.gap / 2,
                lines[-1].width * self.part,
            )


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
    parts.append(Ruled(issuer.upper(), Style(BOLD, scale.issuer, CENTRE), part=0.4))
    return Stack(parts)


def number_line(number, symbol, scale=USUAL):
    """Ô 3: ``Số: 05/QĐ-UBND``; a number below 10 gets its 0, an empty one dots.

    ``number`` is an int, a string (``12a``) or None; ``symbol`` what stands behind the
    stroke.
    """
    shown = f"{number:02d}" if isinstance(number, int) else number or "……"
    text = f"Số: {shown}/{symbol}" if symbol else f"Số: {shown}"
    return Text(text, Style(REGULAR, scale.number, CENTRE))


def long_date(date):
    """Return ``ngày 05 tháng 01 năm 2026``: a 0 before days < 10 and months 1, 2.

    None gives the dots of an undated draft.
    """
    if date is None:
        return "ngày …… tháng …… năm ………"
    month = f"{date.month:02d}" if date.month < 3 else str(date.month)
    return f"ngày {date.day:02d} tháng {month} năm {date.year}"


def place_and_date(place, date, scale=USUAL):
    """Ô 4: place and date, slanted, centred under the national title."""
    return Text(f"{place}, {long_date(date)}", Style(ITALIC, scale.place, CENTRE))


def letterhead(left, right, number, place, share=0.4):
    """Rows A and B of the sketch: 2 | 1, then 3 | 4 on one line."""
    return Stack(
        [
            SideBySide(left, right, share),
            Gap(mm(2)),
            SideBySide(number, place, share),
        ]
    )


def title_block(kind, subject, scale=USUAL):
    """Ô 5a: name of the type in capitals, subject, rule of two fifths of its line."""
    parts = [Text(kind.upper(), Style(BOLD, scale.kind, CENTRE, before=mm(5)))]
    if subject:
        parts.append(Ruled(subject, Style(BOLD, scale.subject, CENTRE), part=0.4))
    return Stack(parts)


def letter_subject(subject, scale=USUAL):
    """Ô 5b: ``V/v …`` under the number of an official letter, 6 points below it."""
    return Text(
        f"V/v {subject}", Style(REGULAR, scale.letter_subject, CENTRE, before=6)
    )


@dataclass
class Addressees:
    """Ô 9a: ``Kính gửi:`` with one name on its line, or several with dashes below."""

    names: list
    scale: Scale = USUAL

    def _layout(self, width):
        style = Style(REGULAR, self.scale.body)
        head = "Kính gửi:"
        if len(self.names) == 1:
            return style, [break_lines(f"{head} {self.names[0]}", style, width)]
        names = [
            f"- {name}{';' if index + 1 < len(self.names) else '.'}"
            for index, name in enumerate(self.names)
        ]
        indent = text_width(head + " ", style.font, style.size)
        return style, [
            break_lines(head, style, width),
            *(break_lines(name, style, width - indent) for name in names),
        ]

    def height(self, width):
        """All lines."""
        style, blocks = self._layout(width * 0.8)
        return mm(4) + sum(height_of(lines, style) for lines in blocks)

    def draw(self, canvas, x, top, width):
        """Draw them as a block in the middle of the page."""
        style, blocks = self._layout(width * 0.8)
        indent = text_width("Kính gửi: ", style.font, style.size)
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


@dataclass
class Signature:
    """Ô 7a, 7c, 7b: authority and post in capitals, space to sign, full name.

    ``lines`` are like ``["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]``
    (Điều 13). ``ink`` may draw a signature and seal: it is called with the canvas,
    the centre of the free space (x, y) and is left out for a paper to be signed.
    """

    lines: list
    name: str = ""
    scale: Scale = USUAL
    space: float = mm(30)
    ink: object = None

    def height(self, width):
        """Lines, free space and name."""
        style = Style(BOLD, self.scale.signature, CENTRE)
        text = sum(
            height_of(break_lines(line, style, width), style)
            for line in [*self.lines, self.name]
        )
        return text + self.space

    def draw(self, canvas, x, top, width):
        """Draw the block centred in ``width``."""
        style = Style(BOLD, self.scale.signature, CENTRE)
        for line in self.lines:
            lines = break_lines(line.upper(), style, width)
            top = draw_lines(canvas, lines, x, top, width, style)
        middle = (x + width / 2, top - self.space / 2)
        lines = break_lines(self.name, style, width)
        draw_lines(canvas, lines, x, top - self.space, width, style)
        if self.ink:
            self.ink(canvas, *middle)


@dataclass
class Recipients:
    """Ô 9b (and 12): ``Nơi nhận:`` with its list; the last line is ``- Lưu: …``."""

    names: list
    drafter: str = ""
    scale: Scale = USUAL
    _parts: Stack = field(init=False, repr=False)

    def __post_init__(self):
        head = Style(BOLD_ITALIC, self.scale.recipients_head)
        item = Style(REGULAR, self.scale.recipients, LEFT)
        parts = [Text("Nơi nhận:", head)]
        parts += [
            Text(f"- {name}{';' if index + 1 < len(self.names) else '.'}", item)
            for index, name in enumerate(self.names)
        ]
        if self.drafter:
            parts.append(Text(self.drafter, item))
        self._parts = Stack(parts)

    def height(self, width):
        """All lines."""
        return self._parts.height(width)

    def draw(self, canvas, x, top, width):
        """Draw them from the left."""
        self._parts.draw(canvas, x, top, width)


@dataclass
class UrgencyMark:
    """Ô 10b: HỎA TỐC 30 x 8, THƯỢNG KHẨN 40 x 8, KHẨN 20 x 8 mm, bright red."""

    level: str
    tall: float = mm(8)

    def height(self, width):
        """The box and a gap above it."""
        return self.tall + mm(3)

    def draw(self, canvas, x, top, width):
        """Draw the box in the middle of ``width``."""
        text, wide = URGENCY[self.level]
        left = x + (width - mm(wide)) / 2
        bottom = top - mm(3) - self.tall
        canvas.saveState()
        canvas.setStrokeColorRGB(*RED)
        canvas.setFillColorRGB(*RED)
        canvas.setLineWidth(1.1)
        canvas.rect(left, bottom, mm(wide), self.tall)
        canvas.setFont(BOLD, 13)
        canvas.drawCentredString(left + mm(wide) / 2, bottom + mm(8) / 2 - 4.5, text)
        canvas.restoreState()
