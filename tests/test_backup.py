"""R18: a backup is one consistent pair, restores whole, and what is wrong is told."""

import json
import os
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path

import psycopg2
import pytest
from office import ROOT, Office, need_template
from safekeeping import database

CLERK = "vanthu.vp"
PAPERS = 150
DATA = Path(os.environ.get("VPDT_DATA", ROOT / ".vpdt"))


class Kept:
    """An office and where its backups go."""

    def __init__(self, office, folder):
        self.office, self.folder = office, folder
        self.target = folder / "target"
        self.store = DATA / "share" / "filestore"

    def environ(self, **changes):
        return {
            **self.office.environment,
            "VPDT_BACKUP_CONF": str(self.folder / "none"),
            "VPDT_BACKUP_TARGET": str(self.target),
            "VPDT_BACKUP_PASSWORD_FILE": str(self.folder / "password"),
            **changes,
        }

    def script(self, *words, **changes):
        """Run scripts/backup; return (exit code, what it printed)."""
        done = subprocess.run(
            [ROOT / "scripts/backup", *words],
            env=self.environ(**changes),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout

    def well(self, *words, **changes):
        """Run scripts/backup, which must go well; return what it printed."""
        code, said = self.script(*words, **changes)
        assert code == 0, said
        return said

    @property
    def area(self):
        return DATA / "share" / "backup" / self.office.database

    @property
    def state(self):
        return json.loads((self.area / "state.json").read_text(encoding="utf-8"))

    def files(self, database=None):
        """Return the names of the files an office's store has."""
        store = self.store / (database or self.office.database)
        found = (path for path in store.rglob("*") if path.is_file())
        names = (str(path.relative_to(store)) for path in found)
        return {name for name in names if not name.startswith("checklist")}


def under_load(kept, papers, work):
    """Call ``work`` while the office of ``kept`` is busy (backup_load.py); return what
    the load came to."""
    ready, enough = kept.folder / "ready", kept.folder / "enough"
    found = {}

    def load():
        try:
            found["load"] = kept.office.inside(
                "backup_load.py",
                login=CLERK,
                intakes=papers,
                ready=str(ready),
                enough=str(enough),
            )
        except Exception as error:
            found["load"] = {"errors": [str(error)]}

    thread = threading.Thread(target=load)
    thread.start()
    try:
        while thread.is_alive() and not ready.exists():
            time.sleep(0.1)
        # until files are there that will soon be gone
        time.sleep(2)
        work()
        # so that whatever the backup named is deleted and cleared
        time.sleep(3)
    finally:
        enough.touch()
        thread.join()
    return found["load"]


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """An office of which a backup was taken while it was busy."""
    need_template()
    folder = tmp_path_factory.mktemp("backup")
    with Office("backup") as office:
        found = Kept(office, folder)
        papers = office.inside(
            "waiting_papers.py", login=CLERK, count=PAPERS, text="Về việc thử {number}"
        )
        found.said = ""

        def back_up():
            found.said = found.well("backup")

        found.load = under_load(found, papers, back_up)
        yield found


def test_a_backup_of_a_busy_office_restores_without_a_dangling_file(kept):
    """Registrations, deleted attachments and Odoo's clearing go on meanwhile; files
    that the database of the set names are gone from the store afterwards, not from the
    set. The rehearsal restores it, compares every row and file, verifies the chains
    and leaves nothing behind."""
    assert kept.load["errors"] == []
    assert kept.load["registered"] > 5 and kept.load["cleared"] > 5, kept.load
    entry = kept.state["backup"]
    assert entry["ok"] and entry["checked"] and entry["missing"] == []
    held = {
        str(path.relative_to(kept.area / "files"))
        for path in (kept.area / "files").rglob("*")
        if path.is_file()
    }
    assert entry["files"] == len(held)
    assert held - kept.files(), "nothing was cleared: the test proves nothing"
    print(f"{len(held - kept.files())} of {len(held)} files were gone after the backup")

    said = kept.well("rehearse")
    print(said)
    rehearsal = kept.state["rehearsal"]
    assert rehearsal["ok"] and rehearsal["problems"] == []
    assert rehearsal["dangling"] == 0
    assert rehearsal["files"] == entry["files"]
    assert rehearsal["rows"] > 10000
    assert "1 number series verified" in said
    trial = f"{kept.office.database}_rehearsal"
    there = "SELECT 1 FROM pg_database WHERE datname = '%s'"
    assert kept.office.sql(there % trial) == []
    assert not (kept.store / trial).exists()
    assert kept.well("status").endswith("ok\n")


def test_the_password_is_drawn_with_a_warning_and_not_into_the_target(kept):
    assert "COPY IT NOW" in kept.said
    file = kept.folder / "password"
    assert file.stat().st_mode & 0o777 == 0o600
    secret = file.read_bytes().strip()
    assert secret not in (kept.area / "state.json").read_bytes()
    for path in kept.target.rglob("*"):
        assert not path.is_file() or secret not in path.read_bytes()


def test_a_wrong_password_is_told(kept, tmp_path):
    wrong = tmp_path / "wrong"
    wrong.write_text("guessed\n")
    code, said = kept.script("list", VPDT_BACKUP_PASSWORD_FILE=str(wrong))
    assert code == 1
    assert "the password does not open the backups" in said
    assert "Traceback" not in said


def test_a_disk_that_is_not_mounted_is_not_taken_for_a_new_one(kept):
    """An empty mount point would get a second, useless repository each night."""
    away = kept.target.rename(kept.folder / "away")
    try:
        kept.target.mkdir()
        code, said = kept.script("backup")
        assert code == 1
        assert "there are no backups in" in said and "is the disk mounted" in said
        assert list(kept.target.iterdir()) == []
        assert not kept.state["backup"]["ok"]
        assert kept.state["last_good"]["ok"]
        code, said = kept.script("status")
        assert code == 1 and "backup_failed" in said
    finally:
        kept.target.rmdir()
        away.rename(kept.target)


def test_a_damaged_repository_is_found(kept, tmp_path):
    """One byte in the largest pack, where the contents are."""
    copy = tmp_path / "copy"
    shutil.copytree(kept.target, copy)
    packs = (path for path in (copy / "data").rglob("*") if path.is_file())
    pack = max(packs, key=lambda path: path.stat().st_size)
    data = bytearray(pack.read_bytes())
    data[len(data) // 2] ^= 1
    pack.chmod(0o600)
    pack.write_bytes(data)
    code, said = kept.script("rehearse", VPDT_BACKUP_TARGET=str(copy))
    assert code == 1, said
    assert not kept.state["rehearsal"]["ok"]
    assert not (kept.store / f"{kept.office.database}_rehearsal").exists()
    code, said = kept.script("status")
    assert code == 1 and "rehearsal_failed" in said


def test_a_backup_broken_off_costs_nothing(kept):
    before = kept.well("list")
    process = subprocess.Popen(
        [ROOT / "scripts/backup", "backup"],
        env=kept.environ(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    for line in process.stdout:
        if "the database" in line:
            process.send_signal(signal.SIGTERM)
            break
    process.communicate(timeout=60)
    assert process.returncode
    assert kept.state["backup"]["error"].startswith("interrupted")
    assert kept.well("list") == before


def test_whom_only_postgresql_sends_away_is_waited_for(kept):
    """Autovacuum is the server's own; it once made a restore fail at its last step."""
    name, to = (f"{kept.office.database}_{word}" for word in ("held", "named"))

    def held():
        try:
            return psycopg2.connect(dbname=name, user="postgres")
        except psycopg2.OperationalError:
            pytest.skip("only a server of one's own lets its administrator in")

    def while_held(work, *names):
        connection = held()
        timer = threading.Timer(2, connection.close)
        timer.start()
        work(*names)
        assert connection.closed, "nothing was waited for: the test proves nothing"

    database.create(name)
    try:
        while_held(database.rename, name, to)
        assert database.exists(to) and not database.exists(name)
        database.rename(to, name)
        while_held(database.drop, name)
        assert not database.exists(name)
    finally:
        database.drop(name)
        database.drop(to)


def test_a_restore_asks_and_keeps_what_was_there(kept):
    """The office as it was at the backup; what came later stays under another name."""
    office = kept.office
    office.start()
    office.sql("INSERT INTO ir_config_parameter (key, value) VALUES ('after', '1')")
    marked = "SELECT value FROM ir_config_parameter WHERE key = 'after'"
    code, said = kept.script("restore")
    assert code == 1 and "Replace the database" in said and "VPDT_YES=1" in said
    assert office.sql(marked) == [["1"]]

    said = kept.well("restore", VPDT_YES="1")
    assert office.sql(marked) == []
    [old] = [word for word in said.split() if word.startswith(office.database + "_20")][
        -1:
    ]
    try:
        # Odoo may have cleared meanwhile what nobody names
        named = "SELECT store_fname FROM ir_attachment WHERE store_fname IS NOT NULL"
        out = subprocess.run(
            [ROOT / "scripts/db", "psql", "-d", old, "-XqAtc", named],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        assert out.split() and set(out.split()) <= kept.files(old)
        there = "SELECT count(*) FROM pg_database WHERE datname = '%s'"
        assert office.sql(there % old) == [["1"]]
        # the server was stopped for the swap and runs again, on what was restored
        assert office.person(CLERK).uid
    finally:
        office.stop()
        subprocess.run([ROOT / "scripts/db", "drop", old], check=True)


def test_a_file_lost_before_is_told_and_does_not_stop_the_backup(kept):
    """Somebody deleted a file under Odoo: the rest is worth keeping all the more."""
    [[name], *_more] = kept.office.sql(
        "SELECT store_fname FROM ir_attachment WHERE store_fname IS NOT NULL"
        " AND res_model = 'vpdt.file' ORDER BY id"
    )
    (kept.store / kept.office.database / name).unlink()
    (kept.area / "files" / name).unlink(missing_ok=True)
    said = kept.well("backup")
    assert f"the first: {name}" in said
    assert kept.state["last_good"]["missing"] == [name]
    code, said = kept.script("status")
    assert code == 1 and "files_missing: 1 files" in said


def test_rotation_leaves_one_backup_a_day_when_told_so(kept):
    """Three of one day, then one; nothing of the others is left."""
    once = {f"VPDT_BACKUP_KEEP_{kind}": "1" for kind in ("DAILY", "WEEKLY", "MONTHLY")}
    kept.well("backup", **once)
    [line] = kept.well("list").splitlines()
    assert line.startswith(kept.state["last_good"]["snapshot"])
    assert [one["snapshot"] for one in kept.state["kept"]] == [line.split()[0]]
