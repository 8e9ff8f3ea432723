from odoo import models

# Odoo's shop of apps, and settings of its chat: nothing of the office
_OF_ADMINISTRATORS = ["base.menu_management", "mail.menu_configuration"]


class IrUiMenu(models.Model):
    _inherit = "ir.ui.menu"

    def _load_menus_blacklist(self):
        """Hide what the user has no use for (`_useless_menus`).

        Only the menu: what may be read is said by the record rules.
        """
        found = (
            self.env.ref(name, raise_if_not_found=False)
            for name in self._useless_menus()
        )
        return super()._load_menus_blacklist() + [menu.id for menu in found if menu]

    def _useless_menus(self):
        """Return the external ids of menus that are nothing for the user."""
        if self.env.user.has_group("base.group_system"):
            return []
        return list(_OF_ADMINISTRATORS)
