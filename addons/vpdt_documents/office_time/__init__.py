"""The office's clock: what is stored as naive UTC as Vietnam's time. Plain Python."""

from .zone import ZONE, ZONE_NAME, local_time, time_text, utc_time
