from datetime import datetime, timedelta

from odoo import Command, fields

from odoo.addons.vpdt_workflow.tests.test_absence import AbsenceCase


class TripCase(AbsenceCase):
    """The small district, whose office counts events of the type `trip` as absence."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Type = cls.env["calendar.event.type"]
        cls.trip_type = Type.create({"name": "Đi công tác (thử)", "away_kind": "trip"})
        cls.plain_type = Type.create({"name": "Họp giao ban (thử)"})
        cls.env["vpdt.standing.substitute"].with_user(cls.users["chairman"]).create(
            {"substitute_id": cls.users["vice"].id}
        )

    def at(self, days, hour=0):
        """Return the moment (UTC) of an hour in Vietnam, `days` from today on."""
        day = datetime.combine(self.today, datetime.min.time())
        return day + timedelta(days=days, hours=hour - 7)

    def trip(self, who="chairman", *others, by=None, start=None, stop=None, **vals):
        """Return an event of the type `trip` with these people, made by one of them.

        In two days from 08:00 to 17:00 on the day after, unless told otherwise.
        """
        partners = [self.users[name].partner_id.id for name in (who, *others)]
        return (
            self.as_(by or who, "calendar.event")
            .with_context(no_mail_to_attendees=True)
            .create(
                {
                    "name": "Thanh tra đột xuất",
                    "start": start or self.at(2, 8),
                    "stop": stop or self.at(3, 17),
                    "categ_ids": [Command.set(self.trip_type.ids)],
                    "partner_ids": [Command.set(partners)],
                    **vals,
                }
            )
        )

    def answer(self, event, who, state="accepted", by=None):
        attendee = event.attendee_ids.filtered(
            lambda item: item.partner_id == self.users[who].partner_id
        )
        attendee.with_user(self.users[by or who]).write({"state": state})

    def absences(self, who="chairman", live=True):
        self.env.flush_all()
        self.env.invalidate_all()
        states = ("planned", "in_force") if live else ("ended", "cancelled")
        return self.env["vpdt.absence"].search(
            [("user_id", "=", self.users[who].id), ("state", "in", states)],
            order="date_from",
        )

    def assertAway(self, who, *times):
        found = self.absences(who)
        self.assertEqual([(one.date_from, one.date_to) for one in found], list(times))
        return found

    def sweep(self):
        """Let the day's sweep run, as the server runs it."""
        cron = self.env.ref("vpdt_workflow_calendar.ir_cron_vpdt_trips")
        cron.method_direct_trigger()
        self.env.invalidate_all()

    def now(self):
        return fields.Datetime.now()
