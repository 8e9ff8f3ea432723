from collections import defaultdict
from datetime import timedelta
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL

from ..presence import Half, Person, closed_spans, count, locked_spans, verdict

_DAY = timedelta(days=1)


class Post(NamedTuple):
    """A post held from `since` to `until` (dates, both in; None: open)."""

    user_id: int
    agency_id: int
    job_id: int
    has_duty: bool
    since: object
    until: object

    def holds_on(self, day):
        return self.since <= day and (self.until is None or day <= self.until)


class HrJob(models.Model):
    _inherit = "hr.job"

    no_presence_duty = fields.Boolean(
        string="Need not use it daily",
        help="Who holds this post need not use the system twice a working day.",
    )


class VpdtPresence(models.Model):
    """What is computed of the first uses: who was there, late, missing or excused.

    In a number of queries that depends neither on the people nor on the days.
    """

    _inherit = "vpdt.presence"

    @api.model
    def _verdicts(self, date_from, date_to, agency_ids=None, user_ids=None, now=None):
        """Return how each person's half-days of a period stand.

        A person counts with the agency of his own post on that day, or else of the
        first post he holds beside; who left or whose account was closed since counts
        for the days before.

        :param date_from, date_to: dates, both in
        :param agency_ids, user_ids: only of these, unless None
        :return: {(agency id, user id): {(day, half): presence.Verdict}}
        """
        now = now or fields.Datetime.now()
        posts = self._posts(date_from, date_to)
        if user_ids is not None:
            posts = {key: posts[key] for key in user_ids if key in posts}
        if agency_ids is not None:
            wanted = set(agency_ids)
            posts = {
                user: held
                for user, held in posts.items()
                if any(post.agency_id in wanted for post in held)
            }
        people = self._people(list(posts), date_from, date_to)
        seen = self._seen(list(posts), date_from, date_to)
        halves = self._halves(
            {post.agency_id for held in posts.values() for post in held},
            date_from,
            date_to,
        )
        found = defaultdict(dict)
        days = [date_from + _DAY * n for n in range((date_to - date_from).days + 1)]
        for user, held in posts.items():
            for day in days:
                post = next((post for post in held if post.holds_on(day)), None)
                if not post or agency_ids is not None and post.agency_id not in wanted:
                    continue
                person = people[user][post.has_duty]
                mine = found[post.agency_id, user]
                for half in halves[post.agency_id][day]:
                    key = day, half.at.half
                    mine[key] = verdict(half, person, seen.get((user, *key)), now)
        return dict(found)

    @api.model
    def _presence_figures(self, date_from, date_to, agency_ids=None):
        """Return the half-days of a period by agency, for reports.

        :param date_from, date_to: dates, both in
        :param agency_ids: only of these, unless None
        :return: {agency id: {"people", "due", "present", "late", "missing", "excused",
            "waiting" (not over yet)}}; `due` = present + late + missing
        """
        by_agency = defaultdict(list)
        people = defaultdict(set)
        for (agency, user), mine in self._verdicts(
            date_from, date_to, agency_ids
        ).items():
            by_agency[agency] += mine.values()
            people[agency].add(user)
        return {
            agency: {"people": len(people[agency]), **count(verdicts)}
            for agency, verdicts in by_agency.items()
        }

    # -- what it is computed of -----------------------------------------------------

    @api.model
    def _posts(self, date_from, date_to):
        """Return {user id: his posts in that time, his own first}.

        Past what `hr.job._holdings` tells: of people whose account is closed today as
        well, for the days before.
        """
        self.env["hr.job"]._flush_holdings()
        self.env["hr.job"].flush_model(["no_presence_duty"])
        rows = self.env.execute_query(
            SQL(
                """
                WITH own AS (
                    SELECT v.employee_id, v.job_id, v.date_version AS since,
                           lead(v.date_version) OVER (
                                PARTITION BY v.employee_id
                                    ORDER BY v.date_version) - 1 AS until
                      FROM hr_version v
                     WHERE v.active
                ), held AS (
                    SELECT own.*, 0 AS place, 0 AS id FROM own
                     UNION ALL
                    SELECT s.employee_id, s.job_id, s.date_from, s.date_to, 1, s.id
                      FROM vpdt_second_post s
                )
                SELECT r.user_id, j.agency_id, j.id, j.no_presence_duty IS NOT TRUE,
                       held.since, held.until
                  FROM held
                  JOIN hr_employee e ON e.id = held.employee_id
                  JOIN resource_resource r ON r.id = e.resource_id
                  JOIN res_users u ON u.id = r.user_id
                  JOIN hr_job j ON j.id = held.job_id
                 WHERE j.role IS NOT NULL AND j.agency_id IS NOT NULL
                   -- who is filed away with an open account works here no more
                   AND (e.active OR NOT u.active)
                   AND held.since <= %(last)s
                   AND (held.until IS NULL OR held.until >= %(first)s)
                 ORDER BY r.user_id, held.place, held.since DESC, held.id
                """,
                first=date_from,
                last=date_to,
            )
        )
        posts = defaultdict(list)
        for row in rows:
            posts[row[0]].append(Post(*row))
        return dict(posts)

    @api.model
    def _people(self, user_ids, date_from, date_to):
        """Return {user id: {has the duty: presence.Person}}: what excuses them."""
        # sudo: when accounts were locked and people away, for their overseers
        sudo = self.sudo()
        changes = defaultdict(list)
        sudo.env["vpdt.account.change"].flush_model(["user_id", "kind", "at"])
        for user, at, kind in self.env.execute_query(
            SQL(
                """
                SELECT user_id, at, kind FROM vpdt_account_change
                 WHERE user_id = ANY(%s)
                   AND kind IN ('issue', 'restore', 'revoke', 'lock', 'unlock')
                 ORDER BY at, id
                """,
                user_ids,
            )
        ):
            changes[user].append((at, kind))
        away = defaultdict(list)
        sudo.env["vpdt.absence"].flush_model()
        for user, start, end, kind in self.env.execute_query(
            SQL(
                """
                SELECT user_id, date_from, date_to, kind FROM vpdt_absence
                 WHERE user_id = ANY(%s) AND state <> 'cancelled'
                   AND date_from < %s AND date_to > %s
                 ORDER BY date_from, id
                """,
                user_ids,
                # more than any zone is away from UTC
                date_to + 2 * _DAY,
                date_from - _DAY,
            )
        ):
            away[user].append((start, end, kind))
        sudo.env["res.users"].flush_model(["active"])
        found = {}
        for user, created, is_open in self.env.execute_query(
            SQL(
                "SELECT id, create_date, active FROM res_users WHERE id = ANY(%s)",
                user_ids,
            )
        ):
            closed = tuple(closed_spans(changes[user], created, is_open))
            locked = tuple(locked_spans(changes[user]))
            found[user] = {
                has_duty: Person(closed, locked, tuple(away[user]), has_duty)
                for has_duty in (True, False)
            }
        return found

    @api.model
    def _seen(self, user_ids, date_from, date_to):
        """Return {(user id, day, half): first use, naive UTC}."""
        return {
            (user, day, half): at
            for user, day, half, at in self.env.execute_query(
                SQL(
                    """
                    SELECT user_id, day, half, at FROM vpdt_presence
                     WHERE day BETWEEN %s AND %s AND user_id = ANY(%s)
                    """,
                    date_from,
                    date_to,
                    user_ids,
                )
            )
        }

    @api.model
    def _halves(self, agency_ids, date_from, date_to):
        """Return {agency id: {day: list of presence.Half}}; once for each calendar."""
        times = self.env["hr.department"].browse(sorted(agency_ids))._work_times()
        windows = self.env["vpdt.presence.window"]
        days = [date_from + _DAY * n for n in range((date_to - date_from).days + 1)]
        by_day = {day: windows._half_days(day) for day in days}
        by_time = {}
        for time in times.values():
            if id(time) not in by_time:
                by_time[id(time)] = {
                    day: [
                        Half.of(at, time.on(day), self._is_holiday(time, day))
                        for at in by_day[day]
                    ]
                    for day in days
                }
        return {agency.id: by_time[id(time)] for agency, time in times.items()}

    @api.model
    def _is_holiday(self, time, day):
        """Return whether a day is off otherwise than by the week."""
        if time.exchanged.get(day, day) is None:
            return True
        return bool(time.hours_of(day)) and time.is_off(day)
