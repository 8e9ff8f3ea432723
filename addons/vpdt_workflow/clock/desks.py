"""The time a paper spent at each desk, and where the lateness came from."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from .spans import clipped, without


@dataclass(frozen=True)
class Stay:
    """A handling as a stay at one desk; moments are naive UTC.

    `away`: spans in which somebody else carried it on; `stopped`: spans in which the
    clock stood still; in both an end of None is "still". `due`: its own deadline;
    `first_due`: the one it came with, where that was changed since.
    """

    sent: datetime
    opened: datetime | None = None
    ended: datetime | None = None
    due: datetime | None = None
    first_due: datetime | None = None
    away: tuple = ()
    stopped: tuple = ()


@dataclass
class Used:
    """What a stay used, in working time (timedeltas).

    `late`: the part after its deadline; `late_on_arrival`: the working time that had
    passed since it was due when it arrived, None where it came in time; `pieces`:
    (start, end, is opened, is late) in order; `left`: when it last left the desk.
    """

    time: timedelta = timedelta()
    late: timedelta = timedelta()
    stopped: timedelta = timedelta()
    late_on_arrival: timedelta | None = None
    left: datetime | None = None
    pieces: list = field(default_factory=list)


def used(stay, time, now, document_due=None):
    """Return what a stay used of its agency's working hours.

    It arrived late when it came after its own deadline or the document's: then the
    lateness is of the desks before, whatever is used here.

    :param stay: Stay
    :param time: WorkTime of the agency
    :param now: end of what is not ended yet
    :param document_due: deadline of the document, None for none
    :return: Used
    """
    end = max(stay.ended or now, stay.sent)

    def closed(spans):
        return [(low, end if high is None else min(high, end)) for low, high in spans]

    away, stopped = closed(stay.away), closed(stay.stopped)
    here = without([(stay.sent, end)], away + stopped)
    result = Used(
        time=sum((time.between(*span) for span in here), timedelta()),
        stopped=sum(
            (
                time.between(*span)
                for span in clipped(without(stopped, away), stay.sent, end)
            ),
            timedelta(),
        ),
    )
    for low, high in here:
        cuts = [cut for cut in (stay.opened, stay.due) if cut and low < cut < high]
        edges = [low, *sorted(set(cuts)), high]
        for start, stop in zip(edges, edges[1:], strict=False):
            is_late = bool(stay.due and start >= stay.due)
            is_opened = bool(stay.opened and start >= stay.opened)
            result.pieces.append((start, stop, is_opened, is_late))
            if is_late:
                result.late += time.between(start, stop)
    dues = [due for due in (stay.first_due or stay.due, document_due) if due]
    if dues and stay.sent > min(dues):
        result.late_on_arrival = time.between(min(dues), stay.sent)
    left = [low for low, high in stay.away if high is None]
    result.left = min(left) if left else stay.ended
    return result
