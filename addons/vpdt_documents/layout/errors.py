"""Errors of the layout engine: a stable code for programs, English for logs."""


class LayoutError(ValueError):
    """A page cannot be composed as asked.

    ``code`` is stable and may be translated by the caller (``font_missing``,
    ``unknown_register``, ``unknown_column``, ``column_too_narrow``, ``bad_margin``,
    ``bad_row``, ``bad_scan``, ``bad_paper``, ``bad_authority``, ``bad_time``,
    ``bad_copy``, ``bad_label``, ``bad_picture``, ``bad_pdf``, ``encrypted``,
    ``signed_source``); ``details`` holds the values behind it.
    """

    def __init__(self, code, message, **details):
        super().__init__(message)
        self.code = code
        self.details = details
