from odoo import api, fields, models


class VpdtTicketUrgency(models.Model):
    """How urgent a request for help is, and within which working hours it is answered
    and repaired (data)."""

    _name = "vpdt.ticket.urgency"
    _description = "Urgency of requests for help"
    _order = "sequence, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    answer_hours = fields.Float(
        string="Answered within", required=True, help="Working hours."
    )
    repair_hours = fields.Float(
        string="Repaired within", required=True, help="Working hours."
    )
    is_usual = fields.Boolean(string="Usual one", help="Chosen unless another is.")
    active = fields.Boolean(default=True)

    _times = models.Constraint(
        "CHECK (answer_hours > 0 AND repair_hours >= answer_hours)",
        "It is answered before it is repaired, and neither takes no time.",
    )

    @api.model
    def _usual(self):
        """Return the urgency of who says nothing about it."""
        return self.search([], order="is_usual desc, sequence, id", limit=1)
