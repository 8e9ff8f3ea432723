from odoo import api, fields, models
from odoo.exceptions import ValidationError


class VpdtExchangedDay(models.Model):
    """A day worked in place of another (hoán đổi ngày làm việc, ngày làm bù).

    Both halves in one row: the other day is off, and this one is worked with its
    hours. Odoo 19 has public holidays, but nothing for a day worked beyond the week.
    """

    _name = "vpdt.exchanged.day"
    _description = "Day worked in exchange"
    _order = "date desc, id"

    name = fields.Char(required=True, string="Announcement")
    instead_of = fields.Date(
        string="Day off",
        required=True,
        help="Nobody works on it; its hours are worked on the other day.",
    )
    date = fields.Date(string="Day worked in its place", required=True)
    calendar_ids = fields.Many2many(
        "resource.calendar",
        string="Only for",
        help="The working hours it is announced for; all agencies when empty.",
    )

    @api.model
    def _of(self, calendars, ignored=None):
        """Return {calendar id: {day: the day whose hours are worked, None for off}}.

        As `clock.WorkTime` takes it.

        :param ignored: exchanged days not to be counted
        """
        # sudo: everybody's deadlines are counted, whoever may see the set-up
        rows = self.sudo().search_fetch([], ["date", "instead_of", "calendar_ids"])
        if ignored and ignored._name == self._name:
            rows -= ignored.sudo()
        found = {}
        for row in rows:
            for key in calendars.ids:
                if not row.calendar_ids or key in row.calendar_ids._ids:
                    days = found.setdefault(key, {})
                    days[row.instead_of] = None
                    days[row.date] = row.instead_of
        return found

    @api.constrains("date", "instead_of", "calendar_ids")
    def _check_days(self):
        for row in self:
            days = [row.date, row.instead_of]
            others = self.sudo().search(
                [
                    ("id", "!=", row.id),
                    "|",
                    ("date", "in", days),
                    ("instead_of", "in", days),
                ]
            )
            for other in others:
                if (
                    not (row.calendar_ids and other.calendar_ids)
                    or row.calendar_ids & other.calendar_ids
                ):
                    raise ValidationError(
                        self.env._(
                            "One of these days is exchanged already: %(other)s.",
                            other=other.name,
                        )
                    )
            row._check_worked()

    def _check_worked(self):
        """Check that one day is otherwise off and the other otherwise worked."""
        # sudo: the working hours of all agencies
        calendars = self.calendar_ids.sudo()
        calendars = calendars or self.env["hr.department"]._calendars_in_use()
        times = calendars._work_times(self).values()
        shown = {
            "worked": self.date.strftime("%d/%m/%Y"),
            "off": self.instead_of.strftime("%d/%m/%Y"),
        }
        if not any(time.on(self.instead_of) for time in times):
            raise ValidationError(
                self.env._(
                    "Nobody works on %(off)s: there is nothing to exchange.", **shown
                )
            )
        off, worked = self.instead_of, self.date
        if all(len(time.on(worked)) >= len(time.on(off)) for time in times):
            raise ValidationError(
                self.env._(
                    "%(worked)s is a working day anyway: choose a day off.", **shown
                )
            )
        if any(time.is_off(self.date) for time in times):
            raise ValidationError(
                self.env._("%(worked)s is a public holiday.", **shown)
            )
