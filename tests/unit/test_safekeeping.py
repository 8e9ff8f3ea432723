"""Backups (R18): what is too old, what is held, what the operator is told."""

from datetime import UTC, datetime, timedelta
from hashlib import sha1

import pytest
from safekeeping import BackupError, kept_files, settings, state, work
from safekeeping.__main__ import agreed
from safekeeping.repository import Kept, explain

NOW = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)


def ago(**past):
    return state.stamp(NOW - timedelta(**past))


def entry(time, **changes):
    return {"time": time, "ok": True, "error": None, "missing": [], **changes}


GOOD = {
    "backup": entry(ago(hours=1)),
    "last_good": entry(ago(hours=1)),
    "kept": [{"snapshot": "aa", "time": ago(days=90)}],
    "rehearsal": entry(ago(days=10)),
    "last_rehearsal": entry(ago(days=10)),
}
FAILED = entry(ago(hours=1), ok=False, error="the disk is full")


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"backup": FAILED}, ["backup_failed"]),
        ({"last_good": entry(ago(hours=25))}, []),
        ({"last_good": entry(ago(hours=27))}, ["backup_old"]),
        ({"last_good": None, "backup": None}, ["backup_never"]),
        ({"last_good": entry(ago(hours=1), missing=["a/b"])}, ["files_missing"]),
        ({"rehearsal": FAILED}, ["rehearsal_failed"]),
        ({"last_rehearsal": entry(ago(days=36))}, ["rehearsal_old"]),
        ({"rehearsal": None, "last_rehearsal": None}, ["rehearsal_never"]),
    ],
)
def test_status_names_what_is_wrong(changes, codes):
    found = state.problems({**GOOD, **changes}, hours=26, days=35, at=NOW)
    assert [code for code, _text in found] == codes


def test_a_new_office_has_a_month_until_its_first_rehearsal():
    young = {**GOOD, "rehearsal": None, "last_rehearsal": None}
    young["kept"] = [{"snapshot": "aa", "time": ago(days=34)}]
    assert state.problems(young, hours=26, days=35, at=NOW) == []


# --- settings -------------------------------------------------------------


def given(tmp_path, **values):
    return {"VPDT_DATA": str(tmp_path), "VPDT_DB": "vpdt", **values}


def test_the_environment_wins_over_the_file(tmp_path):
    (tmp_path / "backup.conf").write_text(
        "# the second disk\nVPDT_BACKUP_TARGET=/mnt/a\nVPDT_BACKUP_KEEP_DAILY = 3\n"
    )
    chosen = settings.read(given(tmp_path, VPDT_BACKUP_TARGET="/mnt/b"))
    assert chosen.target == "/mnt/b"
    assert chosen.keep == {"daily": 3, "weekly": 5, "monthly": 12}


def test_a_key_of_s3_reaches_restic_and_is_read_by_its_owner_only(tmp_path):
    conf = tmp_path / "backup.conf"
    conf.write_text("VPDT_BACKUP_TARGET=s3:https://s.vn/b\nAWS_SECRET_ACCESS_KEY=k\n")
    conf.chmod(0o644)
    with pytest.raises(BackupError, match="others may read"):
        settings.read(given(tmp_path))
    conf.chmod(0o600)
    environ = given(tmp_path)
    assert settings.read(environ).folder is None
    assert environ["AWS_SECRET_ACCESS_KEY"] == "k"


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"VPDT_BACKUP_TARGET": "backups"}, "neither a whole path"),
        (
            {
                "VPDT_BACKUP_TARGET": "/mnt/a",
                "VPDT_BACKUP_PASSWORD_FILE": "/mnt/a/../a/key",
            },
            "inside the target",
        ),
        ({"VPDT_BACKUP_KEEP_DAILY": "0"}, "no number above 0"),
        ({"VPDT_BACKUP_HOURS": "many"}, "no number above 0"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused(tmp_path, values, told):
    with pytest.raises(BackupError, match=told):
        settings.read(given(tmp_path, **values))


def test_a_line_nobody_knows_is_told_with_its_place(tmp_path):
    (tmp_path / "backup.conf").write_text("\nPATH=/tmp\n")
    with pytest.raises(BackupError, match="line 2: 'PATH'"):
        settings.read(given(tmp_path))


def test_no_password_of_an_address_is_written_down():
    assert settings.public("rest:https://me:secret@h/r") == "rest:https://h/r"
    assert settings.public("/mnt/a") == "/mnt/a"


# --- files ----------------------------------------------------------------


def stored(store, content):
    """Store bytes as Odoo does; return the name."""
    digest = sha1(content).hexdigest()
    path = store / digest[:2] / digest
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return f"{digest[:2]}/{digest}"


def test_what_is_held_outlives_the_clearing_and_nothing_else_is_held(tmp_path):
    store, kept = tmp_path / "store", tmp_path / "kept"
    one, two, other = (stored(store, text) for text in (b"1", b"2", b"3"))
    (store / "checklist" / "ab").mkdir(parents=True)
    assert kept_files.hold(store, kept, [one, two]) == set()
    (store / one).unlink()
    assert kept_files.listed(kept) == {one, two}
    assert kept_files.hold(store, kept, [one, other]) == set()
    assert kept_files.listed(kept) == {one, other}
    assert (kept / other).samefile(store / other)
    assert kept_files.listed(store) == {two, other}


def test_files_that_are_not_there_are_named(tmp_path):
    store, kept = tmp_path / "store", tmp_path / "kept"
    one = stored(store, b"1")
    assert kept_files.hold(store, kept, [one, "aa/aaaa"]) == {"aa/aaaa"}


def test_without_hard_links_files_are_copied(tmp_path, monkeypatch):
    def refuse(*_paths):
        raise PermissionError("no links on this disk")

    monkeypatch.setattr(kept_files.os, "link", refuse)
    store, kept = tmp_path / "store", tmp_path / "kept"
    one = stored(store, b"1")
    assert kept_files.hold(store, kept, [one]) == set()
    (store / one).unlink()
    assert kept_files.damaged(kept, [one]) == set()
    assert kept_files.listed(kept) == {one}


def test_a_changed_file_is_found_by_its_name(tmp_path):
    one, two = stored(tmp_path, b"1"), stored(tmp_path, b"2")
    (tmp_path / two).write_bytes(b"3")
    assert kept_files.damaged(tmp_path, [one, two, "aa/none"]) == {two}


class Moments:
    """A database of which one file after another is deleted before it can be held."""

    def __init__(self, store, names):
        self.store, self.names = store, list(names)

    def file_names(self):
        found = set(self.names[0])
        for name in self.names[0] - self.names[-1]:
            (self.store / name).unlink(missing_ok=True)
        return found

    def again(self):
        return Moments(self.store, self.names[1:] or self.names)


def test_a_file_deleted_before_it_was_held_makes_a_later_moment_the_right_one(tmp_path):
    chosen = settings.read(given(tmp_path))
    store = chosen.store / "filestore" / "vpdt"
    stays, goes = stored(store, b"1"), stored(store, b"2")
    moments = Moments(store, [{stays, goes}, {stays}])
    moment, names, lost = work.hold_files(chosen, moments)
    assert (names, lost) == ({stays}, set())
    assert moment is not moments


def test_a_file_lost_long_ago_does_not_stop_the_backup(tmp_path):
    chosen = settings.read(given(tmp_path))
    store = chosen.store / "filestore" / "vpdt"
    stays = stored(store, b"1")
    moments = Moments(store, [{stays, "aa/lost"}])
    assert work.hold_files(chosen, moments)[1:] == ({stays, "aa/lost"}, {"aa/lost"})


# --- what restic says -----------------------------------------------------


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Fatal: wrong password or no key found", "the password does not open"),
        ("write /mnt/a/tmp: no space left on device", "the disk is full"),
        (
            "Fatal: unable to open config file: stat /mnt/a/config: no such file\n"
            "Is there a repository at the following location?\n/mnt/a",
            "there are no backups in /mnt/a",
        ),
        ("Get https://s.vn: dial tcp: lookup s.vn: no such host", "cannot be reached"),
        (
            "Fatal: unable to open config file: Stat: Get http://127.0.0.1:5999/b: dial"
            " tcp 127.0.0.1:5999: connect: connection refused\n"
            "Is there a repository at the following location?\ns3:…",
            "cannot be reached",
        ),
        ("unable to open config file: Stat: Access Denied.", "refuses the key"),
        ("something new", "restic: something new"),
    ],
)
def test_the_operator_is_told_in_words(said, told):
    assert told in str(explain(said, "/mnt/a"))


# --- restore ---------------------------------------------------------------


@pytest.mark.parametrize("anyway", [False, True])
def test_what_is_not_as_it_was_replaces_nothing_by_a_general_yes(
    tmp_path, monkeypatch, anyway
):
    """VPDT_YES=1 agrees to replacing the office, not to replacing it by half of it."""
    done = []
    monkeypatch.setattr(work, "Repository", lambda chosen: Whole())
    monkeypatch.setattr(work.database, "exists", lambda name: True)
    monkeypatch.setattr(work, "bring_back", lambda *args: {})
    monkeypatch.setattr(work, "prove", lambda *args: {"problems": ["a table is empty"]})
    monkeypatch.setattr(work, "swap", lambda *args: done.append("swapped"))
    monkeypatch.setattr(work, "throw_away", lambda *args: done.append("thrown away"))
    monkeypatch.setenv("VPDT_YES", "1")
    monkeypatch.setenv("VPDT_ANYWAY", "1" if anyway else "")
    chosen = settings.read(given(tmp_path))
    if anyway:
        assert work.restore(chosen, "latest", "vpdt", agreed).startswith("vpdt_20")
        assert done == ["swapped"]
    else:
        with pytest.raises(BackupError, match="nobody is there to be asked") as told:
            work.restore(chosen, "latest", "vpdt", agreed)
        assert "VPDT_ANYWAY=1" in told.value.how
        assert done == ["thrown away"]


class Whole:
    """A repository with one set."""

    def open(self):
        pass

    def find(self, _wanted):
        return Kept("aa", frozenset({"at=20261126T183000Z"}))
