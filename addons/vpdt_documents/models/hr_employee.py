from odoo import models


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    def write(self, vals):
        moved = {"user_id", "active"} & vals.keys()
        before = self.sudo().user_id if moved else self.env["res.users"]
        result = super().write(vals)
        if moved:
            # sudo: who edits HR need not be able to read or change accounts; only
            # the groups and reader rows that follow from the post are touched.
            (before | self.sudo().user_id)._sync_role_groups()
            self.env["vpdt.reader"]._sync(user_ids=(before | self.sudo().user_id).ids)
        return result

    def unlink(self):
        users = self.sudo().user_id
        result = super().unlink()
        # sudo: as in write
        users._sync_role_groups()
        self.env["vpdt.reader"]._sync(user_ids=users.ids)
        return result

    def _sync_post_rights(self):
        """Bring groups and reader rows of these people in line with their posts."""
        # sudo: as above; hr.employee is not readable by everybody who may edit posts
        users = self.sudo().user_id
        if users:
            users._sync_role_groups()
            self.env["vpdt.reader"]._sync(user_ids=users.ids)
