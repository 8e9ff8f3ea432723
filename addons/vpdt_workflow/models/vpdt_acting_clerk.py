from odoo import models

from ..routing import OPEN


class VpdtActingClerk(models.Model):
    _inherit = "vpdt.acting.clerk"

    def _count_left(self):
        """Count what was sent to the agency and waits for its clerk as well."""
        waiting = self.env["vpdt.handling"].search_count(
            [
                ("agency_id", "=", self.agency_id.id),
                ("user_id", "=", False),
                ("state", "in", OPEN),
            ]
        )
        return super()._count_left() + waiting
