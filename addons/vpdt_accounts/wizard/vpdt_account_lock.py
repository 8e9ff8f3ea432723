from odoo import fields, models


class VpdtAccountLock(models.TransientModel):
    """Lock an account: why, and it is done."""

    _name = "vpdt.account.lock"
    _description = "Lock an account"

    user_id = fields.Many2one("res.users", string="Account", required=True)
    reason = fields.Char(required=True)

    def action_lock(self):
        """Lock it now; see `res.users.action_lock_account`, which checks."""
        self.ensure_one()
        self.user_id.action_lock_account(self.reason)
        return {"type": "ir.actions.act_window_close"}
