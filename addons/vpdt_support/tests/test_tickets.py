from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import SupportCase


@tagged("post_install", "-at_install", "vpdt")
class TestTickets(SupportCase):
    """R19, QĐ 553 Điều 4.1: people are guided, faults are repaired quickly."""

    # -- reporting ------------------------------------------------------------

    def test_it_comes_to_the_operator_of_the_agency(self):
        ticket = self.report(phone="0256 123", category_id=self.slow.id)
        self.assertEqual((ticket.state, ticket.level), ("new", "agency"))
        self.assertEqual(ticket.agency_id, self.agency_a)
        self.assertEqual(ticket.urgency_id, self.usual, "the usual one")
        self.assertEqual(ticket._operators(), self.users["operator_a"])
        self.assertIn(ticket.number, self.told("operator_a")[:1].subject)
        self.assertNotIn("Không in được", self.told("operator_a")[:1].body)
        self.assertEqual(self.kinds(ticket), ["report"])

    def test_without_an_operator_it_comes_to_the_whole_office(self):
        self.assertEqual(self.report("specialist_b").level, "office")
        own = self.report("operator_a")
        self.assertEqual(own.level, "office", "nobody serves himself")

    def test_one_number_for_each_in_the_year(self):
        first, second = self.report(), self.report()
        year, number = first.number.split("-")[1:]
        self.assertEqual(year, "2026")
        self.assertEqual(int(second.number.split("-")[2]), int(number) + 1)
        # New Year's Eve in Vietnam is not over in London
        self.clock.move_to("2026-12-31 18:00:00")
        self.assertEqual(self.report().number, "YC-2027-0001")

    def test_nothing_said_is_refused_in_words(self):
        for matter in ("", "   ", None, False, 7):
            with self.assertRaisesRegex(UserError, "what is the matter"):
                self.as_("clerk", "vpdt.ticket").action_report(matter)

    def test_a_screen_is_named_not_the_paper_on_it(self):
        """No title, no number of a record reaches the ticket, whatever is sent."""
        action = self.env.ref("vpdt_documents.vpdt_document_action")
        document = self.to_specialist(subject="Việc riêng của ông X")
        ticket = self.report(
            screen={
                "action": action.id,
                "model": "vpdt.document",
                "view": "form",
                "name": document.subject,
                "res_id": document.id,
            },
            browser="Chrome 120",
            subject=document.subject,
        )
        self.assertEqual(ticket.screen_model, "vpdt.document")
        self.assertEqual(ticket.screen_action, action.path)
        self.assertEqual(ticket.screen_view, "form")
        self.assertIn(action.with_context(lang="vi_VN").name, ticket.screen)
        for name, value in ticket.read()[0].items():
            self.assertNotIn("ông X", str(value), name)

    def test_forged_screens_and_ids_do_no_harm(self):
        ticket = self.report(
            screen={"action": 2**40, "tag": [], "model": "no.such", "view": "evil"},
            category_id="1; DROP",
            urgency_id=-1,
            problem_id=True,
            phone=["x"],
            state="closed",
            user_id=1,
        )
        self.assertEqual(ticket.state, "new")
        self.assertEqual(ticket.user_id, self.users["specialist_a"])
        self.assertFalse(ticket.screen_action or ticket.screen_model or ticket.phone)

    # -- whose it is ----------------------------------------------------------

    def test_who_sees_it(self):
        """The person, his agency's operator and head, those above, the office; nobody
        else, neither in a list nor its steps."""
        ticket = self.report()
        seen = {
            name
            for name, user in self.users.items()
            if ticket.with_user(user).has_access("read")
        }
        self.assertEqual(
            seen,
            {"specialist_a", "operator_a", "head_a", "operator", "chairman", "chief"},
        )
        for who in ("specialist_b", "deputy_a", "clerk_o", "head_o"):
            self.assertFalse(self.as_(who, "vpdt.ticket").search([]))
            self.assertFalse(self.as_(who, "vpdt.ticket.step").search([]))
            with self.assertRaises(AccessError):
                self.by(who, ticket).read(["text"])

    @mute_logger("odoo.models.unlink")
    def test_a_dialog_tells_nothing_of_it(self):
        """Attack: a dialog of one's own, which points at somebody else's request."""
        ticket = self.report()
        named = {"ticket_id": {"fields": {"display_name": {}}}, "mode": {}}
        stranger = self.as_("head_b", "vpdt.ticket.wizard")
        with self.assertRaises(AccessError):
            stranger.web_save({"ticket_id": ticket.id}, named)
        mine = stranger.create({"ticket_id": self.report("head_b").id})
        with self.assertRaises(AccessError):
            mine.web_save({"ticket_id": ticket.id}, named)
        with self.assertRaises(AccessError):
            stranger.onchange({"ticket_id": ticket.id}, ["ticket_id"], named)
        with self.assertRaises(AccessError):
            stranger.with_context(default_ticket_id=ticket.id).onchange({}, [], named)
        said = self.by("head_b", ticket).sudo().display_name
        self.assertNotIn(ticket.person, said)
        self.assertNotIn(ticket.number, said)
        for who in ("specialist_a", "operator_a", "operator"):
            dialog = self.as_(who, "vpdt.ticket.wizard")
            [row] = dialog.web_save({"ticket_id": ticket.id}, named)
            self.assertIn(ticket.person, row["ticket_id"]["display_name"])

    def test_nobody_writes_it_by_right(self):
        ticket = self.report()
        for who in ("specialist_a", "operator_a", "operator", "head_a"):
            for record in (ticket, ticket.step_ids):
                mine = self.by(who, record)
                with self.assertRaises(UserError):
                    mine.write({"state": "closed"})
                with self.assertRaises(UserError):
                    mine.unlink()
        with self.assertRaises(UserError):
            ticket.step_ids.write({"text": "x"})
        with self.assertRaises(UserError):
            ticket.unlink()

    # -- the way of one -------------------------------------------------------

    def test_from_the_report_to_the_last_word(self):
        ticket = self.report()
        operator = self.by("operator_a", ticket)
        person = self.by("specialist_a", ticket)
        operator.action_take()
        self.assertEqual(ticket.operator_id, self.users["operator_a"])
        operator.action_ask("Máy in nào?")
        self.assertEqual(ticket.state, "waiting")
        self.assertIn(ticket.number, self.told("specialist_a")[:1].subject)
        person.action_reply("Máy ở tầng hai")
        self.assertEqual(ticket.state, "taken")
        operator.action_answer("Bấm In, chọn máy tầng hai")
        operator.action_solve("Đã cài lại máy in")
        self.assertEqual(ticket.state, "solved")
        person.action_reopen("Vẫn không in")
        self.assertEqual((ticket.state, ticket.reopened), ("reopened", 1))
        operator.action_solve("Đã thay dây")
        person.action_close(4, "Nhanh")
        self.assertEqual((ticket.state, ticket.satisfaction), ("closed", 4))
        self.assertEqual(
            self.kinds(ticket),
            "report take ask reply answer solve reopen solve close".split(),
        )

    def test_moves_are_refused_in_words(self):
        ticket = self.report()
        cases = [
            ("specialist_a", "action_take", (), "served by the operator"),
            ("head_a", "action_answer", ("x",), "served by the operator"),
            ("operator_a", "action_reply", ("x",), "Only who asked"),
            ("operator_a", "action_close", (5,), "Only who asked"),
            ("specialist_a", "action_reopen", ("x",), "cannot be done now"),
            ("operator_a", "action_answer", ("  ",), "Write what the person"),
            ("operator_a", "action_set_urgency", (0, "x"), "another urgency"),
            ("operator_a", "action_set_urgency", (self.urgent.id, ""), "Say why"),
            ("specialist_a", "action_close", (9,), "from 1 to 5"),
            ("operator_a", "action_link", (2**40,), "known problem"),
            ("operator_a", "action_drop_picture", (), "no picture"),
            ("operator_a", "action_make_article", (), "whole office"),
            ("operator", "action_make_article", (), "once it is solved"),
        ]
        for who, method, args, words in cases:
            with self.subTest(f"{who} {method}"):
                with self.assertRaisesRegex(UserError, words):
                    getattr(self.by(who, ticket), method)(*args)
        with self.assertRaises(AccessError):
            self.by("specialist_b", ticket).action_reply("x")
        self.assertEqual(self.kinds(ticket), ["report"])

    def test_passed_up_it_is_the_offices(self):
        ticket = self.report()
        self.by("operator_a", ticket).action_pass_up()
        self.assertEqual(ticket.level, "office")
        self.assertIn(ticket.number, self.told("operator")[:1].subject)
        with self.assertRaisesRegex(UserError, "served by the operator"):
            self.by("operator_a", ticket).action_answer("x")
        self.by("operator", ticket).action_answer("Đã xem")
        with self.assertRaisesRegex(UserError, "already"):
            self.by("operator", ticket).action_pass_up()

    def test_urgency_changes_with_a_reason_and_times_with_it(self):
        ticket = self.report()
        due = ticket.answer_due
        self.by("operator_a", ticket).action_set_urgency(self.urgent.id, "Cả phòng")
        self.assertLess(ticket.answer_due, due)
        self.assertEqual(ticket.said_urgency_id, self.usual, "what was said stays")
        self.assertIn("Cả phòng", ticket.step_ids.sorted("id")[-1:].text)

    # -- time -----------------------------------------------------------------

    def test_times_are_working_hours(self):
        """Four hours from Monday 8:00 end at 14:00, a break of two between."""
        ticket = self.report()
        work = self.agency_a._work_time()
        self.assertEqual(
            work.between(ticket.reported_at, ticket.answer_due).total_seconds(),
            self.usual.answer_hours * 3600,
        )
        self.later(hours=2)
        self.by("operator_a", ticket).action_answer("Xem lại")
        self.assertEqual(ticket.answer_hours, 2)
        self.assertEqual(ticket.answer_in_time, 100)
        self.later(days=7)
        self.by("operator_a", ticket).action_solve("Xong")
        spent = work.between(ticket.reported_at, ticket.solved_at).total_seconds()
        self.assertAlmostEqual(ticket.repair_hours, spent / 3600)
        self.assertEqual(ticket.repair_in_time, 0)

    def test_waiting_for_the_person_puts_the_time_off(self):
        ticket = self.report()
        due = ticket.repair_due
        self.by("operator_a", ticket).action_ask("Máy nào?")
        self.later(days=1)
        self.by("specialist_a", ticket).action_reply("Máy này")
        work = self.agency_a._work_time()
        self.assertEqual(
            work.between(due, ticket.repair_due),
            work.between(ticket.reported_at, fields.Datetime.now()),
        )
        self.later(minutes=30)
        self.by("operator_a", ticket).action_solve("Xong")
        self.assertEqual(ticket.repair_hours, 0.5)

    def test_unanswered_it_passes_up_once(self):
        ticket = self.report()
        Ticket = self.env["vpdt.ticket"]
        Ticket._cron_follow()
        self.assertEqual(ticket.level, "agency")
        self.later(days=1)
        for _again in range(3):
            Ticket._cron_follow()
        self.assertEqual(ticket.level, "office")
        self.assertEqual(self.kinds(ticket), ["report", "overdue"])
        self.assertIn("chưa ai trả lời", ticket.step_ids[-1:].text)
        told = self.told("operator").filtered(lambda one: ticket.number in one.subject)
        self.assertEqual(len(told), 1)

    def test_late_is_told_once(self):
        ticket = self.report("specialist_b")
        self.by("operator", ticket).action_take()
        self.later(days=10)
        self.assertTrue(ticket.is_late)
        self.assertIn(ticket, self.env["vpdt.ticket"].search([("is_late", "=", True)]))
        for _again in range(3):
            self.env["vpdt.ticket"]._cron_follow()
        self.assertEqual(self.kinds(ticket).count("overdue"), 1)
        late = ticket.step_ids.filtered(lambda one: one.kind == "overdue")
        self.assertIn("chưa khắc phục", late.text, "Vietnamese, whoever caused it")
        mails = self.env["mail.mail"].search([("subject", "ilike", ticket.number)])
        self.assertFalse(mails.filtered(lambda one: "Không in" in one.body_html))

    def test_what_waits_for_the_person_is_not_late(self):
        ticket = self.report()
        self.by("operator_a", ticket).action_ask("Máy nào?")
        self.later(days=30)
        self.env["vpdt.ticket"]._cron_follow()
        self.assertFalse(ticket.is_late)
        self.assertEqual(self.kinds(ticket), ["report", "ask"])

    def test_solved_closes_by_itself_after_working_days(self):
        ticket = self.report()
        self.by("operator_a", ticket).action_solve("Xong")
        self.later(days=4)
        self.env["vpdt.ticket"]._cron_follow()
        self.assertEqual(ticket.state, "solved")
        self.later(days=4)
        self.env["vpdt.ticket"]._cron_follow()
        self.assertEqual((ticket.state, ticket.satisfaction), ("closed", 0))
        self.by("specialist_a", ticket).action_reopen("Lại hỏng")
        self.by("operator_a", ticket).action_solve("Xong")
        self.by("specialist_a", ticket).action_close(3)
        self.later(days=31)
        with self.assertRaisesRegex(UserError, "anew"):
            self.by("specialist_a", ticket).action_reopen("Lại hỏng")

    # -- one fault of many ----------------------------------------------------

    def test_a_known_problem_answers_all_at_once(self):
        problem = self.as_("operator", "vpdt.known.problem").create(
            {"name": "Mất mạng tầng hai", "category_id": self.slow.id}
        )
        one, other = self.report(), self.report("specialist_b")
        self.by("operator_a", one).action_link(problem.id)
        self.by("operator", other).action_link(problem.id)
        # a third has it too: nothing to be typed
        third = self.report("clerk_b", "", problem_id=problem.id)
        self.assertEqual((third.problem_id, third.text), (problem, problem.name))
        self.assertEqual(third.category_id, self.slow)
        with self.assertRaises(AccessError):
            self.by("operator_a", problem).action_answer_all("x")
        with self.assertRaises(AccessError):
            problem.write({"state": "solved"})
        self.assertEqual(problem.action_answer_all("Đang sửa"), 3)
        self.assertEqual(problem.action_solve_all("Đã thay thiết bị"), 3)
        for ticket in one | other | third:
            self.assertEqual(ticket.state, "solved")
            self.assertEqual(ticket.step_ids.sorted("id")[-1:].text, "Đã thay thiết bị")
        self.assertEqual(problem.state, "solved")
        with self.assertRaisesRegex(UserError, "solved already"):
            problem.action_answer_all("x")

    def test_a_solved_one_becomes_an_article_in_one_click(self):
        ticket = self.report(matter="Không in được phiếu\nở tầng hai")
        self.by("operator_a", ticket).action_solve("Chọn khổ A4 rồi in")
        action = self.by("operator", ticket).action_make_article()
        article = self.env["vpdt.article"].browse(action["res_id"])
        self.assertEqual(article.name, "Không in được phiếu")
        self.assertIn("Chọn khổ A4", article.body)
        self.assertNotIn(ticket.person, article.body)
        again = self.by("operator", ticket).action_make_article()
        self.assertEqual(again["res_id"], article.id)
