"""Papers for the tests and the benchmark: prints, and what happens to them on paper."""

import datetime
import io
import math
import random

import numpy as np
import pikepdf
import pypdfium2
from layout.closing import Signer
from layout.paper import Paper, render_paper
from PIL import Image, ImageChops, ImageDraw, ImageFilter

KEY = b"key of the tests, 32 bytes long."
#: the dots per inch that ink is put on with, before it is scanned
PRINTED = 400
DOT = PRINTED / 25.4
RED, BLUE, BLACK = (212, 26, 36), (26, 40, 140), (15, 15, 15)
_TURNS = {
    90: Image.Transpose.ROTATE_90,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_270,
}


def print_of(paragraphs=40, **changes):
    """Return the PDF of a letter, two pages long, with an address in slot 13."""
    return render_paper(
        Paper(
            **{
                "issuer": "Ủy ban nhân dân",
                "symbol": "UBND-VP",
                "place": "An Hòa",
                "date": datetime.date(2026, 5, 4),
                "subject": "kiểm tra mã trang",
                "body": "\n".join(
                    f"Đoạn số {number} của công văn về việc thử."
                    for number in range(paragraphs)
                ),
                "signers": (Signer(("CHỦ TỊCH",), "Lê Văn Mẫu"),),
                "recipients": ("Như trên", "Lưu: VT, VP"),
                "contact": "Số 1 đường Trần Phú, xã An Hòa - ĐT: 0256 3 000 000",
                **changes,
            }
        )
    )


def printed(pdf, page=1, dpi=PRINTED):
    """Return a page as it lies on the table (mode RGB)."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[page - 1].render(scale=dpi / 72).to_pil().convert("RGB")
    finally:
        document.close()


def spoiled(image, kind, seed=1):
    """Put something over the code in the lower left corner.

    ``kind``: "seal" (red, its rim over the code), "scribble" (blue pen), "black_pen",
    "coffee" or "hole" (2.5 mm of the code are gone).
    """
    dice = random.Random(seed)
    image = image.copy()
    draw = ImageDraw.Draw(image)
    side = 15 * DOT
    x, y = 12.5 * DOT, image.height - 26 * DOT
    if kind == "seal":
        reach = 18 * DOT
        cx = x + side / 2 + dice.uniform(10, 17) * DOT
        cy = y + side / 2 + dice.uniform(-8, 8) * DOT
        for inset, line in ((0, 0.8), (1.5, 0.25)):
            far = reach - inset * DOT
            draw.ellipse(
                (cx - far, cy - far, cx + far, cy + far),
                outline=RED,
                width=round(line * DOT),
            )
        for step in range(24):
            px = cx + 0.83 * reach * math.cos(step * 0.26)
            py = cy + 0.83 * reach * math.sin(step * 0.26)
            draw.text((px - DOT, py - DOT), "U", fill=RED, font_size=3 * DOT)
    elif kind in ("scribble", "black_pen"):
        count, colour = (6, BLUE) if kind == "scribble" else (3, BLACK)
        points = [
            (x + dice.uniform(-0.3, 1.3) * side, y + dice.uniform(-0.2, 1.2) * side)
            for _point in range(count)
        ]
        draw.line(points, fill=colour, width=round(0.5 * DOT), joint="curve")
    elif kind == "coffee":
        stain = Image.new("RGB", (image.width // 8, image.height // 8), "white")
        brush = ImageDraw.Draw(stain)
        cx = (x + side * dice.uniform(0.2, 0.8)) / 8
        cy = (y + side * dice.uniform(0.2, 0.8)) / 8
        for step in range(6):
            far, off = dice.uniform(4, 12) * DOT / 8, dice.uniform(-3, 3) * DOT / 8
            brown = (190 - 10 * step, 150 - 10 * step, 100 - 8 * step)
            brush.ellipse((cx - far + off, cy - far, cx + far, cy + far), fill=brown)
        stain = stain.filter(ImageFilter.GaussianBlur(6)).resize(image.size)
        image = ImageChops.multiply(image, stain)
    elif kind == "hole":
        far = 1.25 * DOT
        cx, cy = x + side * dice.uniform(0.4, 0.9), y + side * dice.uniform(0.4, 0.6)
        draw.ellipse((cx - far, cy - far, cx + far, cy + far), fill=(40, 40, 40))
    else:
        raise ValueError(kind)
    return image


def rescanned(
    image,
    dpi=200,
    mode="grey",
    seed=1,
    skew=0.0,
    turn=0,
    blur=0.45,
    noise=3,
    quality=40,
    light=1.0,
    threshold=160,
):
    """Return what a scanner makes of a page (mode L or RGB).

    ``mode`` "grey", "colour" (both as JPEG of ``quality``) or "bilevel" (above
    ``threshold`` is white); ``skew`` and ``turn`` in degrees against the clock;
    ``blur`` in points of 200 dpi; ``noise`` the deviation of a point's 0..255;
    ``light`` a factor.
    """
    scale = dpi / PRINTED
    size = round(image.width * scale), round(image.height * scale)
    image = image.resize(size, Image.Resampling.BOX)
    if skew:
        image = image.rotate(skew, Image.Resampling.BICUBIC, fillcolor="white")
    if turn:
        image = image.transpose(_TURNS[turn])
    if mode != "colour":
        image = image.convert("L")
    image = image.filter(ImageFilter.GaussianBlur(blur * dpi / 200))
    dice = np.random.default_rng(seed)
    pixels = np.asarray(image, np.float32)
    lamp = np.linspace(dice.uniform(0.85, 1), 1, pixels.shape[1])
    lamp = lamp.reshape((1, -1) + (1,) * (pixels.ndim - 2)).astype(np.float32)
    grain = dice.standard_normal(pixels.shape, dtype=np.float32) * noise
    pixels = (pixels * lamp * light + grain).clip(0, 255)
    if mode == "bilevel":
        return Image.fromarray(((pixels > threshold) * 255).astype(np.uint8))
    out = io.BytesIO()
    Image.fromarray(pixels.astype(np.uint8)).save(out, "JPEG", quality=quality)
    out.seek(0)
    image = Image.open(out)
    image.load()
    return image


def pdf_of(images, dpi=200):
    """Return the PDF of a scan."""
    out = io.BytesIO()
    images[0].save(
        out, "PDF", save_all=True, append_images=list(images[1:]), resolution=dpi
    )
    return out.getvalue()


def tiff_of(images, dpi=200):
    """Return the TIFF of a scan."""
    out = io.BytesIO()
    images[0].save(
        out, "TIFF", save_all=True, append_images=list(images[1:]), dpi=(dpi, dpi)
    )
    return out.getvalue()


def jpeg_of(image):
    """Return the JPG of a scan."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=60)
    return out.getvalue()


def white_like(image):
    """Return an empty sheet of the same size."""
    return Image.new("RGB", image.size, "white")


def pictures_of(pdf):
    """Return the bytes of each page's picture, as they are packed."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [
            next(iter(page.get_images().values())).read_raw_bytes()
            for page in document.pages
        ]


def locked(pdf):
    """Return the PDF under a password."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()
