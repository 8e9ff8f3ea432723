"""Errors of signing on paper: a stable code for programs, English for logs."""


class SigningError(ValueError):
    """Something about a page code, a print or a scan is not as it must be.

    ``code`` is stable and translated by whoever shows it; ``page`` (from 1) names the
    page, where there is one. Of a print: ``encrypted``, ``broken``, ``signed``
    (a digital signature would be destroyed), ``already_stamped``, ``page_too_small``,
    ``too_many_pages``. Of an order of pages: ``bad_order``. Of a code: see
    :class:`CodeError`.
    """

    def __init__(self, code, message="", page=None):
        super().__init__(message or code)
        self.code = code
        self.page = page


class CodeError(SigningError):
    """A text that was found on a page is no valid page code of this office."""


class ForeignCode(CodeError):
    """No page code at all: another system's QR code (code ``foreign``)."""

    def __init__(self, message=""):
        super().__init__("foreign", message)


class UnknownVersion(CodeError):
    """A page code of a later release of this system (code ``unknown_version``)."""

    def __init__(self, message=""):
        super().__init__("unknown_version", message)


class WrongChecksum(CodeError):
    """A page code that was misread or typed wrong (code ``wrong_checksum``)."""

    def __init__(self, message=""):
        super().__init__("wrong_checksum", message)


class ForgedCode(CodeError):
    """A page code under another key: forged, or another office's (code ``forged``)."""

    def __init__(self, message=""):
        super().__init__("forged", message)
