from odoo import models


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    def write(self, vals):
        if "active" in vals and not vals["active"]:
            # sudo: who edits HR need not be able to read accounts
            people = self.sudo().filtered("active")
            elsewhere = (
                people.user_id.employee_ids.filtered("active") - people
            ).user_id
            (people.user_id - elsewhere)._check_nothing_left()
        return super().write(vals)
