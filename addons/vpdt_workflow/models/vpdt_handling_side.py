from odoo import api, fields, models
from odoo.exceptions import UserError

from ..routing import CLOSED, OPEN


class VpdtHandling(models.Model):
    """The side roads: receivers added, leads changed, deadlines moved, reopened."""

    _inherit = "vpdt.handling"

    reopens_id = fields.Many2one(
        "vpdt.handling",
        index="btree_not_null",
        ondelete="restrict",
        help="The finished handling that this one takes up again.",
    )
    suspended_at = fields.Datetime(
        help="Since then the clock stands still; empty while it runs."
    )

    # -- who stands where in the tree ------------------------------------------

    def _is_sender(self):
        """Whether the user has the desk this was passed on from.

        Who passed it on in another's place was the sender while he acted, not for ever.
        """
        self.ensure_one()
        # sudo: whose desk the parent lies on, whoever asks
        before = self.sudo().parent_id
        if before:
            return before._is_holder()
        if self.sender_id != self.env.user:
            return False
        again = self.sudo().reopens_id
        return not again or again._is_holder() or again._is_sender()

    def _senders(self):
        """Return the users who may act as the sender."""
        if self.parent_id:
            return self.parent_id._holders()
        if self.reopens_id and not (self.with_user(self.sender_id).sudo()._is_sender()):
            return self.reopens_id.user_id
        return self.sender_id

    def _main_child(self):
        """Return the handling that carries this one on now, if any."""
        return self.child_ids.filtered(
            lambda item: item.is_main and item.state not in CLOSED
        )[:1]

    def _working_end(self):
        """Return the handling at the end of the line that carries this one on."""
        end = self
        while below := end._main_child():
            end = below
        return end

    def _deadline_setter(self):
        """Return the handling whose sender set the deadline.

        A clerk who registered a paper for her agency only passed the deadline on.
        """
        handling = self
        while (
            handling.parent_id
            and not handling.parent_id.user_id
            and handling.parent_id.parent_id
        ):
            handling = handling.parent_id
        return handling

    def _below(self):
        """Return all handlings that grew out of this one, not counting itself; what was
        reopened of one has no parent, and grew out of it all the same."""
        found, level = self.browse(), self
        while level:
            again = self.search([("reopens_id", "in", level.ids)])
            level = (level.child_ids | again) - found
            found |= level
        return found

    # -- receivers -------------------------------------------------------------

    def action_add(self, lines, text="", deadline=None, confirmed=False):
        """Send what was passed on to further receivers, never to a second lead.

        :param confirmed: whether deadlines after this handling's own are meant
        :return: id of the directive
        """
        self.ensure_one()
        self = self._own_context()
        self._check_move("add")
        if any(line.get("purpose") in ("lead", "opinion") for line in lines):
            raise UserError(
                self.env._("Added receivers support, direct, monitor or are informed.")
            )
        values = self._checked_lines(lines, deadline, adding=True)
        self._check_limit(values, confirmed)
        directive = self._do_transfer(values, (text or "").strip())
        self._note_step("add", text)
        return directive.id

    def action_ask_opinion(self, lines, text, deadline=None, confirmed=False):
        """Ask for an opinion beside the main line; the task stays where it is.

        :param lines: receivers, each of purpose "opinion"
        :param text: what is asked (required)
        :param confirmed: whether deadlines after this handling's own are meant
        :return: id of the directive
        """
        self.ensure_one()
        self = self._own_context()
        self._check_move("ask_opinion")
        if not (text or "").strip():
            raise UserError(self.env._("Say on what you ask for an opinion."))
        lines = [{**line, "purpose": "opinion"} for line in lines]
        values = self._checked_lines(
            lines, deadline, self._candidates("ask_opinion"), adding=True
        )
        self._check_limit(values, confirmed)
        directive = self._do_transfer(values, text.strip())
        self._note_step("ask_opinion", text)
        return directive.id

    def action_change_lead(
        self, receiver, reason, keep="", deadline=None, confirmed=False
    ):
        """Give the lead to somebody else; what grew out of the old lead is withdrawn.

        :param receiver: {"kind", "id"} of the new lead
        :param reason: why (required); stands in the directive
        :param keep: "support" or "inform": what the former lead stays on as; "" not
        :return: id of the directive
        """
        self.ensure_one()
        self = self._own_context()
        self._check_move("change_lead")
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why the lead changes."))
        # sudo: the tree is walked whoever asks; `_check_move` was passed
        former = self.sudo()._main_child()
        if not former:
            raise UserError(self.env._("Nobody is in the lead here: pass it on."))
        lines = [{**receiver, "purpose": "lead"}]
        former_line = {
            "kind": "user" if former.user_id else "agency",
            "id": (former.user_id or former.agency_id).id,
        }
        if (receiver.get("kind"), receiver.get("id")) == tuple(former_line.values()):
            raise UserError(self.env._("This is who is in the lead already."))
        if keep:
            lines.append({**former_line, "purpose": keep})
        allowed = self._candidates("change_lead")
        values = self._checked_lines(
            lines, deadline or former.deadline, allowed, leaving=former
        )
        # What the former lead was given is not more than it was.
        if deadline:
            self._check_limit(values, confirmed)
        former.with_user(self.env.user)._withdraw(reason)
        directive = self._do_transfer(values, reason)
        self._note_step("change_lead", reason, holder_id=former.user_id.id)
        return directive.id

    def _withdraw(self, reason):
        """Recall this handling and all open ones that grew out of it."""
        # sudo: follows from a move that was checked
        tree = self.sudo()
        tree |= tree._below()
        live = tree.filtered(lambda item: item.state not in CLOSED)
        told = live.filtered(lambda item: item.state in OPEN)
        agencies = live.agency_id
        # From the leaves up, and the lead before another opens (I1)
        for handling in live.sorted("id", reverse=True):
            handling.write(
                {
                    "state": "recalled",
                    "closed_at": fields.Datetime.now(),
                    "closed_by_id": self.env.uid,
                    "reason": reason,
                    "suspended_at": False,
                }
            )
        live.flush_recordset()
        live._lapse_requests()
        for agency in agencies:
            self._settle_entry(agency)
        for handling in told:
            handling.with_user(self.env.user)._untell_holders()
            if not handling.opened_at:
                continue
            handling.with_user(self.env.user)._notify(
                handling._holders() - self.env.user,
                self.env._(
                    "%(who)s took it back: %(reason)s",
                    who=self.env.user.name,
                    reason=reason,
                ),
                "recalled",
            )
        return live

    def _settle_entry(self, agency):
        """Close the line of an agency that has nothing left to do."""
        document = self.document_id.sudo()
        if document.handling_ids.filtered(
            lambda item: item.agency_id == agency and item.state not in CLOSED
        ):
            return
        document.entry_ids.filtered(
            lambda line: (
                line.agency_id == agency and line.state in ("registered", "processing")
            )
        ).state = "done"

    def _lapse_requests(self):
        # sudo: follows from a move that was checked
        self.env["vpdt.request"].sudo().search(
            [("handling_id", "in", self.ids), ("state", "=", "asked")]
        )._lapse()

    # -- taking back by agreement ------------------------------------------------

    def action_ask_take_back(self, reason):
        """Ask whoever has it now to give back what was opened already.

        :return: id of the request
        """
        self.ensure_one()
        self = self._own_context()
        self._check_move("ask_take_back")
        return self._do_ask("take_back", reason).id

    def _do_ask(self, kind, reason, **vals):
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why you ask for it."))
        # sudo: requests are written by moves only, after `_check_move`
        Request = self.env["vpdt.request"].sudo()
        if Request.search_count(
            [
                ("handling_id", "=", self.id),
                ("kind", "=", kind),
                ("state", "=", "asked"),
            ],
            limit=1,
        ):
            raise UserError(
                self.env._("This was asked already and waits for an answer.")
            )
        request = Request.create(
            {
                "document_id": self.document_id.id,
                "handling_id": self.id,
                "kind": kind,
                "asker_id": self.env.uid,
                "text": reason,
                **vals,
            }
        ).sudo(self.env.su)
        answerers = request._answerers()
        self._note_step(f"ask_{kind}", reason, new_deadline=vals.get("wanted_deadline"))
        text = {
            "take_back": self.env._(
                "%(who)s asks you to give it back: %(reason)s",
                who=self.env.user.name,
                reason=reason,
            ),
            "extend": self.env._(
                "%(who)s asks for a longer deadline: %(reason)s",
                who=self.env.user.name,
                reason=reason,
            ),
        }[kind]
        self._notify(answerers - self.env.user, text, "asked")
        answerers._bus_send("vpdt.desk", {})
        return request

    def _do_take_back(self, reason, asker):
        """Withdraw what was sent and put the task back with the sender."""
        parent = self.sudo().parent_id
        self._withdraw(reason)
        self._note_step("take_back", reason, holder_id=asker.id)
        if self.is_main and parent.state == "passed":
            parent.write({"state": "opened"})
            parent.flush_recordset()
        self.document_id._sync_readers()
        parent._tell_desk()

    # -- deadlines ---------------------------------------------------------------

    def action_ask_extend(self, deadline, reason):
        """Ask for a later deadline; the old one holds until it is granted.

        :return: id of the request
        """
        self.ensure_one()
        self = self._own_context()
        self._check_move("ask_extend")
        wanted = self._checked_deadline(deadline)
        if not wanted or not self.deadline or wanted <= self.deadline:
            raise UserError(
                self.env._("Ask for a date after the deadline that holds now.")
            )
        return self._do_ask("extend", reason, wanted_deadline=wanted).id

    def action_extend(self, deadline, text="", confirmed=False):
        """Set another deadline for what was sent; old and new are kept.

        :param confirmed: whether a deadline after the sender's own is meant
        """
        self.ensure_one()
        self = self._own_context()
        self._check_move("extend")
        deadline = self._checked_deadline(deadline)
        if not deadline:
            raise UserError(self.env._("The deadline is not a date."))
        # sudo: the deadline of the one who sent it
        self.sudo().parent_id._check_limit([{"deadline": deadline}], confirmed)
        self._do_extend(deadline, text, self)
        self._notify(
            self.sudo()._working_end()._holders() - self.env.user,
            self.env._("%(who)s changed the deadline.", who=self.env.user.name),
            "answered",
        )
        return True

    def _do_extend(self, deadline, text, top):
        """Move the deadline here, up to `top`, and below where it was the same."""
        old = self.deadline
        chain, up = self.sudo(), self.sudo()
        while up != top and up.parent_id:
            up = up.parent_id
            chain |= up
        below = self.sudo()
        while below := below._main_child():
            if below.deadline != old:
                break
            chain |= below
        for handling in chain:
            handling.with_user(self.env.user)._note_step(
                "extend", text, old_deadline=handling.deadline, new_deadline=deadline
            )
        chain.write({"deadline": deadline, "deadline_cause": "directive"})
        document = self.document_id.sudo()
        for agency_line in chain.filtered(lambda item: not item.user_id):
            document.entry_ids.filtered(
                lambda line, agency=agency_line.agency_id: line.agency_id == agency
            ).due_date = deadline
        open_requests = self.env["vpdt.request"].sudo()
        open_requests.search(
            [
                ("handling_id", "in", chain.ids),
                ("kind", "=", "extend"),
                ("state", "=", "asked"),
            ]
        )._lapse()
        self._tell_desk()

    def action_suspend(self, reason):
        """Stop the clock: the task waits for something outside the office."""
        self.ensure_one()
        self = self._own_context()
        self._check_move("suspend")
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say what it waits for."))
        # sudo: handlings are written by moves only, after `_check_move`
        self.sudo().write(
            {"suspended_at": fields.Datetime.now(), "state": "opened"}
            | (
                {}
                if self.opened_at
                else {
                    "opened_at": fields.Datetime.now(),
                    "opened_by_id": self.env.uid,
                }
            )
        )
        self._note_step("suspend", reason)
        self._notify(
            self.sudo()._deadline_setter()._senders() - self.env.user,
            self.env._(
                "%(who)s suspended it: %(reason)s",
                who=self.env.user.name,
                reason=reason,
            ),
            "answered",
        )
        self._tell_desk()
        return True

    def action_resume(self):
        """Let the clock run again; the deadline moves by the hours it stood still."""
        self.ensure_one()
        self = self._own_context()
        self._check_move("resume")
        self._do_resume()
        return True

    def _do_resume(self):
        old, since = self.deadline, self.suspended_at
        new = old and self.agency_id._put_off(old, since, fields.Datetime.now())
        # sudo: handlings are written by moves only, after `_check_move`
        self.sudo().write({"suspended_at": False, "deadline": new})
        self._note_step("resume", old_deadline=old, new_deadline=new)
        self._tell_desk()

    # -- reopening ---------------------------------------------------------------

    def action_reopen(self, reason):
        """Take up again what was finished; the finished row stays as it is.

        :return: id of the new handling
        """
        self.ensure_one()
        self = self._own_context()
        self._check_move("reopen")
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why it is taken up again."))
        document = self.document_id.sudo()
        if document.state == "void":
            raise UserError(
                self.env._("Its registration was cancelled: register it anew.")
            )
        if self.purpose == "lead" and document.handling_ids.filtered(
            lambda item: item.purpose == "lead" and item.state not in CLOSED
        ):
            raise UserError(self.env._("This document has somebody in the lead."))
        if not self.user_id.active or not self._holds_post(self.user_id):
            raise UserError(
                self.env._(
                    "%(who)s no longer holds the post this was with: pass it on anew "
                    "from the desk above.",
                    who=self.user_id.name,
                )
            )
        return self._do_reopen(reason).id

    def _do_reopen(self, reason):
        # sudo: handlings are written by moves only, after `_check_move`
        own = self.env.user == self.user_id
        now = fields.Datetime.now()
        again = self.sudo().create(
            {
                "document_id": self.document_id.id,
                "reopens_id": self.id,
                "purpose": self.purpose,
                "agency_id": self.agency_id.id,
                "user_id": self.user_id.id,
                "role": self.role,
                "sender_id": self.env.uid,
                "sent_at": now,
                "state": "opened" if own else "waiting",
                "opened_at": now if own else False,
                "opened_by_id": self.env.uid if own else False,
            }
        )
        self._note_step("reopen", reason)
        document = self.document_id.sudo()
        if self.purpose == "lead" and document.state == "done":
            document.state = "processing"
        document.entry_ids.filtered(
            lambda line: (
                line.agency_id in self.sudo()._agencies_above() and line.state == "done"
            )
        ).state = "processing"
        document._sync_readers()
        again.with_user(self.env.user)._tell_holders()
        return again.with_user(self.env.user).sudo(self.env.su)

    def _agencies_above(self):
        """Return the agencies this handling works for: its own and those above."""
        agencies, handling = self.agency_id, self
        while True:
            if handling.reopens_id:
                handling = handling.reopens_id
            elif handling.is_main and handling.parent_id:
                handling = handling.parent_id
            else:
                return agencies
            agencies |= handling.agency_id

    # -- cancelling a registration -------------------------------------------------

    @api.model
    def _cancel_registration(self, entry, reason):
        """Take back the route that an entry made by mistake began.

        :raises UserError: another agency has registered the document since, or it is
            finished
        """
        document = entry.document_id.sudo()
        agency = entry.agency_id
        lines = document.handling_ids.filtered(
            lambda item: item.agency_id == agency and item.state not in CLOSED
        )
        roots = lines.filtered(lambda item: not item.parent_id)
        if roots:
            self._check_nobody_else(entry, document)
            roots.with_user(self.env.user)._note_step("cancel", reason)
            # All of them: what a finished branch left open goes as well
            for line in document.handling_ids.sorted("id").with_user(self.env.user):
                if line.state not in CLOSED:
                    line._withdraw(reason)
            document.state = "void"
        else:
            accepted = lines.filtered(lambda item: not item.user_id)
            for line in accepted.with_user(self.env.user):
                for child in line.sudo().child_ids.with_user(self.env.user):
                    child._withdraw(reason)
                # Back to the clerk: she returns it, or enters it in the right book
                line.sudo().write({"state": "opened"})
                line._note_step("cancel", reason)
                line._tell_desk()
        document._sync_readers()

    def _check_nobody_else(self, entry, document):
        others = (
            document.entry_ids.filtered(lambda line: line.state != "void") - entry
        ).agency_id
        if others:
            raise UserError(
                self.env._(
                    "%(agencies)s registered it already: ask them to give it back "
                    "first.",
                    agencies=", ".join(others.mapped("name")),
                )
            )
