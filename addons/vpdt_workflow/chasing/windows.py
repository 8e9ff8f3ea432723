"""Which deadlines a reminder rule speaks of at a given moment (QĐ 553 Điều 4.2).

The question is turned round: not "when is this handling reminded?", asked of every
handling, but "between which two moments lie the deadlines that are reminded now?",
asked once for each rule and calendar. The database then finds them by index.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import datetime, time, timedelta

_LAST_MOMENT = time(23, 59, 59)


@dataclass(frozen=True)
class Rounds:
    """The moments of one rule, counted from a deadline.

    `offset`: of the first round, in `unit`; negative before the deadline. `unit`:
    "days" or "hours" of work, or "minutes" on the clock. `every`: from one round to
    the next, 0 for one round only. `most`: how many rounds at most.
    """

    offset: int
    unit: str
    every: int = 0
    most: int = 1


@dataclass(frozen=True)
class Window:
    """Deadlines after `after` (None: however long ago) and up to `until` are told."""

    round: int
    after: datetime | None
    until: datetime


def windows(rounds, now, intervals, forget=None):
    """Return the windows of deadlines that a rule speaks of at `now`.

    They do not overlap: of rounds that were missed only the latest is made up for.
    A rule before the deadline never speaks of one that is over.

    :param rounds: the rule's moments
    :param now: local time without zone
    :param intervals: working hours around `now`: sorted (start, stop), local
    :param forget: what is older is not told any more; None: however old
    :return: list of `Window`, first round first
    """
    count = max(1, rounds.most) if rounds.every > 0 else 1
    bounds = [
        _latest(rounds.offset + place * rounds.every, rounds.unit, now, intervals)
        for place in range(count)
    ]
    floor = now if rounds.offset < 0 else forget
    found = []
    for place, until in enumerate(bounds):
        after = bounds[place + 1] if place + 1 < count else None
        if floor is not None and (after is None or after < floor):
            after = floor
        if after is None or after < until:
            found.append(Window(place, after, until))
    return found


def _latest(offset, unit, now, intervals):
    """Return the latest deadline whose moment, `offset` from it, has come at `now`."""
    if unit == "minutes":
        return now - timedelta(minutes=offset)
    if unit == "hours":
        return _shift(now, -offset, intervals)
    if offset == 0:
        return now
    days = sorted({start.date() for start, _stop in intervals})
    if offset < 0:
        day = _nth_after(days, now.date(), -offset)
    else:
        day = _last_before(days, now.date(), offset)
    return datetime.combine(day, _LAST_MOMENT)


def _nth_after(days, today, number):
    """Return the `number`-th working day after `today`."""
    place = bisect_right(days, today) + number - 1
    if place < len(days):
        return days[place]
    return today + timedelta(days=number)


def _last_before(days, today, number):
    """Return the last day whose `number`-th working day after it has come."""
    place = bisect_right(days, today) - number
    if place >= 0:
        return days[place] - timedelta(days=1)
    return today - timedelta(days=number)


def _shift(now, hours, intervals):
    """Return `now` moved by working hours, on or back."""
    left = timedelta(hours=abs(hours))
    if hours >= 0:
        place = bisect_left([stop for _start, stop in intervals], now)
        for start, stop in intervals[place:]:
            begin = max(start, now)
            if stop - begin >= left:
                return begin + left
            left -= stop - begin
        return now + timedelta(hours=hours)
    place = bisect_right([start for start, _stop in intervals], now)
    for start, stop in reversed(intervals[:place]):
        end = min(stop, now)
        if end - start >= left:
            return end - left
        left -= end - start
    return now + timedelta(hours=hours)
