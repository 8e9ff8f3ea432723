from odoo import http
from odoo.http import request

from odoo.addons.auth_signup.controllers.main import AuthSignupHome


class AccountsSignup(AuthSignupHome):
    """Nobody makes himself an account; passwords come by a one-time link or slip.

    Odoo's pages for both would say which accounts there are, and its links for a new
    password can be used again until somebody signs in.
    """

    def get_auth_signup_config(self):
        return {
            **super().get_auth_signup_config(),
            "signup_enabled": False,
            "reset_password_enabled": False,
        }

    @http.route()
    def web_auth_signup(self, *args, **kw):
        raise request.not_found()

    @http.route()
    def web_auth_reset_password(self, *args, **kw):
        raise request.not_found()
