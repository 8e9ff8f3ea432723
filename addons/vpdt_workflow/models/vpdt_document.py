from odoo import api, fields, models

from ..routing import OPEN


class VpdtDocument(models.Model):
    _inherit = "vpdt.document"

    handling_ids = fields.One2many("vpdt.handling", "document_id", string="Handlings")
    directive_ids = fields.One2many(
        "vpdt.directive", "document_id", string="Directives"
    )

    def action_open(self):
        """Note that the user opened what lies with him on this document."""
        self.ensure_one()
        self.check_access("read")
        handlings = self.handling_ids.filtered(
            lambda item: item.state == "waiting" and item._is_holder()
        )
        handlings.action_open()
        return True

    @api.readonly
    def get_my_turn(self):
        """Return what the user can do on this document now.

        :return: [{"id", "purpose", "to_agency", "sender", "text", "deadline",
            "suspended_at", "instead_of", "moves": [move]}] one for each open handling
            the user holds; of a draft also "returned": {by, at, text} or False, and
            "awaits": words, "" where it says nothing
        """
        self.ensure_one()
        self.check_access("read")
        turns = []
        for handling in self.handling_ids:
            if handling.state not in OPEN or not handling._is_holder():
                continue
            turns.append(
                {
                    "id": handling.id,
                    "purpose": handling.purpose,
                    "to_agency": not handling.user_id,
                    "sender": handling.sender_id.name,
                    "text": handling.text or "",
                    "deadline": fields.Datetime.to_string(handling.deadline)
                    if handling.deadline
                    else False,
                    "suspended_at": fields.Datetime.to_string(handling.suspended_at)
                    if handling.suspended_at
                    else False,
                    "instead_of": handling.user_id.name
                    if handling.acting_id and handling.user_id != self.env.user
                    else False,
                    "moves": handling._offered_moves(),
                }
            )
        return turns

    @api.readonly
    def get_requests(self):
        """Return what waits for an answer on this document.

        :return: [{"id", "kind", "asker", "text", "wanted_deadline", "deadline",
            "holder", "mine" (the user answers it)}]
        """
        self.ensure_one()
        self.check_access("read")
        requests = self.env["vpdt.request"].search(
            [("document_id", "=", self.id), ("state", "=", "asked")]
        )

        def stamp(value):
            return fields.Datetime.to_string(value) if value else False

        return [
            {
                "id": request.id,
                "kind": request.kind,
                "asker": request.asker_id.name,
                "text": request.text,
                "wanted_deadline": stamp(request.wanted_deadline),
                "deadline": stamp(request.handling_id.deadline),
                "holder": request.handling_id.user_id.name
                or request.handling_id.agency_id.name,
                "mine": self.env.user in request._answerers(),
            }
            for request in requests
        ]

    @api.readonly
    def get_transfer_tree(self):
        """Return the tree of handlings of this document.

        :return: list of nodes in the order of the tree: {"id", "depth", "parent_id",
            "purpose", "is_main", "holder", "role", "agency", "to_agency", "sender",
            "sent_at", "deadline", "state", "opened_at", "opened_by", "closed_at",
            "text", "result", "result_kind", "answer", "reason", "suspended_at",
            "acting", "reopens_id", "late", "moves": those made from the tree}
        """
        self.ensure_one()
        self.check_access("read")
        nodes = []
        children = {}
        for handling in self.handling_ids.sorted("id"):
            children.setdefault(handling.parent_id.id, []).append(handling)

        def walk(parent, depth):
            for handling in children.get(parent, ()):
                nodes.append(handling._tree_node(depth))
                walk(handling.id, depth + 1)

        walk(False, 0)
        return nodes
