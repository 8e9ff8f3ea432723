from odoo import api, models

from .vpdt_release_only_mixin import check_rules


class IrModelData(models.Model):
    """Which record a release means is said by the release.

    An external id of ours that leads elsewhere would have the next update change the
    wrong record, or take a rule of ours for somebody's own (`ir_rule.py`).
    """

    _inherit = "ir.model.data"

    def _refuse_vpdt(self, modules):
        if any((module or "").startswith("vpdt_") for module in modules):
            check_rules(self.env)

    @api.model_create_multi
    def create(self, vals_list):
        # afterwards: the module may be a default
        rows = super().create(vals_list)
        rows._refuse_vpdt(rows.sudo().mapped("module"))
        return rows

    def write(self, vals):
        # sudo: asked whose they are only
        self._refuse_vpdt([*self.sudo().mapped("module"), vals.get("module")])
        return super().write(vals)

    def unlink(self):
        if not self.env.su:
            # Odoo takes away with sudo what named a record that is removed
            self._refuse_vpdt(self.sudo().mapped("module"))
        return super().unlink()

    @api.model
    def _update_xmlids(self, data_list, update=False):
        # also what is imported; Odoo writes these without `create` and `write`
        self._refuse_vpdt(data["xml_id"] for data in data_list)
        return super()._update_xmlids(data_list, update)
