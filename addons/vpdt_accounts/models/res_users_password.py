from contextlib import contextmanager
from contextvars import ContextVar

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.http import request
from odoo.tools import SQL

from ..signin import CLASSES, verdict
from .vpdt_password_former import KEPT

_SECRETS = {"password", "new_password"}
#: Set while a password that was just checked is written: its hashes take their time.
_CHECKED = ContextVar("vpdt_accounts.checked", default=False)


@contextmanager
def _checked():
    token = _CHECKED.set(True)
    try:
        yield
    finally:
        _CHECKED.reset(token)


class ResUsers(models.Model):
    """Passwords: by rule, none of the last again, nobody's set by somebody else.

    Whatever comes over the network is checked, whichever way and with whichever
    context; only the server's own shell (data files, tests) sets what it likes.
    """

    _inherit = "res.users"

    def _refuse_by_hand(self):
        raise AccessError(
            self.env._(
                "Passwords are not set for others: issue a one-time link or a sealed "
                "slip, its owner then chooses one."
            )
        )

    @api.model_create_multi
    def create(self, vals_list):
        given = any(vals.get(name) for vals in vals_list for name in _SECRETS)
        if given and not self.env.su:
            self._refuse_by_hand()
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and any(vals.get(name) for name in _SECRETS):
            self._refuse_by_hand()
        return super().write(vals)

    def _set_password(self):
        if not self.env.su:
            self._refuse_by_hand()
        for user in self:
            # the server's own shell has no request
            if request and not _CHECKED.get():
                user._check_password(user.password)
            self.env["vpdt.password.former"]._keep(user)
        return super()._set_password()

    def _change_password(self, new_passwd):
        if self != self.env.user:
            self._refuse_by_hand()
        self._check_password((new_passwd or "").strip())
        with _checked():
            return super()._change_password(new_passwd)

    def _choose_password(self, password):
        """Check a password and set it for this account.

        :raises UserError: says what is wrong with it
        """
        self._check_password(password)
        # sudo: the account's own password, by who has its code
        with _checked():
            self.sudo().password = password

    def _check_password(self, password):
        """Check a password somebody wants for this account.

        :raises UserError: says what is wrong with it
        """
        self.ensure_one()
        # sudo: the account's own name and policy, whoever asks
        user = self.sudo()
        length = self.env["vpdt.signin.policy"]._for(user)["password_min"]
        reason = verdict(password, user.login, user.name, length)
        if not reason and self.env["vpdt.password.former"]._was(user, password):
            reason = "reused"
        if reason:
            raise UserError(self._password_words(reason, length))

    def _password_words(self, reason, length):
        return {
            "empty": self.env._("Type a password."),
            "short": self.env._(
                "The password is too short: at least %(length)s characters.",
                length=length,
            ),
            "long": self.env._("The password is too long: 128 characters at most."),
            "classes": self.env._(
                "The password needs at least %(count)s of: small letters, capitals, "
                "digits, other signs. Or take a phrase of 20 characters.",
                count=CLASSES,
            ),
            "plain": self.env._(
                "The password repeats few characters or runs along the keyboard: "
                "choose another."
            ),
            "name": self.env._(
                "The password is made of your name or of your account's: choose "
                "another."
            ),
            "common": self.env._(
                "Many people use this word as a password: choose another."
            ),
            "reused": self.env._(
                "You had this password before: none of the last %(count)s is used "
                "again.",
                count=KEPT,
            ),
        }[reason]

    @api.model
    def get_password_policy(self):
        """Also the length of the user's own policy, for Odoo's meter."""
        found = super().get_password_policy()
        policy = self.env["vpdt.signin.policy"]._for(self.env.user)
        return {**found, "minlength": max(found["minlength"], policy["password_min"])}

    def _void_password(self):
        """Take the password away; it is kept so that it is never taken again."""
        for user in self:
            self.env["vpdt.password.former"]._keep(user)
        self.env.cr.execute(
            SQL("UPDATE res_users SET password = NULL WHERE id = ANY(%s)", self.ids)
        )
        self.invalidate_recordset(["password"])
        # what sessions are checked against
        self.env.registry.clear_cache()
