"""What is not printed but put on paper by hand: a seal, a signature (ô 7c, 8).

The drawn ones are for demonstration papers and test scans only: the seal bears a star
and whatever name is given, never a state emblem, and no signature is anybody's.
``pictures`` puts the real ones in their places.
"""

import math
import random
from io import BytesIO

from reportlab.lib.utils import ImageReader

from .errors import LayoutError
from .fonts import BOLD, printable, text_width
from .measures import mm

SEAL_RED = (0.83, 0.10, 0.14)
PEN_BLUE = (0.10, 0.16, 0.55)


def _star(canvas, x, y, radius):
    path = canvas.beginPath()
    for corner in range(10):
        angle = math.pi / 2 + corner * math.pi / 5
        reach = radius if corner % 2 == 0 else radius * 0.4
        point = x + reach * math.cos(angle), y + reach * math.sin(angle)
        (path.moveTo if corner == 0 else path.lineTo)(*point)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _ring_text(canvas, text, x, y, radius, size):
    """Set ``text`` along the upper arc around (x, y), its middle at the top."""
    widths = [text_width(letter, BOLD, size) for letter in text]
    angle = math.pi / 2 + sum(widths) / radius / 2
    for letter, width in zip(text, widths, strict=True):
        middle = angle - width / radius / 2
        canvas.saveState()
        canvas.translate(x + radius * math.cos(middle), y + radius * math.sin(middle))
        canvas.rotate(math.degrees(middle) - 90)
        canvas.setFont(BOLD, size)
        canvas.drawCentredString(0, 0, letter)
        canvas.restoreState()
        angle -= width / radius


def draw_seal(canvas, x, y, text, diameter=36, tilt=0):
    """Draw a round red seal centred on (x, y), with ``text`` along its rim.

    ``tilt`` is in degrees; ``diameter`` in mm (36 is a district's).
    """
    radius = mm(diameter) / 2
    canvas.saveState()
    canvas.translate(x, y)
    canvas.rotate(tilt)
    canvas.setStrokeColorRGB(*SEAL_RED)
    canvas.setFillColorRGB(*SEAL_RED)
    canvas.setLineWidth(mm(0.8))
    canvas.circle(0, 0, radius - mm(0.4))
    canvas.setLineWidth(mm(0.25))
    canvas.circle(0, 0, radius - mm(1.5))
    canvas.circle(0, 0, radius * 0.58)
    _star(canvas, 0, 0, radius * 0.42)
    text = printable(text).upper()
    rim = radius * 0.68
    # The words may take five sixths of the rim at most.
    size = min(8.5, 8.5 * rim * math.pi * 5 / 3 / text_width(text, BOLD, 8.5))
    _ring_text(canvas, text, 0, 0, rim, size)
    canvas.restoreState()


def draw_signature(canvas, x, y, seed, width=36):
    """Draw a made-up pen stroke centred on (x, y); one ``seed``, one stroke.

    ``width`` is in mm.
    """
    dice = random.Random(seed)
    canvas.saveState()
    canvas.setStrokeColorRGB(*PEN_BLUE)
    canvas.setLineCap(1)
    width = mm(width)
    left = x - width / 2
    loops = dice.randint(4, 7)
    path = canvas.beginPath()
    path.moveTo(left, y - mm(2))
    step = width / loops
    for loop in range(loops):
        start = left + loop * step
        tall = mm(dice.uniform(3, 9))
        path.curveTo(
            start + step * dice.uniform(0.2, 1.0),
            y + tall,
            start - step * dice.uniform(-0.2, 0.6),
            y + tall * dice.uniform(0.3, 1),
            start + step,
            y - mm(dice.uniform(0, 4)),
        )
    canvas.setLineWidth(1.3)
    canvas.drawPath(path)
    canvas.setLineWidth(0.9)
    flourish = canvas.beginPath()
    flourish.moveTo(x + width * 0.55, y + mm(dice.uniform(0, 3)))
    flourish.curveTo(
        x, y - mm(dice.uniform(5, 8)), left, y - mm(3), x + width * 0.4, y - mm(5)
    )
    canvas.drawPath(flourish)
    canvas.restoreState()


def signed_and_sealed(seal_text, seed):
    """Return an ``ink`` for ``closing.Signer``.

    The seal covers about a third of the signature at its left (Phụ lục I, phần I,
    mục II.8). ``seal_text`` "" leaves the seal out.
    """
    dice = random.Random(seed)
    tilt, shift = dice.uniform(-8, 8), dice.uniform(-mm(2), mm(2))

    def ink(canvas, x, y):
        draw_signature(canvas, x + mm(4), y, seed)
        if seal_text:
            draw_seal(canvas, x - mm(20) + shift, y + mm(1), seal_text, tilt=tilt)

    return ink


def pictures(signature=None, seal=None, width=36, diameter=36):
    """Return an ``ink`` of pictures: a scanned signature (blue) and a seal (red).

    ``signature`` and ``seal`` are bytes of PNG files, transparent, or None; ``width``
    and ``diameter`` their widths in mm: a seal is printed at its real size and covers a
    third of the signature at its left (Phụ lục I, phần I, mục II.7d and 8). Raises
    ``LayoutError`` (``bad_picture``) for what is no picture.
    """
    images = [_picture(data) for data in (signature, seal)]

    def ink(canvas, x, y):
        left = x - mm(width) / 2
        places = (
            (left, width),
            (left + mm(width) / 3 - mm(diameter), diameter),
        )
        for image, (start, wide) in zip(images, places, strict=True):
            if image is None:
                continue
            across, up = image.getSize()
            tall = mm(wide) * up / across
            canvas.drawImage(image, start, y - tall / 2, mm(wide), tall, mask="auto")

    return ink


def _picture(data):
    if not data:
        return None
    try:
        image = ImageReader(BytesIO(data))
        image.getRGBData()
    except Exception as error:  # reportlab and Pillow raise many kinds
        raise LayoutError("bad_picture", f"Not a picture: {error}") from error
    return image
