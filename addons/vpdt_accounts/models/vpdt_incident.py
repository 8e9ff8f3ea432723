from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.vpdt_documents.office_time import local_time

from .vpdt_overseen_mixin import OVERSEEING

KINDS = [
    ("password", "The password is known to others"),
    ("access", "Something was done that I did not do"),
    ("device", "A phone or computer was lost"),
]
STATES = [
    ("reported", "Reported"),
    ("contained", "Contained"),
    ("examined", "Examined"),
    ("closed", "Settled"),
]
WAYS = [
    ("inside", "In the office's system"),
    ("outside", "From the sign-in page"),
    ("overseer", "By who answers for the account"),
]
#: Looked back on when nobody knows since when.
_DAYS = 7


class VpdtIncident(models.Model):
    """An account that others may have used: reported, contained, examined, closed (R25;
    Luật ANM 2018 Điều 26, NĐ 13/2023 Điều 23).

    | who                                     | may                                   |
    |-----------------------------------------|---------------------------------------|
    | the person                              | report his own (`action_report`, or   |
    |                                         | from the sign-in page), read it       |
    | who oversees his agency's accounts,     | report for him, examine, note, unlock,|
    | not about himself                       | close, read                           |

    Reporting contains at once (`res.users._do_contain`): nothing is asked first.
    Nobody writes these rows by right; what was done stands in the steps.
    """

    _name = "vpdt.incident"
    _inherit = ["vpdt.system.written.mixin", "vpdt.overseen.mixin"]
    _description = "Incident of an account"
    _order = "id desc"

    user_id = fields.Many2one(required=True)
    person = fields.Char(required=True, help="Name of the person at that time.")
    login = fields.Char(string="Account name", required=True)
    kind = fields.Selection(KINDS, required=True, string="What happened")
    way = fields.Selection(WAYS, required=True, string="How it was reported")
    state = fields.Selection(STATES, required=True, default="reported", index=True)
    reported_at = fields.Datetime(
        string="When", required=True, index=True, default=fields.Datetime.now
    )
    reported_by_id = fields.Many2one(
        "res.users", string="By whom", required=True, ondelete="restrict"
    )
    suspected_since = fields.Datetime(
        required=True, help="From when on somebody else may have used the account."
    )
    contained_at = fields.Datetime()
    closed_at = fields.Datetime()
    conclusion = fields.Text()
    step_ids = fields.One2many("vpdt.incident.step", "incident_id", string="Steps")
    may_handle = fields.Boolean(compute="_compute_may_handle")
    is_locked = fields.Boolean(compute="_compute_is_locked")

    _open_of = models.Index("(user_id) WHERE state <> 'closed'")

    @api.depends("person", "reported_at")
    def _compute_display_name(self):
        for incident in self:
            day = incident._local(incident.reported_at).strftime("%d/%m/%Y")
            incident.display_name = f"{incident.person} · {day}"

    @api.depends_context("uid")
    @api.depends("state", "user_id", "agency_id")
    def _compute_may_handle(self):
        overseen = self.env.user._overseen_agencies()
        for incident in self:
            incident.may_handle = (
                incident.state != "closed"
                and incident.user_id != self.env.user
                and (overseen is None or incident.agency_id in overseen)
            )

    @api.depends("user_id")
    def _compute_is_locked(self):
        for incident in self:
            # sudo: whether the account of an incident one sees is locked
            incident.is_locked = bool(incident.sudo().user_id.locked_at)

    def _local(self, moment):
        """Return a moment as it is shown in Vietnam."""
        return local_time(moment or fields.Datetime.now())

    # -- reporting contains --------------------------

    @api.model
    def action_report(self, kind, since=None, text=""):
        """Report one's own account; it is contained before this returns.

        :param kind: key of `KINDS`
        :param since: from when on, "YYYY-MM-DD HH:MM:SS" UTC; unless known, a week
        :return: id of the incident; the session that asked has ended as well
        :raises UserError: no such kind, or a time that is no time
        """
        self = self._own_context()
        user = self.env.user
        if not user._is_internal():
            raise AccessError(self.env._("Only accounts of the office are reported."))
        # sudo: incidents are written here only; it is his own account
        return self.sudo()._do_report(user, kind, "inside", since, text).id

    @api.model
    def action_report_for(self, user_id, kind, since=None, text=""):
        """Report the account of somebody one oversees, who cannot do it himself.

        :raises AccessError: one does not oversee it
        """
        self = self._own_context()
        known = isinstance(user_id, int) and not isinstance(user_id, bool)
        user = self.env["res.users"].browse(user_id if known else []).exists()
        if not user or not user._may_lock():
            raise AccessError(
                self.env._(
                    "Incidents of others are reported by the operator or the head of "
                    "the agency; your own with the button in the menu under your name."
                )
            )
        # sudo: incidents are written here only; who may was checked
        return self.sudo()._do_report(user, kind, "overseer", since, text).id

    def _do_report(self, user, kind, way, since=None, text="", author=None):
        """Enter the incident, contain it, tell who answers for it.

        :param author: who reports, the user unless given
        :return: the incident; the one still open of this account, if there is one
        """
        if kind not in dict(KINDS):
            raise UserError(self.env._("Say what happened."))
        now = fields.Datetime.now()
        author = author or self.env.user
        incident = self.search(
            [("user_id", "=", user.id), ("state", "!=", "closed")], limit=1
        )
        if not incident:
            incident = self.create(
                {
                    "user_id": user.id,
                    "agency_id": user._account_agency().id,
                    "person": user.name,
                    "login": user.login,
                    "kind": kind,
                    "way": way,
                    "reported_at": now,
                    "reported_by_id": author.id,
                    "suspected_since": self._since(since, now),
                }
            )
        here = self.with_context(lang="vi_VN")
        words = dict(self._fields["kind"]._description_selection(here.env))[kind]
        said = text.strip()[:2000] if isinstance(text, str) else ""
        incident._step("reported", f"{words}. {said}".strip(), author)
        incident._contain(author)
        incident._tell()
        return incident

    @api.model
    def _since(self, since, now):
        try:
            moment = fields.Datetime.to_datetime(since) if since else None
        except (ValueError, TypeError):
            moment = None
            if since:
                raise UserError(
                    self.env._("Say the time as dd/mm/yyyy hh:mm.")
                ) from None
        if moment and moment > now:
            raise UserError(self.env._("This time has not come yet."))
        return moment or now - timedelta(days=_DAYS)

    def _contain(self, author):
        self.ensure_one()
        user = self.user_id
        user._do_contain(self.display_name)
        if self.state == "reported":
            self.write({"state": "contained", "contained_at": fields.Datetime.now()})
        here = self.with_context(lang="vi_VN")
        self._step(
            "contained",
            here.env._(
                "The account is locked. Password, second factor, passkeys, keys of "
                "programs, devices and every session ended; nothing is sent outside."
            ),
            author,
        )

    def _step(self, kind, text, author=None):
        self.ensure_one()
        address, device = self.env["vpdt.open"]._from_where()
        # sudo: steps are written by the incident only
        self.env["vpdt.incident.step"].sudo().create(
            {
                "incident_id": self.id,
                "kind": kind,
                "text": text,
                "author_id": (author or self.env.user).id,
                "address": address,
                "device": device,
            }
        )

    def _overseers(self):
        """Return who answers for the account: operators, the head of the agency."""
        self.ensure_one()
        jobs = self.env["hr.job"]
        held = [
            *jobs._holdings(roles=["operator"]),
            *jobs._holdings(
                roles=[role for role in OVERSEEING if role != "operator"],
                agency_ids=self.agency_id.ids,
            ),
        ]
        users = self.env["res.users"].browse(dict.fromkeys(one.user_id for one in held))
        return (users - self.user_id).filtered(lambda user: not user.locked_at)

    def _tell(self):
        users = self._overseers()
        for lang, told in users.grouped("lang").items():
            here = self.with_context(lang=lang or "vi_VN")
            kinds = dict(here._fields["kind"]._description_selection(here.env))
            told.with_env(here.env)._tell_about_account(
                here.env._("Incident of an account"),
                here.env._(
                    "%(person)s (%(login)s): %(what)s. The account is locked; look at "
                    "VPĐT → Accounts → Incidents.",
                    person=here.person,
                    login=here.login,
                    what=kinds[here.kind],
                ),
                email=True,
            )
        if users:
            self._step("told", ", ".join(users.mapped("name")))

    # -- examining, closing --------------------------

    def _check_handles(self):
        self.ensure_one()
        self.check_access("read")
        if self.state == "closed":
            raise UserError(self.env._("This incident is closed."))
        if not self.may_handle:
            raise AccessError(
                self.env._(
                    "Incidents are handled by the operator or the head of the agency, "
                    "not by the person concerned."
                )
            )

    def action_examine(self, text, since=None):
        """Say what the trails showed; from when on it is looked at can be moved back.

        :raises UserError: nothing is said
        """
        self = self._own_context()
        self._check_handles()
        if not isinstance(text, str) or not text.strip():
            raise UserError(self.env._("Say what you found."))
        vals = {"state": "examined"}
        if since:
            vals["suspected_since"] = self._since(since, fields.Datetime.now())
        # sudo: incidents are written here only; who may was checked
        self.sudo().write(vals)
        self._step("examined", text.strip())
        return True

    def action_note(self, text):
        """Add something to the steps."""
        self = self._own_context()
        self._check_handles()
        if not isinstance(text, str) or not text.strip():
            raise UserError(self.env._("Write a note first."))
        self._step("note", text.strip())
        return True

    def action_unlock(self):
        """Unlock the account, and send its owner a one-time link if he and the office
        have an address; else print him a sealed slip."""
        self = self._own_context()
        self._check_handles()
        if self.state not in ("examined",):
            raise UserError(
                self.env._("Look at what was done first, and say what you found.")
            )
        user = self.sudo().user_id.with_env(self.env)
        user.action_unlock_account()
        self._step("unlocked", "")
        if user.sudo().email and self.env["vpdt.notice"]._mail_sender():
            return user.action_issue_link()
        return user.action_issue_slip()

    def action_close(self, conclusion):
        """Close the incident with what is concluded.

        :raises UserError: nothing is concluded, or nobody looked yet
        """
        self = self._own_context()
        self._check_handles()
        if self.state != "examined":
            raise UserError(
                self.env._("Look at what was done first, and say what you found.")
            )
        if not isinstance(conclusion, str) or not conclusion.strip():
            raise UserError(self.env._("Say what is concluded."))
        # sudo: incidents are written here only; who may was checked
        self.sudo().write(
            {
                "state": "closed",
                "closed_at": fields.Datetime.now(),
                "conclusion": conclusion.strip(),
            }
        )
        self._step("closed", conclusion.strip())
        return True

    @api.ondelete(at_uninstall=False)
    def _unlink_except_history(self):
        raise UserError(self.env._("This is history: it cannot be removed."))
