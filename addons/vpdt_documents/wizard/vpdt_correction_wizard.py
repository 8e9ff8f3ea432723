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
        document = self.env["vpdt.document"].browse(
            values.get("document_id") or self.env.context.get("default_document_id")
        )
        wanted = set(fields) & set(self._content_fields())
        return {**values, **self._content_of(document, wanted)}

    @api.model_create_multi
    def create(self, vals_list):
        # What the form does not show stays as the paper says it.
        for vals in vals_list:
            document = self.env["vpdt.document"].browse(vals.get("document_id"))
            missing = set(self._content_fields()) - vals.keys()
            vals.update(self._content_of(document, missing))
        return super().create(vals_list)

    @api.model
    def _content_of(self, document, names):
        """Return what `document` says in the fields `names`, as values to write."""
        if not document:
            return {}
        document.check_access("read")
        return {
            name: document._fields[name].convert_to_write(document[name], document)
            for name in names
        }

    @api.constrains("document_id")
    def _check_document(self):
        # Whoever names a document in a row of his own would be told what it is.
        self.document_id.sudo(False).check_access("read")

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
