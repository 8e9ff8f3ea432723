"""Figures as people read them; the words for the units are translated elsewhere."""

_BYTES = ("B", "KB", "MB", "GB", "TB")
_SPANS = [("seconds", 60), ("minutes", 60), ("hours", 24), ("days", None)]


def bytes_of(value):
    """Return (number, unit) of a number of bytes: (1.5, "GB")."""
    value, unit = float(value), 0
    while abs(value) >= 1024 and unit < len(_BYTES) - 1:
        value, unit = value / 1024, unit + 1
    return value, _BYTES[unit]


def span_of(value, unit):
    """Return (number, unit) of a duration in the largest unit it holds twice.

    :param unit: "seconds", "minutes", "hours" or "days"
    """
    names = [name for name, _next in _SPANS]
    place = names.index(unit)
    while place < len(_SPANS) - 1 and value >= 2 * _SPANS[place][1]:
        value, place = value / _SPANS[place][1], place + 1
    return value, names[place]
