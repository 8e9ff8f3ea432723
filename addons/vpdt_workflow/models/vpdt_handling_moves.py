from odoo import api, fields, models
from odoo.exceptions import UserError

# Whoever was asked for one of these says what came of it.
_WITH_RESULT = ("lead", "support", "opinion", "carry_out")


class VpdtHandling(models.Model):
    """The straight road: open, accept, return, recall, finish (R3, R4)."""

    _inherit = "vpdt.handling"

    def action_open(self):
        """Note that the holder has opened what was sent (no effect for others)."""
        for handling in self._own_context().filtered(
            lambda item: item.state == "waiting"
        ):
            handling.check_access("read")
            if handling._is_holder() and handling.try_lock_for_update(
                allow_referencing=True
            ):
                # sudo: written by moves only; the holder was checked
                handling.sudo().write(
                    {
                        "state": "opened",
                        "opened_at": fields.Datetime.now(),
                        "opened_by_id": self.env.uid,
                    }
                )
                handling._tell_desk()
        return True

    def action_accept(self):
        """Accept a document into the agency's own register and pass it to the head.

        QĐ 553 Điều 3.2a. One document, one entry for each agency.

        :return: id of the entry
        """
        self.ensure_one()
        self = self._own_context()
        self._check_move("accept")
        return self._do_accept().id

    def _do_accept(self):
        candidates = self._candidates()
        lines = self._usual_lines(candidates)
        if sum(line["purpose"] == "lead" for line in lines) != 1:
            raise UserError(
                self.env._(
                    "%(agency)s has no head to pass this to: the post is empty, or "
                    "held twice. Tell the operator.",
                    agency=self.agency_id.name,
                )
            )
        values = self._checked_lines(lines, None, candidates)
        for vals in values:
            vals["deadline"] = self.deadline
            vals["deadline_cause"] = self.deadline_cause
        entry = self._enter_at_agency()
        self._do_transfer(values, "")
        return entry

    def _enter_at_agency(self):
        """Enter the document in the book of the agency it was sent to.

        :return: the entry, the one there is where it was registered before
        """
        today = self.env["hr.job"]._today()
        document = self.document_id
        if entry := self._book_lines():
            return entry
        register = self.env["vpdt.register"]._for(self.agency_id, "incoming", today)
        return self.env["vpdt.entry"]._write_line(
            document,
            register,
            {
                "received_date": today,
                "due_date": self.deadline,
            },
        )

    def action_return(self, reason):
        """Give a handling back to its sender, with the reason (required)."""
        self.ensure_one()
        self = self._own_context()
        self._check_move("return")
        if not (reason or "").strip():
            raise UserError(self.env._("Say why you return it."))
        self._close("returned", reason=reason.strip())
        self._give_back()
        return True

    def action_recall(self, reason=""):
        """Take back what was sent, until it is opened."""
        self.ensure_one()
        self = self._own_context()
        self._check_move("recall")
        self._close("recalled", reason=(reason or "").strip())
        self._give_back()
        return True

    def action_finish(self, result="", kind="note", answer_id=None):
        """Finish a handling with its result (required of who is in the lead).

        Whoever carries the task on finishes it for those above as well: the agency's
        line and, at the top, the document.

        :param kind: "answer" (with the document that answers), "note" (its words) or
            "filed" (kept only: "để lưu")
        :param answer_id: id of the answering document, one the user reads
        """
        self.ensure_one()
        self = self._own_context()
        self._check_move("finish")
        result = (result or "").strip()
        vals = self._result_values(result, kind, answer_id)
        if not result and kind == "note" and self.purpose in _WITH_RESULT:
            raise UserError(self.env._("Say with what result it is finished."))
        self._close("done", **vals)
        self._finish_above(vals)
        return True

    def action_approve(self, text="", **_what):
        """Approve what was given for review or signature (NĐ 30/2020 Điều 11, 13).

        :param text: a remark, if any
        :param _what: what an addon wants to know besides (which version of a draft)
        """
        self.ensure_one()
        self = self._own_context()
        self._check_move("approve")
        self._do_approve((text or "").strip())
        return True

    def _do_approve(self, text):
        vals = {"result": text, "result_kind": "note"}
        self._close("done", **vals)
        self._finish_above(vals)

    def _result_values(self, result, kind, answer_id):
        if kind not in dict(self._fields["result_kind"].selection):
            raise UserError(self.env._("Say with what result it is finished."))
        if kind != "answer":
            return {"result": result, "result_kind": kind}
        answer = self.env["vpdt.document"].browse(int(answer_id or 0)).exists()
        if not answer or not answer.has_access("read") or answer == self.document_id:
            raise UserError(
                self.env._("Choose the document that answers, among those you read.")
            )
        return {
            # not its number: who reads this need not read the answer (I3)
            "result": result,
            "result_kind": kind,
            "answer_id": answer.id,
        }

    def _close(self, state, **vals):
        now = fields.Datetime.now()
        if not self.opened_at and state != "recalled":
            vals |= {"opened_at": now, "opened_by_id": self.env.uid}
        # sudo: handlings are written by moves only, after `_check_move`
        self.sudo().write(
            {
                "state": state,
                "closed_at": now,
                "closed_by_id": self.env.uid,
                "suspended_at": False,
                **vals,
            }
        )
        self.flush_recordset()
        self._lapse_requests()
        self.sudo()._mark_processing()
        self._tell_desk()

    def _give_back(self):
        """Put the task back with the one who passed it on, when it was the task."""
        parent = self.sudo().parent_id
        if self.is_main and parent.state == "passed":
            parent.write({"state": "opened"})
            parent.flush_recordset()
        self.document_id._sync_readers()
        if self.state == "returned":
            parent._tell_holders(self)
        else:
            self._untell_holders()
        parent._tell_desk()

    def _finish_above(self, vals):
        # sudo: the holder finishes the task for those above (see action_finish)
        handling = self.sudo()
        now = fields.Datetime.now()
        informed = handling.browse()
        while True:
            handling._finish_entry()
            above = handling.parent_id
            if not handling.is_main or above.state != "passed":
                break
            above.write(
                {
                    "state": "done",
                    "closed_at": now,
                    "closed_by_id": self.env.uid,
                    **vals,
                }
            )
            above._lapse_requests()
            informed |= above
            handling = above
        if handling.reopens_id:
            handling._finish_entries_above()
        if not handling.parent_id and handling.purpose == "lead":
            handling.document_id.state = "done"
        if any(
            item.acting_id != item.closed_by_id
            for item in (informed | self.sudo())
            if item.acting_id
        ):
            # who acted until then, and did not finish it, reads it no longer
            self.document_id._sync_readers()
        informed._tell_desk()
        self._tell_result(informed)

    def _finish_entries_above(self):
        """Finish the lines that were opened again with this handling."""
        agencies = self._agencies_above()
        self.document_id.entry_ids.filtered(
            lambda line: (
                line.agency_id in agencies
                and line.state in ("registered", "processing")
            )
        ).state = "done"

    def _finish_entry(self):
        """Finish the line in the agency's book when the agency's own task is."""
        self.ensure_one()
        above = self.parent_id
        if above and above.agency_id == self.agency_id:
            return
        entry = self.document_id.entry_ids.filtered(
            lambda line: (
                line.agency_id == self.agency_id
                and line.state in ("registered", "processing")
            )
        )
        entry.state = "done"

    @api.model
    def _usual_lines(self, candidates):
        """Return the lines that the rules propose, out of `_candidates`."""
        return [
            {"kind": item["kind"], "id": item["id"], "purpose": item["usual"]}
            for item in candidates.values()
            if item["usual"]
        ]

    @api.model
    def _start(self, entry):
        """Send a newly registered document on its way (QĐ 553 Điều 3.1a).

        The clerk's own handling is the root; it is passed to whom the rules always
        propose. Without such a rule it stays with the clerk. Who reads the document is
        written at the end, once.
        """
        # sudo: a registration starts the route; the clerk was checked by it, and nobody
        # reads the document before it has begun
        entry = entry.sudo()
        now = fields.Datetime.now()
        root = self.sudo().create(
            {
                "document_id": entry.document_id.id,
                "purpose": "lead",
                "agency_id": entry.agency_id.id,
                "user_id": self.env.uid,
                "role": "clerk",
                "sender_id": self.env.uid,
                "sent_at": now,
                "state": "opened",
                "opened_at": now,
                "opened_by_id": self.env.uid,
                **self.sudo()._first_term(entry),
            }
        )
        candidates = root._candidates(proposed=True)
        lines = root._usual_lines(candidates)
        if sum(line["purpose"] == "lead" for line in lines) == 1:
            root._do_transfer(root._checked_lines(lines, None, candidates), "")
        else:
            entry.document_id._sync_readers()
        return root.sudo(self.env.su)
