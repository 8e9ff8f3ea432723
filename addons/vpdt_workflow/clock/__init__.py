"""Working time as plain rules: spans, working hours, deadlines, desks. No database."""

from .desks import Stay, Used, used
from .spans import clipped, length, merged, without
from .term import moved, proposed
from .worktime import WorkTime
