from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.vpdt_documents.layout import LayoutError
from odoo.addons.vpdt_documents.layout.copying import attachment_mark
from odoo.addons.vpdt_documents.office_time import local_time
from odoo.addons.vpdt_workflow.routing import OPEN


class VpdtDraft(models.Model):
    """Numbering after signing, and issue (R6; NĐ 30/2020 Điều 15, 16, 18)."""

    _inherit = "vpdt.draft"

    def _dispatch_document(self):
        """Return the document whose readers see the receivers now."""
        return self.issued_id or self.document_id

    def _check_issuer_clerk(self, *states):
        """Check that the user is whose turn it is to number and issue; lock the draft.

        :return: his handling
        """
        self.ensure_one()
        self.check_access("read")
        if not self.sudo().try_lock_for_update(allow_referencing=True):
            raise UserError(
                self.env._("Somebody is acting on this right now: look again.")
            )
        step = self._my_step("issue")
        self._check_state(*states)
        return step

    def action_number(self, date=None):
        """Give the signed document its number and date: the next of its series.

        :param date: the day of the document; today in Vietnam when None
        :return: id of the issued document
        :raises UserError: it is not signed, or the signer no longer holds the post
        """
        self = self._own_context()
        step = self._check_issuer_clerk("signed")
        today = self.env["hr.job"]._today()
        date = fields.Date.to_date(date) or today
        if date > today or date.year != today.year:
            raise UserError(
                self.env._("The date is today, or an earlier day of this year.")
            )
        self._check_covers()
        return self._do_number(step, date).id

    def _check_covers(self):
        """Check that what was signed is what was approved, by who may sign.

        :raises UserError: it is not
        """
        self._check_signer()
        missing = self._next_step()
        if missing and missing[0] != "sign":
            raise UserError(
                self.env._("What was signed is not the version that was approved.")
            )

    def _do_number(self, step, date):
        """Make the issued document and its line; the number is taken last."""
        draft = self.sudo()
        symbol, code = self.env["vpdt.numbering.rule"]._symbol(
            draft.issuer_id, draft.type_id, draft.agency_id, date
        )
        register = self.env["vpdt.register"]._for(
            draft.issuer_id, "outgoing", date, code
        )
        post = draft._signer_post()
        issuer = draft.issuer_id
        # sudo: documents are written by registration and issue only; the clerk and
        # the state were checked
        document = (
            self.env["vpdt.document"]
            .sudo()
            .with_context(
                tracking_disable=True,
                mail_create_nolog=True,
                mail_create_nosubscribe=True,
            )
            .create(
                {
                    "state": "numbered",
                    "symbol": symbol,
                    "issued_date": date,
                    "issuer": issuer.letterhead_name or issuer.name,
                    "issuer_parent": issuer.letterhead_parent,
                    "type_id": draft.type_id.id,
                    "subject": draft.subject,
                    "signer": draft.signer_id.name,
                    "signer_position": post._signature_title(),
                    "urgency": draft.urgency,
                    "field_id": draft.field_id.id,
                    "page_count": draft.signed_file_id.page_count,
                    "copies": draft.copies,
                    "corrects_id": draft.related_id.id
                    if draft.relation == "corrects"
                    else False,
                    "replaces_id": draft.related_id.id
                    if draft.relation == "replaces"
                    else False,
                }
            )
        )
        document = self.env["vpdt.document"].sudo().browse(document.id)
        now = fields.Datetime.now()
        self.env["vpdt.handling"].sudo().create(
            {
                "document_id": document.id,
                "purpose": "issue",
                "agency_id": issuer.id,
                "user_id": self.env.uid,
                "role": "clerk",
                "sender_id": self.env.uid,
                "sent_at": now,
                "state": "opened",
                "opened_at": now,
                "opened_by_id": self.env.uid,
            }
        )
        draft.dispatch_ids.write({"document_id": document.id})
        entry = self.env["vpdt.entry"]._write_line(
            document.sudo(self.env.su),
            register,
            {
                "received_date": date,
                "receiver": draft._receivers_text(),
                "note": draft.note,
            },
        )
        document.number = f"{entry.number:02d}"
        draft._issued_file(document)
        self._set_state(
            "numbered",
            issued_id=document.id,
            entry_id=entry.id,
            number=document.number,
            symbol=symbol,
            issued_date=date,
        )
        self.env["vpdt.search"]._index(document)
        document._sync_readers()
        return document

    def _issued_file(self, document):
        """Give the issued document its file: the signed paper with its number.

        Signed before it had a number (NĐ 30/2020 Điều 15), the scan shows none: it
        stands at the top right of page 1.
        """
        signed = self.signed_file_id
        data = signed.attachment_id.raw
        if signed.mimetype == "application/pdf":
            now = local_time(fields.Datetime.now())
            try:
                data = attachment_mark(data, document.code, now)
            except LayoutError as error:
                if error.code != "signed_source":
                    raise UserError(
                        self.env._(
                            "The signed file cannot be given its number (%(code)s): "
                            "scan the paper again.",
                            code=error.code,
                        )
                    ) from error
        signed._twin(document, data)

    def _receivers_text(self):
        """Return the receivers as the register shows them (NĐ 30/2020 PL IV)."""
        return "; ".join(self.dispatch_ids.mapped("name"))[:1000]

    def _number_voided(self, reason):
        """The number is void: the signed paper waits for another, or is given up."""
        for draft in self:
            # sudo: follows from the cancelling of the line, which was checked
            document = draft.sudo().issued_id
            document.handling_ids.filtered(lambda item: item.state in OPEN).with_user(
                self.env.user
            ).sudo()._close("recalled", reason=reason)
            draft.sudo().dispatch_ids.write({"document_id": draft.document_id.id})
            document.state = "void"
            draft._set_state("signed", issued_id=False, entry_id=False, number=False)

    # -- issue ------------------------------------------------------------------------

    def action_issue(self):
        """Send the numbered document to all its receivers.

        :return: {"held": [names of receivers without a clerk]}
        """
        self = self._own_context()
        step = self._check_issuer_clerk("numbered")
        if not self.dispatch_ids:
            raise UserError(self.env._("There is no receiver to send it to."))
        held = self._do_issue(step)
        return {"held": held.mapped("name")}

    def action_issue_told(self):
        """Issue it and say what became of it, as a button shows it."""
        held = self.action_issue()["held"]
        message = self.env._("Issued as %(code)s.", code=self.issued_id.code)
        if held:
            message += " " + self.env._(
                "Held back, there is no clerk to receive it: %(names)s.",
                names=", ".join(held),
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if held else "success",
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_open_issued(self):
        """Open the document that was made of this draft."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "vpdt.document",
            "res_id": self.issued_id.id,
            "views": [[False, "form"]],
            "name": self.issued_id.display_name,
        }

    def _do_issue(self, step):
        draft = self.sudo()
        document = draft.issued_id
        now = fields.Datetime.now()
        document.state = "issued"
        held = draft.dispatch_ids._do_send()
        draft.entry_id.write(
            {
                "state": "done",
                "transferred_date": self.env["hr.job"]._today(),
                "receiver": draft._receivers_text(),
            }
        )
        root = document._issue_root()
        root.write({"state": "done", "closed_at": now, "closed_by_id": self.env.uid})
        step._close("done", result=document.code, result_kind="note")
        draft._finish_tree(document)
        self._set_state("issued")
        draft._act_on_related(document)
        return held

    def _issue_by(self):
        """Return until when a signed document is issued (naive UTC).

        NĐ 30/2020 Điều 18.1: the same day, the next working day at the latest; an
        urgent one at once.
        """
        self.ensure_one()
        if self.urgency != "0":
            return fields.Datetime.now()
        return self.issuer_id._deadline(1)

    def _finish_tree(self, document):
        """Close the maker's handling and the task that is answered by it."""
        self._withdraw_opinions(
            self.env._("It was issued as %(code)s.", code=document.code)
        )
        root = self._root()
        root.write(
            {
                "state": "done",
                "closed_at": fields.Datetime.now(),
                "closed_by_id": self.env.uid,
                "result": document.code,
                "result_kind": "answer",
                "answer_id": document.id,
            }
        )
        root._notify(
            root.user_id - self.env.user,
            self.env._("Your draft was issued as %(code)s.", code=document.code),
            "answered",
        )
        if not self.answers_id:
            return
        task = self.answers_id.handling_ids.filtered(
            lambda item: (
                item.user_id == root.user_id
                and item.state in OPEN
                and not item.suspended_at
                and item.purpose in ("lead", "support", "carry_out", "opinion")
            )
        )[:1]
        if task:
            vals = {
                "result": document.code,
                "result_kind": "answer",
                "answer_id": document.id,
            }
            task._close("done", **vals)
            task._finish_above(vals)

    def _act_on_related(self, document):
        """Recall or replace the earlier document this one speaks of."""
        if self.relation == "recalls":
            self.related_id._do_recall(
                self.env._("Recalled by %(code)s", code=document.code)
            )
        elif self.relation in ("replaces", "corrects"):
            self.related_id._tell_receivers(
                self.env._("It is replaced by %(code)s.", code=document.code)
                if self.relation == "replaces"
                else self.env._("It is corrected by %(code)s.", code=document.code)
            )


class VpdtDocument(models.Model):
    _inherit = "vpdt.document"

    may_recall = fields.Boolean(compute="_compute_may_recall")

    @api.depends_context("uid")
    @api.depends("state")
    def _compute_may_recall(self):
        mine = self.env.user._agencies(roles=["clerk"])
        for document in self:
            document.may_recall = bool(
                document.state == "issued" and document._issuing_agency() in mine
            )

    def _issuing_agency(self):
        """Return the agency that issued this document (or a copy) from its own book."""
        # sudo: which agency keeps the line; the caller reads the document
        lines = self.sudo().entry_ids.filtered(
            lambda line: line.kind in ("outgoing", "copy") and line.state != "void"
        )
        return lines.agency_id[:1].sudo(self.env.su)

    def _issue_root(self):
        """Return the handling from which the receivers have it."""
        return self.sudo().handling_ids.filtered(
            lambda item: item.purpose == "issue" and not item.parent_id
        )[:1]

    def action_recall(self, reason):
        """Recall an issued document: receivers are told, their copies cancelled.

        NĐ 30/2020 Điều 18.4. It is frozen, not removed; the trace stays.

        :raises AccessError: the user is no clerk of the agency that issued it
        :raises UserError: no reason, or it is not issued
        """
        self.ensure_one()
        self = self._own_context()
        self.check_access("read")
        if self._issuing_agency() not in self.env.user._agencies(roles=["clerk"]):
            raise AccessError(self.env._("This is not yours to do."))
        if not self.sudo().try_lock_for_update(allow_referencing=True):
            raise UserError(
                self.env._("Somebody is acting on this right now: look again.")
            )
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why it is recalled."))
        if self.state != "issued":
            raise UserError(self.env._("Only what was issued is recalled."))
        self._do_recall(reason)
        return True

    def _do_recall(self, reason):
        # sudo: the clerk was checked, or the recalling document was signed and issued
        document = self.sudo()
        self._tell_receivers(
            self.env._(
                "It was recalled: %(reason)s. Remove the copies you printed.",
                reason=reason,
            )
        )
        self._tell_makers(reason)
        for child in document._issue_root().child_ids:
            child.with_user(self.env.user)._withdraw(reason)
        trace = self.env._(
            "%(code)s of %(date)s, %(subject)s: recalled. %(reason)s",
            code=document.code,
            date=document.issued_date.strftime("%d/%m/%Y"),
            subject=document.subject,
            reason=reason,
        )
        received = document.entry_ids.filtered(
            lambda line: line.kind == "incoming" and line.state != "void"
        )
        # The receiver's line keeps its number and says what became of it; the document
        # itself is withheld from him
        received.write({"state": "void", "void_reason": trace[:1000]})
        document.dispatch_ids.write({"state": "recalled", "problem": reason[:200]})
        document.write(
            {
                "state": "recalled",
                "recall_reason": reason[:500],
                "recalled_at": fields.Datetime.now(),
            }
        )
        document._sync_readers()

    def _tell_receivers(self, text):
        """Tell everybody at the receivers who has or had this document."""
        document = self.sudo()
        root = document._issue_root()
        for child in root.child_ids:
            tree = child | child._below()
            users = tree._holders() | tree.user_id
            child._notify(users - self.env.user, text, "recalled")

    def _tell_makers(self, reason):
        """Tell who made, reviewed and signed this document that it was recalled, and
        whose task it answered that an answer may be owed again."""
        # sudo: people at a draft and its task, which the recalling clerk need not read
        document = self.sudo()
        steps = document.issued_draft_ids.document_id.handling_ids
        makers = steps.user_id | document.issued_draft_ids.signer_id
        document._issue_root()._notify(
            makers - self.env.user,
            self.env._("It was recalled: %(reason)s.", reason=reason),
            "recalled",
        )
        answered = document.env["vpdt.handling"].search(
            [("answer_id", "=", document.id), ("state", "=", "done")]
        )
        answered -= steps
        for step in answered.filtered(lambda item: not item.child_ids & answered):
            step._notify(
                step.user_id - self.env.user,
                self.env._(
                    "Its answer %(code)s was recalled. Reopen it if an answer is owed.",
                    code=document.code,
                ),
                "recalled",
            )
