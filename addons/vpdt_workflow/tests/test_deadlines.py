from datetime import datetime, timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged, warmup

from ..exceptions import DeadlineAfterParent
from .common import RouteCase


def at(text):
    """A moment (naive UTC) from Vietnam's wall clock in 2026."""
    return datetime.fromisoformat(f"2026-{text}") - timedelta(hours=7)


def stamp(text):
    return fields.Datetime.to_string(at(text))


@tagged("post_install", "-at_install", "vpdt")
class TestTerms(RouteCase):
    """NĐ 30/2020 Điều 24: which deadline is proposed, and why."""

    def options(self, document, holder="chairman"):
        return self.open_(document, holder).get_transfer_options()

    def set_rule(self, days):
        rule = self.env["vpdt.transfer.rule"].search(
            [
                ("agency_id", "=", self.committee.id),
                ("from_role", "=", "chairman"),
                ("to_role", "=", "clerk"),
                ("purpose", "=", "lead"),
            ]
        )
        rule.days = days

    def test_nothing_is_usual(self):
        """No rule, no type, no urgency: no deadline, no reason, no limit."""
        self.set_rule(0)
        options = self.options(self.to_chairman())
        self.assertEqual(
            (options["deadline"], options["deadline_why"], options["limit"]),
            (False, "", False),
        )

    @freeze_time("2026-11-23 02:00:00")
    def test_rule_before_type(self):
        kind = self.env["vpdt.document.type"].search([], limit=1)
        kind.handling_days = 15
        self.set_rule(5)
        document = self.to_chairman(type_id=kind.id)
        options = self.options(document)
        self.assertEqual(options["deadline"], stamp("11-30 17:00"))
        self.assertIn("5 working days", options["deadline_why"])
        self.assertEqual(options["limit"], stamp("12-14 17:00"))
        self.set_rule(0)
        options = self.options(document)
        self.assertEqual(options["deadline"], stamp("12-14 17:00"))
        self.assertIn("document's own time", options["deadline_why"])

    @freeze_time("2026-11-23 02:00:00")
    def test_urgent_papers_have_less(self):
        """Khẩn: three working days from registration, wherever it lies by then."""
        document = self.to_chairman(urgency="1")
        options = self.options(document)
        self.assertEqual(options["deadline"], stamp("11-26 17:00"))
        root = document.sudo().handling_ids[0]
        self.assertEqual(root.deadline_cause, "urgency")
        self.assertEqual(document.sudo().entry_ids.mapped("due_date"), [False])
        # hỏa tốc: four hours of the clock, at night as by day
        document = self.to_chairman(urgency="3", number="2")
        self.assertEqual(self.options(document)["deadline"], stamp("11-23 13:00"))

    @freeze_time("2026-11-23 02:00:00")
    def test_units_of_urgency(self):
        term = self.env.ref("vpdt_workflow.vpdt_urgency_term_1")
        time = self.committee._work_time()
        now = fields.Datetime.now()
        for amount, unit, end in (
            (1, "working_days", "11-24 17:00"),
            (0.5, "working_days", "11-24 11:30"),
            (1.5, "working_days", "11-25 11:30"),
            (4, "working_hours", "11-23 15:00"),
            (36, "hours", "11-24 21:00"),
        ):
            with self.subTest(amount=amount, unit=unit):
                term.write({"amount": amount, "unit": unit})
                self.assertEqual(term._ends(time, now), at(end))

    @freeze_time("2026-11-23 02:00:00")
    def test_cause_goes_down_the_tree(self):
        """Why it has its deadline stands in each handling, and is told below."""
        document = self.to_chairman()
        self.open_(document, "chairman").action_transfer(
            [self.line("a", "lead"), self.line("b", "support")],
            "",
            self.options(document)["deadline"],
        )
        self.accept(document)
        head = self.open_(document, "head_a")
        self.assertEqual(head.sudo().deadline_cause, "rule")
        head.action_transfer(
            [self.line("specialist_a", "lead")], "", stamp("11-25 11:30")
        )
        below = self.open_(document, "specialist_a").sudo()
        self.assertEqual(below.deadline_cause, "directive")
        self.assertEqual(below.deadline, at("11-25 11:30"))

    @freeze_time("2026-11-23 02:00:00")
    def test_given_by_whom(self):
        document = self.to_chairman()
        self.open_(document, "chairman").action_transfer(
            [self.line("a", "lead")], "", stamp("11-26 17:00")
        )
        self.accept(document)
        options = self.options(document, "head_a")
        self.assertEqual(options["deadline"], stamp("11-26 17:00"))
        self.assertEqual(options["limit"], stamp("11-26 17:00"))
        # Not who only registered it and passed it on
        self.assertIn(self.users["chairman"].name, options["deadline_why"])

    @freeze_time("2026-11-23 02:00:00")
    def test_never_more_below_than_above_without_a_warning(self):
        """A later deadline below is refused with both dates, until it is confirmed."""
        document = self.to_chairman()
        self.open_(document, "chairman").action_transfer(
            [self.line("a", "lead")], "", stamp("11-26 17:00")
        )
        self.accept(document)
        head = self.open_(document, "head_a")
        lines = [
            self.line("specialist_a", "lead"),
            self.line("deputy_a", "direct", deadline=stamp("11-27 11:30")),
        ]
        before = self.history(document)
        with self.assertRaises(DeadlineAfterParent) as told:
            head.action_transfer(lines, "", stamp("11-26 17:00"))
        for date in ("11:30 27/11/2026", "17:00 26/11/2026"):
            self.assertIn(date, str(told.exception))
        self.assertEqual(self.history(document), before)
        [result] = head.action_transfer_many(head.ids, lines)
        self.assertFalse(result["done"])
        self.assertIn("27/11/2026", result["message"])
        head.action_transfer(lines, confirmed=True)
        self.assertEqual(
            self.open_(document, "deputy_a").sudo().deadline, at("11-27 11:30")
        )
        self.assertEqual(
            self.open_(document, "specialist_a").sudo().deadline, at("11-26 17:00")
        )

    @freeze_time("2026-11-23 02:00:00")
    def test_extended_beyond_the_own_deadline_with_a_warning(self):
        document = self.to_chairman()
        self.open_(document, "chairman").action_transfer(
            [self.line("a", "lead")], "", stamp("11-26 17:00")
        )
        self.accept(document)
        self.pass_on(document, "head_a", ("specialist_a", "lead"))
        below = self.open_(document, "specialist_a").with_user(self.users["head_a"])
        with self.assertRaises(DeadlineAfterParent):
            below.action_extend(stamp("12-01 17:00"))
        below.action_extend(stamp("12-01 17:00"), "Chờ số liệu", confirmed=True)
        self.assertEqual(below.sudo().deadline, at("12-01 17:00"))
        self.assertEqual(below.sudo().deadline_cause, "directive")

    def test_a_day_chosen(self):
        """The end of a day, of a morning; a day off is told with the next one."""
        handling = self.open_(self.to_chairman(), "chairman")
        for day, part, deadline, is_off, later in (
            ("2026-02-13", "day", "02-13 17:00", False, False),
            ("2026-02-13", "morning", "02-13 11:30", False, False),
            ("2026-02-17", "day", "02-17 17:00", True, stamp("02-23 17:00")),
            ("2026-02-14", "morning", "02-14 11:30", True, stamp("02-23 17:00")),
        ):
            with self.subTest(day=day, part=part):
                answer = handling.get_deadline_on(day, part)
                self.assertEqual(answer["deadline"], stamp(deadline))
                self.assertEqual(answer["is_off"], is_off)
                self.assertEqual(answer["next"], later)
        for bad in ("", False, None, 7, "hôm nay", "9999-12-31", "2026-02-30"):
            with self.subTest(bad), self.assertRaises(UserError):
                handling.get_deadline_on(bad)
        with self.assertRaises(AccessError):
            handling.with_user(self.users["head_b"]).get_deadline_on("2026-02-13")

    @freeze_time("2026-11-23 02:00:00")
    def test_half_a_day(self):
        """ "Xong trước trưa 26/11": until the agency's people go for lunch."""
        document = self.to_chairman()
        self.open_(document, "chairman").action_transfer(
            [
                self.line("a", "lead", deadline="2026-11-26 morning"),
                self.line("b", "support"),
            ],
            "",
            "2026-11-27",
        )
        self.assertEqual(
            self.open_(document, agency=self.agency_a).deadline, at("11-26 11:30")
        )
        self.assertEqual(
            self.open_(document, agency=self.agency_b).deadline, at("11-27 17:00")
        )

    @warmup
    def test_query_counts(self):
        """A deadline is proposed in as many queries however long the term is."""
        handling = self.open_(self.to_chairman(urgency="1"), "chairman")
        for days in (1, 200):
            self.env.flush_all()
            self.env.invalidate_all()
            with self.assertQueryCount(14):
                handling._term(days)


@tagged("post_install", "-at_install", "vpdt")
class TestDayOffAdded(RouteCase):
    """A public holiday announced late: what is over stays, what is open is offered."""

    def setUp(self):
        super().setUp()
        # The rows of this test are a day old: they were sent before the announcement
        with freeze_time("2026-11-23 02:00:00"):
            self.counted = self.to_chairman(number="1")
            self.open_(self.counted, "chairman").action_transfer(
                [self.line("a", "lead"), self.line("b", "support")],
                "",
                self.open_(self.counted, "chairman").get_transfer_options()["deadline"],
            )
            self.accept(self.counted)
            self.chosen = self.to_chairman(number="2")
            self.open_(self.chosen, "chairman").action_transfer(
                [
                    self.line("a", "lead", deadline=stamp("11-26 17:00")),
                    self.line("b", "support", deadline=stamp("12-01 17:00")),
                ]
            )
        self.env.flush_all()

    def storm(self, day="2026-11-26"):
        leave = self.as_("operator", "resource.calendar.leaves").create(
            {"name": "Nghỉ tránh bão", "first_day": day, "last_day": day}
        )
        self.env.flush_all()
        # Announced on the 24th
        self.env.cr.execute(
            "UPDATE resource_calendar_leaves SET create_date = %s WHERE id = %s",
            [at("11-24 08:00"), leave.id],
        )
        leave.invalidate_recordset()
        return leave

    def shift(self, leave):
        action = leave.action_show_moved()
        return self.as_("operator", "vpdt.deadline.shift").browse(action["res_id"])

    def deadlines(self, document):
        document.invalidate_recordset()
        return {
            (line.user_id or line.agency_id).name: line.deadline
            for line in document.sudo().handling_ids
            if line.deadline
        }

    @freeze_time("2026-11-24 02:00:00")
    def test_offered_and_moved_on_confirmation(self):
        before = self.deadlines(self.counted)
        self.assertEqual(set(before.values()), {at("11-30 17:00")})
        leave = self.storm()
        shift = self.shift(leave)
        self.assertEqual(self.deadlines(self.counted), before)
        self.assertEqual(
            [
                (line.agency_id, line.old_deadline, line.new_deadline, line.count)
                for line in shift.line_ids
            ],
            [
                (self.agency_a, at("11-26 17:00"), at("11-27 17:00"), 1),
                (self.agency_a, at("11-30 17:00"), at("12-01 17:00"), 2),
                (self.agency_b, at("11-30 17:00"), at("12-01 17:00"), 1),
            ],
        )
        shift.action_confirm()
        self.assertEqual(
            set(self.deadlines(self.counted).values()), {at("12-01 17:00")}
        )
        self.assertEqual(
            sorted(self.deadlines(self.chosen).values()),
            [at("11-27 17:00"), at("12-01 17:00")],
        )
        steps = self.env["vpdt.handling.step"].search([("move", "=", "holiday")])
        self.assertEqual(len(steps), 4)
        self.assertEqual(set(steps.mapped("text")), {"Nghỉ tránh bão"})
        self.assertEqual(steps.author_id, self.users["operator"])
        self.assertEqual(
            {(step.old_deadline, step.new_deadline) for step in steps},
            {
                (at("11-26 17:00"), at("11-27 17:00")),
                (at("11-30 17:00"), at("12-01 17:00")),
            },
        )
        entry = self.counted.sudo().entry_ids.filtered(
            lambda line: line.agency_id == self.agency_a
        )
        self.assertEqual(entry.due_date, at("12-01 17:00"))
        # once is enough
        self.assertFalse(self.shift(leave).line_ids)

    @freeze_time("2026-11-24 02:00:00")
    def test_what_has_changed_since_is_looked_at_again(self):
        shift = self.shift(self.storm())
        self.open_(self.chosen, agency=self.agency_a).with_user(
            self.users["clerk_a"]
        ).action_return("Không thuộc thẩm quyền")
        with self.assertRaises(UserError):
            shift.action_confirm()

    @freeze_time("2026-12-10 02:00:00")
    def test_what_is_over_stays(self):
        self.assertFalse(self.shift(self.storm()).line_ids)

    @freeze_time("2026-11-24 02:00:00")
    def test_exchanged_day(self):
        """The Monday off of an exchange moves as a holiday does."""
        exchanged = self.as_("operator", "vpdt.exchanged.day").create(
            {"name": "Bù", "instead_of": "2026-11-26", "date": "2026-12-05"}
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE vpdt_exchanged_day SET create_date = %s", [at("11-24 08:00")]
        )
        exchanged.invalidate_recordset()
        shift = self.shift(exchanged)
        self.assertEqual(sum(shift.line_ids.mapped("count")), 4)
        shift.action_confirm()
        self.assertEqual(
            set(self.deadlines(self.counted).values()), {at("12-01 17:00")}
        )

    @freeze_time("2026-11-24 02:00:00")
    def test_only_the_operator(self):
        leave = self.storm()
        shift = self.shift(leave)
        for name in ("clerk", "chairman", "head_a"):
            with self.subTest(name):
                user = self.users[name]
                with self.assertRaises(AccessError):
                    leave.with_user(user).action_show_moved()
                with self.assertRaises(AccessError):
                    shift.with_user(user).action_confirm()
                with self.assertRaises(AccessError):
                    shift.with_user(user).line_ids.read(["count"])
