from odoo import models
from odoo.exceptions import UserError

from ..routing import OPEN


class ResUsers(models.Model):
    _inherit = "res.users"

    def write(self, vals):
        closing = self.browse()
        if "active" in vals and not vals["active"]:
            closing = self.filtered("active")
        result = super().write(vals)
        if closing:
            # Who was to act no longer can: the next substitute, or nobody
            self.env["vpdt.absence"]._follow()
        return result

    def _check_nothing_left(self):
        result = super()._check_nothing_left()
        self._check_clerks_left()
        return result

    def _check_clerks_left(self):
        """Check that agencies keep a clerk for what waits to be registered (I1)."""
        agencies = self._agencies(roles=["clerk"])
        if not agencies:
            return
        staying = {
            holding.agency_id
            for holding in self.env["hr.job"]._holdings(
                roles=["clerk"], agency_ids=agencies.ids
            )
            if holding.user_id not in self._ids
        }
        # sudo: as above
        left = (
            self.env["vpdt.handling"]
            .sudo()
            ._read_group(
                [
                    ("agency_id", "in", [x for x in agencies.ids if x not in staying]),
                    ("user_id", "=", False),
                    ("state", "in", OPEN),
                ],
                ["agency_id"],
                ["__count"],
            )
        )
        for agency, count in left:
            raise UserError(
                self.env._(
                    "%(count)s papers wait to be registered in %(agency)s, which would "
                    "have no clerk left: give somebody the post first.",
                    count=count,
                    agency=agency.name,
                )
            )

    def _printed_post(self):
        """Return ((agency, lines above it), name of the post) for printed lists."""
        # sudo: names of agencies and posts
        holding = (self.sudo()._holdings() or [None])[0]
        if not holding:
            return ("", ()), ""
        agency = self.env["hr.department"].sudo().browse(holding.agency_id)
        above = agency.letterhead_parent
        return (
            (agency.letterhead_name or agency.name, (above,) if above else ()),
            self.env["hr.job"].sudo().browse(holding.job_id).name,
        )
