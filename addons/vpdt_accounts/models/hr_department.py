from odoo import fields, models

# Who answers for the accounts of an agency, in this order
_HEADS = ("head", "chief_of_office", "chairman")


class HrDepartment(models.Model):
    """Who answers for the accounts of an agency, and its mailbox."""

    _inherit = "hr.department"

    common_mailbox = fields.Char(
        help="The agency's own e-mail address: nobody's personal account uses it."
    )

    def _account_heads(self):
        """Return who answers for the accounts of this agency: the head, else whoever
        stands above him."""
        self.ensure_one()
        holdings = self.env["hr.job"]._holdings(roles=_HEADS, agency_ids=self.ids)
        for role in _HEADS:
            users = {held.user_id for held in holdings if held.role == role}
            if users:
                return self.env["res.users"].browse(sorted(users))
        return self.env["res.users"]

    def _account_operators(self):
        """Return who looks after the accounts of this agency; where it has no operator,
        who answers for them."""
        self.ensure_one()
        holdings = self.env["hr.job"]._holdings(roles=["operator"], agency_ids=self.ids)
        users = self.env["res.users"].browse(sorted({one.user_id for one in holdings}))
        return users or self._account_heads()
