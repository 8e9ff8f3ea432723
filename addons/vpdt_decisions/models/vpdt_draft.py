from odoo import models

_TROUBLES = {"replaces": "replaced", "corrects": "corrected"}


class VpdtDraft(models.Model):
    _inherit = "vpdt.draft"

    def _act_on_related(self, document):
        """Also warn who planned a personnel change on the earlier document."""
        result = super()._act_on_related(document)
        if trouble := _TROUBLES.get(self.relation):
            self.related_id._warn_changes(trouble)
        return result
