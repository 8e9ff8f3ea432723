from odoo import api, fields, models


class VpdtCancelWizard(models.TransientModel):
    """The clerk cancels a line registered by mistake, and says why (NĐ 30/2020)."""

    _name = "vpdt.cancel.wizard"
    _description = "Cancel a register line"

    document_id = fields.Many2one("vpdt.document", required=True, readonly=True)
    reason = fields.Char(required=True)

    @api.constrains("document_id")
    def _check_document(self):
        # Whoever names a document in a row of his own would be told what it is.
        self.document_id.sudo(False).check_access("read")

    def action_cancel(self):
        """Cancel the line of the clerk's own agency, with the reason."""
        self.ensure_one()
        self.document_id._cancellable_entry().action_cancel(self.reason)
        return {"type": "ir.actions.act_window_close"}
