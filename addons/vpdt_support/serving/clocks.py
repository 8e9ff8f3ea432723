"""How long a request for help took, in working hours of the agency.

The clock of repair stands still while the office waits for the person, and between
"solved" and "reopened"; the clock of the answer never does.
"""

#: In these the office owes nothing.
STANDS = ("waiting", "solved", "closed")
ANSWERS = ("answer", "ask", "solve")


def measure(steps, between):
    """Return (hours to the first answer, hours of repair), None for what is not yet.

    :param steps: (moment, kind of move, state after it) in order; the first is the
        report. Moments are naive UTC datetimes
    :param between: function of two moments: the timedelta worked between them
    """
    reported = steps[0][0]
    answered = next((at for at, kind, _state in steps if kind in ANSWERS), None)
    worked, running, solved = 0.0, reported, False
    for at, _kind, state in steps[1:]:
        if running is not None and state in STANDS:
            worked += _hours(between(running, at))
            running = None
        elif running is None and state not in STANDS:
            running = at
        solved = state in ("solved", "closed")
    return (
        None if answered is None else _hours(between(reported, answered)),
        worked if solved else None,
    )


def _hours(span):
    return span.total_seconds() / 3600
