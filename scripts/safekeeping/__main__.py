"""python -m safekeeping backup|list|restore|rehearse|status (see scripts/backup)."""

import argparse
import fcntl
import os
import re
import signal
import sys

from . import BackupError, settings, state, work
from .repository import Repository


def parse(words):
    """Return the parsed command line."""
    parser = argparse.ArgumentParser(prog="scripts/backup", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("backup", "list", "rehearse", "status"):
        commands.add_parser(name)
    one = commands.add_parser("restore")
    one.add_argument("wanted", nargs="?", default="latest", help="id, or latest")
    one.add_argument("--to", help="the database's name, if another")
    return parser.parse_args(words)


def agreed(question, variable="VPDT_YES"):
    """Ask the operator; the environment's ``variable`` being 1 says yes for him. Raise
    BackupError when nobody is there."""
    print(question)
    if os.environ.get(variable) == "1":
        return True
    if not sys.stdin.isatty():
        raise BackupError(
            "nobody is there to be asked",
            f"{variable}=1 answers yes; nothing was changed",
        )
    return input("[y/N] ").strip().lower().startswith("y")


def alone(chosen):
    """Wait until no other backup, restore, rehearsal or update is at work; return the
    open lock."""
    (chosen.store / "backup").mkdir(mode=0o700, parents=True, exist_ok=True)
    chosen.area.mkdir(exist_ok=True)
    lock = open(chosen.store / "backup" / "lock", "w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        work.say("another backup, restore or update is at work, waiting for it")
        fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


def run_backup(chosen, _asked):
    entry = work.back_up(chosen)
    print(
        f"backup {entry['snapshot']}: database"
        f" {work.megabytes(entry['database_bytes'])}, {entry['files']} files"
        f" {work.megabytes(entry['files_bytes'])};"
        f" {work.megabytes(entry['new_bytes'])} of it new; the target holds"
        f" {work.megabytes(entry['target_bytes'])}; {entry['seconds']} s"
    )
    if entry["missing"]:
        print(
            f"!!  {len(entry['missing'])} files that the database names were lost"
            f" before this backup, the first: {entry['missing'][0]}",
            file=sys.stderr,
        )


def run_list(chosen, _asked):
    repository = Repository(chosen)
    repository.open()
    for kept in repository.sets():
        about = repository.describe(kept)
        print(
            f"{kept.id}  {about['time']}  database"
            f" {work.megabytes(about['database_bytes'])}, {about['files']} files"
        )


def run_rehearse(chosen, _asked):
    entry = work.rehearse(chosen)
    print(
        f"rehearsal of {entry['snapshot']}: {entry['rows']} rows,"
        f" {entry['files']} files, {entry['dangling']} dangling; {entry['seconds']} s"
    )


def run_restore(chosen, asked):
    to = asked.to or chosen.database
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,40}", to):
        raise BackupError(f"not a database name: '{to}'")
    old = work.restore(chosen, asked.wanted, to, agreed)
    print(f"{to} is restored" + (f"; what was there is kept as {old}" if old else ""))
    if old:
        print(f"when it is no longer wanted: scripts/db drop {old}")


def run_status(chosen, _asked):
    found = state.read(chosen.area)
    for kind in ("last_good", "last_rehearsal"):
        if entry := found.get(kind):
            print(f"{kind}: {entry['time']}, {entry['seconds']} s, {entry['snapshot']}")
    wrong = state.problems(found, chosen.hours, chosen.days, state.now())
    for code, text in wrong:
        print(f"{code}: {text}")
    print("ok" if not wrong else f"{len(wrong)} problems")
    return 1 if wrong else 0


def main(words):
    """Run one command; return the exit code."""
    asked = parse(words)
    # a terminated backup tidies up as an interrupted one does
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        chosen = settings.read(os.environ)
        if asked.command in ("list", "status"):
            return globals()[f"run_{asked.command}"](chosen, asked) or 0
        with alone(chosen):
            return globals()[f"run_{asked.command}"](chosen, asked) or 0
    except BackupError as error:
        print(f"error: {error}", file=sys.stderr)
        if error.how:
            print(f"       {error.how}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("error: interrupted; nothing is lost, repeat it", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
