from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..lifecycle import EFFECTS, KINDS
from .vpdt_overseen_mixin import MANAGERS

_HR = "hr.group_hr_user"
STATES = [
    ("planned", "Planned"),
    ("confirmed", "Confirmed"),
    ("stuck", "Not finished"),
    ("done", "Carried out"),
    ("cancelled", "Cancelled"),
]
_OPEN = ("planned", "confirmed", "stuck")
# What may still be changed while it waits
_PLAN = {
    "employee_id",
    "kind",
    "date",
    "last_day",
    "job_id",
    "successor_id",
    "decision_code",
    "decision_date",
    "note",
}


class VpdtPersonnelEvent(models.Model):
    """A personnel decision and what it does to the person's account (R17, R33).

    | who                                     | may                                   |
    |-----------------------------------------|---------------------------------------|
    | who keeps personnel records             | plan, change, cancel until it is done |
    | operators of the whole office, not for  | confirm, carry out, name a successor  |
    | themselves                              |                                       |
    | the person, who oversees his agency     | read                                  |

    Planned with its date; what it will do is shown before (`effects`). On the day a job
    carries it out (`vpdt_personnel_apply.py`), confirmed first where the policy of its
    kind says so. What it did stands in the ledger of accounts.
    """

    _name = "vpdt.personnel.event"
    _inherit = ["vpdt.system.written.mixin", "vpdt.overseen.mixin"]
    _description = "Personnel change"
    _order = "date desc, id desc"

    employee_id = fields.Many2one(
        "hr.employee", string="Person", required=True, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one(compute="_compute_account", store=True, compute_sudo=True)
    agency_id = fields.Many2one(
        compute="_compute_account", store=True, compute_sudo=True
    )
    kind = fields.Selection(KINDS, string="Kind of change", required=True)
    date = fields.Date(
        string="Takes effect",
        required=True,
        index=True,
        default=lambda self: self.env["hr.job"]._today(),
    )
    last_day = fields.Date(help="After it, things are as before.")
    job_id = fields.Many2one(
        "hr.job",
        string="Post",
        ondelete="restrict",
        domain=[("role", "!=", False)],
    )
    successor_id = fields.Many2one(
        "res.users",
        ondelete="restrict",
        help="Takes over what is open, or acts meanwhile.",
    )
    decision_code = fields.Char(string="Decision", help="As 12/QĐ-UBND.")
    decision_date = fields.Date(string="Dated")
    note = fields.Char()
    follows_id = fields.Many2one(
        "vpdt.personnel.event",
        string="Ends",
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
        help="The change whose last day has passed.",
    )
    former_job_id = fields.Many2one(
        "hr.job", string="Post before", readonly=True, ondelete="restrict"
    )
    state = fields.Selection(
        STATES, required=True, default="planned", readonly=True, index=True
    )
    planned_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    confirmed_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    done_at = fields.Datetime(string="Carried out at", readonly=True)
    problem = fields.Text(string="Why it is not finished", readonly=True)
    hand_over_ids = fields.Many2many("vpdt.hand.over", readonly=True)
    change_ids = fields.One2many(
        "vpdt.account.change", "event_id", string="Lines in the ledger", readonly=True
    )
    effects = fields.Text(string="What it will do", compute="_compute_effects")
    needs_post = fields.Boolean(compute="_compute_needs")
    needs_successor = fields.Boolean(compute="_compute_needs")
    has_last_day = fields.Boolean(compute="_compute_needs")
    may_confirm = fields.Boolean(compute="_compute_may_confirm")

    _waiting = models.Index("(date) WHERE state IN ('planned', 'confirmed', 'stuck')")
    _dates = models.Constraint(
        "CHECK (last_day IS NULL OR last_day >= date)",
        "The last day is not before the first.",
    )

    @api.depends("employee_id", "kind", "date")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for event in self:
            # sudo: names of colleagues
            event.display_name = " · ".join(
                part
                for part in (
                    kinds.get(event.kind),
                    event.employee_id.sudo().name,
                    event.date and event.date.strftime("%d/%m/%Y"),
                )
                if part
            )

    @api.depends("employee_id.user_id", "job_id.agency_id")
    def _compute_account(self):
        for event in self:
            employee = event.employee_id.with_context(active_test=False)
            event.user_id = employee.user_id
            event.agency_id = (
                employee.user_id._account_agency()
                if employee.user_id
                else employee.current_version_id.department_id.agency_id
            ) or event.job_id.agency_id

    @api.depends("kind")
    def _compute_needs(self):
        for event in self:
            effects = EFFECTS.get(event.kind)
            event.needs_post = bool(effects) and (
                effects.needs_post or event.kind == "return"
            )
            event.needs_successor = bool(effects) and effects.work != "keep"
            event.has_last_day = bool(effects) and effects.last_day != "none"

    @api.depends_context("uid")
    @api.depends("state", "user_id")
    def _compute_may_confirm(self):
        manager = self.env.user.has_group(MANAGERS)
        for event in self:
            event.may_confirm = (
                manager and event.state in _OPEN and event.user_id != self.env.user
            )

    @api.depends("kind", "employee_id", "job_id", "date", "last_day", "successor_id")
    def _compute_effects(self):
        for event in self:
            # sudo: who plans it need not be able to read accounts
            event.effects = (
                "\n".join(f"• {line}" for line in event.sudo()._planned_effects())
                if event.kind and event.employee_id
                else False
            )

    # -- what holds for a plan --------------------------

    @api.constrains("kind", "job_id", "last_day", "employee_id")
    def _check_plan(self):
        for event in self:
            effects = EFFECTS[event.kind]
            if effects.needs_post and not event.job_id:
                raise ValidationError(self.env._("Say which post the decision gives."))
            if event.job_id and not (event.job_id.role and event.job_id.agency_id):
                raise ValidationError(
                    self.env._(
                        "“%(post)s” has no role in the office yet: an operator gives "
                        "it one first.",
                        post=event.job_id.name,
                    )
                )
            if effects.last_day == "must" and not event.last_day:
                raise ValidationError(self.env._("Say the last day as well."))
            if effects.last_day == "none" and event.last_day:
                raise ValidationError(self.env._("This change has no last day."))

    @api.constrains("successor_id", "employee_id")
    def _check_successor(self):
        for event in self:
            # sudo: whose account it is
            if event.successor_id and (
                event.successor_id == event.sudo().employee_id.user_id
            ):
                raise ValidationError(
                    self.env._("Choose somebody else as the successor.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            self._check_personnel()
            for vals in vals_list:
                if set(vals) - _PLAN:
                    raise AccessError(
                        self.env._("What a change did is written by the system only.")
                    )
        for vals in vals_list:
            vals.setdefault("planned_by_id", self.env.uid)
        events = super().create(vals_list)
        events._check_not_own()
        return events

    def write(self, vals):
        if not self.env.su:
            self._check_personnel()
            if set(vals) - _PLAN:
                raise AccessError(
                    self.env._("What a change did is written by the system only.")
                )
            manager = self.env.user.has_group(MANAGERS)
            for event in self:
                late = event.state != "planned" and not (
                    manager and set(vals) == {"successor_id"} and event.state in _OPEN
                )
                if late:
                    raise UserError(
                        self.env._(
                            "It is confirmed or carried out: cancel it and plan "
                            "another, or enter the change that follows."
                        )
                    )
            self._check_not_own()
        result = super().write(vals)
        self._check_not_own()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_history(self):
        raise UserError(self.env._("This is history: cancel it, it cannot be removed."))

    def _check_personnel(self):
        user = self.env.user
        if not (user.has_group(_HR) or user.has_group(MANAGERS)):
            raise AccessError(
                self.env._(
                    "Personnel changes are entered by who keeps personnel records."
                )
            )

    def _check_not_own(self):
        if self.env.su:
            return
        # sudo: whose account it is
        for event in self.sudo():
            if self.env.user in (event.employee_id.user_id | event.user_id):
                raise AccessError(
                    self.env._(
                        "Your own personnel change is entered by somebody else, not "
                        "by you."
                    )
                )

    # -- moving it on --------------------------

    def _check_may_confirm(self):
        if not self.env.user.has_group(MANAGERS):
            raise AccessError(
                self.env._(
                    "Personnel changes are confirmed by an operator of the whole "
                    "office."
                )
            )
        self._check_not_own()

    def action_confirm(self):
        """Confirm what it will do; one whose day has come is carried out at once.

        :raises AccessError: the user is no operator, or it is about himself
        :raises UserError: it is over
        """
        for event in self._own_context():
            event.check_access("read")
            event._check_may_confirm()
            if event.state not in ("planned", "stuck"):
                raise UserError(self.env._("This change does not wait any more."))
            # sudo: states are written here only; who may was checked
            event.sudo().write({"state": "confirmed", "confirmed_by_id": self.env.uid})
            if event.date <= self.env["hr.job"]._today():
                event.sudo()._apply_or_tell()
        return True

    def action_cancel(self):
        """Cancel what has not been carried out.

        :raises UserError: it was
        """
        for event in self._own_context():
            event.check_access("read")
            event._check_personnel()
            event._check_not_own()
            if event.state not in ("planned", "confirmed"):
                raise UserError(
                    self.env._(
                        "It was carried out, at least in part: enter the change that "
                        "follows, as a return."
                    )
                )
            # sudo: as above
            event.sudo().state = "cancelled"
        return True

    def _decision_text(self):
        """Return the decision as one writes it: 12/QĐ-UBND ngày 02/03/2026."""
        self.ensure_one()
        if not self.decision_code:
            return self.display_name
        if not self.decision_date:
            return self.decision_code
        return f"{self.decision_code} ngày {self.decision_date.strftime('%d/%m/%Y')}"
