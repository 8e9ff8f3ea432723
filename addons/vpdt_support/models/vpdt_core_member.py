from odoo import api, fields, models
from odoo.exceptions import ValidationError


class VpdtCoreMember(models.Model):
    """A member of the core group that trains the others (QĐ 553 Điều 4.1), dated."""

    _name = "vpdt.core.member"
    _description = "Member of the core group"
    _order = "date_to desc, agency_id, id"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users",
        string="Member",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("share", "=", False)],
    )
    agency_id = fields.Many2one(
        "hr.department",
        compute="_compute_agency_id",
        store=True,
        readonly=False,
        index=True,
        domain=[("is_agency", "=", True)],
    )
    date_from = fields.Date(
        string="From day",
        required=True,
        default=lambda self: self.env["hr.job"]._today(),
    )
    date_to = fields.Date(string="To day", help="Open when empty.")
    decision = fields.Char(help="What it rests on, as 12/QĐ-UBND of 02/03/2026.")
    phone = fields.Char(string="Phone for colleagues")
    session_count = fields.Integer(
        string="Sessions held", compute="_compute_session_count"
    )

    @api.depends("user_id")
    def _compute_agency_id(self):
        for member in self:
            if member.user_id and not member.agency_id:
                member.agency_id = member.user_id._account_agency()

    def _compute_session_count(self):
        rows = self.env["vpdt.training"]._read_group(
            [("trainer_id", "in", self.user_id.ids), ("state", "=", "held")],
            ["trainer_id"],
            ["__count"],
        )
        counts = {user.id: count for user, count in rows}
        for member in self:
            member.session_count = counts.get(member.user_id.id, 0)

    @api.constrains("date_from", "date_to")
    def _check_span(self):
        for member in self:
            if member.date_to and member.date_to < member.date_from:
                raise ValidationError(
                    self.env._("The span ends before it begins: change it round.")
                )

    @api.constrains("user_id", "date_from", "date_to")
    def _check_once(self):
        for member in self:
            others = self.search(
                [("user_id", "=", member.user_id.id), ("id", "!=", member.id)]
            )
            for other in others:
                if (not other.date_to or member.date_from <= other.date_to) and (
                    not member.date_to or other.date_from <= member.date_to
                ):
                    raise ValidationError(
                        self.env._(
                            "%(name)s belongs to the core group in this time already.",
                            name=member.user_id.name,
                        )
                    )

    @api.model
    def _members(self, day=None):
        """Return the users of the core group on a day, today unless given."""
        day = day or self.env["hr.job"]._today()
        return self.search(
            [
                ("date_from", "<=", day),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", day),
            ]
        ).user_id
