from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.vpdt_documents.office_time import time_text

from ..serving import figures

_GROUPS = ("agency_id", "category_id", "month")


class VpdtTicket(models.Model):
    """Figures for lists, pivots and the quarterly report (R19, R28)."""

    _inherit = "vpdt.ticket"

    @api.model
    def _span(self, date_from, date_to):
        """Return the moments (UTC) between which days in Vietnam lie."""
        try:
            first, last = fields.Date.to_date(date_from), fields.Date.to_date(date_to)
        except (TypeError, ValueError):
            first = last = None
        if not first or not last or first > last:
            raise UserError(self.env._("Say the first and the last day."))
        start = fields.Datetime.subtract(fields.Datetime.to_datetime(first), hours=7)
        end = fields.Datetime.add(fields.Datetime.to_datetime(last), hours=17)
        return start, end

    @api.model
    def _figures(self, date_from, date_to, by="agency_id"):
        """Return the figures of what was reported between two days (both count), of
        all agencies; what the user may see of it is for the caller to say.

        :param by: "agency_id", "category_id" or "month" (mm/yyyy)
        :return: {key: dict of `serving.figures`}, key an id (False: of no agency) or a
            month, None for all together
        :raises UserError: no span of days
        """
        assert by in _GROUPS
        start, end = self._span(date_from, date_to)
        # sudo: counts of all agencies, no word of any ticket
        tickets = self.sudo().search(
            [("reported_at", ">=", start), ("reported_at", "<", end)], order="id"
        )
        groups = {None: []}
        for ticket in tickets:
            if by == "month":
                key = time_text(ticket.reported_at)[-7:]
            else:
                key = ticket[by].id
            row = ticket._figure_row()
            groups[None].append(row)
            groups.setdefault(key, []).append(row)
        return {key: figures(rows) for key, rows in groups.items()}

    def _figure_row(self):
        """Return what `serving.figures` takes of this ticket."""
        answered, repaired = bool(self.answered_at), bool(self.solved_at)
        return {
            "state": self.state,
            "answer_hours": self.answer_hours if answered else None,
            "repair_hours": self.repair_hours if repaired else None,
            "answer_in_time": self.answer_in_time > 50 if answered else None,
            "repair_in_time": self.repair_in_time > 50 if repaired else None,
            "satisfaction": self.satisfaction or None,
            "reopened": self.reopened,
        }
