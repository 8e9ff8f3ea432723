"""Why a file is not taken: stable codes, translated by whoever shows them."""

#: code -> English text. The codes are an interface: they are never renamed.
CODES = {
    "empty": "The file is empty.",
    "too_large": "The file is larger than allowed.",
    "wrong_type": "The file is not a PDF, JPG, PNG, TIFF or DOCX.",
    "broken": "The file is damaged and cannot be read.",
    "encrypted": "The file is protected by a password.",
    "too_many_pages": "The file has more pages than allowed.",
    "bomb": "The file unfolds to far more data than a document holds.",
    "timeout": "Reading the file took longer than allowed.",
    "secret_mark": "Page 1 bears a state secrecy mark.",
    "secret_symbol": "The symbol belongs to a register of state secrets.",
}


class Refused(Exception):
    """A file that must not be stored.

    :param code: a key of :data:`CODES`
    :param detail: short technical detail without any content of the file
    """

    def __init__(self, code, detail=""):
        if code not in CODES:
            raise ValueError(f"unknown refusal code {code!r}")
        super().__init__(CODES[code])
        self.code = code
        self.detail = str(detail)

    def as_dict(self):
        """Return ``{"code", "detail"}``, the form used in every answer."""
        return {"code": self.code, "detail": self.detail}
