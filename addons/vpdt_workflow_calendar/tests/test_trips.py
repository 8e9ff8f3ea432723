"""R4: routing knows leaders' trips. Peers: "no absence delegation yet"."""

from datetime import timedelta

from odoo.tests import Form, tagged

from .common import TripCase


@tagged("post_install", "-at_install", "vpdt")
class TestTrips(TripCase):
    def test_an_accepted_trip_is_an_absence(self):
        self.trip()
        absence = self.assertAway("chairman", (self.at(2, 8), self.at(3, 17)))
        self.assertEqual((absence.kind, absence.state), ("trip", "planned"))
        self.assertEqual(absence.substitutes, "Person vice")
        self.assertIn("Substitutes: Person vice", self.told("chairman")[-1])

    def test_the_substitute_acts_from_the_first_hour_to_the_last(self):
        document = self.to_chairman()
        self.trip()
        self.assertFalse(self.acting(document, "chairman"))
        self.follow((self.at(2, 9) - self.now()) / timedelta(days=1))
        self.assertEqual(self.acting(document, "chairman"), "vice")
        self.assertInvariants(document)
        self.follow((self.at(3, 18) - self.now()) / timedelta(days=1))
        self.assertFalse(self.acting(document, "chairman"))
        self.assertInvariants(document)

    def test_each_attendee_who_accepts_and_no_other(self):
        event = self.trip("chairman", "vice", "deputy_chief")
        self.assertFalse(self.absences("vice"))
        self.answer(event, "vice")
        self.answer(event, "deputy_chief", "tentative")
        self.assertTrue(self.absences("vice"))
        self.assertFalse(self.absences("deputy_chief"))

    def test_declined_afterwards(self):
        event = self.trip("chief", "chairman")
        self.answer(event, "chairman")
        absence = self.absences()
        self.answer(event, "chairman", "declined")
        self.assertEqual(absence.state, "cancelled")

    def test_a_substitute_on_the_same_trip_acts_for_nobody(self):
        """Nobody is told that somebody acts who is away as well."""
        event = self.trip("vice", "chairman")
        self.answer(event, "chairman")
        self.assertFalse(self.absences().line_ids)
        self.assertIn("nobody acts for you yet", self.told("chairman")[-1])

    def test_a_substitute_who_leaves_later_is_told_of(self):
        event = self.trip("chairman", "vice")
        self.answer(event, "vice")
        self.assertIn("who acts for Person chairman", self.told("chairman")[-1])

    def test_without_standing_substitutes_the_person_is_told(self):
        self.trip("head_a")
        self.assertFalse(self.absences("head_a").line_ids)
        self.assertIn("name a substitute", self.told("head_a")[-1])

    def test_moved_shortened_and_lengthened(self):
        event = self.trip()
        absence = self.absences()
        event.write({"start": self.at(5, 8), "stop": self.at(9, 17)})
        self.assertAway("chairman", (self.at(5, 8), self.at(9, 17)))
        event.write({"stop": self.at(6, 12)})
        self.assertEqual(
            self.assertAway("chairman", (self.at(5, 8), self.at(6, 12))), absence
        )
        self.assertEqual(absence.substitutes, "Person vice")

    def test_shortened_while_he_is_away(self):
        document = self.to_chairman()
        event = self.trip(start=self.now() - timedelta(hours=1), stop=self.at(3, 17))
        self.assertEqual(self.acting(document, "chairman"), "vice")
        event.stop = self.at(1, 12)
        self.assertEqual(self.absences().date_to, self.at(1, 12))
        self.assertEqual(self.acting(document, "chairman"), "vice")
        self.assertInvariants(document)

    def test_put_off_while_he_is_away(self):
        """What is open comes back; the same people act next week."""
        document = self.to_chairman()
        event = self.trip(start=self.now() - timedelta(hours=1), stop=self.at(3, 17))
        absence = self.absences()
        absence.with_user(self.users["chairman"])._enter(
            {
                "user_id": self.users["chairman"].id,
                "kind": "trip",
                "date_from": absence.date_from,
                "date_to": absence.date_to,
            },
            [{"substitute_id": self.users["vice2"].id}],
            absence,
        )
        self.assertEqual(self.acting(document, "chairman"), "vice2")
        event.write({"start": self.at(7, 8), "stop": self.at(8, 17)})
        self.assertFalse(self.acting(document, "chairman"))
        later = self.assertAway("chairman", (self.at(7, 8), self.at(8, 17)))
        self.assertEqual(later.substitutes, "Person vice2")

    def test_cancelled_in_any_way(self):
        for name, cancel in (
            ("archived", lambda event: event.action_archive()),
            ("deleted", lambda event: event.unlink()),
            ("another type", lambda event: event.write({"categ_ids": [(5,)]})),
            ("nobody goes", lambda event: event.write({"partner_ids": [(6, 0, [])]})),
            ("no attendees", lambda event: event.attendee_ids.unlink()),
        ):
            with self.subTest(name):
                event = self.trip()
                self.assertTrue(self.absences())
                cancel(event)
                self.assertFalse(self.absences())

    def test_whole_days_are_days_in_vietnam(self):
        self.trip(
            allday=True,
            start_date=self.today + timedelta(days=2),
            stop_date=self.today + timedelta(days=3),
        )
        absence = self.assertAway(
            "chairman", (self.at(2), self.at(4) - timedelta(seconds=1))
        )
        shown = self.today + timedelta(days=3)
        self.assertEqual(absence._shown(absence.date_to), f"{shown:%d/%m/%Y}")

    def test_half_a_day(self):
        self.trip(start=self.at(2, 13), stop=self.at(2, 17))
        absence = self.assertAway("chairman", (self.at(2, 13), self.at(2, 17)))
        self.assertTrue(absence._shown(absence.date_from).startswith("13:00 "))

    def test_events_that_overlap_make_one_absence(self):
        self.trip(start=self.at(2, 8), stop=self.at(4, 17))
        other = self.trip(start=self.at(4, 8), stop=self.at(6, 17))
        self.assertAway("chairman", (self.at(2, 8), self.at(6, 17)))
        other.unlink()
        self.assertAway("chairman", (self.at(2, 8), self.at(4, 17)))

    def test_two_trips_that_change_places_keep_their_substitutes(self):
        one = self.trip(start=self.at(2, 8), stop=self.at(3, 17))
        two = self.trip(start=self.at(6, 8), stop=self.at(7, 17))
        first, second = self.absences()
        (one | two).write({"start": self.at(6, 8), "stop": self.at(7, 17)})
        self.assertAway("chairman", (self.at(6, 8), self.at(7, 17)))
        one.write({"start": self.at(20, 8), "stop": self.at(21, 17)})
        two.write({"start": self.at(22, 8), "stop": self.at(23, 17)})
        self.assertEqual(len(self.absences()), 2)
        self.assertTrue(self.absences() & (first | second))

    def test_what_he_entered_himself_is_not_touched(self):
        own = self.enter("chairman", "vice2", start=2, days=2)
        dates = (own.date_from, own.date_to)
        event = self.trip(start=self.at(1, 8), stop=self.at(6, 17))
        self.assertAway(
            "chairman",
            (self.at(1, 8), dates[0]),
            dates,
            (dates[1], self.at(6, 17)),
        )
        event.unlink()
        self.assertAway("chairman", dates)
        self.assertEqual(own.substitutes, "Person vice2")

    def test_changed_by_hand_it_is_his_own(self):
        """Other dates than the calendar's: the calendar is silent on it from then."""
        event = self.trip(start=self.at(2, 8), stop=self.at(6, 17))
        absence = self.absences()
        dialog = Form(
            self.as_("chairman", "vpdt.absence.wizard").with_context(
                **absence.with_user(self.users["chairman"]).action_change()["context"]
            )
        )
        dialog.date_to = self.at(4, 12)
        dialog.save().action_enter()
        self.assertAway("chairman", (self.at(2, 8), self.at(4, 12)))
        event.unlink()
        self.assertAway("chairman", (self.at(2, 8), self.at(4, 12)))

    def test_another_substitute_by_hand_still_follows(self):
        event = self.trip()
        absence = self.absences().with_user(self.users["chairman"])
        dialog = Form(
            self.as_("chairman", "vpdt.absence.wizard").with_context(
                **absence.action_change()["context"]
            )
        )
        dialog.substitute_id = self.users["vice2"]
        dialog.save().action_enter()
        event.write({"start": self.at(9, 8), "stop": self.at(9, 17)})
        absence = self.assertAway("chairman", (self.at(9, 8), self.at(9, 17)))
        self.assertEqual(absence.substitutes, "Person vice2")

    def test_back_earlier_is_back(self):
        """Neither the sweep nor a new event makes him away again."""
        document = self.to_chairman()
        self.trip(start=self.now() - timedelta(hours=1), stop=self.at(3, 17))
        self.absences().with_user(self.users["chairman"]).action_end()
        self.sweep()
        self.trip(start=self.at(10, 8), stop=self.at(10, 17))
        self.assertAway("chairman", (self.at(10, 8), self.at(10, 17)))
        self.assertFalse(self.acting(document, "chairman"))

    def test_cancelled_by_hand_stays_cancelled_until_he_accepts_again(self):
        event = self.trip()
        self.absences().with_user(self.users["chairman"]).action_cancel()
        self.sweep()
        self.assertFalse(self.absences())
        self.answer(event, "chairman")
        self.assertTrue(self.absences())

    def test_only_types_that_count_and_while_they_count(self):
        self.trip(categ_ids=[(6, 0, self.plain_type.ids)])
        self.assertFalse(self.absences())
        self.trip_type.away_until = self.today + timedelta(days=4)
        self.trip()
        self.trip(start=self.at(5, 8), stop=self.at(5, 17))
        self.assertAway("chairman", (self.at(2, 8), self.at(3, 17)))
        self.trip_type.away_since = self.today + timedelta(days=3)
        self.assertFalse(self.absences())

    def test_a_type_that_goes_ends_what_followed_from_it(self):
        self.trip()
        self.trip_type.unlink()
        self.assertFalse(self.absences())

    def test_whoever_holds_no_post_is_nobodys_business(self):
        self.posts["vice2"].action_archive()
        self.trip("vice2")
        self.assertFalse(self.absences("vice2"))

    def test_leave_goes_before_trips(self):
        """R4: leave and trip at once do not double; each comes back alone."""
        event = self.trip(start=self.at(2, 8), stop=self.at(6, 17))
        chairman = self.users["chairman"]
        leave = (self.at(3, 8), self.at(4, 17))
        Absence = self.env["vpdt.absence"]
        granted = Absence._from_source(chairman, *leave, "leave")
        self.assertAway(
            "chairman", (self.at(2, 8), leave[0]), leave, (leave[1], self.at(6, 17))
        )
        granted._source_moved(self.at(5, 8), self.at(5, 17))
        self.assertAway(
            "chairman",
            (self.at(2, 8), self.at(5, 8)),
            (self.at(5, 8), self.at(5, 17)),
            (self.at(5, 17), self.at(6, 17)),
        )
        event.unlink()
        self.assertAway("chairman", (self.at(5, 8), self.at(5, 17)))
        granted._source_moved(None, None)
        self.assertFalse(self.absences())

    def test_the_office_gets_the_usual_types_once(self):
        from ..hooks import TYPES, post_init_hook

        Type = self.env["calendar.event.type"]
        names = [("name", "in", list(TYPES))]
        self.assertEqual(len(Type.search(names)), len(TYPES))
        Type.search(names)[0].away_kind = False
        Type.search(names)[1].unlink()
        post_init_hook(self.env)
        self.assertEqual(len(Type.search(names)), len(TYPES))
        self.assertTrue(all(Type.search(names).mapped("away_kind")))
