"""R17, R23, R24: a menu leads to a list in which its reader can find something."""

from odoo.tests import tagged

from .common import AccountsCase

OF_OVERSEERS = {
    "menu_vpdt_account",
    "menu_vpdt_account_finding",
    "menu_vpdt_account_review",
    "menu_vpdt_personnel_event",
    "menu_vpdt_second_post",
    "menu_vpdt_account_grant",
    "menu_vpdt_account_change",
    "menu_vpdt_signin_attempt",
    "menu_vpdt_first_password",
}
OF_WATCHERS = {
    "menu_vpdt_presence_board",
    "menu_vpdt_presence_reminder",
    "menu_vpdt_security_check",
    "menu_vpdt_security_check_board",
}
OF_EVERYBODY = {"menu_vpdt_incident", "menu_vpdt_presence"}


@tagged("post_install", "-at_install", "vpdt")
class TestMenus(AccountsCase):
    def menus(self, who):
        menus = self.as_(who, "ir.ui.menu").load_menus(False)
        names = (menu.get("xmlid") or "" for menu in menus.values())
        found = {name.removeprefix("vpdt_accounts.") for name in names}
        return found & (OF_OVERSEERS | OF_WATCHERS | OF_EVERYBODY)

    def test_who_answers_for_nobody_has_what_is_his_own_only(self):
        self.assertEqual(self.menus("specialist_a"), OF_EVERYBODY)
        self.assertEqual(self.menus("clerk_a"), OF_EVERYBODY)

    def test_the_shop_of_apps_is_the_administrators(self):
        administrator = self.env.ref("base.user_admin")
        for user, seen in (
            (self.users["specialist_a"], False),
            (self.users["head_a"], False),
            (administrator, administrator.has_group("base.group_system")),
        ):
            menus = self.env["ir.ui.menu"].with_user(user).load_menus(False)
            names = {menu.get("xmlid") for menu in menus.values()}
            self.assertEqual("base.menu_management" in names, seen)
            self.assertIn("vpdt_documents.menu_vpdt_root", names)

    def test_heads_operators_and_personnel_have_the_lists_of_their_people(self):
        for who in ("head_a", "chief", "operator", "hr"):
            with self.subTest(who=who):
                self.assertEqual(
                    self.menus(who), OF_OVERSEERS | OF_WATCHERS | OF_EVERYBODY
                )

    def test_the_agency_that_watches_has_what_it_watches(self):
        """QĐ 553 Điều 4.1."""
        self.posts["specialist_a"].agency_id.watches_agencies = True
        self.env.registry.clear_cache()
        self.assertEqual(self.menus("specialist_a"), OF_WATCHERS | OF_EVERYBODY)

    def test_a_new_post_brings_its_menus_the_day_it_begins(self):
        self.menus("specialist_a")
        event = self.plan("acting", "specialist_a", job="head_a", last_day=30)
        self.confirm(event)
        self.assertEqual(
            self.menus("specialist_a"), OF_OVERSEERS | OF_WATCHERS | OF_EVERYBODY
        )
