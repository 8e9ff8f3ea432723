"""Lengths and pages. Everything inside the engine is in points (1/72 inch).

Page and margins follow Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục I: A4,
top and bottom 20-25 mm, left 30-35 mm, right 15-20 mm.
"""

from dataclasses import dataclass, replace

from .errors import LayoutError

MM = 72 / 25.4
CM = 10 * MM

#: The law's ranges in millimetres, by side.
ND30_MARGINS = {
    "top": (20, 25),
    "bottom": (20, 25),
    "left": (30, 35),
    "right": (15, 20),
}


def mm(value):
    """Return ``value`` millimetres in points."""
    return value * MM


def to_mm(points):
    """Return ``points`` in millimetres."""
    return points / MM


@dataclass(frozen=True)
class PageProfile:
    """A page and its margins, all in millimetres.

    ``width`` and ``height`` are the sheet as it is read (landscape: width is the
    longer side). Properties give the body box in points, with the origin of the
    page at the lower left as in PDF.
    """

    name: str
    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float

    @property
    def size(self):
        """Sheet as (width, height) in points."""
        return mm(self.width), mm(self.height)

    @property
    def body_width(self):
        """Width between the margins, in points."""
        return mm(self.width - self.left - self.right)

    @property
    def body_height(self):
        """Height between the margins, in points."""
        return mm(self.height - self.top - self.bottom)

    @property
    def body_left(self):
        """Abscissa of the left margin, in points."""
        return mm(self.left)

    @property
    def body_top(self):
        """Ordinate of the top margin, in points from the lower edge."""
        return mm(self.height - self.top)

    @property
    def body_bottom(self):
        """Ordinate of the bottom margin, in points from the lower edge."""
        return mm(self.bottom)

    def with_margins(self, **sides):
        """Return a copy with other margins (mm), refused outside the law's ranges.

        Raises ``LayoutError`` (``bad_margin``) naming the side.
        """
        for side, value in sides.items():
            low, high = ND30_MARGINS[side]
            if not low <= value <= high:
                raise LayoutError(
                    "bad_margin",
                    f"{side} margin {value} mm is outside {low}-{high} mm",
                    side=side,
                    value=value,
                    low=low,
                    high=high,
                )
        return replace(self, **sides)


#: A4 upright, for every administrative document.
ND30_PORTRAIT = PageProfile("nd30-portrait", 210, 297, 20, 20, 30, 20)
#: A4 lying, for registers and wide tables; bound at the left.
ND30_LANDSCAPE = PageProfile("nd30-landscape", 297, 210, 20, 20, 30, 15)
