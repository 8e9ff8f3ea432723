from urllib.parse import urlencode

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class VpdtRegisterPrint(models.TransientModel):
    """Choose what span of a register to print: dates, numbers, or all of it."""

    _name = "vpdt.register.print"
    _description = "Print a register"

    register_id = fields.Many2one(
        "vpdt.register", required=True, default=lambda self: self._default_register()
    )
    date_from = fields.Date()
    date_to = fields.Date()
    number_from = fields.Integer()
    number_to = fields.Integer()
    kind = fields.Selection(related="register_id.kind")
    type_ids = fields.Many2many(
        "vpdt.document.type",
        string="Types",
        help="Only documents of these types, as a book of its own; all when empty.",
    )

    @api.model
    def _default_register(self):
        """Return the register the dialog was opened on, if any."""
        context = self.env.context
        if context.get("active_model") != "vpdt.register":
            return self.env["vpdt.register"]
        return self.env["vpdt.register"].browse(context.get("active_id"))

    @api.constrains("date_from", "date_to", "number_from", "number_to")
    def _check_span(self):
        for wizard in self:
            dates = wizard.date_from and wizard.date_to
            numbers = wizard.number_from and wizard.number_to
            if (dates and wizard.date_from > wizard.date_to) or (
                numbers and wizard.number_from > wizard.number_to
            ):
                raise ValidationError(
                    self.env._("The span ends before it begins: change it round.")
                )

    def action_print(self):
        """Open the PDF of the chosen span in a new tab."""
        self.ensure_one()
        values = {
            "date_from": self.date_from or "",
            "date_to": self.date_to or "",
            "number_from": self.number_from or "",
            "number_to": self.number_to or "",
            "types": ",".join(map(str, self.type_ids.ids)),
        }
        query = urlencode({key: value for key, value in values.items() if value})
        return {
            "type": "ir.actions.act_url",
            "url": f"/vpdt/register/{self.register_id.id}.pdf?{query}",
            "target": "new",
        }
