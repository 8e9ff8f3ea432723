"""Health of the system (R18): what is looked at and what it means; no database."""

from . import backup_state, calls, certificate, clock, production
from .alerts import ALARM, MENDED, to_tell
from .catalogue import AREAS, CHECKS, HIGH, LOW, UNITS, Check
from .figures import bytes_of, span_of
from .judgement import (
    AMBER,
    GREEN,
    GREY,
    NEVER,
    ORDER,
    RED,
    Reading,
    judge,
    overall,
    worst,
)
from .trend import days_until_empty, per_day
