from pytz import utc

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..trips import whole_days
from ..trips.days import HERE

_DECIDES = {
    "active",
    "allday",
    "attendee_ids",
    "categ_ids",
    "duration",
    "partner_ids",
    "start",
    "start_date",
    "stop",
    "stop_date",
}


class CalendarEvent(models.Model):
    """A trip makes its attendees absent in the route of documents (R4).

    Colleagues may write each other's events. Whoever is away is decided only by the
    person, or by those who may enter his absence (`calendar.attendee._agree`).
    """

    _inherit = "calendar.event"

    away_kind = fields.Char(compute="_compute_away_kind", string="Counts as absence")
    accept_for_names = fields.Char(compute="_compute_names", string="Not accepted yet")
    away_names = fields.Char(compute="_compute_names", string="Counts as away")

    @api.depends("categ_ids", "start", "start_date", "allday")
    def _compute_away_kind(self):
        for event in self:
            start = event._away_time()[0]
            date = utc.localize(start).astimezone(HERE).date() if start else None
            event.away_kind = date and event.categ_ids._away_kind(date)

    @api.depends_context("uid")
    @api.depends("attendee_ids.state", "attendee_ids.away_from", "categ_ids")
    def _compute_names(self):
        """Who is away by this event, and for whom the user may accept it."""
        for event in self:
            # sudo: fields nobody reads; that somebody is away is told to everybody
            away = event.attendee_ids.sudo().filtered("away_from")
            event.away_names = ", ".join(away.mapped("common_name"))
            names = event._to_accept_for().mapped("common_name")
            event.accept_for_names = ", ".join(names)

    def _away_time(self):
        """Return when the event begins and ends (UTC); whole days as in Vietnam."""
        self.ensure_one()
        if self.allday and self.start_date and self.stop_date:
            return whole_days(self.start_date, self.stop_date)
        return self.start, self.stop

    def _to_accept_for(self):
        """Return the attendees who have not accepted, and for whom the user may."""
        return self.attendee_ids.filtered(
            lambda item: item.state != "accepted" and item._user_may_say()
        )

    def action_accept_for(self):
        """Accept for those whose absence the user may enter."""
        attendees = self._to_accept_for()
        if not attendees:
            raise UserError(
                self.env._("There is nobody here for whom you could accept.")
            )
        attendees.write({"state": "accepted"})
        return True

    @api.model_create_multi
    def create(self, vals_list):
        events = super().create(vals_list)
        events._agree_absences()
        return events

    def write(self, vals):
        # Odoo takes keys out of `vals`
        decides = _DECIDES & vals.keys() or "recurrence_update" in vals
        result = super().write(vals)
        if decides:
            self.exists()._agree_absences()
        return result

    def unlink(self):
        users = self._away_attendees()._away_users()
        result = super().unlink()
        self.env["vpdt.absence"]._follow_trips(users)
        return result

    def _away_attendees(self):
        # sudo: who is away is a matter of the route; subjects are not read
        return (
            self.env["calendar.attendee"]
            .sudo()
            .search([("event_id", "in", self.ids), ("away_from", "!=", False)])
        )

    def _agree_absences(self):
        """Let absences follow these events, if any counts or has counted."""
        # sudo: as in `_away_attendees`
        counting = self.sudo().filtered("away_kind")
        attendees = counting.attendee_ids | self._away_attendees()
        attendees.sudo(self.env.su)._agree()
