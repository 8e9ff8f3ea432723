from odoo import fields, models


class VpdtPostPrint(models.TransientModel):
    """The span of the post register that is printed."""

    _name = "vpdt.post.print"
    _description = "Print the post register"

    date_from = fields.Date(
        required=True,
        default=lambda self: self.env["hr.job"]._today().replace(day=1),
    )
    date_to = fields.Date(
        required=True, default=lambda self: self.env["hr.job"]._today()
    )

    def action_print(self):
        """Open the register in a new tab."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": "/vpdt/dispatch/post.pdf"
            f"?date_from={self.date_from}&date_to={self.date_to}",
            "target": "new",
        }
