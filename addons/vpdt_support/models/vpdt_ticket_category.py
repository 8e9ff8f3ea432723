from odoo import fields, models


class VpdtTicketCategory(models.Model):
    """What a request for help is about (data)."""

    _name = "vpdt.ticket.category"
    _description = "Category of requests for help"
    _order = "sequence, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
