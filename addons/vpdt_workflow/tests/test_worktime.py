from datetime import datetime, timedelta

from pytz import utc

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged, warmup

from .common import RouteCase


@tagged("post_install", "-at_install", "vpdt")
class TestWorkTime(RouteCase):
    """Design 5.8: what the office counts is what its calendars say, holidays and
    exchanged days with them; Odoo's own counting says the same."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.committee.calendar_id
        cls.commune_hours = cls.calendar.copy({"name": "Có sáng thứ Bảy"})
        cls.commune_hours.attendance_ids = [
            (
                0,
                0,
                {
                    "name": "Sáng thứ Bảy",
                    "dayofweek": "5",
                    "hour_from": 7,
                    "hour_to": 11.5,
                    "day_period": "morning",
                },
            )
        ]
        cls.agency_b.calendar_id = cls.commune_hours
        cls.env.flush_all()

    def at(self, text):
        """A moment (naive UTC) from Vietnam's wall clock."""
        return datetime.fromisoformat(text) - timedelta(hours=7)

    def shown(self, moment):
        return (moment + timedelta(hours=7)).isoformat(" ", "minutes")

    def exchange(self, off, worked, **vals):
        return self.env["vpdt.exchanged.day"].create(
            {"name": "Làm bù", "instead_of": off, "date": worked, **vals}
        )

    def assertAgrees(self, agency, start, hours, days):
        """Odoo's planning on the same calendar gives the same."""
        calendar = agency._working_calendar()
        aware = utc.localize(start)
        planned = calendar.plan_hours(hours, aware, compute_leaves=True)
        ours = agency._add_hours(start, hours)
        self.assertEqual(ours, planned.astimezone(utc).replace(tzinfo=None))
        self.assertAlmostEqual(agency._worked_hours(start, ours), hours, 6)
        self.assertAlmostEqual(
            calendar.get_work_hours_count(aware, utc.localize(ours)), hours, 6
        )
        time = agency._work_time()
        tomorrow = time.moment(time.local(start).date() + timedelta(days=1))
        planned = calendar.plan_days(days, utc.localize(tomorrow), compute_leaves=True)
        self.assertEqual(
            time.local(agency._deadline(days, start)).date(),
            planned.astimezone(time.zone).date(),
        )

    def test_as_odoo_counts(self):
        """Over weekends, Tết, the year's end and exchanged days."""
        self.exchange("2026-08-31", "2026-08-22")
        self.exchange("2026-12-31", "2027-01-09")
        for agency in (self.committee, self.agency_a, self.agency_b):
            for start in (
                "2026-02-12 09:00",
                "2026-02-17 12:00",
                "2026-08-21 15:30",
                "2026-08-22 08:00",
                "2026-12-30 16:59",
                "2027-01-08 13:00",
                "2027-01-09 00:10",
            ):
                for hours, days in ((0.5, 1), (4, 2), (31.25, 7), (100, 30)):
                    with self.subTest(agency=agency.name, start=start, hours=hours):
                        self.assertAgrees(agency, self.at(start), hours, days)

    def test_saturday_worked_in_place_of_a_monday(self):
        """Both halves of the exchange: the Monday is off, the Saturday is worked."""
        friday = self.at("2026-08-21 09:00")
        self.assertEqual(
            self.shown(self.committee._deadline(1, friday)), "2026-08-24 17:00"
        )
        self.exchange("2026-08-31", "2026-08-22")
        self.assertEqual(
            self.shown(self.committee._deadline(1, friday)), "2026-08-22 17:00"
        )
        self.assertEqual(
            self.shown(self.committee._deadline(1, self.at("2026-08-28 09:00"))),
            "2026-09-03 17:00",
        )
        self.assertEqual(
            self.committee._worked_hours(
                self.at("2026-08-22 10:30"), self.at("2026-08-22 14:30")
            ),
            2,
        )

    def test_exchanged_for_one_calendar_only(self):
        self.exchange("2026-08-31", "2026-08-22", calendar_ids=self.commune_hours.ids)
        start = self.at("2026-08-21 09:00")
        self.assertEqual(
            self.shown(self.agency_a._deadline(1, start)), "2026-08-24 17:00"
        )
        self.assertEqual(
            self.shown(self.agency_b._deadline(1, start)), "2026-08-22 17:00"
        )

    def test_commune_on_saturday_morning(self):
        """An agency with hours of its own counts its Saturday morning."""
        friday = self.at("2026-11-27 10:00")
        self.assertEqual(
            self.shown(self.agency_b._deadline(1, friday)), "2026-11-28 11:30"
        )
        self.assertEqual(
            self.shown(self.agency_b._add_hours(self.at("2026-11-27 16:00"), 2)),
            "2026-11-28 08:00",
        )

    def test_holiday_by_its_days(self):
        """The operator enters days; what is stored are Vietnam's midnights."""
        Leave = self.as_("operator", "resource.calendar.leaves")
        leave = Leave.create(
            {
                "name": "Nghỉ bão",
                "first_day": "2026-11-24",
                "last_day": "2026-11-25",
            }
        )
        self.assertEqual(
            (leave.date_from, leave.date_to),
            (datetime(2026, 11, 23, 17), datetime(2026, 11, 25, 16, 59, 59)),
        )
        leave.invalidate_recordset()
        self.assertEqual(leave.part, "day")
        start = self.at("2026-11-23 08:00")
        for agency in (self.committee, self.agency_b):
            self.assertEqual(self.shown(agency._deadline(1, start)), "2026-11-26 17:00")
        leave.write({"last_day": "2026-11-24", "part": "afternoon"})
        self.assertEqual(
            self.shown(self.committee._deadline(1, start)), "2026-11-24 11:30"
        )
        leave.unlink()
        self.assertEqual(
            self.shown(self.committee._deadline(1, start)), "2026-11-24 17:00"
        )

    def test_holiday_in_the_form(self):
        """Name and day are enough; a whole day is meant, the last is the first."""
        form = Form(
            self.as_("operator", "resource.calendar.leaves"),
            view="vpdt_workflow.resource_calendar_leaves_view_form",
        )
        form.name = "Nghỉ bão"
        form.first_day = "2026-11-24"
        leave = form.save()
        self.assertEqual(
            (leave.date_from, leave.date_to),
            (datetime(2026, 11, 23, 17), datetime(2026, 11, 24, 16, 59, 59)),
        )
        self.assertFalse(leave.calendar_id)

    def test_only_the_operator_changes_holidays(self):
        tet = self.env.ref("vpdt_workflow.holiday_2027_02_05")
        for name in ("clerk", "chairman", "specialist_a"):
            with self.subTest(name):
                with self.assertRaises(AccessError):
                    tet.with_user(self.users[name]).write({"name": "x"})
                with self.assertRaises(AccessError):
                    self.as_(name, "resource.calendar.leaves").create(
                        {
                            "name": "Nghỉ",
                            "first_day": "2026-11-24",
                            "last_day": "2026-11-24",
                        }
                    )
                with self.assertRaises(AccessError):
                    self.as_(name, "vpdt.exchanged.day").create(
                        {
                            "name": "x",
                            "instead_of": "2026-08-31",
                            "date": "2026-08-22",
                        }
                    )

    def test_overlaps_are_told(self):
        """A day is off once, exchanged once, and only against a day that is worked."""
        Leave = self.as_("operator", "resource.calendar.leaves")
        for first, last in (
            ("2027-02-01", "2027-02-05"),
            ("2027-02-08", "2027-02-08"),
        ):
            with self.subTest(first), self.assertRaises(ValidationError) as told:
                Leave.create({"name": "Lễ", "first_day": first, "last_day": last})
            self.assertIn("Tết Nguyên đán Đinh Mùi, 05/02/2027", str(told.exception))
        Exchanged = self.as_("operator", "vpdt.exchanged.day")
        self.exchange("2026-08-31", "2026-08-22")
        for off, worked, words in (
            ("2026-08-31", "2026-08-29", "exchanged already"),
            ("2026-08-28", "2026-08-22", "exchanged already"),
            ("2026-11-22", "2026-11-28", "Nobody works on 22/11/2026"),
            ("2026-11-24", "2026-11-26", "26/11/2026 is a working day anyway"),
            ("2026-11-26", "2026-11-26", "26/11/2026 is a working day anyway"),
            ("2027-01-05", "2027-02-06", "06/02/2027 is a public holiday"),
        ):
            with (
                self.subTest(off=off, worked=worked),
                self.assertRaises(ValidationError) as told,
            ):
                Exchanged.create({"name": "x", "instead_of": off, "date": worked})
            self.assertIn(words, str(told.exception))

    def test_suspension_gives_its_hours_back(self):
        """As many working hours are left when it goes on as when it was suspended."""
        deadline = self.at("2026-11-27 17:00")
        stopped, on = self.at("2026-11-24 15:00"), self.at("2026-11-30 09:00")
        later = self.committee._put_off(deadline, stopped, on)
        self.assertEqual(
            self.committee._worked_hours(stopped, deadline),
            self.committee._worked_hours(on, later),
        )
        self.assertEqual(self.shown(later), "2026-12-03 11:00")
        weekend = self.at("2026-11-27 17:00"), self.at("2026-11-30 07:00")
        self.assertEqual(self.committee._put_off(deadline, *weekend), deadline)

    def test_agency_without_working_hours(self):
        """A calendar nobody filled in: plain days, never a traceback."""
        empty = self.calendar.copy({"name": "Trống", "attendance_ids": [(5, 0, 0)]})
        empty.attendance_ids.unlink()
        self.agency_b.calendar_id = empty
        start = self.at("2026-11-23 08:00")
        self.assertEqual(
            self.shown(self.agency_b._deadline(3, start)), "2026-11-26 17:00"
        )
        self.assertEqual(self.agency_b._add_hours(start, 2), start + timedelta(hours=2))

    @warmup
    def test_query_counts(self):
        """One agency or all of them, one span or a thousand: as many queries."""
        start = self.at("2026-11-23 08:00")
        self.exchange("2026-08-31", "2026-08-22", calendar_ids=self.calendar.ids)
        self.env.flush_all()
        agencies = self.committee | self.agency_a | self.agency_b
        for count in (1, 3):
            self.env.invalidate_all()
            with self.assertQueryCount(8):
                agencies[:count]._work_times()
        self.env.invalidate_all()
        with self.assertQueryCount(8):
            self.agency_a._deadline(10, start)
        spans = [
            (agencies[number % 3], start, start + timedelta(hours=number))
            for number in range(300)
        ]
        self.env.invalidate_all()
        with self.assertQueryCount(8):
            hours = self.env["hr.department"]._worked_hours_batch(spans)
        self.env.invalidate_all()
        with self.assertQueryCount(8):
            ends = self.env["hr.department"]._add_hours_batch(
                [
                    (agency, start, count)
                    for (agency, start, _end), count in zip(spans, hours, strict=True)
                ]
            )
        for (agency, begun, end), count, found in list(
            zip(spans, hours, ends, strict=True)
        )[::37]:
            self.assertEqual(count, agency._worked_hours(begun, end))
            self.assertEqual(found, agency._add_hours(begun, count))
