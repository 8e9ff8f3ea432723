"""R26, QĐ 553 Điều 4.3: an agency's checklist, signed, seen frozen; silence told."""

from datetime import timedelta
from io import BytesIO

from pdfminer.high_level import extract_text
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .security_common import SecurityCase


@tagged("post_install", "-at_install", "vpdt")
class TestSecurityChecks(SecurityCase):
    def setUp(self):
        super().setUp()
        self.check(16)
        self.Check = self.env["vpdt.security.check"]
        self.sheet = self.run_on(0)

    def run_on(self, days):
        """The run of a day; return the latest checklist of agency A."""
        self.today_is(days)
        self.Check._cron_check()
        self.env.invalidate_all()
        return self.Check.search([("agency_id", "=", self.agency_a.id)], limit=1)

    def answer(self, **last):
        """The operator of agency A answers yes, and the last question as said."""
        lines = self.as_of("operator_a", self.sheet).question_ids
        lines.answer = "yes"
        if last:
            lines[-1:].write(last)
        return lines

    def sign(self, who="operator_a"):
        self.as_of(who, self.sheet).action_sign()
        self.env.invalidate_all()

    # -- made ------------------------------------------------------------------------

    def test_each_agency_with_people_gets_one_a_period(self):
        made = self.Check.search([("begins", "=", self.sheet.begins)])
        for agency in (self.committee, self.agency_a, self.agency_b, self.other):
            self.assertEqual(
                len(made.filtered(lambda c, a=agency: c.agency_id == a)), 1
            )
        self.assertEqual(self.run_on(1), self.sheet, "once")
        self.assertEqual(self.sheet.begins.day, 1)
        self.assertEqual(self.sheet.last_day, self.today + timedelta(days=10))
        self.assertEqual(self.told(self.sheet, self.users["operator_a"]), 1)
        self.assertFalse(self.told(self.sheet, self.users["operator_b"]))

    def test_an_agency_may_have_a_period_of_its_own(self):
        self.env["vpdt.security.policy"].create(
            {"agency_id": self.agency_a.id, "period": "month", "days": 5}
        )
        month = self.run_on(32)
        self.assertEqual((month.period, month.begins.day), ("month", 1))
        self.assertNotEqual(month, self.sheet)

    def test_it_counts_what_is_open_and_says_what_is_explained(self):
        line = self.sheet.counted_ids.filtered(lambda one: one.kind == "never")
        open_ = self.Finding.search(
            [
                ("kind", "=", "never"),
                ("closed_at", "=", False),
                ("agency_id", "=", self.agency_a.id),
            ]
        )
        self.assertGreater(len(open_), 3)
        self.assertEqual((line.count, line.explained), (len(open_), 0))
        self.as_of("head_a", self.open_(kind="never")).action_explain(
            "Đi học", self.today + timedelta(days=30)
        )
        self.run_on(1)
        self.assertEqual((line.count, line.explained), (len(open_), 1))
        action = self.as_of("operator_a", line).action_open_findings()
        seen = self.as_("operator_a", "vpdt.account.finding").search(action["domain"])
        self.assertEqual(seen, open_ - self.open_("operator_a", "never"), "not his own")

    # -- answered ----------------------------------------------------------------------

    def test_only_the_operator_of_the_agency_answers_and_signs(self):
        for who in ("head_a", "specialist_a", "operator_b", "operator", "chairman"):
            line = self.as_of(who, self.sheet.question_ids[0])
            with self.assertRaises(AccessError, msg=who):
                line.answer = "yes"
            with self.assertRaises(AccessError, msg=who):
                self.as_of(who, self.sheet).action_sign()
        line = self.as_of("operator_a", self.sheet.question_ids[0])
        for vals in ({"text": "x"}, {"count": 0}, {"check_id": False}):
            with self.assertRaises(AccessError):
                line.write(vals)
        with self.assertRaises(AccessError):
            self.as_of("operator_a", self.sheet.counted_ids[0]).remark = "x"
        for vals in ({"last_day": self.today}, {"signed_at": self.on(0)}):
            with self.assertRaises(AccessError):
                self.as_of("operator_a", self.sheet).write(vals)
        # the form sends answers through the checklist
        self.as_of("operator_a", self.sheet).write(
            {"question_ids": [(1, line.id, {"answer": "na"})]}
        )
        self.assertEqual(line.answer, "na")
        with self.assertRaises(AccessError):
            self.as_of("operator_a", self.sheet).write(
                {"question_ids": [(0, 0, {"sort": "question", "text": "x"})]}
            )

    def test_a_no_needs_a_remark_and_what_will_be_done_by_when(self):
        with self.assertRaisesRegex(UserError, "not answered"):
            self.sign()
        lines = self.answer(answer="no")
        with self.assertRaisesRegex(UserError, "a remark"):
            self.sign()
        lines[-1:].remark = "Hai máy"
        with self.assertRaisesRegex(UserError, "by when"):
            self.sign()
        lines[-1:].write({"todo": "Mua", "todo_by": self.today - timedelta(days=1)})
        with self.assertRaisesRegex(UserError, "still to come"):
            self.sign()
        lines[-1:].todo_by = self.today + timedelta(days=9)
        self.sign()
        self.assertEqual((self.sheet.state, self.sheet.no_count), ("signed", 1))

    def test_where_there_is_no_operator_the_head_signs_and_the_level_above_sees(self):
        self.employee("operator_a").version_ids.job_id = False
        self.env.registry.clear_cache()
        lines = self.as_of("head_a", self.sheet).question_ids
        lines.answer = "yes"
        self.sign("head_a")
        with self.assertRaises(AccessError):
            self.as_of("head_a", self.sheet).action_see()
        self.as_of("chief", self.sheet).action_see()
        self.assertEqual(self.sheet.seen_by_id, self.users["chief"])

    # -- frozen ------------------------------------------------------------------------

    def test_signed_is_frozen_and_seen_by_the_head_once(self):
        lines = self.answer()
        with self.assertRaises(UserError):
            self.as_of("head_a", self.sheet).action_see()
        self.sign()
        self.assertEqual(self.told(self.sheet, self.users["head_a"]), 1)
        counts = self.sheet.counted_ids.mapped("count")
        with self.assertRaises(UserError):
            lines[0].answer = "no"
        with self.assertRaises(UserError):
            self.sheet.line_ids[0].count = 0
        with self.assertRaises(UserError):
            self.sheet.last_day = self.today
        with self.assertRaises(UserError):
            self.sheet.unlink()
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute("UPDATE vpdt_security_check_line SET count = 99")
        self.Finding.search([("kind", "=", "never")]).write({"closed_at": self.on(0)})
        self.run_on(2)
        self.assertEqual(self.sheet.counted_ids.mapped("count"), counts, "as signed")
        with self.assertRaises(UserError):
            self.sign()
        for who in ("operator_a", "head_b", "chairman", "operator"):
            with self.assertRaises(AccessError, msg=who):
                self.as_of(who, self.sheet).action_see()
        self.as_of("head_a", self.sheet).action_see("Khóa màn hình trước ngày 15")
        self.assertEqual((self.sheet.state, self.sheet.told), ("seen", 0))
        with self.assertRaises(UserError):
            self.as_of("head_a", self.sheet).action_see()

    def test_the_next_one_says_what_was_no(self):
        self.answer(
            answer="no",
            remark="Hai máy",
            todo="Mua phần mềm",
            todo_by=self.today + timedelta(days=20),
        )
        self.sign()
        following = self.run_on(95)
        self.assertNotEqual(following, self.sheet)
        self.assertIn("Mua phần mềm", following.question_ids[-1:].before)
        self.assertFalse(following.question_ids[0].before)

    # -- silence -----------------------------------------------------------------------

    def test_silence_is_told_upwards_each_step_once(self):
        watching = self.other
        watching.watches_agencies = True
        people = [self.users[who] for who in ("operator_a", "head_a", "head_o")]

        def told():
            return [self.told(self.sheet, user) for user in people]

        self.assertEqual(told(), [1, 0, 0])
        for days, expected in (
            (10, [1, 0, 0]),
            (11, [2, 0, 0]),
            (12, [2, 0, 0]),
            (14, [2, 1, 0]),
            (17, [2, 1, 0]),
            (18, [2, 1, 1]),
            (30, [2, 1, 1]),
        ):
            self.run_on(days)
            self.run_on(days)
            self.assertEqual(told(), expected, f"day {days}")
        self.assertTrue(self.sheet.is_late)
        self.assertIn(self.sheet, self.Check.search([("is_late", "=", True)]))

    def test_signed_but_not_seen_is_told_as_well(self):
        self.answer()
        self.sign()
        before = self.told(self.sheet, self.users["head_a"])
        self.run_on(14)
        self.run_on(15)
        self.assertEqual(self.told(self.sheet, self.users["head_a"]), before + 1)
        self.as_of("head_a", self.sheet).action_see()
        self.run_on(40)
        self.assertEqual(self.told(self.sheet, self.users["head_a"]), before + 1)

    # -- seen by whom, printed, counted ----------------------------------------------

    def test_who_sees_it(self):
        for who, sees in (
            ("operator_a", True),
            ("head_a", True),
            ("chairman", True),
            ("operator", True),
            ("specialist_a", False),
            ("head_b", False),
            ("operator_b", False),
            ("head_o", False),
        ):
            found = self.as_(who, self.Check._name).search([("id", "=", self.sheet.id)])
            self.assertEqual(bool(found), sees, who)
            lines = self.as_(who, "vpdt.security.check.line").search(
                [("check_id", "=", self.sheet.id)]
            )
            self.assertEqual(bool(lines), sees, who)
        # Phòng Văn hóa và Thông tin: whoever works there follows them all
        self.agency_b.watches_agencies = True
        self.env.invalidate_all()
        found = self.as_("specialist_b", self.Check._name)
        self.assertTrue(found.search([("id", "=", self.sheet.id)]))

    def test_in_print(self):
        self.answer(answer="no", remark="Hai máy", todo="Mua", todo_by=self.today)
        self.sign()
        pdf = self.as_of("head_a", self.sheet)._print()
        text = " ".join(extract_text(BytesIO(pdf)).split())
        for words in (
            "PHIẾU KIỂM TRA",
            "Screens locked?",
            "Hai máy",
            "Person operator_a",
        ):
            self.assertIn(words, text)
        with self.assertRaises(AccessError):
            self.as_of("head_b", self.sheet)._print()

    def test_figures_are_recomputed_from_the_rows(self):
        """I6: the same a year later, whatever happened since."""
        first, last = self.today - timedelta(days=1), self.today + timedelta(days=20)
        self.as_of("operator_a", self.open_(kind="never")).action_remind()
        self.answer(answer="no", remark="x", todo="y", todo_by=self.today)
        self.sign()
        figures = self.Check._figures(first, last)
        mine = figures[self.agency_a.id]
        found = self.Finding.search_count([("agency_id", "=", self.agency_a.id)])
        self.assertEqual(
            (mine["found"], mine["open"], mine["settled"]), (found, found, 0)
        )
        self.assertEqual(mine["remedies"], {"remind": 1})
        self.assertEqual(
            (mine["checks"], mine["in_time"], mine["late"], mine["silent"]),
            (1, 1, 0, 0),
        )
        self.assertEqual(
            (mine["yes"], mine["no"], mine["na"], mine["seen"]), (1, 1, 0, 0)
        )
        self.assertEqual(figures[self.agency_b.id]["silent"], 1)
        self.today_is(60)
        self.Finding.search([]).filtered(lambda one: not one.closed_at)._close()
        self.as_of("head_a", self.sheet).action_see()
        self.assertEqual(self.Check._figures(first, last), figures)
        later = self.Check._figures(
            self.today + timedelta(days=50), self.today + timedelta(days=70)
        )
        self.assertEqual(later[self.agency_a.id]["settled"], found)
