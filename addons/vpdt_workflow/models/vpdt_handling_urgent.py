from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..routing import OPEN
from .vpdt_reminder import EXPRESS


class VpdtHandling(models.Model):
    """Express papers (hỏa tốc): who is sent one confirms it, or is called again."""

    _inherit = "vpdt.handling"

    acknowledged_at = fields.Datetime(string="Receipt confirmed")
    acknowledged_by_id = fields.Many2one(
        "res.users", ondelete="restrict", string="Receipt confirmed by"
    )

    _unconfirmed = models.Index(
        "(sent_at) WHERE urgency IN ('3', '4') AND acknowledged_at IS NULL "
        "AND state IN ('waiting', 'opened')"
    )

    def _needs_receipt(self):
        """Whether somebody has to confirm that this express paper is with him."""
        self.ensure_one()
        return _awaits_receipt(self)

    def action_acknowledge(self):
        """Confirm that the express paper is here ("Đã nhận"): the calls stop."""
        self.ensure_one()
        self = self._own_context()
        self._check_move("acknowledge")
        if self.urgency not in EXPRESS:
            raise UserError(
                self.env._("Only papers sent as express are confirmed: open it.")
            )
        if self._needs_receipt():
            # sudo: handlings are written by moves only, after `_check_move`
            self.sudo().write(
                {
                    "acknowledged_at": fields.Datetime.now(),
                    "acknowledged_by_id": self.env.uid,
                }
            )
            self._note_step("acknowledge")
            self._tell_desk()
        return True

    def _call(self, users, again):
        """Call `users` about this express paper that nobody has confirmed.

        :param again: whether they have it themselves; else they are the next to call
        """
        self.ensure_one()
        # sudo: the system's own run
        handling = self.sudo()
        holder = handling.user_id.name or handling.agency_id.name
        if again:
            text = self.env._(
                "Express, and not confirmed yet: confirm that you have it."
            )
        else:
            text = self.env._(
                "%(holder)s has an express paper and does not confirm it: see to it.",
                holder=holder,
            )
        readers = self._readers_among(users)
        self._notify(readers, text, "urgent")
        others = (users - readers).filtered("active")
        if others:
            # They may not see which paper it is: its clerk has not entered it yet
            self.env["mail.thread"].sudo().message_notify(
                partner_ids=others.partner_id.ids,
                author_id=self.env.user.partner_id.id,
                subject=self.env._("Express paper not confirmed"),
                body=text,
                subtype_xmlid="mail.mt_note",
                inbox_only=True,
            )
        if not again:
            for user in users:
                self._note_step("escalate", text, holder_id=user.id)

    def _readers_among(self, users):
        """Return those of `users` who may read the document."""
        # sudo: the system asks who may read, not what it says
        rows = self.env["vpdt.reader"].sudo()
        return (
            rows.search(
                [
                    ("document_id", "=", self.document_id.id),
                    ("user_id", "in", users.ids),
                ]
            ).user_id
            & users
        )

    @api.model
    @api.readonly
    def get_urgent_calls(self):
        """Return the express papers the user has to confirm.

        :return: [{"id", "document_id", "code", "urgency", "sender", "sent_at",
            "deadline"}]
        """
        mine = self._desk_domains()["all"] & Domain(
            [("urgency", "in", EXPRESS), ("acknowledged_at", "=", False)]
        )
        return [
            {
                "id": handling.id,
                "document_id": handling.document_id.id,
                "code": handling.code or handling.type_id.name or "",
                "urgency": handling.urgency,
                "sender": handling.sender_id.name,
                "sent_at": fields.Datetime.to_string(handling.sent_at),
                "deadline": fields.Datetime.to_string(handling.deadline)
                if handling.deadline
                else False,
            }
            for handling in self.search(mine, limit=20)
            if handling._needs_receipt()
        ]

    # -- shown on the desk, the tree and among the buttons ---------------------

    def _offered_moves(self):
        moves = super()._offered_moves()
        if "acknowledge" in moves and not self._needs_receipt():
            moves.remove("acknowledge")
        return moves

    @api.model
    def _desk_line(self, row, names):
        line = super()._desk_line(row, names)
        line["needs_receipt"] = _awaits_receipt(row)
        return line

    def _tree_node(self, depth):
        stamp = self.acknowledged_at
        return {
            **super()._tree_node(depth),
            "acknowledged_at": fields.Datetime.to_string(stamp) if stamp else False,
            "acknowledged_by": self.acknowledged_by_id.name or False,
            "needs_receipt": self._needs_receipt(),
        }


def _awaits_receipt(item):
    """As `_needs_receipt`, of a handling or of a row of the desk."""
    return (
        item.urgency in EXPRESS
        and not item.acknowledged_at
        and item.state in OPEN
        and item.user_id != item.sender_id
    )
