from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tests import tagged

from .common import RouteCase


@tagged("post_install", "-at_install", "vpdt")
class TestPaths(RouteCase):
    """I3: a condition on a path leads no further than its asker may go."""

    def test_no_path_through_a_document_leads_past_the_rules(self):
        mine = self.to_specialist(subject="Việc chung").with_env(self.env)
        secret = self.to_chairman(
            number="77", subject="Việc kín Yyzzphuoc", pages=("trang kín yzxylophon",)
        ).with_env(self.env)
        person = self.users["chairman"].employee_id.sudo()
        person.write({"private_phone": "0999000111"})
        self.env.flush_all()
        asker = "specialist_a"
        documents = self.as_(asker, "vpdt.document").search([])
        self.assertIn(mine.id, documents.ids)
        self.assertNotIn(secret.id, documents.ids)
        through = "document_id.entry_ids.register_id.entry_ids.document_id"
        people = "document_id.handling_ids.user_id.employee_ids"
        for model in ("vpdt.entry", "vpdt.handling"):
            rows = self.as_(asker, model)
            self.assertTrue(rows.search([("document_id", "=", mine.id)], limit=1))
            for path, value in (
                (f"{through}.subject", "Việc kín"),
                (f"{through}.search_text", "yzxylophon"),
                (f"{through}.file_ids.page_ids.text", "yzxylophon"),
                (f"{people}.private_phone", "0999000"),
                ("document_id.issuer_key", "x"),
            ):
                for operator in ("=like", "ilike", "in"):
                    asked = {"=like": f"%{value}%", "in": [value]}.get(operator, value)
                    answers = {}
                    for limit in (None, 1, 80):
                        try:
                            found = rows.search([(path, operator, asked)], limit=limit)
                            answers[limit] = found.ids
                        except (AccessError, ValueError) as error:
                            answers[limit] = type(error).__name__
                    with self.subTest(model, path=path, operator=operator):
                        self.assertEqual(answers[1], answers[None], "with a limit")
                        self.assertEqual(answers[80], answers[None], "with a limit")
                        self.assertFalse(isinstance(answers[1], list) and answers[1])

    def test_what_a_paper_says_itself_is_still_found_with_its_rows(self):
        document = self.to_specialist(subject="Việc chung", urgency="2")
        rows = self.as_("specialist_a", "vpdt.handling")
        for name, operator, value in (
            ("document_id.subject", "ilike", "việc chung"),
            ("document_id.search_text", "ilike", "việc chung"),
            ("document_id.urgency", "=", "2"),
            ("document_id.field_id", "ilike", document.sudo().field_id.name),
        ):
            asked = Domain(name, operator, value)
            self.assertTrue(rows._split_by_document(asked)[0], name)
            found = rows.search(asked, limit=80)
            self.assertEqual(found.document_id.ids, [document.id], name)

    def test_what_a_form_lets_choose_from_can_be_searched(self):
        asked = 0
        for name, model in self.env.registry.items():
            if not name.startswith("vpdt.") or model._abstract:
                continue
            rows = self.as_("clerk", name)
            for field in rows._fields.values():
                if not field.relational or isinstance(field.domain, str):
                    continue
                other = rows.env[field.comodel_name].sudo()
                with self.subTest(f"{name}.{field.name}"):
                    domain = field.get_comodel_domain(rows)
                    other.search(domain, limit=1)
                    asked += not domain.is_true()
        self.assertGreater(asked, 5)
