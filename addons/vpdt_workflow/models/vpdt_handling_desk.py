from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..desk import clean
from ..routing import MOVES, OPEN, PURPOSES, refusal

_LINE_FIELDS = (
    "document_id",
    "purpose",
    "sender_id",
    "user_id",
    "agency_id",
    "sent_at",
    "deadline",
    "urgency",
    "state",
    "suspended_at",
    "acting_id",
    "opened_at",
    "parent_id",
    "acknowledged_at",
)
# What a sender does about one line of what he sent
_OF_SENDER = ("recall", "remind", "ask_take_back", "extend")


class VpdtHandling(models.Model):
    """The desk: what waits for me, in buckets whose counters are their lists."""

    _inherit = "vpdt.handling"

    @api.model
    def _desk_domains(self):
        """Return the buckets of the desk: name → domain, each under the reader table.

        "lead" … "inform" split what lies with the person by purpose; "register" is
        what lies with the agency's clerks; "overdue" and "due_soon" cut across; "sent"
        is what the person sent and others have not finished: "sent_unopened",
        "sent_opened", and across both "sent_overdue".
        """
        user = self.env.user
        open_ = Domain("state", "in", OPEN)
        mine = open_ & Domain("user_id", "=", user.id)
        if self._acts_for_somebody():
            mine |= open_ & Domain("acting_id", "=", user.id)
        clerk_of = user._agencies(roles=["clerk"])
        agency = (
            open_
            & Domain("user_id", "=", False)
            & Domain("agency_id", "in", clerk_of.ids)
        )
        with_me = mine | agency if clerk_of else mine
        now, soon = self._desk_times()
        buckets = {"all": with_me}
        buckets |= {
            purpose: mine & Domain("purpose", "=", purpose) for purpose in PURPOSES
        }
        buckets["register"] = agency if clerk_of else Domain.FALSE
        # What is suspended is not late: its clock stands still
        running = with_me & Domain("suspended_at", "=", False)
        buckets["overdue"] = running & Domain("deadline", "<", now)
        buckets["due_soon"] = (
            running & Domain("deadline", ">=", now) & Domain("deadline", "<", soon)
        )
        sent = (
            open_ & Domain("sender_id", "=", user.id) & Domain("user_id", "!=", user.id)
        )
        buckets["sent"] = sent
        buckets["sent_unopened"] = sent & Domain("state", "=", "waiting")
        buckets["sent_opened"] = sent & Domain("state", "=", "opened")
        buckets["sent_overdue"] = (
            sent & Domain("deadline", "<", now) & Domain("suspended_at", "=", False)
        )
        return buckets

    @api.model
    def _desk_times(self):
        """Return now, and until when a deadline is "soon"."""
        now = fields.Datetime.now()
        return now, now + timedelta(days=self._soon_days())

    @api.model
    def _acts_for_somebody(self):
        """Whether the user is somebody's substitute on any open handling."""
        # sudo: the user's own substitutions; asked by index, before the rules are
        return bool(
            self.sudo().search_count(
                [("acting_id", "=", self.env.uid), ("state", "in", OPEN)], limit=1
            )
        )

    @api.model
    def _soon_days(self):
        # sudo: a setting everybody's desk obeys
        get = self.env["ir.config_parameter"].sudo().get_param
        return int(get("vpdt_workflow.due_soon_days", 2))

    @api.model
    def _desk_counters(self, domains):
        """Count every bucket in two queries, under the user's rights."""
        now, soon = self._desk_times()
        alias = SQL.identifier(self._table)
        query = self._search(domains["all"])
        [row] = self.env.execute_query_dict(
            query.select(
                SQL("count(*) AS all"),
                SQL("count(*) FILTER (WHERE %s.user_id IS NULL) AS register", alias),
                SQL(
                    "count(*) FILTER (WHERE %s.deadline < %s"
                    " AND %s.suspended_at IS NULL) AS overdue",
                    alias,
                    now,
                    alias,
                ),
                SQL(
                    "count(*) FILTER (WHERE %s.deadline >= %s AND %s.deadline < %s"
                    " AND %s.suspended_at IS NULL) AS due_soon",
                    alias,
                    now,
                    alias,
                    soon,
                    alias,
                ),
                *(
                    SQL(
                        "count(*) FILTER (WHERE %s.user_id IS NOT NULL"
                        " AND %s.purpose = %s) AS %s",
                        alias,
                        alias,
                        purpose,
                        SQL.identifier(purpose),
                    )
                    for purpose in PURPOSES
                ),
            )
        )
        # sudo: having sent it is itself a cause of reading (vpdt.reader), so the reader
        # table need not be asked for each of a leader's thousands
        query = self.sudo()._search(domains["sent"])
        [sent] = self.env.execute_query_dict(
            query.select(
                SQL("count(*) AS sent"),
                SQL(
                    "count(*) FILTER (WHERE %s.state = 'waiting') AS sent_unopened",
                    alias,
                ),
                SQL(
                    "count(*) FILTER (WHERE %s.state = 'opened') AS sent_opened", alias
                ),
                SQL(
                    "count(*) FILTER (WHERE %s.deadline < %s"
                    " AND %s.suspended_at IS NULL) AS sent_overdue",
                    alias,
                    now,
                    alias,
                ),
            )
        )
        return {**row, **sent}

    @api.model
    @api.readonly
    def desk_read(self, bucket="all", offset=0, limit=80, criteria=None):
        """Return the desk in one call.

        :param bucket: name of a bucket (see `_desk_domains`)
        :param offset, limit: which lines of the bucket (at most 200)
        :param criteria: what restricts the lines (see `desk.clean`)
        :return: {"counters": {bucket: int}, "bucket", "filters": [{id, name, criteria,
            count}] those the user keeps, "lines": [{id, document_id, code, subject,
            issuer, type, urgency, purpose, sender, sender_id, holder, sent_at,
            opened_at, deadline, state, is_new, asked, moves}], "total": int}
        """
        domains = self._desk_domains()
        bucket = bucket if bucket in domains else "all"
        counters = self._desk_counters(domains)
        criteria = clean(criteria, PURPOSES)
        domain = domains[bucket] & self._criteria_domain(criteria)
        limit = max(1, min(int(limit), 200))
        handlings = self.search_fetch(
            domain, _LINE_FIELDS, offset=max(0, int(offset)), limit=limit
        )
        # bypass: the rule of handlings is that of their documents
        documents = handlings.document_id
        documents.fetch(["code", "subject", "issuer", "type_id"])
        names = handlings._desk_names()
        asked = documents._asked()
        filters = self._desk_filters()
        return {
            "bucket": bucket,
            "counters": counters,
            "filters": self._desk_filter_counts(filters, domains["all"]),
            "total": self.search_count(domain) if criteria else counters[bucket],
            "lines": [handling._desk_line(names, asked) for handling in handlings],
        }

    def _desk_names(self):
        """Return {id of the user: name} of senders and holders; read agencies, types.

        Asked for by name: a partner read the ordinary way brings forty columns along.
        """
        # sudo: names of colleagues and agencies on lines the user reads
        users = (self.sender_id | self.user_id).sudo()
        users.fetch(["partner_id"])
        users.partner_id.fetch(["name"])
        agencies = self.agency_id.sudo()
        agencies.fetch(["name"])
        types = self.document_id.type_id
        types.fetch(["name"])
        return {user.id: user.partner_id.name for user in users}

    def _desk_line(self, names, asked=()):
        document = self.document_id
        return {
            "id": self.id,
            "document_id": document.id,
            "code": document.code or "",
            "subject": document.subject or "",
            "issuer": document.issuer or "",
            "type": document.type_id.name or "",
            "urgency": self.urgency,
            "purpose": self.purpose,
            "sender": names[self.sender_id.id],
            "sender_id": self.sender_id.id,
            "holder": names[self.user_id.id]
            if self.user_id
            else self.agency_id.sudo().name,
            "to_agency": not self.user_id,
            "sent_at": fields.Datetime.to_string(self.sent_at),
            "deadline": fields.Datetime.to_string(self.deadline)
            if self.deadline
            else False,
            "state": self.state,
            "is_new": self.state == "waiting",
            "suspended": bool(self.suspended_at),
            # Whose desk it lies on, when another acts for him
            "instead_of": bool(self.acting_id and self.user_id != self.env.user),
            "opened_at": fields.Datetime.to_string(self.opened_at)
            if self.opened_at
            else False,
            "asked": document.id in asked,
            "moves": self._moves_of_sender(),
        }

    def _moves_of_sender(self):
        """Return what the user may do about this line as the one who sent it."""
        if self.sender_id != self.env.user or not self._is_sender():
            return []
        return [
            move
            for move in MOVES
            if move in _OF_SENDER
            and not refusal(
                move,
                self.state,
                holder=False,
                sender=True,
                agency=not self.user_id,
                suspended=bool(self.suspended_at),
                root=not self.parent_id,
                purpose=self.purpose,
            )
        ]

    @api.model
    def action_desk_list(self, bucket):
        """Return the action of the plain list behind a bucket."""
        domains = self._desk_domains()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "name": self.env._("My desk"),
            "views": [[False, "list"], [False, "form"]],
            "domain": list(domains.get(bucket, domains["all"])),
        }

    # -- telling people ------------------------------------------------------

    def _tell_desk(self):
        """Let the open desks of those concerned count anew; no content travels."""
        users = self._holders() | self.sender_id
        users._bus_send("vpdt.desk", {})

    def _tell_holders(self, returned=None):
        """Tell exactly the people whose turn it is, inside Odoo.

        :param returned: the handling that came back, when that is why
        """
        # One message for all who are told the same: a directive to twelve agencies
        # is not twelve messages.
        told = {}
        for handling in self:
            text = handling._turn_text(returned)
            told[text] = told.get(text, self.browse()) | handling
        for text, handlings in told.items():
            handlings._notify(
                handlings._told(), text, "returned" if returned else "turn"
            )
        self._tell_desk()

    def _told(self):
        """Return whom to tell: the substitute instead of who is away."""
        acting = self.filtered("acting_id")
        away = acting.user_id - (self - acting).user_id
        return self._holders() - away - self.env.user

    def _turn_text(self, returned=None):
        purposes = dict(self._fields["purpose"]._description_selection(self.env))
        if returned:
            return self.env._(
                "%(who)s returned it: %(reason)s",
                who=self.env.user.name,
                reason=returned.reason,
            )
        return self.env._(
            "It is with you: %(purpose)s. From %(who)s.",
            purpose=purposes[self.purpose],
            who=self.env.user.name,
        )

    def _tell_result(self, informed):
        """Tell those who passed the task on that it is finished."""
        users = (informed.user_id | informed.sender_id | self.sender_id) - self.env.user
        self._notify(
            users,
            self.env._("Finished by %(who)s.", who=self.env.user.name),
            "finished",
        )

    def _notify(self, users, text, event):
        """Tell `users` about the document, each by the ways chosen.

        The one way people are told (see `vpdt.notice`). It names the document by its
        number only: what it says is read where the reader table is asked.

        :param event: "turn", "returned", "recalled", "finished", "asked", "answered",
            "reminder" or "urgent"
        """
        users = users.filtered("active")
        if users:
            self.env["vpdt.notice"]._tell(self, users, text, event)

    def _untell_holders(self):
        """Take back the message about a recalled handling, and refresh the desk."""
        users = self._holders()
        # sudo: other people's notifications of what is no longer theirs
        notifications = (
            self.env["mail.notification"]
            .sudo()
            .search(
                [
                    ("res_partner_id", "in", users.partner_id.ids),
                    ("mail_message_id.model", "=", "vpdt.document"),
                    ("mail_message_id.res_id", "=", self.document_id.id),
                    ("mail_message_id.date", ">=", self.sent_at),
                ]
            )
        )
        # Whom a message names may read it for ever: take the name off as well.
        for message in notifications.mail_message_id:
            message.partner_ids -= users.partner_id
        notifications.unlink()
        self._tell_desk()
