from odoo import models

from odoo.addons.vpdt_documents.office_time import time_text
from odoo.addons.vpdt_documents.seeing import Reason

from ..routing.why_not import Sent, sent_reasons


class VpdtDocument(models.Model):
    """What the route says about who sees a document (`vpdt_documents` knows none)."""

    _inherit = "vpdt.document"

    def action_open(self):
        """Note the opening as well (`vpdt.open`), whoever's turn it is."""
        result = super().action_open()
        self.action_note_open()
        return result

    def _why_not(self, user):
        """Explain by the route what the book of an agency alone leaves open."""
        reasons = super()._why_not(user)
        # sudo: the route of a document the asker reads
        handlings = self.sudo().handling_ids
        sent = [
            Sent(
                agency_id=item.agency_id.id,
                holder=item.user_id.id or None,
                state=item.state,
                sent_at=item.sent_at,
                sender=item.sender_id.name,
                closed_at=item.closed_at or None,
                closed_by=item.closed_by_id.name or "",
            )
            for item in handlings
        ]
        # "register" and "no_line" speak of the agencies of the posts held today
        local = {
            item.agency_id: item
            for item in reasons
            if item.code in ("register", "no_line")
        }
        found = [item for item in reasons if item.agency_id not in local]
        for code, agency_id, row in sent_reasons(user.id, list(local), sent):
            if agency_id and code == "within" and local[agency_id].code == "register":
                found.append(local[agency_id])
                continue
            values = {**local[agency_id].values} if agency_id else {}
            if row:
                values["sent_at"] = time_text(row.sent_at)
                values["sender"] = row.sender
                values["closed_at"] = time_text(row.closed_at)
                values["closed_by"] = row.closed_by
            found.append(Reason(code, agency_id, values))
        return found

    def _reason_words(self, reason, user):
        values = {"name": user.name, **reason.values}
        if reason.code == "taken_back":
            return (
                self.env._(
                    "%(sender)s sent it to %(name)s at %(sent_at)s; %(closed_by)s "
                    "recalled it at %(closed_at)s.",
                    **values,
                ),
                self.env._(
                    "Somebody who handles it sends it to %(name)s again.", **values
                ),
            )
        if reason.code == "at_clerk":
            return (
                self.env._(
                    "%(sender)s sent it to %(agency)s at %(sent_at)s; it lies with "
                    "the clerk there and is not registered yet.",
                    **values,
                ),
                self.env._(
                    "The clerk of %(agency)s registers it; then it is passed on to "
                    "%(name)s.",
                    **values,
                ),
            )
        if reason.code == "agency_taken_back":
            return (
                self.env._(
                    "%(sender)s sent it to %(agency)s at %(sent_at)s; %(closed_by)s "
                    "recalled it at %(closed_at)s.",
                    **values,
                ),
                self.env._("A directive that sends it to %(agency)s again.", **values),
            )
        if reason.code == "within":
            return (
                self.env._(
                    "%(agency)s has it, but nobody there passed it on to %(name)s.",
                    **values,
                ),
                self.env._(
                    "Somebody who handles it there passes it on to %(name)s.", **values
                ),
            )
        if reason.code == "never":
            return (
                self.env._(
                    "It was never sent to %(agency)s, where %(name)s holds the post "
                    "“%(title)s”.",
                    **values,
                ),
                self.env._("A directive that sends it to %(agency)s.", **values),
            )
        return super()._reason_words(reason, user)
