from odoo import fields, models


class VpdtFieldCharge(models.Model):
    """One person in charge of a subject area in one agency, for a span of time."""

    _name = "vpdt.field.charge"
    _description = "Person in charge of a subject area"
    _order = "agency_id, valid_from, id"
    _rec_name = "field_id"

    field_id = fields.Many2one(
        "vpdt.field", required=True, index=True, ondelete="cascade"
    )
    agency_id = fields.Many2one(
        "hr.department",
        required=True,
        index=True,
        domain=[("is_agency", "=", True)],
        ondelete="cascade",
    )
    user_id = fields.Many2one("res.users", required=True, index=True)
    valid_from = fields.Date()
    valid_to = fields.Date()
