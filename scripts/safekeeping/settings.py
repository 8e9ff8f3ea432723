"""What the operator chooses: from the environment, else from a file."""

import os
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from . import BackupError, state

#: Variables the file may set; those of S3 are restic's own
KNOWN = re.compile(r"VPDT_BACKUP_[A-Z_]+|AWS_[A-Z_]+")
KEEP = {"daily": 7, "weekly": 5, "monthly": 12}


@dataclass(frozen=True)
class Settings:
    """`database`: its name; `store`: Odoo's data folder; `target`: where sets go, as
    restic names it (a folder, s3:…, sftp:…); `keep`: how many a kind; `hours`, `days`:
    the age from which a backup, a rehearsal is too old; `odoo`: the command that runs
    Odoo, [] for none; `server`: scripts/server or None; `cluster`: a folder on the
    disk of PostgreSQL, if that is here."""

    database: str
    store: Path
    target: str
    password_file: Path
    keep: dict
    hours: float
    days: float
    odoo: list
    server: str | None
    cluster: Path | None

    @property
    def area(self):
        """The folder of this office's own: links, state, a restore's files."""
        return state.area(self.store, self.database)

    @property
    def folder(self):
        """The target as a path, None when it is not a folder of this machine."""
        if self.target.startswith("/"):
            return Path(self.target)
        return None


def read_file(path):
    """Return the variables of a file of NAME=value lines; {} when there is none.

    Raise BackupError for a line that is none of KNOWN, or a file with a key in it that
    others may read.
    """
    if not path.is_file():
        return {}
    found = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        name, equals, value = (part.strip() for part in line.partition("="))
        if not name or name.startswith("#"):
            continue
        if not equals or not KNOWN.fullmatch(name):
            raise BackupError(
                f"{path}, line {number}: '{name}' is no setting of the backup",
                "lines are NAME=value; the names are in docs/huong-dan/sao-luu.md",
            )
        found[name] = value.strip("\"'")
    if any("SECRET" in name for name in found) and path.stat().st_mode & 0o077:
        raise BackupError(
            f"{path} holds a secret and others may read it", f"chmod 600 {path}"
        )
    return found


def public(target):
    """Return the target without a user and password in it."""
    return re.sub(r"//[^/@]*@", "//", target)


def _number(values, name, default):
    try:
        number = float(values.get(name) or default)
    except ValueError:
        number = -1
    if number <= 0:
        raise BackupError(f"{name}={values[name]} is no number above 0")
    return number


def read(environ):
    """Return the Settings of ``environ``; it wins over the file VPDT_BACKUP_CONF. What
    the file says of S3 is put into ``environ`` for restic. Raise BackupError."""
    data = Path(environ["VPDT_DATA"])
    conf = Path(environ.get("VPDT_BACKUP_CONF") or data / "backup.conf")
    given = read_file(conf)
    values = given | {name: value for name, value in environ.items() if value}
    for name, value in given.items():
        if name.startswith("AWS_"):
            environ.setdefault(name, value)
    target = values.get("VPDT_BACKUP_TARGET") or str(data / "backups")
    if not re.match(r"/|[a-z0-9]+:", target):
        raise BackupError(
            f"VPDT_BACKUP_TARGET={target} is neither a whole path nor s3:…, sftp:…"
        )
    password = values.get("VPDT_BACKUP_PASSWORD_FILE") or data / "backup-password"
    password = Path(os.path.abspath(password))
    if target.startswith("/") and password.is_relative_to(os.path.abspath(target)):
        raise BackupError(
            f"the password file {password} lies inside the target {target}",
            "whoever gets the backup would get its key: VPDT_BACKUP_PASSWORD_FILE=…",
        )
    cluster = values.get("VPDT_BACKUP_CLUSTER")
    return Settings(
        database=environ["VPDT_DB"],
        store=Path(environ.get("VPDT_BACKUP_STORE") or data / "share"),
        target=target,
        password_file=password,
        keep={
            kind: int(_number(values, f"VPDT_BACKUP_KEEP_{kind.upper()}", default))
            for kind, default in KEEP.items()
        },
        hours=_number(values, "VPDT_BACKUP_HOURS", 26),
        days=_number(values, "VPDT_BACKUP_REHEARSAL_DAYS", 35),
        odoo=shlex.split(environ.get("VPDT_BACKUP_ODOO", "")),
        server=environ.get("VPDT_BACKUP_SERVER") or None,
        cluster=Path(cluster) if cluster and Path(cluster).is_dir() else None,
    )
