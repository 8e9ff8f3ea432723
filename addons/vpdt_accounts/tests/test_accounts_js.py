from odoo.tests import no_retry, tagged

from odoo.addons.vpdt_workflow.tests.test_js import JsCase


@tagged("post_install", "-at_install")
class TestAccountsJs(JsCase):
    """The plain parts of the screens of accounts, in the browser."""

    @no_retry
    def test_units(self):
        self.run_suites("@vpdt_accounts")
