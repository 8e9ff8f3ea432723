"""R3, R16: the history of a document is told once, in order, day by day."""

from datetime import datetime, timedelta, timezone

from routing.timeline import Directive, Line, Step, Task, by_day, tell

NOON = datetime(2026, 11, 23, 5)
CLERK, CHIEF, CHAIRMAN, CLERK_A, HEAD, SPECIALIST = range(1, 7)
OFFICE, A = 10, 11
HANOI = timezone(timedelta(hours=7))


def after(minutes):
    return NOON + timedelta(minutes=minutes)


def task(row, parent, holder, sender, at, **more):
    values = {"directive_id": parent, "is_main": True, "purpose": "lead"}
    values |= {"agency_id": OFFICE, "sent_at": after(at), **more}
    return Task(row, parent, holder=holder, sender=sender, **values)


def story(*events):
    return [(event.kind, event.author) for event in events]


def road(**last):
    """Registered, passed to the chief of office, then to the chairman."""
    tasks = [
        task(1, None, CLERK, CLERK, 0, state="passed", opened_at=NOON, opened_by=CLERK),
        task(2, 1, CHIEF, CLERK, 0, state="passed", opened_at=after(5), opened_by=2),
        task(3, 2, CHAIRMAN, CHIEF, 6, **last),
    ]
    directives = [
        Directive(1, 1, NOON, CLERK),
        Directive(2, 2, after(6), CHIEF, "Trình Chủ tịch"),
    ]
    return [Line(1, OFFICE, NOON, CLERK, 12)], directives, tasks


def test_the_road_of_a_paper():
    """Registered, sent, opened, sent: whatever order the rows come in."""
    lines, directives, tasks = road()
    events = tell(lines, reversed(directives), list(reversed(tasks)), [])
    assert story(*events) == [
        ("registered", CLERK),
        ("sent", CLERK),
        ("opened", CHIEF),
        ("sent", CHIEF),
    ]
    assert events[-1].text == "Trình Chủ tịch"
    assert [receiver.handling_id for receiver in events[-1].whom] == [3]


def test_finishing_for_all_above_is_told_once():
    """Who carries the task on finishes it for those above: one event, the end."""
    closed = {"state": "done", "closed_at": after(60), "closed_by": CHAIRMAN}
    lines, directives, tasks = road(**closed, text="Đã xong")
    tasks[:2] = [Task(**{**vars(item), **closed}) for item in tasks[:2]]
    events = tell(lines, directives, tasks, [])
    assert story(*events[-2:]) == [("sent", CHIEF), ("finished", CHAIRMAN)]
    assert events[-1].ends
    assert events[-1].text == "Đã xong"


def test_a_support_that_is_finished_ends_nothing():
    closed = {"state": "done", "closed_at": after(60), "closed_by": HEAD}
    support = task(4, 2, HEAD, CHIEF, 6, purpose="support", is_main=False, **closed)
    lines, directives, tasks = road()
    events = tell(lines, directives, [*tasks, support], [])
    assert [event.ends for event in events if event.kind == "finished"] == [False]


def test_the_deadline_is_told_as_it_was_then():
    """The directive shows the deadline it set, the extension the old and the new;
    a chain of deadlines that moved together is one event."""
    lines, directives, tasks = road(deadline=after(9000))
    old, new = after(5000), after(9000)
    steps = [
        Step(
            row, handling, "extend", after(30), CHIEF, CHAIRMAN, "Chờ số liệu", old, new
        )
        for row, handling in ((1, 3), (2, 2))
    ]
    events = tell(lines, directives, tasks, steps)
    [sent] = [event for event in events if event.handling_id == 2 and event.whom]
    assert sent.whom[0].deadline == old
    [extended] = [event for event in events if event.kind == "extend"]
    assert (extended.old_deadline, extended.new_deadline) == (old, new)
    assert [receiver.handling_id for receiver in extended.whom] == [3, 2]


def test_a_second_extension_is_another_event():
    lines, directives, tasks = road(deadline=after(9500))
    steps = [
        Step(1, 3, "extend", after(30), CHIEF, None, "", after(5000), after(9000)),
        Step(2, 3, "extend", after(31), CHIEF, None, "", after(9000), after(9500)),
    ]
    events = tell(lines, directives, tasks, steps)
    assert [e.new_deadline for e in events if e.kind == "extend"] == [
        after(9000),
        after(9500),
    ]
    [sent] = [event for event in events if event.handling_id == 2 and event.whom]
    assert sent.whom[0].deadline == after(5000), "the first one, not the one before"


def test_a_changed_lead_is_one_event():
    """The directive, the step and the recalled tree of the old lead: told once, with
    the words, the new lead and the former one."""
    lines, directives, tasks = road()
    recalled = {"state": "recalled", "closed_at": after(40), "closed_by": CHAIRMAN}
    tasks += [
        task(4, 3, HEAD, CHAIRMAN, 20, directive_id=3, is_main=False, **recalled),
        task(5, 4, SPECIALIST, HEAD, 25, directive_id=4, **recalled),
        task(6, 3, CLERK_A, CHAIRMAN, 40, directive_id=5),
    ]
    directives += [
        Directive(3, 3, after(20), CHAIRMAN, "Giao A"),
        Directive(4, 4, after(25), HEAD, "Làm"),
        Directive(5, 3, after(40), CHAIRMAN, "Đổi sang B"),
    ]
    steps = [Step(1, 3, "change_lead", after(40), CHAIRMAN, HEAD, "Đổi sang B")]
    events = tell(lines, directives, tasks, steps)
    assert story(*events[-3:]) == [
        ("sent", CHAIRMAN),
        ("sent", HEAD),
        ("change_lead", CHAIRMAN),
    ]
    assert events[-1].person == HEAD
    assert [receiver.handling_id for receiver in events[-1].whom] == [6]


def test_a_recall_of_its_own_is_told():
    recalled = {"state": "recalled", "closed_at": after(40), "closed_by": CHIEF}
    events = tell(*road(**recalled, text="Nhầm"), [])
    assert story(events[-1]) == [("recalled", CHIEF)]
    assert events[-1].text == "Nhầm"


def test_returned_without_having_been_opened():
    """Returning notes the opening in the same moment: that is not a second event."""
    at = {"opened_at": after(40), "opened_by": CHAIRMAN}
    returned = {"state": "returned", "closed_at": after(40), "closed_by": CHAIRMAN}
    events = tell(*road(**at, **returned, text="Thiếu phụ lục"), [])
    assert story(*events[-2:]) == [("sent", CHIEF), ("returned", CHAIRMAN)]


def test_opened_in_passing_it_on():
    """Passing on notes the opening in the same moment, unless it was opened before."""
    lines, directives, tasks = road()
    tasks[1] = Task(**{**vars(tasks[1]), "opened_at": after(6)})
    assert story(*tell(lines, directives, tasks, [])) == [
        ("registered", CLERK),
        ("sent", CLERK),
        ("sent", CHIEF),
    ]


def test_an_agency_enters_it_before_its_clerk_passes_it_on():
    """In one second: sent to the agency, entered there, passed to its head."""
    lines, directives, tasks = road(state="passed")
    tasks += [
        task(4, 3, None, CHAIRMAN, 20, directive_id=3, agency_id=A, state="passed"),
        task(5, 4, HEAD, CLERK_A, 20, directive_id=4, agency_id=A),
    ]
    directives += [
        Directive(4, 4, after(20), CLERK_A),
        Directive(3, 3, after(20), CHAIRMAN, "Giao A"),
    ]
    lines = [Line(2, A, after(20), CLERK_A, 3), *lines]
    assert story(*tell(lines, directives, tasks, [])[-3:]) == [
        ("sent", CHAIRMAN),
        ("registered", CLERK_A),
        ("sent", CLERK_A),
    ]


def test_days_are_those_of_the_office():
    """Design 5.8: 17:00 UTC is the next day in Vietnam; every event is in one day."""
    lines, directives, tasks = road()
    late = Step(1, 3, "remind", NOON.replace(hour=17), CHIEF, CHAIRMAN)
    events = tell(lines, directives, tasks, [late])
    days = by_day(events, HANOI)
    assert [str(day) for day, _events in days] == ["2026-11-23", "2026-11-24"]
    assert [event for _day, group in days for event in group] == events
