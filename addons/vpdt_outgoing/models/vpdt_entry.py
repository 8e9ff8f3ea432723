from odoo import models


class VpdtEntry(models.Model):
    _inherit = "vpdt.entry"

    def _before_cancel(self, reason):
        """A number given and not issued is voided: the paper gets another."""
        result = super()._before_cancel(reason)
        for entry in self.filtered(lambda line: line.kind != "incoming"):
            # sudo: the draft of a line the clerk keeps
            document = entry.document_id.sudo()
            document.issued_draft_ids.with_env(self.env)._number_voided(reason)
        return result
