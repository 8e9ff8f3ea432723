"""Pages of the office as PDF: registers and administrative documents.

Plain Python over reportlab, without Odoo. ``scan`` is not imported here: it needs
pypdfium2, Pillow and numpy, which printing does not.
"""

from .errors import LayoutError
from .register import FORMS, RegisterCover, render_register

__all__ = ["FORMS", "LayoutError", "RegisterCover", "render_register"]
