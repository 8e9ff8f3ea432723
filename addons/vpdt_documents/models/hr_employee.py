from odoo import api, models


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    @api.onchange("job_id")
    def _onchange_rights(self):
        """Say before saving what another post gives and takes (R17)."""
        # sudo: who edits HR need not be able to read accounts
        people = len(self.sudo().user_id)
        return self.env["hr.job"]._rights_warning(
            people, self._origin.job_id, self.job_id
        )

    def write(self, vals):
        moved = {"user_id", "active", "resource_id"} & vals.keys()
        # sudo: who edits HR need not be able to read accounts
        before = self.sudo().user_id if moved else self.env["res.users"]
        result = super().write(vals)
        if moved:
            self._follow_accounts(before)
        return result

    def _follow_accounts(self, before):
        """Have rights follow where these people's accounts were moved.

        :param before: the accounts that were theirs
        :raises AccessError: the user gave his own account to somebody with a post
        """
        # sudo: as above
        people = self.sudo()
        after = people.user_id
        if any(people.version_ids.job_id.mapped("role")):
            (after - before).sudo(self.env.su)._check_not_oneself()
        (before | after)._sync_post_rights()

    def unlink(self):
        # sudo: as above
        people = self.sudo().user_id
        result = super().unlink()
        people._sync_post_rights()
        return result
