from odoo import fields, models


class VpdtCorrection(models.Model):
    """A field of a registered paper put right by the clerk: before, after, why."""

    _name = "vpdt.correction"
    _inherit = ["vpdt.append.only.mixin"]
    _description = "Correction of a registered document"
    _order = "id desc"
    _log_access = False

    document_id = fields.Many2one(
        "vpdt.document", required=True, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one("res.users", required=True, ondelete="restrict")
    at = fields.Datetime(required=True, default=fields.Datetime.now)
    reason = fields.Char(required=True)
    before = fields.Json(help="What the seal covers, as it was.")
    after = fields.Json(help="What the seal covers, as it is since.")
    changes = fields.Json(help="Changed fields: name → [old, new], as shown.")
