from odoo import models


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def session_info(self):
        """Add whether the user should set up a second factor."""
        info = super().session_info()
        user = self.env.user
        if user._is_internal():
            policy = self.env["vpdt.signin.policy"]._for(user)
            # sudo: his own passkeys
            mine = user.sudo()
            info["vpdt_second_factor_recommended"] = (
                policy["second_factor"] != "none"
                and not mine.totp_enabled
                and not mine.auth_passkey_key_ids
            )
        return info
