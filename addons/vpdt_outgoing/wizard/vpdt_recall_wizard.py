from odoo import api, fields, models


class VpdtRecallWizard(models.TransientModel):
    """The clerk recalls an issued document, and says why (NĐ 30/2020 Điều 18.4)."""

    _name = "vpdt.recall.wizard"
    _description = "Recall an issued document"

    document_id = fields.Many2one("vpdt.document", required=True, readonly=True)
    reason = fields.Char(required=True)

    @api.constrains("document_id")
    def _check_own(self):
        # Whoever names a document in a row of his own would be told what it is.
        self.document_id.sudo(False).check_access("read")

    def action_recall(self):
        """Recall it."""
        self.ensure_one()
        self.document_id.action_recall(self.reason)
        # what is offered on the document is another thing now
        return {"type": "ir.actions.client", "tag": "soft_reload"}
