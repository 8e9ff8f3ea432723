"""Backups (R18): sets in a repository of restic: whole or not at all, and rotation."""

import json
import os

import pytest
from safekeeping import BackupError, settings
from safekeeping.repository import Repository

KEEP = {"daily": 2, "weekly": 2, "monthly": 2}


@pytest.fixture
def repository(tmp_path):
    """A new repository in a folder."""
    (tmp_path / "share").mkdir()
    chosen = settings.read({"VPDT_DATA": str(tmp_path), "VPDT_DB": "vpdt"})
    made = Repository(chosen)
    assert made.open(create=True)
    return made


def write(repository, folder, day):
    """Store a set of that day (yyyymmdd); return its mark."""
    at = f"at={day}T183000Z"
    dump, _size, _added = repository.write_dump(["echo", day], at)
    (folder / "set.json").write_text(json.dumps({"dump": dump}))
    repository.write_set(folder, ["set.json"], at)
    return at


def test_the_password_is_drawn_once_and_is_its_owners_alone(repository):
    file = repository.settings.password_file
    assert file.stat().st_mode & 0o777 == 0o600
    before = file.read_text()
    assert not repository.open(create=True)
    assert file.read_text() == before


def test_a_dump_that_failed_leaves_nothing(repository, tmp_path):
    with pytest.raises(BackupError, match="no such table"):
        repository.write_dump(
            ["sh", "-c", "echo half; echo no such table >&2; exit 1"],
            "at=20260101T000000Z",
        )
    assert repository._kept("database") == []
    # nor a lock that would be in the way
    repository.rotate(KEEP)


def test_rotation_keeps_days_weeks_and_months_each_with_its_database(
    repository, tmp_path
):
    """2 days, 2 weeks, 2 months of these: 26 and 25 November; the week before's last,
    20 November; October's last."""
    days = ("20260915", "20261015", "20261030", "20261120", "20261125", "20261126")
    marks = [write(repository, tmp_path, day) for day in days]
    # a backup broken off between its two halves, and another office's
    repository.write_dump(["echo", "half"], "at=20261126T200000Z")
    other = settings.read({"VPDT_DATA": str(tmp_path), "VPDT_DB": "other"})
    mark = write(Repository(other), tmp_path, "20260101")

    stay = repository.rotate(KEEP)
    assert [one.at for one in stay] == marks[2:]
    assert {one.at for one in repository._kept("database")} == set(marks[2:])
    assert [one.at for one in Repository(other).sets()] == [mark]
    repository.check()
    said = []
    about = repository.describe(stay[0])
    repository.read_dump(about["dump"], lambda stream: said.append(stream.read()))
    assert said == [b"20261030\n"]


def test_a_long_dump_is_not_stopped_by_what_restic_says_meanwhile(
    tmp_path, monkeypatch
):
    """restic reports progress for hours: more than a pipe that nobody reads holds."""
    talking = tmp_path / "bin" / "restic"
    talking.parent.mkdir()
    talking.write_text(
        "#!/bin/sh\n"
        'yes \'{"message_type":"status"}\' | head -n 10000\n'
        "size=$(wc -c)\n"
        'echo "{\\"message_type\\":\\"summary\\",\\"snapshot_id\\":\\"0123456789\\",'
        '\\"total_bytes_processed\\":$size,\\"data_added\\":5}"\n'
    )
    talking.chmod(0o755)
    monkeypatch.setenv("PATH", f"{talking.parent}:{os.environ['PATH']}")
    (tmp_path / "share").mkdir()
    chosen = settings.read({"VPDT_DATA": str(tmp_path), "VPDT_DB": "vpdt"})
    command = ["timeout", "20", "head", "-c", "1000000", "/dev/zero"]
    found = Repository(chosen).write_dump(command, "at=20260101T000000Z")
    assert found == ("01234567", 1000000, 5)
