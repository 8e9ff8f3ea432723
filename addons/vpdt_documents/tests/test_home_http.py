from odoo import http
from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install", "vpdt")
class TestHomeHttp(HttpCase):
    """What browsers ask for by themselves."""

    def test_the_icon_is_where_browsers_look(self):
        """Asked for before anybody is signed in; without it every page logs a 404."""
        answer = self.url_open("/favicon.ico")
        self.assertEqual(answer.status_code, 200)
        self.assertTrue(answer.headers["Content-Type"].startswith("image/"))
        self.assertTrue(answer.content)

    def test_the_zone_of_a_computer_set_wrong_is_not_taken(self):
        """Odoo takes it at the first sign-in; deadlines are in the time of Vietnam."""
        user = new_test_user(
            self.env, "vpdt_zone", password="Mật khẩu dài 1", tz="Asia/Ho_Chi_Minh"
        )
        self.authenticate(None, None)
        self.opener.cookies.set("tz", "America/Los_Angeles")
        answer = self.url_open(
            "/web/login",
            data={
                "login": "vpdt_zone",
                "password": "Mật khẩu dài 1",
                "csrf_token": http.Request.csrf_token(self),
            },
        )
        answer.raise_for_status()
        self.assertTrue(user.login_date, "signed in")
        self.assertEqual(user.tz, "Asia/Ho_Chi_Minh")
