"""Makes of a typeset PDF what a scanner would make of the printed paper.

For demonstration papers and for tests of the reader: pages become images, a little
aslant and dirty, without a text layer.
"""

import datetime
from io import BytesIO

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

from .errors import LayoutError

#: Angle of the paper on the glass, in degrees either way.
MAX_SKEW = 0.7
MODES = ("bilevel", "grey", "colour")
#: A scan needs a date; a fixed one keeps the bytes the same.
_MADE = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC).timetuple()


def _pages(pdf, dpi):
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise LayoutError("bad_scan", f"Not a readable PDF: {error}") from error
    try:
        for page in document:
            yield page.render(scale=dpi / 72).to_pil().convert("RGB")
    finally:
        document.close()


def _aslant(image, dice):
    angle = dice.uniform(-MAX_SKEW, MAX_SKEW)
    return image.rotate(angle, Image.Resampling.BICUBIC, fillcolor="white")


def _specks(pixels, dice, dpi):
    """Dust: some dark dots of one to three pixels."""
    height, width = pixels.shape[:2]
    for _ in range(int(dice.integers(8, 30) * dpi / 200)):
        size = int(dice.integers(1, 4))
        row = int(dice.integers(0, height - size))
        column = int(dice.integers(0, width - size))
        pixels[row : row + size, column : column + size] = dice.integers(20, 120)


def _uneven_light(pixels, dice):
    """Paper is not white and the lamp not even: darker towards one side."""
    width = pixels.shape[1]
    shade = np.linspace(dice.uniform(0.93, 0.97), dice.uniform(0.95, 0.98), width)
    if dice.random() < 0.5:
        shade = shade[::-1]
    shade = shade.reshape((1, width) + (1,) * (pixels.ndim - 2))
    return pixels * shade


def _scanned(image, dice, dpi, mode):
    image = _aslant(image, dice)
    if mode != "colour":
        image = image.convert("L")
    image = image.filter(ImageFilter.GaussianBlur(0.45 * dpi / 200))
    pixels = np.asarray(image, dtype=np.float32)
    pixels = _uneven_light(pixels, dice)
    deviation = 9 if mode == "bilevel" else 3
    pixels = pixels + dice.normal(0, deviation, pixels.shape)
    _specks(pixels, dice, dpi)
    pixels = pixels.clip(0, 255)
    if mode == "bilevel":
        return Image.fromarray(pixels > dice.uniform(150, 175)).convert("1")
    return Image.fromarray(pixels.round().astype(np.uint8))


def make_scan(pdf, seed, dpi=200, mode="bilevel", quality=40):
    """Return a PDF of page images made from the PDF's bytes ``pdf``.

    ``seed`` decides angle, light and dust: the same seed gives the same bytes. ``mode``
    is ``bilevel`` (CCITT group 4, as office scanners send), ``grey`` or ``colour``
    (JPEG of ``quality`` 1-95). Nghị định 30/2020/NĐ-CP asks for at least 200 dpi.
    Raises ``LayoutError`` (``bad_scan``) for an unknown mode or what is not a PDF.
    """
    if mode not in MODES:
        raise LayoutError("bad_scan", f"Unknown mode {mode!r}", mode=mode)
    dice = np.random.default_rng(seed)
    images = [_scanned(image, dice, dpi, mode) for image in _pages(pdf, dpi)]
    if not images:
        raise LayoutError("bad_scan", "The PDF has no page")
    out = BytesIO()
    # Pillow packs one-bit pages as CCITT group 4 and takes no quality for them.
    packing = {} if mode == "bilevel" else {"quality": quality}
    images[0].save(
        out,
        "PDF",
        save_all=True,
        append_images=images[1:],
        resolution=dpi,
        creationDate=_MADE,
        modDate=_MADE,
        producer="VPĐT",
        **packing,
    )
    return out.getvalue()
