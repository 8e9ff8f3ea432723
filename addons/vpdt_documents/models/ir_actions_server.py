from odoo import api, models
from odoo.exceptions import AccessError


class IrActionsServer(models.Model):
    """Python in server actions and scheduled jobs comes with the code, as rules do.

    It runs with whatever rights it gives itself: with one line of it the system's
    administrator would read every document (design 5.2).
    """

    _inherit = "ir.actions.server"

    def _guard_code(self, vals):
        if not self.env.su and ("code" in vals or vals.get("state") == "code"):
            raise AccessError(
                self.env._("Program code is not entered here: it comes with a release.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._guard_code(vals)
        actions = super().create(vals_list)
        # a default of the context is not in the values
        if not self.env.su and any(action.state == "code" for action in actions):
            self._guard_code({"state": "code"})
        return actions

    def write(self, vals):
        self._guard_code(vals)
        return super().write(vals)
