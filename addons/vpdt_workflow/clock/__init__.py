"""Working time as plain rules: spans, working hours, deadlines, desks. No database."""

from .spans import clipped, length, merged, without
from .worktime import WorkTime
