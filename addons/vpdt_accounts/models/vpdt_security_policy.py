from odoo import api, fields, models

PERIODS = [("month", "Each month"), ("quarter", "Each quarter")]


class VpdtSecurityPolicy(models.Model):
    """How often an agency checks its security, and who is told when it does not (data).

    The row without an agency holds for all that have none of their own.
    """

    _name = "vpdt.security.policy"
    _description = "Policy of security checklists"
    _order = "agency_id nulls first, valid_from desc, id"
    _rec_name = "period"

    agency_id = fields.Many2one(
        "hr.department",
        domain=[("is_agency", "=", True)],
        index="btree_not_null",
        ondelete="restrict",
        help="Nothing: for all.",
    )
    period = fields.Selection(PERIODS, required=True, default="quarter")
    days = fields.Integer(
        string="Days to sign", default=15, help="From the day it is made."
    )
    operator_days = fields.Integer(
        string="Operator told after", default=0, help="Days after the last day."
    )
    head_days = fields.Integer(
        string="Head told after", default=3, help="Days after the last day."
    )
    watch_days = fields.Integer(
        string="Who watches told after",
        default=7,
        help="Days after the last day; Phòng Văn hóa và Thông tin.",
    )
    valid_from = fields.Date(string="In force from")
    valid_to = fields.Date(string="In force until")

    _once = models.UniqueIndex(
        "(coalesce(agency_id, 0), coalesce(valid_from, '-infinity'))",
        "There is a policy from that day on already.",
    )
    _sane = models.Constraint(
        "CHECK (days BETWEEN 1 AND 90 AND 0 <= operator_days"
        " AND operator_days <= head_days AND head_days <= watch_days"
        " AND watch_days <= 90)",
        "1 to 90 days to sign; the operator is told first, then the head, then who "
        "watches.",
    )
    _dates = models.Constraint(
        "CHECK (valid_from <= valid_to)", "It ends after it begins."
    )

    @api.model
    def _by_agency(self, agency_ids, today):
        """Return {agency id: policy in force, sudo}; agencies without one are left
        out. One query."""
        # sudo: set-up
        rows = self.sudo().search(
            [
                ("agency_id", "in", [False, *agency_ids]),
                "|",
                ("valid_from", "=", False),
                ("valid_from", "<=", today),
                "|",
                ("valid_to", "=", False),
                ("valid_to", ">=", today),
            ],
            order="valid_from nulls first, id",
        )
        own = {row.agency_id.id: row for row in rows}
        found = {one: own.get(one, own.get(False)) for one in agency_ids}
        return {agency: policy for agency, policy in found.items() if policy}

    def _begin_of(self, day):
        """Return the first day of the period a day is in."""
        self.ensure_one()
        month = day.month if self.period == "month" else (day.month - 1) // 3 * 3 + 1
        return day.replace(month=month, day=1)
