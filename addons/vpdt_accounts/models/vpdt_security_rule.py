from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..checklist import MENDABLE, REMEDIES, Limit

KINDS = [
    ("group", "A right that nothing explains"),
    ("no_person", "An account without a person"),
    ("no_post", "An account whose person holds no post"),
    ("key", "A key for programs that nothing explains"),
    ("key_unused", "A key for programs not used for long"),
    ("grant", "A right beyond the post without end or reason"),
    ("idle", "Not used for long"),
    ("never", "Never signed in"),
    ("factor", "No second factor"),
    ("shared_device", "One device, several people"),
    ("odd_hours", "Used at odd hours"),
    ("new_address", "Used from new networks"),
    ("failures", "Many refused tries"),
    ("shared_mail", "One mailbox, several people"),
    ("password_old", "An old password"),
    ("password_first", "First password not changed"),
    ("password_rule", "A password from before the rule"),
    ("session_old", "A session that never ends"),
    ("link_unused", "A one-time link nobody used"),
]
SEVERITIES = [("low", "Minor"), ("medium", "Medium"), ("high", "Serious")]


class VpdtSecurityRule(models.Model):
    """What the nightly check looks for, from which number on, and what is told (R26).

    Rows with dates: what holds is the one that came into force last. A kind without a
    row in force is not looked for.
    """

    _name = "vpdt.security.rule"
    _description = "Threshold of the security check"
    _order = "sequence, kind, valid_from desc, id"
    _rec_name = "kind"

    sequence = fields.Integer(default=10)
    kind = fields.Selection(KINDS, required=True)
    is_on = fields.Boolean(string="Looked for", default=True)
    severity = fields.Selection(SEVERITIES, required=True, default="medium")
    number = fields.Integer(
        string="From how many", default=1, help="Times, days or people; not every kind."
    )
    days = fields.Integer(
        string="In days", default=30, help="How long, or how far back is looked."
    )
    why = fields.Text(string="Why it matters", required=True)
    advice = fields.Text(string="What to do", required=True)
    valid_from = fields.Date(string="In force from")
    valid_to = fields.Date(string="In force until")
    offers_remind = fields.Boolean(string="Remind the person")
    offers_sessions = fields.Boolean(string="End all sessions")
    offers_lock = fields.Boolean(string="Lock it")
    offers_factor = fields.Boolean(string="Ask for a second factor")
    offers_password = fields.Boolean(string="Ask for a new password")
    offers_mend = fields.Boolean(string="Take it away, close it")
    offers_incident = fields.Boolean(string="Report an incident")

    _once = models.UniqueIndex(
        "(kind, coalesce(valid_from, '-infinity'))",
        "This kind has a threshold from that day on already.",
    )
    _sane = models.Constraint(
        "CHECK (number >= 0 AND days BETWEEN 0 AND 3650)",
        "A number is not negative; days are 0 to 3650.",
    )
    _dates = models.Constraint(
        "CHECK (valid_from <= valid_to)", "It ends after it begins."
    )

    @api.constrains("kind", "offers_mend")
    def _check_mend(self):
        for rule in self:
            if rule.offers_mend and rule.kind not in MENDABLE:
                raise ValidationError(
                    self.env._("With this kind there is nothing to take away.")
                )

    @api.model
    def _in_force(self):
        """Return {kind: row, sudo} of what is looked for today; one query."""
        today = self.env["hr.job"]._today()
        # sudo: set-up, whoever reads a finding
        rows = self.sudo().search(
            [
                "|",
                ("valid_from", "=", False),
                ("valid_from", "<=", today),
                "|",
                ("valid_to", "=", False),
                ("valid_to", ">=", today),
            ],
            order="valid_from nulls first, id",
        )
        found = {row.kind: row for row in rows}
        return {kind: row for kind, row in found.items() if row.is_on}

    def _limit(self):
        self.ensure_one()
        return Limit(self.number, self.days)

    def _offers(self):
        """Return the remedies offered, as `checklist.REMEDIES`."""
        return {key for key in REMEDIES if self and self[f"offers_{key}"]}
