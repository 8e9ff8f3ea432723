from odoo import api, fields, models

from odoo.addons.vpdt_documents.office_time import time_text
from odoo.addons.vpdt_workflow.routing import OPEN

from .vpdt_draft_comment import COMMENTED
from .vpdt_draft_version import DOCX


class VpdtDraft(models.Model):
    """What the screen of a draft shows beside its fields, in one call."""

    _inherit = "vpdt.draft"

    i_hold = fields.Boolean(
        compute="_compute_i_hold",
        help="It is the user's own draft, wherever it lies now.",
    )
    with_whom = fields.Char(
        string="With",
        compute="_compute_with_whom",
        help="Whose turn it is now.",
    )
    waits_for = fields.Char(
        compute="_compute_with_whom",
        help="What is to be done with it now, and since when.",
    )

    @api.depends_context("uid")
    @api.depends("document_id.handling_ids.state")
    def _compute_i_hold(self):
        for draft in self:
            root = draft._root() if draft.document_id else None
            draft.i_hold = not root or root.with_user(self.env.user)._is_holder()

    @api.depends_context("lang")
    @api.depends("document_id.handling_ids.state")
    def _compute_with_whom(self):
        # sudo: names of those it lies with, for who reads the draft; one query for all
        waiting = (
            self.env["vpdt.handling"]
            .sudo()
            .search(
                [
                    ("document_id", "in", self.sudo().document_id.ids),
                    ("state", "in", OPEN),
                ]
            )
            .grouped("document_id")
        )
        for draft in self:
            steps = waiting.get(draft.sudo().document_id, self.env["vpdt.handling"])
            # the clerk's line waits beside the signature: it is not his turn yet
            steps = steps.filtered("is_main") or steps
            draft.with_whom = ", ".join(
                dict.fromkeys(
                    step.user_id.name or step.agency_id.name for step in steps
                )
            )
            draft.waits_for = draft._waiting_words(steps[:1])

    def _waiting_words(self, step):
        """Return what a handling of a draft waits for, in words; of the maker's ""."""
        what = {
            "content": self.env._("review of the content"),
            "layout": self.env._("review of the layout"),
            "sign": self.env._("signature"),
            "issue": self.env._("number and issue"),
        }.get(step.review_kind or step.purpose)
        if not what:
            return ""
        return self.env._(
            "%(what)s, since %(time)s", what=what, time=time_text(step.sent_at)
        )

    @api.readonly
    def get_screen(self):
        """Return the versions, the comments and what the user may do with them.

        :return: {"current": id or False, "versions": [{id, number, author, at, note,
            pages, digest, is_word, file: {name, attachment_id}, print: {id, name,
            pages, attachment_id} or False}] newest first, "comments": [{id, number,
            version_id, version, page, x, y, text, author, mine, at, state, answer,
            answered_by, answered_at}] by page and place, "lock": {by, until, mine} or
            False, "may": {"write", "comment", "settle", "compose", "release"}}
        """
        self.ensure_one()
        self.check_access("read")
        versions = self.version_ids.sorted("number", reverse=True)
        return {
            "current": self.version_id.id,
            "versions": [version._shown() for version in versions],
            "comments": self._shown_comments(),
            "lock": self._shown_lock(),
            "may": self._shown_rights(),
        }

    def _shown_comments(self):
        numbers = {
            comment.id: number
            for number, comment in enumerate(self.comment_ids.sorted("id"), start=1)
        }
        return [comment._shown(numbers[comment.id]) for comment in self.comment_ids]

    def _shown_lock(self):
        now = fields.Datetime.now()
        if not (self.locked_by_id and self.locked_until and self.locked_until > now):
            return False
        return {
            # sudo: the name of a colleague
            "by": self.locked_by_id.sudo().name,
            "until": fields.Datetime.to_string(self.locked_until),
            "mine": self.locked_by_id == self.env.user,
        }

    def _shown_rights(self):
        step = self._my_open_step("review", "sign", "opinion")
        writes = bool(
            (self.state == "making" and self.i_make)
            or (self.state == "review" and step.purpose == "review")
        )
        lock = self._shown_lock()
        return {
            "write": writes and not self.is_locked,
            "compose": writes and not self.is_locked and bool(self.template_id),
            "release": bool(lock and (lock["mine"] or self.i_hold)),
            "comment": bool(
                step and self.state in COMMENTED[step.purpose == "opinion"]
            ),
            "settle": self.i_hold and self.state not in ("issued", "abandoned"),
        }


class VpdtDraftVersion(models.Model):
    _inherit = "vpdt.draft.version"

    def _same_file(self):
        """Return the latest earlier version of this draft that is this very file."""
        self.ensure_one()
        return self.draft_id.version_ids.filtered(
            lambda item: item.number < self.number and item.sha256 == self.sha256
        ).sorted("number")[-1:]

    def _shown(self):
        """Return one version as `vpdt.draft.get_screen` describes it."""
        printed = self.pdf_id
        return {
            "id": self.id,
            "number": self.number,
            # sudo: the name of a colleague
            "author": self.author_id.sudo().name,
            "at": fields.Datetime.to_string(self.at),
            "note": self.note or "",
            "pages": self.pages or 0,
            "digest": self.digest[:12],
            "is_word": self.file_id.mimetype == DOCX,
            "file": {
                "name": self.file_id.name,
                "attachment_id": self.file_id.attachment_id.id,
            },
            "print": printed
            and {
                "id": printed.id,
                "name": printed.name,
                "pages": max(printed.page_count or 1, 1),
                "attachment_id": printed.attachment_id.id,
            }
            or False,
        }


class VpdtDraftComment(models.Model):
    _inherit = "vpdt.draft.comment"

    def _shown(self, number):
        """Return one comment as `vpdt.draft.get_screen` describes it."""
        return {
            "id": self.id,
            "number": number,
            "version_id": self.version_id.id,
            "version": self.version_id.number,
            "page": self.page,
            "x": self.x,
            "y": self.y,
            "text": self.text,
            # sudo: names of colleagues
            "author": self.author_id.sudo().name,
            "mine": self.author_id == self.env.user,
            "at": fields.Datetime.to_string(self.at),
            "state": self.state,
            "answer": self.answer or "",
            "answered_by": self.answered_by_id.sudo().name or "",
            "answered_at": fields.Datetime.to_string(self.answered_at)
            if self.answered_at
            else False,
        }


class VpdtDraftApproval(models.Model):
    _inherit = "vpdt.draft.approval"

    digest_short = fields.Char(string="Content", compute="_compute_digest_short")
    covers = fields.Boolean(
        string="Holds",
        compute="_compute_digest_short",
        help="What the draft says now is what was approved (NĐ 30/2020 Điều 11.2).",
    )

    @api.depends("digest", "draft_id.version_id.digest")
    def _compute_digest_short(self):
        for approval in self:
            approval.digest_short = approval.digest[:12]
            approval.covers = approval.digest == approval.draft_id.version_id.digest
