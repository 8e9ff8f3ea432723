"""Ô 6, the body of a paper: legal bases, parts, chapters, articles, clauses, points.

Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.6. A body is a list of ``Block`` and
``TableBlock``, or plain text, one paragraph a line, whose kind is told from how it
begins (``parse_body``).
"""

import re
from dataclasses import dataclass, replace

from . import galley
from .decree import ND30
from .fonts import BOLD, ITALIC, REGULAR
from .measures import mm
from .table import Table
from .typeset import CENTRE, JUSTIFY, Run, Style

#: First-line indent: 1 cm or 1.27 cm (mục II.6).
INDENT = mm(12.7)
#: Least gap between paragraphs, in points (mục II.6).
PARAGRAPH_GAP = 6
#: Line spacing: between single and one and a half (mục II.6), in parts of the size.
LEADING = 1.25
#: White space under a table, in points.
BELOW_TABLE = mm(1)
#: Letters of points, in the order of the Vietnamese alphabet.
POINTS = "abcdđeghiklmnopqrstuvxy"

_BASIS = re.compile(r"(Căn cứ|Xét đề nghị|Theo đề nghị).+[,;.]$")
_ORDER = re.compile(r"QUYẾT (ĐỊNH|NGHỊ)\s*:$")
_DIVISION = re.compile(r"(Phần|Chương|Mục|Tiểu mục)\s+(thứ \w+|[IVXLC]+|\d+)\.?$")
_ARTICLE = re.compile(r"(Điều \d+[a-zđ]?\.)\s*(.*)$")
_ROMAN = re.compile(r"[IVXLC]+\.\s+\S")
_CLAUSE = re.compile(r"\d+\.\s+\S")

#: Blocks that never end a page: what they head follows.
HEADINGS = ("authority", "order", "division", "heading", "title")


@dataclass(frozen=True)
class Block:
    """A paragraph of the body: its kind and text, with its number as printed.

    Kinds: ``basis`` (legal basis); ``authority`` (who decides, centred capitals),
    ``order`` (QUYẾT ĐỊNH:), ``division`` (Chương I) and ``heading`` (its title),
    centred and bold; ``article`` (number bold); ``title`` (bold paragraph: an article's
    or clause's heading); ``text`` (clauses, points, everything else).
    """

    kind: str
    text: str


@dataclass(frozen=True)
class TableBlock:
    """A table in the body: ``columns`` (``table.Column``), rows of strings.

    ``size`` in points (facts of a table may be smaller than the text). Its head stands
    on every page it reaches.
    """

    columns: tuple
    rows: tuple
    size: float = 12


def roman(number):
    """Return 1 to 399 as a Roman number."""
    digits = (
        ("C", 100), ("XC", 90), ("L", 50), ("XL", 40), ("X", 10), ("IX", 9),
        ("V", 5), ("IV", 4), ("I", 1),
    )  # fmt: skip
    text = ""
    for sign, value in digits:
        text += sign * (number // value)
        number %= value
    return text


def bases(lines, decree=ND30):
    """Return legal bases as blocks: ``;`` after each, the decree's sign at the end."""
    lines = [line.strip().rstrip(" ;,.") for line in lines]
    ends = [";"] * (len(lines) - 1) + [decree.basis_end]
    return [
        Block("basis", line + end) for line, end in zip(lines, ends, strict=bool(lines))
    ]


def division(level, number, title):
    """Return the blocks of a Phần, Chương (Roman), Mục or Tiểu mục (Arabic) heading."""
    shown = roman(number) if level in ("Phần", "Chương") else number
    return [Block("division", f"{level} {shown}"), Block("heading", title.upper())]


def article(number, text, title=""):
    """Return the blocks of Điều ``number``; with a ``title`` it is bold, text below."""
    if not title:
        return [Block("article", f"Điều {number}. {text}")]
    return [Block("title", f"Điều {number}. {title}"), *paragraphs(text)]


def clause(number, text, title=""):
    """Return the blocks of Khoản ``number`` (bold when it has a title)."""
    if not title:
        return [Block("text", f"{number}. {text}")]
    return [Block("title", f"{number}. {title}"), *paragraphs(text)]


def point(number, text):
    """Return the block of Điểm ``number`` (1 is a, 5 is đ) in a list."""
    return [Block("text", f"{POINTS[number - 1]}) {text}")]


def paragraphs(text):
    """Return plain paragraphs, one a line of ``text``."""
    return [Block("text", line.strip()) for line in text.splitlines() if line.strip()]


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
        elif _DIVISION.match(line):
            kind = "division"
        elif line == line.upper() and len(line) > 6:
            headed = blocks and blocks[-1].kind == "division"
            kind = "heading" if headed else "authority"
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


def _styles(size, decree):
    usual = {"size": size, "leading": size * LEADING, "before": PARAGRAPH_GAP}
    centred = Style(BOLD, align=CENTRE, **usual)
    text = Style(REGULAR, align=JUSTIFY, indent=INDENT, **usual)
    basis = ITALIC if decree.basis_italic else REGULAR
    return {
        "basis": Style(basis, align=JUSTIFY, indent=INDENT, **usual),
        "authority": centred,
        "order": centred,
        "division": centred,
        "heading": replace(centred, before=0),
        "title": Style(BOLD, align=JUSTIFY, indent=INDENT, **usual),
        "article": text,
        "text": text,
    }


class _Outline:
    """Levels of the bookmarks: chapters below the paper, articles below chapters."""

    def __init__(self):
        self.below = 1

    def mark(self, block, following):
        if block.kind == "division":
            self.below = 2
            title = (
                following.text if getattr(following, "kind", "") == "heading" else ""
            )
            return f"{block.text}. {title}".rstrip(". "), 1
        if block.kind in ("title", "article") and _ARTICLE.match(block.text):
            text = block.text
            if block.kind == "article":
                text = _ARTICLE.match(text).group(1).rstrip(".")
            return text, self.below
        return ()


def _atoms(blocks, styles, width):
    """Set paragraphs; headings are glued to what they head."""
    outline, atoms, headed = _Outline(), [], False
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        text = block.text
        if block.kind == "article":
            number, rest = _ARTICLE.match(text).groups()
            text = [Run(f"{number} ", BOLD), Run(rest, REGULAR)]
        style = styles[block.kind]
        mark = outline.mark(block, following)
        atoms += galley.paragraph(text, style, width, glued=headed, mark=mark)
        headed = block.kind in HEADINGS
    return atoms


def set_body(sheet, body, scale, closing=(), decree=ND30):
    """Set a body on a ``Sheet`` and the ``closing`` atoms below it.

    The closing is never alone on a page: two lines of the body (or the last two rows of
    a table) stay with it. ``body`` is text or a sequence of blocks.
    """
    blocks = parse_body(body) if isinstance(body, str) else list(body)
    styles, closing = _styles(scale.body, decree), list(closing)
    while blocks:
        cut = next(
            (i for i, block in enumerate(blocks) if isinstance(block, TableBlock)),
            len(blocks),
        )
        atoms = _atoms(blocks[:cut], styles, sheet.width)
        last = cut >= len(blocks)
        if last and closing:
            galley.keep_tail(atoms)
            closing[0].glued = bool(atoms)
            atoms += closing
        galley.place(sheet, atoms)
        if last:
            return
        table, blocks = blocks[cut], blocks[cut + 1 :]
        sheet.skip(mm(2))
        printed = Table(
            sheet, table.columns, size=table.size, numbered=False, min_height=6.5
        )
        keep = 0
        if not blocks and closing:
            keep = closing[0].tall + closing[0].before + BELOW_TABLE
        printed.fill(table.rows, keep)
        printed.close()
        sheet.skip(BELOW_TABLE)
    galley.place(sheet, closing)
