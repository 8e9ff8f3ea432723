from odoo import fields, models


class VpdtRightsConfirmation(models.Model):
    """That somebody found a change of rights to be right (`vpdt.rights.change`)."""

    _name = "vpdt.rights.confirmation"
    _inherit = ["vpdt.append.only.mixin"]
    _description = "Confirmation of a change of rights"
    _order = "id desc"
    _rec_name = "change_id"
    _log_access = False

    change_id = fields.Many2one(
        "vpdt.rights.change", required=True, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one("res.users", required=True, ondelete="restrict")
    at = fields.Datetime(required=True, default=fields.Datetime.now)

    # also the index of the one2many above
    _once = models.UniqueIndex(
        "(change_id)", "Somebody has confirmed this change already."
    )
