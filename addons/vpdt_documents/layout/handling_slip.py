"""Phiếu giải quyết văn bản đến: what leaders and solvers wrote on an incoming paper.

Nghị định 30/2020/NĐ-CP, Phụ lục IV, mẫu Phiếu giải quyết văn bản đến: the paper (type,
number and symbol, date, issuer, abstract) and three blocks of opinions — leaders of the
body, leaders of the unit, the one who solves it. A block nobody wrote in yet has dotted
lines, for a pen.
"""

import datetime
from dataclasses import dataclass, field

from . import components as parts
from .boxes import Gap, SideBySide, Stack, Text
from .fonts import BOLD, ITALIC, REGULAR, text_width
from .measures import ND30_PORTRAIT, mm
from .sheet import Sheet
from .table import Column, Table, cell_text
from .typeset import CENTRE, JUSTIFY, LEFT, RIGHT, Run, Style, break_lines, draw_text

TITLE = "PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN"
HEADINGS = {
    "body": "1. Ý kiến của lãnh đạo cơ quan, tổ chức",
    "unit": "2. Ý kiến của lãnh đạo đơn vị",
    "solver": "3. Ý kiến đề xuất của người giải quyết",
}
#: Said small under a heading that nobody wrote under: what belongs there.
HINTS = {
    "body": "(Giao đơn vị, cá nhân chủ trì; đơn vị, cá nhân phối hợp; thời hạn đối với "
    "mỗi đơn vị, cá nhân; ngày, tháng, năm cho ý kiến)",
    "unit": "(Giao cá nhân; thời hạn đối với cá nhân; ngày, tháng, năm cho ý kiến)",
    "solver": "(Ý kiến đề xuất giải quyết văn bản đến; ngày, tháng, năm đề xuất "
    "ý kiến)",
}
SIZE = 13
#: Lines left for a pen in an empty block.
DOTTED = 4
#: White space between two facts of the paper, in points.
GAP = 3


@dataclass(frozen=True)
class Charge:
    """Who was charged with what, until when: one row of an opinion.

    Several may share a row: `names` with the same `purpose` and `deadline` (a local
    datetime, a date or None).
    """

    purpose: str
    names: tuple
    deadline: datetime.datetime | datetime.date | None = None


@dataclass(frozen=True)
class Opinion:
    """What one person wrote: who (`post` his post, `instead_of` whom he stood in for),
    when (local time), his words, whom he charged, and the answer it led to."""

    author: str
    post: str = ""
    unit: str = ""
    at: datetime.datetime | None = None
    text: str = ""
    charges: tuple = ()
    instead_of: str = ""
    note: str = ""


@dataclass
class Slip:
    """One slip. `body`, `unit` and `solver` are the opinions of the three blocks, in
    the order of time; `arrival` is (number in the register, date) or None."""

    agency: str
    kind: str
    code: str
    issued_date: datetime.date | None
    issuer: str
    subject: str
    parents: tuple = ()
    arrival: tuple | None = None
    urgency: str = ""
    place: str = ""
    printed: datetime.date | None = None
    body: list = field(default_factory=list)
    unit: list = field(default_factory=list)
    solver: list = field(default_factory=list)


def _hour(value):
    return f"{value.hour:02d}:{value.minute:02d}"


def _until(value):
    """Return a deadline, with its hour where there is one."""
    if isinstance(value, datetime.datetime):
        return f"{_hour(value)} {cell_text(value)}"
    return cell_text(value) or "-"


def _facts(sheet, slip):
    """Draw the facts of the paper: a label at the left, what it is beside it."""
    arrival = ""
    if slip.arrival:
        number, date = slip.arrival
        arrival = " - ".join(
            part
            for part in (str(number or ""), f"ngày {cell_text(date)}" if date else "")
            if part
        )
    rows = [
        ("Số đến:", arrival),
        ("Tên loại văn bản:", slip.kind),
        ("Số, ký hiệu văn bản:", slip.code),
        ("Ngày, tháng, năm văn bản:", cell_text(slip.issued_date)),
        ("Cơ quan ban hành:", slip.issuer),
        ("Trích yếu nội dung:", slip.subject),
    ]
    label = Style(REGULAR, SIZE, LEFT)
    value = Style(BOLD, SIZE, LEFT)
    wide = max(text_width(row[0], REGULAR, SIZE) for row in rows) + mm(4)
    for name, text in rows:
        if not text:
            continue
        sheet.skip(GAP)
        lines = break_lines(text, value, sheet.width - wide)
        sheet.need(min(len(lines), 3) * value.line_height)
        draw_text(sheet.canvas, name, sheet.left, sheet.y, wide, label)
        # An abstract of a whole page is rare, but must not run off the sheet.
        sheet.flow(text, value, indent=wide)


def _who(opinion):
    """Return the line that says whose opinion it is, as runs."""
    runs = [Run(opinion.author or "", BOLD)]
    post = ", ".join(part for part in (opinion.post, opinion.unit) if part)
    if post:
        runs.append(Run(f" - {post}", REGULAR))
    if opinion.instead_of:
        runs.append(Run(f" (giải quyết thay {opinion.instead_of})", ITALIC))
    return runs


def _charges(sheet, charges):
    """Draw the table of who does what until when."""
    table = Table(
        sheet,
        [
            Column("Nhiệm vụ", 34),
            Column("Đơn vị, cá nhân", 88),
            Column("Thời hạn", 34, CENTRE),
        ],
        size=12,
        numbered=False,
        min_height=7,
    )
    for charge in charges:
        table.add([charge.purpose, "; ".join(charge.names), _until(charge.deadline)])
    table.close()


def _kept(opinion):
    """Return the height that the beginning of an opinion keeps together."""
    height = 8 + 4 * Style(size=SIZE).line_height
    return height + mm(20) if opinion.charges else height


def _opinion(sheet, opinion):
    who = Style(REGULAR, SIZE, LEFT, before=8)
    words = Style(REGULAR, SIZE, JUSTIFY, leading=SIZE * 1.25, before=3, indent=mm(10))
    small = Style(ITALIC, SIZE - 1, RIGHT, before=3)
    # Whose it is never stands alone at the foot of a page.
    sheet.need(_kept(opinion))
    sheet.flow(_who(opinion), who)
    for paragraph in (opinion.text or "").splitlines():
        if paragraph.strip():
            sheet.flow(paragraph.strip(), words)
    if opinion.charges:
        sheet.skip(5)
        _charges(sheet, opinion.charges)
    if opinion.note:
        sheet.flow(opinion.note, Style(ITALIC, SIZE, LEFT, before=3))
    if opinion.at:
        day = f"Ngày {cell_text(opinion.at)}, {_hour(opinion.at)}"
        sheet.flow(day, small)


def _dotted(sheet, hint):
    """Leave lines to write on by hand."""
    sheet.flow(hint, Style(ITALIC, SIZE - 2, LEFT, before=2))
    gap = mm(8)
    sheet.need(DOTTED * gap)
    canvas = sheet.canvas
    canvas.saveState()
    canvas.setDash(0.6, 2.4)
    canvas.setLineCap(1)
    for _line in range(DOTTED):
        sheet.y -= gap
        canvas.line(sheet.left, sheet.y, sheet.left + sheet.width, sheet.y)
    canvas.restoreState()


def render_handling_slip(slip, profile=ND30_PORTRAIT):
    """Typeset a `Slip` and return the PDF's bytes.

    The same input gives the same bytes. Raises `LayoutError` (``bad_paper``) for an
    urgency there is no mark for.
    """
    about = " ".join(part for part in (slip.kind, slip.code) if part)
    sheet = Sheet(
        profile,
        title=f"Phiếu giải quyết văn bản đến {about}".strip(),
        author=slip.agency,
        subject=slip.subject,
        foot=f"Phiếu giải quyết văn bản đến - {about}" if about else "",
    )
    left = [parts.issuer_block(slip.agency, slip.parents)]
    if slip.urgency:
        left.append(parts.urgency_mark(slip.urgency))
    right = [parts.national_heading()]
    if slip.place:
        right += [Gap(mm(2)), parts.place_and_date(slip.place, slip.printed)]
    sheet.place(SideBySide(Stack(left), Stack(right), 0.42))
    sheet.place(Text(TITLE, Style(BOLD, 14, CENTRE, before=mm(7))))
    sheet.skip(mm(4))
    _facts(sheet, slip)
    for key, heading in HEADINGS.items():
        opinions = getattr(slip, key)
        style = Style(BOLD, SIZE, LEFT, before=mm(5))
        # A heading with at least what follows it first.
        below = _kept(opinions[0]) if opinions else mm(44)
        sheet.need(style.before + style.line_height + below)
        sheet.bookmark(heading)
        sheet.flow(heading, style)
        for opinion in opinions:
            _opinion(sheet, opinion)
        if not opinions:
            _dotted(sheet, HINTS[key])
    return sheet.close()
