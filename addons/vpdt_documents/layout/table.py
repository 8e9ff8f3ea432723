"""Ruled tables of any length: header and column-number row on every page."""

import datetime
from dataclasses import dataclass
from functools import lru_cache

from .errors import LayoutError
from .fonts import BOLD, ITALIC, REGULAR
from .measures import mm
from .typeset import CENTRE, LEFT, Style, break_lines, draw_lines, height_of


def cell_text(value):
    """Return what a cell prints: dates as dd/mm/yyyy, counters below 10 with a 0.

    Takes None, a date, a datetime (printed as it is, so give it in local time), an int
    or anything with a string form.
    """
    if value is None or value is False:
        return ""
    if isinstance(value, datetime.date):
        return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"
    if isinstance(value, int):
        return f"{value:02d}"
    return str(value)


@lru_cache(maxsize=8192)
def _cell_lines(text, style, width):
    """Break a cell; in a register the same names come again and again."""
    return tuple(break_lines(text, style, width))


@dataclass(frozen=True)
class Column:
    """One column: its head, width in millimetres and alignment of its cells."""

    label: str
    width: float
    align: str = LEFT


@dataclass(frozen=True)
class Span:
    """A cell over the columns ``first`` to ``last`` (counted from 0, both in)."""

    first: int
    last: int
    text: str
    font: str = ITALIC


class Table:
    """Writes rows on a ``Sheet`` as they come, so that length costs no memory.

    ``columns`` are scaled together to fill the sheet's width. ``size`` is the size of
    the text in points, ``padding`` the distance to the rules in millimetres. With
    ``numbered`` a row (1), (2)… stands under the head, as in the forms of the law.
    ``min_height`` (mm) leaves space to sign by hand.
    """

    def __init__(
        self, sheet, columns, *, size=11, padding=1.2, numbered=True, min_height=8
    ):
        self.sheet = sheet
        self.columns = columns
        self.padding = mm(padding)
        self.min_height = mm(min_height)
        scale = sheet.width / sum(mm(column.width) for column in columns)
        self.widths = [mm(column.width) * scale for column in columns]
        self.edges = [sheet.left]
        for width in self.widths:
            self.edges.append(self.edges[-1] + width)
        if min(self.widths) <= 2 * self.padding + size:
            raise LayoutError("column_too_narrow", "A column has no room for text")
        self.head = Style(BOLD, size, CENTRE)
        self.cells = [Style(REGULAR, size, column.align) for column in columns]
        self.count = Style(ITALIC, size - 1, CENTRE)
        self.numbered = numbered
        self._rules = []
        self._head_lines = [
            break_lines(column.label, self.head, self._inner(index, index))
            for index, column in enumerate(columns)
        ]
        self._started = False

    def _inner(self, first, last):
        return self.edges[last + 1] - self.edges[first] - 2 * self.padding

    def _head_height(self):
        tallest = max(height_of(lines, self.head) for lines in self._head_lines)
        height = tallest + 2 * self.padding
        if self.numbered:
            height += self.count.line_height + self.padding
        return height

    def _open(self):
        """Draw the head at the top of the table on this page."""
        height = max(height_of(lines, self.head) for lines in self._head_lines)
        cells = [
            (index, index, lines, self.head)
            for index, lines in enumerate(self._head_lines)
        ]
        self._horizontal(self.sheet.y)
        self._draw(cells, height + 2 * self.padding, middle=True)
        if self.numbered:
            style = self.count
            cells = [
                (index, index, break_lines(f"({index + 1})", style, 99), style)
                for index in range(len(self.columns))
            ]
            self._draw(cells, self.count.line_height + self.padding, middle=True)

    def _horizontal(self, y):
        self._rules.append((self.edges[0], y, self.edges[-1], y))

    def _draw(self, cells, height, middle=False):
        """Draw one row of (first, last, lines, style) and the rules around it."""
        sheet = self.sheet
        top, bottom = sheet.y, sheet.y - height
        for first, last, lines, style in cells:
            left, right = self.edges[first], self.edges[last + 1]
            self._rules.append((left, top, left, bottom))
            offset = (height - height_of(lines, style)) / 2 if middle else self.padding
            if lines:
                draw_lines(
                    sheet.canvas,
                    lines,
                    left + self.padding,
                    top - offset,
                    right - left - 2 * self.padding,
                    style,
                )
        self._rules.append((self.edges[-1], top, self.edges[-1], bottom))
        self._horizontal(bottom)
        sheet.y = bottom

    def _flush(self):
        if self._rules:
            self.sheet.canvas.lines(self._rules)
            self._rules = []

    def _break_page(self):
        self._flush()
        self.sheet.new_page()
        self._open()

    def _layout(self, texts, span):
        cells, index = [], 0
        while index < len(self.columns):
            if span and index == span.first:
                style = Style(span.font, self.head.size, LEFT)
                width = self._inner(span.first, span.last)
                lines = break_lines(span.text, style, width)
                cells.append((span.first, span.last, lines, style))
                index = span.last + 1
                continue
            style = self.cells[index]
            lines = _cell_lines(texts[index], style, self._inner(index, index))
            cells.append((index, index, lines, style))
            index += 1
        return cells

    def fill(self, rows, keep=0):
        """Write all ``rows`` (lists of strings) and return how many there were.

        The last two are kept together with ``keep`` points of what stands below the
        table, so that a signature has rows above it on its page.
        """
        count, held = 0, []
        for row in rows:
            count += 1
            held.append(row)
            if len(held) > 2:
                self.add(held.pop(0))
        below = keep + sum(self._height(self._layout(row, None)) for row in held[1:])
        for row in held:
            self.add(row, keep=below)
            below = keep
        return count

    def _height(self, cells):
        lines = max(len(cell[2]) for cell in cells)
        return max(lines * self.head.line_height + 2 * self.padding, self.min_height)

    def add(self, texts, span=None, bookmark=None, keep=0):
        """Write one row; goes to the next page if it does not fit.

        ``texts`` has one string a column; with ``span`` those it covers are ignored.
        A row taller than a page goes on over the next pages. ``bookmark`` is the title
        of an outline entry at the row; ``keep`` the points below it that must be free
        on its page.
        """
        if len(texts) != len(self.columns):
            raise LayoutError(
                "bad_row", f"{len(texts)} cells for {len(self.columns)} columns"
            )
        cells = self._layout(texts, span)
        leading = self.head.line_height
        height = self._height(cells)
        if not self._started:
            # The head goes with the first row, or it would be left alone.
            first = self._head_height() + max(height + keep, 2 * self.min_height)
            self.sheet.need(min(first, self.sheet.profile.body_height))
            self._started = True
            self._open()
        if height + keep > self.sheet.room + 0.01:
            full = self.sheet.profile.body_height - self._head_height()
            if height + keep <= full or self.sheet.room < 4 * leading:
                self._break_page()
        if bookmark:
            self.sheet.bookmark(bookmark)
        while height > self.sheet.room + 0.01:
            fit = int((self.sheet.room - 2 * self.padding) / leading)
            part = [(f, t, some[:fit], style) for f, t, some, style in cells]
            cells = [(f, t, some[fit:], style) for f, t, some, style in cells]
            self._draw(part, fit * leading + 2 * self.padding)
            self._break_page()
            height = self._height(cells)
        self._draw(cells, height)

    def close(self):
        """Draw what rules are left; the sheet's cursor stands below the table."""
        self._flush()
