import logging
from datetime import timedelta

from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.tools import SQL

from .pointer import Pointer
from .vpdt_reminder_rule import BY_ROLE, WORKING

_logger = logging.getLogger(__name__)

#: Handlings looked at in one short transaction.
_SLICE = 1000
#: How often a slice is tried again when another run was at it.
_TRIES = 10
#: Urgencies that need a receipt: express, and express with an hour.
EXPRESS = ("3", "4")


class VpdtReminder(models.Model):
    """Who was reminded of what, when, by which rule or by whom: only added to.

    The run finds what is due with one statement for each slice of handlings, under
    the rights of the system: it reads deadlines and holders, never what a paper says.
    It locks no handling, and may run twice or two at once: the row of a round is the
    round, and there can be one only.
    """

    _name = "vpdt.reminder"
    _inherit = ["vpdt.append.only.mixin"]
    _description = "Reminder"
    _order = "id desc"
    _log_access = False
    _rec_name = "kind"

    document_id = Pointer(
        "vpdt.document", required=True, index=True, bypass_search_access=True
    )
    handling_id = Pointer("vpdt.handling", required=True, index=True)
    agency_id = Pointer("hr.department", required=True)
    rule_id = fields.Many2one(
        "vpdt.reminder.rule", index="btree_not_null", ondelete="restrict"
    )
    kind = fields.Selection(
        [
            ("before", "Before the deadline"),
            ("at", "At the deadline"),
            ("after", "After the deadline"),
            ("urgent", "Express, not confirmed"),
            ("hand", "By hand"),
        ],
        required=True,
    )
    round = fields.Integer(required=True, default=0)
    counted_from = fields.Datetime(
        help="The deadline (express: the sending) it counts from: a deadline put off "
        "begins anew."
    )
    user_id = Pointer("res.users", required=True, index=True, string="Reminded")
    author_id = Pointer("res.users", string="By", help="Empty: by rule.")
    at = fields.Datetime(required=True, default=fields.Datetime.now)
    text = fields.Text()

    _once = models.UniqueIndex(
        "(handling_id, rule_id, round, counted_from, user_id) WHERE rule_id IS NOT NULL"
    )
    _by_hand = models.Index("(agency_id, at DESC) WHERE kind = 'hand'")

    @api.model
    def _note_by_hand(self, handlings, users, text):
        """Write down that the user reminded `users` of `handlings`."""
        # sudo: traces are written by reminders only, after their checks
        self.sudo().create(
            [
                {
                    "document_id": handling.document_id.id,
                    "handling_id": handling.id,
                    "agency_id": handling.agency_id.id,
                    "kind": "hand",
                    "counted_from": handling.deadline,
                    "user_id": user.id,
                    "author_id": self.env.uid,
                    "at": fields.Datetime.now(),
                    "text": text,
                }
                for handling in handlings
                for user in users
            ]
        )

    # -- the plan of a run -----------------------------------------------------

    @api.model
    def _plan(self, kind, now):
        """Return what is due at `now`: the bounds and the people, for the statements.

        :return: (bounds, people): columns as lists, see `_bounds` and `_people`
        """
        # sudo: the system's own run; rules and posts are set-up, no content
        rules = self.env["vpdt.reminder.rule"].sudo()
        rules = rules._in_force(kind, self.env["hr.job"]._today())
        agencies = self.env["hr.department"].sudo().search([("is_agency", "=", True)])
        return self._bounds(rules, agencies, now), self._people(agencies)

    @api.model
    def _bounds(self, rules, agencies, now):
        """Return the windows of the rules in each agency, as columns."""
        by_calendar = {}
        for agency in agencies:
            calendar = agency._working_calendar()
            by_calendar.setdefault(calendar, agencies.browse())
            by_calendar[calendar] |= agency
        rows = []
        for calendar, members in by_calendar.items():
            for rule, place, after, until in rules._windows(calendar, now):
                scope = rule.agency_id
                rows += [
                    (
                        agency.id,
                        rule.id,
                        place,
                        "urgent" if rule.kind == "urgent" else rule.when,
                        rule.whom,
                        rule.purpose or None,
                        rule.urgency,
                        after,
                        until,
                    )
                    for agency in members
                    if not scope or f"/{scope.id}/" in f"/{agency.parent_path}"
                ]
        return [list(column) for column in zip(*rows, strict=True)]

    @api.model
    def _people(self, agencies):
        """Return who holds the roles that rules name, as columns.

        A role nobody holds in the agency is looked for in the ones above it.
        """
        held = {}
        for holding in self.env["hr.job"]._holdings():
            held.setdefault((holding.agency_id, holding.role), set()).add(
                holding.user_id
            )
        rows = []
        for agency in agencies:
            for user in held.get((agency.id, "clerk"), ()):
                rows.append((agency.id, "clerk", user))
            for role in (*BY_ROLE, "deputy_chief_of_office"):
                above = agency
                while above and (above.id, role) not in held:
                    above = above.parent_id.agency_id
                for user in held.get((above.id, role), ()):
                    rows.append((agency.id, role, user))
        return [list(column) for column in zip(*rows, strict=True)] or [[], [], []]

    # -- the statements --------------------------------------------------------

    @api.model
    def _hits_sql(self, bounds, people, base):
        """Return the common table expressions from `slice` to `told`.

        :param base: column of the handling that the rules count from
        """
        column = SQL.identifier(base)
        return SQL(
            """
            bound AS (
                SELECT * FROM unnest(
                    %(agency)s::int[], %(rule)s::int[], %(round)s::int[],
                    %(kind)s::text[], %(whom)s::text[], %(purpose)s::text[],
                    %(urgency)s::text[], %(after)s::timestamp[], %(until)s::timestamp[]
                ) AS b (agency_id, rule_id, round, kind, whom, purpose, urgency,
                        after, until)
            ), person AS (
                SELECT * FROM unnest(
                    %(in_agency)s::int[], %(role)s::text[], %(person)s::int[]
                ) AS p (agency_id, role, user_id)
            ), hit AS MATERIALIZED (
                SELECT s.*, s.%(base)s AS counted_from, b.rule_id, b.round, b.kind,
                       b.whom
                  FROM slice s
                  JOIN bound b ON b.agency_id = s.agency_id
                 WHERE s.%(base)s <= b.until
                   AND (b.after IS NULL OR s.%(base)s > b.after)
                   AND (s.purpose = b.purpose OR b.purpose IS NULL AND (
                            b.kind = 'urgent' OR s.purpose = ANY(%(working)s)))
                   AND s.urgency >= b.urgency
                   -- a run finds most of it told by the one before
                   AND NOT EXISTS (
                        SELECT 1 FROM vpdt_reminder r
                         WHERE r.handling_id = s.id AND r.rule_id = b.rule_id
                           AND r.round = b.round AND r.counted_from = s.%(base)s)
            ), holder AS (
                SELECT s.id, coalesce(s.acting_id, s.user_id) AS user_id
                  FROM slice s
                 WHERE s.user_id IS NOT NULL
                 UNION ALL
                SELECT s.id, p.user_id
                  FROM slice s
                  JOIN person p ON p.agency_id = s.agency_id AND p.role = 'clerk'
                 WHERE s.user_id IS NULL
            ), monitor AS (
                SELECT hit.id, m.user_id
                  FROM hit
                  JOIN vpdt_handling m ON m.document_id = hit.document_id
                   AND m.purpose = 'monitor' AND m.user_id IS NOT NULL
                   AND m.state NOT IN ('returned', 'recalled')
                 WHERE hit.whom = 'monitor'
            ), called AS (
                SELECT hit.*, holder.user_id AS told_id
                  FROM hit
                  JOIN holder ON holder.id = hit.id
                 WHERE hit.whom = 'holder'
                 UNION
                SELECT hit.*, hit.sender_id FROM hit WHERE hit.whom = 'sender'
                 UNION
                SELECT hit.*, p.user_id
                  FROM hit
                  JOIN person p ON p.agency_id = hit.agency_id AND p.role = hit.whom
                 UNION
                SELECT hit.*, monitor.user_id
                  FROM hit
                  JOIN monitor ON monitor.id = hit.id
                 WHERE hit.whom = 'monitor'
                 UNION
                -- nobody was asked to: who is in charge of the subject area
                SELECT hit.*, c.user_id
                  FROM hit
                  JOIN vpdt_document d ON d.id = hit.document_id
                  JOIN vpdt_field_charge c ON c.field_id = d.field_id
                   AND (c.valid_from IS NULL OR c.valid_from <= %(today)s)
                   AND (c.valid_to IS NULL OR c.valid_to >= %(today)s)
                  JOIN person p ON p.agency_id = hit.agency_id
                   AND p.role = 'deputy_chief_of_office' AND p.user_id = c.user_id
                 WHERE hit.whom = 'monitor'
                   AND NOT EXISTS (SELECT 1 FROM monitor WHERE monitor.id = hit.id)
            ), told AS (
                SELECT called.*
                  FROM called
                  JOIN res_users u ON u.id = called.told_id AND u.active
                    -- who has it is reminded as such, not as his own head as well
                 WHERE called.whom = 'holder' OR NOT EXISTS (
                        SELECT 1 FROM holder
                         WHERE holder.id = called.id
                           AND holder.user_id = called.told_id)
            )
            """,
            **dict(
                zip(
                    (
                        "agency",
                        "rule",
                        "round",
                        "kind",
                        "whom",
                        "purpose",
                        "urgency",
                        "after",
                        "until",
                    ),
                    bounds,
                    strict=True,
                )
            ),
            **dict(zip(("in_agency", "role", "person"), people, strict=True)),
            base=column,
            working=list(WORKING),
            today=self.env["hr.job"]._today(),
        )

    @api.model
    def _trace_sql(self, now):
        """Return the expression that writes `told` down, once for each round."""
        return SQL(
            """
            traced AS (
                INSERT INTO vpdt_reminder
                       (document_id, handling_id, agency_id, rule_id, kind, round,
                        counted_from, user_id, at)
                SELECT document_id, id, agency_id, rule_id, kind, round,
                       counted_from, told_id, %s
                  FROM told
                ON CONFLICT DO NOTHING
             RETURNING *
            )
            """,
            now,
        )

    @api.model
    def _remind_slice(self, plan, now, last, size=_SLICE):
        """Write the reminders due among the next handlings by deadline.

        :param last: (moment, id) of the last handling of the slice before
        :return: (number of handlings looked at, reminders written, new `last`)
        """
        bounds, people = plan
        until = max(bounds[8])
        # `moment` is the expression of the index `_deadline_moment`
        [row] = self.env.execute_query(
            SQL(
                """
                WITH slice AS MATERIALIZED (
                    SELECT h.id, h.document_id, h.agency_id, h.user_id, h.acting_id,
                           h.sender_id, h.purpose, h.urgency, h.deadline,
                           extract(epoch FROM h.deadline) AS moment
                      FROM vpdt_handling h
                     WHERE h.state IN ('waiting', 'opened')
                       AND h.suspended_at IS NULL
                       AND extract(epoch FROM h.deadline)
                           <= extract(epoch FROM %(until)s::timestamp)
                       AND (extract(epoch FROM h.deadline), h.id)
                           > (%(moment)s::numeric, %(id)s)
                     ORDER BY extract(epoch FROM h.deadline), h.id
                     LIMIT %(size)s
                ), %(hits)s, %(trace)s, noticed AS (%(notices)s)
                SELECT (SELECT count(*) FROM slice), (SELECT count(*) FROM traced),
                       latest.moment, latest.id
                  FROM (SELECT 1) AS one
                  LEFT JOIN (SELECT moment, id FROM slice
                              ORDER BY moment DESC, id DESC LIMIT 1) AS latest ON TRUE
                """,
                until=until,
                moment=last[0],
                id=last[1],
                size=size,
                hits=self._hits_sql(bounds, people, "deadline"),
                trace=self._trace_sql(now),
                notices=self.env["vpdt.notice"]._reminders_sql(now),
            )
        )
        looked, written, moment, last_id = row
        return looked, written, (moment, last_id) if looked else last

    # -- the runs ----------------------------------------------------------------

    @api.model
    def _cron_remind(self):
        """Remind of deadlines, slice by slice, then tell who wants to know at once.

        :return: number of reminders written
        """
        now = fields.Datetime.now()
        self.env["hr.job"]._flush_holdings()
        self.env["vpdt.handling"].flush_model()
        plan = self._plan("deadline", now)
        written, last, tries = 0, (0, 0), 0
        while plan[0]:
            try:
                looked, new, last = self._remind_slice(plan, now, last)
            except SerializationFailure:
                # another run was at this slice: look again at what it left
                self.env.cr.rollback()
                tries += 1
                if tries > _TRIES:
                    raise
                continue
            written, tries = written + new, 0
            left = self.env["ir.cron"]._commit_progress(
                looked, remaining=int(looked == _SLICE)
            )
            if looked < _SLICE:
                break
            if not left:
                # the next call begins anew: what is written is not written twice
                return written
        self.env["vpdt.notice"]._tell_at_once()
        self.env["ir.cron"]._commit_progress(0, remaining=0)
        if written:
            _logger.info("%s reminders written", written)
        return written

    @api.model
    def _cron_call(self):
        """Call whoever was sent an express paper and has not confirmed it, and after
        the set time the next person; outside working hours too.

        :return: number of calls
        """
        now = fields.Datetime.now()
        self.env["hr.job"]._flush_holdings()
        self.env["vpdt.handling"].flush_model()
        plan = self._plan("urgent", now)
        if not plan[0]:
            return 0
        # Few at a time: express papers are. The predicate is that of `_unconfirmed`.
        rows = self.env.execute_query(
            SQL(
                """
                WITH slice AS MATERIALIZED (
                    SELECT h.id, h.document_id, h.agency_id, h.user_id, h.acting_id,
                           h.sender_id, h.purpose, h.urgency, h.sent_at
                      FROM vpdt_handling h
                     WHERE h.state IN ('waiting', 'opened')
                       AND h.urgency IN ('3', '4')
                       AND h.acknowledged_at IS NULL
                       AND h.sent_at > %(since)s
                       AND h.suspended_at IS NULL
                       AND h.user_id IS DISTINCT FROM h.sender_id
                ), %(hits)s, %(trace)s
                SELECT traced.handling_id, traced.user_id, rule.whom
                  FROM traced
                  JOIN vpdt_reminder_rule rule ON rule.id = traced.rule_id
                 ORDER BY traced.handling_id, traced.user_id
                """,
                since=now - timedelta(days=1),
                hits=self._hits_sql(*plan, "sent_at"),
                trace=self._trace_sql(now),
            )
        )
        calls = {}
        for handling, user, whom in rows:
            calls.setdefault((handling, whom == "holder"), []).append(user)
        for (handling, again), users in calls.items():
            self.env["vpdt.handling"].browse(handling)._call(
                self.env["res.users"].browse(users), again
            )
        # the traces and the calls together, or neither
        self.env["ir.cron"]._commit_progress(len(rows), remaining=0)
        return len(rows)
