from odoo import api, fields, models


class VpdtRefusal(models.Model):
    """A file that was not let in: when, by whom, why — and nothing it contained.

    Not even its name, which people write subjects into (R9, I4).
    """

    _name = "vpdt.refusal"
    _inherit = ["vpdt.append.only.mixin"]
    _description = "Refused file"
    _order = "id desc"
    _rec_name = "at"
    _log_access = False

    at = fields.Datetime(required=True, default=fields.Datetime.now)
    user_id = fields.Many2one("res.users", required=True, ondelete="restrict")
    agency_id = fields.Many2one("hr.department", index=True, ondelete="restrict")
    code = fields.Selection(
        [
            ("empty", "Empty file"),
            ("too_large", "Too large"),
            ("wrong_type", "Not a document file"),
            ("broken", "Damaged"),
            ("encrypted", "Protected by a password"),
            ("too_many_pages", "Too many pages"),
            ("bomb", "Unfolds to too much data"),
            ("timeout", "Took too long to read"),
            ("secret_mark", "State secrecy mark"),
            ("secret_symbol", "Symbol of a register of state secrets"),
        ],
        required=True,
        string="Reason",
    )
    is_secret = fields.Boolean(
        compute="_compute_is_secret", store=True, precompute=True
    )

    @api.depends("code")
    def _compute_is_secret(self):
        for refusal in self:
            refusal.is_secret = refusal.code in ("secret_mark", "secret_symbol")
