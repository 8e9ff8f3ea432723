from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.vpdt_documents.models.hr_job import ROLES


class VpdtSubstituteRule(models.Model):
    """Who may act for whom, by post: data of the office (R4, R17).

    A substitute holds a post of `to_role` in the same agency. NĐ 30/2020 Điều 13.2,
    13.4: deputies act for the head; others only by a written authorisation.
    """

    _name = "vpdt.substitute.rule"
    _description = "Substitute rule"
    _order = "from_role, sequence, id"

    sequence = fields.Integer(default=10)
    from_role = fields.Selection(ROLES, required=True, index=True, string="Who is away")
    to_role = fields.Selection(ROLES, required=True, string="Who acts")
    authorized_only = fields.Boolean(
        string="By authorisation only",
        help="Only with a written authorisation (TUQ.), for named kinds of documents.",
    )

    _once = models.UniqueIndex("(from_role, to_role)", "This rule exists already.")

    @api.constrains("from_role", "to_role")
    def _check_roles(self):
        if any("operator" in (rule.from_role, rule.to_role) for rule in self):
            raise ValidationError(
                self.env._("Nobody acts for or as the operator: he reads no document.")
            )

    @api.depends("from_role", "to_role")
    def _compute_display_name(self):
        roles = dict(self._fields["from_role"]._description_selection(self.env))
        for rule in self:
            rule.display_name = (
                f"{roles.get(rule.from_role)} → {roles.get(rule.to_role)}"
            )

    @api.model
    def _allowed(self):
        """Return {(role away, role that acts): by authorisation only}."""
        # sudo: the rules everybody's papers obey
        return {
            (rule.from_role, rule.to_role): rule.authorized_only
            for rule in self.sudo().search([])
        }

    @api.model
    def _offered_for(self, user):
        """Return who may act for `user` by his posts of today.

        :return: (res.users plainly, res.users at least by authorisation)
        """
        rules = self._allowed()
        own = user._holdings() if user else []
        others = self.env["hr.job"]._holdings(
            agency_ids=[holding.agency_id for holding in own]
        )
        plain, authorized = set(), set()
        for one in own:
            for other in others:
                only = rules.get((one.role, other.role))
                if other.agency_id != one.agency_id or only is None:
                    continue
                authorized.add(other.user_id)
                if not only:
                    plain.add(other.user_id)
        users = self.env["res.users"]
        return (
            users.browse(sorted(plain - {user.id})),
            users.browse(sorted(authorized - {user.id})),
        )

    @api.model
    def _able(self, user_ids):
        """Return a function (substitute, task, authorized) → whether he may act.

        :param user_ids: the possible substitutes
        """
        allowed = self._allowed()
        held = {}
        for holding in self.env["hr.job"]._holdings(user_ids=list(user_ids)):
            held.setdefault((holding.user_id, holding.agency_id), set()).add(
                holding.role
            )

        def able(substitute, task, authorized):
            return any(
                (task.role, role) in allowed
                and (authorized or not allowed[task.role, role])
                for role in held.get((substitute, task.agency), ())
            )

        return able
