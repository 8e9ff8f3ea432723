from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..serving import OPEN


class VpdtKnownProblem(models.Model):
    """One fault of many people: told to all at once, answered once (R19).

    Everybody reads it, so that nobody has to report it again; operators of the whole
    office write it.
    """

    _name = "vpdt.known.problem"
    _description = "Known problem"
    _order = "state, id desc"

    name = fields.Char(required=True, string="What does not work")
    text = fields.Text(
        string="What is known", help="Also what people can do meanwhile."
    )
    category_id = fields.Many2one(
        "vpdt.ticket.category", required=True, ondelete="restrict"
    )
    state = fields.Selection(
        [("open", "Being repaired"), ("solved", "Solved")],
        required=True,
        default="open",
        readonly=True,
    )
    since = fields.Datetime(required=True, default=fields.Datetime.now)
    solved_at = fields.Datetime(string="Solved", readonly=True)
    solution = fields.Text(readonly=True)
    ticket_ids = fields.One2many("vpdt.ticket", "problem_id", string="Requests")
    ticket_count = fields.Integer(
        string="How many asked", compute="_compute_ticket_count"
    )

    def _compute_ticket_count(self):
        # sudo: how many people asked, of no one in particular
        rows = (
            self.env["vpdt.ticket"]
            .sudo()
            ._read_group([("problem_id", "in", self.ids)], ["problem_id"], ["__count"])
        )
        counts = {problem.id: count for problem, count in rows}
        for problem in self:
            problem.ticket_count = counts.get(problem.id, 0)

    def _check_operates(self):
        self.ensure_one()
        self.check_access("read")
        if self.env.user._served_agencies() is not None:
            raise AccessError(
                self.env._("Known problems are handled by operators of the office.")
            )
        if self.state != "open":
            raise UserError(self.env._("This problem is solved already."))

    def write(self, vals):
        if not self.env.su and {"state", "solved_at", "solution"} & vals.keys():
            raise AccessError(self.env._("A problem is solved with its button."))
        return super().write(vals)

    def action_answer_all(self, words):
        """Write the same to everybody who asked about it and waits.

        :return: how many were answered
        """
        self._check_operates()
        return self._speak("action_answer", words)

    def action_solve_all(self, words):
        """Say how it was solved; everybody's request is solved with it.

        :return: how many requests that were
        """
        self._check_operates()
        count = self._speak("action_solve", words)
        # sudo: how it stands is written here only; who may was checked
        self.sudo().write(
            {
                "state": "solved",
                "solved_at": fields.Datetime.now(),
                "solution": words.strip(),
            }
        )
        return count

    def _speak(self, method, words):
        if not isinstance(words, str) or not words.strip():
            raise UserError(self.env._("Write what the people shall read."))
        tickets = self.env["vpdt.ticket"].search(
            [("problem_id", "=", self.id), ("state", "in", list(OPEN))], order="id"
        )
        for ticket in tickets:
            getattr(ticket, method)(words)
        return len(tickets)
