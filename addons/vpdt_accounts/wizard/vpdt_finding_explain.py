from datetime import timedelta

from odoo import fields, models


class VpdtFindingExplain(models.TransientModel):
    """Why findings need nothing, and until when."""

    _name = "vpdt.finding.explain"
    _description = "Explain findings"

    finding_ids = fields.Many2many("vpdt.account.finding", string="Findings")
    text = fields.Char(string="Why it may stay", required=True)
    until = fields.Date(
        string="Explained until",
        required=True,
        default=lambda self: self.env["hr.job"]._today() + timedelta(days=90),
    )

    def action_explain(self):
        """See `vpdt.account.finding.action_explain`, which checks."""
        self.ensure_one()
        self.finding_ids.action_explain(self.text, self.until)
        return {"type": "ir.actions.act_window_close"}
