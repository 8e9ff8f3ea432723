from collections import defaultdict
from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.vpdt_documents.office_time import local_time

from ..checklist import (
    FACTOR_OWN,
    FACTOR_SENT,
    Account,
    Grant,
    Key,
    Limit,
    Link,
    Session,
    new_networks,
)

_NONE = Limit(0, 0)
#: A session that nobody used for so long has ended: Odoo removes it then.
_SESSION = timedelta(days=7)


class VpdtAccountFacts(models.AbstractModel):
    """Facts about accounts for the nightly check, from what other models keep.

    Each method is one query or a fixed number of them, for however many accounts; what
    is pending must have been written before.
    """

    _name = "vpdt.account.facts"
    _description = "Facts about accounts"

    @api.model
    def _of(self, users, limits, now, today):
        """Return {user id: checklist.Account}.

        :param limits: {kind: checklist.Limit} of what is looked for
        """

        def since(kind):
            return now - timedelta(days=limits.get(kind, _NONE).days)

        state, ledger = self._states(users), self._ledger(users)
        used, keys_used, failures = self._uses(users, since("failures"))
        links = self._links(users)
        away, grants = self._away(users, now), self._grants(users)
        odd = self._odd_days(users, since("odd_hours"))
        networks = self._networks(users, since("new_address"))
        keys, sessions = self._keys(users), self._sessions(users, now)
        posts = self._posts_since(users, today)
        wanted = self.env["vpdt.signin.policy"]._for_many(users, today)
        sends = bool(self.env["vpdt.notice"]._mail_sender())
        found = {}
        for user in users.ids:
            has_password, own_factor, has_mail, is_locked, created = state[user]
            has_mail = has_mail and sends
            first, changed, author, is_older = ledger.get(
                user, (created, None, None, True)
            )
            link_used, link = links.get(user, (None, None))
            own = author == user or bool(
                link_used and (not changed or link_used >= changed)
            )
            factor, rule_at = wanted[user]
            found[user] = Account(
                known_since=first,
                last_use=used.get(user),
                away=tuple(away[user]),
                is_locked=is_locked,
                factor_wanted=factor,
                factor=FACTOR_OWN if own_factor else FACTOR_SENT if has_mail else "",
                odd_days=odd.get(user, ()),
                networks=networks.get(user, ()),
                failures=failures.get(user, ()),
                password_at=(changed or first) if has_password else None,
                # of an account older than the ledger nobody knows
                password_own=own or (is_older and not changed),
                rule_at=rule_at,
                keys=tuple(keys[user]),
                key_used=keys_used.get(user),
                sessions=tuple(sessions[user]),
                link=link,
                grants=tuple(grants[user]),
                post_since=posts.get(user),
            )
        return found

    def _ask(self, query, users, **more):
        return self.env.execute_query(SQL(query, users=users.ids, **more))

    @api.model
    def _states(self, users):
        """Return {user id: (has a password, a second factor of his own, an address, is
        locked, since when it is there)}."""
        rows = self._ask(
            """
            SELECT u.id, coalesce(u.password, '') <> '',
                   coalesce(u.totp_secret, '') <> '' OR EXISTS (
                        SELECT 1 FROM auth_passkey_key k WHERE k.create_uid = u.id),
                   coalesce(p.email, '') <> '', u.locked_at IS NOT NULL, u.create_date
              FROM res_users u JOIN res_partner p ON p.id = u.partner_id
             WHERE u.id = ANY(%(users)s)
            """,
            users,
        )
        return {user: rest for user, *rest in rows}

    @api.model
    def _ledger(self, users):
        """Return {user id: (first line, last change of password, by whom, whether it is
        older than the ledger)}."""
        rows = self._ask(
            """
            SELECT user_id, min(at), max(at) FILTER (WHERE kind = 'password'),
                   (array_agg(author_id ORDER BY id DESC)
                        FILTER (WHERE kind = 'password'))[1],
                   bool_or(kind = 'known')
              FROM vpdt_account_change WHERE user_id = ANY(%(users)s)
             GROUP BY user_id
            """,
            users,
        )
        return {user: rest for user, *rest in rows}

    @api.model
    def _uses(self, users, since):
        """Return {user id: last use}, {user id: last use of a key}, {user id: moments
        of refused tries since}."""
        rows = self._ask(
            """
            SELECT user_id, max(at) FILTER (WHERE result = 'ok'
                                              AND way IS DISTINCT FROM 'key'),
                   max(at) FILTER (WHERE result = 'ok' AND way = 'key'),
                   array_agg(at) FILTER (WHERE result IN ('wrong', 'limit')
                                           AND at >= %(since)s)
              FROM vpdt_signin_attempt WHERE user_id = ANY(%(users)s)
             GROUP BY user_id
            """,
            users,
            since=since,
        )
        used = {user: at for user, at, _key, _tries in rows if at}
        keys = {user: at for user, _at, at, _tries in rows if at}
        failures = {user: tuple(tries) for user, *_two, tries in rows if tries}
        for user, at in self._ask(
            "SELECT user_id, max(at) FROM vpdt_presence WHERE user_id = ANY(%(users)s)"
            " GROUP BY user_id",
            users,
        ):
            used[user] = max(at, used.get(user, at))
        return used, keys, failures

    @api.model
    def _links(self, users):
        """Return {user id: (last use of a link or slip, the one still open)}."""
        rows = self._ask(
            """
            SELECT user_id, max(used_at),
                   max(id) FILTER (WHERE used_at IS NULL AND voided_at IS NULL),
                   max(issued_at) FILTER (WHERE used_at IS NULL AND voided_at IS NULL)
              FROM vpdt_first_password WHERE user_id = ANY(%(users)s)
             GROUP BY user_id
            """,
            users,
        )
        return {
            user: (used, Link(link, issued) if link else None)
            for user, used, link, issued in rows
        }

    @api.model
    def _away(self, users, now):
        """Return {user id: spans of absence until now and those under way}."""
        found = defaultdict(list)
        for user, start, end in self._ask(
            """
            SELECT user_id, date_from, date_to FROM vpdt_absence
             WHERE user_id = ANY(%(users)s) AND state <> 'cancelled'
               AND date_from <= %(now)s
            """,
            users,
            now=now,
        ):
            found[user].append((start, end))
        return found

    @api.model
    def _odd_days(self, users, since):
        """Return {user id: days since then with use outside of the hours of work}.

        Those hours begin with the first half-day or work and end with the last; on a
        day that nobody works every hour is odd.
        """
        moments = self._ask(
            """
            SELECT user_id, at FROM vpdt_signin_attempt
             WHERE user_id = ANY(%(users)s) AND at >= %(since)s AND result = 'ok'
               AND way IS DISTINCT FROM 'key'
             UNION
            SELECT user_id, at FROM vpdt_presence
             WHERE user_id = ANY(%(users)s) AND at >= %(since)s
            """,
            users,
            since=since,
        )
        agencies = users._account_agencies()
        units = self.env["hr.department"].union(*agencies.values())
        times, windows = units._work_times(), self.env["vpdt.presence.window"]
        hours, days = {}, defaultdict(set)
        for user, at in moments:
            time = times.get(agencies[user])
            if time is None:
                continue
            day = local_time(at).date()
            if (id(time), day) not in hours:
                spans = list(time.on(day))
                if spans:
                    halves = windows._half_days(day)
                    spans += [(half.opens, half.end) for half in halves]
                hours[id(time), day] = spans
            spans = hours[id(time), day]
            if not spans or not min(spans)[0] <= at <= max(end for _on, end in spans):
                days[user].add(day)
        return {user: tuple(sorted(some)) for user, some in days.items()}

    @api.model
    def _networks(self, users, since):
        """Return {user id: networks it first came from since then}."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT user_id, address, min(at) FROM vpdt_signin_attempt
                 WHERE result = 'ok' AND way IS DISTINCT FROM 'key'
                   AND user_id IS NOT NULL
                 GROUP BY user_id, address
                """
            )
        )
        return new_networks(rows, since)

    @api.model
    def _keys(self, users):
        found = defaultdict(list)
        for user, *key in self._ask(
            "SELECT user_id, id, name, create_date FROM res_users_apikeys"
            " WHERE user_id = ANY(%(users)s)",
            users,
        ):
            found[user].append(Key(*key))
        return found

    @api.model
    def _sessions(self, users, now):
        """Return {user id: sessions that are in use}."""
        found = defaultdict(list)
        for user, since, device in self._ask(
            """
            SELECT user_id, min(first_activity),
                   (array_agg(concat_ws(' ', initcap(browser), initcap(platform))
                              ORDER BY id DESC))[1]
              FROM res_device_log
             WHERE user_id = ANY(%(users)s)
             GROUP BY user_id, session_identifier
            HAVING NOT bool_or(coalesce(revoked, FALSE))
               AND max(last_activity) > %(used)s
            """,
            users,
            used=now - _SESSION,
        ):
            found[user].append(Session(since, device))
        return found

    @api.model
    def _grants(self, users):
        found = defaultdict(list)
        for one in self.env["vpdt.account.grant"]._in_force(users):
            found[one.user_id.id].append(
                Grant(one.id, one.group_id.name, one.date_from, one.date_to or None)
            )
        return found

    @api.model
    def _posts_since(self, users, today):
        """Return {user id: day of the last change from one post to another}."""
        rows = self._ask(
            """
            SELECT r.user_id, max(v.date_version)
              FROM (SELECT employee_id, job_id, date_version,
                           lag(job_id) OVER (PARTITION BY employee_id
                                                 ORDER BY date_version) AS former
                      FROM hr_version WHERE active AND date_version <= %(today)s) v
              JOIN hr_employee e ON e.id = v.employee_id
              JOIN resource_resource r ON r.id = e.resource_id
             WHERE r.user_id = ANY(%(users)s) AND v.former IS NOT NULL
               AND v.former IS DISTINCT FROM v.job_id
             GROUP BY r.user_id
            """,
            users,
            today=today,
        )
        return dict(rows)

    # -- what is shared ---------------------------------------------------------

    @api.model
    def _devices(self, users, limit, now):
        """Return (mark, user ids) of devices that several signed in on of late."""
        return self._ask(
            """
            SELECT device_mark, array_agg(DISTINCT user_id) FROM vpdt_signin_attempt
             WHERE result = 'ok' AND device_mark IS NOT NULL AND at >= %(since)s
               AND user_id = ANY(%(users)s)
             GROUP BY device_mark HAVING count(DISTINCT user_id) > 1
            """,
            users,
            since=now - timedelta(days=limit.days),
        )

    @api.model
    def _mails(self, users):
        """Return ((user id, address) of all, addresses of common mailboxes)."""
        mails = self._ask(
            """
            SELECT u.id, p.email FROM res_users u
              JOIN res_partner p ON p.id = u.partner_id
             WHERE u.id = ANY(%(users)s) AND p.email IS NOT NULL
            """,
            users,
        )
        common = self.env.execute_query(
            SQL(
                """
                SELECT common_mailbox FROM hr_department
                 WHERE common_mailbox IS NOT NULL
                 UNION
                SELECT p.email FROM res_company c
                  JOIN res_partner p ON p.id = c.partner_id
                """
            )
        )
        return mails, [address for [address] in common]
