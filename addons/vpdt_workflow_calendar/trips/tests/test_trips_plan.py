"""R4: from trips to absences that never overlap."""

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st
from trips import Change, Held, Span, merged, plan, whole_days, without


def at(day, hour=0):
    return datetime(2026, 3, day, hour)


def span(first, last, *sources, kind="trip"):
    return Span(at(first), at(last), kind, frozenset(sources))


def held(key, first, last, *sources, begun=False):
    return Held(key, at(first), at(last), frozenset(sources), begun)


def test_whole_days_are_days_in_vietnam():
    """All-day: midnight in Hà Nội is 17:00 UTC of the day before."""
    assert whole_days(date(2026, 3, 3), date(2026, 3, 4)) == (
        datetime(2026, 3, 2, 17),
        datetime(2026, 3, 4, 16, 59, 59),
    )


def test_events_that_overlap_or_touch_are_one_absence():
    found = merged([span(5, 7, 2), span(1, 3, 1), span(3, 6, 3, kind="other")])
    assert found == [span(1, 7, 1, 2, 3)]
    days = [Span(*whole_days(date(2026, 3, day), date(2026, 3, day))) for day in (1, 2)]
    assert len(merged(days)) == 1
    assert merged([span(1, 2, 1), span(3, 4, 2)]) == [span(1, 2, 1), span(3, 4, 2)]


def test_what_is_taken_is_left_out():
    """Leave, or what he entered himself, in the midst of a trip."""
    assert without([span(1, 9, 1)], [(at(3), at(5))]) == [span(1, 3, 1), span(5, 9, 1)]
    assert without([span(3, 4, 1)], [(at(1), at(9))]) == []
    assert without([span(1, 4, 1)], [(at(4), at(9))]) == [span(1, 4, 1)]


def test_a_new_trip_is_entered_from_now_on():
    assert plan([span(2, 5, 1)], [], [], at(1)) == [Change("enter", span=span(2, 5, 1))]
    assert plan([span(2, 5, 1)], [], [], at(3)) == [Change("enter", span=span(3, 5, 1))]
    assert plan([span(2, 5, 1)], [], [], at(6)) == []


def test_nothing_to_do_twice():
    assert plan([span(2, 5, 1)], [held(7, 2, 5, 1)], [], at(1)) == []
    running = [held(7, 2, 5, 1, begun=True)]
    assert plan([span(1, 5, 1)], running, [], at(3)) == []


def test_a_moved_trip_moves_its_own_absence():
    """Two that change places keep their substitutes: by event, not by time."""
    found = plan(
        [span(6, 7, 1), span(2, 3, 2)], [held(7, 2, 3, 1), held(8, 6, 7, 2)], [], at(1)
    )
    assert sorted(found, key=lambda item: item.key) == [
        Change("move", 7, span(6, 7, 1)),
        Change("move", 8, span(2, 3, 2)),
    ]


def test_one_that_has_begun_moves_its_end_only():
    running = [held(7, 2, 9, 1, begun=True)]
    assert plan([span(1, 5, 1)], running, [], at(3)) == [
        Change("move", 7, span(2, 5, 1))
    ]
    # Put off to another week: he is back till then, with the same substitutes later
    assert plan([span(10, 12, 1)], running, [], at(3)) == [
        Change("end", 7),
        Change("enter", span=span(10, 12, 1), like=7),
    ]


def test_a_cancelled_trip_ends_its_absence():
    assert plan([], [held(7, 2, 5, 1)], [], at(1)) == [Change("end", 7)]


def test_leave_in_the_midst_of_it():
    found = plan([span(2, 9, 1)], [held(7, 2, 9, 1)], [(at(4), at(5))], at(1))
    assert found == [
        Change("move", 7, span(5, 9, 1)),
        Change("enter", span=span(2, 4, 1)),
    ]


hours = st.integers(0, 60)
times = st.tuples(hours, hours).filter(lambda pair: pair[0] < pair[1])


def moment(hour):
    return datetime(2026, 3, 1 + hour // 24, hour % 24)


@given(
    trips=st.lists(times, max_size=6),
    before=st.lists(times, max_size=6),
    taken=st.lists(times, max_size=3),
    now=hours,
)
def test_whatever_comes_the_result_is_what_was_agreed(trips, before, taken, now):
    """Applied, it neither doubles nor forgets a moment; a second run is idle."""
    spans = [
        Span(moment(a), moment(b), "trip", frozenset({key}))
        for key, (a, b) in enumerate(trips)
    ]
    now = moment(now)
    taken = [(moment(a), moment(b)) for a, b in taken]
    known = {}
    olds = [
        Span(moment(a), moment(b), "trip", frozenset({key}))
        for key, (a, b) in enumerate(before)
    ]
    for key, old in enumerate(without(merged(olds), taken)):
        if old.end > now:
            known[key] = Held(key, old.start, old.end, old.sources, old.start <= now)
    for change in plan(spans, list(known.values()), taken, now):
        if change.do == "end":
            del known[change.key]
            continue
        key = change.key if change.do == "move" else 100 + len(known)
        begun = change.span.start <= now
        known[key] = Held(
            key, change.span.start, change.span.end, change.span.sources, begun
        )
    times = sorted((item.start, item.end) for item in known.values())
    assert all(one[1] <= two[0] for one, two in zip(times, times[1:], strict=False))
    for hour in range(70):
        here = moment(hour)
        if here < now:
            continue
        wanted = any(one.start <= here < one.end for one in spans) and not any(
            start <= here < end for start, end in taken
        )
        assert wanted == any(start <= here < end for start, end in times)
    again = plan(spans, list(known.values()), taken, now)
    assert not again
