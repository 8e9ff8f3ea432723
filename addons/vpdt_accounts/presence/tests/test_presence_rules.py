"""R24 (QĐ 553 Điều 4.3): used twice a working day, from 7:00 and from 13:30."""

from datetime import date, datetime, timedelta

import pytest
from presence import (
    AFTERNOON,
    LEGEND,
    MORNING,
    Half,
    Person,
    Window,
    closed_spans,
    count,
    half_at,
    half_days,
    locked_spans,
    mark,
    verdict,
)
from pytz import timezone

ZONE = timezone("Asia/Ho_Chi_Minh")
WINDOWS = (
    Window(MORNING, 6, 7, 8, 7.75, 12),
    Window(AFTERNOON, 13, 13.5, 14.5, 14.25, 18),
)
DAY = date(2026, 3, 2)


def at(clock, day=2):
    """Return the naive UTC moment of a clock time in March 2026."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 3, day, hour, minute) - timedelta(hours=7)


def half(which=MORNING, **more):
    morning, afternoon = half_days(WINDOWS, ZONE, DAY)
    worked = [(at("7:00"), at("11:30")), (at("13:30"), at("17:00"))]
    return Half.of(
        {MORNING: morning, AFTERNOON: afternoon}[which],
        more.pop("worked", worked),
        **more,
    )


def judged(seen=None, now="23:00", which=MORNING, **person):
    person = Person(**{key: tuple(value) for key, value in person.items()})
    found = verdict(half(which), person, seen and at(seen), at(now))
    return f"{found.kind} {found.why}".strip()


@pytest.mark.parametrize(
    ("clock", "which", "until"),
    [
        ("5:59", None, "6:00"),
        ("6:00", MORNING, "12:00"),
        ("11:59", MORNING, "12:00"),
        ("12:00", None, "13:00"),
        ("13:00", AFTERNOON, "18:00"),
        ("18:00", None, None),
    ],
)
def test_which_half_day_use_counts_for(clock, which, until):
    found, change = half_at(WINDOWS, ZONE, at(clock))
    assert (found.half if found else None) == which
    assert change == (at(until) if until else at("0:00", 3))


def test_the_hours_are_data_with_dates():
    """A new decision changes the hours from a day on; months before keep theirs."""
    old = Window(MORNING, 6, 7, 8, 7.75, 12)
    new = Window(MORNING, 6.5, 7.5, 8.5, 8.25, 12, valid_from=date(2026, 4, 1))
    for windows in ((old, new), (new, old)):
        [before] = half_days(windows, ZONE, date(2026, 3, 31))
        [after] = half_days(windows, ZONE, date(2026, 4, 1))
        assert before.start == datetime(2026, 3, 31, 0, 0)
        assert after.start == datetime(2026, 4, 1, 0, 30)


def test_no_window_no_half_day():
    ended = Window(MORNING, 6, 7, 8, 7.75, 12, valid_to=date(2026, 3, 1))
    assert half_days((ended,), ZONE, DAY) == ()
    assert half_at((ended,), ZONE, at("8:00")) == (None, at("0:00", 3))


@pytest.mark.parametrize(
    ("seen", "now", "expected"),
    [
        ("6:10", "23:00", "present"),
        ("8:00", "23:00", "present"),
        ("8:01", "23:00", "late"),
        (None, "7:59", "waiting"),
        (None, "8:00", "missing"),
    ],
)
def test_in_time_late_or_not_at_all(seen, now, expected):
    assert judged(seen, now) == expected


def test_days_off_are_not_due():
    person, now = Person(), at("23:00")
    weekend = half(worked=[])
    assert verdict(weekend, person, None, now).kind == "off"
    assert verdict(half(worked=[], is_holiday=True), person, None, now).kind == (
        "holiday"
    )
    assert verdict(weekend, person, at("9:00"), now) == ("off", "", at("9:00"))


def test_a_morning_worked_only():
    """A Saturday worked in the morning in exchange owes no afternoon."""
    worked = [(at("7:00"), at("11:30"))]
    assert half(MORNING, worked=worked).worked
    assert not half(AFTERNOON, worked=worked).worked


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("0:00", "23:59", "excused leave"),
        ("7:00", "9:30", "excused leave"),
        ("9:00", "17:00", "excused leave"),
        ("10:00", "17:00", "missing"),
        ("13:00", "17:00", "missing"),
    ],
)
def test_an_absence_of_half_of_it_excuses(start, end, expected):
    assert judged(away=[(at(start), at(end), "leave")]) == expected


def test_two_absences_together_excuse():
    away = [(at("7:00"), at("8:30"), "other"), (at("8:30"), at("10:00"), "trip")]
    assert judged(away=away[:1]) == "missing"
    assert judged(away=away) in ("excused trip", "excused other")


@pytest.mark.parametrize(
    ("seen", "expected"), [("9:29", "present"), ("9:31", "late"), (None, "missing")]
)
def test_away_at_the_beginning_only_is_in_time_after_coming_back(seen, expected):
    assert judged(seen, away=[(at("7:00"), at("8:30"), "trip")]) == expected


def test_a_locked_account_or_a_post_without_the_duty_excuses():
    assert judged(locked=[(at("6:00"), at("20:00"))]) == "excused locked"
    assert judged(locked=[(at("11:00"), at("20:00"))]) == "missing"
    found = verdict(half(), Person(has_duty=False), None, at("23:00"))
    assert (found.kind, found.why) == ("excused", "no_duty")


def test_no_account_owes_nothing():
    assert judged(closed=[(at("0:00"), at("20:00"))]) == "off"
    assert judged(closed=[(at("0:00"), at("8:00"))]) == "missing"


def test_when_an_account_was_closed_or_locked():
    made, now = datetime(2026, 1, 1), datetime(2026, 3, 1)
    ledger = [
        (datetime(2026, 1, 1), "issue"),
        (datetime(2026, 1, 5), "lock"),
        (datetime(2026, 1, 9), "unlock"),
        (datetime(2026, 2, 1), "revoke"),
        (now, "restore"),
    ]
    closed = closed_spans(ledger, made, True)
    assert closed == [(datetime.min, made), (datetime(2026, 2, 1), now)]
    assert locked_spans(ledger) == [(datetime(2026, 1, 5), datetime(2026, 1, 9))]


def test_accounts_older_than_the_ledger():
    made, left = datetime(2026, 1, 1), datetime(2026, 2, 1)
    assert closed_spans([], made, True) == [(datetime.min, made)]
    assert closed_spans([], made, False) == [(datetime.min, datetime.max)]
    assert closed_spans([(left, "revoke")], made, False) == [
        (datetime.min, made),
        (left, datetime.max),
    ]


def test_totals_count_what_was_owed():
    verdicts = [
        verdict(half(), Person(), at(seen) if seen else None, at(now))
        for seen, now in (("7:10", "9:00"), ("9:00", "9:00"), (None, "9:00"))
    ]
    verdicts.append(verdict(half(), Person(), None, at("7:10")))
    verdicts.append(verdict(half(), Person(has_duty=False), None, at("9:00")))
    assert count(verdicts) == {
        "due": 3,
        "present": 1,
        "late": 1,
        "missing": 1,
        "excused": 1,
        "waiting": 1,
    }
    assert [mark(found) for found in verdicts] == ["x", "m", "–", "", "M"]


def test_every_mark_is_explained():
    explained = {sign for sign, _meaning in LEGEND}
    for why in ("leave", "trip", "other", "locked", "no_duty"):
        found = verdict(half(), Person(), None, at("23:00"))._replace(
            kind="excused", why=why
        )
        assert mark(found) in explained
    assert mark(None) == ""
