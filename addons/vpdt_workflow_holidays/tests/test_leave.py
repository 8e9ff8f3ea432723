"""R4: routing knows leave. Peers: "no absence delegation yet"."""

from datetime import timedelta

from odoo import fields
from odoo.tests import Form, tagged

from odoo.addons.vpdt_workflow.tests.test_absence import AbsenceCase


@tagged("post_install", "-at_install", "vpdt")
class TestLeave(AbsenceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.type = cls.env["hr.leave.type"].create(
            {
                "name": "Nghỉ phép năm",
                "requires_allocation": False,
                "leave_validation_type": "hr",
            }
        )
        # Monday to Wednesday of next week, or Odoo finds no day of work to take off
        cls.monday = cls.today + timedelta(days=7 - cls.today.weekday())

    def leave(self, who="chairman", days=3, grant=True):
        leave = self.env["hr.leave"].create(
            {
                "employee_id": self.users[who].employee_ids.id,
                "holiday_status_id": self.type.id,
                "request_date_from": self.monday,
                "request_date_to": self.monday + timedelta(days=days - 1),
            }
        )
        if grant and leave.state != "validate":
            leave.action_approve()
        return leave

    def absence(self, leave):
        return self.env["vpdt.absence"].search(
            [("leave_id", "=", leave.id)], order="id desc"
        )

    def test_granted_leave_is_an_absence(self):
        leave = self.leave(grant=False)
        self.assertFalse(self.absence(leave))
        leave.action_approve()
        absence = self.absence(leave)
        self.assertEqual(
            (absence.user_id, absence.state, absence.kind),
            (self.users["chairman"], "planned", "leave"),
        )
        self.assertEqual(
            (absence.date_from, absence.date_to), (leave.date_from, leave.date_to)
        )
        self.assertIn("name a substitute", self.told("chairman")[-1])

    def test_a_substitute_named_for_it_acts_when_it_begins(self):
        document = self.to_chairman()
        leave = self.leave()
        chairman = self.users["chairman"]
        action = self.absence(leave).with_user(chairman).action_change()
        dialog = Form(
            self.as_("chairman", "vpdt.absence.wizard").with_context(
                **action["context"]
            )
        )
        dialog.substitute_id = self.users["vice"]
        dialog.save().action_enter()
        days = (leave.date_from - fields.Datetime.now()).total_seconds() / 86400
        self.follow(days + 0.1)
        self.assertEqual(self.acting(document, "chairman"), "vice")
        self.assertInvariants(document)
        # Back early: the leave is refused afterwards
        leave.action_refuse()
        self.assertFalse(self.acting(document, "chairman"))
        self.assertInvariants(document)

    def test_refused_leave_is_none(self):
        leave = self.leave()
        absence = self.absence(leave)
        leave.action_refuse()
        self.assertEqual(absence.state, "cancelled")

    def test_standing_substitutes_act_from_its_beginning(self):
        self.as_("chairman", "vpdt.standing.substitute").create(
            {"substitute_id": self.users["vice"].id}
        )
        self.assertEqual(self.absence(self.leave()).substitutes, "Person vice")

    def test_leave_and_a_trip_at_once_do_not_double(self):
        """Time off brings Odoo's calendar along: leave goes before the trip."""
        kind = self.env["calendar.event.type"].create(
            {"name": "Đi công tác (thử)", "away_kind": "trip"}
        )
        leave = self.leave()
        event = self.as_("chairman", "calendar.event").create(
            {
                "name": "x",
                "start": leave.date_from - timedelta(days=1),
                "stop": leave.date_to + timedelta(days=1),
                "categ_ids": [(6, 0, kind.ids)],
            }
        )
        absences = self.env["vpdt.absence"].search(
            [
                ("user_id", "=", self.users["chairman"].id),
                ("state", "=", "planned"),
            ],
            order="date_from",
        )
        self.assertEqual(
            [(one.date_from, one.date_to) for one in absences],
            [
                (event.start, leave.date_from),
                (leave.date_from, leave.date_to),
                (leave.date_to, event.stop),
            ],
        )
        leave.action_refuse()
        live = absences.filtered(lambda one: one.state == "planned")
        self.assertEqual((live.date_from, live.date_to), (event.start, event.stop))

    def test_who_entered_it_himself_is_not_away_twice(self):
        entered = self.enter("chairman", "vice", days=30)
        leave = self.leave()
        self.assertFalse(self.absence(leave))
        self.assertEqual(entered.state, "in_force")

    def test_leave_that_reaches_beyond_is_told(self):
        leave_days = (self.monday - self.today).days
        self.enter("chairman", "vice", start=leave_days + 1, days=1)
        self.leave()
        self.assertIn("not all in the absence", self.told("chairman")[-1])

    def test_whoever_holds_no_post_is_nobodys_business(self):
        self.posts["vice2"].action_archive()
        self.assertFalse(self.absence(self.leave("vice2")))
