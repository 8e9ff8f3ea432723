from odoo import api, models
from odoo.exceptions import AccessError

# Who has these makes whatever the server signs: ways to files, links that are used
# once, words that say who is calling. A rule hides their rows (vpdt_documents_rules).
SECRETS = (
    "database.secret",
    "mail.sfu_local_key",
    "mail.web_push_vapid_private_key",
)


class IrConfigParameter(models.Model):
    """The secrets of the server are read by the server alone (design 5.2)."""

    _inherit = "ir.config_parameter"

    @api.model
    def get_param(self, key, default=False):
        # Odoo asks whether the model may be read, not the row
        if key in SECRETS and not self.env.su:
            raise AccessError(self.env._("This is known to the system alone."))
        return super().get_param(key, default)
