"""I3: colleagues write each other's calendar; nobody becomes absent by that.

In Odoo every employee may write every event and every attendee. An absence gives
papers to substitutes, so only the person, or who may enter his absence, makes it.
"""

from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import TripCase


@tagged("post_install", "-at_install", "vpdt")
class TestTripsForged(TripCase):
    def test_nobody_accepts_for_others(self):
        event = self.trip("head_b", "chairman")
        self.answer(event, "chairman", by="head_b")
        self.assertFalse(self.absences())
        event.write(
            {
                "attendee_ids": [
                    (1, one.id, {"state": "accepted"}) for one in event.attendee_ids
                ]
            }
        )
        self.assertFalse(self.absences())

    @staticmethod
    def sorted_names(names):
        return ", ".join(sorted(names.split(", ")))

    def test_who_may_enter_his_absence_accepts_for_him(self):
        """The clerk keeps the chairman's calendar; one click in the event."""
        event = self.trip("clerk", "chairman", "vice")
        people = "Person chairman, Person vice"
        self.assertEqual(self.sorted_names(event.accept_for_names), people)
        # she wrote it, and sees that she counts as away as well
        self.assertEqual(event.away_names, "Person clerk")
        event.action_accept_for()
        for who in ("chairman", "vice"):
            self.assertAway(who, (self.at(2, 8), self.at(3, 17)))
        self.assertFalse(event.accept_for_names)
        self.assertEqual(
            self.sorted_names(event.away_names),
            "Person chairman, Person clerk, Person vice",
        )
        with self.assertRaisesRegex(UserError, "nobody here"):
            event.action_accept_for()
        other = self.trip("head_b", "chairman")
        self.assertFalse(other.accept_for_names)
        with self.assertRaises(UserError):
            other.action_accept_for()

    def test_nobody_moves_what_he_agreed_to(self):
        """An outsider's move waits for his answer; the clerk's is followed at once."""
        event = self.trip("chairman", "head_b")
        agreed = (self.at(2, 8), self.at(3, 17))
        event.with_user(self.users["head_b"]).write(
            {"start": self.at(1, 8), "stop": self.at(30, 17)}
        )
        self.assertAway("chairman", agreed)
        self.answer(event, "chairman")
        self.assertAway("chairman", (self.at(1, 8), self.at(30, 17)))
        event.with_user(self.users["clerk"]).write(
            {"start": self.at(4, 8), "stop": self.at(5, 17)}
        )
        self.assertAway("chairman", (self.at(4, 8), self.at(5, 17)))

    def test_nobody_ends_it_by_declining_for_him(self):
        event = self.trip("chairman", "head_b")
        self.answer(event, "chairman", "declined", by="head_b")
        self.assertTrue(self.absences())

    def test_nobody_makes_a_trip_of_an_event_he_accepted(self):
        event = self.trip("chairman", categ_ids=[(6, 0, self.plain_type.ids)])
        event.with_user(self.users["head_b"]).write(
            {"categ_ids": [(4, self.trip_type.id)]}
        )
        self.assertFalse(self.absences())

    def test_what_was_agreed_is_nobodys_to_write(self):
        event = self.trip("head_b", "chairman")
        forged = {
            "away_from": self.at(0),
            "away_until": self.at(9),
            "away_kind": "trip",
        }
        attendee = event.attendee_ids[-1].with_user(self.users["head_b"])
        with self.assertRaises(AccessError):
            attendee.write(forged)
        with self.assertRaises(AccessError):
            attendee.create({"event_id": event.id, **forged})
        self.as_("head_b", "calendar.event").with_context(
            no_mail_to_attendees=True,
            **{f"default_{name}": value for name, value in forged.items()},
        ).create(
            {
                "name": "x",
                "start": self.at(1),
                "stop": self.at(2),
                "partner_ids": [(6, 0, self.users["chairman"].partner_id.ids)],
            }
        )
        self.sweep()
        self.assertFalse(self.absences())

    def test_the_link_of_the_mail_alone_makes_nobody_absent(self):
        """Its token is readable by colleagues: he answers signed in."""
        event = self.trip("head_b", "chairman")
        attendee = event.attendee_ids.filtered(
            lambda item: item.partner_id == self.users["chairman"].partner_id
        )
        public = self.env.ref("base.public_user")
        attendee.with_user(public).sudo().do_accept()
        self.assertEqual(attendee.state, "accepted")
        self.assertFalse(self.absences())

    def test_nobody_learns_what_the_event_is_about(self):
        """Neither by the absence, nor by what is told, nor by its fields."""
        self.trip("chairman", privacy="private", location="Kho bạc")
        absence = self.absences().with_user(self.users["head_b"])
        read = str(absence.read()) + absence.display_name
        told = "".join(
            self.told(who) and self.told(who)[-1] or "" for who in ("chairman", "vice")
        )
        for secret in ("Thanh tra", "Kho bạc"):
            self.assertNotIn(secret, read + told)
        for name in ("attendance_ids", "from_calendar"):
            for who in ("head_b", "operator", "chairman"):
                with self.assertRaises(AccessError):
                    absence.with_user(self.users[who]).read([name])
        admin = absence.with_user(self.env.ref("base.user_admin"))
        with self.assertRaises(AccessError):
            admin.search([("attendance_ids.event_id.name", "ilike", "Thanh tra")])

    def test_the_office_sets_up_what_counts(self):
        """The operator, as all data of the office; nobody else."""
        self.trip_type.with_user(self.users["operator"]).away_kind = "other"
        for who in ("chairman", "clerk"):
            with self.assertRaises(AccessError):
                self.trip_type.with_user(self.users[who]).away_kind = "leave"

    def test_an_ordinary_event_asks_nothing_of_the_route(self):
        """No query about absences for those who only use the calendar."""
        event = self.trip("head_b", categ_ids=[(5,)])
        calls = []
        self.patch(
            self.env.registry["vpdt.absence"],
            "_make_changes",
            lambda *args: calls.append(args),
        )
        event.write({"start": self.at(4), "stop": self.at(4) + timedelta(hours=1)})
        self.answer(event, "head_b", "declined")
        self.assertFalse(calls)
