from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.vpdt_documents.office_time import time_text

SIDES = [("from", "Handed over"), ("to", "Taken over")]


class VpdtHandOverConfirmation(models.Model):
    """That one side confirmed the minutes of a hand-over (NĐ 30/2020 Điều 31.3đ)."""

    _name = "vpdt.hand.over.confirmation"
    _inherit = ["vpdt.append.only.mixin"]
    _description = "Confirmation of a hand-over"
    _order = "id"
    _rec_name = "hand_over_id"
    _log_access = False

    hand_over_id = fields.Many2one(
        "vpdt.hand.over", required=True, index=True, ondelete="restrict"
    )
    side = fields.Selection(SIDES, required=True)
    user_id = fields.Many2one("res.users", required=True, ondelete="restrict")
    at = fields.Datetime(required=True, default=fields.Datetime.now)

    _once = models.UniqueIndex(
        "(hand_over_id, side)", "This side has confirmed the hand-over already."
    )


class VpdtHandOver(models.Model):
    """Both sides confirm the minutes; for who has gone, the head of his agency does."""

    _inherit = "vpdt.hand.over"

    confirmation_ids = fields.One2many("vpdt.hand.over.confirmation", "hand_over_id")
    from_confirmed_at = fields.Datetime(
        compute="_compute_confirmed", string="Confirmed by who handed over"
    )
    to_confirmed_at = fields.Datetime(
        compute="_compute_confirmed", string="Confirmed by who took over"
    )
    may_confirm = fields.Boolean(compute="_compute_may_confirm")
    i_oversee = fields.Boolean(compute="_compute_i_oversee", search="_search_i_oversee")

    @api.depends_context("uid")
    @api.depends("from_user_id")
    def _compute_i_oversee(self):
        for hand_over in self:
            hand_over.i_oversee = hand_over.from_user_id.is_overseen

    def _search_i_oversee(self, operator, value):
        if operator != "in":
            return NotImplemented
        # sudo: accounts the user oversees, the closed ones too
        users = self.env["res.users"].sudo().with_context(active_test=False)
        domain = self.env["res.users"]._search_is_overseen("in", [True])
        if domain.is_true():
            return domain
        return Domain("from_user_id", "in", users.search(domain).ids)

    @api.depends("confirmation_ids")
    def _compute_confirmed(self):
        for hand_over in self:
            # sudo: who sees the hand-over sees who confirmed it
            rows = hand_over.sudo().confirmation_ids
            at = {row.side: row.at for row in rows}
            hand_over.from_confirmed_at = at.get("from", False)
            hand_over.to_confirmed_at = at.get("to", False)

    @api.depends_context("uid")
    @api.depends("confirmation_ids", "state")
    def _compute_may_confirm(self):
        for hand_over in self:
            hand_over.may_confirm = bool(hand_over._my_side())

    def _my_side(self):
        """Return the side the user can still confirm: "from", "to" or None."""
        self.ensure_one()
        me, former = self.env.user, self.from_user_id
        # sudo: as above
        confirmed = set(self.sudo().confirmation_ids.mapped("side"))
        if self.state != "done":
            return None
        if me == self.to_user_id:
            return None if "to" in confirmed else "to"
        if "from" in confirmed:
            return None
        # sudo: whether the account is still his to use
        gone = not former.sudo().active or former.sudo().locked_at
        if (
            me == former
            or gone
            and me._agencies(roles=["head", "chief_of_office"])
            & (former._account_agency())
        ):
            return "from"
        return None

    def action_confirm(self):
        """Confirm the minutes for one's own side, or for who has left.

        :raises AccessError: neither side is the user's
        :raises UserError: it still runs, or this side is confirmed
        """
        self.ensure_one()
        self.check_access("read")
        if self.state != "done":
            raise UserError(self.env._("It is still being handed over: wait a little."))
        side = self._my_side()
        if not side:
            raise AccessError(
                self.env._(
                    "A hand-over is confirmed once by each of the two; for who has "
                    "left, by the head of his agency."
                )
            )
        # sudo: rows of history; whose side it is was just checked
        self.env["vpdt.hand.over.confirmation"].sudo().create(
            {"hand_over_id": self.id, "side": side, "user_id": self.env.uid}
        )
        self.invalidate_recordset(["confirmation_ids"])
        return True

    def _minutes_closing(self):
        """Return who confirmed when; printed in Vietnamese as the rest."""
        sides = {"from": "Bên giao", "to": "Bên nhận"}
        return (
            *super()._minutes_closing(),
            *(
                # sudo: as above
                f"{sides[row.side]} xác nhận trên hệ thống: {row.user_id.name}, lúc "
                f"{time_text(row.at)}."
                for row in self.sudo().confirmation_ids
            ),
        )
