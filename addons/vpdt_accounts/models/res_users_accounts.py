from odoo import api, fields, models


class ResUsers(models.Model):
    """How an account signs in, for who answers for it."""

    _inherit = "res.users"

    way_in = fields.Char(compute="_compute_way_in", string="Signs in with")

    @api.depends_context("uid", "lang")
    def _compute_way_in(self):
        for user in self:
            seen = user.is_overseen or user == self.env.user
            user.way_in = user._way_in_text() if seen else False

    def _way_in_text(self):
        # sudo: whether there is one, for who answers for the account
        user = self.sudo()
        ways = []
        if user._has_password():
            ways.append(self.env._("password"))
        if user.totp_enabled:
            ways.append(self.env._("authenticator"))
        if user.auth_passkey_key_ids:
            ways.append(self.env._("passkey"))
        if not ways:
            return self.env._("nothing yet: issue a one-time link or a slip")
        return ", ".join(ways)
