"""Breaking text into lines and drawing them.

A paragraph is a list of runs (text and font), so that "Điều 1." may be bold inside an
upright paragraph. Lines break at spaces; a word longer than the line breaks after a
slash, hyphen or dot, and at any letter if it must (symbols such as
``1234/QĐ-UBND-BCĐPCTT`` in a narrow column).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from .fonts import ASCENT, DESCENT, REGULAR, printable, text_width

LEFT, CENTRE, RIGHT, JUSTIFY = "left", "centre", "right", "justify"

_BREAKS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Every white space but the line feed and the no-break space.
_BLANKS = re.compile(r"[^\S\n\xa0]+")
_PIECES = re.compile(r"[^/\-.,;_]*[/\-.,;_]|[^/\-.,;_]+")


@dataclass(frozen=True)
class Style:
    """How a paragraph looks: font name, size and leading in points.

    ``leading`` 0 means single spacing of the font (1.15 of the size, as Word does for
    Times New Roman); ``indent`` is of the first line; ``before`` the gap above.
    """

    font: str = REGULAR
    size: float = 13
    align: str = LEFT
    leading: float = 0
    indent: float = 0
    before: float = 0

    @property
    def line_height(self):
        """Distance between two base lines, in points."""
        return self.leading or self.size * 1.15


@dataclass(frozen=True)
class Run:
    """A piece of text in one font."""

    text: str
    font: str = REGULAR


@dataclass
class Line:
    """A broken line: words as lists of (font, text), its width, how it ends."""

    words: list = field(default_factory=list)
    width: float = 0
    last: bool = False
    indent: float = 0


def _as_runs(text, style):
    if isinstance(text, str):
        return [Run(text, style.font)]
    if isinstance(text, Run):
        return [text]
    if isinstance(text, Iterable):
        return list(text)
    raise TypeError(f"text or runs expected, not {type(text).__name__}")


def _words(runs):
    """Yield paragraphs as lists of words; a word is a list of (font, text)."""
    paragraph, word = [], []
    for run in runs:
        text = _BLANKS.sub(" ", _BREAKS.sub("\n", run.text))
        for number, part in enumerate(text.split("\n")):
            if number:
                paragraph.append(word)
                yield [item for item in paragraph if item]
                paragraph, word = [], []
            for index, bit in enumerate(part.split(" ")):
                if index:
                    paragraph.append(word)
                    word = []
                bit = printable(bit, run.font)
                if bit:
                    word.append((run.font, bit))
    paragraph.append(word)
    yield [item for item in paragraph if item]


def _word_width(word, size):
    return sum(text_width(text, font, size) for font, text in word)


def _split_long(word, size, width):
    """Cut a word into pieces none of which is wider than ``width``."""
    pieces, current, used = [], [], 0.0
    for font, text in word:
        for piece in _PIECES.findall(text):
            piece_width = text_width(piece, font, size)
            units = [piece] if piece_width <= width else list(piece)
            for unit in units:
                unit_width = text_width(unit, font, size)
                if current and used + unit_width > width:
                    pieces.append(current)
                    current, used = [], 0.0
                current.append((font, unit))
                used += unit_width
    if current:
        pieces.append(current)
    return [_joined(piece) for piece in pieces]


def _joined(word):
    """Merge neighbours of one font, so that a piece is drawn in one go."""
    merged = []
    for font, text in word:
        if merged and merged[-1][0] == font:
            merged[-1] = (font, merged[-1][1] + text)
        else:
            merged.append((font, text))
    return merged


def break_lines(text, style, width):
    """Break ``text`` (a string, a ``Run`` or a list of them) at ``width`` points.

    Returns a list of ``Line``; an empty text gives an empty list.
    """
    size = style.size
    space = text_width(" ", style.font, size)
    lines = []
    for paragraph in _words(_as_runs(text, style)):
        line = Line(indent=style.indent)
        for word in paragraph:
            room = width - line.indent
            word_width = _word_width(word, size)
            gap = space if line.words else 0
            if line.words and line.width + gap + word_width > room:
                lines.append(line)
                line, gap, room = Line(), 0, width
            if word_width > room:
                *full, word = _split_long(word, size, room)
                lines.extend(
                    Line([piece], _word_width(piece, size), indent=line.indent)
                    for piece in full
                )
                if full:
                    line = Line()
                word_width = _word_width(word, size)
            line.words.append(word)
            line.width += gap + word_width
        line.last = True
        if line.words:
            lines.append(line)
    return lines


def balanced_lines(text, style, width):
    """Break ``text`` into lines of about one length, as a title should be.

    As many lines as ``width`` needs, but no lone word on the last: the narrowest
    measure that takes no more lines.
    """
    lines = break_lines(text, style, width)
    low, high = 0.0, width
    while len(lines) > 1 and high - low > 2:
        middle = (low + high) / 2
        tried = break_lines(text, style, middle)
        if len(tried) > len(lines):
            low = middle
        else:
            high, lines = middle, tried
    return lines


def height_of(lines, style):
    """Return the height of broken ``lines`` in points."""
    return len(lines) * style.line_height


def _segments(line):
    """Return the line as (font, text) pieces with spaces, neighbours merged."""
    merged = []
    for index, word in enumerate(line.words):
        for position, (font, text) in enumerate(word):
            if index and not position:
                text = " " + text
            merged.append((font, text))
    return _joined(merged)


def _start(line, x, width, align):
    if align == CENTRE:
        return x + (width - line.width) / 2
    if align == RIGHT:
        return x + width - line.width
    return x + line.indent


def draw_lines(canvas, lines, x, top, width, style):
    """Draw broken ``lines`` in a box of ``width`` whose upper left is (x, top).

    Returns the ordinate below the last line. Spaces are real spaces in the PDF, so
    that the text can be copied and searched.
    """
    leading = style.line_height
    # The glyphs stand in the middle of the line's height, as in a word processor.
    baseline = top - (leading + (ASCENT - DESCENT) * style.size) / 2
    out = canvas.beginText()
    current, stretched = None, 0.0
    for line in lines:
        out.setTextOrigin(_start(line, x, width, style.align), baseline)
        gaps, stretch = len(line.words) - 1, 0.0
        if style.align == JUSTIFY and gaps and not line.last:
            stretch = (width - line.indent - line.width) / gaps
        if stretch != stretched:
            out.setWordSpace(stretch)
            stretched = stretch
        for font, text in _segments(line):
            if font != current:
                out.setFont(font, style.size)
                current = font
            out.textOut(text)
        baseline -= leading
    if stretched:
        # Word space outlives the text object in PDF.
        out.setWordSpace(0)
    canvas.drawText(out)
    return top - height_of(lines, style)


def draw_text(canvas, text, x, top, width, style):
    """Break and draw ``text``; returns the ordinate below it."""
    return draw_lines(canvas, break_lines(text, style, width), x, top, width, style)
