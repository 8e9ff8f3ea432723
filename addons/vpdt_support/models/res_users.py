from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.vpdt_accounts.models.vpdt_overseen_mixin import MANAGERS
from odoo.addons.vpdt_documents.models.hr_job import ROLES

#: The tour of the first day by role; who holds several posts gets the first.
TOURS = {
    "chairman": "vpdt_first_day_leader",
    "vice_chairman": "vpdt_first_day_leader",
    "chief_of_office": "vpdt_first_day_leader",
    "deputy_chief_of_office": "vpdt_first_day_leader",
    "clerk": "vpdt_first_day_clerk",
    "head": "vpdt_first_day_head",
    "deputy_head": "vpdt_first_day_head",
    "specialist": "vpdt_first_day_specialist",
    "operator": "vpdt_first_day_operator",
}


class ResUsers(models.Model):
    _inherit = "res.users"

    last_trained = fields.Date(string="Trained last", compute="_compute_last_trained")
    is_trained = fields.Boolean(
        string="Trained", compute="_compute_last_trained", search="_search_is_trained"
    )
    held_role = fields.Selection(
        ROLES,
        string="Role held",
        compute="_compute_held_role",
        search="_search_held_role",
    )

    def _served_agencies(self):
        """Return the agencies whose people the user helps; None: everybody."""
        self.ensure_one()
        if self.has_group(MANAGERS):
            return None
        return self._agencies(roles=["operator"])

    def _role_codes(self):
        """Return the roles of the posts held today, in the order of the roles."""
        self.ensure_one()
        held = {holding.role for holding in self._holdings()}
        return [code for code, _label in ROLES if code in held]

    def _first_day_tour(self):
        """Return the name of the tour of the user's role, False without a post."""
        return next((TOURS[role] for role in self._role_codes()), False)

    # -- who was trained --------------------------

    def _compute_last_trained(self):
        # sudo: whether somebody was trained, of people one may see in the list
        rows = (
            self.env["vpdt.training.seat"]
            .sudo()
            ._read_group(
                [
                    ("user_id", "in", self.ids),
                    ("attended", "=", True),
                    ("training_id.state", "=", "held"),
                ],
                ["user_id"],
                ["day:max"],
            )
        )
        last = {user.id: day for user, day in rows}
        for user in self:
            seen = user.is_overseen or user == self.env.user
            user.last_trained = last.get(user.id) if seen else False
            user.is_trained = bool(user.last_trained)

    def _search_is_trained(self, operator, value):
        if operator != "in":
            return NotImplemented
        # sudo: as above, of those whom the field itself would show
        trained = (
            self.env["vpdt.training.seat"]
            .sudo()
            ._search([("attended", "=", True), ("training_id.state", "=", "held")])
        )
        seen = Domain("is_overseen", "=", True) | Domain("id", "=", self.env.uid)
        return Domain("id", "in", trained.subselect("user_id")) & seen

    def _compute_held_role(self):
        held = {}
        for holding in self._holdings():
            held.setdefault(holding.user_id, holding.role)
        for user in self:
            user.held_role = held.get(user.id, False)

    @api.model
    def _search_held_role(self, operator, value):
        if operator != "in":
            return NotImplemented
        held = self.env["hr.job"]._holdings(roles=[one for one in value if one])
        return Domain("id", "in", sorted({holding.user_id for holding in held}))
