from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

#: Whether it is an opinion that was asked for → states in which it is commented on.
COMMENTED = {False: ("review", "signing"), True: ("making", "review", "signing")}


class VpdtDraftComment(models.Model):
    """What a reviewer says of a place in a version, and what became of it.

    | who                                     | may                    |
    |-----------------------------------------|------------------------|
    | who has the draft for review            | comment, take it back  |
    | who was asked for an opinion on it      | comment, take it back  |
    | its maker                               | accept, answer         |
    | every reader of the draft               | read                   |
    """

    _name = "vpdt.draft.comment"
    _inherit = ["vpdt.system.written.mixin"]
    _description = "Comment on a draft"
    _order = "draft_id, page, y, id"
    _rec_name = "text"

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
    version_id = fields.Many2one(
        "vpdt.draft.version", required=True, index=True, ondelete="restrict"
    )
    page = fields.Integer(aggregator=None, help="From 1; 0 for the whole draft.")
    x = fields.Float(aggregator=None, help="Share of the page's width, from the left.")
    y = fields.Float(aggregator=None, help="Share of the page's height, from the top.")
    text = fields.Text(required=True)
    author_id = fields.Many2one("res.users", required=True, ondelete="restrict")
    at = fields.Datetime(required=True, default=fields.Datetime.now)
    state = fields.Selection(
        [
            ("open", "Open"),
            ("accepted", "Accepted"),
            ("answered", "Answered"),
            ("withdrawn", "Taken back"),
        ],
        required=True,
        default="open",
    )
    answer = fields.Text()
    answered_by_id = fields.Many2one("res.users", ondelete="restrict")
    answered_at = fields.Datetime()

    def write(self, vals):
        if not self.env.su:
            raise AccessError(
                self.env._("A comment is answered by whom it was put to, not by hand.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(self.env._("Comments are history and are never removed."))

    def _check_open(self):
        self.ensure_one()
        self.check_access("read")
        if not self.sudo().try_lock_for_update():
            raise UserError(
                self.env._("Somebody is acting on this right now: look again.")
            )
        if self.state != "open":
            raise UserError(self.env._("This comment was settled already."))

    def action_settle(self, state, answer=""):
        """Say what became of a comment, one by one.

        :param state: "accepted" (the text was or will be changed) or "answered" (it
            stays, with the reason)
        """
        self = self._own_context()
        self._check_open()
        # sudo: whose draft it is
        if not self.draft_id._root().with_user(self.env.user)._is_holder():
            raise AccessError(self.env._("This is not yours to do."))
        answer = (answer or "").strip()
        if state not in ("accepted", "answered"):
            raise UserError(self.env._("Accept the comment, or answer it."))
        if state == "answered" and not answer:
            raise UserError(self.env._("Say why it stays as it is."))
        self._settle(state, answer)
        return True

    def action_take_back(self):
        """Take one's own comment back."""
        self = self._own_context()
        self._check_open()
        if self.author_id != self.env.user:
            raise AccessError(self.env._("This is not yours to do."))
        self._settle("withdrawn", "")
        return True

    def _settle(self, state, answer):
        # sudo: comments are written by these steps only, after the checks
        self.sudo().write(
            {
                "state": state,
                "answer": answer,
                "answered_by_id": self.env.uid,
                "answered_at": fields.Datetime.now(),
            }
        )


class VpdtDraft(models.Model):
    _inherit = "vpdt.draft"

    def action_comment(self, text, version_id, page=0, x=0.0, y=0.0):
        """Comment on a place of a version (R5).

        :param version_id: the version that is shown; an older one is refused
        :param page: from 1, 0 for the whole
        :param x, y: place as shares (0…1) of the page
        :return: id of the comment
        """
        self = self._own_context()
        self.check_access("read")
        step = self._my_step("review", "sign", "opinion")
        # an opinion may be asked before the draft is submitted
        self._check_state(*COMMENTED[step.purpose == "opinion"])
        text = (text or "").strip()
        if not text:
            raise UserError(self.env._("Write what you want to say."))
        if version_id != self.version_id.id:
            raise UserError(
                self.env._("There is a newer version: look at it before you go on.")
            )
        page = int(page)
        if not 0 <= page <= max(self.version_id.pages, 1):
            raise UserError(self.env._("The draft has no such page."))
        # sudo: comments are added here alone, by whom the draft lies with
        return (
            self.env["vpdt.draft.comment"]
            .sudo()
            .create(
                {
                    "draft_id": self.id,
                    "document_id": self.sudo().document_id.id,
                    "version_id": self.version_id.id,
                    "page": page,
                    "x": min(max(float(x), 0.0), 1.0),
                    "y": min(max(float(y), 0.0), 1.0),
                    "text": text[:5000],
                    "author_id": self.env.uid,
                }
            )
            .id
        )
