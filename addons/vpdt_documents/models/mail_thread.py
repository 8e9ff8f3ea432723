from odoo import api, models
from odoo.exceptions import AccessError

# Accounts, posts, papers and what runs the system: no e-mail makes such a record.
_NOT_BY_MAIL = ("discuss.", "hr.", "ir.", "mail.", "res.", "resource.", "vpdt.")


def made_by_mail(model):
    """Return whether an e-mail that comes in may make a record of a model."""
    return not (model or "").startswith(_NOT_BY_MAIL)


class MailThread(models.AbstractModel):
    """What arrives by e-mail is written with all rights: nobody hands it in by RPC."""

    _inherit = "mail.thread"

    @api.model
    def message_process(self, model, message, *args, **kwargs):
        # Odoo creates the record the mail is for with sudo and values of the caller:
        # with a post of one's own making everybody could make himself chairman, the
        # administrator too, who reads no document (design 5.2).
        if not self.env.su:
            raise AccessError(self.env._("Only the system itself takes in e-mails."))
        return super().message_process(model, message, *args, **kwargs)

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        # also through a mailbox, or an alias, that the administrator has set up
        if not made_by_mail(self._name):
            raise AccessError(self.env._("Only the system itself takes in e-mails."))
        return super().message_new(msg_dict, custom_values)
