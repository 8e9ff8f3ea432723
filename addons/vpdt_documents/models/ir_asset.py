from odoo import api, models

from .vpdt_release_only_mixin import check_program


class IrAsset(models.Model):
    """Scripts and styles come with a release: they run in everybody's browser."""

    _inherit = "ir.asset"

    @api.model_create_multi
    def create(self, vals_list):
        if vals_list:
            check_program(self.env)
        return super().create(vals_list)

    def write(self, vals):
        check_program(self.env)
        return super().write(vals)

    @api.ondelete(at_uninstall=True)
    def _unlink_except_release(self):
        check_program(self.env)
