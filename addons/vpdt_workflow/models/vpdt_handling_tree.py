from odoo import fields, models

from ..routing import CLOSED, MOVES, refusal

# What is done to another's handling stands beside it in the tree, as does what one does
# with a handling that is no longer on the desk.
_ON_THE_TREE = (
    "recall",
    "remind",
    "ask_take_back",
    "extend",
    "change_lead",
    "add",
    "reopen",
)


class VpdtHandling(models.Model):
    """What of a handling the transfer tree and the buttons show."""

    _inherit = "vpdt.handling"

    def _offered_moves(self):
        """Return the moves that make sense for the user on this handling."""
        self.ensure_one()
        holder, sender = self._is_holder(), self._is_sender()
        moves = [
            move
            for move in MOVES
            if not refusal(
                move,
                self.state,
                holder=holder,
                sender=sender,
                agency=not self.user_id,
                suspended=bool(self.suspended_at),
                root=not self.parent_id,
                purpose=self.purpose,
            )
        ]
        hidden = {"open"}
        if "transfer" in moves and not self._has_rules("transfer"):
            # a specialist finishes; a form without anybody to choose reads like a fault
            hidden.add("transfer")
        if not self.deadline:
            hidden.add("ask_extend")
        if self.purpose == "opinion":
            # It is answered, not led
            hidden |= {"change_lead"}
        if "reopen" in moves and not self._may_reopen():
            hidden.add("reopen")
        return [move for move in moves if move not in hidden]

    def _may_reopen(self):
        """Whether it makes sense to take this up again: not twice, one lead only."""
        # sudo: whether somebody else has it, whoever asks
        others = self.document_id.sudo().handling_ids
        if self in others.reopens_id or not self.user_id.active:
            return False
        if self.document_id.sudo().state == "void":
            return False
        return self.purpose != "lead" or not others.filtered(
            lambda item: item.purpose == "lead" and item.state not in CLOSED
        )

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
            "result_kind": self.result_kind or False,
            "answer": self._answer_name(),
            "suspended_at": stamp(self.suspended_at),
            "acting": self.acting_id.name or False,
            "reopens_id": self.reopens_id.id,
            "late": bool(
                self.deadline
                and self.state not in ("returned", "recalled")
                and self.deadline < end
            ),
            "moves": [move for move in self._offered_moves() if move in _ON_THE_TREE],
        }

    def _answer_name(self):
        """Return the number of the answering document, for who reads that too."""
        answer = self.answer_id
        if not answer or not answer.sudo(False).has_access("read"):
            return False
        return answer.code or answer.display_name
