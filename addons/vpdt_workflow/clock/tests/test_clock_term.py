"""Which deadline is proposed, and which one a day off moves."""

from datetime import date, datetime, timedelta

import pytest
from clock import WorkTime, moved, proposed
from hypothesis import given
from hypothesis import strategies as st
from pytz import timezone

ZONE = timezone("Asia/Ho_Chi_Minh")
WEEK = ([[(7, 11.5), (13.5, 17)]] * 5 + [[], []]) * 2


def at(text):
    return datetime.fromisoformat(text) - timedelta(hours=7)


SOON, MID, LATE = (at(f"2026-11-{day} 17:00") for day in (24, 26, 30))


@pytest.mark.parametrize(
    ("terms", "wins"),
    [
        ({}, (None, None)),
        ({"above": LATE}, (LATE, "above")),
        ({"rule": MID}, (MID, "rule")),
        ({"kind": LATE}, (LATE, "type")),
        ({"rule": LATE, "kind": SOON}, (LATE, "rule")),  # the rule is more particular
        ({"kind": LATE, "urgency": SOON}, (SOON, "urgency")),
        ({"rule": SOON, "urgency": MID}, (SOON, "rule")),  # no slower for being urgent
        ({"urgency": SOON}, (SOON, "urgency")),
        ({"above": MID, "rule": LATE}, (MID, "above")),  # no more time than there is
        ({"above": LATE, "rule": MID}, (MID, "rule")),
        ({"above": MID, "rule": MID}, (MID, "above")),
        ({"above": SOON, "urgency": MID, "kind": LATE}, (SOON, "above")),
        ({"above": LATE, "kind": MID, "urgency": SOON}, (SOON, "urgency")),
    ],
)
def test_what_wins(terms, wins):
    assert proposed(**terms) == wins


moments = st.none() | st.sampled_from([SOON, MID, LATE])


@given(moments, moments, moments, moments)
def test_never_more_than_there_is_above(above, rule, kind, urgency):
    deadline, _cause = proposed(above, rule, kind, urgency)
    if above:
        assert deadline <= above
    if urgency:
        assert deadline <= urgency


BEFORE = WorkTime(ZONE, WEEK)
STORM = WorkTime(ZONE, WEEK, [(at("2026-11-25 00:00"), at("2026-11-26 23:59:59"))])


@pytest.mark.parametrize(
    ("deadline", "counted", "new"),
    [
        ("2026-11-24 17:00", True, "2026-11-24 17:00"),  # before the days off
        ("2026-11-25 17:00", True, "2026-11-27 17:00"),
        ("2026-11-27 11:30", True, "2026-12-01 11:30"),  # two days, over the weekend
        ("2026-11-24 17:00", False, "2026-11-24 17:00"),
        ("2026-11-25 09:00", False, "2026-11-27 17:00"),  # nobody works that day
        ("2026-11-27 17:00", False, "2026-11-27 17:00"),  # chosen: stays
        ("2026-11-28 17:00", False, "2026-11-28 17:00"),  # a Saturday chosen before
    ],
)
def test_what_a_day_off_moves(deadline, counted, new):
    found = moved(BEFORE, STORM, at("2026-11-23 08:00"), at(deadline), counted)
    assert found == at(new)


@given(st.integers(0, 60 * 24 * 30), st.booleans())
def test_a_day_off_never_shortens(minutes, counted):
    start = at("2026-11-23 08:00")
    deadline = start + timedelta(minutes=minutes)
    assert moved(BEFORE, STORM, start, deadline, counted) >= deadline


def test_moved_keeps_the_working_hours():
    start, deadline = at("2026-11-23 08:00"), at("2026-12-04 17:00")
    new = moved(BEFORE, STORM, start, deadline, True)
    assert STORM.between(start, new) == BEFORE.between(start, deadline)
    assert STORM.local(new).date() == date(2026, 12, 8)
