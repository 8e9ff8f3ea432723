"""The verdict of a person's half-day. Computed whenever it is asked, never kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from .windows import HalfDay

PRESENT, LATE, MISSING, WAITING = "present", "late", "missing", "waiting"
EXCUSED, HOLIDAY, OFF = "excused", "holiday", "off"
#: Verdicts of somebody who should be there and was not seen.
ABSENT = (MISSING, WAITING)


@dataclass(frozen=True)
class Half:
    """A half-day with the working time of an agency.

    `worked`: spans (naive UTC) somebody works in it; `is_holiday`: nobody does because
    of a public holiday or a day exchanged for another, not of the week.
    """

    at: HalfDay
    worked: tuple = ()
    is_holiday: bool = False

    @classmethod
    def of(cls, at, spans, is_holiday=False):
        """Return the half-day with what is worked of `spans` in it."""
        return cls(at, tuple(_clipped(spans, at.start, at.end)), is_holiday)


@dataclass(frozen=True)
class Person:
    """What excuses somebody: spans (naive UTC) of a closed or locked account, and
    absences as (start, end, kind); whether his post has the duty."""

    closed: tuple = ()
    locked: tuple = ()
    away: tuple = ()
    has_duty: bool = True


class Verdict(NamedTuple):
    """`kind`; `why` of an excuse: kind of absence, "locked", "no_duty"; `seen`: first
    use in that half-day (naive UTC) or None."""

    kind: str
    why: str = ""
    seen: datetime | None = None


def _clipped(spans, start, end):
    return [
        (max(low, start), min(high, end))
        for low, high in spans
        if low < end and high > start
    ]


def _share(worked, spans):
    """Return the part (0 to 1) of the time `worked` that `spans` (apart) cover."""
    total = sum((high - low for low, high in worked), timedelta())
    covered = sum(
        (
            high - low
            for start, end in worked
            for low, high in _clipped(spans, start, end)
        ),
        timedelta(),
    )
    return covered / total


def verdict(half, person, seen, now):
    """Return how a person's half-day stands at `now`.

    Whoever may be away for half of it or more need not be there; whoever is away at
    its beginning only is in time as long after he is back as anybody is after the
    start. Use on a day off, or by who is excused, is no debt paid and none made.

    :param half: Half
    :param person: Person
    :param seen: naive UTC moment of the first use that counts for it, or None
    :param now: naive UTC
    :return: Verdict
    """
    if not half.worked:
        return Verdict(HOLIDAY if half.is_holiday else OFF, "", seen)
    if person.closed and _share(half.worked, person.closed) >= 0.5:
        return Verdict(OFF, "", seen)
    if not person.has_duty:
        return Verdict(EXCUSED, "no_duty", seen)
    if person.locked and _share(half.worked, person.locked) >= 0.5:
        return Verdict(EXCUSED, "locked", seen)
    until = half.at.good_until
    if person.away:
        excuse = _excuse(half, person.away)
        if excuse:
            return Verdict(EXCUSED, excuse, seen)
        until = _until(half.at, person.away)
    if seen:
        return Verdict(PRESENT if seen <= until else LATE, "", seen)
    return Verdict(WAITING if now < until else MISSING)


def _excuse(half, away):
    """Return the kind of absence that excuses from a half-day, or ""."""
    shares = [(_share(half.worked, [(start, end)]), kind) for start, end, kind in away]
    if sum(share for share, _kind in shares) < 0.5:
        return ""
    return max(shares)[1]


def _until(at, away):
    """Return until when somebody is in time who is away at the beginning."""
    grace, until = at.good_until - at.start, at.good_until
    for start, end, _kind in sorted(away):
        if start <= until and end > at.start:
            until = max(until, end + grace)
    return until
