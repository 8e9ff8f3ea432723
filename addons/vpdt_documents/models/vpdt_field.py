from odoo import fields, models


class VpdtField(models.Model):
    """A subject area (lĩnh vực): who is in charge of it, and who usually acts."""

    _name = "vpdt.field"
    _description = "Field in charge"
    _order = "sequence, id"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True)
    code = fields.Char("Area code", required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    agency_id = fields.Many2one(
        "hr.department",
        required=True,
        index=True,
        domain=[("is_agency", "=", True)],
        help="The committee whose work is divided into these areas.",
    )
    lead_agency_id = fields.Many2one(
        "hr.department",
        index="btree_not_null",
        string="Usual lead",
        domain=[("is_agency", "=", True)],
    )
    support_agency_ids = fields.Many2many(
        "hr.department",
        "vpdt_field_support_rel",
        "field_id",
        "agency_id",
        string="Usual support",
        domain=[("is_agency", "=", True)],
    )
    keywords = fields.Char(
        help="Words, separated by commas, whose presence in a subject proposes "
        "this area.",
    )
    charge_ids = fields.One2many("vpdt.field.charge", "field_id", string="In charge")

    _code_unique = models.UniqueIndex(
        "(agency_id, code)", "Another area of this agency has this code."
    )

    def _in_charge(self, agency, roles=None, date=None):
        """Return the users in charge of this field in `agency`.

        :param agency: hr.department record
        :param roles: only people holding a post of these roles there, unless None
        :param date: the day asked about; today in Vietnam when None
        :return: res.users records
        """
        date = date or self.env["hr.job"]._today()
        charges = self.env["vpdt.field.charge"].search(
            [
                ("field_id", "in", self.ids),
                ("agency_id", "=", agency.id),
                "|",
                ("valid_from", "=", False),
                ("valid_from", "<=", date),
                "|",
                ("valid_to", "=", False),
                ("valid_to", ">=", date),
            ]
        )
        holders = {
            holding.user_id
            for holding in self.env["hr.job"]._holdings(
                date, roles=roles, agency_ids=agency.ids
            )
        }
        return charges.user_id.filtered(lambda user: user.id in holders)
