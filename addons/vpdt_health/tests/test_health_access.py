"""R23: operators see the system, one of an agency its counts, nobody else anything."""

from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tests import tagged

from .common import HealthCase

MODELS = (
    "vpdt.health.line",
    "vpdt.health.measure",
    "vpdt.health.notice",
    "vpdt.health.slow",
    "vpdt.health.check",
)


@tagged("post_install", "-at_install", "vpdt")
class TestHealthAccess(HealthCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["vpdt.health.line"]._check()
        slow = cls.env["vpdt.health.slow"]
        slow._note(cls.env.registry, "/web", "", 9, 1, 1)
        cls.env.flush_all()

    def test_others_see_nothing(self):
        for who in ("specialist_a", "head_a", "chairman", "chief", "clerk", "clerk_o"):
            for model in MODELS:
                with self.subTest(f"{who} {model}"):
                    self.assertFalse(self.as_(who, model).has_access("read"))
                    with self.assertRaises(AccessError):
                        self.as_(who, model).search([])

    def test_the_operator_of_an_agency_sees_counts_of_his_agency(self):
        self.set_back(self.intake("clerk_a").sudo(), 48)
        self.set_back(self.intake("clerk_b").sudo(), 48)
        self.check()
        for model in ("vpdt.health.line", "vpdt.health.measure"):
            rows = self.as_("operator_a", model).search([])
            self.assertTrue(rows)
            self.assertEqual(rows.sudo().agency_id, self.agency_a, model)
        lines = self.as_("operator_a", "vpdt.health.line").search([])
        self.assertIn("intakes_waiting", lines.mapped("code"))
        self.assertTrue(all(lines.mapped("what")), "and may read their words")
        for model in ("vpdt.health.slow", "vpdt.health.check"):
            self.assertFalse(self.as_("operator_a", model).has_access("read"))

    def test_operators_of_the_office_see_all(self):
        for model in MODELS:
            self.assertEqual(
                self.as_("operator", model).search_count([]),
                self.env[model].search_count([]),
                model,
            )
        self.assertTrue(self.as_("operator", "vpdt.health.slow").search([]))

    def test_nobody_writes_what_was_measured(self):
        for model in MODELS[:-1]:
            for right in ("write", "create", "unlink"):
                self.assertFalse(self.as_("operator", model).has_access(right), model)
        self.assertTrue(self.as_("operator", "vpdt.health.check").has_access("write"))

    def test_who_may_check_now(self):
        lines = self.env["vpdt.health.line"].search([])
        lines.checked_at = "2020-01-01 00:00:00"
        self.env.flush_all()
        for who in ("specialist_a", "chairman", "operator_a"):
            with self.assertRaises(AccessError):
                self.as_(who, "vpdt.health.line").action_check_now()
        self.assertTrue(
            all(self.as_("operator", lines._name).browse(lines.ids).mapped("is_stale"))
        )
        # as the button in the head of the list calls it
        call_kw(self.as_("operator", "vpdt.health.line"), "action_check_now", [[]], {})
        self.assertFalse(any(lines.mapped("is_stale")))

    def test_the_page_opens_with_a_few_queries(self):
        lines = self.as_("operator", "vpdt.health.line")
        self.env.flush_all()
        self.env.invalidate_all()
        names = ["display_name", "figure", "what", "todo", "trend", "since"]
        lines.search([]).read(names)
        self.env.invalidate_all()
        with self.assertQueryCount(20):
            lines.search([]).read(names)
