from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .vpdt_overseen_mixin import MANAGERS

# An operator of one agency
OPERATORS = "vpdt_accounts.group_vpdt_accounts_operator"


class VpdtAccountGrant(models.Model):
    """A right that no post gives, for a time, with the decision it rests on (R17).

    | who                                   | may                                    |
    |---------------------------------------|----------------------------------------|
    | operators of the whole office         | give to others, end                    |
    | the person and who oversees him       | read                                   |

    So every group of every account has a reason: a post, or a row here. What has
    neither is found by the nightly check.
    """

    _name = "vpdt.account.grant"
    _inherit = ["vpdt.system.written.mixin", "vpdt.overseen.mixin"]
    _description = "Right beyond the post"
    _order = "date_from desc, id desc"
    _rec_name = "group_id"

    user_id = fields.Many2one(required=True)
    agency_id = fields.Many2one(compute="_compute_agency_id", store=True)
    group_id = fields.Many2one(
        "res.groups", string="Right", required=True, ondelete="restrict"
    )
    date_from = fields.Date(
        string="First day",
        required=True,
        default=lambda self: self.env["hr.job"]._today(),
    )
    date_to = fields.Date(string="Last day")
    decision = fields.Char(required=True, help="What it rests on, as 12/QĐ-UBND.")
    granted_by_id = fields.Many2one(
        "res.users", string="Given by", readonly=True, ondelete="restrict"
    )
    is_in_force = fields.Boolean(compute="_compute_is_in_force")

    _order_of_dates = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from - 1)",
        "The last day is not before the first.",
    )

    @api.depends("user_id")
    def _compute_agency_id(self):
        for grant in self:
            grant.agency_id = grant.user_id and grant.user_id._account_agency()

    @api.depends("date_from", "date_to")
    def _compute_is_in_force(self):
        today = self.env["hr.job"]._today()
        for grant in self:
            grant.is_in_force = bool(
                grant.date_from
                and grant.date_from <= today
                and (not grant.date_to or grant.date_to >= today)
            )

    @api.constrains("group_id")
    def _check_group(self):
        """Rights on documents come with a post only (design 5.2)."""
        managed = self.env["res.users"].browse()._groups_of_posts()[0]
        for grant in self:
            if grant.group_id.all_implied_ids & managed:
                raise ValidationError(
                    self.env._(
                        "“%(right)s” comes with a post: give the person the post.",
                        right=grant.group_id.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_may_give()
        for vals in vals_list:
            vals["granted_by_id"] = self.env.uid
        grants = super().create(vals_list)
        if self.env.user in grants.user_id and not self.env.su:
            raise AccessError(
                self.env._("Nobody gives a right to himself: let somebody else do it.")
            )
        grants._follow()
        return grants

    def write(self, vals):
        if not self.env.su:
            self._check_may_give()
            if set(vals) - {"date_to"}:
                raise UserError(
                    self.env._(
                        "Only the last day can still be changed: end it, and enter "
                        "another."
                    )
                )
        if self.env.user in self.user_id and not self.env.su:
            raise AccessError(
                self.env._("Nobody gives a right to himself: let somebody else do it.")
            )
        result = super().write(vals)
        self._follow()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_history(self):
        raise UserError(self.env._("This is history: end it, it cannot be removed."))

    def _check_may_give(self):
        if not self.env.su and not self.env.user.has_group(MANAGERS):
            raise AccessError(
                self.env._("Rights beyond the post are given by an operator.")
            )

    def _follow(self):
        # sudo: groups follow what was just written; who may was checked
        self.sudo().user_id._sync_post_rights()

    def action_end(self):
        """End it today: the right is gone at once."""
        yesterday = fields.Date.subtract(self.env["hr.job"]._today(), days=1)
        for grant in self:
            grant.write({"date_to": max(yesterday, grant._before_first())})
        return True

    def _before_first(self):
        return fields.Date.subtract(self.date_from, days=1)

    @api.model
    def _in_force(self, users):
        """Return the rights in force today of these users."""
        today = self.env["hr.job"]._today()
        # sudo: what rights follow from, whoever brings them in line
        return self.sudo().search(
            [
                ("user_id", "in", users.ids),
                ("date_from", "<=", today),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", today),
            ]
        )

    @api.model
    def _follow_dates(self):
        """The night: rights that begin or end today."""
        today = self.env["hr.job"]._today()
        yesterday = fields.Date.subtract(today, days=1)
        # sudo: the server's clockwork
        self.sudo().search(
            ["|", ("date_from", "=", today), ("date_to", "=", yesterday)]
        )._follow()


class ResUsers(models.Model):
    _inherit = "res.users"

    def _groups_of_posts(self):
        """Also what is granted beyond the post, and the operator of one agency."""
        managed, held = super()._groups_of_posts()
        managed |= self.env.ref(OPERATORS)
        # sudo: what rights follow from
        grants = self.env["vpdt.account.grant"].sudo()
        ever = grants.search([("user_id", "in", self.ids)]).group_id
        for grant in grants._in_force(self):
            held[grant.user_id.id] |= grant.group_id
        return managed | ever, held

    @api.model
    def _group_of_post(self, holding):
        """An operator sets up the whole office, or looks after one agency (R23).

        The whole office: where no agency stands above his, or where his agency watches
        the others (QĐ 553 Điều 4.1, Phòng Văn hóa và Thông tin).
        """
        if holding.role == "operator":
            # sudo: which agency stands above which is no secret
            agency = self.env["hr.department"].sudo().browse(holding.agency_id)
            if agency.parent_id.agency_id and not agency.watches_agencies:
                return OPERATORS
        return super()._group_of_post(holding)
