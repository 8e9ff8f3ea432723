from odoo import api, fields, models

from odoo.addons.vpdt_documents.office_time import time_text


class VpdtPersonnelEvent(models.Model):
    """After a personnel change: how whoever has no password yet comes by one (R17)."""

    _inherit = "vpdt.personnel.event"

    password_note = fields.Char(compute="_compute_password_note")
    wants_password = fields.Boolean(
        compute="_compute_password_note",
        help="The user may issue a link or slip, and the person has no password.",
    )

    @api.depends_context("uid", "lang")
    @api.depends("state", "user_id")
    def _compute_password_note(self):
        for event in self:
            # sudo: whose change the user sees, and whether that account has a password
            opened = event.sudo().user_id
            account = opened.with_env(self.env)
            waits = (
                event.state == "done"
                and opened.active
                and not opened.locked_at
                and not opened._has_password()
            )
            event.wants_password = bool(waits and account._may_lock())
            event.password_note = waits and event._password_words(opened)

    def _password_words(self, account):
        """Return what is missing for an account to be used, in words."""
        # sudo: whether one is on its way and until when; never what it says
        waiting = self.env["vpdt.first.password"].sudo()._waiting(account)
        values = {
            "login": account.login,
            "until": time_text(waiting.expires_at),
        }
        if waiting.kind == "link":
            return self.env._(
                "Account %(login)s: a one-time link was sent, good until %(until)s. "
                "No password has been chosen yet.",
                **values,
            )
        if waiting:
            return self.env._(
                "Account %(login)s: a sealed slip was printed, good until %(until)s. "
                "No password has been chosen yet.",
                **values,
            )
        return self.env._(
            "Account %(login)s has no password yet. Who answers for it sends a "
            "one-time link by e-mail or hands over a sealed slip.",
            **values,
        )

    def action_issue_link(self):
        """Send the person a one-time link; see `res.users`."""
        return self._account_opened().action_issue_link()

    def action_issue_slip(self):
        """Print the person's sealed slip; see `res.users`."""
        return self._account_opened().action_issue_slip()

    def _account_opened(self):
        self.ensure_one()
        self.check_access("read")
        # sudo: whose change it is; what may be done to it is asked with the user's own
        return self.sudo().user_id.with_env(self.env)
