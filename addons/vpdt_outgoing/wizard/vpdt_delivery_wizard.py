from odoo import api, fields, models


class VpdtDeliveryWizard(models.TransientModel):
    """What became of envelopes: who took them, or why they came back."""

    _name = "vpdt.delivery.wizard"
    _description = "Proof of delivery"

    dispatch_ids = fields.Many2many(
        "vpdt.dispatch",
        "vpdt_delivery_wizard_dispatch_rel",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    outcome = fields.Selection(
        [("delivered", "Delivered"), ("returned", "Came back")],
        required=True,
        default="delivered",
    )
    date = fields.Date(default=lambda self: self.env["hr.job"]._today())
    text = fields.Char(
        string="Proof or reason", help="Number of the receipt, or why it came back."
    )

    @api.constrains("dispatch_ids")
    def _check_own(self):
        # Whoever names a row in a dialog of his own would be told what it is.
        self.dispatch_ids.sudo(False).check_access("read")

    def action_note(self):
        """Note it on the lines."""
        self.ensure_one()
        if self.outcome == "delivered":
            self.dispatch_ids.action_delivered(self.text or "", self.date)
        else:
            self.dispatch_ids.action_returned(self.text or "")
        return {"type": "ir.actions.act_window_close"}
