from odoo import api, fields, models
from odoo.fields import Domain

# Whose post answers for the accounts of its people: of the agency and those below.
OVERSEEING = ("chairman", "chief_of_office", "head", "operator")
MANAGERS = "vpdt_documents.group_vpdt_documents_manager"


class VpdtOverseenMixin(models.AbstractModel):
    """Rows about somebody's account: whose they are to see (R23).

    | who                                               | sees                      |
    |---------------------------------------------------|---------------------------|
    | the person concerned                              | his own                   |
    | head, chief of office, chairman, operator of an   | those of his agency and   |
    | agency                                            | of the agencies below     |
    | operators of the whole office                     | all                       |
    """

    _name = "vpdt.overseen.mixin"
    _description = "About somebody's account"

    user_id = fields.Many2one(
        "res.users", string="Account", index=True, ondelete="restrict"
    )
    agency_id = fields.Many2one(
        "hr.department", index="btree_not_null", ondelete="restrict"
    )
    i_oversee = fields.Boolean(
        compute="_compute_i_oversee",
        search="_search_i_oversee",
        help="The user is concerned or answers for it. Record rules ask this.",
    )

    @api.model
    def _overseen(self):
        """Return the agencies whose rows the user sees; None: of all."""
        return self.env.user._overseen_agencies()

    @api.depends_context("uid")
    @api.depends("user_id", "agency_id")
    def _compute_i_oversee(self):
        overseen = self._overseen()
        for row in self:
            row.i_oversee = (
                overseen is None
                or row.agency_id in overseen
                or row.user_id == self.env.user
            )

    def _search_i_oversee(self, operator, value):
        if operator != "in":
            return NotImplemented
        overseen = self._overseen()
        if overseen is None:
            return Domain.TRUE
        return Domain("user_id", "=", self.env.uid) | Domain(
            "agency_id", "in", overseen.ids
        )


class ResUsers(models.Model):
    _inherit = "res.users"

    def _overseen_agencies(self):
        """Return the agencies whose accounts the user oversees; None: of all."""
        self.ensure_one()
        if self.has_group(MANAGERS):
            return None
        own = self._agencies(roles=OVERSEEING)
        # sudo: the tree of agencies
        units = self.env["hr.department"].sudo()
        if not own:
            return units
        return units.search([("is_agency", "=", True), ("id", "child_of", own.ids)])

    def _account_agency(self):
        """Return the agency a person's account counts with: of his first post, or
        where he works."""
        self.ensure_one()
        # sudo: which agency somebody works in is no secret
        user = self.sudo()
        units = user.env["hr.department"]
        for holding in user._holdings():
            return units.browse(holding.agency_id)
        employee = user.with_context(active_test=False).employee_ids[:1]
        return employee.current_version_id.department_id.agency_id or units
