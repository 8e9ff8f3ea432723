import shutil

from odoo import api, models
from odoo.tools import SQL, config

from ..checks import Reading, days_until_empty, per_day

#: A folder on the disk of PostgreSQL, where the database does not tell it.
DATABASE_FOLDER = "vpdt_health.database_folder"
#: Days that a trend looks back.
_LOOKS_BACK = 14


class VpdtHealthProbe(models.AbstractModel):
    """Room on the disks. The files are summed up here, once an hour, not by a walk."""

    _inherit = "vpdt.health.probe"

    @api.model
    def _history(self, code):
        """Return [(moment, value)] of the last days: the last value of each."""
        return self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (at::date) at, value FROM vpdt_health_measure
                 WHERE code = %s AND agency_id IS NULL AND known AND at >= %s
                 ORDER BY at::date, at DESC
                """,
                code,
                self._before(24 * _LOOKS_BACK),
            )
        )

    @api.model
    def _disk(self, folder):
        usage = shutil.disk_usage(folder)
        facts = {"free": usage.free, "total": usage.total}
        return Reading(100 * usage.free / usage.total, facts)

    @api.model
    def _say_disk(self, said, todo):
        what = self.env._(
            "Free: %(free)s of %(total)s.",
            free=self._figure(said.facts["free"], "bytes"),
            total=self._figure(said.facts["total"], "bytes"),
        )
        return what, todo

    @api.model
    def _measure_disk_files(self, limits):
        return [self._disk(config["data_dir"])]

    @api.model
    def _say_disk_files(self, said):
        return self._say_disk(
            said,
            self.env._(
                "Make room or enlarge the disk before it is full: nothing can be "
                "taken in any more then. Old backups belong on another disk."
            ),
        )

    @api.model
    def _measure_disk_database(self, limits):
        folder = self._database_folder()
        return [self._disk(folder) if folder else Reading(None)]

    @api.model
    def _database_folder(self):
        """Return a folder on the disk of PostgreSQL, None when it is not visible."""
        given = self.env["ir.config_parameter"].get_param(DATABASE_FOLDER)
        if given:
            return given
        # asked of the folder without the right to know it, PostgreSQL breaks off
        [(address, folder)] = self.env.execute_query(
            SQL(
                """
                SELECT host(inet_server_addr()),
                       CASE WHEN pg_has_role('pg_read_all_settings', 'USAGE')
                            THEN current_setting('data_directory') END
                """
            )
        )
        # by a socket or to itself: on this machine
        return folder if address in (None, "127.0.0.1", "::1") else None

    @api.model
    def _say_disk_database(self, said):
        if said.value is None:
            return (
                self.env._(
                    "The disk of PostgreSQL is not visible from this server: watch it "
                    "there, or name a folder on it in the system parameter "
                    "%(parameter)s.",
                    parameter=DATABASE_FOLDER,
                ),
                "",
            )
        return self._say_disk(
            said,
            self.env._(
                "Make room or enlarge the disk: PostgreSQL stops when it is full."
            ),
        )

    @api.model
    def _measure_disk_lasts(self, limits):
        left = self._disk(config["data_dir"])
        change = per_day(self._history("disk_files"))
        return [Reading(days_until_empty(left.value, change))]

    @api.model
    def _say_disk_lasts(self, said):
        if said.value is None:
            return self.env._("Not known before three days of measuring."), ""
        if said.value >= 365:
            return self.env._("At today's growth for more than a year."), ""
        return (
            self.env._(
                "At today's growth the disk is full in %(time)s.", time=said.figure
            ),
            self.env._("Enlarge the disk in time."),
        )

    @api.model
    def _grown(self, code):
        return {"growth": per_day(self._history(code))}

    @api.model
    def _say_size(self, said):
        growth = said.facts.get("growth")
        todo = self.env._("Plan a larger disk.")
        if growth is None:
            return self.env._("%(size)s now.", size=said.figure), todo
        return (
            self.env._(
                "%(size)s now, %(growth)s a day.",
                size=said.figure,
                growth=f"{'+' if growth >= 0 else ''}{self._figure(growth, 'bytes')}",
            ),
            todo,
        )

    @api.model
    def _measure_files_size(self, limits):
        # one file may be of several attachments
        [(size,)] = self.env.execute_query(
            SQL(
                """
                SELECT coalesce(sum(size), 0)
                  FROM (SELECT max(file_size) AS size FROM ir_attachment
                         WHERE store_fname IS NOT NULL GROUP BY store_fname) files
                """
            )
        )
        return [Reading(float(size), self._grown("files_size"))]

    @api.model
    def _say_files_size(self, said):
        return self._say_size(said)

    @api.model
    def _measure_database_size(self, limits):
        [(size,)] = self.env.execute_query(
            SQL("SELECT pg_database_size(current_database())")
        )
        return [Reading(float(size), self._grown("database_size"))]

    @api.model
    def _say_database_size(self, said):
        return self._say_size(said)
