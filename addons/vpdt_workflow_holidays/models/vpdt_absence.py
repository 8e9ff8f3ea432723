from odoo import fields, models


class VpdtAbsence(models.Model):
    _inherit = "vpdt.absence"

    # Who reads absences need not see why somebody is on leave
    leave_id = fields.Many2one(
        "hr.leave",
        index="btree_not_null",
        ondelete="set null",
        groups="hr_holidays.group_hr_holidays_responsible",
        help="The leave this absence follows from.",
    )

    def _source_values(self):
        return {**super()._source_values(), "leave_id": self.leave_id.id}
