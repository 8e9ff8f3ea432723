"""Reads back from a PDF what stands where, for the tests of the layout engine."""

import re
from dataclasses import dataclass
from io import BytesIO

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTLine, LTRect, LTTextLine
from pypdf import PdfReader

PT_PER_MM = 72 / 25.4


@dataclass
class Printed:
    """A line of text: page from 1, box in mm from the upper left, fonts and sizes."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float
    fonts: set
    sizes: set

    @property
    def centre(self):
        return (self.left + self.right) / 2


@dataclass
class Rule:
    """A ruled line, in mm from the upper left."""

    page: int
    left: float
    right: float
    y: float

    @property
    def width(self):
        return self.right - self.left


def _walk(item, wanted):
    if isinstance(item, wanted):
        yield item
        return
    for child in getattr(item, "_objs", ()):
        yield from _walk(child, wanted)


def read(pdf):
    """Return (lines of text, horizontal rules) of PDF bytes."""
    lines, rules = [], []
    params = LAParams(char_margin=1.2, boxes_flow=None, all_texts=True)
    for number, page in enumerate(extract_pages(BytesIO(pdf), laparams=params), 1):
        for item in _walk(page, LTTextLine):
            chars = [c for c in item if isinstance(c, LTChar) and c.get_text().strip()]
            text = re.sub(r"\s+", " ", item.get_text()).strip()
            if not chars:
                continue
            # The ink starts at the first letter, not at a leading space.
            lines.append(
                Printed(
                    number,
                    text,
                    min(c.x0 for c in chars) / PT_PER_MM,
                    (page.height - item.y1) / PT_PER_MM,
                    max(c.x1 for c in chars) / PT_PER_MM,
                    (page.height - item.y0) / PT_PER_MM,
                    {c.fontname.split("+")[-1] for c in chars},
                    {round(c.size, 1) for c in chars},
                )
            )
        for item in _walk(page, LTLine):
            if abs(item.y1 - item.y0) < 0.1:
                rules.append(
                    Rule(
                        number,
                        item.x0 / PT_PER_MM,
                        item.x1 / PT_PER_MM,
                        (page.height - item.y0) / PT_PER_MM,
                    )
                )
    return lines, rules


def find(lines, text):
    """The first line that is ``text`` or contains it; fails if there is none."""
    for line in lines:
        if line.text == text:
            return line
    for line in lines:
        if text in line.text:
            return line
    printed = [line.text for line in lines]
    raise AssertionError(f"{text!r} is not printed; there is: {printed}")


@dataclass
class Frame:
    """A box or a picture, in mm from the upper left of its page."""

    page: int
    left: float
    top: float
    width: float
    height: float


def frames(pdf, kind=LTRect):
    """Return the boxes (``LTRect``) or pictures (``LTImage``) of PDF bytes."""
    found = []
    for number, page in enumerate(extract_pages(BytesIO(pdf)), 1):
        for item in _walk(page, kind):
            found.append(
                Frame(
                    number,
                    item.x0 / PT_PER_MM,
                    (page.height - item.y1) / PT_PER_MM,
                    item.width / PT_PER_MM,
                    item.height / PT_PER_MM,
                )
            )
    return found


def fonts_of(pdf):
    """Return {font name: is it embedded and can its text be copied} of PDF bytes."""
    fonts = {}
    for page in PdfReader(BytesIO(pdf)).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            font = font.get_object()
            descriptor = font["/FontDescriptor"].get_object()
            fonts[font["/BaseFont"].split("+")[-1]] = (
                "/FontFile2" in descriptor and "/ToUnicode" in font
            )
    return fonts
