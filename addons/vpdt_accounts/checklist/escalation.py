"""Who has to be told of a checklist that nobody signed, or that waits for its head."""

from datetime import timedelta

OPERATOR, HEAD, WATCH, UNSEEN_HEAD, UNSEEN_WATCH = 1, 2, 3, 4, 5


def steps_due(last_day, signed, seen, days, today, told):
    """Return the steps that are due and were not told yet, in order.

    Without a signature: the operator, the head, who watches the agencies; signed but
    not seen: the head, who watches, counted from the day of the signature or the last
    day, whichever is later.

    :param last_day: date; `signed`, `seen`: dates or None
    :param days: (operator, head, watch): days after the last day
    :param told: the highest step told so far, 0 for none
    """
    operator, head, watch = days
    if seen:
        return []
    if signed:
        since = max(signed, last_day)
        steps = [(UNSEEN_HEAD, head), (UNSEEN_WATCH, watch)]
    else:
        since = last_day
        steps = [(OPERATOR, operator), (HEAD, head), (WATCH, watch)]
    return [
        step
        for step, after in steps
        if step > told and today > since + timedelta(days=after)
    ]
