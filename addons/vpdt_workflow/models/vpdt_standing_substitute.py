from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..absence import Task


class VpdtStandingSubstitute(models.Model):
    """Who acts whenever somebody is away by his leave or a trip (R4).

    Entered by whoever may say that the person is away; read by everybody. Copied into
    each absence that follows from elsewhere, where it can still be changed. Acting by
    authorisation (TUQ.) rests on a paper for named dates, so it stands only there.
    """

    _name = "vpdt.standing.substitute"
    _inherit = ["vpdt.absence.line.mixin", "vpdt.open.work.mixin"]
    _description = "Standing substitute"
    _order = "user_id, sequence, id"

    user_id = fields.Many2one(
        "res.users",
        string="Who",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.uid,
    )
    substitute_id = fields.Many2one(required=True, ondelete="cascade")
    type_ids = fields.Many2many(relation="vpdt_standing_substitute_type_rel")
    field_ids = fields.Many2many(relation="vpdt_standing_substitute_field_rel")
    allowed_user_ids = fields.Many2many("res.users", compute="_compute_allowed_users")
    allowed_ids = fields.Many2many("res.users", compute="_compute_allowed_ids")

    @api.depends_context("uid")
    def _compute_allowed_users(self):
        self.allowed_user_ids = self.env["vpdt.absence"]._people_to_enter_for()

    @api.depends("user_id")
    def _compute_allowed_ids(self):
        for standing in self:
            plain, _authorized = self.env["vpdt.substitute.rule"]._offered_for(
                standing.user_id
            )
            me = self.env.user if standing.user_id != self.env.user else plain.browse()
            standing.allowed_ids = plain - me

    @api.constrains("authorized")
    def _check_authorized(self):
        if any(self.mapped("authorized")):
            raise ValidationError(
                self.env._(
                    "Acting by authorisation (TUQ.) rests on a written paper: enter it "
                    "with the absence (NĐ 30/2020 Điều 13.4)."
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        standing = super().create(vals_list)
        standing._check_entered()
        return standing

    def write(self, vals):
        self._check_may_enter()
        result = super().write(vals)
        self._check_entered()
        return result

    def unlink(self):
        # the server itself ends them with the account (`_take_over`)
        if not self.env.su:
            self._check_may_enter()
        return super().unlink()

    def _check_may_enter(self):
        for standing in self:
            self.env["vpdt.absence"]._check_may_enter(standing.user_id)

    def _check_entered(self):
        """Check what was entered as the dialog of an absence does."""
        self._check_may_enter()
        able = self.env["vpdt.substitute.rule"]._able(self.substitute_id.ids)
        for standing in self:
            self.env["vpdt.absence"].new({"user_id": standing.user_id.id})._check_line(
                standing, able
            )

    @api.model
    def _lines_for(self, absence):
        """Return the lines of who acts in an absence that was not entered by hand.

        Left out is who cannot: closed account, another post by now, away himself.

        :param absence: a record of `vpdt.absence`, not begun
        :return: list of values of `vpdt.absence.line`
        """
        user = absence.user_id
        # sudo: who stands for whom is no secret, whoever grants leave
        standing = self.sudo().search([("user_id", "=", user.id)])
        able = self.env["vpdt.substitute.rule"]._able(standing.substitute_id.ids)
        tasks = [Task(one.role, one.agency_id, "lead") for one in user._holdings()]
        away = absence._overlapping().user_id
        return [
            line._copied()
            for line in standing
            if line.substitute_id.active
            and line.substitute_id not in away
            and any(able(line.substitute_id.id, task, False) for task in tasks)
        ]

    # -- when the person leaves (vpdt.open.work.mixin) ---------------------------------

    _ends_with_account = True

    @api.model
    def _open_work_name(self):
        return self.env._("colleagues he always acts for")

    @api.model
    def _open_work(self, users):
        # sudo: everybody reads them; who closes accounts need not work with papers
        groups = self.sudo()._read_group(
            [("substitute_id", "in", users.ids), ("user_id.active", "=", True)],
            ["substitute_id"],
            ["__count"],
        )
        return {user.id: count for user, count in groups}

    @api.model
    def _take_over(self, former, successor, reason, author):
        """Nobody inherits it: whom he acted for is told to name another."""
        # sudo: as above
        lines = self.sudo().search([("substitute_id", "=", former.id)])
        people, count = lines.user_id.filtered("active"), len(lines)
        lines.unlink()
        if people:
            self.env["vpdt.absence"]._tell(
                people,
                self.env._(
                    "%(who)s no longer acts for you when you are away: name somebody "
                    "else.",
                    who=former.name,
                ),
            )
        return count
