"""R22, R24: a digest in each half-day of work, quiet outside."""

from datetime import date, datetime, time

import pytest
from chasing import MORNING, NOON, half_day, is_quiet

DAY = [
    (datetime(2026, 11, 23, 7), datetime(2026, 11, 23, 11, 30)),
    (datetime(2026, 11, 23, 13, 30), datetime(2026, 11, 23, 17)),
]


def due(clock, work):
    now = datetime.fromisoformat(f"2026-11-23 {clock}")
    found = half_day(now, work, time(7, 15), time(13, 30))
    return found and found[1]


@pytest.mark.parametrize(
    ("clock", "work", "half"),
    [
        ("07:14", DAY, None),
        ("07:15", DAY, MORNING),
        ("13:29", DAY, MORNING),  # the server was down in the morning
        ("13:30", DAY, NOON),
        ("18:00", DAY, NOON),
        ("07:15", [], None),  # a day off
        ("13:30", [], None),
        ("13:30", DAY[:1], MORNING),  # the afternoon off
        ("07:15", DAY[1:], None),  # the morning off
        ("13:30", DAY[1:], NOON),
    ],
)
def test_half_days(clock, work, half):
    assert due(clock, work) == half


def test_half_day_names_its_date():
    now = datetime(2026, 11, 23, 7, 15)
    assert half_day(now, DAY, time(7, 15), time(13, 30)) == (
        date(2026, 11, 23),
        MORNING,
    )


@pytest.mark.parametrize(
    ("clock", "start", "stop", "quiet"),
    [
        ("18:59", 19, 6.5, False),
        ("19:00", 19, 6.5, True),
        ("23:59", 19, 6.5, True),
        ("06:29", 19, 6.5, True),
        ("06:30", 19, 6.5, False),
        ("12:15", 12, 13, True),
        ("13:00", 12, 13, False),
        ("03:00", 0, 0, False),  # no hours of quiet
        ("23:00", 22, 24, True),
    ],
)
def test_quiet_hours(clock, start, stop, quiet):
    now = datetime.fromisoformat(f"2026-11-23 {clock}")
    assert is_quiet(now, start, stop, day_off=False) == quiet


def test_quiet_on_days_off():
    assert is_quiet(datetime(2026, 11, 22, 10), 19, 6.5, day_off=True)
