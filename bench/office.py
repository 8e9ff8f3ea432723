"""Databases, shells and servers of the benchmark, by the scripts of the project."""

import configparser
import io
import os
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg2

ROOT = Path(__file__).absolute().parent.parent
DATA = Path(os.environ.get("VPDT_DATA", ROOT / ".vpdt")).absolute()
BASE = "vpdt_bench_base"


def options():
    """Return the [options] of the private odoo.conf."""
    config = configparser.ConfigParser(interpolation=None)
    config.read(os.environ.get("ODOO_RC", DATA / "odoo.conf"))
    return config["options"]


@contextmanager
def connect(database):
    """Yield a connection to a database of the private server; commits and closes."""
    given = options()
    connection = psycopg2.connect(
        dbname=database,
        host=given["db_host"],
        port=given["db_port"],
        user=given["db_user"],
        password=given.get("db_password"),
    )
    try:
        with connection:
            yield connection
    finally:
        connection.close()


def copy(cr, table, columns, lines):
    """COPY lines of text (tab-separated, each with its newline) into a table."""
    cr.copy_expert(f"COPY {table} ({columns}) FROM STDIN", io.StringIO("".join(lines)))


def _run(command, **how):
    return subprocess.run(
        [str(part) for part in command],
        check=True,
        text=True,
        cwd=ROOT,
        capture_output=True,
        **how,
    ).stdout


def db(*arguments):
    """Run scripts/db."""
    return _run([ROOT / "scripts" / "db", *arguments])


def exists(database):
    """Whether the database is there."""
    return any(line.split()[:1] == [database] for line in db("list").splitlines())


def rename(database, new):
    """Give a database and its file store another name."""
    db("drop", new)
    db(
        "psql",
        "-d",
        "postgres",
        "-qc",
        f'ALTER DATABASE "{database}" RENAME TO "{new}"',
    )
    store = DATA / "share" / "filestore"
    (store / database).rename(store / new)


def base(name=BASE, modules="vpdt_outgoing", extra=()):
    """Make (once) and return the database with the addons and nothing in it."""
    if not exists(name):
        _run(
            [
                ROOT / "bin" / "odoo",
                *("-d", name, "-i", modules, "--load-language=vi_VN"),
                *("--stop-after-init", "--no-http", *extra),
            ]
        )
    return name


def update(database, modules="vpdt_documents,vpdt_workflow,vpdt_outgoing"):
    """Bring a database that was kept up to the code as it is now."""
    _run(
        [
            ROOT / "bin" / "odoo",
            # -i: one made before an addon was there gets it
            *("-d", database, "-u", modules, "-i", modules),
            *("--stop-after-init", "--no-http"),
        ]
    )


def shell(database, script, environment, extra=()):
    """Run a script in an odoo shell; return what it printed.

    :raises CalledProcessError: the script failed
    """
    # An error in a piped shell does not change the exit code: say so ourselves
    code = (
        "import sys, runpy\n"
        f"sys.path.insert(0, {str(ROOT / 'bench')!r})\n"
        f"runpy.run_path({str(script)!r}, init_globals={{'env': env}})\n"
        "print('bench: done')\n"
    )
    command = [ROOT / "bin" / "odoo", "shell", "-d", database, "--no-http", *extra]
    printed = subprocess.run(
        [str(part) for part in command],
        input=code,
        text=True,
        env=environment,
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if "bench: done" not in printed.stdout:
        raise subprocess.CalledProcessError(
            1, command, printed.stdout, printed.stderr[-4000:]
        )
    return printed.stdout


@contextmanager
def server(database, port, extra=()):
    """Run a whole server (nginx, two workers, evented process) while inside."""
    environment = {
        **os.environ,
        "VPDT_DB": database,
        "VPDT_PORT": str(port),
        "VPDT_WORKERS": "2",
        "VPDT_RUN": str(DATA / "bench" / "run"),
    }
    command = [str(ROOT / "scripts" / "server")]
    subprocess.run([*command, "stop"], env=environment, check=False)
    with only_telling(database):
        subprocess.run([*command, "start", *extra], env=environment, check=True)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            subprocess.run([*command, "stop"], env=environment, check=False)


@contextmanager
def only_telling(database):
    """Let no job run but the one that belongs to each move: it tells people.

    What the others do at their hour is not what is measured.
    """
    tell = "SELECT res_id FROM ir_model_data WHERE name = 'ir_cron_vpdt_tell'"
    with connect(database) as connection, connection.cursor() as cr:
        cr.execute("SELECT id FROM ir_cron WHERE active")
        active = [row[0] for row in cr.fetchall()]
        cr.execute(f"UPDATE ir_cron SET active = (id IN ({tell}))")
    try:
        yield
    finally:
        with connect(database) as connection, connection.cursor() as cr:
            cr.execute("UPDATE ir_cron SET active = TRUE WHERE id = ANY(%s)", [active])


def until_told(database, limit=120):
    """Wait until everybody is told what moves left to tell; return the seconds."""
    began = time.monotonic()
    while time.monotonic() - began < limit:
        with connect(database) as connection, connection.cursor() as cr:
            cr.execute("SELECT count(*) FROM vpdt_telling")
            if cr.fetchone() == (0,):
                break
        time.sleep(0.02)
    return round(time.monotonic() - began, 2)
