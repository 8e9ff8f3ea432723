import json
from collections import defaultdict
from datetime import time

from markupsafe import Markup
from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.tools import SQL

from ..chasing import MORNING, half_day, is_quiet
from .pointer import Pointer
from .vpdt_notice_preference import EVENTS

#: People whose digests are written in one transaction.
_PEOPLE = 20
#: Lines of each part of a digest; how many more there are is said.
_LINES = 20
#: Urgencies told as "urgent": very urgent, express, express with an hour.
URGENT = ("2", "3", "4")
_TRIES = 10


class VpdtNotice(models.Model):
    """What waits to be told to a person in the next digest, and the telling itself.

    Everything is told through `vpdt.handling._notify`, which comes here by way of
    `vpdt.telling`: each person by the ways chosen (vpdt.notice.preference), once. A
    row lives until its digest; what is no longer true by then is left out. Nobody may
    read these rows.
    """

    _name = "vpdt.notice"
    _inherit = ["vpdt.system.written.mixin"]
    _description = "Notice that waits for a digest"
    _order = "id"
    _log_access = False
    _rec_name = "event"

    user_id = Pointer("res.users", required=True)
    document_id = Pointer("vpdt.document", required=True, bypass_search_access=True)
    handling_id = Pointer("vpdt.handling")
    event = fields.Selection(EVENTS, required=True)
    at = fields.Datetime(required=True, default=fields.Datetime.now)
    deadline = fields.Datetime(help="That the reminder was about.")
    inside = fields.Boolean()
    email = fields.Boolean()
    push = fields.Boolean()

    _by_user = models.Index("(user_id, id)")

    # -- telling at once -------------------------------------------------------

    @api.model
    def _tell(self, document, handling, users, text, event, by_hand=False):
        """Tell `users` something about `document`; in a move: `vpdt.telling`.

        :param handling: the one it is about, if it is one
        :param event: key of `EVENTS`
        :param by_hand: a person reminds: told at once to who wants it in the digest
        """
        if event == "turn" and document.urgency in URGENT:
            event = "urgent"
        ways = self._ways(users, event)
        inside = [
            row["partner_id"]
            for row in ways
            if row["inside"] == "now" or by_hand and row["inside"] == "digest"
        ]
        if inside:
            self._tell_inside(inside, document, text)
        if event == "urgent":
            # looked at again by the browser, under the user's own rights
            users._bus_send("vpdt.urgent", {})
        away = [
            row
            for row in ways
            if row["inside"] != "digest" and (row["email"] or row["push"])
        ]
        quiet = set()
        if away and event != "urgent":
            quiet = self._left_alone(users.browse(row["user_id"] for row in away))
        late = [
            (row, row["inside"] == "digest")
            for row in ways
            if row["user_id"] in quiet or row["inside"] == "digest" and not by_hand
        ]
        if late:
            # sudo: the system's own rows
            self.sudo().create(
                [
                    {
                        "user_id": row["user_id"],
                        "document_id": document.id,
                        "handling_id": handling.id,
                        "event": event,
                        "deadline": handling.deadline,
                        "inside": by_digest,
                        "email": row["email"],
                        "push": row["push"],
                    }
                    for row, by_digest in late
                ]
            )
        now = [row for row in away if row["user_id"] not in quiet]
        if now:
            self._tell_outside(now, document, event)

    @api.model
    def _ways(self, users, event):
        """Return how each of `users` is told of `event`; one query for all."""
        self.env["vpdt.notice.preference"].flush_model()
        self.env["res.users"].flush_model(["active", "notification_type", "partner_id"])
        return self.env.execute_query_dict(
            SQL(
                """
                SELECT c.user_id, c.partner_id, c.inside, c.email,
                       c.push AND EXISTS (SELECT 1 FROM mail_push_device d
                                           WHERE d.partner_id = c.partner_id) AS push
                  FROM (%s) c
                 WHERE c.user_id = ANY(%s)
                 ORDER BY c.user_id
                """,
                self.env["vpdt.notice.preference"]._choices_sql(event),
                users.ids,
            )
        )

    @api.model
    def _tell_inside(self, partner_ids, document, text):
        # sudo: the message is the system's; its readers are those told
        self.env["mail.thread"].sudo().message_notify(
            partner_ids=partner_ids,
            author_id=self.env.user.partner_id.id,
            model="vpdt.document",
            res_id=document.id,
            # Odoo shows a subject to more people than the message: it says nothing.
            subject=self.env._("A document for you"),
            body=Markup("<p>%s</p>") % text,
            subtype_xmlid="mail.mt_note",
            inbox_only=True,
        )

    @api.model
    def _event_words(self, event):
        """Return what is said outside the office: that there is something, no more."""
        return {
            "urgent": self.env._("URGENT: a paper is with you"),
            "turn": self.env._("A paper is with you"),
            "returned": self.env._("A paper came back to you"),
            "asked": self.env._("You are asked for something"),
            "answered": self.env._("What you asked was answered"),
            "recalled": self.env._("A paper was taken back"),
            "finished": self.env._("What you passed on is finished"),
            "reminder": self.env._("You are reminded of a deadline"),
        }[event]

    @api.model
    def _tell_outside(self, ways, document, event):
        """Send e-mails and pushes; they leave the office and name the number only.

        It is filled in while they are sent (`mail_queue.py`).
        """
        what = {"event": event, "document_id": document.id}
        # sudo: addresses and devices of colleagues
        partners = self.env["res.partner"].sudo().browse(r["partner_id"] for r in ways)
        mailed = partners.browse(row["partner_id"] for row in ways if row["email"])
        pushed = partners.browse(row["partner_id"] for row in ways if row["push"])
        for lang, group in mailed.filtered("email").grouped("lang").items():
            words = self._in(lang)._event_words(event)
            self._mail(
                group,
                words,
                Markup('<p><a href="%s">%s</a></p>')
                % (self._link(document.id, outside=True), words),
                what,
            )
        for lang, group in pushed.grouped("lang").items():
            self._push(
                group,
                self._in(lang)._event_words(event),
                "",
                {"model": "vpdt.document", "res_id": document.id},
                what,
                urgent=event == "urgent",
            )

    def _in(self, lang):
        return self.with_context(lang=lang or "vi_VN")

    @api.model
    def _link(self, document_id, outside=False):
        path = f"/odoo/van-ban/{document_id}"
        return f"{self.get_base_url()}{path}" if outside else path

    @api.model
    def _mail(self, partners, subject, body, what):
        """Put an e-mail to each of `partners` into Odoo's queue.

        :param subject, body: what everybody may know of it
        :param what: what is filled in when it is sent, see `_filled_mail`
        """
        sender = self._mail_sender()
        # sudo: the system's e-mail, each recipient gets one of his own
        self.env["mail.mail"].sudo().create(
            {
                "subject": subject,
                "body_html": body,
                "email_from": sender,
                "recipient_ids": [(6, 0, partners.ids)],
                "auto_delete": True,
                "vpdt_told": what,
            }
        )

    @api.model
    def _mail_sender(self):
        """Return the address the system's e-mails come from; empty: there is none."""
        # sudo: the office's address, whoever asks
        return (
            self.env.company.sudo().email_formatted
            or self.env.user.sudo().email_formatted
            or self.env["ir.mail_server"].sudo()._get_default_from_address()
        )

    @api.model
    def _push(self, partners, title, words, data, what=False, urgent=False):
        """Queue a push to every device of `partners`; the server sends them soon.

        :param title, words: what everybody may know of it
        :param what: what is filled in when it is sent, see `_filled_push`
        """
        # sudo: devices of colleagues
        devices = self.env["mail.push.device"].sudo()
        devices = devices.search([("partner_id", "in", partners.ids)])
        get = self.env["ir.config_parameter"].sudo().get_param
        if not devices or not get("mail.web_push_vapid_private_key"):
            return
        options = {
            "body": words,
            "icon": "/web/static/img/odoo-icon-192x192.png",
            "data": data,
        }
        if urgent:
            options |= {"requireInteraction": True, "vibrate": [300, 100, 300]}
        payload = json.dumps({"title": title, "options": options})
        self.env["mail.push"].sudo().create(
            [
                {
                    "mail_push_device_id": device.id,
                    "payload": payload,
                    "vpdt_told": what,
                }
                for device in devices
            ]
        )
        # sudo: its own next run, nothing of the job is changed
        self.env.ref("mail.ir_cron_web_push_notification").sudo()._trigger()

    # -- working days of people --------------------------------------------------

    @api.model
    def _calendars(self, users):
        """Return {user id: working hours of the agency he holds a post in}."""
        office = self.env.company.sudo().resource_calendar_id
        agencies = {}
        for holding in users._holdings():
            agencies.setdefault(holding.user_id, holding.agency_id)
        # sudo: whose hours count, whoever acts
        units = self.env["hr.department"].sudo().browse(set(agencies.values()))
        hours = {unit.id: unit._working_calendar() for unit in units}
        return {user.id: hours.get(agencies.get(user.id), office) for user in users}

    @api.model
    def _left_alone(self, users):
        """Return the ids of those who get no e-mail and no push now."""
        now = fields.Datetime.now()
        quiet = self.env["vpdt.notice.quiet"]._of(users)
        calendars = self._calendars(users)
        off = {
            calendar: not calendar._local_day(now)
            for calendar in set(calendars.values())
        }
        return {
            user.id
            for user in users
            if is_quiet(
                calendars[user.id]._local(now),
                quiet[user.id].start,
                quiet[user.id].stop,
                quiet[user.id].days_off and off[calendars[user.id]],
            )
        }

    @api.model
    def _digest_times(self):
        """Return the times of the clock from which digests are due (settings)."""
        # sudo: a setting everybody's digest obeys
        get = self.env["ir.config_parameter"].sudo().get_param
        times = []
        for key, usual in (("morning", time(7, 15)), ("afternoon", time(13, 30))):
            try:
                times.append(
                    time.fromisoformat(get(f"vpdt_workflow.digest_{key}") or "")
                )
            except ValueError:
                times.append(usual)
        return times

    # -- reminders of the run -----------------------------------------------------

    @api.model
    def _reminders_sql(self, now):
        """Return the statement that makes notices of the reminders just written."""
        return SQL(
            """
            INSERT INTO vpdt_notice
                   (user_id, document_id, handling_id, event, at, deadline, inside,
                    email, push)
            SELECT DISTINCT t.user_id, t.document_id, t.handling_id, 'reminder',
                   %s::timestamp, t.counted_from, c.inside <> 'no', c.email, c.push
              FROM traced t
              JOIN (%s) c ON c.user_id = t.user_id
             WHERE c.inside <> 'no' OR c.email OR c.push
            """,
            now,
            self.env["vpdt.notice.preference"]._choices_sql("reminder"),
        )

    @api.model
    def _tell_at_once(self):
        """Tell reminders to who does not want to wait: one message for all of a run."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT n.user_id
                  FROM vpdt_notice n
                  JOIN (%s) c ON c.user_id = n.user_id AND c.inside = 'now'
                 WHERE n.event = 'reminder' AND n.inside
                 ORDER BY 1
                """,
                self.env["vpdt.notice.preference"]._choices_sql("reminder"),
            )
        )
        users = self.env["res.users"].browse(user for [user] in rows)
        for place in range(0, len(users), _PEOPLE):
            some = users[place : place + _PEOPLE]
            quiet = self._left_alone(some)
            for user, lines in self._waiting(some, only="reminder").items():
                title = self.env._("Reminders of deadlines")
                wanted = [line for line in lines if line["fresh"]]
                if wanted:
                    self._send(user, title, wanted, outside=user.id not in quiet)
                ids = [line["id"] for line in lines]
                keep = [
                    line["id"]
                    for line in wanted
                    if user.id in quiet and (line["email"] or line["push"])
                ]
                # e-mails and pushes wait for the end of the quiet hours
                self.sudo().browse(keep).inside = False
                self.sudo().browse(set(ids) - set(keep)).unlink()
            self.env["ir.cron"]._commit_progress(0)

    # -- digests --------------------------------------------------------------------

    @api.model
    def _cron_digest(self):
        """Write the digests of this half-day that are due and not written yet.

        :return: number of digests sent
        """
        now = fields.Datetime.now()
        rows = self.env.execute_query(
            SQL("SELECT DISTINCT user_id FROM vpdt_notice ORDER BY 1")
        )
        users = self.env["res.users"].browse(user for [user] in rows)
        halves = self._halves_due(users, now)
        # who had this half-day's digest waits for the next
        had = {
            (row["user_id"], row["day"], row["half"])
            for row in self.env.execute_query_dict(
                SQL(
                    "SELECT user_id, day, half FROM vpdt_digest WHERE day = ANY(%s)",
                    list({day for day, _half in halves.values()}),
                )
            )
        }
        due = users.filtered(
            lambda user: user.id in halves and (user.id, *halves[user.id]) not in had
        )
        sent = tries = place = 0
        while place < len(due):
            some = due[place : place + _PEOPLE]
            try:
                sent += self._write_digests(some, halves)
                left = self.env["ir.cron"]._commit_progress(
                    len(some), remaining=max(0, len(due) - place - _PEOPLE)
                )
            except SerializationFailure:
                # another run was at these: it has written them
                self.env.cr.rollback()
                self.env.invalidate_all(flush=False)
                tries += 1
                if tries > _TRIES:
                    raise
                continue
            place, tries = place + _PEOPLE, 0
            if not left:
                break
        return sent

    @api.model
    def _halves_due(self, users, now):
        """Return {user id: (day, half)} of those whose digest is due."""
        morning, afternoon = self._digest_times()
        calendars = self._calendars(users)
        due = {
            calendar: half_day(
                calendar._local(now), calendar._local_day(now), morning, afternoon
            )
            for calendar in set(calendars.values())
        }
        return {user: due[hours] for user, hours in calendars.items() if due[hours]}

    @api.model
    def _write_digests(self, users, halves):
        sent = 0
        for user, lines in self._waiting(users).items():
            wanted = [line for line in lines if line["fresh"]]
            day, half = halves[user.id]
            if wanted and user.active:
                if not self._claim(user, day, half, len(wanted)):
                    continue
                title = (
                    self._in(user.lang).env._("This morning's digest")
                    if half == MORNING
                    else self._in(user.lang).env._("This afternoon's digest")
                )
                self._send(user, f"{title} {day:%d/%m/%Y}", wanted)
                sent += 1
            self.sudo().browse(line["id"] for line in lines).unlink()
        self.env.flush_all()
        return sent

    @api.model
    def _claim(self, user, day, half, lines):
        """Take this half-day's digest of `user`; whoever comes second gets False."""
        return self.env.execute_query(
            SQL(
                """
                INSERT INTO vpdt_digest (user_id, day, half, at, lines)
                VALUES (%s, %s, %s, now() AT TIME ZONE 'UTC', %s)
                ON CONFLICT DO NOTHING
             RETURNING id
                """,
                user.id,
                day,
                half,
                lines,
            )
        )

    @api.model
    def _waiting(self, users, only=None):
        """Return {user: lines} of what waits for `users`, by one query.

        A line is "fresh" while it is still so: a reminder while the handling is open,
        its clock runs and the deadline is the one that was meant; a turn while it is
        his; anything else while he reads the document.
        """
        clerks = [
            (holding.agency_id, holding.user_id)
            for holding in self.env["hr.job"]._holdings(
                roles=["clerk"], user_ids=users.ids
            )
        ]
        self.flush_model()
        rows = self.env.execute_query_dict(
            SQL(
                """
                WITH clerk AS (
                    SELECT * FROM unnest(%(agencies)s::int[], %(clerks)s::int[])
                               AS c (agency_id, user_id)
                ), held AS (
                    SELECT n.id, EXISTS (
                        SELECT 1 FROM vpdt_handling own
                         WHERE own.document_id = n.document_id
                           AND own.state IN ('waiting', 'opened')
                           AND (n.handling_id IS NULL OR n.event <> 'reminder'
                                OR own.id = n.handling_id)
                           AND (n.user_id IN (own.user_id, own.acting_id)
                                OR own.user_id IS NULL AND EXISTS (
                                    SELECT 1 FROM clerk
                                     WHERE clerk.user_id = n.user_id
                                       AND clerk.agency_id = own.agency_id))
                    ) AS mine
                      FROM vpdt_notice n WHERE n.user_id = ANY(%(users)s)
                )
                SELECT n.id, n.user_id, n.event, n.document_id, n.handling_id,
                       n.deadline, n.inside, n.email, n.push, d.code, d.urgency,
                       held.mine, reader.reads, partner.name AS holder,
                       h.agency_id,
                       CASE WHEN n.event = 'reminder'
                            THEN h.state IN ('waiting', 'opened')
                                 AND h.suspended_at IS NULL
                                 AND h.deadline IS NOT DISTINCT FROM n.deadline
                            WHEN n.event IN ('turn', 'urgent') THEN held.mine
                            ELSE reader.reads END IS TRUE AS fresh
                  FROM vpdt_notice n
                  JOIN held ON held.id = n.id
                  JOIN vpdt_document d ON d.id = n.document_id
             LEFT JOIN vpdt_handling h ON h.id = n.handling_id
             LEFT JOIN res_users holder ON holder.id = coalesce(h.acting_id, h.user_id)
             LEFT JOIN res_partner partner ON partner.id = holder.partner_id
                 CROSS JOIN LATERAL (SELECT EXISTS (
                        SELECT 1 FROM vpdt_reader r
                         WHERE r.user_id = n.user_id
                           AND r.document_id = n.document_id) AS reads) reader
                 WHERE n.user_id = ANY(%(users)s)
                   AND (%(only)s::text IS NULL OR n.event = %(only)s)
                 ORDER BY n.user_id, d.urgency DESC, n.deadline, n.id
                """,
                agencies=[agency for agency, _user in clerks],
                clerks=[user for _agency, user in clerks],
                users=users.ids,
                only=only,
            )
        )
        waiting = defaultdict(list)
        for row in rows:
            waiting[users.browse(row["user_id"])].append(row)
        return waiting

    @api.model
    def _send(self, user, title, lines, outside=True):
        """Send one digest by the ways that its lines are wanted."""
        told = self._in(user.lang)
        inside = [line for line in lines if line["inside"]]
        if inside:
            # sudo: the system's message to its one reader
            told.env["mail.thread"].sudo().message_notify(
                partner_ids=user.partner_id.ids,
                author_id=self.env.ref("base.partner_root").id,
                subject=title,
                body=told._digest_body(user, title, inside),
                subtype_xmlid="mail.mt_note",
                inbox_only=True,
            )
        if not outside:
            return
        mailed = [line for line in lines if line["email"]]
        if mailed and user.partner_id.email:
            told._mail(
                user.partner_id, title, told._digest_counts(user), _kept(title, mailed)
            )
        pushed = [line for line in lines if line["push"]]
        if pushed:
            words = told.env._("%(count)s papers", count=len(pushed))
            told._push(
                user.partner_id, title, words, {"model": "vpdt.document", "res_id": ""}
            )

    @api.model
    def _digest_body(self, user, title, lines, outside=False):
        """Return a digest: how much there is, then numbers and deadlines.

        Never what a paper says; a paper its reader may not see is only counted.
        """
        parts = [Markup("<p><b>%s</b></p>") % title, self._digest_counts(user)]
        groups, hidden, seen = defaultdict(list), 0, set()
        for line in lines:
            key = (line["event"], line["document_id"], line["handling_id"])
            if key in seen:
                continue
            seen.add(key)
            if not line["reads"]:
                hidden += 1
            else:
                groups[line["event"], bool(line["mine"])].append(line)
        for event, _label in EVENTS:
            for mine in (True, False):
                group = groups.get((event, mine))
                if group:
                    parts.append(self._digest_part(event, mine, group, outside, user))
        if hidden:
            parts.append(
                Markup("<p>%s</p>")
                % self.env._(
                    "Late or due in your agencies, not entered in the register yet or "
                    "not sent to you: %(count)s papers.",
                    count=hidden,
                )
            )
        return Markup("").join(parts)

    @api.model
    def _digest_counts(self, user):
        mine = self.env["vpdt.handling"].with_user(user)
        if not mine.has_access("read"):
            return Markup("")
        counters, _of_filters, _acts = mine._desk_counters()
        return Markup("<p>%s</p>") % self.env._(
            "With you: %(all)s papers, %(overdue)s overdue, %(soon)s due soon.",
            all=counters["all"],
            overdue=counters["overdue"],
            soon=counters["due_soon"],
        )

    @api.model
    def _digest_part(self, event, mine, lines, outside, user):
        calendar = self._calendars(user)[user.id]
        now = fields.Datetime.now()
        agencies = (
            self.env["hr.department"]
            .sudo()
            .browse({line["agency_id"] for line in lines if line["agency_id"]})
        )
        names = {unit.id: unit.name for unit in agencies}
        items = []
        for line in lines[:_LINES]:
            words = []
            if line["deadline"]:
                day = calendar._local(line["deadline"]).strftime("%H:%M %d/%m/%Y")
                words.append(
                    self.env._("late since %(time)s", time=day)
                    if line["deadline"] <= now
                    else self.env._("due %(time)s", time=day)
                )
            if not mine and event == "reminder":
                words.append(line["holder"] or names.get(line["agency_id"], ""))
            items.append(
                Markup('<li><a href="%s">%s</a>%s</li>')
                % (
                    self._link(line["document_id"], outside),
                    line["code"] or line["document_id"],
                    f": {', '.join(words)}" if words else "",
                )
            )
        if len(lines) > _LINES:
            items.append(
                Markup("<li>%s</li>")
                % self.env._("and %(count)s more", count=len(lines) - _LINES)
            )
        head = (
            self.env._("You watch over these deadlines")
            if event == "reminder" and not mine
            else dict(self._fields["event"]._description_selection(self.env))[event]
        )
        return Markup("<p>%s (%s)</p><ul>%s</ul>") % (
            head,
            len(lines),
            Markup("").join(items),
        )


def _kept(title, lines):
    """Return what a digest in the queue keeps of its lines: nothing a paper says."""
    names = ("event", "document_id", "handling_id", "mine", "holder", "agency_id")
    return {
        "title": title,
        "lines": [
            {
                **{name: line[name] for name in names},
                "deadline": line["deadline"]
                and fields.Datetime.to_string(line["deadline"]),
            }
            for line in lines
        ],
    }


class VpdtDigest(models.Model):
    """That a person was sent the digest of a half-day: never twice."""

    _name = "vpdt.digest"
    _inherit = ["vpdt.append.only.mixin"]
    _description = "Digest sent"
    _order = "id desc"
    _log_access = False
    _rec_name = "day"

    user_id = Pointer("res.users", required=True)
    day = fields.Date(required=True)
    half = fields.Selection(
        [("morning", "Morning"), ("afternoon", "Afternoon")], required=True
    )
    at = fields.Datetime(required=True)
    lines = fields.Integer()

    _once = models.UniqueIndex("(day, half, user_id)")
