from odoo import fields, models

STEPS = [
    ("reported", "Reported"),
    ("contained", "Contained"),
    ("told", "Told to who answers for it"),
    ("examined", "Examined"),
    ("note", "Note"),
    ("unlocked", "Unlocked"),
    ("closed", "Settled"),
]


class VpdtIncidentStep(models.Model):
    """What was done about an incident, by whom, when; only added to."""

    _name = "vpdt.incident.step"
    _inherit = ["vpdt.step.mixin"]
    _description = "Step of an incident"
    _order = "incident_id, id"
    _rec_name = "kind"

    incident_id = fields.Many2one(
        "vpdt.incident",
        required=True,
        index=True,
        ondelete="restrict",
        bypass_search_access=True,
    )
    kind = fields.Selection(STEPS, required=True, string="Step")
    address = fields.Char(size=45)
    device = fields.Char(size=60)
