"""R17: nightly check, quarterly confirmation, and the papers about accounts."""

from datetime import timedelta
from io import BytesIO

from pdfminer.high_level import extract_text

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import AccountsCase


def text_of(pdf):
    return " ".join(extract_text(BytesIO(pdf)).split())


@tagged("post_install", "-at_install", "vpdt")
class TestFindings(AccountsCase):
    def setUp(self):
        super().setUp()
        self.Finding = self.env["vpdt.account.finding"]
        self.check()

    def check(self):
        self.Finding._cron_check()
        self.env.invalidate_all()

    def found(self, who):
        """Return what is found about the rights of `who`; all else is tested beside."""
        return self.Finding.search(
            [
                ("user_id", "=", self.users[who].id),
                ("closed_at", "=", False),
                ("kind", "in", ("group", "no_person", "no_post", "key")),
            ]
        )

    def test_who_has_what_his_post_gives_is_not_found(self):
        for who in ("specialist_a", "clerk", "operator", "hr"):
            self.assertFalse(self.found(who), who)

    def test_a_right_that_nothing_explains_is_found_and_mended(self):
        group = self.env.ref("base.group_allow_export")
        self.users["specialist_a"].group_ids = [Command.link(group.id)]
        self.check()
        finding = self.found("specialist_a")
        self.assertEqual((finding.kind, finding.res_key), ("group", group.id))
        self.check()
        self.assertEqual(self.found("specialist_a"), finding, "found once")
        with self.assertRaises(AccessError):
            finding.with_user(self.users["head_a"]).action_remedy()
        finding.with_user(self.users["operator"]).action_remedy()
        self.assertNotIn(group, self.users["specialist_a"].group_ids)
        self.assertTrue(finding.closed_at)

    def test_a_decision_explains_it(self):
        group = self.env.ref("base.group_allow_export")
        self.users["specialist_a"].group_ids = [Command.link(group.id)]
        self.check()
        finding = self.found("specialist_a")
        finding.with_user(self.users["head_a"]).action_remark("Đang xin quyết định")
        self.assertEqual(finding.remarked_by_id, self.users["head_a"])
        self.as_("operator", "vpdt.account.grant").create(
            {
                "user_id": self.users["specialist_a"].id,
                "group_id": group.id,
                "decision": "04/QĐ-UBND",
            }
        )
        self.check()
        self.assertTrue(finding.closed_at)

    def test_an_account_without_person_or_post(self):
        lone = self.env["res.users"].create({"name": "Lone", "login": "vpdt_test_lone"})
        self.employee("specialist_b").version_ids.job_id = False
        self.check()
        kinds = self.Finding.search(
            [("user_id", "in", (lone | self.users["specialist_b"]).ids)]
        )
        self.assertEqual(
            {(one.user_id, one.kind) for one in kinds},
            {(lone, "no_person"), (self.users["specialist_b"], "no_post")},
        )

    def test_a_key_for_programs(self):
        user = self.users["head_a"]
        Keys = self.env["res.users.apikeys"].with_user(user)
        later = fields.Datetime.now() + timedelta(days=30)
        Keys._generate("rpc", "Kết nối lạ", later)
        self.check()
        finding = self.found("head_a")
        self.assertEqual((finding.kind, finding.detail), ("key", "Kết nối lạ"))
        finding.with_user(self.users["operator"]).action_remedy()
        self.assertFalse(
            self.env["res.users.apikeys"].search([("user_id", "=", user.id)])
        )

    def test_queries_do_not_grow_with_the_accounts(self):
        def queries(count):
            users = self.env["res.users"].create(
                [{"name": f"L{n}", "login": f"vpdt_l{count}_{n}"} for n in range(count)]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.Finding._look()
            spent = self.cr.sql_log_count - before
            users.write({"active": False})
            return spent

        queries(1)
        self.assertLessEqual(queries(30), queries(3) + 2)


@tagged("post_install", "-at_install", "vpdt")
class TestReviews(AccountsCase):
    def begin(self):
        self.env["vpdt.account.review"]._cron_review()
        return self.env["vpdt.account.review"].search(
            [("agency_id", "=", self.agency_a.id)], limit=1
        )

    def test_the_head_confirms_his_people_and_their_rights(self):
        review = self.begin()
        people = {"clerk_a", "head_a", "deputy_a", "specialist_a", "specialist_a2"}
        self.assertEqual(
            review.line_ids.user_id,
            self.env["res.users"].browse(self.users[name].id for name in people),
        )
        mine = review.with_user(self.users["head_a"])
        self.assertTrue(mine.may_confirm)
        line = mine.line_ids[0]
        line.answer = "wrong"
        with self.assertRaisesRegex(UserError, "what is wrong"):
            mine.action_confirm()
        line.remark = "Đã chuyển công tác"
        mine.action_confirm()
        self.assertEqual((review.state, review.wrong_count), ("done", 1))
        told = self.env["mail.message"].search(
            [("model", "=", review._name), ("res_id", "=", review.id)], limit=1
        )
        self.assertIn(self.users["operator"].partner_id, told.notified_partner_ids)
        self.assertIn("Đã chuyển công tác", str(told.body))
        with self.assertRaises(UserError):
            mine.action_confirm()
        with self.assertRaises(AccessError):
            line.answer = "right"

    def test_the_form_saves_what_is_not_right(self):
        """As the web client saves it: the lines through their review."""
        review = self.begin()
        line = review.line_ids[0]
        answer = {"answer": "wrong", "remark": "Đã nghỉ việc"}
        asked = {"line_ids": [(1, line.id, answer)]}
        review.with_user(self.users["head_a"]).web_save(asked, {"line_ids": {}})
        self.assertEqual((line.answer, line.remark), ("wrong", "Đã nghỉ việc"))
        for by, values in (
            ("operator", asked),
            ("head_b", asked),
            ("deputy_a", asked),
            ("head_a", {"last_day": "2030-01-01"}),
            ("head_a", {"line_ids": [(1, line.id, {"person": "Ai khác"})]}),
            ("head_a", {"line_ids": [(2, line.id)]}),
            ("head_a", {"line_ids": [(0, 0, {"person": "Ai khác"})]}),
        ):
            with self.subTest(by, values=values), self.assertRaises(AccessError):
                review.with_user(self.users[by]).web_save(values, {"line_ids": {}})

    def test_only_he_confirms(self):
        review = self.begin()
        for by in ("deputy_a", "operator", "head_b", "chairman", "clerk_a"):
            with self.assertRaises(AccessError, msg=by):
                review.with_user(self.users[by]).action_confirm()
            with self.assertRaises(AccessError, msg=by):
                review.line_ids[0].with_user(self.users[by]).answer = "right"

    def test_once_a_quarter(self):
        review = self.begin()
        self.assertEqual(self.begin(), review)

    def test_silence_escalates_each_week(self):
        review = self.begin()

        def told():
            return self.env["mail.message"].search_count(
                [("model", "=", review._name), ("res_id", "=", review.id)]
            )

        before = told()
        late = self.today + timedelta(days=16)
        self.patch(self.env.registry["hr.job"], "_today", lambda self: late)
        self.begin()
        self.assertEqual((review.state, told()), ("late", before + 1))
        self.begin()
        self.assertEqual(told(), before + 1, "not every night")
        message = self.env["mail.message"].search(
            [("model", "=", review._name), ("res_id", "=", review.id)], limit=1
        )
        self.assertIn(self.users["chief"].partner_id, message.notified_partner_ids)


@tagged("post_install", "-at_install", "vpdt")
class TestPapers(AccountsCase):
    def test_the_ledger_in_print_is_what_its_reader_sees(self):
        Change = self.as_("head_a", "vpdt.account.change")
        text = text_of(Change._print())
        self.assertIn("vpdt_test_specialist_a", text.replace(" ", ""))
        self.assertNotIn("vpdt_test_head_b", text.replace(" ", ""))
        empty = Change._print(self.today + timedelta(days=3))
        self.assertIn("Không có thay đổi nào", text_of(empty))

    def test_the_certificate(self):
        user = self.users["specialist_a"]
        text = text_of(user.with_user(user)._certificate())
        self.assertIn("vpdt_test_specialist_a", text)
        self.assertIn("Post specialist_a", text)
        for by in ("operator", "head_a"):
            self.assertTrue(user.with_user(self.users[by])._certificate())
        for by in ("head_b", "specialist_a2", "clerk_o"):
            with self.assertRaises(AccessError):
                user.with_user(self.users[by])._certificate()
