from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .common import DistrictCase


@tagged("post_install", "-at_install", "vpdt")
class TestAnswers(DistrictCase, HttpCase):
    """Papers that a route returns: for their reader alone, or nothing at all."""

    def setUp(self):
        super().setUp()
        self.book = self.register("clerk").register_id
        self.authenticate(self.users["clerk"].login, self.users["clerk"].login)

    def ask(self, print_):
        """Ask for the register in print, which is made by `print_`."""
        self.patch(self.env.registry["vpdt.register"], "_print", print_)
        return self.url_open(f"/vpdt/register/{self.book.id}.pdf")

    def test_no_browser_between_keeps_a_paper(self):
        answer = self.ask(lambda book, **_span: b"%PDF-1.7")
        self.assertEqual((answer.status_code, answer.content), (200, b"%PDF-1.7"))
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        self.assertEqual(answer.headers["Cache-Control"], "private, no-store")
        self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
        self.assertIn("inline; filename", answer.headers["Content-Disposition"])

    def test_what_is_refused_is_said_and_leaves_nothing(self):
        before, told = self.book.name, "Không in được: hết giấy."

        def print_(book, **_span):
            book.sudo().name = "half written"
            book.env.flush_all()
            raise UserError(told)

        answer = self.ask(print_)
        self.assertEqual((answer.status_code, answer.text), (422, told))
        self.env.invalidate_all()
        self.assertEqual(self.book.name, before)

    def test_what_one_may_not_read_is_not_there(self):
        told = "Sổ của cơ quan khác"

        def print_(book, **_span):
            raise AccessError(told)

        answer = self.ask(print_)
        self.assertEqual(answer.status_code, 404)
        self.assertNotIn("Sổ của", answer.text)
