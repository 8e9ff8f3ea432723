"""Vietnam's time, whatever zone a person or a computer is set to (decision 25)."""

from pytz import timezone, utc

ZONE_NAME = "Asia/Ho_Chi_Minh"
ZONE = timezone(ZONE_NAME)


def local_time(moment):
    """Return a naive UTC datetime as datetime of Vietnam, with its zone."""
    return utc.localize(moment).astimezone(ZONE)


def utc_time(moment):
    """Return a naive datetime of Vietnam as naive UTC datetime."""
    return ZONE.localize(moment).astimezone(utc).replace(tzinfo=None)


def time_text(moment):
    """Return a naive UTC datetime as read here, "17:00 31/12/2026"; "" for none."""
    return f"{local_time(moment):%H:%M %d/%m/%Y}" if moment else ""
