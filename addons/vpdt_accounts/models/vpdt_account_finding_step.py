from odoo import fields, models

STEPS = [
    ("found", "Found"),
    ("back", "Explained until now, open again"),
    ("gone", "Gone"),
    ("explained", "Explained"),
    ("remark", "Remark"),
    ("remind", "Reminded"),
    ("sessions", "Sessions ended"),
    ("lock", "Locked"),
    ("factor", "Second factor asked for"),
    ("password", "New password asked for"),
    ("mend", "Taken away or closed"),
    ("incident", "Incident reported"),
]


class VpdtAccountFindingStep(models.Model):
    """What was done about a finding, by whom, when; only added to (design 5.5)."""

    _name = "vpdt.account.finding.step"
    _inherit = ["vpdt.step.mixin"]
    _description = "Step of a finding"
    _order = "finding_id, id"
    _rec_name = "kind"

    finding_id = fields.Many2one(
        "vpdt.account.finding",
        required=True,
        index=True,
        ondelete="restrict",
        bypass_search_access=True,
    )
    kind = fields.Selection(STEPS, required=True, string="Step")
    at = fields.Datetime(index=True)
    author_id = fields.Many2one(required=False, help="Nobody: the nightly check.")
