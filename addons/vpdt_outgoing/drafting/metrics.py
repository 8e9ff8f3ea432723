"""The rules under headings: as long as the law wants them for the text above.

NĐ 30/2020 Phụ lục I: under the motto as long as it; under the issuer, the subject
and an annex's name from a third to a half. In the templates a rule is a paragraph
with a border of its own style, set in from both sides.
"""

from functools import cache
from pathlib import Path

from docx.oxml.ns import qn
from PIL import ImageFont

from .office import _tinos

#: style of the rule -> (part of the text's length, points of the text)
RULES = {
    "VPĐT Kẻ tiêu ngữ": (1.0, 13),
    "VPĐT Kẻ cơ quan": (0.4, 12),
    "VPĐT Kẻ trích yếu": (0.4, 14),
}
_SUBJECT = "VPĐT Trích yếu"
#: points left free beside a subject at least
_SUBJECT_INDENT = 14 / 25.4 * 72
_TWIPS = 20


@cache
def _font():
    return ImageFont.truetype(str(Path(_tinos()) / "Tinos-Bold.ttf"), 1000)


def width(text, size):
    """Return the width of bold ``text`` at ``size`` points, in points."""
    return _font().getlength(text) * size / 1000


def lines(text, size, room):
    """Return (how many, width of the longest) of the lines of text in ``room``."""
    space, best, used, count = width(" ", size), 0.0, 0.0, 1
    for word in text.split():
        wide = width(word, size)
        if used and used + space + wide > room:
            best, used, count = max(best, used), wide, count + 1
        else:
            used += wide + (space if used else 0)
    return count, max(best, used)


def longest_line(text, size, room):
    """Return the width in points of the longest line of text broken at ``room``."""
    return lines(text, size, room)[1]


def set_rules(document):
    """Set the rules of a filled document (python-docx), in its body and cells."""
    names = {style.style_id: style.name for style in document.styles}
    body = document.element.body
    for paragraph in body.iter(qn("w:p")):
        rule = RULES.get(names.get(_style(paragraph)))
        above = paragraph.getprevious()
        if rule is None or above is None:
            continue
        part, size = rule
        room = _room(paragraph, document)
        text = _text(above)
        inner = room
        if names.get(_style(above)) == _SUBJECT:
            inner = balanced_room(text, size, room - 2 * _SUBJECT_INDENT)
            _set_in(above, (room - inner) / 2)
        longest = max(longest_line(line, size, inner) for line in _peers(above))
        wide = min(room, longest * part)
        _set_in(paragraph, (room - wide) / 2)


def _text(paragraph):
    return "".join(t.text or "" for t in paragraph.iter(qn("w:t")))


def _peers(paragraph):
    """Yield the text of a paragraph and of those above it that belong to it."""
    style = _style(paragraph)
    while paragraph is not None and _style(paragraph) == style:
        yield _text(paragraph)
        paragraph = paragraph.getprevious()


def balanced_room(text, size, room):
    """Return the narrowest width in points with no more lines than in ``room``."""
    count = lines(text, size, room)[0]
    # never narrower than its longest word, which would be broken letter by letter
    low = max((width(word, size) for word in text.split()), default=0.0)
    high = max(low, room)
    while high - low > 1:
        middle = (low + high) / 2
        if lines(text, size, middle)[0] <= count:
            high = middle
        else:
            low = middle
    # a program that measures a hair wider must not need another line
    return min(room, high + 3)


def _set_in(paragraph, points):
    indent = str(max(0, round(points * _TWIPS)))
    node = paragraph.get_or_add_pPr().get_or_add_ind()
    for name in ("left", "right"):
        node.set(qn(f"w:{name}"), indent)


def _style(paragraph):
    node = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return node.get(qn("w:val")) if node is not None else None


def _room(paragraph, document):
    """Return the width in points in which a paragraph stands."""
    cell = next(paragraph.iterancestors(qn("w:tc")), None)
    if cell is not None:
        wide = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
        return int(wide.get(qn("w:w"))) / _TWIPS
    section = document.sections[0]
    wide = section.page_width - section.left_margin - section.right_margin
    return wide / 12700  # English metric units in a point
