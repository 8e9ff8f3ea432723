"""Click everything in the browser, as each of our roles (R32)."""

from odoo.tests import HttpCase, tagged

from .common import RouteCase

START = (
    "odoo.loader.modules.get('@web/webclient/clickbot/clickbot_loader')"
    ".startClickEverywhere('%s');"
)
ROLES = (
    "clerk",
    "chief",
    "chairman",
    "vice",
    "deputy_chief",
    "clerk_a",
    "head_a",
    "specialist_a",
    "operator",
)


@tagged("vpdt_clicks", "-standard", "post_install", "-at_install")
class TestClicks(HttpCase, RouteCase):
    """Every menu, view and filter of the office, with papers at every stage: nobody's
    browser meets an error."""

    allow_end_on_form = True

    # the district's own set-up has entered it already
    registry_test_mode = False

    def setUp(self):
        super().setUp()
        self.register(number="1")
        self.to_chairman(number="2")
        self.to_agencies(number="3")
        self.to_specialist(number="4")
        self.intake(number="5")
        self.intake("clerk_a", number="6")
        for name in ROLES:
            user = self.users[name]
            user.sudo().password = user.login
            if "tour_enabled" in user._fields:
                user.sudo().tour_enabled = False

    def click(self, name):
        user = self.users[name]
        menus = self.env["ir.ui.menu"].with_user(user).load_menus(False)
        apps = [menus[app] for app in menus["root"]["children"]]
        # Odoo's own apps are clicked through by Odoo's own tests
        ours = [app for app in apps if app["xmlid"].startswith("vpdt_")]
        self.assertTrue(ours, f"{name} has no menu of the office")
        for app in ours:
            with self.subTest(user=name, app=app["name"]):
                self.browser_js(
                    "/odoo",
                    START % app["xmlid"],
                    "odoo.isReady === true",
                    login=user.login,
                    timeout=900,
                    success_signal="clickbot test succeeded",
                )

    def test_office(self):
        """The office of the committee."""
        for name in ("clerk", "chief", "deputy_chief", "operator"):
            self.click(name)

    def test_leaders(self):
        """The leaders of the committee."""
        for name in ("chairman", "vice"):
            self.click(name)

    def test_agencies(self):
        """The people of an agency."""
        for name in ("clerk_a", "head_a", "specialist_a"):
            self.click(name)
