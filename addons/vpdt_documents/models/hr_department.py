from odoo import api, fields, models
from odoo.exceptions import ValidationError

# Whose post answers for the people of the agency and of those below
_ANSWERING = ("chairman", "chief_of_office", "head", "operator")


class HrDepartment(models.Model):
    """An agency is a department with its own registers, clerk and symbol.

    Names, symbols and letterheads of agencies change and whole agencies are dissolved
    (districts on 01/07/2025), so an agency is dated and names its successors (R35).
    """

    _inherit = "hr.department"

    is_agency = fields.Boolean(
        help="The unit has registers, a clerk and a symbol of its own.",
    )
    agency_id = fields.Many2one(
        "hr.department",
        compute="_compute_agency_id",
        store=True,
        recursive=True,
        index=True,
        help="The agency this unit belongs to: itself or the nearest one above it.",
    )
    symbol = fields.Char(
        help="Abbreviation used in document symbols, as VHTT in 42/TTr-VHTT.",
    )
    identifier = fields.Char(
        help="Agency identifier (QĐ 20/2020/QĐ-TTg), as 000.00.35.H08.",
    )
    valid_from = fields.Date()
    valid_to = fields.Date()
    successor_ids = fields.Many2many(
        "hr.department",
        "vpdt_agency_successor_rel",
        "agency_id",
        "successor_id",
        string="Successors",
    )
    place_name = fields.Char(
        help="Place in the place and date line of letters (NĐ 30/2020 PL I.II.4).",
    )
    letterhead_parent = fields.Char(
        help="Line of the parent agency above the name; empty when none is printed.",
    )
    letterhead_name = fields.Char(help="Full name printed on letters and registers.")

    i_am_clerk = fields.Boolean(
        compute="_compute_i_am_clerk",
        search="_search_i_am_clerk",
        help="The user is a clerk of this agency today. Record rules ask this.",
    )

    i_work_here = fields.Boolean(
        compute="_compute_i_work_here",
        search="_search_i_work_here",
        help="The user holds a post in this agency today.",
    )

    _identifier_unique = models.UniqueIndex(
        "(identifier) WHERE identifier IS NOT NULL AND valid_to IS NULL",
        "Another agency already has this identifier.",
    )

    @api.depends("is_agency", "parent_id.agency_id")
    def _compute_agency_id(self):
        for unit in self:
            unit.agency_id = unit if unit.is_agency else unit.parent_id.agency_id

    @api.depends("is_agency", "name")
    @api.depends_context("hierarchical_naming")
    def _compute_display_name(self):
        """An agency is known by its own name: behind that of the whole district it
        would be cut off in every list."""
        agencies = self.filtered("is_agency")
        for agency in agencies:
            agency.display_name = agency.name
        return super(HrDepartment, self - agencies)._compute_display_name()

    @api.depends_context("uid")
    def _compute_i_am_clerk(self):
        mine = self.env.user._agencies(roles=["clerk"])
        for agency in self:
            agency.i_am_clerk = agency in mine

    def _search_i_am_clerk(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("id", "in", self.env.user._agencies(roles=["clerk"]).ids)]

    @api.depends_context("uid")
    def _compute_i_work_here(self):
        mine = self.env.user._agencies()
        for agency in self:
            agency.i_work_here = agency in mine

    def _search_i_work_here(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("id", "in", self.env.user._agencies().ids)]

    @api.constrains("is_agency", "symbol")
    def _check_symbol(self):
        for agency in self:
            if agency.is_agency and not agency.symbol:
                raise ValidationError(
                    self.env._(
                        "%(agency)s has registers of its own: give it a symbol, "
                        "as VHTT in 42/TTr-VHTT.",
                        agency=agency.name,
                    )
                )

    @api.constrains("valid_from", "valid_to")
    def _check_validity(self):
        for agency in self:
            if (
                agency.valid_from
                and agency.valid_to
                and agency.valid_to < agency.valid_from
            ):
                raise ValidationError(
                    self.env._(
                        "%(agency)s cannot end before it begins.", agency=agency.name
                    )
                )

    def write(self, vals):
        moved = {"parent_id", "is_agency", "agency_id"} & vals.keys()
        before = self._people() if moved else self.env["res.users"]
        own = self._own_places() if moved else None
        result = super().write(vals)
        if moved:
            self.env["hr.job"]._forget_holdings()
            if self._own_places() != own:
                self.env.user.sudo(self.env.su)._check_not_oneself()
            (before | self._people())._sync_post_rights()
        return result

    @api.model
    def _own_places(self):
        """Return what the tree of units makes of the user's own posts: what he holds
        today, the agencies of his posts from today on, whom he answers for."""
        user = self.env.user
        # sudo: his own posts, the tree of agencies
        posts = self.env["hr.job"]._own_from_today().sudo()
        places = {post.id: post.agency_id.id for post in posts}
        units = self.sudo()
        below = units.browse()
        # operators of the whole office answer for all of it, and set up the tree
        if not user.has_group("vpdt_documents.group_vpdt_documents_manager"):
            answers = user._agencies(roles=_ANSWERING)
            below = units.search([("id", "child_of", answers.ids)])
        return user._holdings(), places, below

    def _people(self):
        """Return the users who hold a post in these units or below them today."""
        posts = self.env["hr.job"].search([("department_id", "child_of", self.ids)])
        return posts._holders()
