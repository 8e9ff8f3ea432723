from odoo import api, models
from odoo.exceptions import AccessError


class MailThread(models.AbstractModel):
    """What arrives by e-mail is written with all rights: nobody hands it in by RPC."""

    _inherit = "mail.thread"

    @api.model
    def message_process(self, model, message, *args, **kwargs):
        # Odoo creates the record the mail is for with sudo and values of the caller:
        # with a post of one's own making everybody could make himself chairman.
        if not self.env.su and not self.env.user._is_system():
            raise AccessError(self.env._("Only the system itself takes in e-mails."))
        return super().message_process(model, message, *args, **kwargs)
