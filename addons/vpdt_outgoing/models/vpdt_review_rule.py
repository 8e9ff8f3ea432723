from odoo import api, fields, models

from odoo.addons.vpdt_documents.models.hr_job import ROLES

KINDS = [("content", "Content"), ("layout", "Layout"), ("sign", "Signature")]


class VpdtReviewRule(models.Model):
    """Who reviews a draft, in which order: data of the office.

    NĐ 30/2020 Điều 11: the drafting unit's leader answers for the content, whoever
    checks the form for the layout; QĐ 553 Điều 3.2b: the deputy chief of the Office.
    """

    _name = "vpdt.review.rule"
    _description = "Review rule"
    _order = "scope, sequence, id"

    sequence = fields.Integer(default=10)
    agency_id = fields.Many2one(
        "hr.department",
        index=True,
        ondelete="cascade",
        domain=[("is_agency", "=", True)],
        help="The rule holds for drafts of this agency and those below; for all when "
        "empty.",
    )
    scope = fields.Selection(
        [("above", "Issued by the agency above"), ("own", "Issued by the agency")],
        required=True,
    )
    kind = fields.Selection(KINDS[:2], required=True, default="content")
    role = fields.Selection(ROLES, required=True)
    place = fields.Selection(
        [("drafting", "Of the drafting agency"), ("issuing", "Of the issuing agency")],
        required=True,
        default="drafting",
    )
    valid_from = fields.Date()
    valid_to = fields.Date()

    @api.depends("kind", "role")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        roles = dict(self._fields["role"]._description_selection(self.env))
        for rule in self:
            rule.display_name = f"{kinds.get(rule.kind)}: {roles.get(rule.role)}"

    @api.model
    def _in_force(self, drafting, issuing, date):
        """Return the rules for drafts of `drafting` issued by `issuing`, in order.

        :param drafting, issuing: hr.department
        """
        above = [int(part) for part in (drafting.parent_path or "").split("/") if part]
        return self.search(
            [
                ("scope", "=", "own" if drafting == issuing else "above"),
                ("agency_id", "in", [False, *above]),
                "|",
                ("valid_from", "=", False),
                ("valid_from", "<=", date),
                "|",
                ("valid_to", "=", False),
                ("valid_to", ">=", date),
            ]
        )
