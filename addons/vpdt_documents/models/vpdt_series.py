from contextlib import contextmanager

from psycopg2.extensions import TRANSACTION_STATUS_IDLE

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

KINDS = [
    ("incoming", "Incoming documents"),
    ("outgoing", "Outgoing documents"),
    ("copy", "Copies"),
]


class VpdtSeries(models.Model):
    """A number series: one agency, one kind, one year, 1…n without gap.

    NĐ 30/2020 Điều 15.3, 22.2. The next number is reserved in a short transaction of
    its own, so that clerks do not wait for each other; a reservation whose
    registration did not happen becomes a void line (design 5.3).
    """

    _name = "vpdt.series"
    _description = "Number series"
    _order = "year desc, agency_id, kind, code"

    agency_id = fields.Many2one(
        "hr.department",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("is_agency", "=", True)],
    )
    kind = fields.Selection(KINDS, required=True, default="incoming")
    year = fields.Integer(required=True, aggregator=None)
    code = fields.Char(
        "Series code",
        required=True,
        default="",
        help="Tells series of the same kind and year apart, as one per type.",
    )
    last_number = fields.Integer(
        readonly=True,
        default=0,
        copy=False,
        aggregator=None,
        help="The last number reserved.",
    )
    register_ids = fields.One2many("vpdt.register", "series_id", string="Registers")

    _unique_series = models.UniqueIndex(
        "(agency_id, kind, year, code)",
        "This agency already has a series of this kind and year.",
    )
    _last_number_positive = models.Constraint(
        "CHECK (last_number >= 0)", "A series counts upwards from 1."
    )

    @api.depends("agency_id.name", "kind", "year", "code")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for series in self:
            parts = (kinds.get(series.kind), series.code, series.agency_id.symbol)
            series.display_name = " · ".join(
                (*(part for part in parts if part), str(series.year))
            )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any(vals.get("last_number") for vals in vals_list):
            raise UserError(self.env._("The counter of a series is not set by hand."))
        # Given, so that no default of a client's context takes its place (5.5a).
        return super().create([{"last_number": 0, **vals} for vals in vals_list])

    def write(self, vals):
        if "last_number" in vals and not self.env.su:
            raise UserError(self.env._("The counter of a series is not set by hand."))
        if {"agency_id", "kind", "year", "code"} & vals.keys():
            for series in self:
                if series.last_number:
                    raise ValidationError(
                        self.env._(
                            "%(series)s already has numbers: open a new series.",
                            series=series.display_name,
                        )
                    )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if any(series.last_number for series in self):
            raise UserError(self.env._("A series with numbers is never removed."))

    @contextmanager
    def _short_transaction(self):
        """Yield a cursor of a short transaction that commits by itself.

        READ COMMITTED: a clerk who waited for the counter goes on with the new value
        where Odoo's REPEATABLE READ would fail with a serialization error.
        """
        with self.env.registry.cursor() as cr:
            # A test's cursor shares the running transaction: nothing to set there.
            if cr.connection.get_transaction_status() == TRANSACTION_STATUS_IDLE:
                cr.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
            yield cr

    def _reserve(self):
        """Reserve and return the next number (int) of this series.

        To be called as late as possible in a registration: what fails afterwards
        leaves a void line. The owner's transaction id tells later whether the
        registration happened.
        """
        self.ensure_one()
        [(owner,)] = self.env.execute_query(SQL("SELECT pg_current_xact_id()::text"))
        with self._short_transaction() as cr:
            number = self._count_up(cr, owner)
        if number is None:
            # This very transaction opened the series (first paper of the year):
            # nobody else sees it yet, so the counter moves along with the rest.
            self.flush_recordset()
            number = self._count_up(self.env.cr, owner)
        return number

    def _count_up(self, cr, owner):
        """Take the next number through the cursor `cr`; None if it sees no series."""
        cr.execute(
            SQL(
                """
                UPDATE vpdt_series SET last_number = last_number + 1
                 WHERE id = %s RETURNING last_number
                """,
                self.id,
            )
        )
        row = cr.fetchone()
        if row is None:
            return None
        cr.execute(
            SQL(
                """
                INSERT INTO vpdt_number (series_id, number, user_id, reserved_at, owner)
                VALUES (%s, %s, %s, now() AT TIME ZONE 'UTC', %s)
                """,
                self.id,
                row[0],
                self.env.uid,
                owner,
            )
        )
        return row[0]

    def _void_lost(self):
        """Give every reservation whose registration did not happen a void line.

        A reservation is lost when the transaction that made it has ended and no
        entry bears its number. Two statements under READ COMMITTED: the second sees
        whatever was committed before the first found the owner ended. An owner this
        server has not come to yet is of the server the database was restored from:
        asked about it, PostgreSQL would answer with an error.

        :return: number of lines voided
        """
        voided = 0
        reason = self.env._("Registration was broken off before it was complete")
        for series in self:
            with series._short_transaction() as cr:
                cr.execute(
                    SQL(
                        """
                        SELECT n.id
                          FROM vpdt_number n
                     LEFT JOIN vpdt_entry e
                            ON e.series_id = n.series_id AND e.number = n.number
                         WHERE n.series_id = %s AND e.id IS NULL
                           AND CASE
                               WHEN n.owner::xid8
                                    >= pg_snapshot_xmax(pg_current_snapshot())
                                AND n.owner::xid8 IS DISTINCT FROM
                                    pg_current_xact_id_if_assigned()
                               THEN TRUE
                               ELSE COALESCE(pg_xact_status(n.owner::xid8), 'ended')
                                    <> 'in progress'
                               END
                        """,
                        series.id,
                    )
                )
                ids = [row[0] for row in cr.fetchall()]
                if not ids:
                    continue
                cr.execute(
                    SQL(
                        """
                        INSERT INTO vpdt_entry
                               (series_id, register_id, agency_id, kind, year, number,
                                state, void_reason, received_date,
                                registered_by_id, registered_at,
                                create_uid, create_date, write_uid, write_date)
                        SELECT s.id, r.id, s.agency_id, s.kind, s.year, n.number,
                               'void', %s, (n.reserved_at + interval '7 hours')::date,
                               n.user_id, n.reserved_at,
                               n.user_id, n.reserved_at, n.user_id, n.reserved_at
                          FROM vpdt_number n
                          JOIN vpdt_series s ON s.id = n.series_id
                          JOIN LATERAL (
                                SELECT id FROM vpdt_register
                                 WHERE series_id = s.id ORDER BY id LIMIT 1
                          ) r ON TRUE
                         WHERE n.id = ANY(%s)
                           AND NOT EXISTS (
                                SELECT 1 FROM vpdt_entry e
                                 WHERE e.series_id = n.series_id
                                   AND e.number = n.number)
                        """,
                        reason,
                        ids,
                    )
                )
                voided += cr.rowcount
        if voided:
            self.env["vpdt.entry"].invalidate_model()
        return voided

    @api.model
    def _cron_settle(self):
        """Void what was broken off and seal what is settled, series by series."""
        open_series = self.search(
            [("year", ">=", self.env["hr.job"]._today().year - 1)]
        )
        for series in open_series:
            series._settle()
            self.env["ir.cron"]._commit_progress(1)

    def _settle(self):
        """Void lost reservations and seal the ledger of these series."""
        self._void_lost()
        self.env["vpdt.ledger"]._seal(self)
