"""Pictures of a screen: let in as pixels only.

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
_KINDS = tuple(
    plugin.format
    for plugin in (
        PngImagePlugin.PngImageFile,
        JpegImagePlugin.JpegImageFile,
        WebPImagePlugin.WebPImageFile,
    )
)


class PictureError(ValueError):
    """``code``: "empty", "too_large", "wrong_type" or "broken"."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def cleaned(data):
    """Return the picture in `data` (bytes of PNG, JPEG or WebP) as bytes of a PNG.

    :raises PictureError: it is none of these, too large, or broken
    """
    if not data:
        raise PictureError("empty")
    if len(data) > MOST_BYTES:
        raise PictureError("too_large")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=_KINDS)
    except (OSError, ValueError, Warning, Image.DecompressionBombError):
        raise PictureError("wrong_type") from None
    if picture.width * picture.height > _MOST_PIXELS:
        raise PictureError("too_large")
    try:
        picture.load()
        picture = picture.convert("RGB")
        picture.thumbnail((LONGEST, LONGEST))
        out = io.BytesIO()
        picture.save(out, "PNG", optimize=False)
    except (OSError, ValueError, SyntaxError, MemoryError):
        raise PictureError("broken") from None
    return out.getvalue()
