from odoo import api, fields, models

from odoo.addons.vpdt_documents.office_time import ZONE

from ..routing.timeline import Directive, Line, Step, Task, by_day, tell


def _stamp(value):
    return fields.Datetime.to_string(value) if value else False


class VpdtDocument(models.Model):
    """The timeline of a document (R3, R16); its order is `routing.timeline`'s."""

    _inherit = "vpdt.document"

    step_ids = fields.One2many("vpdt.handling.step", "document_id")

    @api.readonly
    def get_timeline(self):
        """Return what happened to this document, in order of time, by day.

        :return: [{"day" (local date), "events": [{"at", "kind", "label" (of a step),
            "who", "instead_of", "person", "text", "old_deadline", "new_deadline",
            "agency", "number", "ends", "purpose", "whom": [{"name", "detail" (role
            and agency, "" for an agency), "role", "purpose", "deadline",
            "to_agency"}]}]}]
        :raises AccessError: the user does not read the document
        """
        self.ensure_one()
        self.check_access("read")
        # The rules of all four are that of the document, which was just asked.
        handlings = {handling.id: handling for handling in self.handling_ids}
        events = tell(
            self._timeline_lines(),
            [self._timeline_directive(item) for item in self.directive_ids],
            [self._timeline_task(item) for item in handlings.values()],
            [self._timeline_step(item) for item in self.step_ids],
        )
        names = self._timeline_names(events, handlings)
        return [
            {
                "day": fields.Date.to_string(day),
                "events": [
                    self._timeline_event(event, handlings, names) for event in group
                ],
            }
            for day, group in by_day(events, ZONE)
        ]

    def _timeline_lines(self):
        return [
            Line(
                line.id,
                line.agency_id.id,
                line.registered_at,
                line.registered_by_id.id,
                line.number,
            )
            for line in self.entry_ids
            if line.registered_at
        ]

    @api.model
    def _timeline_directive(self, directive):
        return Directive(
            directive.id,
            directive.handling_id.id,
            directive.at,
            directive.author_id.id,
            directive.text or "",
        )

    @api.model
    def _timeline_task(self, handling):
        return Task(
            id=handling.id,
            parent_id=handling.parent_id.id,
            directive_id=handling.directive_id.id,
            is_main=handling.is_main,
            purpose=handling.purpose,
            agency_id=handling.agency_id.id,
            holder=handling.user_id.id or None,
            sender=handling.sender_id.id,
            sent_at=handling.sent_at,
            deadline=handling.deadline or None,
            state=handling.state,
            opened_at=handling.opened_at or None,
            opened_by=handling.opened_by_id.id,
            closed_at=handling.closed_at or None,
            closed_by=handling.closed_by_id.id,
            text=handling.reason or handling.result or handling._answer_name() or "",
        )

    @api.model
    def _timeline_step(self, step):
        return Step(
            id=step.id,
            handling_id=step.handling_id.id,
            move=step.move,
            at=step.at,
            author=step.author_id.id,
            holder=step.holder_id.id,
            text=step.text or "",
            old_deadline=step.old_deadline or None,
            new_deadline=step.new_deadline or None,
        )

    @api.model
    def _timeline_names(self, events, handlings):
        """Return user id → name of everybody the events speak of."""
        ids = {event.author for event in events} | {event.person for event in events}
        for handling in handlings.values():
            ids |= {handling.user_id.id, handling.sender_id.id}
        # sudo: names of colleagues on a document the user reads
        users = self.env["res.users"].sudo().browse(sorted(filter(None, ids)))
        return {user.id: user.name for user in users}

    def _timeline_event(self, event, handlings, names):
        handling = handlings.get(event.handling_id, self.env["vpdt.handling"])
        whom = [
            self._timeline_receiver(handlings[item.handling_id], item, names)
            for item in event.whom
            if item.handling_id in handlings
        ]
        # What happened to a handling names it; what was sent from it names receivers.
        if event.kind in ("returned", "recalled"):
            whom = [self._timeline_receiver(handling, None, names)]
        steps = dict(
            self.env["vpdt.handling.step"]
            ._fields["move"]
            ._description_selection(self.env)
        )
        instead = (
            event.kind in ("opened", "finished", "returned")
            and handling.user_id
            and handling.user_id.id != event.author
        )
        # sudo: names of agencies
        agency = self.env["hr.department"].sudo().browse(event.agency_id or ())
        return {
            "at": _stamp(event.at),
            "kind": event.kind,
            "label": steps.get(event.kind, ""),
            "who": names.get(event.author, ""),
            "instead_of": names[handling.user_id.id] if instead else False,
            "person": names.get(event.person, False),
            "sender": names.get(handling.sender_id.id, False),
            "purpose": handling.purpose,
            "text": event.text,
            "old_deadline": _stamp(event.old_deadline),
            "new_deadline": _stamp(event.new_deadline),
            "agency": agency.name or False,
            "number": event.number,
            "ends": event.ends,
            "whom": whom,
        }

    @api.model
    def _timeline_receiver(self, handling, receiver, names):
        # sudo: names of agencies
        agency = handling.agency_id.sudo()
        return {
            "name": names[handling.user_id.id] if handling.user_id else agency.name,
            "role": handling.role,
            "agency": agency.symbol or agency.name,
            "to_agency": not handling.user_id,
            "purpose": receiver.purpose if receiver else handling.purpose,
            "deadline": _stamp(receiver.deadline) if receiver else False,
        }
