"""Drawing on pages of a PDF somebody else made, without touching what they hold.

What is drawn becomes a form of its own, laid over the page's content; text stays text,
fonts and pictures stay as they are. Turned, cut and odd pages are drawn on as they are
read: the origin is the lower left of the page as a reader sees it, in points.
"""

from contextlib import contextmanager
from io import BytesIO

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from .errors import LayoutError
from .fonts import REGULAR, register_fonts
from .measures import PageProfile, to_mm


@contextmanager
def opened(pdf):
    """Open PDF bytes for drawing; a context manager of a ``pikepdf.Pdf``.

    Raises ``LayoutError``: ``encrypted`` for a file under a password, even one that
    only forbids changes; ``bad_pdf`` for what is no PDF or has no page.
    """
    try:
        document = pikepdf.open(BytesIO(pdf))
    except pikepdf.PasswordError as error:
        raise LayoutError("encrypted", "The PDF asks for a password") from error
    except pikepdf.PdfError as error:
        raise LayoutError("bad_pdf", f"Not a readable PDF: {error}") from error
    with document:
        if document.is_encrypted:
            raise LayoutError("encrypted", "The PDF is protected against changes")
        if not document.pages:
            raise LayoutError("bad_pdf", "The PDF has no page")
        yield document


def saved(document):
    """Return a document as bytes; the same input gives the same bytes."""
    out = BytesIO()
    document.save(out, deterministic_id=True)
    return out.getvalue()


def _turn(page):
    return int(page.obj.get("/Rotate", 0) or page.rotation or 0) % 360


def unit_of(page):
    """Return how many points a unit of the page's own space has (PDF 1.6)."""
    return float(page.obj.get("/UserUnit", 1))


def visible_size(page):
    """Return (width, height) in points of a ``pikepdf.Page`` as a reader sees it."""
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    size = abs(right - left) * unit_of(page), abs(top - bottom) * unit_of(page)
    return size[::-1] if _turn(page) in (90, 270) else size


def profile_of(page, left=30, right=20, margin=20):
    """Return a ``PageProfile`` of the page as it is seen, with margins in mm."""
    width, height = (to_mm(side) for side in visible_size(page))
    return PageProfile("source", width, height, margin, margin, left, right)


def _matrix(page):
    """From points as seen to the page's own space, undoing turn, cut and unit."""
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    left, right = sorted((left, right))
    bottom, top = sorted((bottom, top))
    part = 1 / unit_of(page)
    return {
        0: (part, 0, 0, part, left, bottom),
        90: (0, part, -part, 0, right, bottom),
        180: (-part, 0, 0, -part, right, top),
        270: (0, -part, part, 0, left, top),
    }[_turn(page)]


def _open_states(page):
    """How many graphics states the page's own content leaves open."""
    depth = 0
    for _operands, operator in pikepdf.parse_content_stream(page, "q Q"):
        depth += {"q": 1, "Q": -1}[str(operator)]
    return max(depth, 0)


def draw_on(document, page, draw):
    """Call ``draw`` with a reportlab canvas of the page's visible size; lay it over.

    ``page`` is a ``pikepdf.Page`` of ``document``.
    """
    register_fonts()
    size = visible_size(page)
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1, initialFontName=REGULAR)
    canvas.setLineWidth(0.5)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    with pikepdf.open(buffer) as drawing:
        form = document.copy_foreign(drawing.pages[0].as_form_xobject())
    if page.obj.get("/Resources") is None:
        page.obj.Resources = pikepdf.Dictionary()
    elif page.obj.Resources.is_indirect or "/Resources" not in page.obj.keys():
        # Shared by other pages: they must not learn of the new form.
        page.obj.Resources = _own(page.obj.Resources)
    if "/XObject" in page.obj.Resources:
        page.obj.Resources.XObject = _own(page.obj.Resources.XObject)
    taken = page.obj.Resources.get("/XObject", {})
    count = next(n for n in range(len(taken) + 1) if f"/VpdtStamp{n}" not in taken)
    name = page.add_resource(
        form, pikepdf.Name.XObject, pikepdf.Name(f"/VpdtStamp{count}")
    )
    numbers = " ".join(f"{number:.6f}" for number in _matrix(page))
    states = "Q " * _open_states(page)
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(f"\n{states}Q\nq {numbers} cm {name} Do Q\n".encode())


def _own(dictionary):
    """A shallow copy of a dictionary, belonging to one page alone."""
    return pikepdf.Dictionary(dict(dictionary.items()))


def stamp_pages(pdf, draw):
    """Draw on every page of PDF bytes and return the new bytes.

    ``draw(canvas, number, width, height)`` gets the page's number from 1 and its size
    in points as seen; the origin is its lower left. For codes on signing copies.
    Raises ``LayoutError`` as ``opened``.
    """
    with opened(pdf) as document:
        for number, page in enumerate(document.pages, 1):
            size = visible_size(page)
            draw_on(document, page, lambda c, n=number, s=size: draw(c, n, *s))
        return saved(document)


def signature_fields(document):
    """Return the fields of a document that hold a digital signature."""
    form = document.Root.get("/AcroForm")
    waiting = list(form.get("/Fields", [])) if form is not None else []
    found = []
    while waiting:
        field = waiting.pop()
        waiting += list(field.get("/Kids", []))
        if field.get("/FT") == "/Sig" and field.get("/V") is not None:
            found.append(field)
    return found


def freeze_signatures(document):
    """Make of digital signatures pictures of themselves.

    A file that is drawn on no longer is what was signed: a reader would call its
    signatures false. What they show on the page stays.
    """
    fields = signature_fields(document)
    for field in fields:
        for widget in [field, *field.get("/Kids", [])]:
            for key in ("/FT", "/V", "/T", "/Ff", "/Lock", "/Kids", "/Parent"):
                if key in widget:
                    del widget[key]
            if widget.get("/Subtype") == "/Widget":
                widget.Subtype = pikepdf.Name.Stamp
    if fields:
        gone = {field.objgen for field in fields}
        form = document.Root.AcroForm
        form.Fields = pikepdf.Array(
            [field for field in form.Fields if field.objgen not in gone]
        )
        for key in ("/SigFlags",):
            if key in form:
                del form[key]
        if "/Perms" in document.Root:
            del document.Root["/Perms"]
