from datetime import datetime

from pytz import timezone

from odoo import models
from odoo.tools.date_utils import float_to_time
from odoo.tools.intervals import Intervals

from odoo.addons.vpdt_documents.office_time import ZONE_NAME

from ..clock import WorkTime


class ResourceCalendar(models.Model):
    _inherit = "resource.calendar"

    def _work_times(self, ignored=None):
        """Return the working time of each calendar: {calendar: clock.WorkTime}.

        A fixed number of queries for however many calendars.

        :param ignored: public holidays or exchanged days not to be counted
        """
        if not self:
            return {}
        # sudo: everybody's deadlines are counted, whoever may see the set-up
        calendars = self.sudo()
        shifts = calendars.env["resource.calendar.attendance"].search_fetch(
            [
                ("calendar_id", "in", calendars.ids),
                ("display_type", "=", False),
                ("day_period", "!=", "lunch"),
            ],
            ["calendar_id", "dayofweek", "hour_from", "hour_to", "week_type"],
        )
        leaves = calendars.env["resource.calendar.leaves"].search_fetch(
            [
                ("resource_id", "=", False),
                ("time_type", "=", "leave"),
                ("calendar_id", "in", [False, *calendars.ids]),
            ],
            ["calendar_id", "date_from", "date_to"],
        )
        if ignored and ignored._name == leaves._name:
            leaves -= ignored.sudo()
        exchanges = calendars.env["vpdt.exchanged.day"]._of(calendars, ignored)
        return {
            calendar: WorkTime(
                timezone(calendar.tz or ZONE_NAME),
                calendar._week(
                    shifts.filtered(lambda line, of=calendar: line.calendar_id == of)
                ),
                [
                    (leave.date_from, leave.date_to)
                    for leave in leaves
                    if not leave.calendar_id or leave.calendar_id == calendar
                ],
                exchanges.get(calendar.id),
            )
            for calendar in calendars
        }

    def _week(self, shifts):
        """Return the hours of two weeks of `shifts`, as `clock.WorkTime` takes them."""
        week = [[] for _day in range(14)]
        for shift in shifts:
            if self.two_weeks_calendar:
                weeks = [int(shift.week_type or 0)]
            else:
                weeks = [0, 1]
            for parity in weeks:
                week[int(shift.dayofweek) + 7 * parity].append(
                    (shift.hour_from, shift.hour_to)
                )
        return week

    def _attendance_intervals_batch(
        self, start_dt, end_dt, resources=None, domain=None, tz=None, lunch=False
    ):
        # Odoo's own counting of days, hours and leave knows the exchanged days too.
        result = super()._attendance_intervals_batch(
            start_dt, end_dt, resources, domain=domain, tz=tz, lunch=lunch
        )
        exchanged = self.env["vpdt.exchanged.day"]._of(self).get(self.id)
        if not exchanged or self.flexible_hours:
            return result
        zones = {record.id: tz or timezone(record.tz) for record in resources or ()}
        own = tz or timezone(self.tz)
        return {
            key: self._with_exchanged(
                intervals, exchanged, start_dt, end_dt, zones.get(key, own), lunch
            )
            for key, intervals in result.items()
        }

    def _with_exchanged(self, intervals, exchanged, start_dt, end_dt, zone, lunch):
        kept = [item for item in intervals if item[0].date() not in exchanged]
        low, high = start_dt.astimezone(zone), end_dt.astimezone(zone)
        for day, like in exchanged.items():
            if like is None or not low.date() <= day <= high.date():
                continue
            parity = str((like.toordinal() - 1) // 7 % 2)
            for shift in self.attendance_ids:
                if (
                    shift.display_type
                    or int(shift.dayofweek) != like.weekday()
                    or (shift.day_period == "lunch") != lunch
                    or (self.two_weeks_calendar and shift.week_type != parity)
                ):
                    continue
                begun, ended = (
                    zone.localize(datetime.combine(day, float_to_time(hour)))
                    for hour in (shift.hour_from, shift.hour_to)
                )
                if max(begun, low) < min(ended, high):
                    kept.append((max(begun, low), min(ended, high), shift))
        return Intervals(kept, keep_distinct=True)
