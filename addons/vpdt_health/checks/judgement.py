"""From a figure and its limits to a light."""

from dataclasses import dataclass, field

from .catalogue import HIGH

GREEN, GREY, AMBER, RED = "green", "grey", "amber", "red"
#: The worst comes last. Grey: not known, which is no alarm and no good news.
ORDER = (GREEN, GREY, AMBER, RED)
#: A limit that is never reached.
NEVER = -1


@dataclass(frozen=True)
class Reading:
    """One measured value.

    `value`: None when it is not known; `facts`: what the sentence names, plain JSON;
    `at_least`: a light that the facts alone ask for; `agency_id`: of one agency only.
    """

    value: float | None
    facts: dict = field(default_factory=dict)
    at_least: str = GREEN
    agency_id: int | None = None


def worst(states):
    """Return the worst of some states, green when there are none."""
    return max(states, key=ORDER.index, default=GREEN)


def judge(reading, amber, red, worse=HIGH):
    """Return the state of a reading.

    :param amber, red: limits; a value that reaches one has that light; NEVER: none
    :param worse: whether a high or a low value is bad
    """
    value = reading.value
    if value is None:
        return GREY if reading.at_least == GREEN else reading.at_least

    def reached(limit):
        return limit >= 0 and (value >= limit if worse == HIGH else value <= limit)

    state = RED if reached(red) else AMBER if reached(amber) else GREEN
    return worst([state, reading.at_least])


def overall(states, checked_at, now, stale):
    """Return "pass", "warn" or "fail" for a monitor.

    :param states: of the lines of the whole office
    :param checked_at: when they were last measured, None: never
    :param stale: timedelta after which a measurement says nothing any more
    """
    if checked_at is None or now - checked_at > stale:
        return "fail"
    return {RED: "fail", AMBER: "warn"}.get(worst(states), "pass")
