from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import ormcache

from odoo.addons.vpdt_documents.models.hr_job import ROLES

from ..routing import PURPOSES


class VpdtTransferRule(models.Model):
    """Who may pass a document to whom, and for what: the route as data (design 4).

    One row says: a holder of `from_role` may hand on to a holder of `to_role`, in the
    same agency or in agencies below or above, for one purpose. Across agencies a
    document goes to the agency's clerk, never past her (QĐ 553 Điều 3.1c, 3.2a).
    """

    _name = "vpdt.transfer.rule"
    _description = "Transfer rule"
    _order = "from_role, sequence, id"

    sequence = fields.Integer(default=10)
    agency_id = fields.Many2one(
        "hr.department",
        index=True,
        domain=[("is_agency", "=", True)],
        ondelete="cascade",
        help="The rule holds in this agency and those below; everywhere when empty.",
    )
    from_role = fields.Selection(ROLES, required=True, index=True)
    reach = fields.Selection(
        [
            ("same", "In the same agency"),
            ("below", "In agencies below"),
            ("above", "In the agency above"),
            ("beside", "In agencies beside"),
        ],
        required=True,
        default="same",
    )
    to_role = fields.Selection(ROLES, required=True)
    purpose = fields.Selection(list(PURPOSES.items()), required=True)
    usual = fields.Selection(
        [
            ("no", "Not proposed"),
            ("field", "Proposed for those in charge of the subject area"),
            ("always", "Always proposed"),
        ],
        required=True,
        default="no",
    )
    days = fields.Integer(
        string="Usual working days", help="0: the deadline of the sender holds."
    )
    valid_from = fields.Date()
    valid_to = fields.Date()

    @api.constrains("to_role")
    def _check_to_role(self):
        # A rule of the operator's own making would send him every paper (R23).
        if any(rule.to_role == "operator" for rule in self):
            raise ValidationError(
                self.env._("No document is passed to the operator: he reads none.")
            )

    @api.depends("from_role", "to_role", "purpose")
    def _compute_display_name(self):
        roles = dict(self._fields["from_role"]._description_selection(self.env))
        purposes = dict(self._fields["purpose"]._description_selection(self.env))
        for rule in self:
            rule.display_name = (
                f"{roles.get(rule.from_role)} → {roles.get(rule.to_role)}: "
                f"{purposes.get(rule.purpose)}"
            )

    @api.model
    def _in_force(self, agency, role, date):
        """Return the rules by which a holder of `role` in `agency` passes on."""
        return self.browse(self._ids_in_force(agency.parent_path or "", role, date))

    @api.model
    @ormcache("path", "role", "date")
    def _ids_in_force(self, path, role, date):
        """Return the ids of `_in_force`; each registration and each move asks."""
        above = [int(part) for part in path.split("/") if part]
        # sudo: the route is everybody's, and what is kept is kept for all
        rules = self.sudo().search(
            [
                ("from_role", "=", role),
                ("agency_id", "in", [False, *above]),
                "|",
                ("valid_from", "=", False),
                ("valid_from", "<=", date),
                "|",
                ("valid_to", "=", False),
                ("valid_to", ">=", date),
            ]
        )
        return tuple(rules.ids)

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()
