"""R22: which deadlines are reminded at a given moment."""

from datetime import date, datetime, time, timedelta

import pytest
from chasing import Rounds, windows

OFF = {date(2026, 11, 25)}  # a Wednesday off


def office(first=date(2026, 11, 2), days=60):
    """Return 7:00-11:30 and 13:30-17:00 of each working day."""
    found = []
    for count in range(days):
        day = first + timedelta(days=count)
        if day.weekday() < 5 and day not in OFF:
            found.append(
                (datetime.combine(day, time(7)), datetime.combine(day, time(11, 30)))
            )
            found.append(
                (datetime.combine(day, time(13, 30)), datetime.combine(day, time(17)))
            )
    return found


def at(text):
    return datetime.fromisoformat(text)


def rounds_told(rounds, now, deadline):
    """Return the rounds that speak of `deadline` at `now`."""
    return [
        window.round
        for window in windows(rounds, at(now), office())
        if (window.after is None or at(deadline) > window.after)
        and at(deadline) <= window.until
    ]


@pytest.mark.parametrize(
    ("now", "deadline", "told"),
    [
        ("2026-11-20 00:00", "2026-11-23 17:00", True),  # Friday for Monday
        ("2026-11-19 23:59", "2026-11-23 17:00", False),
        ("2026-11-22 10:00", "2026-11-23 17:00", True),  # still on Sunday
        ("2026-11-24 00:10", "2026-11-26 09:00", True),  # over the Wednesday off
        ("2026-11-23 23:00", "2026-11-26 09:00", False),
        ("2026-11-23 17:01", "2026-11-23 17:00", False),  # over: not "before"
    ],
)
def test_one_working_day_before(now, deadline, told):
    """The day before is a working day: nobody is told on a Sunday for Monday only."""
    assert rounds_told(Rounds(-1, "days"), now, deadline) == [0] * told


@pytest.mark.parametrize(
    ("now", "deadline", "told"),
    [
        ("2026-11-23 23:59", "2026-11-23 17:00", False),
        ("2026-11-24 00:00", "2026-11-23 17:00", True),
        ("2026-11-21 12:00", "2026-11-20 17:00", False),  # Saturday is no working day
        ("2026-11-23 00:00", "2026-11-20 17:00", True),
        ("2026-11-25 12:00", "2026-11-24 17:00", False),  # a day off
        ("2026-11-26 00:00", "2026-11-24 17:00", True),
        ("2026-11-26 00:00", "2025-01-07 17:00", True),  # late since long ago
    ],
)
def test_one_working_day_after(now, deadline, told):
    assert rounds_told(Rounds(1, "days"), now, deadline) == [0] * told


def test_at_due():
    rule = Rounds(0, "days")
    assert rounds_told(rule, "2026-11-23 16:59", "2026-11-23 17:00") == []
    assert rounds_told(rule, "2026-11-23 17:00", "2026-11-23 17:00") == [0]


def test_rounds_are_limited_and_one_at_a_time():
    """Told for ever, and told again for each round missed: neither happens."""
    rule = Rounds(1, "days", every=2, most=3)
    story = {
        "2026-11-09 17:01": [],
        "2026-11-10 08:00": [0],
        "2026-11-11 08:00": [0],
        "2026-11-12 08:00": [1],
        "2026-11-16 08:00": [2],
        "2026-12-24 08:00": [2],  # the last one: no further
    }
    assert {now: rounds_told(rule, now, "2026-11-09 17:00") for now in story} == story


@pytest.mark.parametrize(
    ("offset", "now", "deadline", "told"),
    [
        (-4, "2026-11-23 13:29", "2026-11-23 17:00", True),  # 3.5 hours of work left
        (-4, "2026-11-23 10:59", "2026-11-23 17:00", False),  # 4 and a minute
        (-4, "2026-11-23 11:00", "2026-11-23 17:00", True),
        (-4, "2026-11-20 14:00", "2026-11-23 08:00", True),  # over the week-end
        (2, "2026-11-24 07:30", "2026-11-23 15:30", True),
        (2, "2026-11-23 16:59", "2026-11-23 15:30", False),
        (2, "2026-11-24 07:29", "2026-11-23 16:00", False),
    ],
)
def test_working_hours(offset, now, deadline, told):
    assert rounds_told(Rounds(offset, "hours"), now, deadline) == [0] * told


def test_minutes_are_of_the_clock():
    """Express: outside working hours too, and not after a day any more."""
    rule = Rounds(10, "minutes", every=10, most=3)
    now = at("2026-11-21 23:45")
    found = windows(rule, now, [], forget=now - timedelta(days=1))
    assert [window.round for window in found] == [0, 1, 2]
    assert found[0].until == at("2026-11-21 23:35")
    assert found[2].after == at("2026-11-20 23:45")


def test_windows_do_not_overlap():
    """Whatever the moment, a deadline is in one window of a rule at most."""
    for unit, offset, every in (
        ("days", 1, 1),
        ("hours", -8, 3),
        ("days", -3, 1),
        ("minutes", 5, 5),
    ):
        for hour in range(0, 24 * 14, 5):
            now = at("2026-11-16 00:30") + timedelta(hours=hour)
            found = windows(Rounds(offset, unit, every, 4), now, office())
            for one, next_one in zip(found, found[1:], strict=False):
                assert one.after >= next_one.until


def test_no_working_hours_in_reach():
    """An agency without hours of work: plain days."""
    found = windows(Rounds(2, "days"), at("2026-11-23 08:00"), [])
    assert found[0].until == at("2026-11-21 23:59:59")
