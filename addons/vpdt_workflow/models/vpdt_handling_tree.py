from odoo import fields, models

from ..routing import MOVES, refusal


class VpdtHandling(models.Model):
    """What of a handling the transfer tree and the buttons show."""

    _inherit = "vpdt.handling"

    def _offered_moves(self):
        """Return the moves that make sense for the user on this handling."""
        self.ensure_one()
        holder, sender = self._is_holder(), self.sender_id == self.env.user
        moves = [
            move
            for move in MOVES
            if not refusal(
                move,
                self.state,
                holder=holder,
                sender=sender,
                agency=not self.user_id,
            )
        ]
        hidden = {"open"}
        if not self.parent_id:
            hidden |= {"return", "recall"}
        return [move for move in moves if move not in hidden]

    def _tree_node(self, depth):
        def stamp(value):
            return fields.Datetime.to_string(value) if value else False

        end = self.closed_at or fields.Datetime.now()
        return {
            "id": self.id,
            "depth": depth,
            "parent_id": self.parent_id.id,
            "purpose": self.purpose,
            "is_main": self.is_main,
            "holder": self.user_id.name or self.agency_id.name,
            "role": self.role,
            "agency": self.agency_id.symbol or self.agency_id.name,
            "to_agency": not self.user_id,
            "sender": self.sender_id.name,
            "sent_at": stamp(self.sent_at),
            "deadline": stamp(self.deadline),
            "state": self.state,
            "opened_at": stamp(self.opened_at),
            "opened_by": self.opened_by_id.name or False,
            "closed_at": stamp(self.closed_at),
            "text": self.text or "",
            "result": self.result or "",
            "reason": self.reason or "",
            "late": bool(
                self.deadline
                and self.state not in ("returned", "recalled")
                and self.deadline < end
            ),
            "moves": [move for move in self._offered_moves() if move == "recall"],
        }
