from markupsafe import Markup

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

    def _tell_about_row(self, users, subject, text):
        """Tell these users something about this row; it names no document."""
        self.ensure_one()
        users = users.filtered("active")
        if users:
            # sudo: the message is the system's
            self.env["mail.thread"].sudo().message_notify(
                partner_ids=users.partner_id.ids,
                model=self._name,
                res_id=self.id,
                subject=subject,
                force_record_name=self.display_name,
                body=Markup("<p>%s</p>") % text,
                subtype_xmlid="mail.mt_note",
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
        return self._account_agencies()[self.id]

    def _account_agencies(self):
        """Return {user id: agency}, see `_account_agency`; in a fixed number of
        queries."""
        # sudo: which agency somebody works in is no secret
        users = self.sudo()
        units = users.env["hr.department"]
        found = {}
        for holding in users._holdings():
            found.setdefault(holding.user_id, units.browse(holding.agency_id))
        for user in users.with_context(active_test=False):
            if user.id not in found:
                version = user.employee_ids[:1].current_version_id
                found[user.id] = version.department_id.agency_id or units
        return found
