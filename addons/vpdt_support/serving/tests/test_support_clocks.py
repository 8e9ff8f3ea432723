"""R19: time to answer and to repair, counted while the office owes something."""

from datetime import datetime, timedelta

from serving import measure


def at(hour, minute=0):
    return datetime(2026, 3, 2, hour, minute)


def plain(start, end):
    return max(end - start, timedelta())


def test_nothing_happened_yet():
    assert measure([(at(8), "report", "new")], plain) == (None, None)


def test_taking_is_no_answer():
    steps = [(at(8), "report", "new"), (at(9), "take", "taken")]
    assert measure(steps, plain) == (None, None)
    steps += [(at(10), "answer", "answered"), (at(11), "solve", "solved")]
    assert measure(steps, plain) == (2, 3)


def test_waiting_for_the_person_does_not_count():
    steps = [
        (at(8), "report", "new"),
        (at(9), "ask", "waiting"),
        (at(13), "reply", "taken"),
        (at(14), "solve", "solved"),
    ]
    assert measure(steps, plain) == (1, 2)


def test_what_comes_back_goes_on_where_it_stood():
    steps = [
        (at(8), "report", "new"),
        (at(10), "solve", "solved"),
        (at(12), "reopen", "reopened"),
    ]
    assert measure(steps, plain) == (2, None)
    steps.append((at(13), "solve", "solved"))
    steps.append((at(15), "close", "closed"))
    assert measure(steps, plain) == (2, 3)


def test_hours_are_those_of_the_calendar():
    """Whoever counts says what an hour of work is."""
    steps = [(at(8), "report", "new"), (at(18), "solve", "solved")]
    assert measure(steps, lambda start, end: timedelta(hours=7.5)) == (7.5, 7.5)
