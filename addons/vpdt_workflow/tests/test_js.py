from odoo.tests import HttpCase, no_retry, tagged

from odoo.addons.web.tests.test_js import unit_test_error_checker


def suite_id(name):
    """Return the identifier Hoot gives to the suite or test `name`."""
    value = 0
    for char in name:
        value = ((value << 5) - value + ord(char)) & 0xFFFFFFFF
    return f"{value:08x}"


class JsCase(HttpCase):
    """Runs the Hoot tests of addons in the browser."""

    def run_suites(self, *names):
        """Run the suites `names` (of addons, "@vpdt_workflow"); a failure fails."""
        ids = "".join(f"&id={suite_id(name)}" for name in names)
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000{ids}",
            "",
            "",
            login="admin",
            timeout=120,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=unit_test_error_checker,
        )


@tagged("post_install", "-at_install")
class TestJs(JsCase):
    """The plain parts of the browser side, in the browser."""

    @no_retry
    def test_units(self):
        self.run_suites("@vpdt_documents", "@vpdt_workflow")
