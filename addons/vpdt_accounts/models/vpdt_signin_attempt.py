import hashlib
import secrets

from odoo import api, fields, models
from odoo.http import request
from odoo.tools import SQL
from odoo.tools.misc import hmac

from .res_users_signin import NO_REQUEST

RESULTS = [
    ("ok", "Signed in"),
    ("wrong", "Refused: wrong password or code"),
    ("unknown", "Refused: no such account"),
    ("limit", "Refused: too many tries"),
    ("locked", "Refused: the account is locked"),
    ("factor", "Refused: no second factor"),
]
WAYS = [
    ("password", "Password"),
    ("webauthn", "Passkey"),
    ("totp", "Code of an authenticator"),
    ("totp_mail", "Code by e-mail"),
    ("key", "Key of a program"),
    ("link", "One-time link or slip"),
    ("again", "Asked again"),
]

#: Cookie that tells browsers apart; characters of its value; how long it stays.
_MARK, _MARK_LENGTH, _MARK_DAYS = "vpdt_device", 43, 400


class VpdtSigninAttempt(models.Model):
    """Who signed in or tried to, when, from where (Luật ANM 2018 Điều 26; R25).

    | who                                     | reads                                 |
    |-----------------------------------------|---------------------------------------|
    | the person                              | those with his account                |
    | who oversees his agency's accounts      | the same                              |
    | operators of the whole office           | all, also names that nobody has       |

    Odoo keeps the last sign-in of each account only; these rows stay. Written in a
    transaction of its own, refused or not. A name that nobody has is kept as a digest:
    people type passwords into that field.
    """

    _name = "vpdt.signin.attempt"
    _inherit = ["vpdt.append.only.mixin", "vpdt.overseen.mixin", "vpdt.trail.mixin"]
    _description = "Sign-in"
    _order = "id desc"
    _rec_name = "at"
    _log_access = False

    at = fields.Datetime(string="When", required=True)
    login_digest = fields.Char(size=64, groups=fields.NO_ACCESS)
    result = fields.Selection(RESULTS, required=True)
    way = fields.Selection(WAYS)
    address = fields.Char(size=45)
    device = fields.Char(size=60, string="Browser")
    agent_digest = fields.Char(size=64, groups=fields.NO_ACCESS)
    device_mark = fields.Char(
        size=64, groups=fields.NO_ACCESS, help="Digest of a cookie of the browser."
    )
    is_new = fields.Boolean(
        string="New device", help="From an address and browser not seen before."
    )

    _by_user = models.Index("(user_id, id DESC)")
    _by_mark = models.Index(
        "(device_mark, at) WHERE result = 'ok' AND device_mark IS NOT NULL"
    )
    _by_time = models.Index("USING brin (at)")
    _seen = models.Index("(user_id, agent_digest, address) WHERE result = 'ok'")

    _trail_user = "user_id"

    @api.model
    def _trail_name(self):
        return self.env._("Sign-ins")

    def _trail_what(self):
        parts = (self._trail_label("result"), self.device, self.address)
        return " · ".join(part for part in parts if part)

    @api.model
    def _digest(self, text, scope):
        """Return a digest that says nothing to who does not know the text."""
        # sudo: the secret of this database
        return hmac(self.env(su=True), f"vpdt_accounts.{scope}", text or "")

    @api.model
    def _from_where(self):
        """Return (address, device, digest of the browser) of the request.

        Without one the row says so: the old interfaces for programs hide theirs.
        """
        address, device = self.env["vpdt.open"]._from_where()
        if not request:
            return NO_REQUEST, device, None
        agent = request.httprequest.user_agent.string or ""
        return address, device, hashlib.sha256(agent.encode()).hexdigest()

    @api.model
    def _device_mark(self):
        """Return the digest of this browser's own mark; give it one if it has none.

        Many browsers of an office are alike and come from one address: only a mark
        tells that two people share one. It says nothing about the person, and no page
        reads it.
        """
        answer = getattr(request, "future_response", None)
        mark = request.cookies.get(_MARK) if request else None
        if not mark or len(mark) != _MARK_LENGTH:
            if answer is None:
                return None
            mark = secrets.token_urlsafe(32)
            answer.set_cookie(
                _MARK,
                mark,
                max_age=_MARK_DAYS * 86400,
                secure=request.httprequest.scheme == "https",
                httponly=True,
                samesite="Lax",
            )
        return hashlib.sha256(mark.encode()).hexdigest()

    @api.model
    def _enter(self, user, result, way, login=""):
        """Enter a row, now and for good, whatever becomes of the request.

        :param user: res.users, none of them when no account has that name
        :return: whether it is a sign-in from a device not seen before, while others
            were: the first ever is nothing to tell
        """
        address, device, agent = self._from_where()
        user_id = user.id or None
        with self.env["vpdt.signin.count"]._own_transaction() as cr:
            is_new, mark = False, None
            if request and result == "ok" and way != "key":
                is_new = self._is_new(cr, user_id, agent, address)
                mark = self._device_mark()
            cr.execute(
                SQL(
                    """
                    INSERT INTO vpdt_signin_attempt
                           (user_id, agency_id, at, login_digest, result, way, address,
                            device, agent_digest, device_mark, is_new)
                    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
                    """,
                    user_id,
                    user._account_agency().id or None if user_id else None,
                    fields.Datetime.now(),
                    None if user_id else self._digest(login.strip().lower(), "login"),
                    result,
                    way,
                    address,
                    device,
                    agent,
                    mark,
                    is_new,
                )
            )
        return is_new

    @api.model
    def _is_new(self, cr, user_id, agent, address):
        cr.execute(
            SQL(
                """
                SELECT count(*) > 0,
                       bool_or(agent_digest IS NOT DISTINCT FROM %s
                               AND address IS NOT DISTINCT FROM %s)
                  FROM vpdt_signin_attempt
                 WHERE user_id = %s AND result = 'ok' AND way <> 'key'
                """,
                agent,
                address,
                user_id,
            )
        )
        [(any_before, seen)] = cr.fetchall()
        return bool(any_before and not seen)
