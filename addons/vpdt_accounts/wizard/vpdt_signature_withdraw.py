from odoo import fields, models


class VpdtSignatureWithdraw(models.TransientModel):
    """Withdraw a specimen signature: why, and it is done."""

    _name = "vpdt.signature.withdraw"
    _description = "Withdraw a specimen signature"

    specimen_id = fields.Many2one(
        "vpdt.signature.specimen",
        string="Specimen signature",
        required=True,
        ondelete="cascade",
    )
    reason = fields.Char(required=True)

    def action_withdraw(self):
        """Withdraw it now; `vpdt.signature.specimen.action_withdraw` checks."""
        self.ensure_one()
        self.specimen_id.action_withdraw(self.reason)
        return {"type": "ir.actions.act_window_close"}
