from odoo import api, fields, models


class VpdtSecurityQuestion(models.Model):
    """A question of the checklist that no machine can answer (data with dates)."""

    _name = "vpdt.security.question"
    _description = "Question of the security checklist"
    _order = "sequence, id"
    _rec_name = "text"

    sequence = fields.Integer(default=10)
    text = fields.Char(string="Question", required=True)
    why = fields.Text(string="Why it matters")
    valid_from = fields.Date(string="In force from")
    valid_to = fields.Date(string="In force until")

    _dates = models.Constraint(
        "CHECK (valid_from <= valid_to)", "It ends after it begins."
    )

    @api.model
    def _in_force(self, today):
        """Return the questions asked on a day, sudo."""
        # sudo: set-up
        return self.sudo().search(
            [
                "|",
                ("valid_from", "=", False),
                ("valid_from", "<=", today),
                "|",
                ("valid_to", "=", False),
                ("valid_to", ">=", today),
            ]
        )
