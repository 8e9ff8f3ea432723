from odoo import fields, models

from odoo.addons.vpdt_workflow.routing import CLOSED, OPEN

#: What a draft goes through below its maker's handling.
_STEPS = ("review", "sign", "issue")
#: Seconds between an approval and the step it leads to: one move writes both.
_TOGETHER = 2


class VpdtDraft(models.Model):
    """The rounds of a draft on the desk: submitted, approved, returned, again."""

    _inherit = "vpdt.draft"

    def _came_back(self):
        """Return the steps by which the draft came back to its maker, oldest first.

        Returned to him, or taken back by himself.
        """
        root = self._root()
        return root.child_ids.filtered(
            lambda item: (
                item.purpose in _STEPS
                and (
                    item.state == "returned"
                    or (
                        item.state == "recalled"
                        and item.is_main
                        and item.closed_by_id == root.user_id
                    )
                )
            )
        ).sorted(lambda item: (item.closed_at, item.id))

    def _desk_rounds(self, chain, names):
        """Add to the directives what has none: approvals, returns, silent submissions.

        What belongs to the round that is under way is marked "latest".

        :param chain: as `vpdt.document._desk_chain` returns it
        :param names: id of the user → name
        :return: the chain, oldest first
        """
        self.ensure_one()
        # sudo: the steps of a document the user reads, as the directives are
        handlings = self.sudo().document_id.handling_ids
        steps = handlings.filtered(
            lambda item: item.purpose in _STEPS and not item.directive_id
        )
        told, back = [], self._came_back()
        for step in chain:
            first = min((one["id"] for one in step["to"]), default=0)
            told.append((step["at"], first - 0.25, "said", step))
        for approval in self.sudo().approval_ids:
            sent = steps.filtered(
                lambda item, approval=approval: (
                    item.sender_id == approval.user_id
                    and abs((item.sent_at - approval.at).total_seconds()) <= _TOGETHER
                )
            )
            steps -= sent
            told.append(
                self._desk_told(
                    f"approval-{approval.id}",
                    (approval.user_id, approval.at, self._approval_words(approval)),
                    min(sent.ids, default=max(handlings.ids)) - 0.25,
                    "approved" if approval in self.sudo()._approved() else "before",
                    sent,
                    names,
                )
            )
        for step in steps.filtered("is_main"):
            told.append(
                self._desk_told(
                    f"sent-{step.id}",
                    (step.sender_id, step.sent_at, ""),
                    step.id - 0.25,
                    "said",
                    step,
                    names,
                )
            )
        returned = handlings.filtered(
            lambda item: item.purpose in _STEPS and item.state == "returned"
        )
        for step in back | returned:
            words = (
                self.env._("Returned: %(reason)s", reason=step.reason or "")
                if step.state == "returned"
                else self.env._("Taken back: %(reason)s", reason=step.reason or "")
            )
            told.append(
                self._desk_told(
                    f"back-{step.id}",
                    (step.closed_by_id, step.closed_at, words),
                    step.id + 0.25,
                    "back" if step in back else "said",
                    step.browse(),
                    names,
                )
            )
        return self._marked_latest(sorted(told, key=lambda item: item[:2]))

    def _desk_told(self, id_, said, place, kind, sent, names):
        """Return what `_desk_rounds` sorts: when, where in that second, what."""
        author, at, text = said
        now = fields.Datetime.now()
        at = fields.Datetime.to_string(at)
        step = {
            "id": id_,
            # sudo: the name of a colleague
            "author": names.get(author.id) or author.sudo().name,
            "at": at,
            "text": text,
            "here": False,
            "to": [item._desk_receiver(names, now) for item in sent],
        }
        return at, place, kind, step

    def _approval_words(self, approval):
        text = approval.text or ""
        signatures = self.sudo().approval_ids.filtered(lambda item: item.kind == "sign")
        if self.signed_file_id and approval == signatures[-1:]:
            # the signature on paper says so itself
            return text
        if not text:
            return self.env._("Approved.")
        return self.env._("Approved: %(text)s", text=text)

    def _marked_latest(self, told):
        """Mark what the round under way is made of; a draft that came back: why."""
        kinds = [kind for _at, _place, kind, _step in told]
        last = max((at for at, kind in enumerate(kinds) if kind == "back"), default=-1)
        since = last if last == len(told) - 1 else last + 1
        chain = []
        for number, (_at, _place, kind, step) in enumerate(told):
            # an approval holds in every round, as long as the words are the same
            latest = step["here"] or kind == "approved" or number >= since
            chain.append({**step, "latest": latest})
        return chain


class VpdtHandling(models.Model):
    _inherit = "vpdt.handling"

    def _draft_state_words(self, draft):
        """Return what the holder of a step of `draft` has to know of where it stands.

        :return: {"returned": {"by", "at", "text"} or False, "awaits": str}
        """
        self.ensure_one()
        returned, awaits = False, ""
        if self.purpose == "draft" and draft.state == "making":
            # sudo: the steps of a draft the user holds
            back = draft.sudo()._came_back()[-1:]
            if back.state == "returned":
                returned = {
                    "by": back.closed_by_id.name,
                    "at": fields.Datetime.to_string(back.closed_at),
                    "text": back.reason or "",
                }
        elif self.purpose == "issue" and self.state in OPEN:
            awaits = self._draft_awaits(draft)
        return {"returned": returned, "awaits": awaits}

    def _draft_awaits(self, draft):
        """Return in words what a draft that lies with the clerk waits for."""
        if draft.state == "signing":
            # sudo: the steps and the signer of a draft the user reads
            shown = draft.sudo()
            signing = shown._root().child_ids.filtered(
                lambda item: item.purpose == "sign" and item.state not in CLOSED
            )
            if signing:
                return self.env._(
                    "%(signer)s has not approved it yet. After that: print the signing "
                    "copy, have it signed on paper, scan it and drop the scan into "
                    "Intake.",
                    signer=shown.signer_id.name,
                )
            return self.env._(
                "It waits for the signature on paper: print the signing copy, have it "
                "signed, scan it and drop the scan into Intake. Then it is numbered "
                "and issued."
            )
        if draft.state == "signed":
            return self.env._("It was signed: give it its number and issue it.")
        if draft.state == "numbered":
            return self.env._("It has its number: issue it.")
        return ""
