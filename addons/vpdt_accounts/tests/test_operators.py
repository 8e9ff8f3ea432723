"""R23, QĐ 553 Điều 4: an operator in each agency; none of them reads a document."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import AccountsCase


@tagged("post_install", "-at_install", "vpdt")
class TestOperators(AccountsCase):
    POSTS = {**AccountsCase.POSTS, "operator_a": ("agency_a", "operator")}

    def accounts(self, who):
        """Return the short names of the accounts somebody sees as an overseer."""
        seen = self.as_(who, "res.users").search([("is_overseen", "=", True)])
        return {name for name, user in self.users.items() if user.id in seen.ids}

    def test_an_operator_of_one_agency_looks_after_that_agency(self):
        operator = self.users["operator_a"]
        self.assertFalse(
            operator.has_group("vpdt_documents.group_vpdt_documents_manager")
        )
        self.assertTrue(
            operator.has_group("vpdt_accounts.group_vpdt_accounts_operator")
        )
        self.assertEqual(
            self.accounts("operator_a"),
            {
                "clerk_a",
                "head_a",
                "deputy_a",
                "specialist_a",
                "specialist_a2",
                "operator_a",
            },
        )
        self.assertEqual(self.accounts("operator"), set(self.users))

    def test_he_locks_accounts_of_his_agency_only(self):
        mine = self.as_("operator_a", "res.users")
        mine.browse(self.users["specialist_a"].id).action_lock_account("Nghi lộ")
        self.assertTrue(self.users["specialist_a"].locked_at)
        with self.assertRaises(AccessError):
            mine.browse(self.users["specialist_b"].id).action_lock_account("Nghi lộ")
        with self.assertRaises(AccessError):
            mine.browse(self.users["operator_a"].id).action_lock_account("Nghi lộ")

    def test_an_operator_where_the_agency_watches_has_the_whole_office(self):
        self.agency_a.watches_agencies = True
        self.users["operator_a"]._sync_post_rights()
        self.assertTrue(
            self.users["operator_a"].has_group(
                "vpdt_documents.group_vpdt_documents_manager"
            )
        )

    def test_operators_read_no_document(self):
        """I3: not one, by list, count or name, of whatever agency."""
        document = self.to_specialist()
        for who in ("operator", "operator_a"):
            for model in ("vpdt.document", "vpdt.entry", "vpdt.handling", "vpdt.file"):
                Model = self.as_(who, model)
                if not Model.has_access("read"):
                    continue
                self.assertFalse(Model.search([]), f"{who} {model}")
                self.assertFalse(Model.search_count([]))
            self.assertFalse(
                document.with_user(self.users[who]).has_access("read"), who
            )

    def test_he_sets_nothing_up(self):
        for model in ("hr.department", "hr.job", "vpdt.register", "vpdt.account.grant"):
            self.assertFalse(self.as_("operator_a", model).has_access("write"), model)
