from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain


class VpdtFieldCharge(models.Model):
    """One person in charge of a subject area in one agency, for a span of time."""

    _name = "vpdt.field.charge"
    _inherit = ["vpdt.open.work.mixin"]
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

    # -- when the person leaves --------------------------------------------------

    _ends_with_account = True

    @api.model
    def _open_work_name(self):
        return self.env._("areas in charge")

    @api.model
    def _not_over(self, users):
        today = self.env["hr.job"]._today()
        domain = Domain("user_id", "in", users.ids) & (
            Domain("valid_to", "=", False) | Domain("valid_to", ">=", today)
        )
        # sudo: who is in charge is set-up; it follows the person who leaves
        return self.sudo().search(domain)

    @api.model
    def _open_work(self, users):
        counts = {}
        for charge in self._not_over(users):
            counts[charge.user_id.id] = counts.get(charge.user_id.id, 0) + 1
        return counts

    @api.model
    def _take_over(self, former, successor, reason, author):
        """End the areas `former` has in charge; `successor` has those of his agencies.

        What has not begun yet never does for `former`.
        """
        today = self.env["hr.job"]._today()
        charges = self._not_over(former)
        theirs = set(successor._agencies().ids)
        charges.sudo().create(
            [
                {
                    "field_id": charge.field_id.id,
                    "agency_id": charge.agency_id.id,
                    "user_id": successor.id,
                    "valid_from": max(today, charge.valid_from or today),
                    "valid_to": charge.valid_to,
                }
                for charge in charges
                if charge.agency_id.id in theirs
            ]
        )
        count = len(charges)
        begun = charges.filtered(
            lambda charge: not charge.valid_from or charge.valid_from < today
        )
        (charges - begun).unlink()
        begun.valid_to = today - timedelta(days=1)
        return count
