from odoo import api, models
from odoo.exceptions import AccessError

from .mail_thread import made_by_mail
from .vpdt_release_only_mixin import from_release


class MailAlias(models.Model):
    """No address makes posts, accounts, papers or program code of what it is sent."""

    _inherit = "mail.alias"

    def _refuse_target(self):
        # sudo: asked for their names only
        models = self.sudo().mapped("alias_model_id.model")
        if not from_release(self.env) and not all(map(made_by_mail, models)):
            raise AccessError(self.env._("Only the system itself takes in e-mails."))

    @api.model_create_multi
    def create(self, vals_list):
        # afterwards: the model may be a default
        aliases = super().create(vals_list)
        aliases._refuse_target()
        return aliases

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"alias_model_id", "alias_defaults", "alias_name"}:
            self._refuse_target()
        return result
