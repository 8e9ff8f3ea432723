"""Pages of the office as PDF: registers and administrative documents.

Plain Python over reportlab, without Odoo. ``scan`` is not imported here: it needs
pypdfium2, Pillow and numpy, which printing does not.
"""

from .errors import LayoutError
from .handling_slip import Charge, Opinion, Slip, render_handling_slip
from .register import FORMS, RegisterCover, render_register

__all__ = [
    "FORMS",
    "Charge",
    "LayoutError",
    "Opinion",
    "RegisterCover",
    "Slip",
    "render_handling_slip",
    "render_register",
]
