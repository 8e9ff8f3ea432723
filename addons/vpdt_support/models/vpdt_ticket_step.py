from odoo import fields, models

from .vpdt_ticket import STATES

STEPS = [
    ("report", "Request sent"),
    ("take", "Taken on"),
    ("answer", "Answered"),
    ("ask", "Asked the person"),
    ("reply", "Written by the person"),
    ("solve", "Solved"),
    ("pass_up", "Passed up"),
    ("overdue", "Not done in time"),
    ("urgency", "Urgency changed"),
    ("link", "Tied to a known problem"),
    ("drop_picture", "Picture removed"),
    ("article", "Made an article"),
    ("close", "Closed by the person"),
    ("expire", "Closed by itself"),
    ("reopen", "Reopened"),
]


class VpdtTicketStep(models.Model):
    """What was done about a request for help, by whom, when; only added to."""

    _name = "vpdt.ticket.step"
    _inherit = ["vpdt.step.mixin"]
    _description = "Step of a request for help"
    _order = "ticket_id, id"
    _rec_name = "kind"

    ticket_id = fields.Many2one(
        "vpdt.ticket",
        string="Request",
        required=True,
        index=True,
        ondelete="restrict",
        bypass_search_access=True,
    )
    kind = fields.Selection(STEPS, required=True, string="Step")
    state = fields.Selection(STATES, required=True, string="State after it")
