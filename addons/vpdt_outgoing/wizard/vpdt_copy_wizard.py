from odoo import api, fields, models


class VpdtCopyWizard(models.TransientModel):
    """The clerk makes a copy of an important document and sends it (R8)."""

    _name = "vpdt.copy.wizard"
    _inherit = ["vpdt.copy.choice.mixin"]
    _description = "Copy a document"

    document_id = fields.Many2one("vpdt.document", required=True, readonly=True)

    def _copied_type(self):
        return self.document_id.type_id

    def _copying_agency(self):
        return self.document_id._copying_agency()

    @api.depends("document_id")
    def _compute_copy_form(self):
        return super()._compute_copy_form()

    @api.depends("document_id")
    def _compute_copy_signer_id(self):
        return super()._compute_copy_signer_id()

    @api.depends("document_id")
    def _compute_copy_possible_ids(self):
        return super()._compute_copy_possible_ids()

    @api.constrains("document_id")
    def _check_own(self):
        # Whoever names a document in a row of his own would be told what it is.
        self.document_id.sudo(False).check_access("read")

    def action_copy(self):
        """Make the copy, number it, send it."""
        self.ensure_one()
        made = self.document_id.action_copy(*self._copy_arguments())
        message, kind = self._copy_told(made["code"], made["held"], self._hand_signer())
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": kind,
                "message": message,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
