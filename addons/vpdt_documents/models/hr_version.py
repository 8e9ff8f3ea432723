from odoo import api, models


class HrVersion(models.Model):
    """Posts are held through the version in force: a change of it moves rights."""

    _inherit = "hr.version"

    @api.model_create_multi
    def create(self, vals_list):
        versions = super().create(vals_list)
        versions.employee_id._sync_post_rights()
        return versions

    def write(self, vals):
        moved = {"job_id", "department_id", "date_version", "active", "employee_id"}
        before = self.employee_id if moved & vals.keys() else self.browse().employee_id
        result = super().write(vals)
        if moved & vals.keys():
            (before | self.employee_id)._sync_post_rights()
        return result

    def unlink(self):
        people = self.employee_id
        result = super().unlink()
        people.exists()._sync_post_rights()
        return result
