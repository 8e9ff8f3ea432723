from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.http import request
from odoo.tools import SQL

from odoo.addons.vpdt_documents.layout.account_slip import Slip, render_slip
from odoo.addons.vpdt_documents.office_time import local_time, time_text

from ..signin import digest, new_slip_code, new_token

#: Hours a link or slip is good for.
HOURS = 72
#: Minutes in which a slip is printed, once.
PRINT_MINUTES = 10
#: Wrong codes from one address in an hour.
TRIES = 20


class VpdtFirstPassword(models.Model):
    """A one-time way to choose a password: a link by e-mail, or a sealed slip (R17).

    | who                                        | may                                |
    |--------------------------------------------|------------------------------------|
    | who oversees the account, not for himself  | issue (`action_issue_link`,        |
    |                                            | `action_issue_slip`), read         |
    | who has the link or the slip               | choose the password, once          |

    Kept is a digest only: a slip's code is made while it is printed, and printed once.
    A new one voids those before; so do locking and closing the account.
    """

    _name = "vpdt.first.password"
    _inherit = ["vpdt.system.written.mixin", "vpdt.overseen.mixin"]
    _description = "One-time link or slip"
    _order = "id desc"
    _log_access = False
    _rec_name = "issued_at"

    user_id = fields.Many2one(required=True)
    kind = fields.Selection(
        [("link", "Link by e-mail"), ("slip", "Sealed slip")], required=True
    )
    digest = fields.Char(size=64, groups=fields.NO_ACCESS)
    issued_at = fields.Datetime(required=True, default=fields.Datetime.now)
    issued_by_id = fields.Many2one("res.users", required=True, ondelete="restrict")
    expires_at = fields.Datetime(string="Good until", required=True)
    printed_at = fields.Datetime()
    used_at = fields.Datetime()
    used_from = fields.Char(string="Used from address")
    voided_at = fields.Datetime()

    _by_digest = models.UniqueIndex("(digest) WHERE digest IS NOT NULL")
    _open = models.Index("(user_id) WHERE used_at IS NULL AND voided_at IS NULL")

    @api.model
    def _secret(self):
        # sudo: the secret of this database
        get = self.env["ir.config_parameter"].sudo().get_param
        return f"vpdt.first.password {get('database.secret')}"

    @api.model
    def _void(self, users):
        """Void what these users could still use."""
        self.search(
            [
                ("user_id", "in", users.ids),
                ("used_at", "=", False),
                ("voided_at", "=", False),
            ]
        ).write({"voided_at": fields.Datetime.now()})

    @api.model
    def _waiting(self, user):
        """Return the link, or the printed slip, an account can still use."""
        return self.search(
            [
                ("user_id", "=", user.id),
                ("digest", "!=", False),
                ("used_at", "=", False),
                ("voided_at", "=", False),
                ("expires_at", ">", fields.Datetime.now()),
            ],
            limit=1,
        )

    @api.model
    def _issue(self, user, kind):
        """Return a new row for an account, and the link's token ("" for a slip)."""
        # sudo: rows of the system; who may issue was checked
        rows = self.sudo()
        rows._void(user)
        token = new_token() if kind == "link" else ""
        now = fields.Datetime.now()
        row = rows.create(
            {
                "user_id": user.id,
                "agency_id": user._account_agency().id,
                "kind": kind,
                "digest": digest(token, self._secret()) if token else False,
                "issued_at": now,
                "issued_by_id": self.env.uid,
                "expires_at": now + timedelta(hours=HOURS),
            }
        )
        return row, token

    def _send(self, token):
        """Send the link of this row to the account's address."""
        self.ensure_one()
        user = self.user_id
        told = self.with_context(lang=user.lang or "vi_VN")
        link = f"{self.get_base_url()}/vpdt/first-password?token={token}"
        subject = told.env._("Choose your password")
        body = Markup(
            "<p>%s</p><p>%s <b>%s</b></p><p><a href='%s'>%s</a></p><p>%s</p>"
        ) % (
            told.env._("Hello %(name)s,", name=user.name),
            told.env._("The name of your account:"),
            user.login,
            link,
            told.env._("Choose a password"),
            told.env._(
                "The link works once, until %(when)s. Do not pass this e-mail on.",
                when=time_text(self.expires_at),
            ),
        )
        told.env["vpdt.notice"]._mail(user.partner_id, subject, body, False)
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()

    def _print(self):
        """Print the slip and return the PDF: once, soon, by who issued it.

        :raises AccessError: none of these holds
        """
        self.ensure_one()
        self.check_access("read")
        # sudo: rows of the system; who may was just checked
        row = self.sudo()
        soon = fields.Datetime.now() - timedelta(minutes=PRINT_MINUTES)
        if (
            row.kind != "slip"
            or row.issued_by_id != self.env.user
            or row.printed_at
            or row.voided_at
            or row.issued_at < soon
        ):
            raise AccessError(self.env._("A slip is printed once: issue another."))
        code = new_slip_code()
        row.write(
            {
                "digest": digest(code, self._secret()),
                "printed_at": fields.Datetime.now(),
            }
        )
        agency = row.agency_id
        return render_slip(
            Slip(
                agency=agency.letterhead_name or agency.name or row.env.company.name,
                person=row.user_id.name,
                post=row.user_id._posts_text(),
                login=row.user_id.login,
                address=f"{self.get_base_url()}/vpdt/first-password",
                code=code,
                good_until=f"{local_time(row.expires_at):%H:%M ngày %d/%m/%Y}",
            )
        )

    # -- using it --------------------------

    @api.model
    def _find(self, code, login=""):
        """Return the row a code opens, sudo; none: it opens nothing (any more).

        :param login: for the code of a slip, whose it must be
        """
        # sudo: asked by whoever comes with a code
        row = self.sudo().search(
            [
                ("digest", "=", digest(code, self._secret())),
                ("used_at", "=", False),
                ("voided_at", "=", False),
                ("expires_at", ">", fields.Datetime.now()),
            ]
        )
        if row.kind == "slip" and row.user_id.login != (login or "").strip():
            return row.browse()
        return row if row.user_id.active and not row.user_id.locked_at else row.browse()

    @api.model
    def _use(self, code, login, password, again, address):
        """Let a code set the password, once.

        Two at once: the second meets a serialization error, is tried again by Odoo and
        finds the code used.

        :return: the account, sudo
        :raises UserError: says what is wrong
        """
        wait = self.env["vpdt.signin.count"]._take(f"first:{address}", TRIES, 60)
        if wait:
            raise UserError(
                self.env._(
                    "Too many tries from this network. Try again in %(minutes)s "
                    "minutes.",
                    minutes=wait,
                )
            )
        row = self._find(code, login)
        if row:
            # only wrong codes count
            self.env["vpdt.signin.count"]._give_back(f"first:{address}")
        else:
            raise UserError(
                self.env._(
                    "This code is wrong, was used, or is too old. Ask the operator of "
                    "your agency for another."
                )
            )
        if password != again:
            raise UserError(self.env._("The two passwords are not the same."))
        # who has the code is the person: the ledger says so
        user = row.user_id.with_user(row.user_id).sudo()
        user._choose_password(password)
        used = self.env.execute_query(
            SQL(
                """
                UPDATE vpdt_first_password SET used_at = %s, used_from = %s
                 WHERE id = %s AND used_at IS NULL AND voided_at IS NULL
             RETURNING id
                """,
                fields.Datetime.now(),
                address or None,
                row.id,
            )
        )
        row.invalidate_recordset()
        if not used:
            raise UserError(self.env._("This code was used just now."))
        # whoever was signed in with the password before
        user._put_out()
        self.env["vpdt.signin.count"]._forget(user._account_key(user.login))
        return user


class ResUsers(models.Model):
    _inherit = "res.users"

    def _check_may_issue(self):
        self.ensure_one()
        self._check_may_lock()
        # sudo: state of an account that the user answers for
        if not self.sudo().active or self.sudo().locked_at:
            raise UserError(
                self.env._("The account is closed or locked: unlock it first.")
            )

    def action_issue_link(self):
        """Send a one-time link for a new password to the account's address.

        :raises UserError: it has none
        """
        self._check_may_issue()
        if not self.sudo().email:
            raise UserError(
                self.env._(
                    "%(who)s has no e-mail address: print a sealed slip instead.",
                    who=self.name,
                )
            )
        if not self.env["vpdt.notice"]._mail_sender():
            raise UserError(
                self.env._(
                    "No e-mail goes out: the office has no address of its own yet. "
                    "Print a sealed slip, and tell the administrator."
                )
            )
        row, token = self.env["vpdt.first.password"]._own_context()._issue(self, "link")
        row._send(token)
        return self._told_done(
            self.env._("A link goes to the address of %(who)s.", who=self.name)
        )

    def action_issue_slip(self):
        """Print a sealed slip with a one-time code for a new password."""
        self._check_may_issue()
        row, _token = (
            self.env["vpdt.first.password"]._own_context()._issue(self, "slip")
        )
        # printed once: nothing but this answer may lead there
        token = f"?csrf_token={request.csrf_token()}" if request else ""
        return {
            "type": "ir.actions.act_url",
            "url": f"/vpdt/account-slip/{row.id}.pdf{token}",
            "target": "new",
        }

    def _action_reset_password(self, signup_type="reset"):
        """Send one-time links where Odoo invites, or sends a link for a new password.

        :raises AccessError: to accounts that are not the user's to look after
        """
        # data files invite nobody; a client that says so only gets no e-mail
        if self.env.context.get("install_mode"):
            return
        # who makes accounts by hand invites to them
        if not self.env.user._is_admin():
            self._check_may_lock()
        passwords = self.env["vpdt.first.password"]._own_context()
        # sudo: addresses and states of accounts the user looks after
        for user in self.sudo():
            if user.active and user.email and not user.locked_at:
                row, token = passwords._issue(user, "link")
                row._send(token)

    def _told_done(self, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": message,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
