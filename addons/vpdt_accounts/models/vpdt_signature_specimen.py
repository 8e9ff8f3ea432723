from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.vpdt_documents.text import post_title

from .vpdt_overseen_mixin import MANAGERS

# What who registers one says; all else is the system's
_SAID = {"user_id", "job_id", "picture", "date_from", "date_to", "decision"}


class VpdtSignatureSpecimen(models.Model):
    """How somebody signs in a post: what a signed paper is compared with (R17).

    | who                                          | may                               |
    |----------------------------------------------|-----------------------------------|
    | operators of the whole office, for others    | register, withdraw, see           |
    | the person                                   | see his own, withdrawn ones too   |
    | clerks of the agency for which the post signs| see those in force                |
    | everybody else, HR and administrators too    | nothing                           |

    Papers are signed by hand in blue ink (NĐ 30/2020 Điều 13.6): the clerk compares
    before giving a number. It is never put onto a draft or a paper. It lives with the
    post: it begins when the post is held and is withdrawn with it, for good.
    """

    _name = "vpdt.signature.specimen"
    _inherit = ["vpdt.system.written.mixin"]
    _description = "Specimen signature"
    _order = "state, id desc"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users", string="Who", required=True, index=True, ondelete="restrict"
    )
    job_id = fields.Many2one(
        "hr.job", string="Signs as", required=True, index=True, ondelete="restrict"
    )
    agency_id = fields.Many2one(
        "hr.department", required=True, index=True, readonly=True, ondelete="restrict"
    )
    picture = fields.Image(string="Signature", required=True, copy=False)
    date_from = fields.Date(
        string="First day",
        required=True,
        default=lambda self: self.env["hr.job"]._today(),
    )
    date_to = fields.Date(string="Last day")
    decision = fields.Char(
        string="Rests on", required=True, help="As 12/QĐ-UBND of 02/03/2026."
    )
    state = fields.Selection(
        [("in_force", "In force"), ("withdrawn", "Withdrawn")],
        required=True,
        readonly=True,
        default="in_force",
    )
    registered_by_id = fields.Many2one(
        "res.users", string="Registered by", readonly=True, ondelete="restrict"
    )
    withdrawn_at = fields.Datetime(string="Withdrawn", readonly=True)
    withdrawn_by_id = fields.Many2one(
        "res.users", string="Withdrawn by", readonly=True, ondelete="restrict"
    )
    withdrawal_reason = fields.Char(string="Why withdrawn", readonly=True)
    i_see = fields.Boolean(
        compute="_compute_i_see",
        search="_search_i_see",
        help="The user may see it. Record rules ask this.",
    )
    may_withdraw = fields.Boolean(compute="_compute_may_withdraw")

    _once = models.UniqueIndex(
        "(user_id, job_id) WHERE state = 'in_force'",
        "One specimen signature is in force for a person in a post.",
    )
    _order_of_dates = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "The last day is not before the first.",
    )

    @api.depends("user_id", "job_id")
    def _compute_display_name(self):
        for specimen in self:
            # sudo: names of colleagues and posts
            row = specimen.sudo()
            specimen.display_name = " · ".join(
                filter(None, (row.user_id.name, row.job_id.name))
            )

    # -- who sees it --------------------------

    @api.depends_context("uid")
    @api.depends("user_id", "state", "agency_id")
    def _compute_i_see(self):
        seen = self.search([("id", "in", self.ids), ("i_see", "=", True)])
        for specimen in self:
            specimen.i_see = specimen in seen

    def _search_i_see(self, operator, value):
        if operator != "in":
            return NotImplemented
        user = self.env.user
        if user.has_group(MANAGERS):
            return Domain.TRUE
        seen = Domain("user_id", "=", user.id)
        agencies = user._agencies(roles=["clerk"])
        if agencies:
            seen |= Domain("id", "in", self._usable(agencies).ids)
        return seen

    @api.model
    def _usable(self, agencies):
        """Return those that hold today for papers of these agencies.

        Asked of the posts of today, not only of the state: a post may have ended since.
        """
        today = self.env["hr.job"]._today()
        held = {
            (holding.user_id, holding.job_id)
            for holding in self.env["hr.job"]._holdings(agency_ids=agencies.ids)
        }
        # sudo: what a record rule is made of
        rows = self.sudo().search(
            [
                ("agency_id", "in", agencies.ids),
                ("state", "=", "in_force"),
                ("date_from", "<=", today),
            ]
        )
        return rows.filtered(
            lambda row: (
                (row.user_id.id, row.job_id.id) in held
                and (not row.date_to or row.date_to >= today)
            )
        )

    @api.model
    def _of_signer(self, user, agency):
        """Return what a paper that `user` signed for `agency` is compared with, as far
        as who asks may see it; else none."""
        return self.search(
            [
                ("user_id", "=", user.id),
                ("agency_id", "=", agency.id),
                ("state", "=", "in_force"),
            ],
            limit=1,
        )

    @api.model
    def _of(self, users):
        """Return what is in force of these users."""
        # sudo: written by the system; what is withdrawn with the account
        return self.sudo().search(
            [("user_id", "in", users.ids), ("state", "=", "in_force")]
        )

    # -- registering --------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            self._check_manager()
        specimens = super().create([self._checked(vals) for vals in vals_list])
        for specimen in specimens:
            specimen._note("specimen", "", specimen._words())
            specimen._tell(
                self.env._(
                    "A specimen of your signature was registered: %(what)s. Look at "
                    "VPĐT → Accounts → Specimen signatures; if it is not yours, tell "
                    "Phòng Văn hóa và Thông tin.",
                    what=specimen._words(),
                )
            )
        return specimens

    def _checked(self, vals):
        """Return what is stored of what was said; the one before is withdrawn.

        :raises AccessError: it is not for the user to say
        :raises UserError: something is missing, the post does not sign, no picture
        """
        if set(vals) - _SAID and not self.env.su:
            raise AccessError(
                self.env._("Who registered it and when is written by the system only.")
            )
        today = self.env["hr.job"]._today()
        user = self.env["res.users"].browse(vals.get("user_id"))
        # sudo: the post and where it signs
        job = self.env["hr.job"].sudo().browse(vals.get("job_id"))
        if not user or not job or not (vals.get("decision") or "").strip():
            raise UserError(
                self.env._("Say who signs, in which post, and what it rests on.")
            )
        self._check_not_own(user)
        first = fields.Date.to_date(vals.get("date_from")) or today
        self._check_post(user, job, first, fields.Date.to_date(vals.get("date_to")))
        picture = self._cleaned(vals.get("picture"))
        self._of(user).filtered(lambda one: one.job_id == job)._do_withdraw(
            self.env._("Another one was registered.")
        )
        return {
            **vals,
            "picture": picture,
            "date_from": first,
            "agency_id": job.agency_id.id,
            "registered_by_id": self.env.uid,
        }

    def _check_post(self, user, job, first, last):
        """Check that it rests on a post that signs, held from `first` until today.

        :raises UserError: it does not; who signs without one is authorised in writing
            and for a time (TUQ., NĐ 30/2020 Điều 13.3)
        """
        today = self.env["hr.job"]._today()
        if first > today:
            raise UserError(
                self.env._(
                    "It is registered when the post is held, on its first day or later."
                )
            )
        for day in {first, today}:
            held = self.env["hr.job"]._holdings(date=day, user_ids=user.ids)
            if job.id not in {holding.job_id for holding in held}:
                raise UserError(
                    self.env._(
                        "%(who)s did not hold “%(post)s” on %(day)s.",
                        who=user.name,
                        post=job.name,
                        day=day.strftime("%d/%m/%Y"),
                    )
                )
        if last and last < today:
            raise UserError(self.env._("Its last day has passed."))
        if not job.signs_papers and not last:
            raise UserError(
                self.env._(
                    "“%(post)s” does not sign documents. Who is authorised in writing "
                    "is so for a time (NĐ 30/2020 Điều 13.3): enter the last day.",
                    post=job.name,
                )
            )

    def _words(self):
        """Return it in words, for the ledger: post, agency, days."""
        self.ensure_one()
        # sudo: names of posts
        row = self.sudo()
        days = row.date_from.strftime("%d/%m/%Y")
        if row.date_to:
            days += f"–{row.date_to:%d/%m/%Y}"
        return f"{post_title(row.job_id.name, row.agency_id.name)}: {days}"

    def _note(self, kind, before, after, reason=""):
        self.env["vpdt.account.change"]._enter(
            # sudo: what the line says of the account
            self.sudo().user_id,
            kind,
            before,
            after,
            reason,
            self.decision,
        )

    def _tell(self, text):
        """Tell the person; the message holds no picture."""
        # sudo: the message is the system's
        users = self.sudo().user_id.filtered("active")
        if users:
            self.env["mail.thread"].sudo().message_notify(
                partner_ids=users.partner_id.ids,
                subject=self.env._("Your specimen signature"),
                body=Markup("<p>%s</p>") % text,
                subtype_xmlid="mail.mt_note",
            )

    # -- history --------------------------

    def write(self, vals):
        # the right to write is there for the form, which else has no button to save
        if not self.env.su:
            raise AccessError(
                self.env._("It is never changed: register another, it takes its place.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_history(self):
        raise UserError(
            self.env._("This is history: withdraw it, it cannot be removed.")
        )

    def _check_manager(self):
        if not self.env.user.has_group(MANAGERS):
            raise AccessError(
                self.env._(
                    "Specimen signatures are registered and withdrawn by an operator "
                    "of the whole office."
                )
            )

    def _check_not_own(self, users):
        if self.env.user in users and not self.env.su:
            raise AccessError(
                self.env._("Your own signature is registered by somebody else.")
            )

    @api.depends_context("uid")
    @api.depends("state")
    def _compute_may_withdraw(self):
        manager = self.env.user.has_group(MANAGERS)
        for specimen in self:
            specimen.may_withdraw = (
                manager
                and specimen.state == "in_force"
                and specimen.user_id != self.env.user
            )

    def action_withdraw(self, reason):
        """Withdraw it now: clerks no longer see it, it stays in the history.

        :raises AccessError: the user is no operator of the whole office, or it is his
        :raises UserError: no reason
        """
        self = self._own_context()
        self.check_access("read")
        self._check_manager()
        self._check_not_own(self.user_id)
        if not isinstance(reason, str) or not reason.strip():
            raise UserError(self.env._("Say why it is withdrawn."))
        # sudo: written by the system only; who may was checked
        self.sudo()._do_withdraw(reason.strip())
        return True

    def _do_withdraw(self, reason):
        for specimen in self.filtered(lambda one: one.state == "in_force"):
            specimen.write(
                {
                    "state": "withdrawn",
                    "withdrawn_at": fields.Datetime.now(),
                    "withdrawn_by_id": self.env.uid,
                    "withdrawal_reason": reason[:500],
                }
            )
            # the next one takes its place in the same breath
            specimen.flush_recordset(["state"])
            specimen._note("specimen_end", specimen._words(), "", reason)
            specimen._tell(
                self.env._(
                    "Your specimen signature was withdrawn: %(what)s. %(why)s",
                    what=specimen._words(),
                    why=reason,
                )
            )
