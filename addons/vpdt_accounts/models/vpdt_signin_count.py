from contextlib import contextmanager
from datetime import timedelta

from psycopg2.extensions import TRANSACTION_STATUS_IDLE

from odoo import api, fields, models
from odoo.tools import SQL


class VpdtSigninCount(models.Model):
    """How often something was tried lately: one row for each account and address.

    Counted before it is tried, by one statement in a transaction of its own: many
    guesses at once, on however many workers, are not more than the limit. Nobody may
    read these rows; what happened stands in `vpdt.signin.attempt`.
    """

    _name = "vpdt.signin.count"
    _inherit = ["vpdt.system.written.mixin"]
    _description = "Counter of tries"
    _log_access = False
    _rec_name = "key"

    key = fields.Char(required=True)
    tries = fields.Integer(required=True)
    refused = fields.Integer(required=True)
    since = fields.Datetime(required=True)
    until = fields.Datetime(help="Nothing is tried before.")

    _one_key = models.UniqueIndex("(key)")

    @api.model
    @contextmanager
    def _own_transaction(self):
        """Yield a cursor that commits by itself, whatever becomes of the request.

        READ COMMITTED: two at once count two, instead of one of them failing.
        """
        with self.env.registry.cursor() as cr:
            # A test's cursor shares the running transaction: nothing to set there.
            if cr.connection.get_transaction_status() == TRANSACTION_STATUS_IDLE:
                cr.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
            yield cr

    @api.model
    def _take(self, key, limit, minutes, lock_minutes=None):
        """Count one more try; return 0 when it may be made, else minutes to wait.

        :param limit: tries within `minutes`; after them nothing for `lock_minutes`
        """
        now = fields.Datetime.now()
        lock_minutes = lock_minutes or minutes
        with self._own_transaction() as cr:
            cr.execute(
                SQL(
                    """
                    INSERT INTO vpdt_signin_count AS c
                                (key, tries, refused, since, until)
                         VALUES (%(key)s, 1, 0, %(now)s,
                                 CASE WHEN %(limit)s <= 1
                                      THEN %(now)s + %(lock)s END)
                    ON CONFLICT (key) DO UPDATE SET
                        tries = CASE
                            WHEN c.until > %(now)s THEN c.tries
                            WHEN c.until IS NOT NULL
                              OR c.since <= %(now)s - %(window)s THEN 1
                            ELSE c.tries + 1 END,
                        refused = CASE
                            WHEN c.until > %(now)s THEN c.refused + 1 ELSE 0 END,
                        since = CASE
                            WHEN c.until > %(now)s THEN c.since
                            WHEN c.until IS NOT NULL
                              OR c.since <= %(now)s - %(window)s THEN %(now)s
                            ELSE c.since END,
                        until = CASE
                            WHEN c.until > %(now)s THEN c.until
                            WHEN %(limit)s <= CASE
                                WHEN c.until IS NOT NULL
                                  OR c.since <= %(now)s - %(window)s THEN 1
                                ELSE c.tries + 1 END THEN %(now)s + %(lock)s
                            END
                    RETURNING refused, until
                    """,
                    key=key,
                    now=now,
                    limit=limit,
                    window=timedelta(minutes=minutes),
                    lock=timedelta(minutes=lock_minutes),
                )
            )
            [(refused, until)] = cr.fetchall()
        if not refused:
            return 0
        return max(1, -int((now - until).total_seconds() // 60))

    @api.model
    def _forget(self, key):
        """Begin to count anew: it went well."""
        with self._own_transaction() as cr:
            cr.execute(SQL("DELETE FROM vpdt_signin_count WHERE key = %s", key))

    @api.model
    def _give_back(self, key):
        """Take one try back: it went well, those that did not still count."""
        with self._own_transaction() as cr:
            cr.execute(
                SQL(
                    """
                    UPDATE vpdt_signin_count
                       SET tries = greatest(tries - 1, 0), until = NULL
                     WHERE key = %s
                    """,
                    key,
                )
            )

    @api.autovacuum
    def _gc_old(self):
        yesterday = fields.Datetime.now() - timedelta(days=1)
        self.env.cr.execute(
            SQL(
                "DELETE FROM vpdt_signin_count WHERE since < %s"
                " AND (until IS NULL OR until < %s)",
                yesterday,
                yesterday,
            )
        )
