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

    @api.model_create_multi
    def create(self, vals_list):
        people = super().create(vals_list)
        people._check_not_own_account(self.env["res.users"])
        return people

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
        :raises AccessError: the user moved his own account
        """
        self._check_not_own_account(before)
        # sudo: as above
        (before | self.sudo().user_id)._sync_post_rights()

    def _check_not_own_account(self, before):
        """Check that nobody ties his own account to a record, or takes it off one.

        Whoever does prepares a post for himself: nothing looks like his own while it is
        made, and it is his once it is.

        :param before: the accounts that were of these people
        :raises AccessError: the user's own account is among those that moved
        """
        # sudo: as above
        after = self.sudo().user_id
        moved = (before - after) | (after - before)
        moved.sudo(self.env.su)._check_not_oneself()

    def unlink(self):
        # sudo: as above
        people = self.sudo().user_id
        people.sudo(self.env.su)._check_not_oneself()
        result = super().unlink()
        people._sync_post_rights()
        return result
