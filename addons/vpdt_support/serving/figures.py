"""Figures of a span of time: what the quarterly report reads (R19, I6)."""


def median(values):
    """Return the median of numbers, None of none (None among them does not count)."""
    known = sorted(value for value in values if value is not None)
    if not known:
        return None
    middle = len(known) // 2
    if len(known) % 2:
        return known[middle]
    return (known[middle - 1] + known[middle]) / 2


def _share(flags):
    known = [flag for flag in flags if flag is not None]
    return round(100 * sum(known) / len(known), 1) if known else None


def _rounded(value):
    return None if value is None else round(value, 2)


def figures(rows):
    """Return the figures of requests for help.

    :param rows: dicts with "state", "answer_hours", "repair_hours" (None: not yet),
        "answer_in_time", "repair_in_time" (None: not known yet), "satisfaction" (1 to
        5 or None), "reopened" (how often)
    :return: {"count", "open", "answer_hours", "repair_hours" (medians),
        "answer_in_time", "repair_in_time" (percent), "satisfaction" (mean), "rated",
        "reopened"}; None where nothing is known
    """
    rows = list(rows)
    marks = [row["satisfaction"] for row in rows if row["satisfaction"]]
    return {
        "count": len(rows),
        "open": sum(row["state"] not in ("solved", "closed") for row in rows),
        "answer_hours": _rounded(median(row["answer_hours"] for row in rows)),
        "repair_hours": _rounded(median(row["repair_hours"] for row in rows)),
        "answer_in_time": _share(row["answer_in_time"] for row in rows),
        "repair_in_time": _share(row["repair_in_time"] for row in rows),
        "satisfaction": round(sum(marks) / len(marks), 2) if marks else None,
        "rated": len(marks),
        "reopened": sum(bool(row["reopened"]) for row in rows),
    }
