"""From the trips somebody accepted to absences that never overlap.

Moments are UTC, naive. A person is away once, however many events say so; what he
entered himself, or his leave, is not touched.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

# Whole days end a second before the next begins: that is one journey
_TOUCH = timedelta(minutes=1)


@dataclass(frozen=True)
class Span:
    """A time somebody is away: its kind, and the keys of the events that say so."""

    start: object
    end: object
    kind: str = "trip"
    sources: frozenset = frozenset()


@dataclass(frozen=True)
class Held:
    """An absence made from trips before; `begun`: it is in force, or its time came."""

    key: int
    start: object
    end: object
    sources: frozenset = frozenset()
    begun: bool = False


@dataclass(frozen=True)
class Change:
    """What is to be done: "end" or "move" the absence `key`, or "enter" a new one.

    `like`: the absence whose substitutes the new one takes over, or None.
    """

    do: str
    key: int | None = None
    span: Span | None = None
    like: int | None = None


def merged(spans):
    """Return spans that do not overlap, in order; the earliest gives its kind."""
    found = []
    for span in sorted(spans, key=lambda item: (item.start, item.end)):
        if found and span.start <= found[-1].end + _TOUCH:
            last = found[-1]
            found[-1] = replace(
                last,
                end=max(last.end, span.end),
                sources=last.sources | span.sources,
            )
        else:
            found.append(span)
    return found


def without(spans, taken):
    """Return what is left of `spans` outside the times `taken`.

    :param taken: list of (start, end)
    """
    left = list(spans)
    for start, end in taken:
        left = [
            piece
            for span in left
            for piece in (
                replace(span, end=min(span.end, start)),
                replace(span, start=max(span.start, end)),
            )
            if piece.start < piece.end
        ]
    return sorted(left, key=lambda item: item.start)


def plan(spans, held, taken, now):
    """Say how the absences of one person follow the trips he accepted.

    :param spans: list of `Span`, the trips; those that are over are passed by
    :param held: list of `Held`, the absences that follow from trips so far
    :param taken: list of (start, end): away then for another reason
    :return: list of `Change`, in the order in which they can be made
    """
    wanted = [span for span in without(merged(spans), taken) if span.end > now]
    ended, moved, entered = [], [], []
    for item in sorted(held, key=lambda item: (not item.begun, item.start)):
        span = _match(item, wanted)
        if span is None:
            ended.append(Change("end", item.key))
            continue
        wanted.remove(span)
        if item.begun and span.start > now:
            # Back for a while, and away again later
            ended.append(Change("end", item.key))
            entered.append(Change("enter", span=span, like=item.key))
            continue
        if item.begun:
            span = replace(span, start=item.start)
        if (span.start, span.end, span.sources) != (item.start, item.end, item.sources):
            moved.append(Change("move", item.key, span))
    for span in wanted:
        late = replace(span, start=max(span.start, now))
        entered.append(Change("enter", span=late))
    return ended + moved + entered


def _match(item, spans):
    """Return the span that an absence follows: by its events, or else by its time."""

    def nearness(span):
        common = min(span.end, item.end) - max(span.start, item.start)
        return bool(span.sources & item.sources), common

    near = [
        span
        for span in spans
        if span.sources & item.sources
        or (span.start < item.end and item.start < span.end)
    ]
    return max(near, key=nearness, default=None)
