from odoo import fields, models


class VpdtSecuritySee(models.TransientModel):
    """What the head says of a checklist."""

    _name = "vpdt.security.see"
    _description = "See a security checklist off"

    check_id = fields.Many2one("vpdt.security.check", ondelete="cascade")
    remark = fields.Char()

    def action_see(self):
        """See `vpdt.security.check.action_see`, which checks."""
        self.ensure_one()
        self.check_id.action_see(self.remark or "")
        return {"type": "ir.actions.act_window_close"}
