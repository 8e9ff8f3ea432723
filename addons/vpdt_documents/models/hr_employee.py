from odoo import models


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    def write(self, vals):
        moved = {"user_id", "active"} & vals.keys()
        # sudo: who edits HR need not be able to read accounts
        before = self.sudo().user_id if moved else self.env["res.users"]
        result = super().write(vals)
        if moved:
            (before | self.sudo().user_id)._sync_post_rights()
        return result
