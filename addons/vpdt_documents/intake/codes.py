"""QR codes on the picture of a page: their text, place and how the page lies.

What a code means is not known here. Decoder: zxing-cpp (docs/decisions/15).
"""

import math
from dataclasses import dataclass

import numpy
import zxingcpp
from PIL import Image, ImageFilter

#: a page with more, or longer, codes than these is not one of an office's papers
MAX_CODES, MAX_LETTERS = 8, 256
#: a closer look is taken at squares of this part of the page's width in its corners
_CORNER = 0.24
#: points a corner is drawn with for the closer look
_CLOSE = 800
#: what is black: up to so much of the way from the darkest points to the paper's white
_BLACK = (0.4, 0.55)
#: share of dark points below which a page is blank, and what counts as dark
_BLANK, _DARK = 0.0004, 128


@dataclass(frozen=True)
class Code:
    """One code: ``box`` as fractions of the page, origin at the top left;
    ``turn`` the degrees (0, 90, 180, 270) to turn the page clockwise to set the code
    upright."""

    text: str
    box: tuple
    turn: int

    def as_dict(self, page):
        """Return the form used in answers."""
        return {
            "page": page,
            "text": self.text,
            "box": [round(value, 4) for value in self.box],
            "turn": self.turn,
        }


def find(image, grey=None):
    """Return the codes on a page: list of Code.

    :param image: PIL image of the page, mode L or RGB
    :param grey: the page without red ink (mode L), if it is there already
    """
    if min(image.size) < 32:
        return []
    found = _read(grey or image.convert("L"), (0, 0, *image.size), image.size)
    return found or _closer(image)


def blank(image):
    """Tell whether next to nothing stands on a page: the back of a sheet.

    :param image: PIL image of the page, mode L or RGB
    """
    grey = image if image.mode == "L" else image.convert("L")
    wide, high = grey.size
    # the edges show shadows of the lid and holes
    inner = grey.crop((wide // 20, high // 20, wide - wide // 20, high - high // 20))
    pixels = numpy.asarray(inner.reduce(2) if min(inner.size) > 400 else inner)
    return bool((pixels < _DARK).mean() < _BLANK)


def _closer(image):
    """Look at the corners, larger and without ink of seals and pens."""
    side = round(min(image.size) * _CORNER)
    wide, high = image.size
    for left in (0, wide - side):
        for top in (high - side, 0):
            part = image.crop((left, top, left + side, top + side))
            if part.mode == "RGB":
                # red and blue ink are bright in one of the channels, print in none
                part = Image.fromarray(numpy.asarray(part).max(axis=2))
            if part.getextrema()[0] > 200:
                continue
            box = (left, top, left + side, top + side)
            large = part.resize((_CLOSE, _CLOSE), Image.Resampling.BICUBIC)
            for picture in _cleaned(large, _CLOSE / side):
                found = _read(picture, box, image.size)
                if found:
                    return found
    return []


def _cleaned(large, scale):
    """Yield a corner with only what is really black, then as it is.

    Of a blue pen more is left than of a red seal, of a bad print less than of a good.
    """
    # without the grain that packing leaves around ink
    values = numpy.asarray(large.filter(ImageFilter.GaussianBlur(scale)))
    black, white = numpy.percentile(values, (1, 80))
    if white - black > 40:
        for share in _BLACK:
            yield Image.fromarray(
                numpy.where(values < black + share * (white - black), 0, 255).astype(
                    numpy.uint8
                )
            )
    yield large


def _read(picture, box, size):
    """Read the codes of a picture of the part ``box`` of a page of ``size``."""
    found = []
    for code in zxingcpp.read_barcodes(
        picture,
        formats=zxingcpp.BarcodeFormat.QRCode,
        try_invert=False,
        text_mode=zxingcpp.TextMode.Plain,
    ):
        if not code.valid or not code.text or len(code.text) > MAX_LETTERS:
            continue
        if not code.text.isprintable() or len(found) == MAX_CODES:
            continue
        place = code.position
        corners = [
            place.top_left,
            place.top_right,
            place.bottom_right,
            place.bottom_left,
        ]
        scale_x = (box[2] - box[0]) / picture.width / size[0]
        scale_y = (box[3] - box[1]) / picture.height / size[1]
        xs = [min(1.0, max(0.0, box[0] / size[0] + p.x * scale_x)) for p in corners]
        ys = [min(1.0, max(0.0, box[1] / size[1] + p.y * scale_y)) for p in corners]
        angle = math.degrees(
            math.atan2(corners[1].y - corners[0].y, corners[1].x - corners[0].x)
        )
        turn = -round(angle / 90) * 90 % 360
        found.append(Code(code.text, (min(xs), min(ys), max(xs), max(ys)), turn))
    return found
