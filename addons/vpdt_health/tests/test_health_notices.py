"""R18: operators are told once, and again when it is mended."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

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
