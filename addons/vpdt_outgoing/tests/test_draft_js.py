from odoo.tests import HttpCase, no_retry, tagged

from odoo.addons.vpdt_workflow.tests.test_js import suite_id
from odoo.addons.web.tests.test_js import unit_test_error_checker


@tagged("post_install", "-at_install")
class TestDraftJs(HttpCase):
    """The plain parts of the drafts' screens, in the browser."""

    @no_retry
    def test_units(self):
        self.browser_js(
            "/web/tests?headless&loglevel=2&preset=desktop&timeout=15000"
            f"&id={suite_id('@vpdt_outgoing')}",
            "",
            "",
            login="admin",
            timeout=120,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=unit_test_error_checker,
        )
