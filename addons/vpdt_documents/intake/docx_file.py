"""DOCX: its text, laid out simply on sheets so that words have places.

No office program is started. The picture is a plain preview: the words are the
paper's, the look is not. Fields are found on it as on any page.
"""

import io
import re
import zipfile
import zlib
from functools import lru_cache
from pathlib import Path

from lxml import etree
from PIL import Image, ImageDraw, ImageFont

from . import kinds
from .refusal import Refused
from .words import Word, nfc

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_APP = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_FONTS = (
    Path(__file__).resolve().parent.parent / "layout" / "fonts",
    Path("/usr/share/fonts/truetype/croscore"),
)
# A4 in points; margins of NĐ 30/2020 phụ lục I
_WIDTH, _HEIGHT = 595.0, 842.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 80.0, 45.0, 60.0, 60.0
_SIZE, _LINE = 13.0, 17.0
_MAX_SHEETS = 200
_MAX_WORDS = 400_000


class DocxFile:
    """A DOCX laid out on sheets."""

    kind = kinds.DOCX

    def __init__(self, data, limits):
        self._limits = limits
        parts = self._unpack(data)
        body = _parse(parts["word/document.xml"]).find(f"{_W}body")
        if body is None:
            raise Refused("broken", "docx body")
        #: text outside the body's flow on every page: headers, footers
        self.margins = []
        for name, content in sorted(parts.items()):
            if re.fullmatch(r"word/(header|footer)\d*\.xml", name):
                for paragraph in _parse(content).iter(f"{_W}p"):
                    self.margins.append(nfc(_text(paragraph)))
        self.margins = [text for text in self.margins if text]
        self.stated_pages = _stated_pages(parts.get("docProps/app.xml"))
        sheet = _Sheets()
        _flow(body, sheet, _LEFT, _WIDTH - _RIGHT)
        self._sheets = sheet.pages
        self.page_count = len(self._sheets)
        if self.page_count > limits.max_pages:
            raise Refused("too_many_pages", f"{self.page_count} > {limits.max_pages}")

    def close(self):
        """Nothing stays open."""

    def _unpack(self, data):
        limits = self._limits
        wanted = re.compile(
            r"word/(document|header\d*|footer\d*)\.xml|docProps/app\.xml"
        )
        parts, total = {}, 0
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                entries = archive.infolist()
                if len(entries) > limits.max_parts:
                    raise Refused("bomb", f"{len(entries)} parts")
                for entry in entries:
                    total += entry.file_size
                    ratio = entry.file_size / max(1, entry.compress_size)
                    if entry.file_size > 1 << 20 and ratio > limits.max_ratio:
                        raise Refused("bomb", f"ratio {ratio:.0f}")
                    if entry.flag_bits & 1:
                        raise Refused("encrypted", "zip")
                if total > limits.max_unpacked:
                    raise Refused("bomb", f"{total} bytes")
                for entry in entries:
                    if wanted.fullmatch(entry.filename):
                        parts[entry.filename] = _inflate(archive, entry)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            ValueError,
            KeyError,
            NotImplementedError,
        ) as exc:
            raise Refused("broken", "docx") from exc
        if "word/document.xml" not in parts:
            raise Refused("broken", "docx")
        return parts

    def words(self, page):
        """Return the words laid out on a sheet: list of Word."""
        return self._sheets[page - 1]

    def image(self, page, dpi=200, width=None):
        """Return the preview picture of a sheet, mode L."""
        if not 1 <= page <= self.page_count:
            raise ValueError(f"no page {page}")
        width = width or round(_WIDTH / 72 * dpi)
        scale = width / _WIDTH
        image = Image.new("L", (width, round(_HEIGHT * scale)), 255)
        draw = ImageDraw.Draw(image)
        font = _font(max(4, round(_SIZE * scale)))
        for word in self._sheets[page - 1]:
            place = (word.x0 * _WIDTH * scale, word.y0 * _HEIGHT * scale)
            draw.text(place, word.text, fill=0, font=font)
        return image


def _inflate(archive, entry):
    # the stated size may lie: never read more than it
    with archive.open(entry) as stream:
        content = stream.read(entry.file_size + 1)
    if len(content) > entry.file_size:
        raise Refused("bomb", "size")
    return content


def _parse(content):
    """Parse XML with no entity, no DTD, no network.

    :raises Refused: bomb when the part brings its own entities; broken
    """
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Refused("bomb", "entities")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as exc:
        raise Refused("broken", "xml") from exc
    # UTF-16 hides the declaration from the search above
    if root.getroottree().docinfo.doctype:
        raise Refused("bomb", "entities")
    return root


def _stated_pages(content):
    if not content:
        return None
    try:
        value = _parse(content).findtext(f"{_APP}Pages")
    except Refused:
        return None
    return int(value) if value and value.isdigit() and int(value) else None


def _text(paragraph):
    """Text of a paragraph; tab and line break kept, text boxes left out."""
    out = []
    stack = [iter(paragraph)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
            continue
        tag = node.tag
        if tag == f"{_W}t":
            out.append(node.text or "")
        elif tag == f"{_W}tab":
            out.append("\t")
        elif tag in (f"{_W}br", f"{_W}cr"):
            out.append("\n")
        elif tag == f"{_W}noBreakHyphen":
            out.append("-")
        elif tag not in (f"{_W}txbxContent", f"{_MC}Fallback", f"{_W}del"):
            stack.append(iter(node))
    return "".join(out)


def _boxes(paragraph):
    """Text boxes hung on a paragraph, each once."""
    for box in paragraph.iter(f"{_W}txbxContent"):
        if not any(a.tag == f"{_MC}Fallback" for a in box.iterancestors()):
            yield box


class _Sheets:
    """Where the next line goes."""

    def __init__(self):
        self.pages = [[]]
        self.y = _TOP
        self._font = _font(26)
        self._count = 0
        self._line = 0

    def width(self, text):
        return self._font.getlength(text) / 2

    def feed(self, lines=1.0):
        self.y += _LINE * lines
        if self.y > _HEIGHT - _BOTTOM - _LINE:
            self.new_page()

    def new_page(self):
        self.y = _TOP
        if len(self.pages) < _MAX_SHEETS:
            self.pages.append([])

    def put(self, text, x, y, page=None):
        self._count += 1
        if self._count > _MAX_WORDS:
            raise Refused("bomb", "words")
        box = (x, y, x + self.width(text), y + _SIZE * 1.15)
        x0, y0, x1, y1 = box
        sheet = self.pages[-1 if page is None else page]
        sheet.append(
            Word(
                nfc(text),
                x0 / _WIDTH,
                y0 / _HEIGHT,
                min(x1 / _WIDTH, 1.0),
                y1 / _HEIGHT,
                1.0,
                self._line,
            )
        )

    def end_line(self):
        self._line += 1


def _flow(container, sheet, left, right):
    for node in container:
        if node.tag == f"{_W}p":
            _paragraph(node, sheet, left, right)
        elif node.tag == f"{_W}tbl":
            _table(node, sheet, left, right)
        elif node.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
            _flow(node, sheet, left, right)


def _paragraph(node, sheet, left, right):
    for box in _boxes(node):
        _flow(box, sheet, left, right)
    align = node.find(f"{_W}pPr/{_W}jc")
    align = align.get(f"{_W}val") if align is not None else "left"
    for row in _text(node).split("\n"):
        _row(row, sheet, left, right, align)
    sheet.feed(0.3)


def _row(text, sheet, left, right, align):
    if not text.strip():
        sheet.feed(0.5)
        return
    if "\t" in text.strip():
        # tabs part the columns of a head made without a table
        parts = [part.strip() for part in re.split(r"\t+", text.strip())]
        step = (right - left) / len(parts)
        top, page = sheet.y, len(sheet.pages) - 1
        bottom = top
        for index, part in enumerate(parts):
            sheet.y = top
            if len(sheet.pages) - 1 == page:
                _wrap(part, sheet, left + index * step, left + (index + 1) * step - 12)
            bottom = max(bottom, sheet.y)
        sheet.y = bottom
        return
    _wrap(text, sheet, left, right, align)


def _wrap(text, sheet, left, right, align="left"):
    space = sheet.width(" ")
    row, used = [], 0.0
    for word in text.split():
        # a word never runs over the column: split what is longer
        for piece in _pieces(word, sheet, right - left):
            wide = sheet.width(piece)
            if row and used + space + wide > right - left:
                _emit(row, used, sheet, left, right, align)
                row, used = [], 0.0
            used += wide + (space if row else 0)
            row.append((piece, wide))
    if row:
        _emit(row, used, sheet, left, right, align)


def _pieces(word, sheet, wide):
    if len(word) < 12 or sheet.width(word) <= wide:
        return [word]
    step = max(4, int(len(word) * wide / sheet.width(word)))
    return [word[i : i + step] for i in range(0, len(word), step)]


def _emit(row, used, sheet, left, right, align):
    x = left
    if align == "center":
        x = left + (right - left - used) / 2
    elif align in ("right", "end"):
        x = right - used
    space = sheet.width(" ")
    for text, wide in row:
        sheet.put(text, x, sheet.y)
        x += wide + space
    sheet.end_line()
    sheet.feed()


def _table(node, sheet, left, right):
    grid = [
        float(col.get(f"{_W}w") or 0) or 1.0
        for col in node.findall(f"{_W}tblGrid/{_W}gridCol")
    ]
    for row in node.iter(f"{_W}tr"):
        if next((a for a in row.iterancestors() if a.tag == f"{_W}tbl"), None) is node:
            _table_row(row, grid, sheet, left, right)


def _table_row(row, grid, sheet, left, right):
    cells = row.findall(f"{_W}tc")
    spans = []
    for cell in cells:
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        value = span.get(f"{_W}val") if span is not None else "1"
        spans.append(int(value) if (value or "").isdigit() else 1)
    columns = grid if len(grid) >= sum(spans) else [1.0] * max(1, sum(spans))
    unit = (right - left) / sum(columns)
    x, at = left, 0
    top, page = sheet.y, len(sheet.pages)
    ends = []
    for cell, span in zip(cells, spans, strict=True):
        wide = sum(columns[at : at + span]) * unit
        if len(sheet.pages) == page:
            sheet.y = top
        _flow(cell, sheet, x + 2, max(x + 30, x + wide - 4))
        ends.append((len(sheet.pages), sheet.y))
        x, at = x + wide, at + span
    if ends:
        sheet.y = max(ends)[1]


@lru_cache(maxsize=8)
def _font(size):
    for folder in _FONTS:
        path = folder / "Tinos-Regular.ttf"
        if path.is_file():
            return ImageFont.truetype(str(path), size)
    return ImageFont.load_default(size)
