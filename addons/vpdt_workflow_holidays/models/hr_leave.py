from odoo import api, models

_DECIDES = {"state", "date_from", "date_to", "employee_id", "holiday_status_id"}


class HrLeave(models.Model):
    """Granted leave is an absence of the route; refused or moved, it follows (R4)."""

    _inherit = "hr.leave"

    @api.model_create_multi
    def create(self, vals_list):
        leaves = super().create(vals_list)
        leaves._follow_absences()
        return leaves

    def write(self, vals):
        result = super().write(vals)
        if _DECIDES & vals.keys() or any(name.startswith("request_") for name in vals):
            self._follow_absences()
        return result

    def unlink(self):
        self._absences()._source_moved(None, None)
        return super().unlink()

    def _absences(self):
        # sudo: whoever grants or takes leave need not work with papers
        return (
            self.env["vpdt.absence"]
            .sudo()
            .search(
                [("leave_id", "in", self.ids), ("state", "in", ("planned", "in_force"))]
            )
        )

    def _follow_absences(self):
        """Let absences begin, move and end as the leave they follow from."""
        Absence = self.env["vpdt.absence"]
        # sudo: as above; dates and person only
        for leave in self.sudo():
            current = leave._absences()
            granted = (
                leave.state == "validate"
                and leave.user_id
                and leave.holiday_status_id.time_type == "leave"
            )
            if not granted:
                current._source_moved(None, None)
            elif not current:
                Absence._from_source(
                    leave.user_id,
                    leave.date_from,
                    leave.date_to,
                    "leave",
                    leave_id=leave.id,
                )
            elif (current.date_from, current.date_to) != (
                leave.date_from,
                leave.date_to,
            ):
                current._source_moved(leave.date_from, leave.date_to)
