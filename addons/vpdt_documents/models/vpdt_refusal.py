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

    @api.model
    def _message(self, code):
        """Return what to tell the clerk: what is wrong and what to do."""
        secret = self.env._(
            "This paper bears a state secrecy mark and was not let in; nothing of it "
            "was kept. Delete the scan from the scanner and the computer, enter the "
            "paper in the paper register of secrets, and tell the head of office."
        )
        messages = {
            "empty": self.env._("The file is empty. Scan the paper again."),
            "too_large": self.env._(
                "The file is too large. Scan at 200 dpi, or split it into parts."
            ),
            "wrong_type": self.env._(
                "This is not a PDF, JPG, PNG, TIFF or Word (.docx) file, whatever its "
                "name says. Scan the paper as PDF."
            ),
            "broken": self.env._(
                "The file is damaged and cannot be read. Scan the paper again, or ask "
                "the sender for a new copy."
            ),
            "encrypted": self.env._(
                "The file is protected by a password. Ask the sender for a copy "
                "without one."
            ),
            "too_many_pages": self.env._(
                "The file has too many pages. Split it into parts and bring the paper "
                "in with its first part."
            ),
            "bomb": self.env._(
                "The file unfolds to far more data than a paper holds, and was not let "
                "in. Do not open it; tell the operator of the system."
            ),
            "timeout": self.env._(
                "Reading the file took too long: the system is busy, or the scan is "
                "heavy. Try again in a few minutes; then scan it again at 200 dpi, "
                "black and white."
            ),
            "secret_mark": secret,
            "secret_symbol": secret,
        }
        return messages.get(code, self.env._("The file was not let in."))
