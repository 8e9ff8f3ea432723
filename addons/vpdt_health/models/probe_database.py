from odoo import api, fields, models
from odoo.tools import SQL

from ..checks import Reading

_EXTENSIONS = ("unaccent", "pg_trgm")
#: Transaction numbers at which PostgreSQL stops to write, roughly.
_NUMBERS = 2_000_000_000
_SMALL = 10_000


class VpdtHealthProbe(models.AbstractModel):
    """PostgreSQL, as far as the role that Odoo works as may see."""

    _inherit = "vpdt.health.probe"

    @api.model
    def _measure_connections(self, limits):
        [(used, most)] = self.env.execute_query(
            SQL(
                """
                SELECT count(*), current_setting('max_connections')::int
                           - current_setting('superuser_reserved_connections')::int
                  FROM pg_stat_activity WHERE backend_type = 'client backend'
                """
            )
        )
        return [Reading(100 * used / most, {"used": used, "most": most})]

    @api.model
    def _say_connections(self, said):
        return (
            self.env._("%(used)s of %(most)s connections are in use.", **said.facts),
            self.env._(
                "Raise max_connections of PostgreSQL, or lower db_maxconn and workers "
                "of Odoo: at the limit people are refused."
            ),
        )

    @api.model
    def _measure_transaction_long(self, limits):
        [(minutes,)] = self.env.execute_query(
            SQL(
                """
                SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)),
                                0)::float / 60
                  FROM pg_stat_activity
                 WHERE datname = current_database() AND pid <> pg_backend_pid()
                   AND backend_type = 'client backend'
                """
            )
        )
        return [Reading(minutes)]

    @api.model
    def _say_transaction_long(self, said):
        return (
            self.env._(
                "The longest transaction has been open for %(time)s.", time=said.figure
            ),
            self.env._(
                "It keeps dead rows and may hold locks. Unless a backup is running, "
                "start the server again."
            ),
        )

    @api.model
    def _measure_dead_rows(self, limits):
        rows = self.env.execute_query(
            SQL(
                """
                SELECT relname, 100.0 * n_dead_tup / (n_live_tup + n_dead_tup) AS dead,
                       greatest(last_vacuum, last_autovacuum) AT TIME ZONE 'UTC'
                  FROM (SELECT * FROM pg_stat_user_tables
                         WHERE n_live_tup + n_dead_tup > %s
                         ORDER BY pg_table_size(relid) DESC LIMIT 10) largest
                 ORDER BY dead DESC LIMIT 1
                """,
                _SMALL,
            )
        )
        if not rows:
            return [Reading(0)]
        [(table, dead, vacuum)] = rows
        facts = {"table": table, "vacuum": vacuum and fields.Datetime.to_string(vacuum)}
        return [Reading(float(dead), facts)]

    @api.model
    def _say_dead_rows(self, said):
        if not said.facts:
            return self.env._("No table is large enough to matter."), ""
        vacuum = said.facts["vacuum"]
        return (
            self.env._(
                "Of the ten largest tables at most %(share)s of the rows are dead "
                "(%(table)s, cleared last: %(time)s).",
                share=said.figure,
                table=said.facts["table"],
                time=self._moment(vacuum) if vacuum else self.env._("never"),
            ),
            self.env._(
                "Look for a long transaction; then VACUUM ANALYZE of that table, and "
                "check that autovacuum is on."
            ),
        )

    @api.model
    def _measure_transaction_age(self, limits):
        [(age,)] = self.env.execute_query(
            SQL(
                "SELECT age(datfrozenxid) FROM pg_database"
                " WHERE datname = current_database()"
            )
        )
        return [Reading(100 * age / _NUMBERS)]

    @api.model
    def _say_transaction_age(self, said):
        return (
            self.env._(
                "%(share)s of the transaction numbers are used up since the last "
                "freezing.",
                share=said.figure,
            ),
            self.env._(
                "VACUUM FREEZE at night, and find out why autovacuum does not do it: "
                "at the end PostgreSQL writes no more."
            ),
        )

    @api.model
    def _measure_checksums(self, limits):
        [(checked, failures)] = self.env.execute_query(
            SQL(
                """
                SELECT current_setting('data_checksums') = 'on',
                       coalesce(checksum_failures, 0)
                  FROM pg_stat_database WHERE datname = current_database()
                """
            )
        )
        return [Reading(failures, {"checked": checked})]

    @api.model
    def _say_checksums(self, said):
        if said.value:
            return (
                self.env._(
                    "PostgreSQL found damaged pages: %(count)s times.",
                    count=said.figure,
                ),
                self.env._(
                    "The disk or memory is failing. Take a backup to another disk now "
                    "and move the database to another machine."
                ),
            )
        if said.facts["checked"]:
            return self.env._("PostgreSQL found no damaged page."), ""
        return (
            self.env._(
                "PostgreSQL does not check its pages (data_checksums is off): damage "
                "would be noticed late."
            ),
            "",
        )

    @api.model
    def _measure_replica_lag(self, limits):
        [(copies, lag)] = self.env.execute_query(
            SQL(
                "SELECT count(*), max(extract(epoch FROM replay_lag))::float"
                " FROM pg_stat_replication"
            )
        )
        return [Reading((lag or 0) if copies else None, {"copies": copies})]

    @api.model
    def _say_replica_lag(self, said):
        if said.value is None:
            return (
                self.env._("No second PostgreSQL follows this one; not required."),
                "",
            )
        return (
            self.env._(
                "%(count)s copies follow, at most %(time)s behind.",
                count=said.facts["copies"],
                time=said.figure,
            ),
            self.env._("Check the machine of the copy and the network to it."),
        )

    @api.model
    def _measure_extensions(self, limits):
        rows = self.env.execute_query(SQL("SELECT extname FROM pg_extension"))
        gone = sorted(set(_EXTENSIONS) - {name for [name] in rows})
        return [Reading(len(gone), {"gone": gone})]

    @api.model
    def _say_extensions(self, said):
        if not said.value:
            return (
                self.env._(
                    "%(names)s are there: search without accents works.",
                    names=", ".join(_EXTENSIONS),
                ),
                "",
            )
        names = ", ".join(said.facts["gone"])
        return (
            self.env._("Missing in the database: %(names)s.", names=names),
            self.env._(
                "As the administrator of PostgreSQL: CREATE EXTENSION for each of them "
                "in this database."
            ),
        )
