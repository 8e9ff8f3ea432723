"""The half-days in which the system is to be used, and which one a moment is in.

QĐ 553 Điều 4.3: "truy cập thường xuyên, ít nhất 02 lần/ngày, buổi sáng lúc 7 giờ và
buổi chiều lúc 13 giờ 30". The hours are data with dates.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from pytz import utc

MORNING, AFTERNOON = "morning", "afternoon"


@dataclass(frozen=True)
class Window:
    """The hours of one half-day, numbers of hours of the clock.

    `opens`: use counts for it from then on; `start`: the hour of the decision;
    `good_until`: who comes by then is in time; `remind_at`: who was not there by then
    is reminded; `end`: use counts until then. `valid_from`, `valid_to`: dates, both in;
    None is open.
    """

    half: str
    opens: float
    start: float
    good_until: float
    remind_at: float
    end: float
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day):
        """Return whether it is in force on a day."""
        return (not self.valid_from or self.valid_from <= day) and (
            not self.valid_to or day <= self.valid_to
        )


@dataclass(frozen=True)
class HalfDay:
    """A window on a day; moments are naive UTC, see `Window`."""

    day: date
    half: str
    opens: datetime
    start: datetime
    good_until: datetime
    remind_at: datetime
    end: datetime


_HOURS = ("opens", "start", "good_until", "remind_at", "end")


def _moment(zone, day, hour=0.0):
    wall = datetime.combine(day, time.min) + timedelta(minutes=round(hour * 60))
    return zone.localize(wall).astimezone(utc).replace(tzinfo=None)


@lru_cache(maxsize=64)
def half_days(windows, zone, day):
    """Return the half-days of a day, the earliest first.

    Kept: whoever comes at seven asks for the same day.

    :param windows: tuple of Window
    :param zone: pytz zone of its hours
    :return: tuple of HalfDay; one a half, of the window that came into force last
    """
    found = {}
    for window in windows:
        if window.holds_on(day):
            other = found.get(window.half)
            if not other or (window.valid_from or date.min) >= (
                other.valid_from or date.min
            ):
                found[window.half] = window
    return tuple(
        sorted(
            (
                HalfDay(
                    day,
                    window.half,
                    *(_moment(zone, day, getattr(window, name)) for name in _HOURS),
                )
                for window in found.values()
            ),
            key=lambda half: half.start,
        )
    )


def half_at(windows, zone, moment):
    """Return the half-day that use at a moment counts for, and until when that holds.

    :param moment: naive UTC
    :return: (HalfDay or None, naive UTC moment of the next change)
    """
    day = utc.localize(moment).astimezone(zone).date()
    until = _moment(zone, day + timedelta(days=1))
    for half in half_days(windows, zone, day):
        if moment < half.opens:
            return None, half.opens
        if moment < half.end:
            return half, half.end
    return None, until
