"""Whether somebody is told: once when it gets bad, once when it is mended."""

from .judgement import GREEN, ORDER

ALARM, MENDED = "alarm", "mended"


def to_tell(told, state, since, now, tell_from, wait):
    """Return ALARM, MENDED or None.

    :param told: the state people were told of last, None when they know of nothing bad
    :param state, since: how it is, and since when it is so
    :param tell_from: "amber", "red": from which light on; "never"
    :param wait: timedelta it has to last before an alarm
    """
    if tell_from not in ORDER:
        return None
    rank, threshold = ORDER.index(state), ORDER.index(tell_from)
    if rank >= threshold:
        worse = told is None or rank > ORDER.index(told)
        return ALARM if worse and now - since >= wait else None
    # not known is no mending
    return MENDED if told and state == GREEN else None
