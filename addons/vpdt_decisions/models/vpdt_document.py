from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..decisions import read_decision

HR = "hr.group_hr_user"
# In force: entered into a book, or issued
_LIVE = ("registered", "processing", "done", "issued")
# Pages looked at: a decision says what it changes on its first ones
_PAGES = 12


class VpdtDocument(models.Model):
    """A registered decision may start a personnel change (R17)."""

    _inherit = "vpdt.document"

    may_base_change = fields.Boolean(compute="_compute_may_base_change")
    personnel_event_ids = fields.Many2many(
        "vpdt.personnel.event",
        compute="_compute_personnel_event_ids",
        string="Personnel changes",
    )

    @api.depends_context("uid")
    @api.depends("state", "entry_ids.state")
    def _compute_may_base_change(self):
        keeps_records = self.env.user.has_group(HR)
        for document in self:
            document.may_base_change = keeps_records and document._is_live()

    @api.depends_context("uid")
    def _compute_personnel_event_ids(self):
        # under the user's own rights: no link to what he may not see
        for document in self:
            bases = self.env["vpdt.decision.basis"].search(
                [("document_id", "=", document._origin.id)]
            )
            document.personnel_event_ids = bases.event_id

    def _is_live(self):
        """Whether this document stands in a book, neither voided nor recalled."""
        self.ensure_one()
        # sudo: whether some line of it holds; the caller reads the document
        lines = self.sudo().entry_ids
        return self.state in _LIVE and any(line.state != "void" for line in lines)

    def _check_may_base_change(self):
        """Check that the user may base a personnel change on this document.

        :raises AccessError: he does not read it, or keeps no personnel records
        :raises UserError: it is void, recalled, or not in force yet
        """
        self.ensure_one()
        # sudo(False): whoever calls, the user himself has to read it
        self.sudo(False).check_access("read")
        if not self.env.user.has_group(HR):
            raise AccessError(
                self.env._(
                    "Personnel changes are entered by who keeps personnel records."
                )
            )
        if not self._is_live() or not self.code:
            raise UserError(
                self.env._(
                    "This document is void, recalled or not issued yet: no personnel "
                    "change rests on it."
                )
            )

    def _read_decision(self):
        """Return what the document's own words propose (`decisions.Decision`).

        Its first file is read; its enclosures where that says nothing.
        """
        self.ensure_one()
        # under the user's own rights, page by page
        pages = [file.page_ids[:_PAGES].mapped("text") for file in self.file_ids]
        subject, signed = self.subject or "", self.issued_date
        found = read_decision(
            [text or "" for text in (pages[0] if pages else [])], subject, signed
        )
        if found.proposals or found.kind == "revoked" or len(pages) < 2:
            return found
        every = [text or "" for texts in pages for text in texts][:_PAGES]
        return read_decision(every, subject, signed)

    # -- what becomes of it later --------------------------

    def _do_correct(self, vals, reason):
        # sudo: how many there are, before and after
        before = self.sudo().correction_ids
        result = super()._do_correct(vals, reason)
        self.invalidate_recordset(["correction_ids"])
        if self.sudo().correction_ids - before:
            self._warn_changes("corrected")
        return result

    def _do_recall(self, reason):
        result = super()._do_recall(reason)
        self._warn_changes("recalled")
        return result

    def _warn_changes(self, trouble):
        """Warn those who planned a change on these documents what became of them.

        :param trouble: key of `vpdt.personnel.event.decision_trouble`
        """
        # sudo: whoever corrects or recalls need not see personnel changes
        bases = (
            self.env["vpdt.decision.basis"]
            .sudo()
            .search([("document_id", "in", self.ids)])
        )
        bases.event_id._note_trouble(trouble)
