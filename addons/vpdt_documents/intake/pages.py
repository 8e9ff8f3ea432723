"""Opening a file and getting at its pages: picture, and words of a text layer."""

import contextlib
import ctypes
import io
import warnings

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from . import kinds
from .limits import Limits
from .refusal import Refused
from .words import Word

#: dots per inch for recognition: NĐ 30/2020 asks scans of at least 200
DPI = 200
#: a drawn page is kept below this, whatever its stated size
MAX_DRAWN = 24_000_000
#: an image over so much of the page makes it a scan
SCAN_COVER = 0.6
_PIL_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    KeyError,
    TypeError,
    IndexError,
    UnidentifiedImageError,
)


def open_document(data, limits=None):
    """Open a file.

    :param bytes data: the whole file
    :param Limits limits: bounds
    :return: an object with ``kind``, ``page_count``, ``image(page, dpi=, width=)``
        → PIL image (mode L or RGB) and ``words(page)`` → list of Word of a
        trustworthy text layer, or None when the page must be recognised
    :raises Refused: whatever is wrong with it
    """
    limits = limits or Limits()
    kind = kinds.sniff(data, limits.max_bytes)
    if kind == kinds.PDF:
        return PdfFile(data, limits)
    if kind == kinds.DOCX:
        from .docx_file import DocxFile  # lxml only when needed

        return DocxFile(data, limits)
    return ImageFile(data, kind, limits)


class PdfFile:
    """A PDF, read by pdfium."""

    kind = kinds.PDF

    def __init__(self, data, limits):
        self._limits = limits
        try:
            self._pdf = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as exc:
            if "password" in str(exc).lower() or "security" in str(exc).lower():
                raise Refused("encrypted") from exc
            raise Refused("broken", "pdf") from exc
        # signatures' pictures (seal, number, date) are form fields: draw them
        with contextlib.suppress(pypdfium2.PdfiumError):
            self._pdf.init_forms()
        self.page_count = len(self._pdf)
        if not self.page_count:
            raise Refused("broken", "no pages")
        if self.page_count > limits.max_pages:
            raise Refused("too_many_pages", f"{self.page_count} > {limits.max_pages}")

    def close(self):
        """Free the document."""
        self._pdf.close()

    def _page(self, number):
        if not 1 <= number <= self.page_count:
            raise ValueError(f"no page {number}")
        try:
            return self._pdf[number - 1]
        except pypdfium2.PdfiumError as exc:
            raise Refused("broken", f"page {number}") from exc

    def image(self, page, dpi=DPI, width=None):
        """Return the page drawn, mode L when it has no colour, else RGB."""
        pdf_page = self._page(page)
        self._check_images(pdf_page)
        page_width, page_height = pdf_page.get_size()
        if page_width <= 0 or page_height <= 0:
            raise Refused("broken", "page size")
        scale = width / page_width if width else dpi / 72
        drawn = page_width * page_height * scale * scale
        if drawn > MAX_DRAWN:
            scale *= (MAX_DRAWN / drawn) ** 0.5
        try:
            bitmap = pdf_page.render(scale=scale)
        except (pypdfium2.PdfiumError, MemoryError) as exc:
            raise Refused("bomb", "drawing") from exc
        image = bitmap.to_pil()
        return image if image.mode in ("L", "RGB") else image.convert("RGB")

    def page_size(self, page):
        """Return (width, height) in points."""
        return self._page(page).get_size()

    def _check_images(self, pdf_page):
        """Refuse pictures that unfold beyond the limit before they are decoded."""
        for item in pdf_page.get_objects(
            filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4
        ):
            try:
                pixels = item.get_px_size()
            except pypdfium2.PdfiumError:
                continue
            if pixels[0] * pixels[1] > self._limits.max_pixels:
                raise Refused("bomb", f"{pixels[0]}x{pixels[1]} pixels")

    def is_scan(self, page):
        """Tell whether one picture covers most of the page."""
        pdf_page = self._page(page)
        page_width, page_height = pdf_page.get_size()
        area = page_width * page_height or 1.0
        for item in pdf_page.get_objects(
            filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4
        ):
            try:
                left, bottom, right, top = item.get_bounds()
            except pypdfium2.PdfiumError:
                continue
            cover = max(0.0, min(right, page_width) - max(left, 0.0))
            cover *= max(0.0, min(top, page_height) - max(bottom, 0.0))
            if cover / area >= SCAN_COVER:
                return True
        return False

    def words(self, page):
        """Return the words of the text layer, or None when it cannot be trusted.

        A scan's layer is not: it is a signature's stamp or somebody's recognition.
        """
        if self.is_scan(page):
            return None
        words = self.layer(page)
        return words if _looks_vietnamese(words) else None

    def layer(self, page):
        """Return the words of the text layer, trustworthy or not."""
        pdf_page = self._page(page)
        width, height = pdf_page.get_size()
        try:
            text_page = pdf_page.get_textpage()
        except pypdfium2.PdfiumError:
            return []
        to_device = _device(pdf_page, width, height)
        words, letters, boxes = [], [], []
        for index in range(min(text_page.count_chars(), 200_000)):
            code = pdfium.FPDFText_GetUnicode(text_page, index)
            letter = chr(code) if 32 < code < 0x110000 and code != 0xFFFE else " "
            if letter.isspace() or code == 0xA0:
                _flush(words, letters, boxes)
                continue
            letters.append(letter)
            # the loose box has the font's height: steadier than the letter's
            boxes.append(to_device(_loose_box(text_page, index)))
        _flush(words, letters, boxes)
        return words


def _loose_box(text_page, index):
    rect = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text_page, index, rect)
    return rect.left, rect.bottom, rect.right, rect.top


def _device(pdf_page, width, height):
    """Return a function from page coordinates to fractions, for any rotation."""
    pixel_x, pixel_y = ctypes.c_int(), ctypes.c_int()
    grid = 20000

    def point(x, y):
        pdfium.FPDF_PageToDevice(pdf_page, 0, 0, grid, grid, 0, x, y, pixel_x, pixel_y)
        return pixel_x.value / grid, pixel_y.value / grid

    def box(rect):
        ax, ay = point(rect[0], rect[1])
        bx, by = point(rect[2], rect[3])
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    return box


def _flush(words, letters, boxes):
    if letters:
        x0, y0, x1, y1 = zip(*boxes, strict=True)
        text = "".join(letters)
        words.append(Word(text, min(x0), min(y0), max(x1), max(y1)))
        letters.clear()
        boxes.clear()


def _looks_vietnamese(words):
    """Tell a real text layer from a bad recognition or a signature's stamp.

    In Vietnamese about one letter in four bears a mark or is đ.
    """
    text = "".join(word.text for word in words)
    letters = [c for c in text if c.isalpha()]
    if len(letters) < 200:
        return False
    marked = sum(1 for c in letters if ord(c) > 0xBF and ord(c) != 0xD7)
    return marked / len(letters) > 0.12


class ImageFile:
    """A JPG, PNG or TIFF (each frame is a page)."""

    def __init__(self, data, kind, limits):
        self.kind = kind
        self._data = data
        self._limits = limits
        Image.MAX_IMAGE_PIXELS = limits.max_pixels
        try:
            with warnings.catch_warnings(), self._open() as image:
                warnings.simplefilter("ignore")
                self._check(image)
                self.page_count = self._count(image)
                # A cut-off file shows only when its pixels are decoded.
                image.seek(0)
                image.draft("L", (image.width // 8, image.height // 8))
                image.load()
        except Image.DecompressionBombError as exc:
            raise Refused("bomb", "pixels") from exc
        except _PIL_ERRORS as exc:
            raise Refused("broken", kind) from exc

    def close(self):
        """Nothing stays open."""

    def _open(self):
        formats = {kinds.JPEG: "JPEG", kinds.PNG: "PNG", kinds.TIFF: "TIFF"}
        # "MPO" is a JPEG with a second picture, as some phones write.
        names = [formats[self.kind]] + (["MPO"] if self.kind == kinds.JPEG else [])
        return Image.open(io.BytesIO(self._data), formats=names)

    def _check(self, image):
        if image.width * image.height > self._limits.max_pixels:
            raise Refused("bomb", f"{image.width}x{image.height} pixels")

    def _count(self, image):
        if self.kind != kinds.TIFF:
            return 1
        count = 0
        for frame in ImageSequence.Iterator(image):
            count += 1
            self._check(frame)
            if count > self._limits.max_pages:
                raise Refused("too_many_pages", f"> {self._limits.max_pages}")
        return count

    def image(self, page, dpi=DPI, width=None):
        """Return the page, turned as the camera says, mode L or RGB.

        ``dpi`` is met by assuming a sheet of A4 when the picture does not tell.
        """
        if not 1 <= page <= self.page_count:
            raise ValueError(f"no page {page}")
        try:
            with warnings.catch_warnings(), self._open() as image:
                warnings.simplefilter("ignore")
                image.seek(page - 1)
                image = ImageOps.exif_transpose(image)
                image = _flat(image)
        except Image.DecompressionBombError as exc:
            raise Refused("bomb", "pixels") from exc
        except _PIL_ERRORS as exc:
            raise Refused("broken", self.kind) from exc
        target = width or min(image.width, round(dpi * _inches(image)))
        if not width and image.width < 1000:
            target = min(round(dpi * 8.27), image.width * 2)
        if target != image.width:
            height = max(1, round(image.height * target / image.width))
            if target * height > MAX_DRAWN:
                height = max(1, round(MAX_DRAWN / target))
            image = image.resize((target, height), Image.Resampling.LANCZOS)
        return image

    def words(self, page):
        """A picture has no text layer."""
        return None


def _inches(image):
    """Width on paper: A4, lying when the picture lies."""
    return 8.27 if image.height >= image.width else 11.69


def _flat(image):
    """Return mode L or RGB on white, for any mode with or without alpha."""
    if image.mode in ("L", "RGB"):
        image.load()
        return image
    if image.mode in ("1", "LA", "La") or image.mode.startswith("I;16"):
        if image.mode == "1":
            return image.convert("L")
        if image.mode.startswith("I"):
            return image.point(lambda v: v / 256).convert("L")
    if "A" in image.mode or "transparency" in image.info:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(white, image).convert("RGB")
    return image.convert("RGB")
