"""What components are made of: text, white space, one above or beside the other.

Every box has ``height(width)`` and ``draw(canvas, x, top, width)``, all in points.
"""

from dataclasses import dataclass

from .fonts import BOLD
from .typeset import CENTRE, Style, balanced_lines, break_lines, draw_lines, height_of

#: "Bright red" of stamps, in RGB parts.
RED = (0.93, 0.07, 0.07)
BLACK = (0, 0, 0)


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
    """Boxes under each other, kept together."""

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
    """Two boxes on one level; ``share`` is the left one's part of the width."""

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
class Narrowed:
    """A box in the middle of the width, at most ``wide`` points."""

    box: object
    wide: float

    def height(self, width):
        """Height of the box at its own width."""
        return self.box.height(min(width, self.wide))

    def draw(self, canvas, x, top, width):
        """Draw it in the middle."""
        wide = min(width, self.wide)
        self.box.draw(canvas, x + (width - wide) / 2, top, wide)


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


@dataclass
class StampBox:
    """Words of a stamp in a single frame ``wide`` x ``tall`` points, centred.

    ``before`` is the gap above, ``colour`` RGB parts from 0 to 1.
    """

    text: str
    wide: float
    tall: float
    colour: tuple = BLACK
    before: float = 0
    size: float = 13

    def height(self, width):
        """The frame and the gap above it."""
        return self.tall + self.before

    def draw(self, canvas, x, top, width):
        """Draw frame and words in the middle of ``width``."""
        left = x + (width - self.wide) / 2
        bottom = top - self.before - self.tall
        canvas.saveState()
        canvas.setStrokeColorRGB(*self.colour)
        canvas.setFillColorRGB(*self.colour)
        canvas.setLineWidth(1.1)
        canvas.rect(left, bottom, self.wide, self.tall)
        canvas.setFont(BOLD, self.size)
        middle = bottom + self.tall / 2 - self.size * 0.33
        canvas.drawCentredString(left + self.wide / 2, middle, self.text)
        canvas.restoreState()
