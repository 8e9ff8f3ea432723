import threading
from contextlib import contextmanager
from contextvars import ContextVar

from markupsafe import Markup

import odoo
from odoo import api, models
from odoo.exceptions import AccessDenied
from odoo.http import request
from odoo.tools import SQL, ormcache

#: What the sign-in under way turned out to be; None outside of one.
_UNDER_WAY = ContextVar("vpdt_accounts.signin", default=None)
#: Wrong tries from one address; a whole office may share it.
ADDRESS_TRIES = 60
ADDRESS_MINUTES = 15
_FACTORS = ("totp", "totp_mail", "webauthn")
#: Where a sign-in comes from that no request can be asked about: Odoo hides it from
#: /jsonrpc and /xmlrpc.
NO_REQUEST = "rpc"


class AccountLocked(AccessDenied):
    """Refused because the account is locked, told to who knows its password."""


class NoSecondFactor(AccessDenied):
    """Refused because the account must have a second factor and has none."""


class ResUsers(models.Model):
    """Signing in: counted for all workers together, kept for good, told to its owner.

    | what                                        | where                            |
    |---------------------------------------------|----------------------------------|
    | wrong tries, by account and by address      | `vpdt.signin.count`              |
    | every sign-in, refused or not               | `vpdt.signin.attempt`            |
    | what holds for whom                         | `vpdt.signin.policy`             |

    A name that nobody has is treated as one that somebody has: the same answer, the
    same work, the same lock. Without a request as with one: Odoo's old interfaces for
    programs have none, and take keys only.
    """

    _inherit = "res.users"

    # -- wrong tries --------------------------

    @contextmanager
    def _assert_can_auth(self, user=None):
        """Let a sign-in be tried, unless too many went wrong; keep how it ended.

        Instead of Odoo's count, which each worker has for itself.

        :param user: login or id of the account, as Odoo gives it
        :raises AccessDenied: too many tries; says for how long
        """
        if _UNDER_WAY.get() is not None:
            with super()._assert_can_auth(user=user):
                yield
            return
        account, login = self._account_tried(user)
        self._count_try(account, login)
        found = {"way": None}
        token = _UNDER_WAY.set(found)
        try:
            with super()._assert_can_auth(user=user):
                if isinstance(user, int) and not account:
                    # not Odoo's other words for a number that nobody has
                    raise AccessDenied
                yield
        except AccessDenied as denied:
            # without a request only keys are looked up, whoever is named
            if request and not account._has_password():
                self._verify_nothing()
            self._note_signin(account, login, self._result_of(denied, account), found)
            raise
        else:
            self._uncount_try(login)
            if self._note_signin(account, login, "ok", found):
                account._tell_new_device()
        finally:
            _UNDER_WAY.reset(token)

    def _on_login_cooldown(self, failures, previous):
        """Odoo's own count is not asked: see `_assert_can_auth`."""
        return False

    @api.model
    def _account_tried(self, user):
        """Return (res.users or none of them, login typed)."""
        # sudo: whose name it is, nobody being signed in yet
        users = self.env["res.users"].sudo()
        if isinstance(user, int):
            account = users.browse(user).exists()
            return account, account.login or str(user)
        login = user or ""
        found = users.search(
            self._get_login_domain(login), order=self._get_login_order(), limit=1
        )
        return found, login

    @api.model
    def _try_keys(self, login):
        """Return the keys of the counters of a name and of the address.

        Of the name, however it is written, never of the account: what locks along with
        it must not tell whether somebody has it.
        """
        address = (request.httprequest.remote_addr or "") if request else NO_REQUEST
        return self._account_key(login), f"address:{address}"

    @api.model
    def _account_key(self, login):
        """Return the key of the counter of wrong passwords of a name."""
        name = self.env["vpdt.signin.attempt"]._digest(login.strip().lower(), "login")
        return f"account:{name}"

    @api.model
    def _namesake(self, login):
        """Return whose name this is, written in whatever letters; sudo."""
        # sudo: whose name it is, nobody being signed in yet
        users = self.env["res.users"].sudo()
        name = users._get_login_domain(login.strip().lower())
        return users.search(name, order=users._get_login_order(), limit=1)

    @api.model
    def _count_try(self, account, login):
        count = self.env["vpdt.signin.count"]
        # one counter of both, so the same limit
        policy = self.env["vpdt.signin.policy"]._for(account or self._namesake(login))
        by_account, by_address = self._try_keys(login)
        wait = count._take(by_address, ADDRESS_TRIES, ADDRESS_MINUTES)
        if wait:
            self._note_signin(account, login, "limit", {})
            raise AccessDenied(
                self.env._(
                    "Too many wrong passwords came from this network. Try again in "
                    "%(minutes)s minutes.",
                    minutes=wait,
                )
            )
        wait = count._take(by_account, policy["max_failures"], policy["lock_minutes"])
        if wait:
            self._note_signin(account, login, "limit", {})
            raise AccessDenied(
                self.env._(
                    "Too many wrong passwords: this account takes none for "
                    "%(minutes)s minutes. If it was not you, report it below.",
                    minutes=wait,
                )
            )

    @api.model
    def _uncount_try(self, login):
        by_account, by_address = self._try_keys(login)
        self.env["vpdt.signin.count"]._forget(by_account)
        self.env["vpdt.signin.count"]._give_back(by_address)

    def _result_of(self, denied, account):
        if isinstance(denied, AccountLocked):
            return "locked"
        if isinstance(denied, NoSecondFactor):
            return "factor"
        return "wrong" if account else "unknown"

    def _note_signin(self, account, login, result, found):
        return self.env["vpdt.signin.attempt"]._enter(
            account, result, found.get("way"), login
        )

    # -- the same work for a name that nobody has --------------------------

    def _has_password(self):
        """Whether a password was compared, so that refusing took its time."""
        if not self:
            return False
        [(there,)] = self.env.execute_query(
            SQL(
                "SELECT active AND coalesce(password, '') <> '' FROM res_users"
                " WHERE id = %s",
                self.id,
            )
        )
        return bool(there)

    @api.model
    def _verify_nothing(self):
        """Take the time that comparing a password takes."""
        self._crypt_context().verify("nothing", self._hash_of_nothing())

    @api.model
    @ormcache(cache="stable")
    def _hash_of_nothing(self):
        return self._crypt_context().hash("something")

    # -- who may in --------------------------

    def _check_credentials(self, credential, env):
        """Check them; also where somebody signed in is asked again (`_ask_again`).

        :raises AccountLocked, NoSecondFactor: told only to who knows the password
        """
        found = _UNDER_WAY.get()
        if found is None:
            # a session left open, or a key, is no place to guess the password either
            with self._assert_can_auth(user=self.env.uid):
                result = self._check_credentials(credential, env)
                _UNDER_WAY.get()["way"] = "again"
                return result
        if found is not None:
            found["way"] = credential.get("type")
        info = super()._check_credentials(credential, env)
        if found is not None and info.get("auth_method") == "apikey":
            found["way"] = "key"
        # sudo: his own
        me = self.env.user.sudo()
        if me.locked_at:
            raise AccountLocked(
                self.env._(
                    "This account is locked. Ask the operator of your agency or Phòng "
                    "Văn hóa và Thông tin."
                )
            )
        interactive = (env or {}).get("interactive", True)
        if (
            interactive
            and info.get("mfa") != "skip"
            and credential.get("type") not in _FACTORS
            and me._must_have_second_factor()
            and not me._mfa_type()
        ):
            raise NoSecondFactor(
                self.env._(
                    "Your post signs in with a second factor, and this account has "
                    "neither one nor an e-mail address. Ask the operator of your "
                    "agency."
                )
            )
        return info

    # -- second factor, idle screens --------------------------

    def _must_have_second_factor(self):
        self.ensure_one()
        policy = self.env["vpdt.signin.policy"]._for(self)
        return policy["second_factor"] == "required"

    def _mfa_type(self):
        """Also a code by e-mail for who must have a second factor and set up none."""
        found = super()._mfa_type()
        if found or len(self) != 1 or not self._must_have_second_factor():
            return found
        # sudo: his own address
        return "totp_mail" if self.sudo().email else found

    def _rpc_api_keys_only(self):
        """Programs have keys: nothing of the office signs in by password without a
        page, where no second factor is asked for and no address is known."""
        return True

    def _get_lock_timeouts(self):
        """Also the idle time of the policy of his posts, beside those of groups."""
        found = super()._get_lock_timeouts()
        minutes = self.env["vpdt.signin.policy"]._for(self)["idle_minutes"]
        if not minutes:
            return found
        idle = list(found.get("lock_timeout_inactivity") or [])
        if all(seconds > minutes * 60 for seconds, _mfa in idle):
            idle.append((minutes * 60, False))
        return {**found, "lock_timeout_inactivity": sorted(idle)}

    # -- sessions --------------------------

    def _compute_session_token(self, sid):
        """Also right at once for a websocket.

        Its process hears that something changed with the next message only; what it
        keeps would let an ended session listen on.
        """
        socket = getattr(threading.current_thread(), "type", None) == "websocket"
        if odoo.evented or socket:
            return self._session_token_hash_compute(
                sid, self._session_token_get_values()
            )
        return super()._compute_session_token(sid)

    # -- telling the owner --------------------------

    def _notify_security_new_connection(self, auth_info):
        """Not Odoo's e-mail at each second factor: see `_tell_new_device`."""

    def _tell_new_device(self):
        """Tell that somebody signed in from an address and browser not seen before."""
        self.ensure_one()
        address, device, _digest = self.env["vpdt.signin.attempt"]._from_where()
        # sudo: the message is the system's
        told = self.sudo().with_context(lang=self.lang or "vi_VN")
        words = told.env._(
            "Your account was used on a new device: %(device)s, address %(address)s.",
            device=device or told.env._("unknown browser"),
            address=address or "?",
        )
        advice = told.env._(
            "If it was not you: your name at the top right → Report a known password "
            "or strange access."
        )
        body = Markup("<p>%s</p><p>%s</p>") % (words, advice)
        subject = told.env._("New device")
        told._tell_about_account(subject, body, email=True)

    def _tell_about_account(self, subject, body, email=False):
        """Tell these users something about accounts: inside, by e-mail if wanted."""
        # sudo: the message is the system's, and names no document
        self.env["mail.thread"].sudo().message_notify(
            partner_ids=self.partner_id.ids,
            author_id=self.env.ref("base.partner_root").id,
            subject=subject,
            body=body,
            subtype_xmlid="mail.mt_note",
            inbox_only=True,
        )
        mailed = self.partner_id.filtered("email") if email else None
        if mailed:
            self.env["vpdt.notice"]._mail(mailed, subject, body, False)
