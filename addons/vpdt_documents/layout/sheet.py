"""The paper that components are drawn on: pages, page numbers, bookmarks."""

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from . import galley
from .decree import BOTTOM_RIGHT, ND30
from .fonts import REGULAR, printable, register_fonts, text_width
from .measures import ND30_PORTRAIT, mm

#: Size of page numbers (NĐ 30/2020, Phụ lục I, phần I, mục I.6: 13 to 14 points).
PAGE_NUMBER_SIZE = 13
FOOT_SIZE = 9


class Sheet:
    """A PDF in the making, with a cursor that runs down the page.

    ``profile`` gives page and margins; ``title``, ``author``, ``subject`` and
    ``language`` are the document's information. Page numbers stand where ``decree``
    wants them and are hidden on the first page of each numbered part (``new_part``).
    ``foot`` is a small line at the foot of every page but a part's first. The same
    calls give the same bytes: no clock, no random identifier.
    """

    def __init__(
        self,
        profile=ND30_PORTRAIT,
        *,
        title="",
        author="",
        subject="",
        language="vi-VN",
        foot="",
        decree=ND30,
    ):
        register_fonts()
        self.profile = profile
        self.decree = decree
        self.foot = printable(foot)
        self.page = 1
        self.pages = 1
        self.y = profile.body_top
        self._buffer = BytesIO()
        self._keys = 0
        self.canvas = Canvas(
            self._buffer,
            pagesize=profile.size,
            pageCompression=1,
            invariant=1,
            lang=language,
            initialFontName=REGULAR,
        )
        self.canvas.setTitle(printable(title))
        self.canvas.setAuthor(printable(author))
        self.canvas.setSubject(printable(subject))
        self.canvas.setCreator("VPĐT")
        self.canvas.setViewerPreference("DisplayDocTitle", "true")
        self.canvas.setLineWidth(0.5)

    @property
    def left(self):
        """Abscissa where the body starts, in points."""
        return self.profile.body_left

    @property
    def width(self):
        """Width of the body, in points."""
        return self.profile.body_width

    @property
    def room(self):
        """Height left on the page, in points."""
        return self.y - self.profile.body_bottom

    @property
    def untouched(self):
        """True while nothing moved the cursor of this page."""
        return self.y >= self.profile.body_top

    def new_page(self, profile=None):
        """Start the next page, on another profile if one is given."""
        self.canvas.showPage()
        if profile:
            self.profile = profile
        self.canvas.setPageSize(self.profile.size)
        self.canvas.setLineWidth(0.5)
        self.page += 1
        self.pages += 1
        self.y = self.profile.body_top
        if self.page > 1:
            self._number()

    def new_part(self, profile=None):
        """Start a part numbered by itself (an appendix, an attached regulation)."""
        self.page = 0
        self.new_page(profile)

    def _number(self):
        self.canvas.setFont(REGULAR, PAGE_NUMBER_SIZE)
        number = str(self.page)
        if self.decree.page_number == BOTTOM_RIGHT:
            below = self.profile.body_bottom - mm(9)
            self.canvas.drawRightString(self.left + self.width, below, number)
        else:
            above = self.profile.body_top + mm(5)
            self.canvas.drawCentredString(self.left + self.width / 2, above, number)
        if self.foot:
            self.canvas.setFont(REGULAR, FOOT_SIZE)
            width = text_width(self.foot, REGULAR, FOOT_SIZE)
            self.canvas.drawString(
                self.left + max(0, (self.width - width) / 2),
                self.profile.body_bottom - mm(7),
                self.foot,
            )

    def need(self, height):
        """Go to the next page unless ``height`` points are left on this one."""
        if self.room < height and not self.untouched:
            self.new_page()

    def skip(self, height):
        """Leave ``height`` points free, none at the top of a page."""
        if not self.untouched:
            self.y -= height

    def place(self, component):
        """Draw a component over the whole width, on the next page if it must.

        ``component`` has ``height(width)`` and ``draw(canvas, x, top, width)``; it is
        never torn apart.
        """
        height = component.height(self.width)
        self.need(height)
        component.draw(self.canvas, self.left, self.y, self.width)
        self.y -= height

    def flow(self, text, style, indent=0):
        """Set a paragraph that may run over pages, ``indent`` points to the right.

        At least two of its lines stay together at the end and the head of a page.
        """
        galley.place(self, galley.paragraph(text, style, self.width, indent))

    def bookmark(self, title, level=0):
        """Add an outline entry that leads to the cursor."""
        self._keys += 1
        key = f"mark{self._keys}"
        self.canvas.bookmarkHorizontal(key, 0, self.y)
        self.canvas.addOutlineEntry(printable(title), key, level=level, closed=False)

    def close(self):
        """Finish and return the PDF as bytes."""
        self.canvas.showPage()
        self.canvas.save()
        return self._buffer.getvalue()
