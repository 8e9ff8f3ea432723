from odoo import models, modules


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def session_info(self):
        """Add the tour of the first day that waits for the user, if any."""
        info = super().session_info()
        user = self.env.user
        if user._is_internal() and not modules.module.current_test:
            info["vpdt_first_day"] = self.env["web_tour.tour"]._first_day(user)
        return info
