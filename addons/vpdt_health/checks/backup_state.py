"""What the last backup and rehearsal came to: written by scripts/safekeeping, read by
it, by monitors and by the page Health. Plain Python that needs nothing else.

STORE/backup/DATABASE/state.json, times in UTC ("2026-11-26T19:00:05Z"):

    version         1
    database        name of the database
    target          where sets go, without passwords
    hours, days     limits: when a backup, a rehearsal is too old
    backup          the last try: time (began), seconds, ok, error (null or a text in
                    English); when ok also snapshot, database_bytes, files,
                    files_bytes, new_bytes (what the target did not have, before
                    it was compressed), missing (names of files that were lost before),
                    checked (whether the target was found whole afterwards),
                    target_bytes (what it takes there then, of all sets; or null)
    last_good       the last try that was ok, as above
    kept            sets in the target: [{snapshot, time}], oldest first
    rehearsal       the last try: time, seconds, ok, error, snapshot, of (time of the
                    set), files, rows, dangling, problems (texts in English)
    last_rehearsal  the last try that was ok
"""

import contextlib
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

VERSION = 1


def now():
    """Return the moment, UTC, in whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def stamp(moment):
    """Return a moment as the state file writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(text):
    """Return the moment the state file wrote."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def area(store, database):
    """Return the folder of an office's own.

    :param store: Odoo's data folder
    """
    return Path(store) / "backup" / database


def path(folder):
    """Return the path of the state file in the folder of an office."""
    return folder / "state.json"


def read(folder):
    """Return the state, {} when there is none or it cannot be read."""
    with contextlib.suppress(OSError, ValueError):
        found = json.loads(path(folder).read_text(encoding="utf-8"))
        if found.get("version") == VERSION:
            return found
    return {}


def write(settings, target, **changes):
    """Put ``changes`` into the state file, whole or not at all."""
    head = {
        "version": VERSION,
        "database": settings.database,
        "target": target,
        "hours": settings.hours,
        "days": settings.days,
    }
    text = json.dumps(
        read(settings.area) | head | changes, indent=1, ensure_ascii=False
    )
    settings.area.mkdir(parents=True, exist_ok=True)
    half = settings.area / "state.half"
    half.write_text(text + "\n", encoding="utf-8")
    os.replace(half, path(settings.area))


def problems(found, hours, days, at):
    """Return what is wrong at the moment ``at`` with the state ``found``: a list of
    (code, text). Codes: backup_never, backup_failed, backup_old, files_missing,
    rehearsal_never, rehearsal_failed, rehearsal_old."""
    wrong = []
    last, good = found.get("backup"), found.get("last_good")
    if last and not last["ok"]:
        wrong.append(("backup_failed", f"the last backup failed: {last['error']}"))
    if not good:
        wrong.append(("backup_never", "there is no backup yet"))
    else:
        if at - moment(good["time"]) > timedelta(hours=hours):
            text = f"the last good backup is older than {hours:g} hours: {good['time']}"
            wrong.append(("backup_old", text))
        if good["missing"]:
            text = f"{len(good['missing'])} files were lost before the backup"
            wrong.append(("files_missing", text))
    last, good = found.get("rehearsal"), found.get("last_rehearsal")
    if last and not last["ok"]:
        text = f"the last restore rehearsal failed: {last['error']}"
        wrong.append(("rehearsal_failed", text))
    if not good:
        # a new office has a month until its first
        first = found.get("kept") or [{"time": stamp(at)}]
        if at - moment(first[0]["time"]) > timedelta(days=days):
            wrong.append(("rehearsal_never", "no backup was ever restored on trial"))
    elif at - moment(good["time"]) > timedelta(days=days):
        text = f"the last good rehearsal is older than {days:g} days: {good['time']}"
        wrong.append(("rehearsal_old", text))
    return wrong
