"""Working hours, holidays, exchanged days: the rule of every line is in its name."""

from datetime import date, datetime, timedelta

import pytest
from clock import WorkTime, clipped, length, merged, without
from hypothesis import given, settings
from hypothesis import strategies as st
from pytz import timezone

ZONE = timezone("Asia/Ho_Chi_Minh")
OFFICE = [(7, 11.5), (13.5, 17)]
WEEK = [OFFICE] * 5 + [[], []]
SATURDAY_MORNING = [OFFICE] * 5 + [[(7, 11.5)], []]


def at(text):
    """A moment (naive UTC) from Vietnam's wall clock."""
    return datetime.fromisoformat(text) - timedelta(hours=7)


def shown(moment):
    return (moment + timedelta(hours=7)).isoformat(" ", "minutes")


def off(first, last=None):
    """A holiday from the first day to the last, as Odoo writes it: to 23:59:59."""
    return at(f"{first} 00:00"), at(f"{last or first} 23:59:59")


TET = off("2026-02-16", "2026-02-20")
HOLIDAYS = [
    off("2026-01-01"),
    TET,
    off("2026-04-27"),
    off("2026-04-30", "2026-05-01"),
    off("2027-01-01"),
]
OFFICE_HOURS = WorkTime(ZONE, WEEK * 2, HOLIDAYS)
COMMUNE = WorkTime(ZONE, SATURDAY_MORNING * 2, HOLIDAYS)
# Friday 02/01 is off, Saturday 10/01 is worked in its place.
EXCHANGED = WorkTime(
    ZONE,
    WEEK * 2,
    HOLIDAYS,
    {date(2026, 1, 2): None, date(2026, 1, 10): date(2026, 1, 2)},
)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-11-23 08:00", 0, "2026-11-23 08:00"),
        ("2026-11-23 08:00", 1, "2026-11-23 09:00"),
        ("2026-11-23 08:00", 3.5, "2026-11-23 11:30"),  # to the end of the morning
        ("2026-11-23 08:00", 4, "2026-11-23 14:00"),  # over noon
        ("2026-11-23 12:00", 1, "2026-11-23 14:30"),  # begun at noon
        ("2026-11-23 16:30", 1, "2026-11-24 07:30"),
        ("2026-11-27 16:00", 2, "2026-11-30 08:00"),  # over the weekend
        ("2026-11-28 09:00", 0.5, "2026-11-30 07:30"),  # begun on a day off
        ("2026-02-13 16:00", 2, "2026-02-23 08:00"),  # over Tết
        ("2026-02-17 00:00", 8, "2026-02-23 17:00"),  # begun on Tết
        ("2026-12-31 16:00", 1.5, "2027-01-04 07:30"),  # over the year's end
    ],
)
def test_working_hours_added(start, hours, end):
    moment = OFFICE_HOURS.after(at(start), timedelta(hours=hours))
    assert shown(moment) == end


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-11-23 08:00", 1, "2026-11-24 17:00"),
        ("2026-11-27 10:00", 1, "2026-11-30 17:00"),
        ("2026-02-13 09:00", 1, "2026-02-23 17:00"),
        ("2026-02-18 09:00", 1, "2026-02-23 17:00"),
        ("2026-12-31 09:00", 1, "2027-01-04 17:00"),
        ("2026-11-23 23:30", 1, "2026-11-24 17:00"),  # the day is Vietnam's
        ("2026-11-24 00:30", 1, "2026-11-25 17:00"),
    ],
)
def test_working_days_after_the_day_it_came(start, days, end):
    assert shown(OFFICE_HOURS.day_after(at(start), days)) == end


def test_a_commune_works_on_saturday_morning():
    assert shown(COMMUNE.day_after(at("2026-11-27 10:00"), 1)) == "2026-11-28 11:30"
    assert COMMUNE.between(at("2026-11-28 00:00"), at("2026-11-30 07:30")) == timedelta(
        hours=5
    )
    assert OFFICE_HOURS.between(at("2026-11-28 00:00"), at("2026-11-30 07:30")) == (
        timedelta(minutes=30)
    )


def test_half_of_a_day_off_ends_the_day_at_noon():
    half = WorkTime(
        ZONE, WEEK * 2, [(at("2026-11-24 12:00"), at("2026-11-24 23:59:59"))]
    )
    assert shown(half.day_after(at("2026-11-23 08:00"), 1)) == "2026-11-24 11:30"
    assert shown(half.end_of(date(2026, 11, 24))) == "2026-11-24 11:30"


def test_a_day_exchanged_is_worked_with_the_hours_of_the_other():
    # Thursday 01/01 is a holiday, Friday 02/01 off in exchange for Saturday 10/01
    assert shown(EXCHANGED.day_after(at("2025-12-31 09:00"), 1)) == "2026-01-05 17:00"
    assert shown(EXCHANGED.day_after(at("2026-01-09 09:00"), 1)) == "2026-01-10 17:00"
    week = at("2026-01-05 00:00"), at("2026-01-12 00:00")
    assert EXCHANGED.between(*week) == timedelta(hours=48)
    assert OFFICE_HOURS.between(*week) == timedelta(hours=40)
    both = at("2026-01-01 00:00"), at("2026-01-12 00:00")
    assert EXCHANGED.between(*both) == OFFICE_HOURS.between(*both)


def test_a_holiday_is_off_even_on_a_day_worked_in_exchange():
    clock = WorkTime(
        ZONE,
        WEEK * 2,
        [off("2026-01-10")],
        {date(2026, 1, 10): date(2026, 1, 2)},
    )
    assert not clock.on(date(2026, 1, 10))


def test_weeks_of_two_kinds():
    """Every second Saturday, by the same parity as Odoo's calendars of two weeks."""
    clock = WorkTime(ZONE, WEEK + SATURDAY_MORNING)
    saturdays = [date(2026, 11, 7) + timedelta(days=7 * n) for n in range(4)]
    worked = [bool(clock.on(day)) for day in saturdays]
    assert worked in ([True, False] * 2, [False, True] * 2)
    assert [(day.toordinal() - 1) // 7 % 2 == 1 for day in saturdays] == worked


@pytest.mark.parametrize(
    ("day", "end"),
    [
        ("2026-02-13", "2026-02-13 17:00"),
        ("2026-02-16", "2026-02-23 17:00"),  # Tết
        ("2026-11-28", "2026-11-30 17:00"),  # Saturday
        ("2026-12-31", "2026-12-31 17:00"),
        ("2027-01-01", "2027-01-04 17:00"),
    ],
)
def test_a_term_ending_on_a_day_off_ends_with_the_next_working_day(day, end):
    """Bộ luật Dân sự 2015 Điều 148.5."""
    assert shown(OFFICE_HOURS.next_end(date.fromisoformat(day))) == end


def test_ends_of_a_day_and_of_its_morning():
    thursday, sunday = date(2026, 2, 12), date(2026, 2, 15)
    assert shown(OFFICE_HOURS.end_of(thursday, "morning")) == "2026-02-12 11:30"
    assert shown(OFFICE_HOURS.end_of(thursday)) == "2026-02-12 17:00"
    assert OFFICE_HOURS.end_of(sunday) is None
    saturday = date(2026, 2, 14)
    assert shown(COMMUNE.end_of(saturday, "morning")) == "2026-02-14 11:30"
    assert shown(COMMUNE.end_of(saturday)) == "2026-02-14 11:30"


def test_a_calendar_without_hours_gives_no_deadline():
    nobody = WorkTime(ZONE, [[]] * 14)
    assert nobody.after(at("2026-11-23 08:00"), timedelta(hours=1)) is None
    assert nobody.day_after(at("2026-11-23 08:00"), 1) is None
    assert nobody.next_end(date(2026, 11, 23)) is None
    assert nobody.between(at("2026-11-23 08:00"), at("2027-11-23 08:00")) == timedelta()


def test_off_for_ever_gives_no_deadline():
    closed = WorkTime(ZONE, WEEK * 2, [(at("2020-01-01"), at("2099-01-01"))])
    assert closed.day_after(at("2026-11-23 08:00"), 1) is None


def test_a_year_of_deadlines_is_fast():
    """20,000 open deadlines in one run (the reminders) stay far below a second."""
    import time

    begun = time.perf_counter()
    start = at("2026-11-23 08:00")
    for number in range(20_000):
        OFFICE_HOURS.between(start, start + timedelta(hours=number % 300))
    assert time.perf_counter() - begun < 5


moments = st.datetimes(datetime(2025, 12, 1), datetime(2027, 3, 1)).map(
    lambda moment: moment.replace(microsecond=0)
)
terms = st.integers(0, 300 * 3600).map(lambda seconds: timedelta(seconds=seconds))
clocks = st.sampled_from([OFFICE_HOURS, COMMUNE, EXCHANGED])


@given(clocks, moments, terms)
def test_add_then_measure_gives_the_same(clock, start, term):
    assert clock.between(start, clock.after(start, term)) == term


@given(clocks, moments, terms, terms)
def test_more_time_is_never_earlier(clock, start, one, other):
    less, more = sorted((one, other))
    assert clock.after(start, less) <= clock.after(start, more)


@given(clocks, moments, moments, terms)
def test_started_later_never_ends_earlier(clock, one, other, term):
    first, second = sorted((one, other))
    assert clock.after(first, term) <= clock.after(second, term)


@given(clocks, moments, terms, terms)
def test_in_two_steps_as_in_one(clock, start, one, other):
    assert clock.after(clock.after(start, one), other) == clock.after(
        start, one + other
    )


@given(clocks, moments, moments, moments)
def test_measured_in_parts_as_whole(clock, one, two, three):
    first, second, third = sorted((one, two, three))
    assert clock.between(first, second) + clock.between(second, third) == (
        clock.between(first, third)
    )


@given(moments, st.integers(1, 60))
def test_a_holiday_more_never_shortens_a_term(start, days):
    more = WorkTime(ZONE, WEEK * 2, [*HOLIDAYS, off("2026-06-01", "2026-06-05")])
    assert more.day_after(start, days) >= OFFICE_HOURS.day_after(start, days)


@given(clocks, moments, st.integers(1, 60))
def test_days_end_when_work_does(clock, start, days):
    end = clock.day_after(start, days)
    assert end in [span[1] for span in clock.on(clock.local(end).date())]
    assert end > start


spans_ = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8)


@settings(max_examples=300)
@given(spans_, spans_)
def test_spans_are_sets_of_moments(one, other):
    """Each operation is that of the set of units it covers."""

    def units(spans):
        return {unit for low, high in spans for unit in range(low, high)}

    assert units(merged(one)) == units(one)
    assert units(without(one, other)) == units(one) - units(other)
    assert units(clipped(merged(one), 10, 40)) == units(one) & set(range(10, 40))
    for result in (merged(one), without(one, other)):
        assert all(low < high for low, high in result)
        assert all(a[1] < b[0] for a, b in zip(result, result[1:], strict=False))


def test_length_of_nothing_is_nothing():
    assert length([]) == timedelta()
