"""The picture of a specimen signature (mẫu chữ ký): scanned from paper, cut out.

NĐ 30/2020 Phụ lục I, mục II.7 shows a signature in blue on nothing; so marks keep
their colour, and transparent ground stays transparent.
"""

from PIL import ImageChops, ImageOps

from .cleaning import PictureError, opened, written

#: What is let in: bytes, dots; and the dots that are kept.
MOST_BYTES = 1024 * 1024
MOST_PIXELS = 12_000_000
LEAST_WIDTH, LEAST_HEIGHT = 150, 50
#: Large enough to compare two signatures, too small to read a page of writing.
KEPT = (800, 400)
_KINDS = ("PNG", "JPEG")
# Ink differs from its ground by more than the noise of a scanner (of 255)
_INK = 48
# Of all dots: fewer is dust, more is a black or coloured plate
_LEAST_INK, _MOST_INK = 0.001, 0.5


def cleaned_specimen(data):
    """Return the picture in `data` (bytes of PNG or JPEG) as bytes of a small PNG.

    :raises PictureError: no PNG or JPEG, broken, too large, "too_small", "not_wide"
        (a signature is wider than high, a page is not), "blank" (no ink, or only ink)
    """
    picture = opened(data, _KINDS, MOST_BYTES, MOST_PIXELS)
    try:
        # a telephone keeps the dots as the sensor lay, and says so beside them
        picture = ImageOps.exif_transpose(picture).convert("RGBA")
    except (OSError, ValueError, SyntaxError, MemoryError):
        raise PictureError("broken") from None
    if picture.width < LEAST_WIDTH or picture.height < LEAST_HEIGHT:
        raise PictureError("too_small")
    if picture.width < picture.height:
        raise PictureError("not_wide")
    if not _LEAST_INK <= _share_of_ink(picture) <= _MOST_INK:
        raise PictureError("blank")
    picture.thumbnail(KEPT)
    if picture.getchannel("A").getextrema() == (255, 255):
        picture = picture.convert("RGB")
    return written(picture)


def _share_of_ink(picture):
    """Return which part of the dots differs from the ground, 0 to 1."""
    on_white = picture.copy()
    on_white.thumbnail(KEPT)
    ground = on_white.copy()
    ground.paste((255, 255, 255, 255), (0, 0, *ground.size))
    ground.alpha_composite(on_white)
    # in each colour: the blue of ink on blue paper differs in red
    darkest = ImageChops.darker(
        ImageChops.darker(*ground.split()[:2]), ground.split()[2]
    )
    counts = darkest.histogram()
    paper = max(range(256), key=lambda tone: sum(counts[max(0, tone - 8) : tone + 9]))
    ink = sum(count for tone, count in enumerate(counts) if tone < paper - _INK)
    return ink / sum(counts)
