"""Totals of verdicts: what reports count."""

from collections import Counter

from .verdicts import EXCUSED, LATE, MISSING, PRESENT, WAITING

#: What is counted, in the order of the columns; `due` is what somebody owed so far.
COUNTED = ("due", "present", "late", "missing", "excused")


def count(verdicts):
    """Return {name: number} of half-days: `COUNTED` and "waiting" (not over yet).

    `due` = present + late + missing; who is excused or may still come owes nothing.

    :param verdicts: any iterable of Verdict
    """
    kinds = Counter(verdict.kind for verdict in verdicts)
    present, late, missing = kinds[PRESENT], kinds[LATE], kinds[MISSING]
    return {
        "due": present + late + missing,
        "present": present,
        "late": late,
        "missing": missing,
        "excused": kinds[EXCUSED],
        "waiting": kinds[WAITING],
    }
