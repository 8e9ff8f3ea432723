"""The encrypted target, through restic: one set is two snapshots of it.

A set is a snapshot with the tags `set`, the office and `at=…`; it holds the files and
set.json, which names the snapshot of the database. That one (tags `database`, the
office and the same `at=…`) is written first: without its set it is nothing, and
rotation sweeps it out.
"""

import contextlib
import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime

from . import BackupError
from .settings import public

DUMP = "database.dump"
#: what restic says → what it means, what to do
WORDS = (
    (
        "wrong password or no key found",
        "the password does not open the backups in {target}",
        "the right one is the file the first backup made: VPDT_BACKUP_PASSWORD_FILE=…",
    ),
    ("no space left", "the disk is full", "make room in {target}, then repeat"),
    (
        "permission denied",
        "{target} may not be read or written",
        "run as the user who made the backups, or give him the right",
    ),
    (
        "access denied",
        "{target} refuses the key",
        "check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY",
    ),
    (
        "already locked",
        "another program is at work in {target}",
        "wait for it; after 30 minutes its lock counts as forgotten",
    ),
)
ABSENT = "is there a repository at the following location"
FAR = ("no such host", "connection refused", "dial tcp", "i/o timeout", "no route")


@dataclass(frozen=True)
class Kept:
    """A snapshot of the target: its short id and tags."""

    id: str
    tags: frozenset

    @property
    def at(self):
        """The mark that a set and its database share."""
        return next((tag for tag in self.tags if tag.startswith("at=")), "")

    @property
    def time(self):
        """When it was taken, as the state file writes a moment."""
        at = self.at.removeprefix("at=")
        return f"{at[:4]}-{at[4:6]}-{at[6:11]}:{at[11:13]}:{at[13:]}"


def explain(text, target):
    """Return the BackupError of what restic said on its error output."""
    low = text.lower()
    for sign, message, how in WORDS:
        if sign in low:
            return BackupError(message.format(target=target), how.format(target=target))
    # before the next: restic asks whether a repository is there at all in this case too
    if any(sign in low for sign in FAR):
        return BackupError(
            f"{target} cannot be reached", "check the network and VPDT_BACKUP_TARGET"
        )
    if ABSENT in low:
        return BackupError(
            f"there are no backups in {target}",
            "is the disk mounted, the address right? VPDT_BACKUP_TARGET=…",
        )
    return BackupError(f"restic: {text.strip()[-800:]}")


class Repository:
    """The target of one office."""

    def __init__(self, settings):
        self.settings = settings
        self.target = public(settings.target)
        self.environ = {
            **os.environ,
            "RESTIC_REPOSITORY": settings.target,
            "RESTIC_PASSWORD_FILE": str(settings.password_file),
            "RESTIC_CACHE_DIR": str(settings.store / "backup" / "cache"),
            "RESTIC_PROGRESS_FPS": "0.1",
            # it reads the times we give it so, and counts days for rotation
            "TZ": "UTC",
        }

    def _start(self, *words, **kwargs):
        kwargs = {"stdin": subprocess.DEVNULL, "env": self.environ} | kwargs
        try:
            return subprocess.Popen(["restic", *words], **kwargs)
        except FileNotFoundError as error:
            raise BackupError(
                "restic is not installed", "apt-get install restic"
            ) from error

    def _run(self, *words, timeout=None, **kwargs):
        """Run restic; return its output. Raise BackupError."""
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        with self._start(*words, **pipes, **kwargs) as process:
            try:
                out, err = process.communicate(timeout=timeout)
            except subprocess.TimeoutExpired as error:
                raise BackupError(
                    f"{self.target} does not answer within {timeout} s",
                    "check the network and VPDT_BACKUP_TARGET",
                ) from error
            finally:
                stop(process)
        if process.returncode:
            raise explain(err or out, self.target)
        return out

    # --- opening ---------------------------------------------------------------

    def open(self, create=False):
        """See that the target is there and its password right; with ``create`` make
        it when nothing is there. Forgotten locks go. Return True if it was made."""
        drawn = False
        if not self.settings.password_file.is_file():
            if not create:
                raise BackupError(
                    f"the password file {self.settings.password_file} is not there",
                    "bring it back from where it was kept; without it nobody, "
                    "nobody at all, can read the backups",
                )
            self._draw_password()
            drawn = True
        made = False
        try:
            made = self._open_or_make(create)
        finally:
            # a password that opens nothing must not stand where the right one belongs
            if drawn and not made:
                self.settings.password_file.unlink()
        if drawn:
            self._tell_password()
        return made

    def _open_or_make(self, create):
        try:
            self._run("cat", "config", timeout=120)
        except BackupError as error:
            if not create or not str(error).startswith("there are no backups"):
                raise
            self._run("init", timeout=300)
            return True
        self._run("unlock", timeout=300)
        return False

    def _draw_password(self):
        file = self.settings.password_file
        file.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with os.fdopen(os.open(file, flags, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(32) + "\n")

    def _tell_password(self):
        line = "!" * 74
        print(
            f"{line}\n!!  The backups' password was drawn at random, it is in\n"
            f"!!      {self.settings.password_file}\n"
            "!!  COPY IT NOW to a place outside this machine and outside the target.\n"
            f"!!  Without it there is no restore, by anybody.\n{line}",
            file=sys.stderr,
        )

    # --- writing ---------------------------------------------------------------

    def _tags(self, kind, at):
        when = datetime.strptime(at, "at=%Y%m%dT%H%M%SZ")
        words = ["--host=vpdt", f"--time={when:%Y-%m-%d %H:%M:%S}"]
        return [*words, "--tag", f"{kind},db={self.settings.database},{at}"]

    def write_dump(self, command, at):
        """Store what ``command`` writes; return (snapshot, bytes). restic learns of
        the end only when the command has ended well: of one that failed no snapshot
        is left."""
        words = ["backup", "--json", "--quiet", *self._tags("database", at)]
        words += ["--stdin", "--stdin-filename", DUMP]
        reading, writing = os.pipe()
        # into a file: nobody reads along, and a full pipe would stop restic
        heard = tempfile.TemporaryFile("w+")
        try:
            restic = self._start(*words, stdin=reading, stdout=heard, stderr=heard)
        except BaseException:
            os.close(writing)
            raise
        finally:
            os.close(reading)
        try:
            dump = subprocess.Popen(
                command, stdout=writing, stderr=subprocess.PIPE, text=True
            )
            try:
                said = dump.communicate()[1]
            finally:
                dump.kill()
            if dump.returncode and restic.poll() is None:
                raise BackupError(f"pg_dump: {said.strip()[-800:]}")
            os.close(writing)
            writing = None
            restic.wait()
        finally:
            # before its input ends: else it would take what it has for the whole
            stop(restic)
            if writing is not None:
                os.close(writing)
                # one that is stopped while it begins leaves its lock behind
                with contextlib.suppress(BackupError):
                    self._run("unlock")
        with heard:
            heard.seek(0)
            out = heard.read()
        if restic.returncode:
            raise explain(without_status(out), self.target)
        found = summary(out)
        return (
            found["snapshot_id"][:8],
            found["total_bytes_processed"],
            found["data_added"],
        )

    def write_set(self, folder, names, at):
        """Store the entries ``names`` of ``folder``; return restic's summary (dict)."""
        words = ["backup", "--json", "--quiet", *self._tags("set", at), *names]
        return summary(self._run(*words, cwd=folder))

    # --- reading ---------------------------------------------------------------

    def _kept(self, kind):
        words = ["snapshots", "--json", "--tag", f"{kind},db={self.settings.database}"]
        return [
            Kept(one["short_id"], frozenset(one.get("tags") or ()))
            for one in json.loads(self._run(*words)) or ()
        ]

    def sets(self):
        """Return the office's sets, oldest first."""
        return sorted(self._kept("set"), key=lambda one: one.at)

    def find(self, wanted="latest"):
        """Return the set of this id, or the latest. Raise BackupError."""
        found = self.sets()
        if wanted != "latest":
            found = [one for one in found if one.id.startswith(wanted[:8])]
        if not found:
            raise BackupError(
                f"no backup '{wanted}' of {self.settings.database} in {self.target}",
                "scripts/backup list shows what is there",
            )
        return found[-1]

    def describe(self, kept):
        """Return what set.json of a set says."""
        return json.loads(self._run("dump", kept.id, "/set.json"))

    def files_into(self, kept, folder):
        """Restore the files of a set into ``folder``, which gets a folder `files`."""
        self._run("restore", kept.id, "--target", str(folder), "--include", "/files")

    def read_dump(self, snapshot, use):
        """Call ``use`` with a stream of the database's dump. Raise BackupError, that
        of the repository before that of ``use``."""
        words = ["dump", snapshot, "/" + DUMP]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        failure = None
        with self._start(*words, **pipes) as restic:
            try:
                use(restic.stdout)
            except BackupError as error:
                failure = error
            except BaseException:
                stop(restic)
                raise
            restic.stdout.close()
            said = restic.stderr.read().decode(errors="replace").strip()
        if restic.returncode and said and "broken pipe" not in said.lower():
            raise explain(said, self.target) from failure
        if failure or restic.returncode:
            raise failure or explain(said, self.target)

    def check(self):
        """Have restic look at the repository's structure. Raise BackupError."""
        try:
            self._run("check", "--quiet")
        except BackupError as error:
            raise BackupError(
                f"the repository is damaged: {error}", error.how
            ) from error

    def size(self):
        """Return the bytes that what is kept takes in the target, of all offices."""
        told = self._run("stats", "--json", "--quiet", "--mode", "raw-data")
        return json.loads(told)["total_size"]

    # --- rotation --------------------------------------------------------------

    def rotate(self, keep):
        """Forget the sets beyond ``keep`` ({daily: n, …}) and databases without a set;
        give their room back. Return the sets that stay."""
        words = ["forget", "--quiet", "--group-by", "host"]
        words += ["--tag", f"set,db={self.settings.database}"]
        self._run(*words, *(f"--keep-{kind}={count}" for kind, count in keep.items()))
        stay = self.sets()
        marks = {one.at for one in stay}
        lone = [one.id for one in self._kept("database") if one.at not in marks]
        if lone:
            self._run("forget", "--quiet", *lone)
        self._run("prune", "--quiet")
        return stay


def without_status(text):
    """Return what restic said but for its reports of progress."""
    return "\n".join(line for line in text.split("\n") if '"status"' not in line)


def stop(process):
    """End restic, if it still runs, in the way that leaves no lock behind."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def summary(text):
    """Return the summary among restic's lines of JSON."""
    for line in text.split("\n"):
        if '"summary"' in line:
            return json.loads(line)
    raise BackupError(f"restic did not say what it stored: {text[-300:]}")
