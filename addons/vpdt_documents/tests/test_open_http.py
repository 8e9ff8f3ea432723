from odoo.tests import HttpCase, tagged

from .common import DistrictCase


@tagged("post_install", "-at_install", "vpdt")
class TestOpenHttp(DistrictCase, HttpCase):
    """Openings are noted by the links of the screens, once."""

    def setUp(self):
        super().setUp()
        # Test cursors forget what is to be done after a commit; without a replica a
        # read-only route has an ordinary cursor (TestOpen has the other case).
        self.set_registry_readonly_mode(False)
        self.addCleanup(self.set_registry_readonly_mode, True)
        self.document = self.register("clerk").document_id
        self.file = self.document.file_ids
        user = self.users["chief"]
        user.password = "chief-of-the-test-553"  # noqa: S105 a test's own
        self.env.flush_all()
        self.authenticate(user.login, "chief-of-the-test-553")

    def rows(self):
        self.env.invalidate_all()
        return self.env["vpdt.open"].search([("document_id", "=", self.document.id)])

    def test_download(self):
        """The link of the form: the file comes, the trace stays, once."""
        url = f"/web/content/{self.file.attachment_id.id}?download=1"
        headers = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/120.0"}
        for _time in range(2):
            answer = self.url_open(url, headers=headers)
            self.assertEqual(answer.status_code, 200)
            self.assertTrue(answer.content.startswith(b"%PDF"))
        row = self.rows().sudo()
        self.assertEqual((row.way, row.user_id), ("file", self.users["chief"]))
        self.assertEqual(row.address, "127.0.0.1")
        self.assertEqual(row.device, "Firefox Linux")

    def test_nothing_for_who_gets_nothing(self):
        """What is refused is no opening."""
        foreign = self.register("clerk_o").document_id
        answer = self.url_open(
            f"/web/content/{foreign.file_ids.attachment_id.id}?download=1"
        )
        self.assertNotEqual(answer.status_code, 200)
        answer = self.url_open(f"/vpdt/page/{foreign.file_ids.id}/1")
        self.assertEqual(answer.status_code, 404)
        self.assertFalse(
            self.env["vpdt.open"].search([("document_id", "=", foreign.id)])
        )
