"""The signing copy: each page of the approved print gets its code.

Where: the lower left corner, inside the left margin of 30 mm that NĐ 30/2020 (Phụ lục
I, phần I, mục I.4) keeps free on every page. Page numbers stand in the top margin, the
address of slot 13 begins at the left margin, seal and signature stand at the right,
giáp lai seals on the right edge, staples at the top, punched holes at mid-height. The
quiet zone (4 modules) is inside the margin too. As far from the edge as the margin
allows: a sheet that lies 5° aslant on the glass loses 11 mm of its corner.
"""

from io import BytesIO

import pikepdf
from reportlab.graphics.barcode import qrencoder
from reportlab.pdfgen.canvas import Canvas

from .code import MAX_PAGES, PageCode
from .errors import SigningError

MM = 72 / 25.4
#: side of the code, and its lower left corner from that of the page, in mm
SIDE, LEFT, BOTTOM = 15.0, 12.5, 11.0
#: what must be blank around the code, in mm (4 modules of 25)
QUIET = 2.4
#: the corner that belongs to the code and its caption: left, bottom, right, top in mm
PLACE = (LEFT - QUIET, 5.0, LEFT + SIDE + QUIET, BOTTOM + SIDE + QUIET)
#: a sheet below this (mm) has no such margin
MIN_SHEET = 90

CAPTION = "{draft} - {version} - {page}/{pages}"
_CAPTION_SIZE = 5.5
_NAME = "/VpdtPageCode"


def stamp(data, *, draft, version, key, caption=CAPTION, font="Helvetica"):
    """Return the print with a code on each page; nothing else of it changes.

    :param bytes data: PDF of the approved version
    :param int draft: number of the draft in the database
    :param int version: number of its version
    :param bytes key: the office's secret
    :param str caption: the small line below the code, with ``{draft}``, ``{version}``,
        ``{page}`` and ``{pages}``
    :param str font: a font known to reportlab that has the caption's letters
    :return: bytes of a PDF
    :raises SigningError: encrypted, broken, signed, already_stamped, page_too_small,
        too_many_pages
    :raises ValueError: draft or version cannot stand in a code
    """
    with open_pdf(data) as pdf:
        pages = len(pdf.pages)
        if not 1 <= pages <= MAX_PAGES:
            raise SigningError("too_many_pages" if pages else "broken")
        if _signed(pdf):
            raise SigningError("signed")
        codes = [PageCode(draft, version, page + 1, pages) for page in range(pages)]
        with pikepdf.open(BytesIO(_marks(codes, key, caption, font))) as marks:
            for number, page in enumerate(pdf.pages, 1):
                mark = pdf.copy_foreign(marks.pages[number - 1].as_form_xobject())
                _put(pdf, page, mark, number)
        out = BytesIO()
        # the same print gives the same copy
        pdf.save(out, deterministic_id=True)
        return out.getvalue()


def open_pdf(data):
    """Open a PDF with pikepdf.

    :raises SigningError: encrypted (any protection, also one without a password),
        broken
    """
    try:
        pdf = pikepdf.open(BytesIO(data))
    except pikepdf.PasswordError as error:
        raise SigningError("encrypted") from error
    except (pikepdf.PdfError, ValueError) as error:
        raise SigningError("broken", str(error)) from error
    if pdf.is_encrypted:
        pdf.close()
        raise SigningError("encrypted")
    return pdf


def modules(text):
    """Return the QR code of ``text`` as rows of booleans, dark is true."""
    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.Q)
    code.addData(text)
    code.make()
    size = range(code.getModuleCount())
    return [[bool(code.isDark(row, column)) for column in size] for row in size]


def _signed(pdf):
    form = pdf.Root.get("/AcroForm")
    return "/Perms" in pdf.Root or bool(
        form is not None and int(form.get("/SigFlags", 0)) & 1
    )


def _marks(codes, key, caption, font):
    """Return a PDF with a page of the size of ``PLACE`` for each code."""
    out = BytesIO()
    wide, high = (PLACE[2] - PLACE[0]) * MM, (PLACE[3] - PLACE[1]) * MM
    canvas = Canvas(out, pagesize=(wide, high), invariant=1, pageCompression=1)
    for code in codes:
        _draw_modules(canvas, modules(code.text(key)))
        text = caption.format(
            draft=code.draft, version=code.version, page=code.page, pages=code.pages
        )
        size = min(
            _CAPTION_SIZE,
            _CAPTION_SIZE
            * wide
            / max(1.0, canvas.stringWidth(text, font, _CAPTION_SIZE)),
        )
        canvas.setFont(font, size)
        canvas.drawCentredString(wide / 2, 1.6 * MM, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw_modules(canvas, rows):
    """Draw the code as one path, so that no renderer leaves seams between modules."""
    side = SIDE * MM / len(rows)
    left, top = (LEFT - PLACE[0]) * MM, (BOTTOM + SIDE - PLACE[1]) * MM
    path = canvas.beginPath()
    for row, cells in enumerate(rows):
        start = None
        for column, dark in enumerate([*cells, False]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                path.rect(
                    left + start * side,
                    top - (row + 1) * side,
                    (column - start) * side,
                    side,
                )
                start = None
    canvas.setFillGray(0)
    canvas.drawPath(path, stroke=0, fill=1)


def _put(pdf, page, mark, number):
    try:
        matrix = shown_matrix(page)
        resources = page.obj.get("/Resources")
        if resources is None:
            resources = page.resources
        names = resources.get("/XObject", {})
    except (pikepdf.PdfError, TypeError, ValueError, AttributeError) as error:
        raise SigningError("broken", str(error), page=number) from error
    if matrix is None:
        raise SigningError("page_too_small", page=number)
    if _NAME in names:
        raise SigningError("already_stamped", page=number)
    # a page's resources and their names may be shared with other pages
    page.obj.Resources = pikepdf.Dictionary(resources)
    page.obj.Resources.XObject = pikepdf.Dictionary(names)
    page.obj.Resources.XObject[_NAME] = pdf.make_indirect(mark)
    draw = "/Artifact BMC\nq\n%s cm\n%s Do\nQ\nEMC" % (
        " ".join(f"{value:.5f}" for value in matrix),
        _NAME,
    )
    page.contents_add(pdf.make_stream(b"q\n"), prepend=True)
    page.contents_add(pdf.make_stream(f"\nQ\n{draw}\n".encode()))


def shown_matrix(page):
    """Return the matrix from the corner of the mark to the page's own coordinates.

    For a page that is turned, cut or scaled: the corner is that of the sheet as it is
    shown. None when the sheet is too small.
    """
    media, crop = _box(page.mediabox), _box(page.cropbox)
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    if right <= left or top <= bottom:
        left, bottom, right, top = media
    unit = float(page.obj.get("/UserUnit", 1)) or 1.0
    if min(right - left, top - bottom) * unit < MIN_SHEET * MM:
        return None
    turn = turned(page)
    x, y, one = PLACE[0] * MM / unit, PLACE[1] * MM / unit, 1 / unit
    if turn == 90:
        return 0, one, -one, 0, right - y, bottom + x
    if turn == 180:
        return -one, 0, 0, -one, right - x, top - y
    if turn == 270:
        return 0, -one, one, 0, left + y, top - x
    return one, 0, 0, one, left + x, bottom + y


def turned(page):
    """Return how far a page is turned when shown: 0, 90, 180 or 270, clockwise."""
    turn = inherited(page.obj, "/Rotate")
    return int(turn or 0) % 360 // 90 * 90


def inherited(node, name):
    """Return an attribute of a page, its own or inherited, or None."""
    for _level in range(64):
        if name in node:
            return node[name]
        if "/Parent" not in node:
            return None
        node = node.Parent
    return None


def _box(box):
    x0, y0, x1, y1 = (float(value) for value in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
