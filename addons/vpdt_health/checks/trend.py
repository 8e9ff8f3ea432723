"""Where figures are going."""


def per_day(points):
    """Return by how much a figure changes in a day (least squares), None if unknown.

    :param points: [(moment, value)], of at least three days
    """
    if len(points) < 3:
        return None
    first = min(moment for moment, _value in points)
    pairs = [
        ((moment - first).total_seconds() / 86_400, value) for moment, value in points
    ]
    if max(day for day, _value in pairs) < 3:
        return None
    mean_day = sum(day for day, _value in pairs) / len(pairs)
    mean = sum(value for _day, value in pairs) / len(pairs)
    spread = sum((day - mean_day) ** 2 for day, _value in pairs)
    return sum((day - mean_day) * (value - mean) for day, value in pairs) / spread


def days_until_empty(left, change, at_most=365):
    """Return for how many days something lasts, `at_most` when it does not shrink.

    :param left: what is left now
    :param change: by how much it changes in a day; None: unknown, and so is the answer
    """
    if change is None:
        return None
    if change >= 0:
        return at_most
    return min(at_most, left / -change)
