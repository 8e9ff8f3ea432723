from odoo import models


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def session_info(self):
        """Add how many changes of rights wait for the user to confirm them."""
        info = super().session_info()
        if self.env.user._is_internal():
            changes = self.env["vpdt.rights.change"]
            if changes.has_access("read"):
                info["vpdt_rights_waiting"] = changes._waiting_for_me()
        return info
