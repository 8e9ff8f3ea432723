from datetime import datetime, time, timedelta

from pytz import timezone, utc

from odoo import fields, models


class HrDepartment(models.Model):
    _inherit = "hr.department"

    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Working hours",
        help="Deadlines of this agency count these hours; the one above when empty.",
    )

    def _working_calendar(self):
        """Return the working hours in force for this agency."""
        self.ensure_one()
        # sudo: everybody's deadlines are counted, whoever may see the set-up
        unit = self.sudo()
        while unit:
            if unit.calendar_id:
                return unit.calendar_id
            unit = unit.parent_id
        return (self.company_id or self.env.company).sudo().resource_calendar_id

    def _put_off(self, deadline, since, until):
        """Return `deadline` put off by the working hours between two moments.

        :param deadline, since, until: naive UTC datetimes
        :return: naive UTC datetime
        """
        calendar = self._working_calendar()
        since, until = utc.localize(since), utc.localize(until)
        hours = calendar.get_work_hours_count(since, until)
        later = calendar.plan_hours(hours, utc.localize(deadline), compute_leaves=True)
        if not later:
            return deadline + (until - since)
        return later.astimezone(utc).replace(tzinfo=None)

    def _deadline(self, days, start=None):
        """Return the end of the `days`-th working day after the day of `start`.

        Weekends, public holidays and the agency's own days off do not count (NĐ
        30/2020 Điều 24; design 5.8).

        :param days: working days, 1 or more
        :param start: naive UTC datetime; now when None
        :return: naive UTC datetime of the end of work of that day
        """
        calendar = self._working_calendar()
        zone = timezone(calendar.tz or "Asia/Ho_Chi_Minh")
        start = utc.localize(start or fields.Datetime.now()).astimezone(zone)
        tomorrow = datetime.combine(start.date() + timedelta(days=1), time.min)
        last = calendar.plan_days(days, zone.localize(tomorrow), compute_leaves=True)
        if not last:
            # No working hours within reach: count plain days, end of the afternoon.
            last = zone.localize(
                datetime.combine(start.date() + timedelta(days=days), time(17))
            )
            return last.astimezone(utc).replace(tzinfo=None)
        # plan_days stops in the morning of the last day: go on to its last hour.
        day = zone.localize(datetime.combine(last.astimezone(zone).date(), time.min))
        intervals = calendar._work_intervals_batch(day, day + timedelta(days=1))[False]
        end = max(stop for _start, stop, _attendance in intervals)
        return end.astimezone(utc).replace(tzinfo=None)
