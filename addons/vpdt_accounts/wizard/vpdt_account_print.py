from urllib.parse import urlencode

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class VpdtAccountPrint(models.TransientModel):
    """Choose what span of the ledger of accounts to print."""

    _name = "vpdt.account.print"
    _description = "Print the ledger of accounts"

    date_from = fields.Date(string="From day")
    date_to = fields.Date(string="To day")
    agency_id = fields.Many2one(
        "hr.department", domain=[("is_agency", "=", True)], help="All when empty."
    )

    @api.constrains("date_from", "date_to")
    def _check_span(self):
        for wizard in self:
            if (
                wizard.date_from
                and wizard.date_to
                and (wizard.date_from > wizard.date_to)
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
            "agency_id": self.agency_id.id or "",
        }
        query = urlencode({key: value for key, value in values.items() if value})
        return {
            "type": "ir.actions.act_url",
            "url": f"/vpdt/accounts/ledger.pdf?{query}",
            "target": "new",
        }
