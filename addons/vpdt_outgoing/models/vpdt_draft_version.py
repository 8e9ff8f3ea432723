import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.vpdt_documents.intake.client import ReaderUnavailable
from odoo.addons.vpdt_documents.intake.refusal import Refused
from odoo.addons.vpdt_documents.office_time import time_text

from ..drafting import (
    DraftRefused,
    compare,
    content_digest,
    inspect,
    is_unwritten,
    left_fields,
    to_pdf,
)

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class VpdtDraftVersion(models.Model):
    """One version of a draft: who made it, when, its file and its print.

    Only added (design 5.5). `digest` says what it says, whatever the word processor
    notes beside it: saved again without a change it is the same.
    """

    _name = "vpdt.draft.version"
    _inherit = ["vpdt.append.only.mixin", "vpdt.trail.mixin"]
    _description = "Version of a draft"
    _order = "draft_id, number desc"
    _log_access = False

    draft_id = fields.Many2one(
        "vpdt.draft", required=True, index=True, ondelete="restrict"
    )
    document_id = fields.Many2one(
        "vpdt.document",
        required=True,
        index=True,
        ondelete="restrict",
        bypass_search_access=True,
    )
    number = fields.Integer(required=True, aggregator=None)
    author_id = fields.Many2one("res.users", required=True, ondelete="restrict")
    at = fields.Datetime(required=True, default=fields.Datetime.now)
    note = fields.Char()
    file_id = fields.Many2one("vpdt.file", required=True, ondelete="restrict")
    pdf_id = fields.Many2one(
        "vpdt.file",
        ondelete="restrict",
        string="In print",
        help="What is reviewed and printed; empty where it could not be made.",
    )
    sha256 = fields.Char(required=True)
    digest = fields.Char(required=True)
    pages = fields.Integer(aggregator=None)

    _number_once = models.UniqueIndex(
        "(draft_id, number)", "Somebody made a version this moment: look again."
    )

    @api.model
    def _trail_name(self):
        return self.env._("Versions of drafts")

    @api.depends("number", "draft_id")
    def _compute_display_name(self):
        for version in self:
            version.display_name = self.env._("Version %(no)s", no=version.number)

    def _is_unwritten(self):
        """Return whether it is as the template made it, without its text."""
        # sudo: the file of a version the user reads
        file = self.sudo().file_id
        if file.mimetype != DOCX:
            return False
        try:
            return is_unwritten(file.attachment_id.raw)
        except DraftRefused:
            # opened when it came in; what keeps it from being read now is no reason
            return False

    @api.readonly
    def get_changes(self, other_id=None):
        """Return what changed from another version (the one before) to this one.

        :param other_id: id of a version of the same draft, None for the one before
        :return: {"from", "to", "changes": [{"kind", "old", "new", "segments": [[mark,
            text]]}], "kept", "layout_changed"} as `drafting.Comparison.as_dict`;
            "changes" is None where one of them is no .docx
        """
        self.ensure_one()
        self.check_access("read")
        versions = self.draft_id.version_ids.sorted("number")
        other = (
            versions.filtered(lambda item: item.id == other_id)
            if other_id
            else versions.filtered(lambda item: item.number < self.number)[-1:]
        )
        if not other:
            return {"from": False, "to": self.number, "changes": []}
        if {self.file_id.mimetype, other.file_id.mimetype} != {DOCX}:
            return {"from": other.number, "to": self.number, "changes": None}
        # sudo: bytes of two versions; the right to read both was just checked
        other.check_access("read")
        old, new = (item.sudo().file_id.attachment_id.raw for item in (other, self))
        try:
            found = compare(old, new)
        except DraftRefused as refusal:
            raise UserError(self._told_refusal(refusal)) from refusal
        return {"from": other.number, "to": self.number, **found.as_dict()}


class VpdtDraft(models.Model):
    _inherit = "vpdt.draft"

    is_locked = fields.Boolean(compute="_compute_is_locked")

    @api.depends_context("uid")
    @api.depends("locked_by_id", "locked_until")
    def _compute_is_locked(self):
        now = fields.Datetime.now()
        for draft in self:
            draft.is_locked = bool(
                draft.locked_by_id
                and draft.locked_by_id != self.env.user
                and draft.locked_until
                and draft.locked_until > now
            )

    def _check_writer(self):
        """Check that the user may make a version now, and lock the draft.

        Its maker while it is being drafted; who has it for review while it lies with
        him: what he changes goes through the review again.
        """
        self.ensure_one()
        self.check_access("read")
        if not self.sudo().try_lock_for_update(allow_referencing=True):
            raise UserError(
                self.env._("Somebody is acting on this right now: look again.")
            )
        if self.state == "making":
            self._check_maker("making")
        else:
            self._check_state("review")
            self._my_step("review")
        if self.is_locked:
            raise UserError(
                self.env._(
                    "%(who)s has taken it out to write until %(until)s.",
                    who=self.locked_by_id.name,
                    until=time_text(self.locked_until),
                )
            )

    def action_check_out(self):
        """Take the draft out to write: others are told until the lock expires.

        :return: id of the file to download
        """
        self = self._own_context()
        self._check_writer()
        if not self.version_id:
            raise UserError(self.env._("There is no version yet: make one first."))
        self._set_state(
            self.state,
            locked_by_id=self.env.uid,
            locked_until=fields.Datetime.now() + self._lock_hours(),
        )
        return self.version_id.file_id.id

    def action_release(self):
        """Let others write again, without a new version."""
        self.ensure_one()
        self.check_access("read")
        if (
            self.locked_by_id == self.env.user
            or self._root().with_user(self.env.user)._is_holder()
        ):
            self._set_state(self.state, locked_by_id=False, locked_until=False)
            return True
        raise UserError(self.env._("This is not yours to do."))

    def action_compose(self):
        """Make the first version, or a new one, from the template."""
        self = self._own_context()
        self._check_writer()
        if not self.template_id:
            raise UserError(
                self.env._(
                    "There is no template for this type: upload a .docx of your own, "
                    "or tell the operator."
                )
            )
        try:
            data = self.template_id._fill(self._template_values())
            return self._do_add_version(
                data,
                f"{self.subject or self.type_id.name}.docx",
                self.env._("From the template “%(name)s”", name=self.template_id.name),
            ).id
        except (DraftRefused, Refused) as refusal:
            raise UserError(
                self.env["vpdt.draft.version"]._told_refusal(refusal)
            ) from refusal

    def _add_version(self, data, filename, note=""):
        """Add a version from a file somebody dropped (.docx, or a .pdf to print).

        :param data: bytes, in memory only
        :param filename: as the person's computer calls it
        :return: ``(version, None)`` or ``(None, DraftRefused or Refused)``
        """
        self = self._own_context()
        self._check_writer()
        try:
            if not data.startswith(b"%PDF"):
                self._inspect(data)
            return self._do_add_version(data, filename, note), None
        except (DraftRefused, Refused) as refusal:
            return None, refusal

    def _inspect(self, data):
        """Check that a Word file may be taken in.

        :raises DraftRefused: it may not
        """
        found = inspect(data)
        if not found.passed:
            first = found.refusals[0]
            raise DraftRefused(first["code"], **first["data"])
        left = left_fields(data)
        if left:
            raise DraftRefused("left_field", field=", ".join(left[:5]))

    def _do_add_version(self, data, filename, note):
        """Write a version; all that can refuse it comes before anything is stored."""
        answer = self._read(data, filename)
        is_word = answer["mime"] == DOCX
        printing = self._print_of(data, filename) if is_word else None
        digest = content_digest(data) if is_word else hashlib.sha256(data).hexdigest()
        version = self.env["vpdt.draft.version"]
        # sudo: versions are added here alone; who may was checked by `_check_writer`
        draft = self.sudo()
        files = self.env["vpdt.file"]
        home = {"document_id": draft.document_id.id}
        file = files._create_from(data, filename, answer, home)
        printed = files.sudo() if is_word else file
        if printing:
            printed = files._create_from(*printing, {**home, "sequence": 5})
        created = version.sudo().create(
            {
                "draft_id": draft.id,
                "document_id": draft.document_id.id,
                "number": len(draft.version_ids) + 1,
                "author_id": self.env.uid,
                "note": (note or "").strip()[:500],
                "file_id": file.id,
                "pdf_id": printed.id,
                "sha256": file.sudo().sha256,
                "digest": digest,
                "pages": printed.sudo().page_count,
            }
        )
        self._set_state(
            self.state, version_id=created.id, locked_by_id=False, locked_until=False
        )
        self.env["vpdt.search"]._index(draft.document_id)
        return version.browse(created.id)

    def _read(self, data, filename):
        """Return the reader's answer for a file let in.

        :raises Refused: it is not (R9: a draft holds no state secret either)
        """
        try:
            answer = (
                self.env["vpdt.file"]._reader().check_and_read_first(data, filename)
            )
        except ReaderUnavailable as error:
            raise UserError(
                self.env._(
                    "The reader of papers is not running, so nothing can be taken in. "
                    "Tell the operator of the system."
                )
            ) from error
        if answer["refused"]:
            raise Refused(answer["refused"]["code"])
        return answer

    def _print_of(self, data, name):
        """Return (bytes, name, reader's answer) of the PDF of a .docx.

        :return: None without an office to make it with
        :raises DraftRefused: it could not be made
        """
        try:
            pdf = to_pdf(data)
        except DraftRefused as refusal:
            if refusal.code != "office_missing":
                raise
            return None
        name = f"{(name or '').rpartition('.')[0]}.pdf"
        return pdf, name, self._read(pdf, name)
