import logging
from datetime import timedelta

import psycopg2

from odoo import api, fields, models
from odoo.sql_db import PoolError
from odoo.tools import SQL, ormcache

from .vpdt_presence_window import HALVES

_logger = logging.getLogger(__name__)
#: People a worker remembers; the memory is emptied when it is full.
_REMEMBERED = 20_000
#: How long a worker leaves somebody alone whose use could not be written.
_LATER = timedelta(minutes=1)


class VpdtPresence(models.Model):
    """First use of the system in a half-day: one row a person (R24, QĐ 553 Điều 4.3).

    Written by the request that is the first (`ir.http`), read by record rule
    `i_oversee`; on days off as well, because calendars differ and days are exchanged
    afterwards. Whether somebody was in time, late, missing or excused is not stored
    but computed (`_verdicts`).
    """

    _name = "vpdt.presence"
    _inherit = ["vpdt.append.only.mixin", "vpdt.overseen.mixin"]
    _description = "First use in a half-day"
    _order = "day desc, at desc, id desc"
    _rec_name = "day"
    _log_access = False

    user_id = fields.Many2one(required=True)
    day = fields.Date(required=True)
    half = fields.Selection(HALVES, string="Half-day", required=True)
    at = fields.Datetime(string="First use", required=True)

    _once = models.UniqueIndex("(day, user_id, half)")

    @api.model
    def _overseen(self):
        return self.env.user._presence_agencies()

    # -- recording ----------------------------------------------------------------

    @api.model
    def _seen_memory(self):
        """Return {user id: naive UTC moment until which nothing is to be written}, of
        this process and database."""
        memory = getattr(self.pool, "_vpdt_presence_seen", None)
        if memory is None:
            memory = self.pool._vpdt_presence_seen = {}
        return memory

    @api.model
    def _note_use(self):
        """Note that the user uses the system now; never fails, mostly does nothing.

        What was written once in a half-day is remembered by the worker until its end.
        """
        memory, user_id = self._seen_memory(), self.env.uid
        now = fields.Datetime.now()
        until = memory.get(user_id)
        if until and now < until:
            return
        try:
            half, until = self.env["vpdt.presence.window"]._half_at(now)
            if half and not self._is_noted(user_id, half):
                self._write_use(user_id, half, now)
        except (psycopg2.Error, PoolError) as error:
            _logger.warning("use of account %s was not noted: %s", user_id, error)
            until = now + _LATER
        if len(memory) >= _REMEMBERED:
            memory.clear()
        memory[user_id] = until

    @api.model
    def _is_noted(self, user_id, half):
        """Return whether another server process has written it: cheaper than to try."""
        return bool(
            self.env.execute_query(
                SQL(
                    "SELECT 1 FROM vpdt_presence"
                    " WHERE day = %s AND user_id = %s AND half = %s",
                    half.day,
                    user_id,
                    half.half,
                )
            )
        )

    @api.model
    def _agency_ids(self, day):
        """Return {id of an internal user: id of the agency his use counts with, or
        None}: of his own post on `day`, or of the unit he works in."""
        if self.env["hr.job"]._have_posts_moved():
            return self._agency_ids_asked(day)
        return self._agency_ids_on(day)

    @api.model
    @ormcache("day")
    def _agency_ids_on(self, day):
        # at seven everybody's is wanted: one by one they cost as much as all the rest
        # of the recording. Forgotten whenever posts move (`hr.job._forget_holdings`)
        return self._agency_ids_asked(day)

    @api.model
    def _agency_ids_asked(self, day):
        """Return what `_agency_ids` does, from the database."""
        self.env["hr.job"]._flush_holdings()
        self.env["res.users"].flush_model(["share"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (u.id) u.id, coalesce(j.agency_id, d.agency_id)
                  FROM res_users u
             LEFT JOIN resource_resource r ON r.user_id = u.id
             LEFT JOIN hr_employee e ON e.resource_id = r.id
             LEFT JOIN LATERAL (
                    SELECT v.job_id, v.department_id
                      FROM hr_version v
                     WHERE v.employee_id = e.id AND v.active
                       AND v.date_version <= %s
                     ORDER BY v.date_version DESC LIMIT 1) v ON TRUE
             LEFT JOIN hr_job j ON j.id = v.job_id
             LEFT JOIN hr_department d ON d.id = v.department_id
                 WHERE NOT u.share
                 ORDER BY u.id, v IS NULL, e.active DESC, e.id
                """,
                day,
            )
        )
        return dict(rows)

    @api.model
    def _write_use(self, user_id, half, now):
        """Write the first use of an account in a half-day, in a transaction of its own.

        So a request that only reads, or is refused later, counts as well, and a
        replica is never written to. It does not wait for the disk: what a crash of the
        database server takes with it are the first uses of its last second. It does not
        wait for locks either.
        """
        agency_ids = self._agency_ids(half.day)
        if user_id not in agency_ids:
            # an account of today; who is of another office uses nothing here
            agency_ids = self._agency_ids_asked(half.day)
        if user_id not in agency_ids:
            return
        if self.env.cr.readonly:
            # nothing is asked yet; so the request sees what is written here
            self.env.cr.rollback()
        with self.pool.cursor() as cr:
            cr.execute(
                SQL(
                    """
                    SET LOCAL lock_timeout = '200ms';
                    SET LOCAL synchronous_commit = off;
                    INSERT INTO vpdt_presence (user_id, agency_id, day, half, at)
                    VALUES (%s, %s, %s, %s, %s)
                        ON CONFLICT DO NOTHING
                    """,
                    user_id,
                    agency_ids[user_id],
                    half.day,
                    half.half,
                    now,
                ),
                log_exceptions=False,
            )
