from odoo import models

# Odoo's shop of apps, and settings of its chat: nothing of the office
_OF_ADMINISTRATORS = ("base.menu_management", "mail.menu_configuration")


class IrUiMenu(models.Model):
    _inherit = "ir.ui.menu"

    def _load_menus_blacklist(self):
        """Hide what Odoo offers everybody and only an administrator has a use for."""
        hidden = super()._load_menus_blacklist()
        if self.env.user.has_group("base.group_system"):
            return hidden
        found = (
            self.env.ref(name, raise_if_not_found=False) for name in _OF_ADMINISTRATORS
        )
        return hidden + [menu.id for menu in found if menu]
