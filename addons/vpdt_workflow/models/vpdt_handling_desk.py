from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..desk import clean
from ..routing import OPEN, PURPOSES

#: More than this of what one sent is not counted until it is looked at; the screen says
#: so (static/src/desk/buckets.js). A chairman has thirteen thousand.
MOST_SENT = 300
_CLERKS = "vpdt_documents.group_vpdt_documents_clerk"
_SENT = ("sent", "sent_unopened", "sent_opened", "sent_overdue")
_BUCKETS = ("all", *PURPOSES, "register", "overdue", "due_soon", *_SENT)


class VpdtHandling(models.Model):
    """The desk: what waits for me, in buckets whose counters are their lists."""

    _inherit = "vpdt.handling"

    @api.model
    def _desk_domains(self, acts=True, only=None):
        """Return the buckets of the desk: name → domain, each under the reader table.

        "lead" … "inform" split what lies with the person by purpose; "register" is
        what lies with the agency's clerks; "overdue" and "due_soon" cut across; "sent"
        is what the person sent and others have not finished: "sent_unopened",
        "sent_opened", and across both "sent_overdue".

        :param acts: False where it is known that the user is nobody's substitute
        :param only: name of the one that is wanted
        """
        user = self.env.user
        open_ = Domain("state", "in", OPEN)
        mine = open_ & Domain("user_id", "=", user.id)
        if acts:
            mine |= open_ & Domain("acting_id", "=", user.id)
        # Who holds a clerk's post is of the clerks' group: others are not asked for it
        clerk_of = user._agencies(roles=["clerk"]) if user.has_group(_CLERKS) else ()
        with_me, agency = mine, Domain.FALSE
        if clerk_of:
            agency = (
                open_
                & Domain("user_id", "=", False)
                & Domain("agency_id", "in", clerk_of.ids)
            )
            with_me = mine | agency
        now, soon = self._desk_times()
        # What is suspended is not late: its clock stands still
        running = Domain("suspended_at", "=", False)
        sent = (
            open_ & Domain("sender_id", "=", user.id) & Domain("user_id", "!=", user.id)
        )
        made = {
            "all": lambda: with_me,
            **{
                purpose: lambda purpose=purpose: mine & Domain("purpose", "=", purpose)
                for purpose in PURPOSES
            },
            "register": lambda: agency,
            "overdue": lambda: with_me & running & Domain("deadline", "<", now),
            "due_soon": lambda: (
                with_me
                & running
                & Domain("deadline", ">=", now)
                & Domain("deadline", "<", soon)
            ),
            "sent": lambda: sent,
            "sent_unopened": lambda: sent & Domain("state", "=", "waiting"),
            "sent_opened": lambda: sent & Domain("state", "=", "opened"),
            "sent_overdue": lambda: sent & running & Domain("deadline", "<", now),
        }
        return {name: made[name]() for name in ([only] if only else made)}

    @api.model
    def _desk_times(self):
        """Return now, and until when a deadline is "soon"."""
        now = fields.Datetime.now()
        return now, now + timedelta(days=self._soon_days())

    @api.model
    def _soon_days(self):
        # sudo: a setting everybody's desk obeys
        get = self.env["ir.config_parameter"].sudo().get_param
        return int(get("vpdt_workflow.due_soon_days", 2))

    @api.model
    def _desk_counters(self, filters=(), sent_views=False, acts=False):
        """Count every bucket and filter under the user's rights; one query, two for who
        is somebody's substitute.

        :param filters: as `_desk_filters` returns them
        :param sent_views: whether what was sent is looked at: counted whole, and by
            its views; else up to one more than `MOST_SENT`
        :param acts: True where it is known that the user is somebody's substitute
        :return: ({bucket: int}, for each of `filters` its int, whether the user is
            anybody's substitute on something open)
        """
        now, soon = self._desk_times()
        alias = SQL.identifier(self._table)
        late = SQL("%s.deadline < %s AND %s.suspended_at IS NULL", alias, now, alias)
        counted = {
            "register": SQL("%s.user_id IS NULL", alias),
            "overdue": late,
            "due_soon": SQL(
                "%s.deadline >= %s AND %s.deadline < %s AND %s.suspended_at IS NULL",
                alias,
                now,
                alias,
                soon,
                alias,
            ),
        }
        counted |= {
            purpose: SQL(
                "%s.user_id IS NOT NULL AND %s.purpose = %s", alias, alias, purpose
            )
            for purpose in PURPOSES
        }
        of_sent, most = {}, SQL("LIMIT %s", MOST_SENT + 1)
        if sent_views:
            of_sent = {
                "sent_unopened": SQL("%s.state = 'waiting'", alias),
                "sent_opened": SQL("%s.state = 'opened'", alias),
                "sent_overdue": late,
            }
            most = SQL()
        kept = [
            self._criteria_sql(self._table, criteria)
            for _id, _name, criteria in filters
        ]
        # sudo: having sent it, having it, and acting for who has it are themselves
        # causes of reading (vpdt.reader) unless the document is withheld, so the reader
        # table need not be asked for each of a leader's thousands; it is asked for what
        # lies with an agency
        self.browse().check_access("read")
        withheld = self._withheld_sql(alias)
        reads = SQL(
            """(SELECT TRUE FROM vpdt_reader reader
                 WHERE reader.document_id = %s.document_id
                   AND reader.user_id = %s LIMIT 1)""",
            alias,
            self.env.uid,
        )
        mine = self.sudo()._search(self._desk_domains(acts, only="all")["all"])
        mine.add_where(
            SQL(
                """(%(user)s IN (%(desk)s.user_id, %(desk)s.acting_id)
                    AND NOT %(withheld)s OR %(reads)s)""",
                desk=alias,
                user=self.env.uid,
                withheld=withheld,
                reads=reads,
            )
        )
        self.flush_model(
            [
                *("document_id", "sender_id", "user_id", "acting_id", "agency_id"),
                *("purpose", "urgency", "state", "deadline", "suspended_at"),
            ]
        )
        [row] = self.env.execute_query(
            SQL(
                """
                SELECT *, EXISTS (SELECT 1 FROM vpdt_handling
                                   WHERE acting_id = %s
                                     AND state IN ('waiting', 'opened'))
                  FROM (%s) AS mine CROSS JOIN (
                    SELECT %s FROM (
                        SELECT state, deadline, suspended_at FROM vpdt_handling
                         WHERE sender_id = %s AND state IN ('waiting', 'opened')
                           AND (user_id != %s OR user_id IS NULL)
                           AND (NOT %s OR %s)
                            %s) AS vpdt_handling) AS sent
                """,
                self.env.uid,
                mine.select(
                    SQL("count(*)"),
                    *(
                        SQL("count(*) FILTER (WHERE %s)", condition)
                        for condition in (*counted.values(), *kept)
                    ),
                ),
                SQL(", ").join(
                    [
                        SQL("count(*)"),
                        *(
                            SQL("count(*) FILTER (WHERE %s)", condition)
                            for condition in of_sent.values()
                        ),
                    ]
                ),
                self.env.uid,
                self.env.uid,
                withheld,
                reads,
                most,
            )
        )
        if row[-1] and not acts:
            return self._desk_counters(filters, sent_views, acts=True)
        counts = iter(row)
        counters = {name: next(counts) for name in ("all", *counted)}
        of_filters = [next(counts) for _kept in kept]
        counters |= {name: next(counts) for name in ("sent", *of_sent)}
        return counters, of_filters, acts

    @api.model
    def _withheld_sql(self, alias):
        """Return whether the document of a handling is withheld from who has it.

        :param alias: of the handling, as SQL
        """
        return SQL("FALSE")

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
        filters = self._desk_filters()
        bucket = bucket if bucket in _BUCKETS else "all"
        counters, counts, acts = self._desk_counters(filters, bucket in _SENT)
        total = counters[bucket]
        # who is nobody's substitute is not looked for as one: it takes longer
        domain = self._desk_domains(acts, only=bucket)[bucket]
        if criteria := clean(criteria, PURPOSES):
            domain &= self._criteria_domain(criteria)
            total = self.search_count(domain)
        query = self._search(domain)
        query.order = self._order_to_sql(self._order, query)
        query.offset = max(0, int(offset))
        query.limit = max(1, min(int(limit), 200))
        return {
            "bucket": bucket,
            "counters": counters,
            "filters": [
                {"id": id_, "name": name, "criteria": kept, "count": count}
                for (id_, name, kept), count in zip(filters, counts, strict=True)
            ],
            "total": total,
            "lines": self._desk_lines(query) if total else [],
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
        if users:
            self.env["vpdt.telling"]._later(self, users, text, event)

    def _untell_holders(self):
        """Take back the message about a recalled handling, and refresh the desk."""
        users = self._holders()
        document = self.document_id
        self.env["vpdt.telling"]._forget([(user, document.id) for user in users.ids])
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
