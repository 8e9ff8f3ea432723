from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install", "vpdt")
class TestHomeHttp(HttpCase):
    """What browsers ask for by themselves."""

    def test_the_icon_is_where_browsers_look(self):
        """Asked for before anybody is signed in; without it every page logs a 404."""
        answer = self.url_open("/favicon.ico")
        self.assertEqual(answer.status_code, 200)
        self.assertTrue(answer.headers["Content-Type"].startswith("image/"))
        self.assertTrue(answer.content)
