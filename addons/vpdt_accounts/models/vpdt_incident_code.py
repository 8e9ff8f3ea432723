from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import SQL

from ..signin import digest, new_code

MINUTES = 15
#: Wrong codes for one account; then all of its codes are void.
TRIES = 5
#: Codes asked for in an hour, for one account and from one address.
PER_ACCOUNT, PER_ADDRESS = 3, 20


class VpdtIncidentCode(models.Model):
    """A code by e-mail, by which somebody who cannot sign in reports his own account.

    The answer is the same whether an account has that name or not, whether it has an
    address or not; the e-mail leaves through the queue, so the time is the same too.
    No access for anybody.
    """

    _name = "vpdt.incident.code"
    _inherit = ["vpdt.system.written.mixin"]
    _description = "Code to report an incident"
    _order = "id desc"
    _log_access = False
    _rec_name = "at"

    user_id = fields.Many2one(
        "res.users", required=True, index=True, ondelete="cascade"
    )
    digest = fields.Char(size=64, required=True, groups=fields.NO_ACCESS)
    at = fields.Datetime(required=True, default=fields.Datetime.now)
    expires_at = fields.Datetime(required=True)
    used_at = fields.Datetime()

    @api.model
    def _secret(self):
        # sudo: the secret of this database
        get = self.env["ir.config_parameter"].sudo().get_param
        return f"vpdt.incident.code {get('database.secret')}"

    @api.model
    def _account(self, login):
        # sudo: whose name it is, asked by somebody who is not signed in
        users = self.env["res.users"].sudo()
        user = users.search([("login", "=", (login or "").strip())], limit=1)
        return user if user and user._is_internal() else users

    @api.model
    def _key(self, kind, login):
        name = (login or "").strip().lower()
        return f"{kind}:{self.env['vpdt.signin.attempt']._digest(name, 'login')}"

    @api.model
    def _send(self, login, address):
        """Send a code to the address on file of an account, if there is one.

        Says nothing; limits are kept without a word as well.
        """
        count = self.env["vpdt.signin.count"]
        too_many = [
            count._take(f"report:{address}", PER_ADDRESS, 60),
            count._take(self._key("report", login), PER_ACCOUNT, 60),
        ]
        user = self._account(login)
        code, now = new_code(), fields.Datetime.now()
        hashed = digest(f"{user.id} {code}", self._secret())
        if any(too_many) or not user.email:
            return
        # sudo: rows and e-mails of the system
        rows = self.sudo()
        rows.create(
            {
                "user_id": user.id,
                "digest": hashed,
                "at": now,
                "expires_at": now + timedelta(minutes=MINUTES),
            }
        )
        told = rows.with_context(lang=user.lang or "vi_VN")
        subject = told.env._("Code to report your account")
        body = Markup("<p>%s</p><p style='font-size:24px'><b>%s</b></p><p>%s</p>") % (
            told.env._("The code to lock your account:"),
            f"{code[:4]} {code[4:]}",
            told.env._(
                "It is good for %(minutes)s minutes. If you did not ask for it, do "
                "nothing.",
                minutes=MINUTES,
            ),
        )
        mail = told.env["mail.mail"].create(
            {
                "subject": subject,
                "body_html": body,
                "email_from": self.env.company.sudo().email_formatted
                or user.email_formatted,
                "recipient_ids": [(6, 0, user.partner_id.ids)],
                "auto_delete": True,
            }
        )
        # Not through `vpdt.notice`: a locked account may report as well
        mail.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()

    @api.model
    def _report(self, login, code, kind, address):
        """Contain the account whose code this is.

        :return: the incident, sudo; none when the code is not good, for whatever reason
        """
        count = self.env["vpdt.signin.count"]
        refused = [
            count._take(f"code:{address}", PER_ADDRESS, 60),
            count._take(self._key("code", login), TRIES, MINUTES),
        ]
        user = self._account(login)
        hashed = digest(f"{user.id} {''.join((code or '').split())}", self._secret())
        # sudo: rows of the system
        rows = self.sudo()
        none = rows.env["vpdt.incident"]
        if any(refused):
            rows.search(
                [("user_id", "=", user.id or 0), ("used_at", "=", False)]
            ).write({"used_at": fields.Datetime.now()})
            return none
        found = self.env.execute_query(
            SQL(
                """
                UPDATE vpdt_incident_code SET used_at = %(now)s
                 WHERE user_id = %(user)s AND digest = %(digest)s
                   AND used_at IS NULL AND expires_at > %(now)s
             RETURNING id
                """,
                now=fields.Datetime.now(),
                user=user.id or 0,
                digest=hashed,
            )
        )
        rows.invalidate_model()
        if not found:
            return none
        count._forget(self._key("code", login))
        # in the ledger it is his own doing
        return none.with_user(user).sudo()._do_report(user, kind, "outside")

    @api.autovacuum
    def _gc_old(self):
        # sudo: the server's own broom
        week = fields.Datetime.now() - timedelta(days=7)
        self.sudo().search([("at", "<", week)]).unlink()
