"""Half-days of work and hours of quiet (QĐ 553 Điều 4.3: from 7:00 and from 13:30)."""

from datetime import time

MORNING, NOON = "morning", "afternoon"


def half_day(now, work, morning, afternoon):
    """Return the half-day whose digest is due at `now`, or None.

    :param now: local time without zone
    :param work: working hours of that day: (start, stop), local; empty on a day off
    :param morning, afternoon: `time` from which each digest is due
    :return: (date, MORNING or NOON), or None when none is due or that half is off
    """
    noon = now.replace(hour=12, minute=0, second=0, microsecond=0)
    if now.time() >= afternoon and any(stop > noon for _start, stop in work):
        return now.date(), NOON
    # A morning's digest that was missed is not made up for in the evening.
    before_next = now.time() < afternoon or not any(stop > noon for _s, stop in work)
    if now.time() >= morning and before_next:
        if any(start < noon for start, _stop in work):
            return now.date(), MORNING
    return None


def is_quiet(now, start, stop, day_off):
    """Return whether a person is left alone at `now`.

    :param now: local time without zone
    :param start, stop: hours of the clock as decimals, over midnight when start > stop;
        equal: no hours of quiet
    :param day_off: whether the whole day is free
    """
    if day_off:
        return True
    if start == stop:
        return False
    since, until = _clock(start), _clock(stop)
    at = now.time()
    if since < until:
        return since <= at < until
    return at >= since or at < until


def _clock(hours):
    minutes = min(max(round(hours * 60), 0), 24 * 60 - 1)
    return time(*divmod(minutes, 60))
