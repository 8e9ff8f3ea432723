from odoo import api, fields, models


class VpdtTicketCategory(models.Model):
    """What a request for help is about (data)."""

    _name = "vpdt.ticket.category"
    _description = "Category of requests for help"
    _order = "sequence, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    @api.model
    def _other(self):
        """Return the category of who chooses none: the last one."""
        return self.search([], order="sequence desc, id desc", limit=1)
