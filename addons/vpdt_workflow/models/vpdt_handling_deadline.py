from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..clock import proposed
from ..exceptions import DeadlineAfterParent

#: Beyond it nobody means a deadline, and clocks and time zones run over.
LAST_YEAR = 2200
#: Counted in days or hours, not a day that somebody chose.
COUNTED = ("rule", "type", "urgency")


class VpdtHandling(models.Model):
    """Until when: what is proposed and why, and the limit from above (R16)."""

    _inherit = "vpdt.handling"

    deadline_cause = fields.Selection(
        [
            ("directive", "Chosen by the sender"),
            ("registered", "Chosen at registration"),
            ("rule", "Transfer rule"),
            ("type", "Document type"),
            ("urgency", "Urgency"),
        ],
        string="Why this deadline",
        readonly=True,
    )

    def _term(self, days=0, time=None, urgent=None):
        """Return the deadline to propose to whom this is passed: (deadline, cause).

        :param days: usual working days of the transfer rule, 0 for none
        :param time: working time of the agency, where the caller has it
        :param urgent: usual time of the document's urgency, where the caller has it
        """
        document = self.document_id
        if urgent is None:
            urgent = self.env["vpdt.urgency.term"]._of(document.urgency)
        # sudo: the set-up of types is everybody's
        usual = document.type_id.sudo().handling_days
        if not (days or usual or urgent):
            return self.deadline or None, "above" if self.deadline else None
        time, now = time or self.agency_id._work_time(), fields.Datetime.now()
        return proposed(
            above=self.deadline or None,
            rule=time.day_after(now, days) if days else None,
            kind=time.day_after(now, usual) if usual else None,
            urgency=urgent._ends(time, now),
        )

    def _proposed_deadline(self, days):
        """Return the deadline to propose, None for none; see `_term`."""
        return self._term(days)[0]

    def _term_options(self, days):
        """Return what the dialog shows about the deadline.

        :return: {"deadline": proposed (UTC) or False, "deadline_why": in words,
            "limit": the deadline above (UTC) or False}
        """
        deadline, cause = self._term(days)
        proposal = self._proposal_deadline()
        if proposal:
            deadline, cause = proposal, "proposal"
        return {
            "deadline": fields.Datetime.to_string(deadline) if deadline else False,
            "deadline_why": self._why_text(cause, days),
            "limit": fields.Datetime.to_string(self.deadline)
            if self.deadline
            else False,
        }

    def _proposal_deadline(self):
        """Return until when the sender proposed to charge others, None for no day.

        It is offered for those below; the deadline of this handling is another thing.
        """
        lines = self.directive_id.proposal if self.is_main else None
        moments = {line.get("deadline") for line in lines or ()}
        moment = moments.pop() if len(moments) == 1 else None
        deadline = fields.Datetime.to_datetime(moment)
        return deadline if deadline and deadline > fields.Datetime.now() else None

    def _deadline_giver(self):
        """Return who set this deadline; who only passed it on did not."""
        handling = self
        while (
            handling.parent_id.parent_id
            and handling.parent_id.deadline == handling.deadline
        ):
            handling = handling.parent_id
        return handling.sender_id

    def _why_text(self, cause, days):
        """Return why a deadline is proposed, "" for no deadline."""
        document = self.document_id
        if cause == "proposal":
            return self._proposed_text()
        if cause == "above" and self.deadline_cause in (None, False, "directive"):
            # sudo: the name of a colleague
            return self.env._(
                "As %(who)s gave it to you.", who=self.sudo()._deadline_giver().name
            )
        if cause == "above":
            return self.env._("What is left of the document's own time.")
        if cause == "rule":
            return self.env._(
                "By the transfer rules: %(days)s working days.", days=days
            )
        if cause == "type":
            return self.env._(
                "Usual for %(type)s: %(days)s working days.",
                type=document.type_id.name,
                days=document.type_id.handling_days,
            )
        if cause == "urgency":
            return self.env["vpdt.urgency.term"]._of(document.urgency)._text()
        return ""

    def _with_causes(self, values, days):
        """Note in the values of new handlings why each has its deadline."""
        deadline, cause = self._term(days)
        for vals in values:
            if not vals.get("deadline"):
                vals["deadline_cause"] = False
            elif self.deadline and vals["deadline"] == self.deadline:
                vals["deadline_cause"] = self.deadline_cause
            elif deadline and vals["deadline"] == deadline:
                vals["deadline_cause"] = cause
            else:
                vals["deadline_cause"] = "directive"
        return values

    def _check_limit(self, values, confirmed):
        """Check that nobody below gets more time than there is here.

        :param confirmed: whether the sender was warned and wants it so
        :raises DeadlineAfterParent: a deadline after this handling's
        """
        if confirmed or not self.deadline:
            return
        latest = max(
            (vals["deadline"] for vals in values if vals.get("deadline")), default=None
        )
        if latest and latest > self.deadline:
            raise DeadlineAfterParent(
                self.env._(
                    "The deadline %(below)s is after your own, %(above)s. Confirm that "
                    "it is meant, or choose an earlier day.",
                    below=self._shown(latest),
                    above=self._shown(self.deadline),
                )
            )

    def _shown(self, moment):
        """Return a moment as people of the agency write it."""
        local = self.agency_id._work_time().local(moment)
        return local.strftime("%H:%M %d/%m/%Y")

    def _checked_deadline(self, value):
        """Return the moment a deadline names, False for none.

        :param value: UTC datetime or its string; or a local day, "2026-02-12" (until
            people stop working) or "2026-02-12 morning" (until noon)
        :raises UserError: it is not a date, or over
        """
        text = value if isinstance(value, str) else ""
        day, _space, part = text.partition(" ")
        if len(day) == 10 and part in ("", "day", "morning"):
            deadline = self._end_of(day, part)[0]
        else:
            try:
                deadline = fields.Datetime.to_datetime(value) if value else False
            except (TypeError, ValueError) as error:
                raise UserError(self.env._("The deadline is not a date.")) from error
        if deadline and deadline.year > LAST_YEAR:
            raise UserError(self.env._("The deadline is not a date."))
        if deadline and deadline <= fields.Datetime.now():
            raise UserError(self.env._("The deadline is already over."))
        return deadline

    def _end_of(self, day, part):
        """Return when a term ends that ends on a day, and the next end if it is off.

        :param day: local day, "2026-02-12"
        :param part: "morning" for the end of its first half
        :return: (naive UTC, None or naive UTC of the end of the next working day)
        :raises UserError: it is not a day
        """
        try:
            day = date.fromisoformat(day)
        except (TypeError, ValueError) as error:
            raise UserError(self.env._("The deadline is not a date.")) from error
        if not 2000 <= day.year <= LAST_YEAR:
            raise UserError(self.env._("The deadline is not a date."))
        time = self.agency_id._work_time()
        end = time.end_of(day, "morning" if part == "morning" else "day")
        if end:
            return end, None
        # Chosen all the same: until the hour people stop on other days
        return time.moment(day, 11.5 if part == "morning" else 17), time.next_end(day)

    @api.readonly
    def get_deadline_on(self, day, part="day"):
        """Return the moment a term ends that ends on a day.

        :param day: local day, "2026-02-12"
        :param part: "day", or "morning" for the end of its first half
        :return: {"deadline": UTC, "is_off": nobody works then, "next": end of the
            next working day (UTC) where it is off (Bộ luật Dân sự 2015 Điều 148.5),
            "is_after": whether it is after the deadline above}
        :raises UserError: it is not a day
        """
        self.ensure_one()
        self.check_access("read")
        deadline, later = self._end_of(day, part)
        return {
            "deadline": fields.Datetime.to_string(deadline),
            "is_off": bool(later),
            "next": fields.Datetime.to_string(later) if later else False,
            "is_after": bool(self.deadline and deadline > self.deadline),
        }

    @api.model
    def _first_term(self, entry):
        """Return the deadline of a document as it is registered: values of its root.

        What the clerk entered, else what is usual for the urgency or the type.
        """
        if entry.due_date:
            return {"deadline": entry.due_date, "deadline_cause": "registered"}
        root = self.new(
            {"document_id": entry.document_id.id, "agency_id": entry.agency_id.id}
        )
        deadline, cause = root._term()
        return {"deadline": deadline, "deadline_cause": cause} if deadline else {}
