from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class VpdtRequest(models.Model):
    """What one person asks another about a handling, until it is answered.

    | kind      | asked by                | answered by                              |
    |-----------|-------------------------|------------------------------------------|
    | extend    | the holder              | who set the deadline                     |
    | take_back | who passed it on        | who has it now (`_working_end`)          |

    Never for ever: a request whose handling is over has lapsed.
    """

    _name = "vpdt.request"
    _inherit = ["vpdt.system.written.mixin"]
    _description = "Request about a handling"
    _order = "id desc"
    _rec_name = "text"

    document_id = fields.Many2one(
        "vpdt.document",
        required=True,
        index=True,
        ondelete="restrict",
        bypass_search_access=True,
    )
    handling_id = fields.Many2one(
        "vpdt.handling", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(
        [("extend", "Longer deadline"), ("take_back", "Give it back")], required=True
    )
    asker_id = fields.Many2one(
        "res.users", required=True, index=True, ondelete="restrict"
    )
    asked_at = fields.Datetime(required=True, default=fields.Datetime.now)
    text = fields.Text(required=True)
    wanted_deadline = fields.Datetime()
    state = fields.Selection(
        [
            ("asked", "Asked"),
            ("granted", "Granted"),
            ("refused", "Refused"),
            ("lapsed", "Lapsed"),
        ],
        required=True,
        default="asked",
    )
    answer_text = fields.Text()
    answered_by_id = fields.Many2one("res.users", ondelete="restrict")
    answered_at = fields.Datetime()

    _once = models.UniqueIndex(
        "(handling_id, kind) WHERE state = 'asked'",
        "This was asked already and waits for an answer.",
    )
    _open = models.Index("(document_id) WHERE state = 'asked'")

    def write(self, vals):
        if not self.env.su:
            raise AccessError(
                self.env._("A request is answered by whom it was put to, not by hand.")
            )
        if any(request.state != "asked" for request in self):
            raise UserError(self.env._("This request was answered already."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(self.env._("Requests are history and are never removed."))

    def _answerers(self):
        """Return the users who may answer."""
        self.ensure_one()
        # sudo: the tree is walked whoever asks
        handling = self.handling_id.sudo()
        if self.kind == "take_back":
            return handling._working_end()._holders()
        return handling._deadline_setter()._senders()

    def _check_answer(self):
        self.ensure_one()
        self.check_access("read")
        if not self.try_lock_for_update():
            raise UserError(
                self.env._("Somebody is acting on this right now: look again.")
            )
        if self.env.user not in self._answerers():
            raise AccessError(self.env._("This is not yours to do."))
        if self.state != "asked":
            raise UserError(self.env._("This request was answered already."))

    def action_grant(self, text="", deadline=None, confirmed=False):
        """Agree to what was asked.

        :param deadline: for "extend": another deadline than the one asked for
        :param confirmed: for "extend": whether one after the sender's own is meant
        """
        self.ensure_one()
        self = self._own_context()
        self._check_answer()
        handling = self.handling_id
        # sudo: locked as any move locks it; who may answer was checked
        handling.sudo()._lock()
        if self.kind == "extend":
            deadline = handling._checked_deadline(deadline or self.wanted_deadline)
            # sudo: the deadline of the one who sent it
            above = handling.sudo()._deadline_setter().parent_id
            above._check_limit([{"deadline": deadline}], confirmed)
            self._answer("granted", text)
            handling._do_extend(deadline, text, handling._deadline_setter())
        else:
            self._answer("granted", text)
            handling._do_take_back(self.text, self.asker_id)
        self._tell_answer()
        return True

    def action_refuse(self, text):
        """Refuse, with the reason."""
        self.ensure_one()
        self = self._own_context()
        self._check_answer()
        if not (text or "").strip():
            raise UserError(self.env._("Say why you refuse."))
        self._answer("refused", text)
        self.handling_id._note_step(
            f"refuse_{self.kind}", text, holder_id=self.asker_id.id
        )
        self._tell_answer()
        return True

    def _answer(self, state, text):
        # sudo: requests are written by answers only, after `_check_answer`
        self.sudo().write(
            {
                "state": state,
                "answer_text": (text or "").strip(),
                "answered_by_id": self.env.uid,
                "answered_at": fields.Datetime.now(),
            }
        )
        self.flush_recordset()

    def _tell_answer(self):
        # sudo: who gave it back no longer reads it, nor what was asked about it
        self = self.sudo()
        text = (
            self.env._("%(who)s agreed to what you asked.", who=self.env.user.name)
            if self.state == "granted"
            else self.env._(
                "%(who)s refused what you asked: %(reason)s",
                who=self.env.user.name,
                reason=self.answer_text,
            )
        )
        self.handling_id._notify(self.asker_id - self.env.user, text, "answered")
        self.handling_id._tell_desk()

    def _lapse(self):
        """End requests whose handling is over: nobody is asked for ever."""
        if self:
            # sudo: follows from a move on the handling, which was checked
            self.sudo().write({"state": "lapsed", "answered_at": fields.Datetime.now()})
