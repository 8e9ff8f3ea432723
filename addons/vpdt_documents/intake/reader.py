"""From the bytes of a file to refusal, words and proposed fields.

Runs inside the reader process (or the command), never inside the server.
"""

import io
import time

from . import codes, fields, kinds, ocr, pages, secrecy, sheets
from .limits import Limits
from .words import page_text, to_lines

#: below so many words recognised on page 1, nobody can say that it bears no mark
_ENOUGH_WORDS = 20
#: a code may be unreadable on page 1: so many pages are looked at in the first answer
_PEEK = 3


class View:
    """One page as the finders see it.

    number (from 1), lines (list of Line), source ("text", "ocr" or "docx"),
    aspect (height / width), image, grey, red (PIL; red or None), marks (list of
    eyes.Mark), codes (list of codes.Code).
    """

    def __init__(self, document, number, meanwhile=None):
        """Read the page; ``meanwhile(view)`` is called while Tesseract works."""
        self._document = document
        self.number = number
        self._image = self._grey = self._red = None
        self.words = document.words(number)
        self.source = "docx" if document.kind == kinds.DOCX else "text"
        if self.words is None:
            self.source = "ocr"
            recognition = ocr.Recognition(self.grey)
            self.marks = meanwhile(self) if meanwhile else []
            self.codes = self._find_codes()
            self.words = recognition.words()
        else:
            self.marks = meanwhile(self) if meanwhile else []
            self.codes = self._find_codes()
        width, height = self._size()
        self.aspect = height / width
        self.lines = to_lines(self.words, self.aspect)
        self.margins = getattr(document, "margins", [])

    def _find_codes(self):
        if self.source == "docx":
            return []
        return codes.find(self.image, self.grey)

    def _size(self):
        if self._image is None and self.source == "text":
            return self._document.page_size(self.number)
        return self.image.size if self.source != "docx" else (595, 842)

    @property
    def image(self):
        """The page drawn at 200 dpi, colour if it has any."""
        if self._image is None:
            self._image = self._document.image(self.number)
        return self._image

    @property
    def grey(self):
        """The page without red ink."""
        if self._grey is None:
            self._grey, self._red = ocr.ink(self.image)
        return self._grey

    @property
    def red(self):
        """The red ink alone, or None."""
        return self._red if self.grey else None

    def layer_lines(self):
        """Lines of a text layer that was not trusted: a mark may stand there."""
        layer = getattr(self._document, "layer", None)
        if self.source != "ocr" or layer is None:
            return []
        return to_lines(layer(self.number), self.aspect)

    def text(self):
        """Text of the page, a line for each printed line."""
        return page_text(self.lines)

    def forget(self):
        """Free the pictures."""
        self._image = self._grey = self._red = None


class Reader:
    """Reads files one after the other.

    :param Limits limits: bounds
    :param dict settings: ``secret_symbols``: patterns, see secrecy.py
    """

    def __init__(self, limits=None, settings=None):
        self.limits = limits or Limits()
        self.settings = dict(settings or {})
        self._eyes = None

    @property
    def eyes(self):
        """The line and stamp models, loaded once."""
        if self._eyes is None:
            from .eyes import Eyes  # onnxruntime is slow to import

            self._eyes = Eyes()
        return self._eyes

    def warm_up(self):
        """Load what is slow to load."""
        self.eyes.warm_up()

    def first(self, data):
        """Check a file and read page 1.

        :return: see ReaderClient.check_and_read_first
        :raises Refused: the file must not be stored
        """
        begun = time.monotonic()
        document = pages.open_document(data, self.limits)
        try:
            view = self._checked_first(document)
            found = fields.propose(view, self.eyes.strip)
            found.update(fields.signature([view], self.eyes))
            fields.finish(found, document)
            answer = self._answer(document, view, found, begun)
            answer["codes"] = _codes([view]) or self._peek(document)
            answer["seconds"] = round(time.monotonic() - begun, 3)
            return answer
        finally:
            document.close()

    def whole(self, data, texts=True):
        """Check a file and read all pages (or, without texts, up to the signature).

        :return: see ReaderClient.read_all
        :raises Refused: the file must not be stored
        """
        begun = time.monotonic()
        document = pages.open_document(data, self.limits)
        try:
            first = self._checked_first(document)
            found = fields.propose(first, self.eyes.strip)
            views = [first]
            signed = fields.signature(views, self.eyes)
            first.forget()
            for number in range(2, document.page_count + 1):
                if signed and not texts:
                    break
                view = View(document, number)
                signed = signed or fields.signature([view], self.eyes)
                view.forget()
                views.append(view)
            found.update(signed)
            fields.finish(found, document)
            answer = self._answer(document, first, found, begun)
            answer["codes"] = _codes(views)
            if texts:
                answer["texts"] = [view.text() for view in views]
            return answer
        finally:
            document.close()

    def page(self, data, number):
        """Read one page: see ReaderClient.read_page."""
        begun = time.monotonic()
        document = pages.open_document(data, self.limits)
        try:
            if not 1 <= number <= document.page_count:
                raise ValueError(f"no page {number}")
            view = View(document, number)
            return {
                "refused": None,
                "page": number,
                "pages": document.page_count,
                "text": view.text(),
                "words": [word.as_list() for word in view.words],
                "source": view.source,
                "seconds": round(time.monotonic() - begun, 3),
            }
        finally:
            document.close()

    def codes(self, data):
        """Return the codes of all pages: see ReaderClient.read_codes."""
        begun = time.monotonic()
        document = pages.open_document(data, self.limits)
        found, blank = [], []
        try:
            if document.kind != kinds.DOCX:
                for number in range(1, document.page_count + 1):
                    image = document.image(number)
                    here = codes.find(image)
                    found += [code.as_dict(number) for code in here]
                    if not here and codes.blank(image):
                        blank.append(number)
            return {
                "refused": None,
                "kind": document.kind,
                "pages": document.page_count,
                "codes": found,
                "blank": blank,
                "seconds": round(time.monotonic() - begun, 3),
            }
        finally:
            document.close()

    def rearrange(self, data, order):
        """Return the pages in another order: see ReaderClient.rearrange."""
        return sheets.rearrange(data, order, self.limits)

    def render(self, data, number, width, image_format="png"):
        """Return a page's picture: see ReaderClient.render."""
        if image_format not in ("png", "jpeg"):
            raise ValueError("unknown format")
        document = pages.open_document(data, self.limits)
        try:
            image = document.image(number, width=width)
            if image.width != width:
                height = max(1, round(image.height * width / image.width))
                image = image.resize((width, height))
            out = io.BytesIO()
            if image_format == "png":
                image.save(out, "PNG", compress_level=4)
            else:
                image.save(out, "JPEG", quality=80)
            return out.getvalue()
        finally:
            document.close()

    def _checked_first(self, document):
        view = View(document, 1, self.eyes.marks)
        secrecy.check(view, self.settings.get("secret_symbols"))
        return view

    def _peek(self, document):
        """Return the codes of the first page after page 1 that has any."""
        if document.kind == kinds.DOCX:
            return []
        for number in range(2, min(document.page_count, _PEEK) + 1):
            found = codes.find(document.image(number))
            if found:
                return [code.as_dict(number) for code in found]
        return []

    def _answer(self, document, view, found, begun):
        solid = [w for w in view.words if w.conf > 0.5 and len(w.text) > 1]
        return {
            "refused": None,
            "kind": document.kind,
            "mime": kinds.MEDIA[document.kind][0],
            "pages": document.page_count,
            "fields": {name: found[name].as_dict() for name in fields.NAMES},
            "text": view.text(),
            "words": [word.as_list() for word in view.words],
            "source": view.source,
            "signer_pending": found["signer"].value is None and document.page_count > 1,
            "secrecy_checked": len(solid) >= _ENOUGH_WORDS,
            "seconds": round(time.monotonic() - begun, 3),
        }


def _codes(views):
    return [code.as_dict(view.number) for view in views for code in view.codes]
