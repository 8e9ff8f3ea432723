"""Signing in over HTTP, as a browser does."""

import re
from contextlib import contextmanager
from types import SimpleNamespace

from werkzeug.user_agent import UserAgent

from odoo.exceptions import AccessDenied
from odoo.http import _request_stack
from odoo.tests import HttpCase

from .common import AccountsCase

DESKTOP = "Mozilla/5.0 (X11; Linux x86_64) Firefox/120.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Safari/604.1"
GOOD = "Sông Gianh xanh 7"
OTHER = "Rừng thông reo 9"


def _agent(string):
    agent = UserAgent(string)
    agent.browser = "firefox" if "Firefox" in string else "safari"
    agent.platform = "linux" if "Linux" in string else "iphone"
    return agent


class SigninCase(AccountsCase, HttpCase):
    """The small district, whose people sign in over HTTP."""

    def setUp(self):
        super().setUp()
        # a page that writes has an ordinary cursor
        self.set_registry_readonly_mode(False)
        self.addCleanup(self.set_registry_readonly_mode, True)

    def give(self, who, password=GOOD, email="x@example.com"):
        """Give somebody a password and an address."""
        user = self.users[who]
        user.password = password
        user.email = email
        self.env.flush_all()
        return user

    @contextmanager
    def request(self, address="127.0.0.1", agent=DESKTOP):
        """Do something as if a request asked for it.

        In the test's own transaction: what a refused request leaves behind by a
        transaction of its own is undone with the request when both share the one of a
        test (tests/test_signin_http.py has real ones).
        """
        asked = SimpleNamespace(
            httprequest=SimpleNamespace(
                remote_addr=address,
                environ={"REMOTE_ADDR": address},
                user_agent=_agent(agent),
            ),
            cookies={},
            env=self.env,
            session=SimpleNamespace(sid="s" * 84, uid=None),
            geoip={},
            best_lang="vi_VN",
        )
        self.http_request_allow_all = True
        _request_stack.push(asked)
        try:
            yield
        finally:
            _request_stack.pop()
            self.http_request_allow_all = False

    def sign_in(self, login, password, **where):
        """Try to sign in; return "" or the words of the refusal."""
        credential = {"type": "password", "login": login, "password": password}
        with self.request(**where):
            try:
                self.env["res.users"].sudo(False).authenticate(
                    credential, {"interactive": True}
                )
            except AccessDenied as denied:
                return str(denied)
            finally:
                self.env.invalidate_all()
        return ""

    def sign_in_http(self, login, password, agent=DESKTOP):
        """Sign in over HTTP; return "" or the words of the refusal."""
        self.opener.cookies.clear()
        answer = self.url_open(
            "/web/session/authenticate",
            json={
                "jsonrpc": "2.0",
                "method": "call",
                "params": {
                    "db": self.env.cr.dbname,
                    "login": login,
                    "password": password,
                },
            },
            headers={"User-Agent": agent},
        ).json()
        self.env.invalidate_all()
        if "error" in answer:
            return answer["error"]["data"]["message"]
        return ""

    def signed_in(self):
        """Whether the session of the last sign-in still holds."""
        answer = self.url_open(
            "/web/session/get_session_info",
            json={"jsonrpc": "2.0", "method": "call", "params": {}},
        ).json()
        return "error" not in answer

    def form(self, path, **fields):
        """Send the form of a public page; return the page that answers."""
        page = self.url_open(path).text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        answer = self.url_open(path.split("?")[0], data={"csrf_token": token, **fields})
        self.env.invalidate_all()
        return answer.text

    def attempts(self, **where):
        domain = [(key, "=", value) for key, value in where.items()]
        return self.env["vpdt.signin.attempt"].search(domain, order="id")

    def mails(self, user, words):
        """Return the e-mails to somebody that hold `words`, oldest first."""
        found = self.env["mail.mail"].search(
            [("recipient_ids", "in", user.partner_id.ids)], order="id"
        )
        return found.filtered(lambda mail: words in (mail.body_html or ""))
