"""Why a file is not taken: stable codes, translated by whoever shows them."""

#: code -> English text; ``%(…)s`` are keys of the refusal's data. The codes are an
#: interface: they are never renamed.
CODES = {
    "empty": "The file is empty.",
    "too_large": "The file has %(bytes)s bytes; %(limit)s are allowed.",
    "wrong_type": "The file is not a Word document (.docx): it is %(found)s.",
    "old_word": "The file is an old Word document (.doc). Open it in Word and save it "
    "as Word document (.docx).",
    "strict": "The file is a Strict Open XML document. Save it in Word as Word "
    "document (.docx).",
    "word_template": "The file is a Word template (.dotx). Save it as Word document "
    "(.docx).",
    "broken": "The file is damaged and cannot be read (%(part)s).",
    "encrypted": "The file is protected by a password. Remove the password and "
    "choose it again.",
    "macros": "The file contains macros (%(part)s). Save it without macros (.docx).",
    "active_control": "The file contains an active control (%(part)s). Delete it.",
    "embedded_object": "The file contains an embedded object (%(part)s). Put its "
    "content in as a table or a picture.",
    "foreign_content": "The file includes another file (%(part)s) that is shown only "
    "when it is opened. Paste its text instead.",
    "external_picture": "A picture is not in the file but linked: %(target)s. Insert "
    "the picture itself.",
    "external_template": "The file fetches its template from %(target)s. Detach the "
    "template.",
    "external_link": "The file fetches content from outside: %(target)s. Remove the "
    "link (%(kind)s).",
    "linked_field": "A field fetches content from outside: %(field)s. Turn it into "
    "text (Ctrl+Shift+F9).",
    "picture_bomb": "A picture has %(width)s × %(height)s points; %(limit)s million "
    "are allowed. Insert a smaller one (%(part)s).",
    "pictures_bomb": "The pictures have %(pixels)s million points together; "
    "%(limit)s are allowed. Insert smaller ones.",
    "bomb": "The file unfolds to far more data than a document holds (%(what)s).",
    "entities": "The file defines entities of its own, which no Word document does "
    "(%(part)s).",
    "duplicate_part": "The file holds two parts of the same name (%(part)s): which "
    "one is printed would be chance. Save it again in Word.",
    "too_many_pages": "The draft has %(pages)s pages; %(limit)s are allowed. Divide "
    "it into appendices of their own.",
    "too_many_paragraphs": "The draft has %(paragraphs)s paragraphs; %(limit)s are "
    "allowed. Divide it into appendices of their own.",
    "timeout": "The work took longer than %(seconds)s seconds.",
    "left_field": "The file still asks for something: %(field)s. Write it in, or "
    "delete it.",
    "template_wrong": "The template cannot be filled: see the list of its faults.",
    "office_missing": "LibreOffice is not installed: no PDF can be made.",
    "office_busy": "All places for making a PDF are taken. Try again in a minute.",
    "office_failed": "LibreOffice could not turn the draft into a PDF.",
    "output_too_large": "The PDF has more than %(limit)s bytes.",
}


class DraftRefused(Exception):
    """A file that cannot be used, or a work that cannot be done.

    :param code: a key of :data:`CODES`
    :param data: JSON-able values for the message
    """

    def __init__(self, code, **data):
        if code not in CODES:
            raise ValueError(f"unknown refusal code {code!r}")
        super().__init__(code)
        self.code = code
        self.data = data

    def __str__(self):
        try:
            return CODES[self.code] % self.data
        except KeyError:
            return CODES[self.code]

    def as_dict(self):
        """Return ``{"code", "data"}``."""
        return {"code": self.code, "data": self.data}
