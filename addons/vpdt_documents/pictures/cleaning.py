"""Pictures: let in as pixels only.

What comes in is decoded and written anew, so a file that is two things at once, its
place, its camera and whatever hides behind its end stay outside.
"""

import io
import warnings

# these three decoders only; Pillow loads them when first needed, or too late
from PIL import Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

#: Bytes of what is sent; pixels of the longer side that are kept.
MOST_BYTES = 4 * 1024 * 1024
LONGEST = 2000
_MOST_PIXELS = 50_000_000
KINDS = tuple(
    plugin.format
    for plugin in (
        PngImagePlugin.PngImageFile,
        JpegImagePlugin.JpegImageFile,
        WebPImagePlugin.WebPImageFile,
    )
)


class PictureError(ValueError):
    """``code``: "empty", "too_large", "wrong_type" or "broken"; of a specimen also
    "too_small", "not_wide" or "blank"."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def opened(data, kinds=KINDS, most_bytes=MOST_BYTES, most_pixels=_MOST_PIXELS):
    """Return the picture in `data` (bytes), its dots decoded.

    :param kinds: names of the formats that are let in, as Pillow calls them
    :raises PictureError: it is none of these, too large, or broken
    """
    if not data:
        raise PictureError("empty")
    if len(data) > most_bytes:
        raise PictureError("too_large")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=kinds)
    except (OSError, ValueError, Warning, Image.DecompressionBombError):
        raise PictureError("wrong_type") from None
    if picture.width * picture.height > most_pixels:
        raise PictureError("too_large")
    try:
        picture.load()
    except (OSError, ValueError, SyntaxError, MemoryError):
        raise PictureError("broken") from None
    return picture


def written(picture):
    """Return the dots of a Pillow picture as bytes of a PNG, and nothing beside them.

    :raises PictureError: they cannot be written
    """
    try:
        out = io.BytesIO()
        # a picture of its own: what came with the file stays with the file
        bare = Image.new(picture.mode, picture.size)
        bare.paste(picture)
        bare.save(out, "PNG", optimize=False)
    except (OSError, ValueError, SyntaxError, MemoryError):
        raise PictureError("broken") from None
    return out.getvalue()


def cleaned(data):
    """Return the picture in `data` (bytes of PNG, JPEG or WebP) as bytes of a PNG.

    :raises PictureError: it is none of these, too large, or broken
    """
    picture = opened(data).convert("RGB")
    picture.thumbnail((LONGEST, LONGEST))
    return written(picture)
