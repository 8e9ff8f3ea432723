from odoo import models

# Lists of what one answers for: whoever answers for nobody would find them empty. His
# own use and his incidents keep their menus.
_OF_OVERSEERS = (
    "menu_vpdt_account",
    "menu_vpdt_account_finding",
    "menu_vpdt_account_review",
    "menu_vpdt_personnel_event",
    "menu_vpdt_second_post",
    "menu_vpdt_account_grant",
    "menu_vpdt_account_change",
    "menu_vpdt_signin_attempt",
    "menu_vpdt_first_password",
)
# ... and of what one watches (QĐ 553 Điều 4.1)
_OF_WATCHERS = (
    "menu_vpdt_presence_board",
    "menu_vpdt_presence_reminder",
    "menu_vpdt_security_check",
    "menu_vpdt_security_check_board",
)


class IrUiMenu(models.Model):
    _inherit = "ir.ui.menu"

    def _useless_menus(self):
        """Lists in which the user can never find a row."""
        names, user = super()._useless_menus(), self.env.user
        if not user.has_group("hr.group_hr_user"):
            if (overseen := user._overseen_agencies()) is not None and not overseen:
                names += [f"vpdt_accounts.{name}" for name in _OF_OVERSEERS]
            watched = user._presence_agencies()
            if watched is not None and not watched:
                names += [f"vpdt_accounts.{name}" for name in _OF_WATCHERS]
        return names
