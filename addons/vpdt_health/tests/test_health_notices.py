"""R18: operators are told once, and again when it is mended."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from ..checks import AMBER, CHECKS, GREEN, GREY, RED, Reading
from .common import HealthCase

#: 10:00 and 22:00 of a Tuesday in Vietnam.
DAY, NIGHT = "2026-03-03 03:00:00", "2026-03-03 15:00:00"


@tagged("post_install", "-at_install", "vpdt")
class TestNotices(HealthCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["vpdt.intake"].search([]).unlink()
        for who in ("operator", "operator_a"):
            cls.users[who].email = f"{who}@vp.test"
        choose = cls.env["vpdt.notice.preference"]
        choose.search([("user_id", "=", cls.users["operator"].id)]).unlink()
        choose.create(
            [
                {"user_id": cls.users["operator"].id, "event": event, "email": True}
                for event in ("urgent", "reminder")
            ]
        )

    def setUp(self):
        super().setUp()
        self.usual = {
            row.code: {"tell_from": row.tell_from, "tell_minutes": row.tell_minutes}
            for row in self.env["vpdt.health.check"].search([])
            if row.code != "intakes_waiting"
        }
        self.limits(
            "intakes_waiting", amber=1, red=2, after=0, tell_from="red", tell_minutes=0
        )

    def papers(self, count, who="clerk"):
        """Let so many papers wait at the agency of a clerk."""
        self.env["vpdt.intake"].search([]).unlink()
        papers = self.env["vpdt.intake"]
        for number in range(count):
            papers |= self.intake(who, number=str(number + 1)).sudo()
        self.set_back(papers, 24 * 3650)

    def told(self, who):
        """Return [(kind, state)] of what somebody was told, oldest first."""
        rows = self.env["vpdt.health.notice"].search(
            [("user_id", "=", self.users[who].id)], order="id"
        )
        return [(row.kind, row.state) for row in rows]

    def inbox(self, who):
        return self.env["mail.notification"].search_count(
            [
                ("res_partner_id", "=", self.users[who].partner_id.id),
                ("mail_message_id.model", "=", "vpdt.health.line"),
            ]
        )

    def mails(self):
        return self.env["mail.mail"].search(
            [("recipient_ids", "in", self.users["operator"].partner_id.ids)]
        )

    @freeze_time(DAY)
    def test_told_once_and_on_mending(self):
        self.papers(2)
        self.check()
        self.check()
        self.assertEqual(self.told("operator"), [("alarm", "red")])
        self.assertEqual(self.inbox("operator"), 1)
        self.papers(0)
        self.check()
        self.check()
        self.assertEqual(self.told("operator"), [("alarm", "red"), ("mended", "green")])
        self.assertEqual(self.inbox("operator"), 2)
        self.papers(2)
        self.check()
        self.assertEqual(len(self.told("operator")), 3, "it is bad again")

    @freeze_time(DAY)
    def test_amber_is_told_where_the_office_wants_it(self):
        self.papers(1)
        self.check()
        self.assertEqual(self.told("operator"), [])
        self.limits("intakes_waiting", tell_from="amber")
        self.check()
        self.papers(2)
        self.check()
        self.assertEqual(self.told("operator"), [("alarm", "amber"), ("alarm", "red")])

    @freeze_time(DAY)
    def test_it_has_to_last_before_somebody_is_told(self):
        self.limits("intakes_waiting", tell_minutes=60)
        self.papers(2)
        self.check()
        self.assertEqual(self.told("operator"), [])
        with freeze_time(fields.Datetime.now() + timedelta(minutes=61)):
            self.check()
        self.assertEqual(self.told("operator"), [("alarm", "red")])

    def test_every_check_alarms_from_the_light_and_the_time_of_its_row(self):
        """As the data has them: no alarm of grey, amber where it says so, then red."""
        rows = {
            row.code: row
            for row in self.env["vpdt.health.check"].search([])
            | self.env["vpdt.health.check"].create(
                [{"code": code, **vals} for code, vals in self.usual.items()]
            )
        }
        self.assertEqual(set(rows), set(CHECKS), "every check is asked for")
        begun = fields.Datetime.to_datetime(DAY)
        light = None

        def take(probe, settings):
            # an error of measuring has its words whatever the check
            return {
                code: [Reading(None if light == GREY else 0, {"error": "X"}, light)]
                for code in settings
            }

        self.patch(self.env.registry["vpdt.health.probe"], "_take", take)
        for light, tells in (
            (GREY, ()),
            (GREEN, ()),
            (AMBER, ("amber",)),
            (RED, ("amber", "red")),
        ):
            self.env["vpdt.health.line"].search([]).unlink()
            told_from = {code for code, row in rows.items() if row.tell_from in tells}
            at_once = {code for code in told_from if not rows[code].tell_minutes}
            with self.subTest(light), freeze_time(begun):
                self.check()
                self.assertEqual(self.alarms("alarm"), at_once)
            with self.subTest(f"{light}, two days later"):
                with freeze_time(begun + timedelta(days=2)):
                    self.check()
                    self.check()
                self.assertEqual(self.alarms("alarm"), told_from)
            was, light = light, GREY
            with self.subTest(f"{was}, then not known"):
                with freeze_time(begun + timedelta(days=3)):
                    self.check()
                self.assertEqual(self.alarms("mended"), set())
            light = GREEN
            with self.subTest(f"{was}, mended"):
                with freeze_time(begun + timedelta(days=4)):
                    self.check()
                    self.check()
                self.assertEqual(self.alarms("mended"), told_from)

    def alarms(self, kind):
        """Return the codes of what the office's operator was told, each once."""
        rows = self.env["vpdt.health.notice"].search(
            [
                ("kind", "=", kind),
                ("user_id", "=", self.users["operator"].id),
                ("agency_id", "=", False),
            ]
        )
        codes = rows.line_id.mapped("code")
        self.assertEqual(len(rows), len(codes), "told once")
        return set(codes)

    @freeze_time(DAY)
    def test_the_operator_of_an_agency_is_told_of_his_agency(self):
        """R23; those of the office are told of the sum, whose ever the papers are."""
        self.papers(2, "clerk_a")
        self.check()
        self.assertEqual(self.told("operator_a"), [("alarm", "red")])
        self.assertEqual(self.told("operator"), [("alarm", "red")])
        self.assertIn("Agency A", self.inbox_text("operator_a"))
        self.papers(0)
        self.check()
        self.papers(2, "clerk_b")
        self.check()
        self.assertEqual(len(self.told("operator_a")), 2)
        self.assertEqual(len(self.told("operator")), 3)
        self.assertNotIn("Agency", self.inbox_text("operator"))
        for nobody in ("chairman", "head_a", "specialist_a", "clerk"):
            self.assertEqual(self.told(nobody), [])

    def inbox_text(self, who):
        rows = self.env["mail.notification"].search(
            [
                ("res_partner_id", "=", self.users[who].partner_id.id),
                ("mail_message_id.model", "=", "vpdt.health.line"),
            ]
        )
        return " ".join(rows.mail_message_id.mapped("subject"))

    @freeze_time(DAY)
    def test_only_operators_are_told_whomever_a_row_names(self):
        check = self.limits("intakes_waiting")
        check.user_ids = self.users["specialist_a"] | self.users["operator_a"]
        self.papers(2)
        self.check()
        self.assertEqual(self.told("specialist_a"), [])
        self.assertEqual(self.told("operator_a"), [("alarm", "red")])

    def test_red_passes_the_quiet_hours_and_names_no_detail_outside(self):
        with freeze_time(NIGHT):
            self.papers(2)
            self.check()
            [mail] = self.mails()
        self.assertNotIn("2 ", mail.body_html)
        self.assertIn("/odoo/suc-khoe", mail.body_html)

    def test_mending_waits_for_the_morning_outside(self):
        with freeze_time(DAY):
            self.papers(2)
            self.check()
        with freeze_time(NIGHT):
            self.papers(0)
            self.check()
            self.assertEqual(self.inbox("operator"), 2, "inside at once")
            self.assertEqual(len(self.mails()), 1)
        with freeze_time("2026-03-04 03:00:00"):
            self.check()
            self.assertEqual(len(self.mails()), 2)
            self.check()
            self.assertEqual(len(self.mails()), 2)
