from odoo import models


class VpdtEntry(models.Model):
    _inherit = "vpdt.entry"

    def _after_register(self):
        result = super()._after_register()
        for entry in self.filtered(lambda line: line.kind == "incoming"):
            self.env["vpdt.handling"]._start(entry)
        return result

    def _before_cancel(self, reason):
        result = super()._before_cancel(reason)
        for entry in self.filtered(lambda line: line.kind == "incoming"):
            self.env["vpdt.handling"]._cancel_registration(entry, reason)
        return result
