from odoo import api, models


class IrDefault(models.Model):
    """Rows of the office take no value from a default somebody has set for himself.

    Everybody may set defaults of his own; they reach rows written with sudo in his
    name, as a context key would (design 5a): handlings that are born recalled, a
    series that begins at 500.
    """

    _inherit = "ir.default"

    @api.model
    def _get_model_defaults(self, model_name, condition=False):
        if model_name.startswith("vpdt."):
            return {}
        return super()._get_model_defaults(model_name, condition)
