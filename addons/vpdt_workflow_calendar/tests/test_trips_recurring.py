"""R4: trips that come again, and those that are far away yet."""

from datetime import timedelta

from odoo.tests import tagged

from .common import TripCase


@tagged("post_install", "-at_install", "vpdt")
class TestTripsRecurring(TripCase):
    def weekly(self, count=4, **vals):
        return self.trip(
            start=self.at(2, 8),
            stop=self.at(2, 11),
            recurrency=True,
            rrule_type_ui="weekly",
            rrule_type="weekly",
            interval=1,
            end_type="count",
            count=count,
            event_tz="Asia/Ho_Chi_Minh",
            **{self.day(): True},
            **vals,
        )

    def day(self):
        names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
        return names[(self.today + timedelta(days=2)).weekday()]

    def times(self, count=4, start=2, shift=0):
        return [
            (
                self.at(start + 7 * week, 8 + shift),
                self.at(start + 7 * week, 11 + shift),
            )
            for week in range(count)
        ]

    def test_each_occurrence_is_an_absence(self):
        self.weekly()
        self.assertAway("chairman", *self.times())

    def test_one_occurrence_moved_and_one_cancelled(self):
        event = self.weekly()
        second, third = event.recurrence_id.calendar_event_ids.sorted("start")[1:3]
        second.write(
            {
                "recurrence_update": "self_only",
                "start": second.start + timedelta(hours=3),
                "stop": second.stop + timedelta(hours=3),
            }
        )
        third.action_mass_archive("self_only")
        times = self.times()
        times[1] = tuple(moment + timedelta(hours=3) for moment in times[1])
        del times[2]
        self.assertAway("chairman", *times)

    def test_all_occurrences_moved(self):
        event = self.weekly()
        event.write(
            {
                "recurrence_update": "all_events",
                "start": self.at(2, 13),
                "stop": self.at(2, 16),
            }
        )
        self.assertAway("chairman", *self.times(shift=5))

    def test_the_rest_cancelled(self):
        event = self.weekly()
        second = event.recurrence_id.calendar_event_ids.sorted("start")[1]
        second.action_mass_deletion("future_events")
        self.assertAway("chairman", *self.times(1))

    def test_accepted_as_a_whole(self):
        event = self.weekly(who="chief")
        event.recurrence_id.calendar_event_ids.write(
            {"partner_ids": [(4, self.users["chairman"].partner_id.id)]}
        )
        self.assertFalse(self.absences())
        event.with_user(self.users["chairman"]).change_attendee_status(
            "accepted", "all_events"
        )
        self.assertAway("chairman", *self.times())

    def test_what_is_far_away_comes_when_it_is_near(self):
        """A meeting of each Monday is not entered for years ahead."""
        self.env["ir.config_parameter"].set_param(
            "vpdt_workflow_calendar.days_ahead", 10
        )
        self.weekly()
        self.assertAway("chairman", *self.times(2))
        self.follow(8)
        self.sweep()
        self.assertEqual(len(self.absences()), 2)
        self.assertEqual(self.absences()[-1].date_from, self.at(16, 8))

    def test_what_was_entered_and_moved_far_away_keeps_its_people(self):
        event = self.trip()
        absence = self.absences()
        event.write({"start": self.at(200, 8), "stop": self.at(201, 17)})
        self.assertEqual(
            self.assertAway("chairman", (self.at(200, 8), self.at(201, 17))), absence
        )
