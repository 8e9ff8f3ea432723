from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .vpdt_overseen_mixin import MANAGERS


class ResUsers(models.Model):
    """What operators of the whole office ask of an account; nobody of his own (R26)."""

    _inherit = "res.users"

    factor_from = fields.Date(
        string="Second factor asked from",
        readonly=True,
        copy=False,
        help="Whatever the policy of the posts says.",
    )

    def _check_may_ask(self):
        """:raises AccessError: no operator of the whole office, or his own account"""
        if self.env.su:
            return
        if self.env.user in self or not self.env.user.has_group(MANAGERS):
            raise AccessError(
                self.env._(
                    "An operator of the whole office does this, not for himself."
                )
            )

    def action_end_sessions(self):
        """End every session of these accounts, wherever they are signed in."""
        self._check_may_ask()
        # sudo: sessions of others; who may was checked
        self.sudo()._end_sessions()
        return True

    def action_require_factor(self):
        """Ask for a second factor from today on.

        :raises UserError: one would then no longer come in: no second factor, and no
            address for a code
        """
        self._check_may_ask()
        # sudo: accounts of others; who may was checked
        users = self.sudo()
        for user in users:
            if not (user.totp_enabled or user.auth_passkey_key_ids or user.email):
                raise UserError(
                    self.env._(
                        "%(who)s has no e-mail address for a code: enter one first.",
                        who=user.name,
                    )
                )
        users._ask_factor(self.env["hr.job"]._today())
        return True

    def action_end_factor(self):
        """Ask for what the policy of the posts says again."""
        self._check_may_ask()
        # sudo: accounts of others; who may was checked
        self.sudo()._ask_factor(False)
        return True

    def _ask_factor(self, day):
        self.write({"factor_from": day})
        # policies are remembered by account
        self.env.registry.clear_cache()

    def action_require_password(self):
        """Void the password; a new one is chosen by the one-time link or slip.

        So who knows the old one cannot choose the new one.

        :return: what opens the slip, where there is no address for a link
        """
        self.ensure_one()
        self._check_may_ask()
        self._check_may_issue()
        # sudo: another's password is voided, not set; who may was checked
        self.sudo()._void_password()
        return (
            self.action_issue_link() if self.sudo().email else self.action_issue_slip()
        )
