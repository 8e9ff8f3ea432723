"""R16, R22: reminded before, at and after due, the right person, never for ever."""

from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .common import RouteCase


def local(text):
    """Return the naive UTC moment of a time in Vietnam."""
    return datetime.fromisoformat(text) - timedelta(hours=7)


class ChaseCase(RouteCase):
    """The small district with rules of its own, and a clock that is set by hand."""

    # whom, when, amount, unit, every, most
    RULES = (
        ("holder", "before", 1, "days", 0, 1),
        ("holder", "at", 0, "days", 0, 1),
        ("head", "after", 1, "days", 0, 1),
        ("monitor", "after", 1, "days", 0, 1),
        ("chairman", "after", 3, "days", 2, 2),
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Rule = cls.env["vpdt.reminder.rule"]
        Rule.search([]).active = False
        cls.rules = Rule.create(
            [
                {
                    "agency_id": cls.committee.id,
                    "whom": whom,
                    "when": when,
                    "amount": amount,
                    "unit": unit,
                    "every": every,
                    "most": most,
                }
                for whom, when, amount, unit, every, most in cls.RULES
            ]
        )
        cls.env["vpdt.notice.preference"].search([("user_id", "!=", False)]).unlink()
        for user in cls.users.values():
            user.lang = "en_US"
        cls.env.flush_all()

    @contextmanager
    def at(self, moment):
        """Set the clock to a time in Vietnam; what happens is told at that time."""
        with patch.object(fields.Datetime, "now", lambda *_: local(moment)):
            yield
            self.tell()

    def run_job(self, model, method, moment):
        """Run a scheduled job at a time in Vietnam, its commits inside the test."""
        self.env.flush_all()
        with self.at(moment), self.env.registry.cursor() as cr:
            result = getattr(self.env(cr=cr, user=1, context={})[model], method)()
        self.env.invalidate_all()
        return result

    def remind(self, moment):
        """Run the reminders at a time in Vietnam; return whom it told of what."""
        before = self.env["vpdt.reminder"].search([]).ids
        self.run_job("vpdt.reminder", "_cron_remind", moment)
        rows = self.env["vpdt.reminder"].search([("id", "not in", before)])
        names = {user.id: name for name, user in self.users.items()}
        return sorted((names[row.user_id.id], row.kind, row.round) for row in rows)

    def due(self, holder, deadline, agency=None, **content):
        """Return an open handling due at `deadline` (Vietnam); with agency A's."""
        document = {
            "specialist_a": self.to_specialist,
            "chairman": self.to_chairman,
            None: self.to_agencies,
        }[holder](**content)
        handling = self.open_(document, holder, agency=agency)
        handling.sudo().write({"deadline": local(deadline)})
        self.env.flush_all()
        return handling


@tagged("post_install", "-at_install", "vpdt")
class TestReminderRun(ChaseCase):
    """The run: each rule its person, each round once."""

    def test_before_at_and_after(self):
        """QĐ 553 Điều 4.2: the holder the day before and at due, then upwards."""
        self.due("specialist_a", "2026-11-23 17:00")
        self.assertEqual(self.remind("2026-11-19 16:00"), [])
        self.assertEqual(
            self.remind("2026-11-20 08:00"), [("specialist_a", "before", 0)]
        )
        self.assertEqual(self.remind("2026-11-23 16:59"), [])
        self.assertEqual(self.remind("2026-11-23 17:01"), [("specialist_a", "at", 0)])
        self.assertEqual(
            self.remind("2026-11-24 07:00"),
            [("deputy_chief", "after", 0), ("head_a", "after", 0)],
        )
        self.assertEqual(self.remind("2026-11-26 07:00"), [("chairman", "after", 0)])

    def test_rounds_end(self):
        """Peers 1.6 (OCA/server-ux#1245): told for ever. Rounds are limited."""
        self.due("specialist_a", "2026-11-02 17:00")
        told = [self.remind(f"2026-11-{day:02} 09:00") for day in range(3, 28)]
        chairman = [row for rows in told for row in rows if row[0] == "chairman"]
        self.assertEqual(chairman, [("chairman", "after", 0), ("chairman", "after", 1)])
        self.assertEqual(told[-10:], [[]] * 10)

    def test_run_twice_is_once(self):
        """It may run twice without harm: the second finds everything written."""
        self.due("specialist_a", "2026-11-23 17:00")
        self.assertEqual(len(self.remind("2026-11-24 08:00")), 3)
        self.assertEqual(self.remind("2026-11-24 08:00"), [])
        notices = self.env["vpdt.notice"].search(
            [("user_id", "=", self.uid_of("head_a"))]
        )
        self.assertEqual(len(notices), 1)

    def uid_of(self, name):
        return self.users[name].id

    def test_latest_round_only(self):
        """A server that was down makes up for the latest round, not for each."""
        self.due("specialist_a", "2026-11-02 17:00")
        told = self.remind("2026-11-27 09:00")
        self.assertEqual([row for row in told if row[0] == "chairman"][0][2], 1)
        self.assertEqual(len(told), 4)

    def test_closed_suspended_recalled_are_left_alone(self):
        """Peers 1.6 (OCA/server-ux#1245): what is over, stopped or taken back is not
        reminded of again."""
        finished = self.due("specialist_a", "2026-11-23 17:00", number="1")
        suspended = self.due("specialist_a", "2026-11-23 17:00", number="2")
        returned = self.due("specialist_a", "2026-11-23 17:00", number="3")
        recalled = self.due(None, "2026-11-23 17:00", self.agency_b, number="4")
        passed = self.due("specialist_a", "2026-11-23 17:00", number="5")
        finished.action_finish("Xong")
        suspended.action_suspend("Chờ Sở trả lời")
        returned.action_return("Không thuộc thẩm quyền")
        recalled.with_user(self.users["chairman"]).action_recall()
        self.env["vpdt.handling"].search(
            [("state", "in", ("waiting", "opened")), ("id", "!=", passed.id)]
        ).filtered(lambda item: item not in suspended).sudo().write({"deadline": False})
        self.remind("2026-11-24 09:00")
        traced = self.env["vpdt.reminder"].search([]).handling_id
        self.assertEqual(traced, passed.sudo(False).with_user(self.env.user))

    def test_returned_paper_reminds_who_has_it_now(self):
        """Peers 1.6 (OCA/server-ux#1245): a rejected record re-reminds its reviewer.
        Ours reminds who has it again, not who gave it back."""
        handling = self.due("specialist_a", "2026-11-23 17:00")
        handling.action_return("Chưa rõ")
        self.open_(handling.document_id, "head_a").sudo().deadline = local(
            "2026-11-23 17:00"
        )
        told = self.remind("2026-11-23 17:30")
        self.assertEqual(told, [("head_a", "at", 0)])

    def test_nobody_before_his_turn(self):
        """Peers 1.6 (OCA/server-ux#800, #854): told before it is your turn. Who will
        get it later hears nothing of it."""
        self.due("chairman", "2026-11-23 17:00")
        self.assertEqual(self.remind("2026-11-23 08:00"), [("chairman", "before", 0)])
        self.assertFalse(
            self.env["vpdt.notice"].search(
                [("user_id", "in", [self.uid_of("clerk_a"), self.uid_of("head_a")])]
            )
        )

    def test_never_told_does_not_happen(self):
        """Peers 1.6 (OCA/server-ux#1329): the notice silently never sent. However long
        it is late, each rule speaks once at least; and it reaches the digest."""
        self.due("specialist_a", "2025-03-03 17:00")
        told = {row[0] for row in self.remind("2026-11-23 07:00")}
        self.assertEqual(told, {"specialist_a", "head_a", "deputy_chief", "chairman"})
        self.run_job("vpdt.notice", "_cron_digest", "2026-11-23 07:20")
        for name in told:
            message = self.env["mail.notification"].search(
                [("res_partner_id", "=", self.users[name].partner_id.id)],
                order="id desc",
                limit=1,
            )
            self.assertIn("digest", message.mail_message_id.subject, name)

    def test_rule_changed_under_way(self):
        """Peers 1.6 (OCA/server-ux#306): editing a rule changes what was told. The
        traces stay; a rule switched off says nothing more."""
        self.due("specialist_a", "2026-11-23 17:00")
        self.remind("2026-11-24 07:00")
        before = self.env["vpdt.reminder"].search([]).read(load=None)
        self.rules.filtered(lambda rule: rule.whom == "chairman").active = False
        self.rules.filtered(lambda rule: rule.whom == "head").amount = 2
        self.assertEqual(self.remind("2026-11-26 08:00"), [])
        self.assertEqual(self.env["vpdt.reminder"].search([]).read(load=None), before)

    def test_substitute_is_reminded(self):
        """Peers 1.6 (OCA/server-ux#1258): no absence delegation. Who acts now is
        reminded, not who is away."""
        handling = self.due("specialist_a", "2026-11-23 17:00")
        handling.sudo().acting_id = self.users["deputy_a"]
        handling.document_id._sync_readers()
        self.assertEqual(self.remind("2026-11-23 17:05"), [("deputy_a", "at", 0)])

    def test_a_deadline_put_off_begins_anew(self):
        """R4: extended, the day before the new deadline counts; what was noted for the
        old one is not told any more."""
        handling = self.due("specialist_a", "2026-11-23 17:00")
        self.assertTrue(self.remind("2026-11-23 08:00"))
        handling.sudo().deadline = local("2026-11-27 17:00")
        self.env.flush_all()
        waiting = self.env["vpdt.notice"]._waiting(self.users["specialist_a"])
        lines = waiting[self.users["specialist_a"]]
        self.assertFalse([x for x in lines if x["event"] == "reminder" and x["fresh"]])
        self.assertEqual(
            self.remind("2026-11-26 08:00"), [("specialist_a", "before", 0)]
        )

    def test_what_lies_with_the_agency(self):
        """Not registered yet: its clerks are reminded; the head, who may not read it,
        is told of a count only (I3)."""
        handling = self.due(None, "2026-11-23 17:00", self.agency_a)
        self.assertEqual(self.remind("2026-11-23 17:05"), [("clerk_a", "at", 0)])
        told = self.remind("2026-11-24 07:00")
        self.assertIn(("head_a", "after", 0), told)
        head = self.users["head_a"]
        self.assertFalse(handling.document_id.with_user(head).has_access("read"))
        self.run_job("vpdt.notice", "_cron_digest", "2026-11-24 07:20")
        body = self.last_message("head_a").body
        self.assertIn("1 papers", body)
        self.assertNotIn(handling.document_id.code, body)
        self.assertFalse(
            self.as_("head_a", "vpdt.reminder").search([("user_id", "=", head.id)]),
            "the trace is for the document's readers",
        )

    def last_message(self, name):
        self.tell()
        return (
            self.env["mail.notification"]
            .search(
                [("res_partner_id", "=", self.users[name].partner_id.id)],
                order="id desc",
                limit=1,
            )
            .mail_message_id
        )

    def test_for_knowing_is_not_chased(self):
        """Who is informed, directs or monitors is not reminded as if late."""
        document = self.to_agencies()
        document.sudo().handling_ids.filtered(
            lambda item: item.state in ("waiting", "opened")
        ).write({"deadline": local("2026-11-23 17:00")})
        told = {row[0] for row in self.remind("2026-11-23 17:05")}
        self.assertEqual(told, {"clerk_a", "clerk_b"})

    def test_scope_purpose_urgency_and_dates_of_a_rule(self):
        """A rule for one agency, one purpose, one urgency, while it holds."""
        rules = self.rules
        rules.active = False
        rule = rules[1]
        rule.write({"active": True, "agency_id": self.agency_b.id})
        document = self.to_agencies(urgency="1")
        document.sudo().handling_ids.filtered(
            lambda item: item.state in ("waiting", "opened")
        ).write({"deadline": local("2026-11-23 17:00")})

        def told_with(**vals):
            rule.write(vals)
            with self.env.cr.savepoint() as savepoint:
                try:
                    return [row[0] for row in self.remind("2026-11-23 17:05")]
                finally:
                    savepoint.rollback()
                    self.env.invalidate_all()

        self.assertEqual(told_with(), ["clerk_b"])
        self.assertEqual(told_with(agency_id=False), ["clerk_a", "clerk_b"])
        self.assertEqual(told_with(purpose="lead"), ["clerk_a"])
        self.assertEqual(told_with(purpose="monitor"), ["deputy_chief"])
        self.assertEqual(told_with(purpose=False, urgency="2"), [])
        self.assertEqual(told_with(urgency="0", valid_to="2020-01-01"), [])

    def test_slices(self):
        """More than a slice: each handling once, in short transactions."""
        for number in range(5):
            self.due("chairman", f"2026-11-2{number % 2} 17:00", number=str(number))
        Reminder = self.env["vpdt.reminder"]
        now = local("2026-11-23 08:00")
        plan, last, seen = Reminder._plan("deadline", now), (0, 0), 0
        while True:
            looked, _new, last = Reminder._remind_slice(plan, now, last, size=2)
            seen += looked
            if looked < 2:
                break
        self.assertGreaterEqual(seen, 5)
        told = Reminder.search([("user_id", "=", self.uid_of("chairman"))])
        self.assertEqual(len(told.handling_id), 5)
        self.assertEqual(len(told), 5)

    def test_no_lock_on_handlings(self):
        """The run locks no handling: somebody may be acting on one meanwhile."""
        self.due("specialist_a", "2026-11-23 17:00")
        constraints = self.env.execute_query(
            SQL(
                """
                SELECT conname FROM pg_constraint
                 WHERE contype = 'f' AND confrelid = 'vpdt_handling'::regclass
                   AND conrelid IN ('vpdt_reminder'::regclass, 'vpdt_notice'::regclass)
                """
            )
        )
        self.assertEqual(constraints, [], "a foreign key locks what it names")

    def test_history_of_reminders_is_kept(self):
        """Design 5.5: a reminder leaves a trace that nobody changes or removes."""
        self.due("specialist_a", "2026-11-23 17:00")
        self.remind("2026-11-23 17:05")
        trace = self.env["vpdt.reminder"].search([])
        with self.assertRaises(UserError):
            trace.write({"text": "x"})
        with self.assertRaises(UserError), mute_logger("odoo.sql_db"):
            trace.unlink()
        mine = self.as_("specialist_a", "vpdt.reminder")
        with self.assertRaises(AccessError):
            mine.create({"kind": "hand"})

    def test_operator_sets_the_rules(self):
        """R22: when whom is reminded is the office's data; nonsense is refused."""
        Rule = self.as_("operator", "vpdt.reminder.rule")
        rule = Rule.create({"whom": "head", "when": "after", "amount": 5})
        rule.most, rule.every = 2, 1
        for vals, refusal in (
            ({"unit": "minutes"}, ValidationError),
            ({"amount": 0}, ValidationError),
            ({"kind": "urgent"}, ValidationError),
            ({"most": 100}, IntegrityError),
            ({"every": 0}, IntegrityError),
        ):
            with (
                self.subTest(vals),
                mute_logger("odoo.sql_db"),
                self.assertRaises(refusal),
                self.env.cr.savepoint(),
            ):
                rule.write(vals)
                self.env.flush_all()
            self.env.invalidate_all(flush=False)
        with self.assertRaises(AccessError):
            self.as_("chief", "vpdt.reminder.rule").create({"whom": "head"})


@tagged("post_install", "-at_install", "vpdt")
class TestRemindByHand(ChaseCase):
    """One click reminds; the trace says who did."""

    def test_sender_reminds(self):
        """R16: told at once, with one's words; a step in the history."""
        document = self.to_agencies()
        handling = self.open_(document, agency=self.agency_b)
        handling.with_user(self.users["chairman"]).action_remind("Trước 15 giờ hôm nay")
        self.tell()
        message = self.env["mail.notification"].search(
            [("res_partner_id", "=", self.users["clerk_b"].partner_id.id)],
            order="id desc",
            limit=1,
        )
        self.assertIn("Trước 15 giờ hôm nay", message.mail_message_id.body)
        step = handling.step_ids.filtered(lambda item: item.move == "remind")
        self.assertEqual(step.author_id, self.users["chairman"])
        trace = handling.sudo().reminder_ids
        self.assertEqual(
            (trace.kind, trace.author_id), ("hand", self.users["chairman"])
        )
        with self.assertRaises(UserError):
            handling.with_user(self.users["chairman"]).action_remind()

    def test_others_do_not(self):
        document = self.to_agencies()
        handling = self.open_(document, agency=self.agency_b)
        for name in ("vice", "clerk_a", "clerk_o"):
            with self.subTest(name), self.assertRaises(AccessError):
                handling.with_user(self.users[name]).action_remind()

    def test_who_has_it_now_is_reminded(self):
        """What was passed on reminds the end of the line, not the clerk."""
        document = self.to_specialist()
        line = document.sudo().handling_ids.filtered(
            lambda item: item.agency_id == self.agency_a and not item.user_id
        )
        line.with_user(self.users["chairman"]).action_remind()
        self.assertEqual(
            self.env["vpdt.reminder"].search([]).user_id, self.users["specialist_a"]
        )


@tagged("post_install", "-at_install", "vpdt")
class TestBoard(ChaseCase):
    """The board of agencies (R16, R22): counts for all, lists by the reader table."""

    def setUp(self):
        super().setUp()
        self.late = self.due("specialist_a", "2026-11-16 17:00", number="1")
        self.due(None, "2027-11-16 17:00", self.agency_b, number="2")
        self.env.flush_all()

    def board(self, name):
        with self.at("2026-11-23 08:00"):
            read = self.as_(name, "vpdt.handling").board_read()
        return {row["id"]: row for row in read["agencies"]}

    def test_who_may(self):
        """The leaders, the Office and the agency that watches; nobody else."""
        for name in ("chief", "deputy_chief", "clerk", "chairman", "vice"):
            self.assertEqual(
                set(self.board(name)),
                set((self.committee | self.agency_a | self.agency_b).ids),
                name,
            )
        for name in ("clerk_a", "head_b", "specialist_b", "clerk_o", "operator"):
            with self.subTest(name), self.assertRaises(AccessError):
                self.board(name)
        self.agency_b.watches_agencies = True
        self.assertIn(self.agency_a.id, self.board("specialist_b"))
        with self.assertRaises(AccessError):
            self.board("clerk_o")

    def test_counts(self):
        row = self.board("chief")[self.agency_a.id]
        self.assertEqual((row["open"], row["overdue"]), (2, 1))
        self.assertEqual(row["oldest"], "2026-11-16 10:00:00")
        row = self.board("chief")[self.agency_b.id]
        self.assertEqual((row["open"], row["unopened"], row["overdue"]), (2, 2, 0))

    def test_people(self):
        with self.at("2026-11-23 08:00"):
            rows = self.as_("chief", "vpdt.handling").board_people(self.agency_a.id)
        names = {row["name"]: row["overdue"] for row in rows}
        self.assertEqual(names["Person specialist_a"], 1)
        for name, agency in (("clerk_a", self.agency_a), ("chief", self.other)):
            with self.subTest(name), self.assertRaises(AccessError):
                self.as_(name, "vpdt.handling").board_people(agency.id)

    def test_lists_obey_the_reader_table(self):
        """I3: who watches sees counts of all, and of the lists what he reads."""
        self.agency_b.watches_agencies = True
        Handling = self.as_("specialist_b", "vpdt.handling")
        self.assertEqual(self.board("specialist_b")[self.agency_a.id]["overdue"], 1)
        action = Handling.action_board_list(self.agency_a.id, "overdue")
        self.assertFalse(Handling.search(action["domain"]))
        mine = self.as_("chairman", "vpdt.handling")
        with self.at("2026-11-23 08:00"):
            action = mine.action_board_list(self.agency_a.id, "overdue")
        self.assertEqual(mine.search(action["domain"]), self.late)

    def test_reminder_of_an_agency(self):
        """One click: holder and head in one message each; once an hour; a trace."""
        self.tell()
        with self.at("2026-11-23 08:00"):
            told = self.as_("chief", "vpdt.handling").action_remind_agency(
                self.agency_a.id, "Báo cáo trước 11 giờ"
            )
        self.assertEqual(told, 2)
        for name in ("specialist_a", "head_a"):
            message = (
                self.env["mail.notification"]
                .search(
                    [("res_partner_id", "=", self.users[name].partner_id.id)],
                    order="id desc",
                    limit=1,
                )
                .mail_message_id
            )
            self.assertIn("1 papers overdue", message.body)
            self.assertIn("Báo cáo trước 11 giờ", message.body)
        self.assertEqual(
            self.late.sudo().step_ids.filtered(lambda s: s.move == "remind").author_id,
            self.users["chief"],
        )
        self.assertTrue(self.board("chief")[self.agency_a.id]["reminded_at"])
        with self.at("2026-11-23 08:59"), self.assertRaises(UserError):
            self.as_("clerk", "vpdt.handling").action_remind_agency(self.agency_a.id)
        with self.at("2026-11-23 09:01"):
            self.as_("clerk", "vpdt.handling").action_remind_agency(self.agency_a.id)

    def test_nothing_to_remind_of(self):
        with self.at("2026-11-23 08:00"), self.assertRaises(UserError):
            self.as_("chief", "vpdt.handling").action_remind_agency(self.agency_b.id)

    def test_query_count(self):
        """However many agencies and papers, the board is a fixed number of queries."""
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(12):
            self.as_("chief", "vpdt.handling").board_read()

    def test_groups_of_askers(self):
        """The administrator, with every group he can give himself, sees no count."""
        admin = self.env.ref("base.user_admin")
        admin.group_ids = [
            Command.link(self.env.ref("vpdt_documents.group_vpdt_documents_clerk").id)
        ]
        with self.assertRaises(AccessError):
            self.env["vpdt.handling"].with_user(admin).board_read()
