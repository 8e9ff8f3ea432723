"""The history of a document as a story: what happened, in order, day by day.

Rows of four tables tell it: lines of registers, directives, handlings and steps. One
thing that happened is often several rows (an extension moves a chain of deadlines, who
finishes the task finishes it for all above): here it becomes one event again.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

#: Steps that a directive was written with: told as one.
_WITH_DIRECTIVE = ("add", "ask_opinion", "change_lead")
#: Steps that recall a whole tree: its rows are not told one by one.
_WITHDRAWING = ("change_lead", "take_back", "cancel")
#: Seconds between rows of one move: they read the clock one after the other.
_TOGETHER = 2


@dataclass(frozen=True)
class Line:
    """A line of an agency's register."""

    id: int
    agency_id: int
    at: datetime
    author: int | None
    number: int


@dataclass(frozen=True)
class Directive:
    """What somebody wrote, and the handling he passed on with it."""

    id: int
    handling_id: int | None
    at: datetime
    author: int
    text: str = ""


@dataclass(frozen=True)
class Task:
    """A handling. `holder`: a person, or None while it lies with its agency."""

    id: int
    parent_id: int | None
    directive_id: int | None
    is_main: bool
    purpose: str
    agency_id: int
    holder: int | None
    sender: int
    sent_at: datetime
    deadline: datetime | None = None
    state: str = "waiting"
    opened_at: datetime | None = None
    opened_by: int | None = None
    closed_at: datetime | None = None
    closed_by: int | None = None
    text: str = ""


@dataclass(frozen=True)
class Step:
    """A row of the history of a handling that its own row does not tell."""

    id: int
    handling_id: int
    move: str
    at: datetime
    author: int
    holder: int | None = None
    text: str = ""
    old_deadline: datetime | None = None
    new_deadline: datetime | None = None


@dataclass(frozen=True)
class Receiver:
    """Whom an event concerns: a handling, its purpose and its deadline then."""

    handling_id: int
    purpose: str
    deadline: datetime | None = None


@dataclass
class Event:
    """One thing that happened.

    `kind`: "registered", "sent", "opened", "finished", "returned", "recalled" or the
    move of a step; `handling_id`: the handling it happened to, or from which it was
    sent; `whom`: the receivers; `person`: somebody else it concerned (the former lead,
    who asked); `ends`: it finished the document.
    """

    at: datetime
    kind: str
    author: int | None
    handling_id: int | None = None
    whom: list = field(default_factory=list)
    person: int | None = None
    text: str = ""
    old_deadline: datetime | None = None
    new_deadline: datetime | None = None
    agency_id: int | None = None
    number: int | None = None
    ends: bool = False
    rank: tuple = ()


def tell(lines, directives, tasks, steps):
    """Return the events of one document in the order they happened.

    :param lines, directives, tasks, steps: iterables of `Line`, `Directive`, `Task`,
        `Step`
    :return: list of `Event`
    """
    tasks = {task.id: task for task in tasks}
    directives = list(directives)
    steps = sorted(steps, key=lambda step: step.id)
    depths = _depths(tasks)
    first = _first_deadlines(steps)
    told = set()
    events = [
        *_registered(lines, tasks, depths),
        *_sent(directives, tasks, steps, first, depths, told),
        *_opened(tasks.values(), [*directives, *steps], depths),
        *_closed(tasks, steps, depths),
        *_stepped(steps, tasks, depths, told),
    ]
    return sorted(events, key=lambda event: (event.at, event.rank))


def by_day(events, zone):
    """Group events by the day they fell on.

    :param events: in order of time, `at` naive UTC
    :param zone: tzinfo of the office
    :return: list of (date, [event])
    """

    days = {}
    for event in events:
        days.setdefault(_local(event.at, zone).date(), []).append(event)
    return list(days.items())


def _local(moment, zone):
    return moment.replace(tzinfo=UTC).astimezone(zone)


def _depths(tasks):
    depths = {}

    def depth(task_id):
        if task_id not in depths:
            parent = tasks[task_id].parent_id
            depths[task_id] = depth(parent) + 1 if parent in tasks else 0
        return depths[task_id]

    for task_id in tasks:
        depth(task_id)
    return depths


def _first_deadlines(steps):
    """Return handling → deadline before the first step that moved it."""
    first = {}
    for step in steps:
        if step.new_deadline and step.move in ("extend", "resume"):
            first.setdefault(step.handling_id, step.old_deadline)
    return first


def _together(one, other):
    return abs((one - other).total_seconds()) <= _TOGETHER


# Within one second: what lies higher in the tree came first; on one level it is
# registered, opened, then something is done with it.
def _rank(depth, place, row):
    return (2 * depth + place, row)


def _registered(lines, tasks, depths):
    for line in lines:
        at_agency = [
            depths[task.id]
            for task in tasks.values()
            if task.agency_id == line.agency_id and not task.holder
        ]
        yield Event(
            line.at,
            "registered",
            line.author,
            agency_id=line.agency_id,
            number=line.number,
            rank=_rank(min(at_agency, default=-1), 0, line.id),
        )


def _sent(directives, tasks, steps, first, depths, told):
    for directive in directives:
        whom = [
            Receiver(task.id, task.purpose, first.get(task.id, task.deadline))
            for task in sorted(tasks.values(), key=lambda task: task.id)
            if task.directive_id == directive.id
        ]
        event = Event(
            directive.at,
            "sent",
            directive.author,
            handling_id=directive.handling_id,
            whom=whom,
            text=directive.text,
            rank=_rank(depths.get(directive.handling_id, 0), 1, directive.id),
        )
        for step in steps:
            if (
                step.id not in told
                and step.move in _WITH_DIRECTIVE
                and step.handling_id == directive.handling_id
                and step.author == directive.author
                and _together(step.at, directive.at)
            ):
                told.add(step.id)
                event.kind = step.move
                event.person = step.holder if step.move == "change_lead" else None
                break
        yield event


def _opened(tasks, deeds, depths):
    """Yield the openings, but those noted along with what was done at once."""
    done = {}
    for deed in deeds:
        done.setdefault((deed.handling_id, deed.author), []).append(deed.at)
    for task in tasks:
        if not task.opened_at:
            continue
        moments = list(done.get((task.id, task.opened_by), ()))
        if task.opened_by == task.closed_by:
            moments.append(task.closed_at)
        if task.opened_by == task.sender:
            moments.append(task.sent_at)
        if any(_together(moment, task.opened_at) for moment in moments if moment):
            continue
        yield Event(
            task.opened_at,
            "opened",
            task.opened_by,
            handling_id=task.id,
            rank=_rank(depths[task.id], 0, task.id),
        )


def _closed(tasks, steps, depths):
    withdrawn = [step for step in steps if step.move in _WITHDRAWING]
    main = {task.parent_id: task for task in tasks.values() if task.is_main}
    kinds = {"done": "finished", "returned": "returned", "recalled": "recalled"}
    for task in tasks.values():
        kind = kinds.get(task.state)
        if not kind or not task.closed_at:
            continue
        if kind == "recalled" and any(
            step.author == task.closed_by and _together(step.at, task.closed_at)
            for step in withdrawn
        ):
            continue
        if kind == "finished" and _finished_below(task, tasks):
            continue
        ends = False
        if kind == "finished" and task.purpose == "lead":
            top = task
            while top.is_main and top.parent_id in tasks:
                above = tasks[top.parent_id]
                if main.get(above.id) is not top or not _same_close(top, above):
                    break
                top = above
            ends = not top.parent_id
        yield Event(
            task.closed_at,
            kind,
            task.closed_by,
            handling_id=task.id,
            text=task.text,
            ends=ends,
            rank=_rank(depths[task.id], 1, task.id),
        )


def _same_close(task, other):
    return (
        task.state == other.state == "done"
        and task.closed_by == other.closed_by
        and task.closed_at
        and other.closed_at
        and _together(task.closed_at, other.closed_at)
    )


def _finished_below(task, tasks):
    """Whether who finished the task below finished this one with it."""
    return any(
        below.parent_id == task.id and below.is_main and _same_close(below, task)
        for below in tasks.values()
    )


def _stepped(steps, tasks, depths, told):
    """Yield the steps; those of one move on a chain of handlings are one event."""
    left = [step for step in steps if step.id not in told]
    for step in left:
        if step.id in told:
            continue
        chain = [
            other
            for other in left
            if other.id not in told
            and (other.move, other.author, other.text, other.new_deadline)
            == (step.move, step.author, step.text, step.new_deadline)
            and _together(other.at, step.at)
        ]
        told.update(other.id for other in chain)
        yield Event(
            step.at,
            step.move,
            step.author,
            handling_id=step.handling_id,
            whom=[
                Receiver(
                    other.handling_id,
                    tasks[other.handling_id].purpose,
                    other.new_deadline,
                )
                for other in chain
                if other.handling_id in tasks
            ],
            person=step.holder,
            text=step.text,
            old_deadline=step.old_deadline,
            new_deadline=step.new_deadline,
            rank=_rank(depths.get(step.handling_id, 0), 1, step.id),
        )
