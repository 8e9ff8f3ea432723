from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.vpdt_workflow.routing import CLOSED, OPEN


class VpdtDraft(models.Model):
    """Review: content, layout, signature, in the order of the office's rules (R5)."""

    _inherit = "vpdt.draft"

    # -- which step comes next ---------------------------------------------------

    def _approved(self):
        """Return the approvals that cover what the draft says now."""
        self.ensure_one()
        digest = self.version_id.digest
        return self.approval_ids.filtered(lambda item: item.digest == digest)

    def _steps(self):
        """Return the steps this draft goes through: [(kind, rule, candidates)].

        A step nobody but its maker or its signer could make is left out: the maker
        answers for it by submitting, the signer by signing. The signature is last.

        :return: list of (kind, vpdt.review.rule, res.users)
        """
        self.ensure_one()
        rules = self.env["vpdt.review.rule"]._in_force(
            self.agency_id, self.issuer_id, self.env["hr.job"]._today()
        )
        maker = self._root().user_id
        steps = []
        for rule in rules:
            agency = self.agency_id if rule.place == "drafting" else self.issuer_id
            holders = self.env["res.users"].browse(
                dict.fromkeys(
                    holding.user_id
                    for holding in self.env["hr.job"]._holdings(
                        roles=[rule.role], agency_ids=agency.ids
                    )
                )
            )
            candidates = holders - maker - self.signer_id
            if candidates:
                steps.append((rule.kind, rule, candidates))
        steps.append(("sign", rules.browse(), self.signer_id))
        return steps

    def _next_step(self):
        """Return the first step that no approval of this content covers."""
        approved = {(item.kind, item.rule_id) for item in self._approved()}
        return next(
            (
                step
                for step in self._steps()
                if step[0] == "sign" or (step[0], step[1]) not in approved
            ),
            None,
        )

    def _usual_reviewer(self, candidates, rule):
        """Return who reviews without being chosen: the only one, or who is in charge
        of the subject area there."""
        if len(candidates) == 1:
            return candidates
        agency = self.agency_id if rule.place == "drafting" else self.issuer_id
        in_charge = self.field_id._in_charge(agency) & candidates
        return in_charge if len(in_charge) == 1 else candidates.browse()

    @api.readonly
    def get_next_step(self):
        """Return to whom the draft goes when it is submitted or approved now.

        :return: {"kind": "content"|"layout"|"sign", "candidates": [{"id", "name"}],
            "usual": id or False, "version": id of the current version or False}
        :raises UserError: something is missing before it can be submitted
        """
        self.ensure_one()
        self.check_access("read")
        if self.state == "making":
            # before anybody is asked for words
            self._check_complete()
        kind, rule, candidates = self._with_my_approval()
        usual = self._usual_reviewer(candidates, rule)
        return {
            "kind": kind,
            # sudo: names of colleagues
            "candidates": [
                {"id": user.id, "name": user.name} for user in candidates.sudo()
            ],
            "usual": usual.id,
            "version": self.version_id.id,
        }

    def _with_my_approval(self):
        """Return the step after the one the user has now, if he has one."""
        step = self._my_open_step("review")
        approved = {(item.kind, item.rule_id) for item in self._approved()}
        if step:
            approved.add((step.review_kind, step.review_rule_id))
        for candidate in self._steps():
            if candidate[0] == "sign" or candidate[:2] not in approved:
                return candidate
        return None

    # -- whose turn it is ----------------------------------------------------------

    def _my_open_step(self, *purposes):
        # sudo: handlings of the draft; the user's own are picked out
        return (
            self.sudo()
            .document_id.handling_ids.filtered(
                lambda item: item.state in OPEN and item.purpose in purposes
            )
            .with_user(self.env.user)
            .filtered(lambda item: item._is_holder())[:1]
        )

    def _my_step(self, *purposes):
        """Return the user's open handling of these purposes on the draft.

        :raises AccessError: he has none
        """
        step = self._my_open_step(*purposes)
        if not step:
            raise AccessError(self.env._("This is not yours to do."))
        return step

    # -- submitting ----------------------------------------------------------------

    def action_submit(self, text="", reviewer_id=None):
        """Submit the current version for review, or for signature when that is next.

        :param text: what the maker says with it
        :param reviewer_id: who reviews, where several could
        :raises UserError: something the review needs is missing
        """
        self = self._own_context()
        self._check_maker("making")
        self._check_complete()
        self._go_on(self._root().with_user(self.env.user), text, reviewer_id)
        return True

    def _check_complete(self):
        """Check that what is reviewed is all there.

        :raises UserError: with everything that is missing, in one message
        """
        missing = [
            self._fields[name]._description_string(self.env)
            for name in ("type_id", "subject", "issuer_id", "signer_id", "dispatch_ids")
            if not self[name]
        ]
        if not self.version_id:
            missing.append(self.env._("a version (from the template, or uploaded)"))
        elif not self.version_id.pdf_id:
            missing.append(
                self.env._(
                    "the print of the version: LibreOffice is not installed on the "
                    "server, upload a PDF or tell the operator"
                )
            )
        if missing:
            raise UserError(
                self.env._(
                    "Still missing before it is submitted: %(fields)s.",
                    fields=", ".join(missing),
                )
            )
        if self.version_id._is_unwritten():
            raise UserError(
                self.env._(
                    "Nothing has been written yet: where the text belongs, the version "
                    "still has the dots of the template. Take it out to write, and "
                    "upload the version with its text."
                )
            )
        if self.open_comments:
            raise UserError(
                self.env._(
                    "%(count)s comments are open: accept or answer each first.",
                    count=self.open_comments,
                )
            )
        if self.locked_by_id and self.locked_until > fields.Datetime.now():
            raise UserError(
                self.env._(
                    "%(who)s has taken it out to write: wait for the new version, or "
                    "release it.",
                    who=self.locked_by_id.name,
                )
            )
        self._check_signer()
        # The symbol is what it will be numbered with: known before it is printed
        symbol, _code = self.env["vpdt.numbering.rule"]._symbol(
            self.issuer_id, self.type_id, self.agency_id, self.env["hr.job"]._today()
        )
        self.sudo().symbol = symbol

    def _go_on(self, handling, text, reviewer_id):
        """Make the next step's handling below the maker's.

        :param handling: the handling that ends with it; the maker's own is passed on
        """
        kind, rule, candidates = self._next_step()
        reviewer = self._chosen_reviewer(kind, rule, candidates, reviewer_id)
        root = self._root()
        if handling == root:
            root.write({"state": "passed"})
        now = fields.Datetime.now()
        agency = (
            self.issuer_id
            if kind == "sign" or rule.place == "issuing"
            else self.agency_id
        )
        values = {
            "document_id": root.document_id.id,
            "parent_id": root.id,
            "sender_id": self.env.uid,
            "sent_at": now,
            "deadline": root.deadline,
        }
        # sudo: handlings are written by moves only, which were checked
        steps = self.env["vpdt.handling"].sudo()
        steps = steps.create(
            [
                {
                    **values,
                    "purpose": "sign" if kind == "sign" else "review",
                    "agency_id": agency.id,
                    "user_id": reviewer.id,
                    "role": self._role_of(reviewer, agency, rule),
                    "is_main": True,
                    "review_kind": kind,
                    "review_rule_id": rule.id,
                    "directive_id": self._note_words(root, text).id,
                },
                *(
                    [
                        {
                            **values,
                            "purpose": "issue",
                            "agency_id": agency.id,
                            "user_id": False,
                            "role": "clerk",
                            "is_main": False,
                        }
                    ]
                    if kind == "sign"
                    else []
                ),
            ]
        )
        root.document_id._sync_readers()
        steps.with_user(self.env.user).sudo()._tell_holders()
        root._tell_desk()
        self._set_state("signing" if kind == "sign" else "review")

    def _note_words(self, root, text):
        """Keep what is said with a submission, as a directive keeps its words."""
        text = (text or "").strip()
        if not text:
            return self.env["vpdt.directive"]
        # sudo: added with the step alone
        return (
            self.env["vpdt.directive"]
            .sudo()
            .create(
                {
                    "document_id": root.document_id.id,
                    "handling_id": root.id,
                    "author_id": self.env.uid,
                    "at": fields.Datetime.now(),
                    "text": text,
                }
            )
        )

    def _chosen_reviewer(self, kind, rule, candidates, reviewer_id):
        if kind == "sign":
            self._check_signer()
            if not self.signer_id.active:
                raise UserError(
                    self.env._(
                        "%(signer)s no longer has an account: choose who signs.",
                        signer=self.signer_id.name,
                    )
                )
            return self.signer_id
        if reviewer_id:
            chosen = candidates.filtered(lambda user: user.id == reviewer_id)
            if not chosen:
                raise UserError(
                    self.env._("Choose who reviews it among those offered.")
                )
            return chosen
        usual = self._usual_reviewer(candidates, rule)
        if not usual:
            raise UserError(self.env._("Several could review it: choose one."))
        return usual

    def _role_of(self, user, agency, rule):
        if rule:
            return rule.role
        return self._signer_post().role

    # -- what becomes of a step ------------------------------------------------------

    def _approve(self, handling, text, version_id, reviewer_id):
        """Approve the version that was shown, and send the draft on.

        :raises UserError: another version has come since, or comments are open
        """
        self.ensure_one()
        if not self.sudo().try_lock_for_update(allow_referencing=True):
            raise UserError(
                self.env._("Somebody is acting on this right now: look again.")
            )
        if version_id != self.version_id.id:
            raise UserError(
                self.env._("There is a newer version: look at it before you go on.")
            )
        mine = self.sudo().comment_ids.filtered(lambda item: item.state == "open")
        if mine:
            raise UserError(
                self.env._(
                    "%(count)s comments are open: return the draft with them, or take "
                    "them back.",
                    count=len(mine),
                )
            )
        step = handling
        while not step.review_kind and step.parent_id.purpose == step.purpose:
            step = step.sudo().parent_id
        # sudo: approvals are added here alone, by whom the step lies with
        self.env["vpdt.draft.approval"].sudo().create(
            {
                "draft_id": self.id,
                "document_id": self.sudo().document_id.id,
                "version_id": self.version_id.id,
                "kind": step.review_kind,
                "rule_id": step.review_rule_id.id,
                "user_id": self.env.uid,
                "text": text,
                "digest": self.version_id.digest,
            }
        )
        self.invalidate_recordset(["approval_ids"])
        vals = {"result": text, "result_kind": "note"}
        handling._close("done", **vals)
        above = handling.sudo().parent_id
        while above.purpose == handling.purpose and above.state == "passed":
            # passed on within the step: who it was first with need do no more
            above.write(
                {
                    "state": "done",
                    "closed_at": fields.Datetime.now(),
                    "closed_by_id": self.env.uid,
                    **vals,
                }
            )
            above = above.parent_id
        if handling.purpose == "review":
            self._go_on(handling, "", reviewer_id)
        root = self._root()
        root._notify(
            root._holders() - self.env.user,
            self.env._("%(who)s approved the draft.", who=self.env.user.name),
            "answered",
        )

    def _stepped_back(self):
        """The draft is with its maker again: nothing else of it waits for anybody."""
        for draft in self:
            root = draft._root()
            if root.state not in OPEN or draft.state not in ("review", "signing"):
                continue
            draft._withdraw_steps(self.env._("The draft was returned."))
            draft._set_state("making")

    def _withdraw_steps(self, reason):
        """Recall the review that waits below the maker's handling, and open that again.

        Opinions the maker asked for go on: who was asked answers, whoever has it now.
        """
        root = self._root()
        live = root.child_ids.filtered(
            lambda item: item.state not in CLOSED and item.purpose != "opinion"
        )
        for step in live:
            step.with_user(self.env.user)._withdraw(reason)
        if root.state == "passed":
            root.write({"state": "opened"})
        root.document_id._sync_readers()
        root._tell_desk()

    def _withdraw_opinions(self, reason):
        """Recall the opinions nobody has given yet: the draft is none any more."""
        # sudo: whoever was asked by whom; follows from a step that was checked
        asked = self.sudo().document_id.handling_ids.filtered(
            lambda item: (
                item.purpose == "opinion"
                and item.state not in CLOSED
                and item.parent_id.purpose != "opinion"
            )
        )
        for opinion in asked.with_user(self.env.user):
            opinion._withdraw(reason)
        if asked:
            asked.document_id._sync_readers()

    def action_withdraw(self, reason=""):
        """Take the draft back from review or signature, to change it.

        :raises UserError: no reason, or it was signed already
        """
        self = self._own_context()
        self.ensure_one()
        self.check_access("read")
        if not self.sudo().try_lock_for_update(allow_referencing=True):
            raise UserError(
                self.env._("Somebody is acting on this right now: look again.")
            )
        if not self._root().with_user(self.env.user)._is_holder():
            raise AccessError(self.env._("This is not yours to do."))
        self._check_state("review", "signing")
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why you take it back."))
        self._withdraw_steps(reason)
        self._set_state("making")
        return True
