from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

_WATCHED = {"active", "login", "group_ids", "password", "locked_at"}
_OURS = {"locked_at", "lock_reason", "session_epoch", "factor_from"}
_RIGHTS = {"group_ids", "role"}
# Groups that say how somebody wants to be told, not what he may
NO_RIGHTS = ("base.group_user", "mail.group_mail_notification_type_inbox")
_CREATING = "vpdt_accounts.creating"


class ResUsers(models.Model):
    """An account: it opens, is locked and closes with a line in the ledger (R17).

    Locked is not closed: nobody signs in with a locked account and whoever had is put
    out at the next request, but it keeps its post and its work. `session_epoch` counts
    the times everybody was put out: part of what a session is checked against, on every
    worker and node.
    """

    _inherit = "res.users"

    locked_at = fields.Datetime(string="Locked since", readonly=True, copy=False)
    lock_reason = fields.Char(readonly=True, copy=False)
    session_epoch = fields.Integer(
        readonly=True, copy=False, groups="base.group_no_one", default=None
    )

    def _get_session_token_fields(self):
        return super()._get_session_token_fields() | {"session_epoch"}

    # -- the ledger follows --------------------------

    @api.model_create_multi
    def create(self, vals_list):
        data = self.env.cr.precommit.data
        data[_CREATING] = data.get(_CREATING, 0) + 1
        try:
            users = super().create(vals_list)
        finally:
            data[_CREATING] -= 1
        for user in users.sudo():
            if user._is_internal():
                self.env["vpdt.account.change"]._enter(
                    user, "issue", "", user._rights_text()
                )
        return users

    def write(self, vals):
        if not self.env.su:
            self._guard_account(vals)
        # what is written while an account is made belongs to its first line
        creating = self.env.cr.precommit.data.get(_CREATING)
        if creating or not _WATCHED & vals.keys():
            return super().write(vals)
        # sudo: what an account may, whoever changes it
        states = self.sudo()._account_states()
        result = super().write(vals)
        self.sudo()._note_account(states, password="password" in vals)
        return result

    def _guard_account(self, vals):
        """Check what is written to accounts by hand.

        :raises AccessError: one's own rights, or what only the system writes
        """
        if _OURS & vals.keys():
            raise AccessError(
                self.env._("Accounts are locked and unlocked with their buttons.")
            )
        if self.env.user in self and any(
            name in _RIGHTS or name.startswith(("in_group_", "sel_groups_"))
            for name in vals
        ):
            self._refuse_own_rights()

    def _refuse_own_rights(self):
        raise AccessError(
            self.env._("Your own rights are changed by somebody else, not by you.")
        )

    def _account_states(self):
        """Return {user id: (active, login, locked, rights)} as it is now."""
        return {
            user.id: (
                user.active,
                user.login,
                bool(user.locked_at),
                user._rights_text(),
            )
            for user in self
            if user._is_internal()
        }

    def _note_account(self, states, password=False):
        """Enter into the ledger what differs from `states`."""
        Change = self.env["vpdt.account.change"]
        now = self._account_states()
        for user in self:
            before = states.get(user.id)
            after = now.get(user.id)
            if before == after and not password:
                continue
            active, login, locked, rights = before or (False, user.login, False, "")
            active2, login2, locked2, rights2 = after or (False, user.login, False, "")
            rights = rights if active else ""
            rights2 = rights2 if active2 else ""
            kinds = []
            if before is None and after:
                kinds.append("issue")
            elif active != active2:
                kinds.append("restore" if active2 else "revoke")
            elif rights != rights2:
                kinds.append("rights")
            if login != login2:
                kinds.append("login")
            if locked != locked2:
                kinds.append("lock" if locked2 else "unlock")
            if password and after:
                kinds.append("password")
            for kind in kinds:
                Change._enter(
                    user,
                    kind,
                    login if kind == "login" else rights,
                    login2 if kind == "login" else rights2,
                    user.lock_reason if kind == "lock" else "",
                )

    def _rights_text(self):
        """Return the groups an account was given, as the office names them."""
        self.ensure_one()
        groups = self.group_ids
        for name in NO_RIGHTS:
            groups -= self.env.ref(name)
        return " · ".join(
            sorted(groups.with_context(lang="vi_VN").mapped("display_name"))
        )

    def _posts_text(self):
        """Return the posts held today, see `hr.job._titles`."""
        self.ensure_one()
        held = [holding.job_id for holding in self._holdings()]
        return self.env["hr.job"].browse(held)._titles()

    # -- locking --------------------------

    def _may_lock(self):
        """Whether the user answers for these accounts; nobody for his own."""
        if self.env.su:
            return True
        overseen = self.env.user._overseen_agencies()
        if self.env.user in self:
            return False
        return overseen is None or all(
            user._account_agency() & overseen for user in self
        )

    def _check_may_lock(self):
        if not self._may_lock():
            raise AccessError(
                self.env._(
                    "Accounts are locked and unlocked by the operator or the head of "
                    "the agency, not by oneself."
                )
            )

    def action_lock_account(self, reason):
        """Lock these accounts now: every session, key and device of theirs ends.

        :raises AccessError: they are not the user's to lock
        :raises UserError: no reason, or an account the system needs
        """
        self._check_may_lock()
        if not isinstance(reason, str) or not reason.strip():
            raise UserError(self.env._("Say why the account is locked."))
        self.sudo()._do_lock(reason.strip())
        return True

    def action_unlock_account(self):
        """Unlock these accounts; who had signed in before signs in again."""
        self._check_may_lock()
        self.sudo()._do_unlock()
        return True

    def _do_lock(self, reason):
        if self.env.ref("base.user_root") in self:
            raise UserError(self.env._("The system's own account cannot be locked."))
        for user in self:
            if not user.locked_at:
                user.write({"locked_at": fields.Datetime.now(), "lock_reason": reason})
        self._put_out()

    def _do_unlock(self):
        self.filtered("locked_at").write({"locked_at": False, "lock_reason": False})

    def _do_contain(self, reason):
        """Lock these accounts, and let no way in survive: nobody knows which is known.

        Password, second factor, passkeys, keys, devices and sessions end; what is told
        outside the office ends with the lock (`mail_silence.py`).
        """
        self._do_lock(reason)
        # who else came in may have changed what papers are compared with
        self.env["vpdt.signature.specimen"]._of(self)._do_withdraw(reason)
        self._void_password()
        self.env.cr.execute(
            SQL(
                "UPDATE res_users SET totp_secret = NULL, totp_last_counter = NULL"
                " WHERE id = ANY(%s)",
                self.ids,
            )
        )
        self.env["auth.passkey.key"].search([("create_uid", "in", self.ids)]).unlink()
        # a link for a new password that Odoo sent before
        self.partner_id.write({"signup_type": False})

    def _end_sessions(self):
        """End every session of these accounts, on every worker.

        Workers hear of it with their next request; sockets when they are called, which
        the message does.
        """
        for user in self:
            user.session_epoch = (user.session_epoch or 0) + 1
            user._bus_send("vpdt.put_out", {})
        self.env["auth_totp.device"].search([("user_id", "in", self.ids)]).unlink()
        self.env["res.device.log"].search(
            [("user_id", "in", self.ids), ("revoked", "=", False)]
        ).write({"revoked": True})

    def _put_out(self):
        """End every session, key and device of these accounts, on every worker."""
        self._end_sessions()
        self.env["res.users.apikeys"].search([("user_id", "in", self.ids)]).unlink()
        self.env["vpdt.first.password"]._void(self)
        self.env["mail.push.device"].search(
            [("partner_id", "in", self.partner_id.ids)]
        ).unlink()
