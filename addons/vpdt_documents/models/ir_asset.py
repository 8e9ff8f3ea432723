from odoo import api, models
from odoo.exceptions import AccessError

from .vpdt_release_only_mixin import from_release


class IrAsset(models.Model):
    """Scripts and styles come with a release: they run in everybody's browser."""

    _inherit = "ir.asset"

    def _guard_code(self):
        if not from_release(self.env):
            raise AccessError(
                self.env._("Program code is not entered here: it comes with a release.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        if vals_list:
            self._guard_code()
        return super().create(vals_list)

    def write(self, vals):
        self._guard_code()
        return super().write(vals)

    @api.ondelete(at_uninstall=True)
    def _unlink_except_release(self):
        self._guard_code()
