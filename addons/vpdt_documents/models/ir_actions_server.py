from odoo import api, models
from odoo.exceptions import AccessError

from .expression import is_plain
from .vpdt_release_only_mixin import check_program

# What does not change what an action does.
_HARMLESS = {"help", "name", "sequence"}


class IrActionsServer(models.Model):
    """Server actions and scheduled jobs come with the code, as rules do.

    Odoo runs them with all rights, Python or not: a value computed, a field of any
    record written, a record copied, posted or sent to an address on the net. With one
    of them the system's administrator would read every document (design 5.2).
    """

    _inherit = "ir.actions.server"

    def _guard_code(self, names):
        if set(names) - _HARMLESS:
            check_program(self.env)

    @api.model_create_multi
    def create(self, vals_list):
        if vals_list:
            self._guard_code(["state"])
        return super().create(vals_list)

    def write(self, vals):
        self._guard_code(vals)
        return super().write(vals)


class IrActionsTodo(models.Model):
    """What is left to set up is not a way to run the context of a window."""

    _inherit = "ir.actions.todo"

    def action_launch(self):
        # sudo: asked only what it says, which who launches it need not read
        action = self.sudo().action_id
        action = self.env[action.type].sudo().browse(action.id)
        context = action.context if "context" in action._fields else ""
        if not is_plain(context):
            raise AccessError(
                self.env._("Program code is not entered here: it comes with a release.")
            )
        return super().action_launch()
