from odoo import api, models
from odoo.fields import Char, Many2one


class VpdtCorrectionWizard(models.TransientModel):
    """The clerk puts a line right: the paper's fields as they are, and a reason."""

    _name = "vpdt.correction.wizard"
    _inherit = ["vpdt.content.mixin"]
    _description = "Correct a register line"

    document_id = Many2one("vpdt.document", required=True, readonly=True)
    reason = Char(required=True)

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        document = self.env["vpdt.document"].browse(values.get("document_id"))
        if document:
            document.check_access("read")
            for name in set(fields) & set(self._content_fields()):
                values[name] = document._fields[name].convert_to_write(
                    document[name], document
                )
        return values

    def action_correct(self):
        """Write what differs from the document, with the reason."""
        self.ensure_one()
        document = self.document_id
        vals = {
            name: self._fields[name].convert_to_write(self[name], self)
            for name in self._content_fields()
            if self[name] != document[name]
        }
        document.action_correct(vals, self.reason)
        return {"type": "ir.actions.act_window_close"}
