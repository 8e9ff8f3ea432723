"""Spans of time: lists of ``(start, end)`` in order, none touching another.

The ends may be datetimes or numbers; a span that ends where it starts is none.
"""

from datetime import timedelta


def merged(spans):
    """Return the time covered by any of `spans`, as spans in order."""
    found = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def without(spans, holes):
    """Return what is left of `spans` (any) when the time of `holes` is taken out."""
    holes = merged(holes)
    left = []
    for start, end in merged(spans):
        for hole_start, hole_end in holes:
            if hole_end <= start:
                continue
            if hole_start >= end:
                break
            if hole_start > start:
                left.append((start, hole_start))
            start = hole_end
        if start < end:
            left.append((start, end))
    return left


def clipped(spans, start, end):
    """Return the part of `spans` (in order) between `start` and `end`."""
    return [
        (max(low, start), min(high, end))
        for low, high in spans
        if low < end and high > start
    ]


def length(spans):
    """Return how long `spans` of datetimes are together, a timedelta."""
    return sum((end - start for start, end in spans), timedelta())
