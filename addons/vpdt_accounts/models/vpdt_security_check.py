from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.vpdt_documents.office_time import local_time

from ..checklist import HEAD, OPERATOR, UNSEEN_HEAD, steps_due
from .vpdt_security_policy import PERIODS

STATES = [("open", "To be signed"), ("signed", "Signed"), ("seen", "Seen by the head")]


class VpdtSecurityCheck(models.Model):
    """An agency's checklist of security for a period (R26; QĐ 553 Điều 4.3).

    | who                                          | may                              |
    |----------------------------------------------|----------------------------------|
    | operator of the agency (where it has none:   | answer, sign                     |
    | who answers for its accounts)                |                                  |
    | head of the agency; of who signed himself,   | see it off                       |
    | who stands above                             |                                  |
    | who oversees its accounts, the agency that   | read                             |
    | watches the others                           |                                  |

    Figures and answers are frozen with the signature. Silence escalates, each step
    once: operator, head, who watches.
    """

    _name = "vpdt.security.check"
    _inherit = ["vpdt.system.written.mixin", "vpdt.overseen.mixin"]
    _description = "Security checklist"
    _order = "begins desc, agency_id"

    agency_id = fields.Many2one(required=True, index=True)
    user_id = fields.Many2one(string="Concerned", help="Nobody: it is the agency's.")
    period = fields.Selection(PERIODS, required=True, string="How often")
    begins = fields.Date(
        required=True, string="Period", help="First day of the month or quarter."
    )
    last_day = fields.Date(
        string="Sign by", required=True, help="To be signed by then."
    )
    operator_days = fields.Integer(help="As the policy said when it was made.")
    head_days = fields.Integer()
    watch_days = fields.Integer()
    line_ids = fields.One2many("vpdt.security.check.line", "check_id")
    counted_ids = fields.One2many(
        "vpdt.security.check.line", "check_id", domain=[("sort", "=", "counted")]
    )
    question_ids = fields.One2many(
        "vpdt.security.check.line", "check_id", domain=[("sort", "=", "question")]
    )
    signed_at = fields.Datetime()
    signed_by_id = fields.Many2one("res.users", string="Signed by", ondelete="restrict")
    seen_at = fields.Datetime()
    seen_by_id = fields.Many2one("res.users", string="Seen by", ondelete="restrict")
    seen_remark = fields.Char(string="Remark of the head")
    told = fields.Integer(help="The step of silence that was told last.")
    state = fields.Selection(STATES, compute="_compute_state", store=True)
    is_late = fields.Boolean(
        string="Late", compute="_compute_is_late", search="_search_is_late"
    )
    progress = fields.Integer(
        compute="_compute_progress", string="Answered (%)", aggregator=None
    )
    no_count = fields.Integer(compute="_compute_progress", string="Answered no")
    finding_count = fields.Integer(compute="_compute_progress", string="Open findings")
    may_answer = fields.Boolean(compute="_compute_may")
    may_see = fields.Boolean(compute="_compute_may")

    _once = models.UniqueIndex(
        "(agency_id, begins)", "This agency has its checklist of this period already."
    )
    _waiting = models.Index("(last_day) WHERE seen_at IS NULL")

    @api.model
    def _overseen(self):
        return self.env.user._presence_agencies()

    @api.depends("agency_id", "begins", "period")
    def _compute_display_name(self):
        for check in self:
            check.display_name = f"{check.agency_id.name or ''}, {check._period_text()}"

    def _period_text(self):
        day = self.begins
        if not day:
            return ""
        if self.period == "month":
            return self.env._("month %(month)s", month=f"{day:%m/%Y}")
        return self.env._(
            "quarter %(number)s/%(year)s", number=(day.month + 2) // 3, year=day.year
        )

    @api.depends("signed_at", "seen_at")
    def _compute_state(self):
        for check in self:
            signed = "signed" if check.signed_at else "open"
            check.state = "seen" if check.seen_at else signed

    @api.depends("signed_at", "last_day")
    def _compute_is_late(self):
        today = self.env["hr.job"]._today()
        for check in self:
            check.is_late = bool(
                not check.signed_at and check.last_day and check.last_day < today
            )

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env["hr.job"]._today()
        return [("signed_at", "=", False), ("last_day", "<", today)]

    @api.depends("line_ids.answer", "line_ids.count")
    def _compute_progress(self):
        for check in self:
            asked = check.line_ids.filtered(lambda line: line.sort == "question")
            answered = len(asked.filtered("answer"))
            check.progress = answered * 100 // len(asked) if asked else 100
            check.no_count = len(asked.filtered(lambda line: line.answer == "no"))
            check.finding_count = sum(check.line_ids.mapped("count"))

    @api.depends_context("uid")
    @api.depends("signed_at", "seen_at", "agency_id")
    def _compute_may(self):
        me = self.env.user
        for check in self:
            check.may_answer = (
                not check.signed_at and me in check.agency_id._account_operators()
            )
            check.may_see = bool(
                check.signed_at and not check.seen_at and me in check._heads()
            )

    def _heads(self):
        """Return who sees it off: never who signed it."""
        self.ensure_one()
        agency = self.agency_id
        while agency:
            heads = agency._account_heads() - self.signed_by_id
            if heads:
                return heads
            agency = agency.sudo().parent_id.agency_id
        return self.env["res.users"]

    def _watchers(self):
        """Return who is told last: the operators, and the head of who watches the
        others (QĐ 553 Điều 4.1)."""
        # sudo: which agency watches is set-up
        watching = (
            self.env["hr.department"].sudo().search([("watches_agencies", "=", True)])
        )
        jobs = self.env["hr.job"]
        held = [
            *jobs._holdings(roles=["head"], agency_ids=watching.ids),
            *jobs._holdings(roles=["operator"], agency_ids=watching.ids),
        ]
        users = self.env["res.users"].browse(dict.fromkeys(one.user_id for one in held))
        if users:
            return users
        operators = {one.user_id for one in jobs._holdings(roles=["operator"])}
        return (
            self.env["res.users"]
            .browse(sorted(operators))
            .filtered(lambda user: user._overseen_agencies() is None)
        )

    # -- made each period ---------------------------------------------------------

    @api.model
    def _cron_check(self):
        """Make the period's checklists, count anew, tell who is silent."""
        # sudo: the server's clockwork
        checks = self.sudo().with_context(lang="vi_VN")
        checks._begin()
        checks.search([("signed_at", "=", False)])._count()
        checks._escalate()

    def _begin(self):
        """Make the checklist of this period for each agency with people."""
        today = self.env["hr.job"]._today()
        agencies = sorted({held.agency_id for held in self.env["hr.job"]._holdings()})
        policies = self.env["vpdt.security.policy"]._by_agency(agencies, today)
        wanted = {
            agency: policy._begin_of(today) for agency, policy in policies.items()
        }
        known = {
            (check.agency_id.id, check.begins)
            for check in self.search([("begins", "in", list(set(wanted.values())))])
        }
        rules = self.env["vpdt.security.rule"]._in_force()
        questions = self.env["vpdt.security.question"]._in_force(today)
        before = self._answers_before(wanted)
        new = self.create(
            [
                {
                    "agency_id": agency,
                    "operator_days": policies[agency].operator_days,
                    "head_days": policies[agency].head_days,
                    "watch_days": policies[agency].watch_days,
                    "period": policies[agency].period,
                    "begins": begins,
                    "last_day": today + timedelta(days=policies[agency].days),
                    "line_ids": [
                        (0, 0, {"sort": "counted", "kind": kind, "why": rule.why})
                        for kind, rule in rules.items()
                    ]
                    + [
                        (
                            0,
                            0,
                            {
                                "sort": "question",
                                "text": one.text,
                                "why": one.why,
                                "before": before.get((agency, one.text)),
                            },
                        )
                        for one in questions
                    ],
                }
                for agency, begins in wanted.items()
                if (agency, begins) not in known
            ]
        )
        for check in new:
            check._tell(
                check.agency_id._account_operators(),
                self.env._(
                    "Check the security of your agency and sign by %(day)s.",
                    day=f"{check.last_day:%d/%m/%Y}",
                ),
            )
        return new

    def _answers_before(self, wanted):
        """Return {(agency id, question): answer} of what was no the last time."""
        checks = self.search(
            [("agency_id", "in", list(wanted)), ("signed_at", "!=", False)],
            order="begins",
        )
        latest = {check.agency_id.id: check for check in checks}
        return {
            (agency, line.text): line._answer_text()
            for agency, check in latest.items()
            for line in check.line_ids
            if line.answer == "no"
        }

    def _count(self):
        """Write the number of open findings into the lines of these checklists."""
        groups = self.env["vpdt.account.finding"]._read_group(
            [("closed_at", "=", False), ("agency_id", "in", self.agency_id.ids)],
            ["agency_id", "kind", "state"],
            ["__count"],
        )
        found = {
            (agency.id, kind, state): count for agency, kind, state, count in groups
        }
        for line in self.line_ids.filtered(lambda one: one.sort == "counted"):
            of = line.check_id.agency_id.id, line.kind
            explained = found.get((*of, "explained"), 0)
            count = found.get((*of, "open"), 0) + explained
            if (line.count, line.explained) != (count, explained):
                line.write({"count": count, "explained": explained})

    def _escalate(self):
        """Tell of silence, each step once."""
        today = self.env["hr.job"]._today()
        for check in self.search(
            [("seen_at", "=", False), ("last_day", "<=", today)], order="id"
        ):
            steps = steps_due(
                check.last_day,
                check.signed_at and local_time(check.signed_at).date(),
                None,
                (check.operator_days, check.head_days, check.watch_days),
                today,
                check.told,
            )
            for step in steps:
                check._tell_step(step)
                check.told = step

    def _tell_step(self, step):
        users = {
            OPERATOR: self.agency_id._account_operators,
            HEAD: self._heads,
            UNSEEN_HEAD: self._heads,
        }.get(step, self._watchers)()
        if step >= UNSEEN_HEAD:
            text = self.env._(
                "The security checklist of %(agency)s is signed and waits for its "
                "head.",
                agency=self.agency_id.name,
            )
        else:
            text = self.env._(
                "The security checklist of %(agency)s was to be signed by %(day)s.",
                agency=self.agency_id.name,
                day=f"{self.last_day:%d/%m/%Y}",
            )
        self._tell(users, text)

    def _tell(self, users, text):
        self._tell_about_row(users, self.env._("Security checklist"), text)

    # -- answered, signed, seen -----------------------------------------------------

    def write(self, vals):
        """Let through answers of who may give them (lines look themselves), and of a
        signed checklist only what comes after; also from the server's own code.

        :raises AccessError, UserError: anything else
        """
        if not self.env.su:
            if set(vals) - {"question_ids"}:
                raise AccessError(
                    self.env._("Only the answers to the questions are yours to write.")
                )
            for check in self:
                check._check_may_answer()
        after = {"seen_at", "seen_by_id", "seen_remark", "told", "state"}
        if set(vals) - after and any(check.signed_at for check in self):
            raise UserError(
                self.env._("This checklist is signed: nothing is changed any more.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_history(self):
        raise UserError(self.env._("This is history: it cannot be removed."))

    def _check_may_answer(self):
        """:raises AccessError: it is not the user's to answer, or signed"""
        self.ensure_one()
        if not self.may_answer:
            raise AccessError(
                self.env._(
                    "The checklist of an agency is answered by its operator, until it "
                    "is signed."
                )
            )

    def action_sign(self):
        """Sign: figures and answers are frozen, the head is told.

        :raises AccessError: it is not the user's to sign
        :raises UserError: signed already, or an answer is not complete
        """
        self = self._own_context()
        self.ensure_one()
        self.check_access("read")
        if self.signed_at:
            raise UserError(self.env._("This checklist is signed already."))
        self._check_may_answer()
        missing = [
            f"{line.text}: {words}"
            for line in self.question_ids
            if (words := line._missing())
        ]
        if missing:
            raise UserError(
                self.env._("Complete before signing: %(what)s", what="; ".join(missing))
            )
        # sudo: rows of the system; who may sign was checked
        self.sudo()._do_sign(self.env.user)
        return True

    def _do_sign(self, author):
        self._count()
        # the lines are in the database before they are frozen
        self.env.flush_all()
        self.write({"signed_at": fields.Datetime.now(), "signed_by_id": author.id})
        self._tell(
            self._heads(),
            self.env._(
                "%(who)s signed the security checklist: %(count)s open findings, "
                "%(no)s answers are no. Look at it.",
                who=author.name,
                count=self.finding_count,
                no=self.no_count,
            ),
        )

    def action_see(self, remark=""):
        """Say that the head has seen it, with a remark if he likes.

        :raises AccessError: it is not the user's to see off
        :raises UserError: it is not signed yet, or was seen already
        """
        self = self._own_context()
        self.ensure_one()
        self.check_access("read")
        if not self.signed_at or self.seen_at:
            raise UserError(self.env._("It is seen once, after it was signed."))
        if self.env.user not in self._heads():
            raise AccessError(
                self.env._("The head of the agency sees it, not who signed it.")
            )
        said = remark.strip()[:500] if isinstance(remark, str) else ""
        # sudo: rows of the system; who may was checked
        self.sudo().write(
            {
                "seen_at": fields.Datetime.now(),
                "seen_by_id": self.env.uid,
                "seen_remark": said or False,
            }
        )
        return True

    def action_print(self):
        """Open the checklist as PDF."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/vpdt/security-check/{self.id}.pdf",
            "target": "new",
        }
