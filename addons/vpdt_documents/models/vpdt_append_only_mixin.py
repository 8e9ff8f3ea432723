from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class VpdtAppendOnlyMixin(models.AbstractModel):
    """Rows that say what happened: added, never changed, never removed (design 5.5).

    The ORM refuses, and so does a trigger of the database for whatever goes past
    the ORM.
    """

    _name = "vpdt.append.only.mixin"
    _inherit = ["vpdt.system.written.mixin"]
    _description = "Rows that are only added"

    def init(self):
        result = super().init()
        if self._abstract:
            return result
        self.env.cr.execute(
            """
            CREATE OR REPLACE FUNCTION vpdt_append_only() RETURNS trigger AS $$
            BEGIN
                RAISE EXCEPTION 'Rows of % are only added, never changed', TG_TABLE_NAME
                      USING ERRCODE = 'integrity_constraint_violation';
            END
            $$ LANGUAGE plpgsql
            """
        )
        self.env.cr.execute(
            SQL(
                """
                CREATE OR REPLACE TRIGGER vpdt_append_only
                BEFORE UPDATE OR DELETE ON %s
                FOR EACH ROW EXECUTE FUNCTION vpdt_append_only()
                """,
                SQL.identifier(self._table),
            )
        )
        self.env.cr.execute(
            SQL(
                """
                CREATE OR REPLACE TRIGGER vpdt_never_emptied
                BEFORE TRUNCATE ON %s
                FOR EACH STATEMENT EXECUTE FUNCTION vpdt_append_only()
                """,
                SQL.identifier(self._table),
            )
        )
        return result

    def write(self, vals):
        if self:
            raise UserError(self.env._("This is history: it can only be added to."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_history(self):
        raise UserError(self.env._("This is history: it cannot be removed."))
