"""Pages of the office as PDF: documents, copies, registers, slips, envelopes.

Plain Python over reportlab, without Odoo: dataclasses in, bytes out, ``LayoutError``
with a stable code when something cannot be printed as asked. What draws on PDFs of
others (``copying``, ``stamping``) needs pikepdf, pypdfium2 and numpy, as the reader
does: it is loaded when it is first asked for. ``scan`` (test material) is not exported.
"""

from importlib import import_module

from .authority import Authority, signature_lines
from .body import (
    Block,
    TableBlock,
    article,
    bases,
    clause,
    division,
    paragraphs,
    parse_body,
    point,
)
from .closing import Signer
from .decree import ND30, TT01, Decree, decree_of
from .dispatch import (
    Delivery,
    SendingSlip,
    Sent,
    render_delivery_proof,
    render_recipient_list,
    render_sending_slip,
)
from .envelope import (
    ENVELOPES,
    LABELS,
    LabelSheet,
    Receiver,
    Sender,
    render_envelopes,
    render_labels,
)
from .errors import LayoutError
from .forms import decision, extract, invitation, minutes, telegram
from .handling_slip import Charge, Opinion, Slip, render_handling_slip
from .ink import pictures
from .listing import Listing, render_listing
from .month_sheet import render_month_sheet
from .paper import Annex, Paper, enclosed_text, render_paper
from .register import FORMS, RegisterCover, render_register
from .table import Column

#: Names that need the libraries for PDFs of others, and where they live.
_LATE = {
    "CopyBlock": "copying",
    "attachment_mark": "copying",
    "copy_block": "copying",
    "copy_form": "copying",
    "electronic_copy_mark": "copying",
    "stamp_pages": "stamping",
}


def __getattr__(name):
    if name in _LATE:
        return getattr(import_module(f".{_LATE[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "ENVELOPES",
    "FORMS",
    "LABELS",
    "ND30",
    "TT01",
    "Annex",
    "Authority",
    "Block",
    "Charge",
    "Column",
    "CopyBlock",
    "Decree",
    "Delivery",
    "LabelSheet",
    "LayoutError",
    "Listing",
    "Opinion",
    "Paper",
    "Receiver",
    "RegisterCover",
    "Sender",
    "SendingSlip",
    "Sent",
    "Signer",
    "Slip",
    "TableBlock",
    "article",
    "attachment_mark",
    "bases",
    "clause",
    "copy_block",
    "copy_form",
    "decision",
    "decree_of",
    "division",
    "electronic_copy_mark",
    "enclosed_text",
    "extract",
    "invitation",
    "minutes",
    "paragraphs",
    "parse_body",
    "pictures",
    "point",
    "render_delivery_proof",
    "render_envelopes",
    "render_handling_slip",
    "render_labels",
    "render_listing",
    "render_month_sheet",
    "render_paper",
    "render_recipient_list",
    "render_register",
    "render_sending_slip",
    "signature_lines",
    "stamp_pages",
    "telegram",
]
