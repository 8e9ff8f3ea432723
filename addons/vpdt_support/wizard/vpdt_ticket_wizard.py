from odoo import api, fields, models

MARKS = [
    ("5", "5 – very satisfied"),
    ("4", "4 – satisfied"),
    ("3", "3 – so-so"),
    ("2", "2 – not satisfied"),
    ("1", "1 – not at all"),
]


class VpdtTicketWizard(models.TransientModel):
    """Words that go with what is done about a request for help."""

    _name = "vpdt.ticket.wizard"
    _description = "Words about a request for help"

    mode = fields.Selection(
        [
            ("answer", "Answer"),
            ("ask", "Ask back"),
            ("solve", "Solved"),
            ("urgency", "Change the urgency"),
            ("link", "Tie to a known problem"),
            ("reply", "Write on"),
            ("close", "Close"),
            ("reopen", "Not solved yet"),
        ],
        required=True,
        default="answer",
    )
    ticket_id = fields.Many2one("vpdt.ticket", string="Request", ondelete="cascade")
    urgency_id = fields.Many2one("vpdt.ticket.urgency")
    problem_id = fields.Many2one(
        "vpdt.known.problem", string="Known problem", domain=[("state", "=", "open")]
    )
    satisfaction = fields.Selection(MARKS, default="5")
    text = fields.Text(string="What")

    @api.constrains("ticket_id")
    def _check_own(self):
        # Whoever names a row in a dialog of his own would be told what it is.
        self.ticket_id.sudo(False).check_access("read")

    def action_do(self):
        """Do it; each method looks whether the user may."""
        self.ensure_one()
        ticket = self.env["vpdt.ticket"].browse(self.ticket_id.id)
        if self.mode == "urgency":
            ticket.action_set_urgency(self.urgency_id.id, self.text)
        elif self.mode == "link":
            ticket.action_link(self.problem_id.id)
        elif self.mode == "close":
            ticket.action_close(int(self.satisfaction or 0), self.text or "")
        else:
            getattr(ticket, f"action_{self.mode}")(self.text)
        return {"type": "ir.actions.act_window_close"}
