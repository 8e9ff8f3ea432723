from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

from odoo.addons.vpdt_accounts.models.vpdt_overseen_mixin import MANAGERS

from ..serving import OPEN, is_offered, refused

STATES = [
    ("new", "New"),
    ("taken", "Taken on"),
    ("answered", "Answered"),
    ("waiting", "Waits for the person"),
    ("reopened", "Reopened"),
    ("solved", "Solved"),
    ("closed", "Closed"),
]
LEVELS = [("agency", "Operator of the agency"), ("office", "Whole office")]


class VpdtTicket(models.Model):
    """A request for help (QĐ 553 Điều 4.1): guide people, repair faults quickly (R19).

    | who                                       | may                                 |
    |-------------------------------------------|-------------------------------------|
    | anybody                                   | report; write on, close, reopen his |
    | operator of the agency                    | see those of it; serve them until   |
    |                                           | they are passed up, not his own     |
    | operators of the whole office             | see and serve all                   |
    | head, chief of office, chairman           | see those of their agencies         |

    Nobody writes these rows by right; what was done stands in the steps. A ticket names
    the screen, never the record on it: it is no way to read a document.
    """

    _name = "vpdt.ticket"
    _inherit = ["vpdt.system.written.mixin", "vpdt.overseen.mixin"]
    _description = "Request for help"
    _order = "id desc"
    _rec_name = "number"

    number = fields.Char(required=True, index=True)
    user_id = fields.Many2one(required=True, string="Asked by")
    person = fields.Char(required=True, help="Name of the person at that time.")
    state = fields.Selection(STATES, required=True, default="new", index=True)
    level = fields.Selection(LEVELS, required=True, string="With", default="agency")
    operator_id = fields.Many2one(
        "res.users", string="Taken on by", index="btree_not_null", ondelete="restrict"
    )
    category_id = fields.Many2one(
        "vpdt.ticket.category", required=True, index=True, ondelete="restrict"
    )
    urgency_id = fields.Many2one(
        "vpdt.ticket.urgency", required=True, ondelete="restrict"
    )
    said_urgency_id = fields.Many2one(
        "vpdt.ticket.urgency",
        required=True,
        string="Urgency as said by the person",
        ondelete="restrict",
    )
    text = fields.Text(string="What is the matter", required=True)
    phone = fields.Char(string="Phone to call back")
    screen = fields.Char(help="Name of the screen, not of what stood on it.")
    screen_action = fields.Char(string="Action")
    screen_model = fields.Char(string="Model")
    screen_view = fields.Char(string="Kind of view")
    browser = fields.Char()
    version = fields.Char()
    picture = fields.Image(max_width=2000, max_height=2000)
    problem_id = fields.Many2one(
        "vpdt.known.problem",
        string="Known problem",
        index="btree_not_null",
        ondelete="restrict",
    )
    article_id = fields.Many2one(
        "vpdt.article", readonly=True, index="btree_not_null", ondelete="set null"
    )

    reported_at = fields.Datetime(
        string="Reported", required=True, index=True, default=fields.Datetime.now
    )
    answer_due = fields.Datetime(string="Answer by")
    repair_due = fields.Datetime(string="Repair by")
    answered_at = fields.Datetime(string="First answer")
    solved_at = fields.Datetime(string="Solved")
    closed_at = fields.Datetime(string="Closed")
    passed_at = fields.Datetime(string="Passed up")
    late_told_at = fields.Datetime(string="Lateness told")
    answer_hours = fields.Float(
        string="Hours to the answer", aggregator="avg", help="Working hours."
    )
    repair_hours = fields.Float(
        string="Hours of repair", aggregator="avg", help="Working hours."
    )
    answer_in_time = fields.Float(
        string="Answered in time (%)", aggregator="avg", digits=(5, 1)
    )
    repair_in_time = fields.Float(
        string="Repaired in time (%)", aggregator="avg", digits=(5, 1)
    )
    satisfaction = fields.Integer(string="Satisfaction (1–5)", aggregator="avg")
    remark = fields.Text(string="Remark of the person")
    reopened = fields.Integer(string="Times reopened")
    step_ids = fields.One2many("vpdt.ticket.step", "ticket_id", string="Steps")

    is_late = fields.Boolean(
        string="Late", compute="_compute_is_late", search="_search_is_late"
    )
    is_mine = fields.Boolean(compute="_compute_mine")
    may_serve = fields.Boolean(compute="_compute_mine", search="_search_may_serve")
    may_pass_up = fields.Boolean(compute="_compute_mine")

    _number_once = models.UniqueIndex("(number)", "This number is taken.")
    _marks = models.Constraint(
        "CHECK (satisfaction IS NULL OR satisfaction BETWEEN 1 AND 5)",
        "Satisfaction is said from 1 to 5.",
    )
    _open_due = models.Index("(answer_due, repair_due) WHERE closed_at IS NULL")

    @api.depends_context("uid")
    @api.depends("number", "person", "user_id", "agency_id")
    def _compute_display_name(self):
        """Name who asked only to who sees the request: Odoo asks with sudo for the
        names of what a dialog points at; sudo does not change who asks."""
        named = self
        if self.env.uid != SUPERUSER_ID:
            named = self.filtered(lambda one: not one._origin or one.i_oversee)
        for ticket in self - named:
            ticket.display_name = self.env._("Request %(id)s", id=ticket._origin.id)
        for ticket in named:
            ticket.display_name = f"{ticket.number} · {ticket.person}"

    @api.depends("state", "answered_at", "answer_due", "repair_due")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for ticket in self:
            due = ticket.repair_due if ticket.answered_at else ticket.answer_due
            owed = ticket.state in OPEN and ticket.state != "waiting"
            ticket.is_late = bool(owed and due and due < now)

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        now = fields.Datetime.now()
        owed = [state for state in OPEN if state != "waiting"]
        return [
            ("state", "in", owed),
            "|",
            "&",
            ("answered_at", "=", False),
            ("answer_due", "<", now),
            "&",
            ("answered_at", "!=", False),
            ("repair_due", "<", now),
        ]

    # -- whose it is --------------------------

    @api.depends_context("uid")
    @api.depends("state", "level", "user_id", "agency_id")
    def _compute_mine(self):
        mine = self.env.user._served_agencies()
        for ticket in self:
            ticket.is_mine = ticket.user_id == self.env.user
            who = ticket._roles_of_user(mine)
            ticket.may_serve = is_offered("answer", ticket.state, who)
            ticket.may_pass_up = ticket.may_serve and ticket.level == "agency"

    def _search_may_serve(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = [("state", "in", list(OPEN))]
        served = self.env.user._served_agencies()
        if served is None:
            return domain
        return [
            *domain,
            ("level", "=", "agency"),
            ("agency_id", "in", served.ids),
            ("user_id", "!=", self.env.uid),
        ]

    def _roles_of_user(self, served):
        """Return what the user is to this ticket: a set of "person", "operator".

        :param served: `res.users._served_agencies` of the user
        """
        self.ensure_one()
        found = {"person"} if self.user_id == self.env.user else set()
        if served is None or (
            self.level == "agency"
            and self.agency_id in served
            and self.user_id != self.env.user
        ):
            found.add("operator")
        return found

    def _check_move(self, move):
        """Check that the user may do `move` now.

        :raises AccessError: he does not see the ticket
        :raises UserError: it is another's to do, or not to be done now
        """
        self.ensure_one()
        self.check_access("read")
        if not self.exists():
            raise UserError(self.env._("This request for help is not there any more."))
        who = self._roles_of_user(self.env.user._served_agencies())
        why = refused(move, self.state, who)
        if not why:
            return
        states = dict(self._fields["state"]._description_selection(self.env))
        raise UserError(
            {
                "person": self.env._("Only who asked for help does this."),
                "operator": self.env._(
                    "This request is served by the operator it lies with."
                ),
                "system": self.env._("The system does this by itself."),
                "state": self.env._(
                    "This request is in the state “%(state)s”: this cannot be done "
                    "now. Load the page again.",
                    state=states[self.state],
                ),
            }[why]
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_history(self):
        raise UserError(self.env._("This is history: it cannot be removed."))

    # -- who is told --------------------------

    def _operators(self):
        """Return who serves this ticket now: accounts that are open."""
        self.ensure_one()
        # sudo: who holds which post is no secret
        users = self.env["res.users"].sudo()
        if self.level == "agency":
            held = users.env["hr.job"]._holdings(
                roles=["operator"], agency_ids=self.agency_id.ids
            )
            users = users.browse(dict.fromkeys(one.user_id for one in held))
            users -= self.user_id
        if not users or self.level == "office":
            held = users.env["hr.job"]._holdings(roles=["operator"])
            users = users.browse(dict.fromkeys(one.user_id for one in held))
            users = users.filtered(lambda user: user.has_group(MANAGERS))
        return users.filtered(lambda user: not user.locked_at)

    def _tell(self, users, text, email=False):
        """Tell accounts something about this ticket: its number and the matter's kind.

        What the person wrote is read in the office's system only.

        :param text: function of an environment, so that each reads his own language
        """
        self.ensure_one()
        users = users.filtered(lambda user: user.active and user != self.env.user)
        for lang, told in users.grouped("lang").items():
            here = self.with_context(lang=lang or "vi_VN")
            told.with_env(here.env)._tell_about_account(
                here.env._("Request for help %(number)s", number=here.number),
                text(here),
                email=email,
            )
