from odoo import fields, models


class VpdtKnownProblemWizard(models.TransientModel):
    """What everybody reads who asked about a known problem."""

    _name = "vpdt.known.problem.wizard"
    _description = "Words to all who asked"

    mode = fields.Selection(
        [("answer", "Answer"), ("solve", "Solved")], required=True, default="answer"
    )
    problem_id = fields.Many2one("vpdt.known.problem", ondelete="cascade")
    ticket_count = fields.Integer(related="problem_id.ticket_count")
    text = fields.Text(string="What")

    def action_do(self):
        """Answer or solve all of them; each method looks whether the user may."""
        self.ensure_one()
        problem = self.env["vpdt.known.problem"].browse(self.problem_id.id)
        if self.mode == "answer":
            problem.action_answer_all(self.text)
        else:
            problem.action_solve_all(self.text)
        return {"type": "ir.actions.act_window_close"}
