from odoo import api, models

from .vpdt_release_only_mixin import check_program

_EXPRESSIONS = ("attachment", "print_report_name")


class IrActionsReport(models.Model):
    """What a print is called is program code, which comes with a release."""

    _inherit = "ir.actions.report"

    @api.model
    def _guard_code(self, vals):
        if any(map(vals.get, _EXPRESSIONS)):
            check_program(self.env)

    @api.model_create_multi
    def create(self, vals_list):
        defaults = self.default_get(list(_EXPRESSIONS))
        for vals in vals_list:
            self._guard_code({**defaults, **vals})
        return super().create(vals_list)

    def write(self, vals):
        self._guard_code(vals)
        return super().write(vals)
