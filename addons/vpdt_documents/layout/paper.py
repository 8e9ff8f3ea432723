"""Administrative documents typeset in the layout of Nghị định 30/2020/NĐ-CP.

Slots 1 to 9, 10b, 12 and 13 of Phụ lục I; templates of Phụ lục III (decision, named
types, official letter, invitation, telegram). The body is plain text, one paragraph a
line; what a line is (basis, article, clause, heading) is told from how it begins.
"""

import datetime
import re
from dataclasses import dataclass, field

from . import components as parts
from .errors import LayoutError
from .fonts import BOLD, ITALIC, REGULAR
from .ink import signed_and_sealed
from .measures import ND30_PORTRAIT, mm
from .sheet import Sheet
from .typeset import CENTRE, JUSTIFY, Run, Style, break_lines, draw_lines

#: First-line indent: 1 cm or 1.27 cm (mục II.6).
INDENT = mm(12.7)
#: Least gap between paragraphs, in points (mục II.6).
PARAGRAPH_GAP = 6

_BASIS = re.compile(r"(Căn cứ|Xét đề nghị|Theo đề nghị).+[,;.]$")
_ORDER = re.compile(r"QUYẾT (ĐỊNH|NGHỊ)\s*:$")
_CHAPTER = re.compile(r"(Phần|Chương|Mục|Tiểu mục)\s+(thứ \w+|[IVXLC]+|\d+)\.?$")
_ARTICLE = re.compile(r"(Điều \d+[a-z]?\.)\s*(.*)$")
_ROMAN = re.compile(r"[IVXLC]+\.\s+\S")
_CLAUSE = re.compile(r"\d+\.\s+\S")


@dataclass(frozen=True)
class Block:
    """A paragraph of the body: its kind and text.

    Kinds: ``basis`` (italic), ``order`` and ``heading`` (centred, bold), ``article``,
    ``title`` (bold paragraph: an article's or clause's heading), ``text``.
    """

    kind: str
    text: str


@dataclass
class Annex:
    """What a decision issues or encloses, on pages of its own, numbered by itself.

    ``enclosed`` is the line in brackets "(Kèm theo Quyết định số …)".
    """

    kind: str
    subject: str
    body: str
    enclosed: str = ""
    signature: tuple = ()
    signer: str = ""


@dataclass
class Paper:
    """One document. Empty slots are left out.

    ``kind`` is the name of the type (``Quyết định``), "" for an official letter, whose
    subject then stands as "V/v …" under the number. ``number`` int, str or None (dots);
    ``date`` None prints dots too. ``signature`` lists the lines of slot 7a, ``signer``
    is the name. ``urgency`` is a key of ``components.URGENCY``. ``seal`` is the text on
    the seal's rim and ``ink_seed`` a number: together they sign and seal the paper for
    demonstration; ``ink_seed`` None leaves it unsigned. ``contact`` is slot 13.
    """

    issuer: str
    symbol: str
    place: str
    subject: str
    body: str
    signature: tuple
    signer: str
    parents: tuple = ()
    number: int | str | None = None
    date: datetime.date | None = None
    kind: str = ""
    addressees: tuple = ()
    recipients: tuple = ()
    drafter: str = ""
    urgency: str = ""
    contact: str = ""
    annexes: tuple = ()
    seal: str = ""
    ink_seed: int | None = None
    scale: parts.Scale = field(default=parts.USUAL)


def _is_title(text):
    """A clause's heading: short, and no sentence ends it."""
    return len(text) < 110 and text.rstrip()[-1:] not in ".;,!?…"


def parse_body(text):
    """Cut plain text into ``Block``: one a line, empty lines dropped.

    Takes the text as a clerk would type it; returns a list.
    """
    blocks = []
    for line in text.splitlines():
        line = line.strip()
        if not line:
            continue
        if _ORDER.match(line):
            kind = "order"
        elif _ROMAN.match(line):
            kind = "title"
        elif _CHAPTER.match(line) or (line == line.upper() and len(line) > 6):
            kind = "heading"
        elif _BASIS.match(line):
            kind = "basis"
        elif _ARTICLE.match(line):
            heading = _ARTICLE.match(line).group(2)
            kind = "title" if heading and _is_title(heading) else "article"
        elif _CLAUSE.match(line) and _is_title(line):
            kind = "title"
        else:
            kind = "text"
        blocks.append(Block(kind, line))
    return blocks


def _flow(sheet, text, style):
    """Set a paragraph that may run over pages; never one line alone at an end."""
    lines = break_lines(text, style, sheet.width)
    if not lines:
        return
    sheet.skip(style.before)
    leading = style.line_height
    while lines:
        fit = int((sheet.room + 0.01) / leading)
        if fit >= len(lines):
            part, lines = lines, []
        else:
            fit = min(fit, len(lines) - 2)
            if fit < 2 and not sheet.untouched:
                sheet.new_page()
                continue
            part, lines = lines[: max(fit, 1)], lines[max(fit, 1) :]
        sheet.y = draw_lines(
            sheet.canvas, part, sheet.left, sheet.y, sheet.width, style
        )
        if lines:
            sheet.new_page()


def _styles(size):
    leading = size * 1.25
    usual = {"size": size, "leading": leading, "before": PARAGRAPH_GAP}
    return {
        "basis": Style(ITALIC, align=JUSTIFY, indent=INDENT, **usual),
        "order": Style(BOLD, align=CENTRE, **usual),
        "heading": Style(BOLD, align=CENTRE, **usual),
        "title": Style(BOLD, align=JUSTIFY, indent=INDENT, **usual),
        "article": Style(REGULAR, align=JUSTIFY, indent=INDENT, **usual),
        "text": Style(REGULAR, align=JUSTIFY, indent=INDENT, **usual),
    }


def _kept(blocks, styles, width):
    """Height that a heading needs: itself, headings after it, two lines of text."""
    height = 0
    for block in blocks:
        style = styles[block.kind]
        if block.kind not in ("heading", "title", "order"):
            return height + style.before + 2 * style.line_height if height else 0
        lines = break_lines(block.text, style, width)
        height += style.before + len(lines) * style.line_height
    return height


def _set_body(sheet, body, scale):
    styles = _styles(scale.body)
    blocks = parse_body(body)
    for index, block in enumerate(blocks):
        style, text = styles[block.kind], block.text
        sheet.need(_kept(blocks[index:], styles, sheet.width))
        if block.kind == "article":
            number, rest = _ARTICLE.match(text).groups()
            text = [Run(f"{number} ", BOLD), Run(rest, REGULAR)]
        _flow(sheet, text, style)


def _head(paper):
    scale = paper.scale
    number = [parts.number_line(paper.number, paper.symbol, scale)]
    if not paper.kind:
        number.append(parts.letter_subject(paper.subject, scale))
    if paper.urgency:
        number.append(parts.UrgencyMark(paper.urgency))
    return parts.letterhead(
        parts.issuer_block(paper.issuer, paper.parents, scale),
        parts.national_heading(scale),
        parts.Stack(number),
        parts.place_and_date(paper.place, paper.date, scale),
    )


def _sign(sheet, paper, lines, signer, recipients=(), ink=None):
    left = parts.Gap(0)
    if recipients:
        left = parts.Recipients(list(recipients), paper.drafter, paper.scale)
    right = parts.Signature(list(lines), signer, paper.scale, ink=ink)
    block = parts.SideBySide(left, right, share=0.5)
    sheet.skip(mm(5))
    sheet.place(block)


def _contact(sheet, text, size=11):
    """Slot 13: a full-width rule and the address at the foot of page 1."""
    style = Style(REGULAR, size, CENTRE)
    lines = break_lines(text, style, sheet.width)
    top = sheet.profile.body_bottom - mm(3)
    if len(lines) * style.line_height > top - mm(5):
        raise LayoutError("bad_paper", "The address at the foot is too long")
    sheet.canvas.line(sheet.left, top, sheet.left + sheet.width, top)
    draw_lines(sheet.canvas, lines, sheet.left, top - 2, sheet.width, style)


def _annex(sheet, paper, annex):
    sheet.new_part()
    sheet.bookmark(annex.subject or annex.kind)
    sheet.place(parts.title_block(annex.kind, annex.subject, paper.scale))
    if annex.enclosed:
        style = Style(ITALIC, paper.scale.body, CENTRE)
        sheet.place(parts.Text(f"({annex.enclosed})", style))
    _set_body(sheet, annex.body, paper.scale)
    if annex.signature:
        ink = None
        if paper.ink_seed is not None:
            ink = signed_and_sealed(paper.seal, paper.ink_seed)
        _sign(sheet, paper, annex.signature, annex.signer, ink=ink)


def render_paper(paper, profile=ND30_PORTRAIT):
    """Typeset a ``Paper`` and return the PDF's bytes (searchable text, no images).

    Raises ``LayoutError``: ``bad_paper`` when a slot cannot be filled as asked.
    """
    if paper.urgency and paper.urgency not in parts.URGENCY:
        raise LayoutError("bad_paper", f"No such urgency: {paper.urgency}")
    sheet = Sheet(
        profile,
        title=f"{paper.kind} {paper.subject}".strip(),
        author=paper.issuer.replace("\n", " "),
        subject=f"{paper.number or ''}/{paper.symbol}",
    )
    if paper.contact:
        _contact(sheet, paper.contact)
    sheet.place(_head(paper))
    if paper.kind:
        sheet.place(parts.title_block(paper.kind, paper.subject, paper.scale))
    if paper.addressees:
        sheet.place(parts.Addressees(list(paper.addressees), paper.scale))
        sheet.skip(mm(2))
    _set_body(sheet, paper.body, paper.scale)
    ink = None
    if paper.ink_seed is not None:
        ink = signed_and_sealed(paper.seal, paper.ink_seed)
    _sign(sheet, paper, paper.signature, paper.signer, paper.recipients, ink)
    for annex in paper.annexes:
        _annex(sheet, paper, annex)
    return sheet.close()
