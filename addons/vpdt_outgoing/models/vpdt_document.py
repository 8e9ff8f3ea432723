from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.vpdt_workflow.routing import OPEN

#: States of a document that this agency wrote.
OWN_STATES = [
    ("draft", "Draft"),
    ("numbered", "Numbered"),
    ("issued", "Issued"),
    ("recalled", "Recalled"),
]


class VpdtDocument(models.Model):
    """Documents of one's own: in the making, numbered, issued, recalled.

    A draft has a row of its own, for its makers and reviewers alone; the issued
    document is another row, which the receivers share (design 5.1). So nobody who
    receives a document comes to see how it was made (I3).
    """

    _inherit = "vpdt.document"

    state = fields.Selection(
        selection_add=OWN_STATES,
        ondelete={key: "cascade" for key, _name in OWN_STATES},
    )
    draft_ids = fields.One2many("vpdt.draft", "document_id")
    issued_draft_ids = fields.One2many(
        "vpdt.draft", "issued_id", string="Draft it was made of"
    )
    dispatch_ids = fields.One2many("vpdt.dispatch", "document_id", string="Receivers")
    corrects_id = fields.Many2one(
        "vpdt.document", index="btree_not_null", ondelete="restrict"
    )
    corrected_by_ids = fields.One2many("vpdt.document", "corrects_id")
    replaces_id = fields.Many2one(
        "vpdt.document", index="btree_not_null", ondelete="restrict"
    )
    replaced_by_ids = fields.One2many("vpdt.document", "replaces_id")
    recall_reason = fields.Char(readonly=True)
    recalled_at = fields.Datetime(readonly=True)
    came_in = fields.Boolean(
        compute="_compute_came_in",
        help="It came in from elsewhere, at an agency of the user's if it was issued "
        "here: then there is a handling slip of it.",
    )

    reply_draft_id = fields.Many2one(
        "vpdt.draft",
        compute="_compute_reply_draft_id",
        help="A draft under way that answers it, of those the user sees.",
    )

    # What is withheld of recalled documents is looked up for each row of readers
    _recalled = models.Index("(id) WHERE state = 'recalled'")
    _drafts = models.Index("(id) WHERE state = 'draft'")
    _own = models.Index("(id) WHERE state IN ('numbered', 'issued', 'recalled')")

    @api.model
    def _all_but(self, domain):
        """The list of documents asks for all but drafts."""
        if domain == Domain("state", "!=", "draft"):
            return SQL(
                """NOT EXISTS (SELECT FROM vpdt_document draft
                                WHERE draft.id = reader.document_id
                                  AND draft.state = 'draft')"""
            )
        return super()._all_but(domain)

    @api.depends_context("uid")
    @api.depends("state")
    def _compute_may_correct(self):
        result = super()._compute_may_correct()
        for document in self:
            if document._is_own():
                document.may_correct = False
        return result

    @api.depends_context("uid")
    @api.depends("state", "entry_ids.state")
    def _compute_came_in(self):
        mine = self.env.user._agencies()
        for document in self:
            document.came_in = not document._is_own() or any(
                line.kind == "incoming"
                and line.state != "void"
                and line.agency_id in mine
                for line in document.entry_ids
            )

    @api.depends_context("uid")
    def _compute_reply_draft_id(self):
        drafts = self.env["vpdt.draft"]
        # the rule of drafts: their makers and reviewers alone know of them (I3)
        found = drafts.search(
            [
                ("answers_id", "in", self.ids),
                ("state", "not in", ("issued", "abandoned")),
            ],
            order="id",
        )
        by_document = {draft.answers_id.id: draft for draft in found}
        for document in self:
            document.reply_draft_id = by_document.get(document.id, drafts)

    def action_open_reply(self):
        """Open the draft under way that answers this document."""
        self.ensure_one()
        return self.reply_draft_id.get_formview_action()

    def _is_own(self):
        """Whether it was written here: then what it says is what was signed (I5)."""
        self.ensure_one()
        return self.state in dict(OWN_STATES)

    def _do_correct(self, vals, reason):
        for document in self:
            if document._is_own():
                raise UserError(
                    self.env._(
                        "What was signed is not changed: correct it by a công văn "
                        "(NĐ 30/2020 Điều 18.4)."
                    )
                )
        return super()._do_correct(vals, reason)

    def _my_deadline(self):
        """Return the deadline of the task on this document that lies with the user."""
        self.ensure_one()
        mine = self.handling_ids.filtered(
            lambda item: item.user_id == self.env.user and item.state in OPEN
        )
        return min(mine.filtered("deadline").mapped("deadline"), default=False)

    def action_draft_answer(self):
        """Open a new draft that answers this document."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "vpdt.draft",
            "views": [[False, "form"]],
            "name": self.env._("New draft"),
            "context": {
                "default_answers_id": self.id,
                "default_field_id": self.field_id.id,
                "default_urgency": self.urgency,
            },
        }
