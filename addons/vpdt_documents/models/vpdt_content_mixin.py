from odoo import api, fields, models

from ..text import fold, nfc

URGENCIES = [
    # The digits are the Priority of the exchange format, so they sort by haste;
    # "4" (hỏa tốc hẹn giờ, TT 01/2011) only comes in with imported documents.
    ("0", "Normal"),
    ("1", "Urgent"),
    ("2", "Very urgent"),
    ("3", "Express"),
    ("4", "Express with hour"),
]


_FILLED_IN = (
    "number",
    "symbol",
    "identifier",
    "issued_date",
    "issuer",
    "issuer_parent",
    "type_id",
    "subject",
    "signer",
    "signer_position",
    "urgency",
    "field_id",
    "page_count",
    "copies",
    "note",
)


class VpdtContentMixin(models.AbstractModel):
    """What a paper says about itself (NĐ 30/2020 PL VI.II)."""

    _name = "vpdt.content.mixin"
    _description = "What a paper says"

    number = fields.Char(size=11, help="As 553 in 553/QĐ-UBND.")
    symbol = fields.Char(size=60, help="As QĐ-UBND in 553/QĐ-UBND.")
    code = fields.Char(
        compute="_compute_code",
        store=True,
        precompute=True,
        help="Number and symbol as printed: 553/QĐ-UBND.",
    )
    identifier = fields.Char(
        size=100, help="Document identifier given by the issuer's system."
    )
    issued_date = fields.Date()
    issuer = fields.Char(size=200)
    issuer_parent = fields.Char(size=200)
    type_id = fields.Many2one("vpdt.document.type", ondelete="restrict")
    subject = fields.Char(size=1000)
    signer = fields.Char(size=100)
    signer_position = fields.Char(size=200)
    urgency = fields.Selection(URGENCIES, default="0", required=True)
    field_id = fields.Many2one(
        "vpdt.field",
        string="Subject area",
        ondelete="restrict",
        help="Decides who is in charge, and so whom a directive proposes.",
    )
    page_count = fields.Integer(string="Pages")
    copies = fields.Integer(string="Number of copies", default=1)
    note = fields.Char(size=500)

    @api.depends("number", "symbol")
    def _compute_code(self):
        for paper in self:
            paper.code = "/".join(part for part in (paper.number, paper.symbol) if part)

    @api.model
    def _content_fields(self):
        """Return the names of the stored fields of this mixin that people fill in."""
        return list(_FILLED_IN)

    @api.model
    def _normalised(self, vals):
        """Return `vals` with every text of the paper in NFC and trimmed."""
        texts = {
            name
            for name, field in self.env["vpdt.content.mixin"]._fields.items()
            if field.type == "char"
        }
        return {
            name: nfc(value) if name in texts and isinstance(value, str) else value
            for name, value in vals.items()
        }

    def _issuer_key(self):
        """Return the issuer without marks, case and punctuation, to compare by."""
        return " ".join(fold(self.issuer or "").replace(",", " ").split())
