from odoo import api, fields, models
from odoo.tools import SQL

#: Passwords of one's own that cannot be used again.
KEPT = 5


class VpdtPasswordFormer(models.Model):
    """Hashes of the passwords an account had: none of the last is used again.

    No access for anybody: written and compared by the account itself. A password that
    was reported as known to others stays here like the rest.
    """

    _name = "vpdt.password.former"
    _inherit = ["vpdt.system.written.mixin"]
    _description = "Former password"
    _order = "id desc"
    _log_access = False
    _rec_name = "at"

    user_id = fields.Many2one(
        "res.users", required=True, index=True, ondelete="cascade"
    )
    at = fields.Datetime(required=True, default=fields.Datetime.now)
    hashed = fields.Char(required=True, groups=fields.NO_ACCESS)

    @api.model
    def _keep(self, user):
        """Keep the password that is about to be replaced, forget the oldest."""
        [(hashed,)] = self.env.execute_query(
            SQL("SELECT password FROM res_users WHERE id = %s", user.id)
        )
        if not hashed:
            return
        # sudo: the system's own rows
        self.sudo().create({"user_id": user.id, "hashed": hashed})
        # by SQL: the new password is in the cache only, and `unlink` empties that
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM vpdt_password_former WHERE id IN (
                    SELECT id FROM vpdt_password_former WHERE user_id = %s
                     ORDER BY id DESC OFFSET %s)
                """,
                user.id,
                KEPT,
            )
        )

    @api.model
    def _was(self, user, password):
        """Whether this is the account's password now, or was one of the last."""
        # sudo: as above
        former = self.sudo().search([("user_id", "=", user.id)], limit=KEPT - 1)
        hashes = [row.hashed for row in former]
        hashes += [
            hashed
            for (hashed,) in self.env.execute_query(
                SQL("SELECT password FROM res_users WHERE id = %s", user.id)
            )
        ]
        context = user._crypt_context()
        return any(context.verify(password, hashed) for hashed in hashes if hashed)
