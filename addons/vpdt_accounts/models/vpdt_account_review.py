from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

ANSWERS = [("right", "In order"), ("wrong", "Not in order")]


class VpdtAccountReview(models.Model):
    """Each quarter the head of an agency confirms its accounts and rights (R17).

    | who                                          | may                              |
    |----------------------------------------------|----------------------------------|
    | head of the agency (committee: its chief of  | confirm, say what is not right   |
    | office, chairman); who acts for him          |                                  |
    | operators of the whole office                | read, begin one at any time      |

    Silence escalates: after the last day the level above and the operators are told,
    and again each week.
    """

    _name = "vpdt.account.review"
    _inherit = ["vpdt.system.written.mixin", "vpdt.overseen.mixin"]
    _description = "Review of accounts"
    _order = "quarter desc, agency_id"

    agency_id = fields.Many2one(required=True, index=True)
    quarter = fields.Date(required=True, help="First day of the quarter.")
    last_day = fields.Date(required=True, help="To be confirmed by then.")
    line_ids = fields.One2many("vpdt.account.review.line", "review_id")
    line_count = fields.Integer(compute="_compute_counts", string="Accounts")
    wrong_count = fields.Integer(compute="_compute_counts", string="Not right")
    done_at = fields.Datetime(string="Confirmed at")
    done_by_id = fields.Many2one(
        "res.users", string="Confirmed by", ondelete="restrict"
    )
    escalated_at = fields.Datetime(string="Told the level above")
    may_confirm = fields.Boolean(compute="_compute_may_confirm")
    state = fields.Selection(
        [("open", "To be confirmed"), ("late", "Late"), ("done", "Confirmed")],
        compute="_compute_state",
    )

    _once = models.UniqueIndex(
        "(agency_id, quarter)", "This agency has its review of this quarter already."
    )
    _waiting = models.Index("(last_day) WHERE done_at IS NULL")

    @api.depends("agency_id", "quarter")
    def _compute_display_name(self):
        for review in self:
            quarter = review.quarter
            review.display_name = self.env._(
                "%(agency)s, quarter %(number)s/%(year)s",
                agency=review.agency_id.name or "",
                number=quarter and (quarter.month + 2) // 3 or "",
                year=quarter and quarter.year or "",
            )

    @api.depends("line_ids.answer")
    def _compute_counts(self):
        for review in self:
            review.line_count = len(review.line_ids)
            review.wrong_count = len(
                review.line_ids.filtered(lambda line: line.answer == "wrong")
            )

    @api.depends("done_at", "last_day")
    def _compute_state(self):
        today = self.env["hr.job"]._today()
        for review in self:
            if review.done_at:
                review.state = "done"
            else:
                late = review.last_day and review.last_day < today
                review.state = "late" if late else "open"

    @api.depends_context("uid")
    @api.depends("done_at", "agency_id")
    def _compute_may_confirm(self):
        for review in self:
            review.may_confirm = (
                not review.done_at and self.env.user in review._reviewers()
            )

    def _reviewers(self):
        """Return who confirms: the head, else whoever stands above him."""
        return self.agency_id._account_heads()

    # -- begun each quarter -----------------------------------------------------

    @api.model
    def _cron_review(self):
        """Begin the quarter's reviews where there are none; escalate silence."""
        # sudo: the server's clockwork
        reviews = self.sudo()
        reviews._begin()
        reviews._escalate()

    def _begin(self):
        """Begin the review of this quarter in every agency; return the new ones."""
        today = self.env["hr.job"]._today()
        quarter = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
        # sudo: set-up that holds for everybody
        get = self.env["ir.config_parameter"].sudo().get_param
        days = int(get("vpdt_accounts.review_days", 15))
        known = self.search([("quarter", "=", quarter)]).agency_id
        people = {}
        for held in self.env["hr.job"]._holdings():
            people.setdefault(held.agency_id, set()).add(held.user_id)
        new = self.browse()
        for agency_id, user_ids in sorted(people.items()):
            if agency_id in known.ids:
                continue
            users = self.env["res.users"].browse(sorted(user_ids))
            new |= self.create(
                {
                    "agency_id": agency_id,
                    "quarter": quarter,
                    "last_day": today + timedelta(days=days),
                    "line_ids": [
                        (
                            0,
                            0,
                            {
                                "user_id": user.id,
                                "posts": user._posts_text(),
                                "rights": user._rights_text(),
                            },
                        )
                        for user in users
                    ],
                }
            )
        for review in new:
            review._tell(
                review._reviewers(),
                self.env._(
                    "Confirm the accounts of your agency by %(day)s: who has one, and "
                    "which rights.",
                    day=review.last_day.strftime("%d/%m/%Y"),
                ),
            )
        return new

    def _escalate(self):
        """Tell the level above and the operators what was not confirmed, each week."""
        today = self.env["hr.job"]._today()
        late = self.search([("done_at", "=", False), ("last_day", "<", today)])
        week_ago = fields.Datetime.now() - timedelta(days=7)
        for review in late:
            if review.escalated_at and review.escalated_at > week_ago:
                continue
            above = review.agency_id.parent_id.agency_id
            holdings = [
                *self.env["hr.job"]._holdings(
                    roles=["chief_of_office", "chairman"], agency_ids=above.ids
                ),
                *self.env["hr.job"]._holdings(roles=["operator"]),
            ]
            users = self.env["res.users"].browse({held.user_id for held in holdings})
            review._tell(
                users | review._reviewers(),
                self.env._(
                    "The accounts of %(agency)s were to be confirmed by %(day)s.",
                    agency=review.agency_id.name,
                    day=review.last_day.strftime("%d/%m/%Y"),
                ),
            )
            review.escalated_at = fields.Datetime.now()

    def _tell(self, users, text):
        self._tell_about_row(users, self.env._("Review of accounts"), text)

    # -- confirmed ------------------------------------------------------------------

    def write(self, vals):
        """Let the form save its lines, of who may answer them (they look themselves).

        :raises AccessError: anything else, or they are not the user's to answer
        """
        if not self.env.su:
            if set(vals) - {"line_ids"}:
                raise AccessError(
                    self.env._(
                        "Only the answers about the accounts are yours to write."
                    )
                )
            self._check_may_answer()
        return super().write(vals)

    def _check_may_answer(self):
        for review in self:
            if not review.may_confirm:
                raise AccessError(
                    self.env._(
                        "The accounts of an agency are confirmed by its head, until he "
                        "has confirmed them."
                    )
                )

    def action_confirm(self):
        """Confirm the list; lines not marked as wrong are right.

        What is not right is told to the operators, who mend it.

        :raises AccessError: the user does not answer for this agency
        :raises UserError: it is confirmed already, or a wrong line has no remark
        """
        self.ensure_one()
        self.check_access("read")
        if self.done_at:
            raise UserError(self.env._("This review is confirmed already."))
        if self.env.user not in self._reviewers():
            raise AccessError(
                self.env._("The accounts of an agency are confirmed by its head.")
            )
        wrong = self.line_ids.filtered(lambda line: line.answer == "wrong")
        if any(not line.remark for line in wrong):
            raise UserError(
                self.env._("Say with each line that is not right what is wrong.")
            )
        # sudo: rows of the system; who may confirm was checked
        review = self.sudo()
        (review.line_ids - wrong.sudo()).answer = "right"
        review.write({"done_at": fields.Datetime.now(), "done_by_id": self.env.uid})
        if wrong:
            holdings = self.env["hr.job"]._holdings(roles=["operator"])
            review._tell(
                self.env["res.users"].browse({held.user_id for held in holdings}),
                self.env._(
                    "%(who)s finds %(count)s accounts not right: %(what)s",
                    who=self.env.user.name,
                    count=len(wrong),
                    what="; ".join(f"{line.person}: {line.remark}" for line in wrong),
                ),
            )
        return True


class VpdtAccountReviewLine(models.Model):
    """An account as it was when its review began, and what the head says of it."""

    _name = "vpdt.account.review.line"
    _inherit = ["vpdt.system.written.mixin"]
    _description = "Account under review"
    _order = "id"
    _rec_name = "person"

    review_id = fields.Many2one(
        "vpdt.account.review", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        "res.users", required=True, string="Account", ondelete="restrict"
    )
    person = fields.Char(related="user_id.name", related_sudo=True)
    posts = fields.Char(readonly=True)
    rights = fields.Char(readonly=True)
    answer = fields.Selection(ANSWERS)
    remark = fields.Char()

    def write(self, vals):
        if not self.env.su:
            if set(vals) - {"answer", "remark"}:
                raise AccessError(
                    self.env._("Only the answer and the remark are yours to write.")
                )
            self.review_id._check_may_answer()
        return super().write(vals)
