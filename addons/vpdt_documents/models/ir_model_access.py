from odoo import api, models
from odoo.exceptions import AccessError


class IrModelAccess(models.Model):
    """Access rights on the office's own models come with the code, as its rules do."""

    _inherit = "ir.model.access"

    def _guard_vpdt(self, touched):
        if not self.env.su and any(
            (model.model or "").startswith("vpdt.") for model in touched
        ):
            raise AccessError(
                self.env._("Access rights on documents cannot be changed here.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        ids = [vals["model_id"] for vals in vals_list if vals.get("model_id")]
        self._guard_vpdt(self.env["ir.model"].browse(ids))
        return super().create(vals_list)

    def write(self, vals):
        touched = self.model_id
        if vals.get("model_id"):
            touched |= self.env["ir.model"].browse(vals["model_id"])
        self._guard_vpdt(touched)
        return super().write(vals)

    def unlink(self):
        self._guard_vpdt(self.model_id)
        return super().unlink()
