from odoo import fields, models


class VpdtNumber(models.Model):
    """A number that was reserved, by whom and when; written before its entry."""

    _name = "vpdt.number"
    _inherit = ["vpdt.append.only.mixin"]
    _description = "Reserved number"
    _order = "series_id, number desc"
    _log_access = False

    series_id = fields.Many2one(
        "vpdt.series", required=True, index=True, ondelete="restrict"
    )
    number = fields.Integer(required=True, aggregator=None)
    user_id = fields.Many2one("res.users", required=True, ondelete="restrict")
    reserved_at = fields.Datetime(required=True)
    owner = fields.Char(
        required=True, help="Database transaction of the registration it is for."
    )

    _number_unique = models.UniqueIndex(
        "(series_id, number)", "A number is given once."
    )
