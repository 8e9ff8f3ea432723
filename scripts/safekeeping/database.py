"""The PostgreSQL half: a snapshot, its dump, a restore beside, the swap of names.

The server is libpq's: PGHOST, PGPORT, PGUSER, PGPASSWORD.
"""

import contextlib
import os
import subprocess
import time

import psycopg2
from psycopg2 import sql

from . import BackupError
from .kept_files import clean

TEMPLATE = os.environ.get("TEMPLATE", "vpdt_template0")


@contextlib.contextmanager
def connected(name):
    """Yield a connection to the database ``name``. Raise BackupError."""
    try:
        connection = psycopg2.connect(dbname=name, application_name="vpdt-backup")
    except psycopg2.OperationalError as error:
        raise BackupError(f"PostgreSQL: {str(error).strip()}") from error
    try:
        yield connection
    finally:
        connection.close()


def _admin(query, *names, **values):
    """Run a statement outside a transaction; return its rows, None if it has none."""
    with connected("postgres") as connection:
        connection.autocommit = True
        with connection.cursor() as cr:
            cr.execute(sql.SQL(query).format(*map(sql.Identifier, names)), values)
            return cr.fetchall() if cr.description else None


def exists(name):
    """Tell whether there is a database ``name``."""
    query = "SELECT 1 FROM pg_database WHERE datname = %(name)s"
    return bool(_admin(query, name=name))


def _alone(query, name, *names):
    """Run a statement for which nobody may be connected to the database ``name``;
    who is, is sent away. Raise BackupError when somebody keeps coming.

    PostgreSQL stops its own workers (autovacuum) by itself, and lets nobody else.
    """
    for _try in range(10):
        _admin(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %(name)s AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend' AND pg_has_role(usesysid, 'USAGE')",
            name=name,
        )
        try:
            return _admin(query, name, *names)
        except psycopg2.errors.ObjectInUse:
            time.sleep(0.5)
    raise BackupError(
        f"somebody keeps connecting to the database {name}", "stop the server first"
    )


def drop(name):
    """Drop the database ``name``, whoever uses it; nothing when there is none."""
    _alone("DROP DATABASE IF EXISTS {}", name)


def create(name):
    """Create an empty database as every office's is made."""
    _admin("CREATE DATABASE {} TEMPLATE {}", name, TEMPLATE)


def rename(name, to):
    """Rename the database ``name``, whoever uses it."""
    _alone("ALTER DATABASE {} RENAME TO {}", name, to)


class Moment:
    """A database as it is at one moment, however long one looks at it."""

    def __init__(self, connection):
        self.connection = connection
        connection.set_session("REPEATABLE READ", readonly=True)
        with connection.cursor() as cr:
            cr.execute(
                "SELECT pg_export_snapshot(), pg_database_size(current_database())"
            )
            self.snapshot, self.size = cr.fetchone()

    def again(self):
        """Go on to this moment."""
        self.connection.rollback()
        return type(self)(self.connection)

    def file_names(self):
        """Return the set of names of stored files the database names."""
        return file_names(self.connection)

    def counts(self):
        """Return {table: number of rows} of every table."""
        return counts(self.connection)

    def versions(self):
        """Return {addon: version} of ours that are installed."""
        with self.connection.cursor() as cr:
            cr.execute(
                "SELECT name, latest_version FROM ir_module_module"
                " WHERE state = 'installed' AND name LIKE %s",
                (r"vpdt\_%",),
            )
            return dict(cr.fetchall())


@contextlib.contextmanager
def moment(name):
    """Yield the Moment of the database ``name``."""
    with connected(name) as connection:
        yield Moment(connection)


def file_names(connection):
    """Return the set of names of stored files that rows of ir_attachment name."""
    with connection.cursor() as cr:
        cr.execute(
            "SELECT DISTINCT store_fname FROM ir_attachment"
            " WHERE store_fname IS NOT NULL AND store_fname <> ''"
        )
        return {clean(name) for [name] in cr.fetchall()}


def counts(connection):
    """Return {table: number of rows} of every table of the office."""
    found = {}
    with connection.cursor() as cr:
        cr.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = 'public'::regnamespace ORDER BY relname"
        )
        for [table] in cr.fetchall():
            query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
            cr.execute(query)
            [found[table]] = cr.fetchone()
    return found


def dump_command(name, snapshot):
    """Return the command that writes the database at ``snapshot`` to its output.

    Not compressed: restic does that after it has left out what it has already.
    """
    return ["pg_dump", "-Fc", "-Z0", "--no-owner", f"--snapshot={snapshot}", "-d", name]


def load(name, stream):
    """Fill the empty database ``name`` from a dump that ``stream`` gives.

    Raise BackupError with what pg_restore says.
    """
    # Each statement need not wait for the disk: what breaks off is thrown away, and
    # the first statement afterwards that waits makes everything before it safe
    options = "-c synchronous_commit=off -c maintenance_work_mem=512MB"
    # The template's extensions are not ours to comment on
    done = subprocess.run(
        ["pg_restore", "--no-owner", "--no-comments", "--exit-on-error", "-d", name],
        stdin=stream,
        env={**os.environ, "PGOPTIONS": options},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        words = done.stderr.strip()
        if "No space left" in words:
            raise BackupError("PostgreSQL's disk is full", "make room, then repeat")
        raise BackupError(f"the database could not be restored: {words[-800:]}")
    with connected(name) as connection:
        connection.autocommit = True
        connection.cursor().execute("ANALYZE")
