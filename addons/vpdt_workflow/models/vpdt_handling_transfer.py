from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..routing import OPEN, PURPOSES, carried_on, check_lines


class VpdtHandling(models.Model):
    """Passing on: whom the rules offer, and the directive that does it (R2, R4)."""

    _inherit = "vpdt.handling"

    @api.readonly
    def get_transfer_options(self, move="transfer"):
        """Return whom this handling may be passed to, as the dialog shows it.

        :param move: "transfer", "add", "ask_opinion" or "change_lead"
        :return: {"candidates": [{"key", "kind" ("agency"|"user"), "id", "name",
            "detail", "purposes": [purpose], "usual": purpose or False,
            "why": text or False}], "days": usual working days or False, "purpose":
            own purpose, and "deadline", "deadline_why", "limit" of `_term_options`}
        """
        self.ensure_one()
        self.check_access("read")
        candidates = self._candidates(move)
        days = self._rule_days(candidates)
        return {
            "purpose": self.purpose,
            "days": days or False,
            **self._term_options(days),
            "candidates": [
                {
                    name: value
                    for name, value in item.items()
                    if name not in ("days", "role")
                }
                for item in candidates.values()
            ],
        }

    def _candidates(self, move="transfer", proposed=False):
        """Return the receivers the rules allow: key → description.

        :param move: the move they are for; each has its purposes: an opinion is asked
            for beside the task, further receivers are never a second lead
        :param proposed: whether only those by rules that propose somebody are wanted
        :return: dict in the order to show; each value has key, kind, id, name,
            detail, purposes (list), usual, why, days, role
        """
        self.ensure_one()
        today = self.env["hr.job"]._today()
        rules = (
            self.env["vpdt.transfer.rule"]
            ._in_force(self.agency_id, self.role, today)
            .filtered(
                lambda rule: (
                    rule.purpose in self._purposes_of(move)
                    and (rule.usual != "no" or not proposed)
                )
            )
        )
        reach = self._reach({*rules.mapped("reach")})
        wanted = (
            self.env["hr.department"].union(*(reach[rule.reach] for rule in rules))
            if rules
            else self.env["hr.department"]
        )
        holdings = self.env["hr.job"]._holdings(today, agency_ids=wanted.ids)
        usual = self._usual(rules, holdings)
        roles = dict(
            self.env["vpdt.handling"]._fields["role"]._description_selection(self.env)
        )
        found = {}
        for rule in rules:
            for kind, record in self._receivers(rule, reach[rule.reach], holdings):
                key = f"{kind}:{record.id}"
                item = found.setdefault(
                    key,
                    {
                        "key": key,
                        "kind": kind,
                        "id": record.id,
                        "name": record.name,
                        "detail": record.symbol
                        if kind == "agency"
                        else roles[rule.to_role],
                        "purposes": [],
                        "usual": False,
                        "why": False,
                        "days": 0,
                        "role": rule.to_role,
                    },
                )
                if rule.purpose not in item["purposes"]:
                    item["purposes"].append(rule.purpose)
                if not item["usual"] and (rule.id, key) in usual:
                    item["usual"] = rule.purpose
                    item["why"] = usual[rule.id, key]
                    item["days"] = rule.days
        if move == "transfer":
            self._take_proposal(found)
        return found

    def _has_rules(self, move):
        """Whether the transfer rules let who has it make this move to anybody."""
        rules = self.env["vpdt.transfer.rule"]._in_force(
            self.agency_id, self.role, self.env["hr.job"]._today()
        )
        purposes = self._purposes_of(move)
        return any(rule.purpose in purposes for rule in rules)

    @api.model
    def _purposes_of(self, move):
        return {
            "ask_opinion": ("opinion",),
            "add": tuple(key for key in PURPOSES if key not in ("lead", "opinion")),
        }.get(move, tuple(key for key in PURPOSES if key != "opinion"))

    def _held(self):
        """Return {(receiver key, purpose)} of what is open on this document."""
        # sudo: whom it may be sent to depends on all who have it
        return {
            (item._receiver_key(), item.purpose)
            for item in self.document_id.sudo().handling_ids
            if item.state in OPEN and item != self
        }

    def _receiver_key(self):
        if self.user_id:
            return f"user:{self.user_id.id}"
        return f"agency:{self.agency_id.id}"

    def _take_proposal(self, found):
        """Offer what the sender proposed as chosen, where the rules allow it."""
        proposal = self.directive_id.proposal if self.is_main else None
        if not proposal:
            return
        why = self._proposed_text()
        for item in found.values():
            item.update({"usual": False, "why": False})
        for line in proposal:
            item = found.get(f"{line['kind']}:{line['id']}")
            if item and line["purpose"] in item["purposes"]:
                item.update({"usual": line["purpose"], "why": why})

    def _proposed_text(self):
        return self.env._("Proposed by %(who)s", who=self.directive_id.author_id.name)

    @api.readonly
    def get_proposal_options(self, receiver):
        """Return whom `receiver` may pass this on to: what can be proposed to him.

        :param receiver: key of a person among the candidates ("user:7")
        :return: as `get_transfer_options`; no candidates where he passes nothing on
        """
        self.ensure_one()
        self.check_access("read")
        if not self._is_holder():
            raise AccessError(self.env._("This is not yours to do."))
        item = self._candidates().get(receiver)
        candidates = self._candidates_of(item)
        return {
            "purpose": self.purpose,
            "days": False,
            "deadline": False,
            "candidates": [
                {
                    name: value
                    for name, value in candidate.items()
                    if name not in ("days", "role")
                }
                for candidate in candidates.values()
            ],
        }

    def _candidates_of(self, receiver):
        """Return the candidates of the person `receiver` (a candidate of ours)."""
        if not receiver or receiver["kind"] != "user":
            return {}
        # In memory only: what the rules would say on the receiver's desk
        return (
            self.with_user(receiver["id"])
            .sudo()
            .new(
                {
                    "document_id": self.document_id.id,
                    "agency_id": self.agency_id.id,
                    "user_id": receiver["id"],
                    "role": receiver["role"],
                    "purpose": self.purpose,
                }
            )
            ._candidates()
        )

    def _checked_proposal(self, proposal, lines, allowed):
        """Return the proposed lines as they are kept, checked against the rules."""
        if not proposal:
            return None
        lead = next((line for line in lines if line["purpose"] == "lead"), None)
        offered = self._candidates_of(
            lead and allowed.get(f"{lead['kind']}:{lead['id']}")
        )
        kept = []
        for line in proposal:
            key = f"{line.get('kind')}:{line.get('id')}"
            if line.get("purpose") not in offered.get(key, {}).get("purposes", ()):
                raise UserError(
                    self.env._(
                        "What you propose is not what the receiver may do: choose "
                        "among those offered."
                    )
                )
            deadline = self._checked_deadline(line.get("deadline"))
            kept.append(
                {
                    "kind": line["kind"],
                    "id": line["id"],
                    "purpose": line["purpose"],
                    # of those he is to charge, never his own
                    **(
                        {"deadline": fields.Datetime.to_string(deadline)}
                        if deadline
                        else {}
                    ),
                }
            )
        return kept

    def _reach(self, names):
        """Return {name: the agencies meant by it}.

        :param names: out of "same", "below", "above" and "beside"
        """
        agency = self.agency_id
        today = self.env["hr.job"]._today()
        finders = {
            "same": lambda: agency,
            "below": lambda: self._agencies_below(agency, today),
            "above": lambda: agency.parent_id.agency_id,
            "beside": lambda: self._agencies_beside(agency, today),
        }
        return {name: finders[name]() for name in names}

    @api.model
    def _agencies_below(self, agency, today):
        below = agency.search(
            [
                ("is_agency", "=", True),
                ("id", "child_of", agency.id),
                ("id", "!=", agency.id),
                "|",
                ("valid_to", "=", False),
                ("valid_to", ">=", today),
            ],
            # the order of set-up is the order of protocol
            order="id",
        )
        return below.filtered(lambda unit: unit.parent_id.agency_id == agency)

    @api.model
    def _agencies_beside(self, agency, today):
        above = agency.parent_id.agency_id
        if not above:
            return agency.browse()
        return (
            agency.search(
                [
                    ("is_agency", "=", True),
                    ("id", "child_of", above.id),
                    ("id", "not in", (above | agency).ids),
                    "|",
                    ("valid_to", "=", False),
                    ("valid_to", ">=", today),
                ],
                order="id",
            )
        ).filtered(lambda unit: unit.parent_id.agency_id == above)

    def _receivers(self, rule, agencies, holdings):
        """Yield ("agency"|"user", record) that a rule reaches."""
        held = [
            holding
            for holding in holdings
            if holding.role == rule.to_role and holding.agency_id in agencies._ids
        ]
        if rule.to_role == "clerk":
            # An agency without a clerk cannot receive: nobody would be told (I1).
            with_clerk = {holding.agency_id for holding in held}
            for agency in agencies:
                if agency.id in with_clerk:
                    yield "agency", agency
            return
        users = self.env["res.users"].browse(holding.user_id for holding in held)
        for user in users - self.env.user - self.user_id:
            yield "user", user

    def _usual(self, rules, holdings):
        """Return the proposals: (rule id, receiver key) → why, in plain words."""
        field = self.document_id.field_id
        proposals = {}
        held = self._held()
        for rule in rules:
            if rule.usual == "always":
                posts = [
                    holding
                    for holding in holdings
                    if holding.role == rule.to_role
                    and holding.agency_id == self.agency_id.id
                ]
                if rule.reach == "same" and len({h.user_id for h in posts}) == 1:
                    proposals[rule.id, f"user:{posts[0].user_id}"] = self.env._(
                        "By the rules of work"
                    )
            elif rule.usual == "field" and field:
                why = self.env._("In charge of: %(field)s", field=field.name)
                for key in self._usual_for_field(rule, field):
                    # Who has it for this already, since it was passed on before
                    if (key, rule.purpose) not in held:
                        proposals[rule.id, key] = why
        return proposals

    def _usual_for_field(self, rule, field):
        if rule.to_role == "clerk":
            agencies = (
                field.lead_agency_id
                if rule.purpose == "lead"
                else field.support_agency_ids
                if rule.purpose == "support"
                else field.browse().lead_agency_id
            )
            return [f"agency:{agency.id}" for agency in agencies]
        users = field._in_charge(self.agency_id, roles=[rule.to_role])
        return [f"user:{user.id}" for user in users]

    def action_transfer(
        self, lines, text="", deadline=None, proposal=None, confirmed=False
    ):
        """Pass this handling on with a directive.

        :param lines: list of {"kind": "agency"|"user", "id", "purpose",
            "deadline"?}: exactly one "lead" where this handling is the lead
        :param text: the directive's words
        :param deadline: UTC datetime (or its string) for every line without its own
        :param proposal: lines that the receiver in the lead is proposed to give, with
            the deadlines of those he charges (R2: the chief of office proposes, the
            chairman decides)
        :param confirmed: whether deadlines after this handling's own are meant
        :return: id of the directive
        :raises UserError: the receivers are not allowed or do not fit together
        :raises DeadlineAfterParent: a deadline after this handling's own
        """
        self.ensure_one()
        self = self._own_context()
        self._check_move("transfer")
        allowed = self._candidates()
        values = self._checked_lines(lines, deadline, allowed)
        self._check_limit(values, confirmed)
        proposal = self._checked_proposal(proposal, lines, allowed)
        return self._do_transfer(values, (text or "").strip(), proposal).id

    def _checked_lines(self, lines, deadline, allowed=None, adding=False, leaving=None):
        """Return the lines as values of handlings, checked against the rules.

        :param allowed: the candidates, where the caller has just asked for them
        :param adding: whether the task itself stays where it is
        :param leaving: the handling that is withdrawn in favour of these lines
        """
        problem = check_lines(
            "inform" if adding else self.purpose,
            [
                (f"{line.get('kind')}:{line.get('id')}", line.get("purpose"))
                for line in lines
            ],
        )
        if problem:
            raise UserError(self._line_problem(problem))
        if allowed is None:
            allowed = self._candidates("add" if adding else "transfer")
        held = self._held()
        if leaving:
            held.discard((leaving._receiver_key(), leaving.purpose))
        values = []
        for line in lines:
            key = f"{line.get('kind')}:{line.get('id')}"
            if line.get("purpose") not in allowed.get(key, {}).get("purposes", ()):
                raise UserError(
                    self.env._(
                        "The transfer rules do not allow one of the receivers, or not "
                        "for this purpose: choose among those offered."
                    )
                )
            if (key, carried_on(self.purpose, line["purpose"])) in held:
                raise UserError(
                    self.env._(
                        "%(who)s has this document for the same purpose already.",
                        who=allowed[key]["name"],
                    )
                )
            values.append(
                {
                    **self._receiver_values(line, allowed[key]["role"]),
                    "purpose": carried_on(self.purpose, line["purpose"]),
                    "is_main": line["purpose"] == "lead",
                    "deadline": self._checked_deadline(line.get("deadline") or deadline)
                    or self.deadline,
                }
            )
        return self._with_causes(values, self._rule_days(allowed))

    @api.model
    def _rule_days(self, candidates):
        """Return the usual working days of the rules that propose, 0 for none."""
        return max((item["days"] for item in candidates.values()), default=0)

    def _line_problem(self, problem):
        return {
            "empty": self.env._("Choose at least one receiver."),
            "twice": self.env._("A receiver was chosen twice."),
            "two_leads": self.env._("Only one can be in the lead."),
            "no_lead": self.env._("Choose who is in the lead: exactly one."),
        }[problem]

    def _receiver_values(self, line, role):
        """Return agency, person and role of a receiver that the rules allow."""
        if line["kind"] == "agency":
            return {"agency_id": line["id"], "user_id": False, "role": role}
        return {"agency_id": self.agency_id.id, "user_id": line["id"], "role": role}

    def _do_transfer(self, values, text, proposal=None):
        """Write the directive and its handlings; no check of rights here."""
        # sudo: handlings are written by moves only, after `_check_move`
        handling = self.sudo()
        now = fields.Datetime.now()
        directive = handling.env["vpdt.directive"].create(
            {
                "document_id": self.document_id.id,
                "handling_id": self.id,
                "author_id": self.env.uid,
                "at": now,
                "text": text,
                "proposal": proposal,
            }
        )
        children = handling.create(
            [
                {
                    "document_id": self.document_id.id,
                    "parent_id": self.id,
                    "directive_id": directive.id,
                    "sender_id": self.env.uid,
                    "sent_at": now,
                    **vals,
                }
                for vals in self._pass_first(values, now)
            ]
        )
        handling._mark_processing()
        handling._enter_receivers(children)
        handling._lapse_requests()
        self.document_id._sync_readers()
        children._tell_holders()
        self._tell_desk()
        return directive

    def _pass_first(self, values, now):
        """Close the lead here before another opens: there is one at any moment (I1)."""
        vals = {"opened_at": now, "opened_by_id": self.env.uid}
        if self.opened_at:
            vals = {}
        if any(item["is_main"] for item in values):
            vals["state"] = "passed"
        elif self.state == "waiting":
            vals["state"] = "opened"
        if vals:
            self.sudo().write(vals)
            self.flush_recordset()
        return values

    def _mark_processing(self):
        """Show that the document is being handled, here and in the agency's book."""
        for handling in self:
            entry = handling.document_id.entry_ids.filtered(
                lambda line, handling=handling: (
                    line.agency_id == handling.agency_id and line.state == "registered"
                )
            )
            if entry:
                entry.state = "processing"
            if handling.document_id.state == "registered":
                handling.document_id.state = "processing"

    def _book_lines(self):
        """Return the lines of the document in the book of this agency."""
        return self.document_id.entry_ids.filtered(
            lambda line: (
                line.agency_id == self.agency_id
                and line.kind == "incoming"
                and line.state != "void"
            )
        )

    def _enter_receivers(self, children):
        """Write into the agency's book whom the document was passed to, and when.

        NĐ 30/2020 PL IV: "Đơn vị hoặc người nhận" by the opinion of who distributes
        it, "Ngày chuyển", and until when, if he said so. The last one counts; who only
        follows or is informed does not stand there.

        :param children: the handlings that were just made from this one
        """
        main = children.filtered("is_main")
        line = self._book_lines() if main and self._is_agency_main() else None
        if not line:
            return
        others = (children - main).filtered(lambda item: item.purpose == "support")
        names = [item.user_id.name or item.agency_id.name for item in main + others]
        due = main.deadline_cause == "directive" and main.deadline
        line.write(
            {
                "receiver": "; ".join(names)[:1000],
                "transferred_date": self.env["hr.job"]._today(),
                "due_date": line[:1].due_date or due,
            }
        )

    def _is_agency_main(self):
        """Whether this is where the agency's own work on the document goes on."""
        handling = self
        while handling.parent_id.agency_id == self.agency_id:
            if not handling.is_main:
                return False
            handling = handling.parent_id
        return True
