from odoo import api, models


class VpdtHealthOverseenMixin(models.AbstractModel):
    """Rows about the system or an agency's part of it: for operators only (R23).

    | who                              | sees                                         |
    |----------------------------------|----------------------------------------------|
    | operators of the whole office    | all                                          |
    | the operator of an agency        | counts of his agency and of those below      |
    | everybody else                   | nothing: no access right                     |
    """

    _name = "vpdt.health.overseen.mixin"
    _inherit = ["vpdt.overseen.mixin"]
    _description = "About the system's health"

    @api.model
    def _overseen(self):
        user = self.env.user
        if user._overseen_agencies() is None:
            return None
        # sudo: the tree of agencies
        units = self.env["hr.department"].sudo()
        own = user._agencies(roles=("operator",))
        if not own:
            return units
        return units.search([("is_agency", "=", True), ("id", "child_of", own.ids)])
