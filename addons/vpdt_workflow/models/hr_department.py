from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..routing.spoken import is_meant


class HrDepartment(models.Model):
    """Working hours of an agency: what every deadline counts (design 5.8)."""

    _inherit = "hr.department"

    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Working hours",
        help="Deadlines of this agency count these hours; the one above when empty. "
        "Hours of duty that no deadline should count do not belong here.",
    )

    @api.model
    def _search_display_name(self, operator, value):
        """Find an agency as people call it: by symbol, short name, without marks.

        Odoo compares the whole line of names above it, letter by letter.
        """
        found = super()._search_display_name(operator, value)
        if operator != "ilike" or not isinstance(value, str) or not value.strip():
            return found
        agencies = self.search_fetch(
            [("is_agency", "=", True)], ["name", "symbol", "letterhead_name"]
        )
        meant = agencies.filtered(
            lambda unit: is_meant(
                value, unit.name, unit.symbol or "", unit.letterhead_name or ""
            )
        )
        return Domain(found) | Domain("id", "in", meant.ids)

    def _working_calendar(self):
        """Return the working hours in force for this agency."""
        self.ensure_one()
        return self._working_calendars()[self]

    def _working_calendars(self):
        """Return {agency: its working hours}, in a fixed number of queries."""
        # sudo: everybody's deadlines are counted, whoever may see the set-up
        units = self.sudo()
        units.fetch(["parent_path", "calendar_id", "company_id"])
        above = {
            unit.id: [int(part) for part in (unit.parent_path or "").split("/") if part]
            for unit in units
        }
        # the whole line upwards at once, not parent by parent
        units.browse({key for line in above.values() for key in line}).fetch(
            ["calendar_id", "company_id"]
        )
        found = {}
        for unit in units:
            line = units.browse(reversed(above[unit.id] or unit.ids))
            own = next((one.calendar_id for one in line if one.calendar_id), None)
            company = unit.company_id or self.env.company.sudo()
            found[self.browse(unit.id)] = own or company.resource_calendar_id
        return found

    def _work_times(self, ignored=None):
        """Return {agency: clock.WorkTime}, in a fixed number of queries.

        :param ignored: public holidays or exchanged days not to be counted
        """
        calendars = self._working_calendars()
        empty = self.env["resource.calendar"].sudo()
        times = empty.union(*calendars.values())._work_times(ignored)
        return {agency: times[calendar] for agency, calendar in calendars.items()}

    def _calendars_in_use(self):
        """Return the working hours of all agencies."""
        # sudo: everybody's deadlines are counted, whoever may see the set-up
        units = self.env["hr.department"].sudo()
        set_ = units._read_group(
            [("calendar_id", "!=", False)], aggregates=["calendar_id:recordset"]
        )
        return set_[0][0] or self.env.company.sudo().resource_calendar_id

    def _work_time(self):
        """Return the working time of this agency, a clock.WorkTime."""
        self.ensure_one()
        return self._work_times()[self]

    def _deadline(self, days, start=None):
        """Return the end of the `days`-th working day after the day of `start`.

        Weekends, public holidays and the agency's own days off do not count, a
        Saturday worked in exchange does (NĐ 30/2020 Điều 24; design 5.8).

        :param days: working days, 1 or more
        :param start: naive UTC datetime; now when None
        :return: naive UTC datetime of the end of work of that day
        """
        start = start or fields.Datetime.now()
        time = self._work_time()
        # No working hours within reach: plain days, to the end of the afternoon.
        return time.day_after(start, days) or time.moment(
            time.local(start).date() + timedelta(days=days), 17
        )

    def _add_hours(self, start, hours):
        """Return when `hours` of work have passed since `start` (naive UTC).

        What is added is measured again by `_worked_hours`, to the second.

        :param hours: number of working hours, 0 or more
        """
        term = timedelta(seconds=round(hours * 3600))
        return self._work_time().after(start, term) or start + term

    def _worked_hours(self, start, end):
        """Return the working hours between two moments (naive UTC), 0 if reversed."""
        return self._work_time().between(start, end).total_seconds() / 3600

    def _worked_hours_batch(self, spans):
        """Return the working hours of many spans, each in its agency's hours.

        A fixed number of queries for however many.

        :param spans: list of (agency, start, end)
        :return: list of hours in the same order
        """
        agencies = self.browse({agency.id for agency, _start, _end in spans})
        times = agencies._work_times()
        return [
            times[self.browse(agency.id)].between(start, end).total_seconds() / 3600
            for agency, start, end in spans
        ]

    def _add_hours_batch(self, terms):
        """Return when the hours of many terms have passed; see `_add_hours`.

        :param terms: list of (agency, start, hours)
        :return: list of naive UTC datetimes in the same order
        """
        agencies = self.browse({agency.id for agency, _start, _hours in terms})
        times = agencies._work_times()
        found = []
        for agency, start, hours in terms:
            term = timedelta(seconds=round(hours * 3600))
            time = times[self.browse(agency.id)]
            found.append(time.after(start, term) or start + term)
        return found

    def _put_off(self, deadline, since, until):
        """Return `deadline` put off by the working hours between two moments.

        So a handling whose clock stood still from `since` to `until` has as many
        working hours left as when it was suspended; what was late stays late by as
        much.

        :param deadline, since, until: naive UTC datetimes
        :return: naive UTC datetime
        """
        time = self._work_time()
        stood = time.between(since, until)
        return time.after(deadline, stood) or deadline + stood
