from odoo import models


class VpdtEntry(models.Model):
    _inherit = "vpdt.entry"

    def action_cancel(self, reason):
        """Also warn who planned a personnel change on what is now in no book."""
        document = self.document_id
        result = super().action_cancel(reason)
        if document and not document._is_live():
            document._warn_changes("cancelled")
        return result
