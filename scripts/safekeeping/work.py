"""The three works: take a backup, restore a set beside, prove that it is whole."""

import contextlib
import json
import re
import shutil
import subprocess
import time
from pathlib import Path

from . import BackupError, database, kept_files, state
from .repository import Repository

CHAINS = Path(__file__).with_name("chains.py")
TRIES = 5


def say(text):
    """Tell the operator what goes on."""
    print(f"==> {text}", flush=True)


def megabytes(count):
    """Return a number of bytes as people read it."""
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.1f} MB"


@contextlib.contextmanager
def recorded(settings, kind, last, target):
    """Yield a dict to fill; write it into the state as the try ``kind``, when it went
    well as ``last`` too. A failure is written down and goes on its way."""
    begin = time.monotonic()
    entry = {"time": state.stamp(state.now()), "seconds": 0, "ok": False, "error": None}
    try:
        yield entry
        entry["ok"] = True
    except BackupError as error:
        entry["error"] = str(error)
        raise
    except BaseException as error:
        entry["error"] = f"interrupted ({type(error).__name__})"
        raise
    finally:
        entry["seconds"] = round(time.monotonic() - begin, 1)
        good = {last: entry} if entry["ok"] else {}
        state.write(settings, target, **{kind: entry}, **good)


# --- backup ------------------------------------------------------------------------


def back_up(settings):
    """Take a backup; return its entry of the state. Raise BackupError."""
    repository = Repository(settings)
    with recorded(settings, "backup", "last_good", repository.target) as entry:
        _open(settings, repository)
        at = "at=" + re.sub("[-:]", "", entry["time"])
        with database.moment(settings.database) as moment:
            moment, names, lost = hold_files(settings, moment)
            say(f"the database, {megabytes(moment.size)}")
            described = {
                "time": entry["time"],
                "database": settings.database,
                "database_bytes": moment.size,
                "files": len(names) - len(lost),
                "files_bytes": kept_files.size(settings.area / "files", names),
                "missing": sorted(lost),
                "versions": moment.versions(),
                "counts": moment.counts(),
            }
            target_room(settings, described)
            command = database.dump_command(settings.database, moment.snapshot)
            dump, dump_bytes, added = repository.write_dump(command, at)
        described |= {"dump": dump, "dump_bytes": dump_bytes}
        say(f"{described['files']} files, {megabytes(described['files_bytes'])}")
        (settings.area / "set.json").write_text(json.dumps(described), "utf-8")
        stored = repository.write_set(settings.area, ["files", "set.json"], at)
        entry |= {
            "snapshot": stored["snapshot_id"][:8],
            "checked": False,
            "target_bytes": None,
        }
        entry |= {key: described[key] for key in ("database_bytes", "files", "missing")}
        entry |= {
            "files_bytes": described["files_bytes"],
            "new_bytes": added + stored["data_added"],
        }
    # The set is safe now: what follows is recorded apart
    begin = time.monotonic()
    try:
        say("rotation and check")
        kept = repository.rotate(settings.keep)
        kept = [{"snapshot": one.id, "time": one.time} for one in kept]
        state.write(settings, repository.target, kept=kept)
        repository.check()
        entry |= {"checked": True, "target_bytes": repository.size()}
    except BackupError as error:
        entry |= {"ok": False, "error": str(error)}
        raise
    finally:
        entry["seconds"] = round(entry["seconds"] + time.monotonic() - begin, 1)
        good = {"last_good": entry} if entry["ok"] else {}
        state.write(settings, repository.target, backup=entry, **good)
    return entry


def _open(settings, repository):
    """Open the target. A new one is made only if none was known there: an empty mount
    point is not taken for a new disk."""
    known = state.read(settings.area)
    first = not known.get("last_good") or known.get("target") != repository.target
    folder = settings.folder
    if first and folder:
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
    if repository.open(create=first):
        say(f"a new encrypted repository in {repository.target}")
    if folder and folder.is_dir() and folder.stat().st_dev == _device(settings.store):
        say(
            "mind: the backups lie on the same disk as the office; "
            "VPDT_BACKUP_TARGET=… names another"
        )


def _device(folder):
    return folder.stat().st_dev if folder.is_dir() else None


def hold_files(settings, moment):
    """Hold every file the database names by a link of ours; return (the Moment that
    fits, its names, those of them that were lost before).

    A file that Odoo deleted between the moment and its link makes this moment useless:
    a later one no longer names it. What two moments name and neither finds is lost.
    """
    store = settings.store / "filestore" / settings.database
    before = None
    for _try in range(TRIES):
        names = moment.file_names()
        gone = kept_files.hold(store, settings.area / "files", names)
        if not gone or (before is not None and gone <= before):
            return moment, names, gone
        before, moment = gone, moment.again()
    raise BackupError(
        "files are deleted faster than they can be held", "take the backup again later"
    )


# --- restore -----------------------------------------------------------------------


def bring_back(settings, repository, kept, name):
    """Restore a set as the new database ``name`` with its files; return what set.json
    says. On failure nothing of it is left. Raise BackupError."""
    described = repository.describe(kept)
    need_room(settings, described)
    store, half = settings.store / "filestore" / name, settings.area / "restored"
    throw_away(settings, name)
    shutil.rmtree(half, ignore_errors=True)
    try:
        say(f"{described['files']} files, {megabytes(described['files_bytes'])}")
        half.mkdir(parents=True)
        repository.files_into(kept, half)
        store.parent.mkdir(parents=True, exist_ok=True)
        (half / "files").mkdir(exist_ok=True)
        (half / "files").rename(store)
        say(f"the database, {megabytes(described['database_bytes'])}")
        database.create(name)
        repository.read_dump(
            described["dump"], lambda stream: database.load(name, stream)
        )
    except BaseException:
        throw_away(settings, name)
        raise
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return described


def need_room(settings, described):
    """Raise BackupError unless the disks have room for what a set holds."""
    wanted = {settings.store: described["files_bytes"]}
    if settings.cluster:
        wanted[settings.cluster] = described["database_bytes"]
    by_disk = {}
    for folder, size in wanted.items():
        place = by_disk.setdefault(folder.stat().st_dev, [folder, 0])
        place[1] += int(size * 1.1)
    for folder, size in by_disk.values():
        free = shutil.disk_usage(folder).free
        if free < size:
            raise BackupError(
                f"the disk of {folder} has {megabytes(free)} free, the restore needs "
                f"{megabytes(size)}",
                "make room, then repeat; nothing was changed",
            )


def target_room(settings, described):
    """Raise BackupError when a target that is a folder has clearly no room: for all of
    a first backup (the database shrinks to a quarter or less), else for 5 percent."""
    folder = settings.folder
    if not folder:
        return
    size = described["files_bytes"] + described["database_bytes"] // 4
    if state.read(settings.area).get("last_good"):
        size = described["database_bytes"] // 20
    free = shutil.disk_usage(folder).free
    if free < size:
        raise BackupError(
            f"{folder} has {megabytes(free)} free, this backup may need "
            f"{megabytes(size)}",
            "make room there or keep fewer: VPDT_BACKUP_KEEP_DAILY, _WEEKLY, _MONTHLY",
        )


def throw_away(settings, name):
    """Drop a database and its files."""
    database.drop(name)
    shutil.rmtree(settings.store / "filestore" / name, ignore_errors=True)


def prove(settings, name, described):
    """Compare a restored database and its files with what set.json says; return a
    dict: files, rows, dangling, problems (texts, none when it is whole)."""
    store = settings.store / "filestore" / name
    with database.connected(name) as connection:
        names, counts = database.file_names(connection), database.counts(connection)
    dangling = names - kept_files.listed(store) - set(described["missing"])
    bad = kept_files.damaged(store, names)
    problems = [f"the file {one} is missing" for one in sorted(dangling)]
    problems += [f"the file {one} is not what it was" for one in sorted(bad)]
    for table in sorted(set(counts) | set(described["counts"])):
        had, has = described["counts"].get(table), counts.get(table)
        if had != has:
            problems.append(f"table {table}: {had} rows in the backup, {has} restored")
    problems += chain_problems(settings, name)
    return {
        "files": len(names),
        "rows": sum(counts.values()),
        "dangling": len(dangling),
        "problems": problems,
    }


def chain_problems(settings, name):
    """Return what is wrong with the numbers' ledgers of a restored database (texts).
    Without an Odoo (settings.odoo) nobody looks."""
    if not settings.odoo:
        return []
    done = subprocess.run(
        [*settings.odoo, "shell", "-d", name, "--no-http", "--log-level=error"],
        input=f"exec({CHAINS.read_text(encoding='utf-8')!r}, globals())\n",
        capture_output=True,
        text=True,
        check=False,
    )
    answers = re.findall(r"CHAINS(.*)$", done.stdout, re.MULTILINE)
    if not answers:
        return [f"the ledgers could not be verified: {done.stderr.strip()[-600:]}"]
    answer = json.loads(answers[-1])
    say(f"the ledgers of {answer['series']} number series verified")
    return answer["problems"]


def rehearse(settings):
    """Restore the latest set into a database of its own, prove it, drop it; return the
    entry of the state. Raise BackupError when anything is not as it was."""
    repository = Repository(settings)
    name = f"{settings.database}_rehearsal"
    target = repository.target
    with recorded(settings, "rehearsal", "last_rehearsal", target) as entry:
        repository.open()
        repository.check()
        kept = repository.find()
        say(f"restoring {kept.id} of {kept.time} on trial")
        entry |= {"snapshot": kept.id, "of": kept.time}
        try:
            described = bring_back(settings, repository, kept, name)
            say("comparing with what was backed up")
            entry |= prove(settings, name, described)
        finally:
            throw_away(settings, name)
        if entry["problems"]:
            raise BackupError(
                f"{len(entry['problems'])} things are not as they were, the first: "
                f"{entry['problems'][0]}"
            )
    return entry


# --- in place ----------------------------------------------------------------------


def restore(settings, wanted, to, agreed):
    """Restore the set ``wanted`` (id or "latest") as the database ``to``; one of that
    name is kept under a name with the date. ``agreed``: called before anything is
    replaced with a question (and the variable that answers it), returns whether to go
    on. Return the name the old one got, or None. Raise BackupError; until the swap
    nothing is changed."""
    repository = Repository(settings)
    repository.open()
    kept = repository.find(wanted)
    old = None
    if database.exists(to):
        old = f"{to}_{state.now():%Y%m%d_%H%M%S}"
        question = f"Replace the database {to} by its backup of {kept.time} (UTC)?"
        if not agreed(f"{question} What is there now is kept as {old}."):
            raise BackupError("nothing was changed")
    half = f"{to}_restored"
    say(f"restoring {kept.id} of {kept.time} beside, as {half}")
    described = bring_back(settings, repository, kept, half)
    try:
        say("comparing with what was backed up")
        found = prove(settings, half, described)
        whole = not found["problems"] or agreed(
            "NOT as it was: " + "; ".join(found["problems"][:10]) + ". Take it anyway?",
            "VPDT_ANYWAY",
        )
        if not whole:
            raise BackupError(
                f"{len(found['problems'])} things are not as they were, the first: "
                f"{found['problems'][0]}",
                f"{to} is as it was; another backup may be whole: scripts/backup list",
            )
        swap(settings, half, to, old)
    except BaseException:
        throw_away(settings, half)
        raise
    return old


def swap(settings, half, to, old):
    """Give a restored database its name, and the one that had it the name ``old``,
    with the server stopped while it happens."""
    ours = settings.server and to == settings.database
    ran = (
        ours and not subprocess.run([settings.server, "status"], check=False).returncode
    )
    if ran:
        subprocess.run([settings.server, "stop"], check=True)
    stores = settings.store / "filestore"
    try:
        if old:
            _rename(stores, to, old)
        shutil.rmtree(stores / to, ignore_errors=True)
        try:
            _rename(stores, half, to)
        except BaseException:
            if old:
                _rename(stores, old, to)
            raise
    finally:
        if ran and subprocess.run([settings.server, "start"], check=False).returncode:
            say("mind: the server does not start again, see its log")


def _rename(stores, name, to):
    """Give a database and its files another name."""
    database.rename(name, to)
    if (stores / name).is_dir():
        (stores / name).rename(stores / to)
