from odoo import api, models
from odoo.exceptions import AccessError


class IrRule(models.Model):
    """The rules that read the reader table are part of the code.

    The system's administrator reads no document (design 5.2); with a right to edit
    record rules he could give himself one. Changes come with an upgrade only.
    """

    _inherit = "ir.rule"

    def _guard_vpdt(self, models_changed):
        if self.env.su:
            return
        guarded = [m for m in models_changed if (m.model or "").startswith("vpdt.")]
        if guarded:
            raise AccessError(
                self.env._(
                    "Rules on documents cannot be changed here: who reads what "
                    "follows from the reader table."
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        model_ids = [vals["model_id"] for vals in vals_list if vals.get("model_id")]
        self._guard_vpdt(self.env["ir.model"].browse(model_ids))
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
