from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from odoo.addons.vpdt_accounts.lifecycle import EFFECTS, KINDS

from ..decisions import match_person, match_post


class VpdtDecisionWizard(models.TransientModel):
    """From a registered decision to personnel changes: read, looked at, entered."""

    _name = "vpdt.decision.wizard"
    _description = "Personnel changes from a decision"

    document_id = fields.Many2one("vpdt.document", required=True, readonly=True)
    outcome = fields.Selection(
        [
            ("read", "Read"),
            ("nothing", "No personnel change read"),
            ("revoked", "Takes an earlier decision back"),
        ],
        readonly=True,
    )
    line_ids = fields.One2many("vpdt.decision.wizard.line", "wizard_id")
    quotes = fields.Text(readonly=True, string="In the decision")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        asked = values.get("document_id")
        # from the context, which is the client's
        if type(asked) is not int:
            return values
        document = self.env["vpdt.document"].browse(asked)
        document._check_may_base_change()
        found = document._read_decision()
        values["outcome"] = (
            "revoked"
            if found.kind == "revoked"
            else "read"
            if found.proposals
            else "nothing"
        )
        values["quotes"] = "\n".join(f"• {one.quote}" for one in found.proposals)
        Line = self.env["vpdt.decision.wizard.line"]
        values["line_ids"] = [
            Command.create(Line._proposed(proposal)) for proposal in found.proposals
        ]
        return values

    @api.constrains("document_id")
    def _check_document(self):
        # Whoever names a document in a row of his own would be told what it is.
        for wizard in self:
            wizard.document_id._check_may_base_change()

    def action_enter(self):
        """Plan the changes that are ticked; each is confirmed as any other.

        :raises AccessError, UserError: as `vpdt.document._check_may_base_change`; or
            something is missing or there already
        """
        self.ensure_one()
        document = self.document_id
        document._check_may_base_change()
        lines = self.line_ids.filtered("take")
        if not lines:
            raise UserError(self.env._("Tick or add at least one person."))
        events = self.env["vpdt.personnel.event"]
        for line in lines:
            events |= line._enter(document)
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Personnel changes"),
            "res_model": events._name,
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
            "domain": [("id", "in", events.ids)],
        }
        if len(events) == 1:
            action |= {"res_id": events.id, "views": [(False, "form")]}
        return action


class VpdtDecisionWizardLine(models.TransientModel):
    """One person of a decision: what was read, and what is entered."""

    _name = "vpdt.decision.wizard.line"
    _description = "Person of a decision"

    wizard_id = fields.Many2one(
        "vpdt.decision.wizard", required=True, ondelete="cascade"
    )
    take = fields.Boolean(default=True)
    name_read = fields.Char(string="Name read", readonly=True)
    post_read = fields.Char(string="Post read", readonly=True)
    employee_id = fields.Many2one("hr.employee", string="Person")
    kind = fields.Selection(KINDS, string="Kind of change")
    job_id = fields.Many2one("hr.job", string="Post", domain=[("role", "!=", False)])
    date = fields.Date(string="Takes effect")
    last_day = fields.Date()
    quote = fields.Text(readonly=True, string="In the decision")
    doubts = fields.Text(readonly=True, string="Look at")
    needs_post = fields.Boolean(compute="_compute_needs")
    has_last_day = fields.Boolean(compute="_compute_needs")

    @api.depends("kind")
    def _compute_needs(self):
        for line in self:
            effects = EFFECTS.get(line.kind)
            line.needs_post = bool(effects) and effects.needs_post
            line.has_last_day = bool(effects) and effects.last_day != "none"

    @api.model
    def _proposed(self, proposal):
        """Return the values of a line for what was read (`decisions.Proposal`)."""
        Employee = self.env["hr.employee"].with_context(active_test=False)
        people = [(one.id, one.name) for one in Employee.search([])]
        person = match_person(proposal.name, people)
        employee = Employee.browse(person.found[:1])
        kind = self._kind_here(proposal.kind, employee)
        needs_post = EFFECTS[kind].needs_post
        posts = self.env["hr.job"].search(
            [("role", "!=", False), ("agency_id", "!=", False)]
        )
        post = match_post(
            proposal.post,
            proposal.place,
            [(one.id, one.name, one.agency_id.name) for one in posts],
        )
        doubts = [*proposal.doubts]
        if proposal.name:
            doubts += {"none": ["person"], "close": ["person_close"]}.get(
                person.how, ["person_several"] if person.how == "several" else []
            )
        if needs_post and (proposal.post or proposal.place):
            doubts += {"none": ["post"], "sure": []}.get(post.how, ["post_close"])
        return {
            "name_read": proposal.name,
            "post_read": ", ".join(filter(None, (proposal.post, proposal.place))),
            # with several of one name nobody is proposed: the officer knows who
            "employee_id": employee.id if person.how in ("sure", "close") else False,
            "kind": kind,
            "job_id": post.found[0]
            if needs_post and post.how in ("sure", "close")
            else False,
            "date": proposal.day,
            "last_day": proposal.last_day,
            "quote": proposal.quote,
            "doubts": "\n".join(self._doubt_words(doubt) for doubt in doubts),
        }

    @api.model
    def _kind_here(self, kind, employee):
        """Return the change of this office that is meant: to appoint who holds a post
        is to move him, whom nobody knows yet starts."""
        holds = bool(employee.active and employee.user_id._holdings())
        if kind in ("appoint", "start"):
            return "move" if holds else "start"
        return "move" if kind == "remove" else kind

    @api.model
    def _doubt_words(self, doubt):
        words = {
            "no_article": self.env._(
                "No “Điều 1” was found: read from the whole text."
            ),
            "kind": self.env._("The title speaks of another change."),
            "no_name": self.env._("No name was read."),
            "no_post": self.env._("No post was read."),
            "no_date": self.env._("No day was read from which it holds."),
            "date_of_signing": self.env._("It holds from its signing."),
            "several_dates": self.env._("More than one day is named."),
            "removed": self.env._(
                "A post is taken and none given: say which post the person has now."
            ),
            "person": self.env._("Nobody of this name has a personnel record."),
            "person_close": self.env._("The name is not spelt as in the record."),
            "person_several": self.env._("Several people have this name: choose."),
            "post": self.env._("No post of the office fits: choose."),
            "post_close": self.env._("The post is not named as here: compare."),
        }
        return words[doubt]

    def _enter(self, document):
        """Plan this change under the user's own rights; keep what it rests on."""
        self.ensure_one()
        if not (self.employee_id and self.kind and self.date):
            raise UserError(
                self.env._(
                    "%(name)s: say who it is, which change, and from which day.",
                    name=self.name_read or self.employee_id.name or "…",
                )
            )
        # sudo: whether the same was entered by a colleague
        Basis = self.env["vpdt.decision.basis"].sudo()
        if Basis.search_count(
            [
                ("document_id", "=", document.id),
                ("event_id.employee_id", "=", self.employee_id.id),
                ("event_id.kind", "=", self.kind),
                ("event_id.state", "!=", "cancelled"),
            ],
            limit=1,
        ):
            raise UserError(
                self.env._(
                    "%(name)s: this change was entered from this decision already.",
                    name=self.employee_id.name,
                )
            )
        event = self.env["vpdt.personnel.event"].create(
            {
                "employee_id": self.employee_id.id,
                "kind": self.kind,
                "job_id": self.job_id.id if self.needs_post else False,
                "date": self.date,
                "last_day": self.last_day if self.has_last_day else False,
                "decision_code": document.code,
                "decision_date": document.issued_date,
            }
        )
        # sudo: written by the system only; that he reads it was checked
        Basis.create({"event_id": event.id, "document_id": document.id})
        return event
