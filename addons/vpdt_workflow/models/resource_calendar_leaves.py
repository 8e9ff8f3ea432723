from datetime import datetime, time, timedelta

from pytz import timezone, utc

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.vpdt_documents.office_time import ZONE_NAME

_NOON = time(12)
#: Odoo writes the end of a day off as its last second.
_LAST = time(23, 59, 59)


class ResourceCalendarLeaves(models.Model):
    """Public holidays by their days, as the operator enters them (R16)."""

    _inherit = "resource.calendar.leaves"

    first_day = fields.Date(compute="_compute_days", inverse="_inverse_days")
    last_day = fields.Date(compute="_compute_days", inverse="_inverse_days")
    part = fields.Selection(
        [("day", "Whole day"), ("morning", "Morning"), ("afternoon", "Afternoon")],
        compute="_compute_days",
        inverse="_inverse_days",
    )

    def _zone(self, in_use):
        """Return the zone whose midnights begin and end the day off."""
        calendar = self.calendar_id.sudo() or in_use[:1]
        return timezone(calendar.tz or ZONE_NAME)

    @api.depends("date_from", "date_to", "calendar_id")
    def _compute_days(self):
        in_use = self.env["hr.department"]._calendars_in_use()
        for leave in self:
            if not (leave.date_from and leave.date_to):
                leave.first_day = leave.last_day = False
                leave.part = "day"
                continue
            zone = leave._zone(in_use)
            start, end = (
                utc.localize(moment).astimezone(zone)
                for moment in (leave.date_from, leave.date_to)
            )
            if end.time() == time.min and end > start:
                end -= timedelta(seconds=1)
            leave.first_day, leave.last_day = start.date(), end.date()
            leave.part = (
                "afternoon"
                if start.time() >= _NOON
                else "morning"
                if end.time() <= _NOON
                else "day"
            )

    def _inverse_days(self):
        in_use = self.env["hr.department"]._calendars_in_use()
        for leave in self:
            if not (leave.first_day and leave.last_day):
                continue
            first, last, part = leave.first_day, leave.last_day, leave.part
            zone = leave._zone(in_use)
            begins = _NOON if part == "afternoon" else time.min
            ends = _NOON if part == "morning" else _LAST
            leave.write(
                {
                    name: zone.localize(moment).astimezone(utc).replace(tzinfo=None)
                    for name, moment in (
                        ("date_from", datetime.combine(first, begins)),
                        ("date_to", datetime.combine(last, ends)),
                    )
                }
            )

    @api.onchange("first_day")
    def _onchange_first_day(self):
        if self.first_day and (not self.last_day or self.last_day < self.first_day):
            self.last_day = self.first_day

    @api.constrains("date_from", "date_to", "calendar_id", "resource_id", "time_type")
    def _check_holidays_apart(self):
        """Public holidays of the agencies do not overlap: one day off, one row."""
        in_use = self.env["hr.department"]._calendars_in_use()
        for leave in self:
            if leave.resource_id or leave.time_type != "leave":
                continue
            if leave.calendar_id and leave.calendar_id not in in_use:
                continue
            concerned = [False, leave.calendar_id.id] if leave.calendar_id else []
            other = self.sudo().search(
                [
                    ("id", "!=", leave.id),
                    ("resource_id", "=", False),
                    ("time_type", "=", "leave"),
                    ("date_from", "<", leave.date_to),
                    ("date_to", ">", leave.date_from),
                    ("calendar_id", "in", concerned or [False, *in_use.ids]),
                ],
                limit=1,
            )
            if other:
                raise ValidationError(
                    self.env._(
                        "These days are off already: %(other)s, %(first)s to %(last)s.",
                        other=other.name or "",
                        first=other.first_day.strftime("%d/%m/%Y"),
                        last=other.last_day.strftime("%d/%m/%Y"),
                    )
                )
