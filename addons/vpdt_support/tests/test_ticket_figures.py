from statistics import median

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import SupportCase


@tagged("post_install", "-at_install", "vpdt")
class TestTicketFigures(SupportCase):
    """R19, R28, I6: what reports say of support can be counted again."""

    def setUp(self):
        super().setUp()
        self.before = self.env["vpdt.ticket"]._figures("2026-01-01", "2026-12-31")
        for minutes, mark, urgency in ((30, 5, self.usual), (200, 2, self.urgent)):
            ticket = self.report(urgency_id=urgency.id)
            self.later(minutes=minutes)
            self.by("operator_a", ticket).action_answer("Xem")
            self.later(minutes=minutes)
            self.by("operator_a", ticket).action_solve("Xong")
            self.by("specialist_a", ticket).action_close(mark)
        self.waiting = self.report("specialist_b", category_id=self.slow.id)
        self.by("operator", self.waiting).action_ask("Gì?")
        self.env.flush_all()

    def figures(self, *args, **kwargs):
        return self.env["vpdt.ticket"]._figures(*args, **kwargs)

    def test_figures_of_an_agency(self):
        found = self.figures("2026-01-01", "2026-12-31")
        mine = found[self.agency_a.id]
        self.assertEqual((mine["count"], mine["open"]), (2, 0))
        self.assertEqual(mine["satisfaction"], 3.5)
        self.assertEqual(mine["answer_in_time"], 50)
        self.assertEqual(found[self.agency_b.id]["open"], 1)
        self.assertEqual(found[None]["count"], self.before[None]["count"] + 3)

    def test_the_same_from_scratch(self):
        """From the steps and the calendar alone, with other code."""
        tickets = self.env["vpdt.ticket"].search([("agency_id", "=", self.agency_a.id)])
        work = self.agency_a._work_time()
        answers, repairs = [], []
        for ticket in tickets:
            at = {step.kind: step.at for step in ticket.step_ids}
            answers.append(work.between(at["report"], at["answer"]).total_seconds())
            repairs.append(work.between(at["report"], at["solve"]).total_seconds())
        mine = self.figures("2026-01-01", "2026-12-31")[self.agency_a.id]
        self.assertEqual(mine["answer_hours"], round(median(answers) / 3600, 2))
        self.assertEqual(mine["repair_hours"], round(median(repairs) / 3600, 2))
        # and what is stored is what the steps say
        for ticket in tickets | self.waiting:
            for name, value in ticket._measured().items():
                self.assertEqual(ticket[name] or None, value or None, name)

    def test_days_are_days_in_vietnam(self):
        self.clock.move_to("2026-03-31 18:00:00")
        self.report("clerk_b")
        march = self.figures("2026-03-01", "2026-03-31", by="month")
        april = self.figures("2026-04-01", "2026-04-01", by="month")
        self.assertEqual(set(march), {None, "03/2026"})
        self.assertEqual(april["04/2026"]["count"], 1)

    def test_spans_that_are_none_are_refused(self):
        for span in ((None, None), ("x", "y"), ("2026-02-02", "2026-02-01")):
            with self.assertRaises(UserError):
                self.figures(*span)

    def test_the_screen_shows_ones_own_agencies(self):
        def lines(who, by="agency_id"):
            wizard = self.as_(who, "vpdt.support.figures").create(
                {"date_from": "2026-01-01", "date_to": "2026-12-31", "by": by}
            )
            return {line.name: line.tickets for line in wizard.line_ids}

        self.assertEqual(lines("head_a"), {self.agency_a.name: 2})
        self.assertEqual(lines("specialist_a"), {})
        self.assertEqual(lines("specialist_a", "month"), {})
        everything = lines("operator")
        self.assertEqual(everything[self.agency_b.name], 1)
        self.assertEqual(lines("operator", "category_id")[self.slow.name], 1)
        wizard = self.as_("head_b", "vpdt.support.figures").create(
            {"date_from": "2026-01-01", "date_to": "2026-12-31"}
        )
        self.assertEqual(wizard.line_ids.mapped("repair_hours"), ["–"], "not 0")
        self.assertEqual(wizard.line_ids.mapped("satisfaction"), ["–"])

    def test_pivots_leave_out_what_is_not_known(self):
        """A request that is not solved is none that took no time."""
        [row] = self.env["vpdt.ticket"]._read_group(
            [("agency_id", "=", self.agency_b.id)],
            [],
            ["repair_hours:avg", "satisfaction:avg", "repair_in_time:avg"],
        )
        self.assertEqual(row, (False, False, False))
