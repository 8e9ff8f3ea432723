from odoo import models


class ResourceResource(models.Model):
    """Whose account an employee's is stands here: moving it moves rights (R17)."""

    _inherit = "resource.resource"

    def write(self, vals):
        if not {"user_id", "active"} & vals.keys():
            return super().write(vals)
        # sudo: who edits calendars need not be able to read people
        employees = self.env["hr.employee"].sudo().with_context(active_test=False)
        people = employees.search([("resource_id", "in", self.ids)])
        before = people.user_id
        result = super().write(vals)
        people.sudo(self.env.su)._follow_accounts(before)
        return result
