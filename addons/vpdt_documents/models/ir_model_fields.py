from odoo import api, models
from odoo.exceptions import AccessError

from .vpdt_release_only_mixin import check_program, from_release


class IrModelFields(models.Model):
    """No field made by hand leads into the office's own models, or is computed.

    Odoo reads what such a field shows with sudo: the administrator could give the
    partners one that names every document (design 5.2). How a field is computed is
    program code.
    """

    _inherit = "ir.model.fields"

    def _guard_vpdt(self, vals):
        if from_release(self.env):
            return
        if any(vals.get(name) for name in ("compute", "depends", "related")):
            check_program(self.env)
        # sudo: asked for its name only
        model = self.env["ir.model"].sudo().browse(vals.get("model_id") or [])
        names = (vals.get("relation"), vals.get("model"), model.model)
        if any((name or "").startswith("vpdt.") for name in names):
            raise AccessError(self.env._("No field is added that leads to documents."))

    @api.model_create_multi
    def create(self, vals_list):
        defaults = self.default_get(
            ["model_id", "model", "relation", "compute", "depends", "related"]
        )
        for vals in vals_list:
            self._guard_vpdt({**defaults, **vals})
        return super().create(vals_list)

    def write(self, vals):
        self._guard_vpdt(vals)
        return super().write(vals)
