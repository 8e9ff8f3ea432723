from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import NO_ACCESS

from odoo.addons.vpdt_workflow.models.vpdt_absence import LIVE

from ..trips import Held, Span, plan

# A trip becomes an absence when it comes so near (a meeting of each Monday would be
# entered for years ahead); other days in the parameter.
_DAYS_AHEAD = 60


class VpdtAbsence(models.Model):
    _inherit = "vpdt.absence"

    # Nobody learns from an absence what the event is about
    from_calendar = fields.Boolean(groups=NO_ACCESS)
    attendance_ids = fields.Many2many("calendar.attendee", groups=NO_ACCESS)

    def _source_values(self):
        # sudo: carried over, not shown
        absence = self.sudo()
        return {
            **super()._source_values(),
            "from_calendar": absence.from_calendar,
            "attendance_ids": [(6, 0, absence.attendance_ids.ids)],
        }

    # -- following the calendar ---------------------------------------------------

    @api.model
    def _follow_trips(self, users, taken=()):
        """Bring the absences of `users` in line with the trips they agreed to.

        :param taken: list of (start, end): away then for a reason about to be entered
        """
        now = fields.Datetime.now()
        # sudo: the system enters what the person agreed to in his calendar
        for user in users.sudo():
            live = self.sudo().search(
                [("user_id", "=", user.id), ("state", "in", LIVE)]
            )
            held = live.filtered("from_calendar")
            others = [(item.date_from, item.date_to) for item in live - held]
            changes = plan(
                self._agreed_spans(user, held, now),
                [
                    Held(
                        item.id,
                        item.date_from,
                        item.date_to,
                        frozenset(item.attendance_ids.ids),
                        item.state == "in_force",
                    )
                    for item in held
                ],
                [*others, *taken],
                now,
            )
            self._make_changes(user, changes)

    @api.model
    def _agreed_spans(self, user, held, now):
        """Return the trips `user` agreed to, as far as they are near or known."""
        if not user.active or not user._holdings():
            return []
        days = self.env["ir.config_parameter"].sudo()
        ahead = int(days.get_param("vpdt_workflow_calendar.days_ahead", _DAYS_AHEAD))
        # sudo: his own agreement, whoever moved the event
        agreed = self.env["calendar.attendee"].sudo()
        agreed = agreed.search(
            [
                ("partner_id", "=", user.partner_id.id),
                ("away_until", ">", now),
                "|",
                ("away_from", "<", now + timedelta(days=ahead)),
                ("id", "in", held.attendance_ids.ids),
            ]
        )
        return [
            Span(one.away_from, one.away_until, one.away_kind, frozenset(one.ids))
            for one in agreed
            if one.away_from < one.away_until
        ]

    @api.model
    def _make_changes(self, user, changes):
        like = {
            change.like: [line._copied() for line in self._copied_lines(change.like)]
            for change in changes
            if change.like
        }
        moved = self.sudo().browse([item.key for item in changes if item.do == "move"])
        for change in changes:
            if change.do == "end":
                absence = self.sudo().browse(change.key)
                absence._do_end("ended" if absence.state == "in_force" else "cancelled")
        # Two may change places: none of them stands in the way of the other
        states = {absence.id: absence.state for absence in moved}
        moved.write({"state": "cancelled"})
        moved.flush_recordset()
        for change in changes:
            if change.do == "move":
                absence = self.sudo().browse(change.key)
                absence.write(
                    {
                        "state": states[absence.id],
                        "date_from": change.span.start,
                        "date_to": change.span.end,
                        "attendance_ids": [(6, 0, sorted(change.span.sources))],
                    }
                )
                absence._start()
            elif change.do == "enter":
                self._enter_from_source(
                    user,
                    change.span.start,
                    change.span.end,
                    change.span.kind,
                    lines=like.get(change.like),
                    from_calendar=True,
                    attendance_ids=[(6, 0, sorted(change.span.sources))],
                )

    @api.model
    def _copied_lines(self, absence_id):
        return self.sudo().browse(absence_id).line_ids

    @api.model
    def _cron_follow_trips(self):
        """Enter what has come near, person by person."""
        now = fields.Datetime.now()
        attendees = self.env["calendar.attendee"].search([("away_until", ">", now)])
        # sudo: the server's own work
        users = attendees.sudo()._away_users()
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(users))
        for user in users:
            self._follow_trips(user)
            cron._commit_progress(1)

    # -- what people decide by hand goes before the calendar -------------------------

    def _forget_trips(self, start, end):
        """The person decided by hand about this time: the calendar is silent on it."""
        # sudo: his own agreement
        agreed = self.env["calendar.attendee"].sudo()
        for absence in self.sudo():
            agreed |= agreed.search(
                [
                    ("partner_id", "=", absence.user_id.partner_id.id),
                    ("away_from", "<", end),
                    ("away_until", ">", start),
                ]
            )
        agreed._forget_away()

    @api.model
    def _enter(self, vals, lines, replaces=None):
        old = replaces.sudo() if replaces else self.sudo().browse()
        known = (old.date_from, old.date_to) if old.from_calendar else None
        absence = super()._enter(vals, lines, replaces)
        if known and known != (vals["date_from"], vals["date_to"]):
            # Other dates than the calendar's: from now on it is his own
            absence._forget_trips(*known)
            absence.sudo().from_calendar = False
            self._follow_trips(absence.sudo().user_id)
        return absence

    def action_end(self):
        self.ensure_one()
        user, end = self.sudo().user_id, self.sudo().date_to
        result = super().action_end()
        now = fields.Datetime.now()
        # sudo: the mark only
        own = not self.sudo().from_calendar
        self._forget_trips(now, now + timedelta(seconds=1) if own else end)
        self._follow_trips(user)
        return result

    def action_cancel(self):
        self.ensure_one()
        dates = (self.sudo().date_from, self.sudo().date_to)
        result = super().action_cancel()
        if self.sudo().from_calendar:
            self._forget_trips(*dates)
        self._follow_trips(self.sudo().user_id)
        return result

    # -- leave goes before trips -------------------------------------------------

    @api.model
    def _from_source(self, user, start, end, kind, **source):
        self._follow_trips(user, taken=[(start, end)])
        absence = super()._from_source(user, start, end, kind, **source)
        self._follow_trips(user)
        return absence

    def _source_moved(self, start, end):
        # sudo: whose absences these are
        users = self.sudo().user_id
        if start:
            self._follow_trips(users, taken=[(start, end)])
        result = super()._source_moved(start, end)
        self._follow_trips(users)
        return result
