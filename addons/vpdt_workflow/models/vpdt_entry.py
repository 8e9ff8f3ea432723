from odoo import models


class VpdtEntry(models.Model):
    _inherit = "vpdt.entry"

    def _after_register(self):
        # sudo: nobody reads the documents yet
        incoming = self.filtered(lambda line: line.sudo().kind == "incoming")
        for entry in incoming:
            self.env["vpdt.handling"]._start(entry)
        others = self - incoming
        return super(VpdtEntry, others)._after_register() if others else None

    def _before_cancel(self, reason):
        result = super()._before_cancel(reason)
        for entry in self.filtered(lambda line: line.kind == "incoming"):
            self.env["vpdt.handling"]._cancel_registration(entry, reason)
        return result
