from odoo import fields


class Pointer(fields.Many2one):
    """A many2one without a foreign key.

    A foreign key locks the row it names while the transaction lasts. Rows written by
    the thousand by the reminder run must not stand in the way of who is acting on a
    handling; and what they name, handlings and documents, is never removed.
    """

    def update_db_foreign_key(self, model, column):
        """Make no foreign key."""
