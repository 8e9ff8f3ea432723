from odoo import api, models


class HrVersion(models.Model):
    """Posts are held through the version in force: a change of it moves rights."""

    _inherit = "hr.version"

    @api.model_create_multi
    def create(self, vals_list):
        versions = super().create(vals_list)
        # sudo: who edits HR need not be able to read accounts
        people = versions.sudo().employee_id
        self._check_not_own_post(people)
        people.user_id._sync_post_rights()
        return versions

    def write(self, vals):
        moved = {"job_id", "department_id", "date_version", "active", "employee_id"}
        before = self.env["hr.employee"]
        if moved & vals.keys():
            before = self.employee_id
        result = super().write(vals)
        if moved & vals.keys():
            # sudo: as above
            people = (before | self.employee_id).sudo()
            self._check_not_own_post(people)
            people.user_id._sync_post_rights()
        return result

    @api.model
    def _check_not_own_post(self, people):
        holders = people.filtered(
            # also a post without a role, or from tomorrow on: it may be given one
            lambda person: person.version_ids.job_id
        )
        holders.user_id.sudo(self.env.su)._check_not_oneself()

    def unlink(self):
        # sudo: as above
        people = self.sudo().employee_id
        # what came before would be in force again
        self._check_not_own_post(people)
        result = super().unlink()
        people.exists().user_id._sync_post_rights()
        return result
