"""Use of the system twice a working day (QĐ 553 Điều 4.3; no database).

From windows of the clock (data) to half-days, from what was seen and what excuses to
the verdict of a person's half-day, from verdicts to marks and totals.
"""

from .accounts import closed_spans, locked_spans
from .marks import LEGEND, mark
from .totals import COUNTED, count
from .verdicts import (
    ABSENT,
    EXCUSED,
    HOLIDAY,
    LATE,
    MISSING,
    OFF,
    PRESENT,
    WAITING,
    Half,
    Person,
    Verdict,
    verdict,
)
from .windows import AFTERNOON, MORNING, Window, half_at, half_days
