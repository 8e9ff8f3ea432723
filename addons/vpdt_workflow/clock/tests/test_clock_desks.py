"""Time at each desk: who had it how long, and whose lateness it was."""

from datetime import datetime, timedelta

from clock import Stay, WorkTime, used
from hypothesis import given
from hypothesis import strategies as st
from pytz import timezone

ZONE = timezone("Asia/Ho_Chi_Minh")
WEEK = ([[(7, 11.5), (13.5, 17)]] * 5 + [[], []]) * 2
TIME = WorkTime(ZONE, WEEK)
NOW = datetime(2026, 12, 4, 3)


def at(text):
    return datetime.fromisoformat(f"2026-{text}") - timedelta(hours=7)


def hours(term):
    return term.total_seconds() / 3600


def test_from_sent_to_finished():
    stay = Stay(at("11-23 08:00"), at("11-23 10:00"), at("11-24 09:00"))
    spent = used(stay, TIME, NOW)
    assert hours(spent.time) == 9
    assert not spent.late
    assert spent.late_on_arrival is None
    assert [piece[2] for piece in spent.pieces] == [False, True]
    assert spent.left == at("11-24 09:00")


def test_still_there_counts_until_now():
    stay = Stay(at("12-03 16:00"))
    assert hours(used(stay, TIME, at("12-04 08:00")).time) == 2
    assert used(stay, TIME, NOW).left is None


def test_passed_on_is_not_at_the_desk():
    stay = Stay(at("11-23 08:00"), at("11-23 08:00"), away=((at("11-23 10:00"), None),))
    spent = used(stay, TIME, NOW)
    assert hours(spent.time) == 2
    assert spent.left == at("11-23 10:00")


def test_returned_counts_again():
    """Passed on at 10:00, given back the next day at 8:00, finished at 9:00."""
    away = ((at("11-23 10:00"), at("11-24 08:00")),)
    stay = Stay(at("11-23 08:00"), at("11-23 08:30"), at("11-24 09:00"), away=away)
    spent = used(stay, TIME, NOW)
    assert hours(spent.time) == 3
    assert len(spent.pieces) == 3


def test_suspended_is_not_used():
    stopped = ((at("11-23 09:00"), at("11-25 09:00")),)
    stay = Stay(at("11-23 08:00"), None, at("11-25 10:00"), stopped=stopped)
    spent = used(stay, TIME, NOW)
    assert hours(spent.time) == 2
    assert hours(spent.stopped) == 16


def test_suspended_still():
    stay = Stay(at("11-23 08:00"), stopped=((at("11-23 09:00"), None),))
    assert hours(used(stay, TIME, NOW).time) == 1


def test_late_here():
    """Came in time, kept two hours too long."""
    stay = Stay(
        at("11-23 08:00"), at("11-23 08:00"), at("11-24 09:00"), at("11-23 17:00")
    )
    spent = used(stay, TIME, NOW)
    assert hours(spent.late) == 2
    assert spent.late_on_arrival is None


def test_late_on_arrival():
    """It lay too long before: whatever is used here, the lateness came with it."""
    stay = Stay(
        at("11-24 09:00"), at("11-24 09:00"), at("11-24 10:00"), at("11-23 17:00")
    )
    spent = used(stay, TIME, NOW)
    assert hours(spent.late_on_arrival) == 2
    assert spent.late == spent.time


def test_late_for_the_document_on_arrival():
    """In time by its own deadline, but the document was due before it came."""
    stay = Stay(
        at("11-24 09:00"), at("11-24 09:00"), at("11-24 10:00"), at("11-25 17:00")
    )
    spent = used(stay, TIME, NOW, document_due=at("11-24 08:00"))
    assert hours(spent.late_on_arrival) == 1
    assert not spent.late


def test_late_by_the_deadline_it_came_with():
    """An extension granted here does not make the desks before punctual."""
    stay = Stay(at("11-24 09:00"), due=at("11-27 17:00"), first_due=at("11-23 17:00"))
    spent = used(stay, TIME, at("11-24 10:00"))
    assert hours(spent.late_on_arrival) == 2
    assert not spent.late


def test_arrived_in_the_very_minute_is_in_time():
    due = at("11-24 09:00")
    assert used(Stay(due, due=due), TIME, NOW).late_on_arrival is None


def test_ended_after_now_or_before_it_was_sent():
    """Clocks of servers differ: nothing is negative."""
    stay = Stay(at("11-24 09:00"), ended=at("11-24 08:00"))
    assert not used(stay, TIME, NOW).time


moments = st.datetimes(datetime(2026, 11, 1), datetime(2026, 12, 1))
spans = st.lists(st.tuples(moments, moments | st.none()), max_size=3).map(tuple)


@given(moments, moments | st.none(), moments | st.none(), moments, spans, spans)
def test_parts_are_the_whole(sent, opened, ended, due, away, stopped):
    """Pieces add up to the time used, none outside the stay; late is a part of it."""
    away = tuple((low, high) for low, high in away if high is None or low < high)
    spent = used(Stay(sent, opened, ended, due, away=away, stopped=stopped), TIME, NOW)
    total = sum(
        (TIME.between(low, high) for low, high, *_more in spent.pieces), timedelta()
    )
    assert total == spent.time
    assert timedelta() <= spent.late <= spent.time
    assert spent.time + spent.stopped <= TIME.between(sent, max(ended or NOW, sent))
    for low, high, _opened, late in spent.pieces:
        assert sent <= low < high
        assert late == (low >= due)
