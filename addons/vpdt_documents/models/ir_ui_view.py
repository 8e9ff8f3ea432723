from odoo import api, models
from odoo.exceptions import MissingError

from .vpdt_release_only_mixin import check_program, from_release


class IrUiView(models.Model):
    """QWeb templates are program code that runs with rights of its own choosing."""

    _inherit = "ir.ui.view"

    def _guard_qweb(self):
        if not from_release(self.env) and any(view._is_program() for view in self):
            check_program(self.env)

    def _is_program(self):
        """Return whether it is, or changes, a QWeb template, whatever it says it is."""
        # sudo: asked what it belongs to only
        view, seen = self.sudo(), self.browse()
        while view and view not in seen:
            if view.type == "qweb":
                return True
            seen |= view
            view = view.inherit_id
        return False

    @api.model
    def _fetch_template_views(self, ids_or_xmlids):
        """Render templates only: Odoo takes any view, which anybody may have written.

        What a kanban has for the browser to evaluate would be evaluated here.
        """
        views = super()._fetch_template_views(ids_or_xmlids)
        for name, view in views.items():
            if isinstance(view, models.BaseModel) and view.type != "qweb":
                views[name] = MissingError(
                    self.env._("%s is no template: it is not rendered here.", name)
                )
        return views

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
