from odoo import api, models
from odoo.exceptions import AccessError


class IrUiView(models.Model):
    """QWeb templates are program code that runs with rights of its own choosing."""

    _inherit = "ir.ui.view"

    def _guard_qweb(self):
        if not self.env.su and any(view.type == "qweb" for view in self):
            raise AccessError(
                self.env._("Program code is not entered here: it comes with a release.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        views = super().create(vals_list)
        views._guard_qweb()
        return views

    def write(self, vals):
        self._guard_qweb()
        result = super().write(vals)
        self._guard_qweb()
        return result
