"""From dates on a wall calendar to moments."""

from datetime import datetime, time

from pytz import timezone, utc

HERE = timezone("Asia/Ho_Chi_Minh")


def whole_days(first, last):
    """Return the moments (UTC, naive) in which whole days in Vietnam begin and end.

    :param first, last: dates, both included
    """
    start = HERE.localize(datetime.combine(first, time.min))
    end = HERE.localize(datetime.combine(last, time(23, 59, 59)))
    return tuple(at.astimezone(utc).replace(tzinfo=None) for at in (start, end))
