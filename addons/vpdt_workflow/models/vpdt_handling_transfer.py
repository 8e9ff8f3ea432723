from odoo import api, fields, models
from odoo.exceptions import UserError

from ..routing import carried_on, check_lines


class VpdtHandling(models.Model):
    """Passing on: whom the rules offer, and the directive that does it (R2, R4)."""

    _inherit = "vpdt.handling"

    @api.readonly
    def get_transfer_options(self):
        """Return whom this handling may be passed to, as the dialog shows it.

        :return: {"candidates": [{"key", "kind" ("agency"|"user"), "id", "name",
            "detail", "purposes": [purpose], "usual": purpose or False,
            "why": text or False}], "days": usual working days or False,
            "deadline": proposed deadline (UTC) or False, "purpose": own purpose}
        """
        self.ensure_one()
        self.check_access("read")
        candidates = self._candidates()
        days = max((item["days"] for item in candidates.values()), default=0)
        deadline = self._proposed_deadline(days)
        return {
            "purpose": self.purpose,
            "days": days or False,
            "deadline": fields.Datetime.to_string(deadline) if deadline else False,
            "candidates": [
                {
                    name: value
                    for name, value in item.items()
                    if name not in ("days", "role")
                }
                for item in candidates.values()
            ],
        }

    def _proposed_deadline(self, days):
        """Return the deadline to propose: the document's own, else by rule or type."""
        if self.deadline:
            return self.deadline
        days = days or self.document_id.type_id.handling_days
        return self.agency_id._deadline(days) if days else None

    def _candidates(self):
        """Return the receivers the rules allow: key → description.

        :return: dict in the order to show; each value has key, kind, id, name,
            detail, purposes (list), usual, why, days, role
        """
        self.ensure_one()
        today = self.env["hr.job"]._today()
        rules = self.env["vpdt.transfer.rule"]._in_force(
            self.agency_id, self.role, today
        )
        reach = self._reach()
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
        return found

    def _reach(self):
        """Return the agencies meant by "same", "below" and "above"."""
        agency = self.agency_id
        today = self.env["hr.job"]._today()
        below = self.env["hr.department"].search(
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
        return {
            "same": agency,
            "below": below.filtered(lambda unit: unit.parent_id.agency_id == agency),
            "above": agency.parent_id.agency_id,
        }

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
        for user in users - self.env.user:
            yield "user", user

    def _usual(self, rules, holdings):
        """Return the proposals: (rule id, receiver key) → why, in plain words."""
        field = self.document_id.field_id
        proposals = {}
        for rule in rules:
            if rule.usual == "always":
                held = [
                    holding
                    for holding in holdings
                    if holding.role == rule.to_role
                    and holding.agency_id == self.agency_id.id
                ]
                if rule.reach == "same" and len({h.user_id for h in held}) == 1:
                    proposals[rule.id, f"user:{held[0].user_id}"] = self.env._(
                        "By the rules of work"
                    )
            elif rule.usual == "field" and field:
                why = self.env._("In charge of: %(field)s", field=field.name)
                for key in self._usual_for_field(rule, field):
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

    def action_transfer(self, lines, text="", deadline=None):
        """Pass this handling on with a directive.

        :param lines: list of {"kind": "agency"|"user", "id", "purpose",
            "deadline"?}: exactly one "lead" where this handling is the lead
        :param text: the directive's words
        :param deadline: UTC datetime (or its string) for every line without its own
        :return: id of the directive
        :raises UserError: the receivers are not allowed or do not fit together
        """
        self.ensure_one()
        self = self._own_context()
        self._check_move("transfer")
        return self._do_transfer(
            self._checked_lines(lines, deadline), (text or "").strip()
        ).id

    def _checked_lines(self, lines, deadline, allowed=None):
        """Return the lines as values of handlings, checked against the rules.

        :param allowed: the candidates, where the caller has just asked for them
        """
        problem = check_lines(
            self.purpose,
            [
                (f"{line.get('kind')}:{line.get('id')}", line.get("purpose"))
                for line in lines
            ],
        )
        if problem:
            raise UserError(self._line_problem(problem))
        allowed = self._candidates() if allowed is None else allowed
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
            values.append(
                {
                    **self._receiver_values(line, allowed[key]["role"]),
                    "purpose": carried_on(self.purpose, line["purpose"]),
                    "is_main": line["purpose"] == "lead",
                    "deadline": self._checked_deadline(line.get("deadline") or deadline)
                    or self.deadline,
                }
            )
        return values

    def _line_problem(self, problem):
        return {
            "empty": self.env._("Choose at least one receiver."),
            "twice": self.env._("A receiver was chosen twice."),
            "two_leads": self.env._("Only one can be in the lead."),
            "no_lead": self.env._("Choose who is in the lead: exactly one."),
        }[problem]

    def _checked_deadline(self, value):
        try:
            deadline = fields.Datetime.to_datetime(value) if value else False
        except (TypeError, ValueError) as error:
            raise UserError(self.env._("The deadline is not a date.")) from error
        if deadline and deadline <= fields.Datetime.now():
            raise UserError(self.env._("The deadline is already over."))
        return deadline

    def _receiver_values(self, line, role):
        """Return agency, person and role of a receiver that the rules allow."""
        if line["kind"] == "agency":
            return {"agency_id": line["id"], "user_id": False, "role": role}
        return {"agency_id": self.agency_id.id, "user_id": line["id"], "role": role}

    def _do_transfer(self, values, text):
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
