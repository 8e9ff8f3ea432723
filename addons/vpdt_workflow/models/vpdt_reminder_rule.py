from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.vpdt_documents.models.vpdt_content_mixin import URGENCIES

from ..chasing import Rounds, windows
from ..routing import PURPOSES

# Nobody is reminded for ever.
_MOST = 20
WHOM = [
    ("holder", "Who has it"),
    ("sender", "Who sent it"),
    ("head", "Head of the agency"),
    ("deputy_head", "Deputy heads of the agency"),
    ("monitor", "Deputy chief of office who monitors it"),
    ("chief_of_office", "Chief of office"),
    ("chairman", "Chairman"),
]
#: Whom a rule finds by the role held in the agency, or the nearest one above it.
BY_ROLE = ("head", "deputy_head", "chief_of_office", "chairman")
#: Purposes of those who have to do something; the others are for knowing.
WORKING = ("lead", "support", "opinion", "review", "sign")


class VpdtReminderRule(models.Model):
    """When whom is reminded of what (QĐ 553 Điều 4.1, 4.2; R16, R22): data.

    "deadline": before, at or after the deadline of an open handling whose clock runs.
    "urgent": minutes after an express paper was sent and nobody confirmed to have it,
    outside working hours too.
    """

    _name = "vpdt.reminder.rule"
    _description = "Reminder rule"
    _order = "kind, sequence, id"

    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        [("deadline", "By the deadline"), ("urgent", "Express, not confirmed")],
        required=True,
        default="deadline",
    )
    when = fields.Selection(
        [("before", "Before"), ("at", "At"), ("after", "After")],
        required=True,
        default="after",
        help="Counted from the deadline; for express papers from the sending.",
    )
    amount = fields.Integer(required=True, default=1)
    unit = fields.Selection(
        [
            ("days", "Working days"),
            ("hours", "Working hours"),
            ("minutes", "Minutes"),
        ],
        required=True,
        default="days",
    )
    whom = fields.Selection(WHOM, required=True, default="holder")
    purpose = fields.Selection(
        list(PURPOSES.items()),
        help="Empty: everybody who has to do something, not those who are informed, "
        "monitor or direct.",
    )
    urgency = fields.Selection(
        URGENCIES,
        required=True,
        default="0",
        string="From urgency",
        help="Papers of this urgency and above.",
    )
    agency_id = fields.Many2one(
        "hr.department",
        index="btree_not_null",
        domain=[("is_agency", "=", True)],
        ondelete="cascade",
        help="The rule holds in this agency and those below; everywhere when empty.",
    )
    every = fields.Integer(
        string="Repeat after", help="In the same unit; 0: once only."
    )
    most = fields.Integer(string="Times at most", required=True, default=1)
    valid_from = fields.Date()
    valid_to = fields.Date()

    _counts = models.Constraint(
        f"CHECK (amount >= 0 AND every >= 0 AND most BETWEEN 1 AND {_MOST})",
        "A reminder is repeated at most 20 times.",
    )
    _repeats = models.Constraint(
        "CHECK (most = 1 OR every > 0)",
        "Say after how long it is repeated.",
    )

    @api.constrains("kind", "when", "unit", "amount")
    def _check_kind(self):
        for rule in self:
            if (rule.kind == "urgent") != (rule.unit == "minutes"):
                raise ValidationError(
                    self.env._(
                        "Express papers are counted in minutes, deadlines in working "
                        "days or hours."
                    )
                )
            if rule.kind == "urgent" and rule.when != "after":
                raise ValidationError(
                    self.env._("Who is sent an express paper is called after that.")
                )
            if rule.when != "at" and not rule.amount:
                raise ValidationError(
                    self.env._("Say how long before or after the deadline.")
                )

    @api.depends("kind", "when", "amount", "unit", "whom")
    def _compute_display_name(self):
        words = {
            name: dict(self._fields[name]._description_selection(self.env))
            for name in ("when", "unit", "whom", "kind")
        }
        for rule in self:
            when = words["when"].get(rule.when)
            if rule.when != "at":
                when = f"{when} {rule.amount} {words['unit'].get(rule.unit)}"
            kind, whom = words["kind"].get(rule.kind), words["whom"].get(rule.whom)
            rule.display_name = f"{kind}, {when}: {whom}"

    @api.model
    def _in_force(self, kind, date):
        """Return the rules of a kind that hold on `date`."""
        return self.search(
            [
                ("kind", "=", kind),
                "|",
                ("valid_from", "=", False),
                ("valid_from", "<=", date),
                "|",
                ("valid_to", "=", False),
                ("valid_to", ">=", date),
            ]
        )

    def _rounds(self):
        """Return the moments of this rule, as `chasing` counts them."""
        self.ensure_one()
        sign = {"before": -1, "at": 0, "after": 1}[self.when]
        return Rounds(sign * self.amount, self.unit, self.every, self.most)

    def _reach_days(self):
        """Return how many days back and ahead working hours are needed for these."""
        days = {"days": 1, "hours": 1 / 4, "minutes": 0}
        spans = [
            (rule.amount + rule.every * rule.most) * days[rule.unit] for rule in self
        ]
        # weeks of five days, and the longest holidays
        return int(2 * max(spans, default=0)) + 21

    def _windows(self, calendar, now):
        """Yield (rule, window) of what these rules speak of at `now` (naive UTC).

        The bounds of the windows are naive UTC too.
        """
        reach = timedelta(days=self._reach_days())
        intervals = calendar._local_intervals(now - reach, now + reach)
        local = calendar._local(now)
        for rule in self:
            forget = local - timedelta(days=1) if rule.kind == "urgent" else None
            for window in windows(rule._rounds(), local, intervals, forget):
                yield (
                    rule,
                    window.round,
                    window.after and calendar._from_local(window.after),
                    calendar._from_local(window.until),
                )
