from odoo import fields, models


class CalendarEventType(models.Model):
    """Which types of events mean being away: data of the office, with dates."""

    _inherit = "calendar.event.type"

    away_kind = fields.Selection(
        [("leave", "On leave"), ("trip", "On a work trip"), ("other", "Other")],
        string="Counts as absence",
        help="Whoever accepts an event of this type is away in its time: his standing "
        "substitutes act on his documents.",
    )
    away_since = fields.Date(string="Counts from")
    away_until = fields.Date(string="Counts until")

    def write(self, vals):
        result = super().write(vals)
        if {"away_kind", "away_since", "away_until"} & vals.keys():
            self._events_to_come()._agree_absences()
        return result

    def unlink(self):
        events = self._events_to_come()
        result = super().unlink()
        events._agree_absences()
        return result

    def _events_to_come(self):
        # sudo: private events count as well; their times only
        return (
            self.env["calendar.event"]
            .sudo()
            .search(
                [("categ_ids", "in", self.ids), ("stop", ">", fields.Datetime.now())]
            )
            .sudo(self.env.su)
        )

    def _away_kind(self, date):
        """Return as which kind of absence these types count on `date`, or False."""
        counting = self.filtered(
            lambda item: (
                item.away_kind
                and (not item.away_since or item.away_since <= date)
                and (not item.away_until or item.away_until >= date)
            )
        )
        return counting[:1].away_kind
