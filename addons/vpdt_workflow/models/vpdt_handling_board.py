from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..routing import OPEN
from .vpdt_handling_chasing import AGAIN_AFTER
from .vpdt_reminder_rule import WORKING

#: Who sees how the agencies of the committee stand.
_LEADERS = ("chairman", "vice_chairman", "chief_of_office", "deputy_chief_of_office")
#: Papers traced one by one when an agency is reminded by hand; its head gets the count.
_TRACED = 200


class HrDepartment(models.Model):
    _inherit = "hr.department"

    watches_agencies = fields.Boolean(
        help="It watches how the agencies beside it use the system, and urges them "
        "(QĐ 553 Điều 4.1: Phòng Văn hóa và Thông tin): its people see the board of "
        "agencies, in counts.",
    )


class VpdtHandling(models.Model):
    """The board of agencies: how each stands, and one click to remind it (R16, R22).

    | who                                            | counts of                     |
    |------------------------------------------------|-------------------------------|
    | leaders and leaders of the office              | their agency and those below  |
    | clerks of an agency that has a chief of office | the same                      |
    | people of an agency that watches               | the agency above and its own  |

    Counts are of all; the lists behind them obey the reader table (I3).
    """

    _inherit = "vpdt.handling"

    _board = models.Index(
        "(agency_id, purpose) INCLUDE (deadline, state, user_id, acting_id, "
        "suspended_at) WHERE state IN ('waiting', 'opened')"
    )

    @api.model
    def _board_agencies(self):
        """Return the agencies whose counts the user may see.

        :raises AccessError: none
        """
        holdings = self.env.user._holdings()
        # sudo: which agencies there are, and who watches them, is set-up
        units = self.env["hr.department"].sudo()
        tops = units.browse(
            {item.agency_id for item in holdings if item.role in _LEADERS}
        )
        desks = units.browse(
            {item.agency_id for item in holdings if item.role == "clerk"}
        )
        if desks:
            with_office = {
                item.agency_id
                for item in self.env["hr.job"]._holdings(
                    roles=["chief_of_office"], agency_ids=desks.ids
                )
            }
            tops |= desks.filtered(lambda unit: unit.id in with_office)
        own = units.browse(
            {item.agency_id for item in holdings if item.role != "operator"}
        )
        for agency in own.filtered("watches_agencies"):
            tops |= agency.parent_id.agency_id or agency
        if not tops:
            raise AccessError(
                self.env._(
                    "The board of agencies is for the leaders, the Office and the "
                    "agency that watches the others."
                )
            )
        today = self.env["hr.job"]._today()
        return units.search(
            [
                ("is_agency", "=", True),
                ("id", "child_of", tops.ids),
                "|",
                ("valid_to", "=", False),
                ("valid_to", ">=", today),
            ],
            order="id",
        )

    @api.model
    @api.readonly
    def board_may(self):
        """Return whether the user may see the board of agencies."""
        try:
            return bool(self._board_agencies())
        except AccessError:
            return False

    @api.model
    @api.readonly
    def board_read(self):
        """Return how each agency stands, in one grouped query.

        :return: {"agencies": [{"id", "name", "symbol", "open", "overdue", "due_soon",
            "unopened", "oldest" (deadline of the one overdue longest) or False,
            "reminded_at" or False, "may_remind"}], "total": the same sums}
        :raises AccessError: the board is not the user's to see
        """
        agencies = self._board_agencies()
        counts = self._board_counts(SQL("h.agency_id"), agencies.ids)
        reminded = self._last_reminded(agencies.ids)
        since = fields.Datetime.now() - AGAIN_AFTER
        empty = {"open": 0, "overdue": 0, "due_soon": 0, "unopened": 0, "oldest": None}
        rows = []
        for agency in agencies:
            row = counts.get(agency.id, empty)
            last = reminded.get(agency.id)
            rows.append(
                {
                    "id": agency.id,
                    "name": agency.name,
                    "symbol": agency.symbol or "",
                    **row,
                    "oldest": self._stamp(row["oldest"]),
                    "reminded_at": self._stamp(last),
                    "may_remind": bool(row["overdue"] or row["due_soon"])
                    and not (last and last > since),
                }
            )
        total = {
            name: sum(row[name] for row in rows)
            for name in ("open", "overdue", "due_soon", "unopened")
        }
        return {"agencies": rows, "total": total}

    @api.model
    @api.readonly
    def board_people(self, agency_id):
        """Return how the people of one agency stand; as `board_read`.

        :return: [{"id" (False: with the clerks), "name", "open", "overdue",
            "due_soon", "unopened", "oldest"}], most overdue first
        """
        agency = self._board_agency(agency_id)
        counts = self._board_counts(SQL("coalesce(h.acting_id, h.user_id)"), agency.ids)
        # sudo: names of the people whose counts the user may see
        users = self.env["res.users"].sudo().browse(user for user in counts if user)
        users.fetch(["partner_id"])
        users.partner_id.fetch(["name"])
        names = {user.id: user.partner_id.name for user in users}
        rows = [
            {
                "id": user or False,
                "name": names.get(user) or self.env._("Clerks, to register"),
                **row,
                "oldest": self._stamp(row["oldest"]),
            }
            for user, row in counts.items()
        ]
        return sorted(
            rows, key=lambda row: (-row["overdue"], -row["open"], row["name"])
        )

    @api.model
    def action_board_list(self, agency_id, which="open", user_id=None):
        """Return the action of the list behind a count: what of it the user reads.

        :param which: "open", "overdue", "due_soon" or "unopened"
        :param user_id: a person's only; False: with the clerks; None: the agency's
        """
        agency = self._board_agency(agency_id)
        now = fields.Datetime.now()
        soon = now + timedelta(days=self._soon_days())
        running = [("suspended_at", "=", False)]
        domain = [
            ("agency_id", "=", agency.id),
            ("state", "in", OPEN),
            ("purpose", "in", WORKING),
        ] + {
            "overdue": [*running, ("deadline", "<", now)],
            "due_soon": [*running, ("deadline", ">=", now), ("deadline", "<", soon)],
            "unopened": [("state", "=", "waiting")],
        }.get(which, [])
        if user_id:
            domain += [
                "|",
                ("acting_id", "=", int(user_id)),
                "&",
                ("acting_id", "=", False),
                ("user_id", "=", int(user_id)),
            ]
        elif user_id is False:
            domain += [("user_id", "=", False)]
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "name": agency.name,
            "views": [[False, "list"], [False, "kanban"], [False, "form"]],
            "domain": domain,
            "help": self.env._(
                "Nothing here that was sent to you: the board counts all, a list shows "
                "what you read."
            ),
        }

    @api.model
    def action_remind_agency(self, agency_id, text=""):
        """Remind an agency of what is overdue and due soon there; once an hour.

        Who has something is told in one message, as is the head.

        :param text: words of one's own
        :return: number of people reminded
        """
        self = self._own_context()
        agency = self._board_agency(agency_id)
        # Two at once: the second waits here and then sees the first one's trace
        self.env.execute_query(
            SQL("SELECT pg_advisory_xact_lock(hashtext('vpdt.remind'), %s)", agency.id)
        )
        last = self._last_reminded(agency.ids).get(agency.id)
        if last and last > fields.Datetime.now() - AGAIN_AFTER:
            raise UserError(
                self.env._("They were reminded less than an hour ago: give them time.")
            )
        now = fields.Datetime.now()
        # sudo: whom to remind depends on all there is; `_board_agency` was passed
        due = self.sudo().search(
            [
                ("agency_id", "=", agency.id),
                ("state", "in", OPEN),
                ("purpose", "in", WORKING),
                ("suspended_at", "=", False),
                ("deadline", "<", now + timedelta(days=self._soon_days())),
            ]
        )
        if not due:
            raise UserError(self.env._("Nothing is overdue or due soon there."))
        return self._do_remind_agency(agency, due, (text or "").strip())

    @api.model
    def _do_remind_agency(self, agency, due, text):
        now = fields.Datetime.now()
        due = due.sorted("deadline")
        held = {"head": self.env["res.users"], "clerk": self.env["res.users"]}
        for holding in self.env["hr.job"]._holdings(
            roles=list(held), agency_ids=agency.ids
        ):
            held[holding.role] |= held["head"].browse(holding.user_id)
        mine = {}
        for handling in due:
            for user in handling.acting_id or handling.user_id or held["clerk"]:
                mine[user.id] = mine.get(user.id, due.browse()) | handling
        told = (held["head"].browse(mine) | held["head"]) - self.env.user
        for user in told:
            own = due if user in held["head"] else mine[user.id]
            late = own.filtered(lambda item: item.deadline < now)
            words = self.env._(
                "%(who)s reminds you: %(late)s papers overdue, %(soon)s due soon.",
                who=self.env.user.name,
                late=len(late),
                soon=len(own) - len(late),
            )
            # sudo: the message is the system's; counts only, no paper is named
            self.env["mail.thread"].sudo().message_notify(
                partner_ids=user.partner_id.ids,
                author_id=self.env.user.partner_id.id,
                subject=self.env._("Reminders of deadlines"),
                body=f"{words} {text}".strip(),
                subtype_xmlid="mail.mt_note",
                inbox_only=True,
            )
        traces = self.env["vpdt.reminder"]
        for user in told:
            traces._note_by_hand(mine.get(user.id, due[:1])[:_TRACED], user, text)
        due[:_TRACED].with_user(self.env.user)._note_step("remind", text)
        return len(told)

    # -- counts ------------------------------------------------------------------

    @api.model
    def _board_agency(self, agency_id):
        """Return the agency of that id, one whose counts the user may see."""
        agencies = self._board_agencies()
        try:
            agency = agencies.browse(int(agency_id or 0))
        except (TypeError, ValueError):
            agency = agencies.browse()
        if agency not in agencies or not agency:
            raise AccessError(self.env._("This is not yours to do."))
        return agency

    @api.model
    def _board_counts(self, by, agency_ids):
        """Return {key: counts} of open work, grouped by the SQL `by`.

        Past the record rules: counts only, and only after `_board_agencies`.
        """
        self.flush_model(
            [
                "agency_id",
                "user_id",
                "acting_id",
                "purpose",
                "state",
                "deadline",
                "suspended_at",
            ]
        )
        now = fields.Datetime.now()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT %(by)s, count(*),
                       count(*) FILTER (WHERE h.deadline < %(now)s
                                          AND h.suspended_at IS NULL),
                       count(*) FILTER (WHERE h.deadline >= %(now)s
                                          AND h.deadline < %(soon)s
                                          AND h.suspended_at IS NULL),
                       count(*) FILTER (WHERE h.state = 'waiting'),
                       min(h.deadline) FILTER (WHERE h.deadline < %(now)s
                                                 AND h.suspended_at IS NULL)
                  FROM vpdt_handling h
                 WHERE h.state IN ('waiting', 'opened')
                   AND h.purpose = ANY(%(working)s) AND h.agency_id = ANY(%(agencies)s)
                 GROUP BY 1
                """,
                by=by,
                now=now,
                soon=now + timedelta(days=self._soon_days()),
                working=list(WORKING),
                agencies=agency_ids,
            )
        )
        names = ("open", "overdue", "due_soon", "unopened", "oldest")
        return {row[0]: dict(zip(names, row[1:], strict=True)) for row in rows}

    @api.model
    def _last_reminded(self, agency_ids):
        """Return {agency id: when it was last reminded by hand}."""
        self.env["vpdt.reminder"].flush_model()
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT a.id, last.at
                      FROM unnest(%s::int[]) AS a (id)
                      JOIN LATERAL (
                            SELECT r.at FROM vpdt_reminder r
                             WHERE r.agency_id = a.id AND r.kind = 'hand'
                             ORDER BY r.at DESC LIMIT 1) last ON TRUE
                    """,
                    list(agency_ids),
                )
            )
        )

    @api.model
    def _stamp(self, value):
        return fields.Datetime.to_string(value) if value else False
