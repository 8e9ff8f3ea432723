"""The moves of a handling: from which states, by whom, into which state.

QĐ 553 Điều 3; NĐ 30/2020 Điều 23, 24. The table is the only place that says what is
possible: models ask it, the tests walk it, the state diagram is drawn from it.
"""

from dataclasses import dataclass

STATES = {
    "waiting": "Not opened",
    "opened": "Opened",
    "passed": "Passed on",
    "done": "Finished",
    "returned": "Returned",
    "recalled": "Recalled",
}
#: Somebody has to act.
OPEN = ("waiting", "opened")
#: Over: never edited again, a correction is a new row.
CLOSED = ("done", "returned", "recalled")


@dataclass(frozen=True)
class Move:
    """One thing that can be done with a handling.

    `states`: the ones it starts from; `by`: "holder" (the person, or a clerk of the
    agency it lies with) or "sender"; `to`: the state it ends in, None where the move
    itself decides; `needs`: what has to be given with it; `at`: whether it may lie
    with a "person", with an "agency", or either.
    """

    states: tuple
    by: str
    to: str | None
    needs: tuple = ()
    at: tuple = ("person", "agency")


# What was sent to an agency is registered there first (QĐ 553 Điều 3.2a): its clerk
# neither passes it on nor finishes it by any other way.
MOVES = {
    "open": Move(("waiting",), "holder", "opened"),
    "accept": Move(OPEN, "holder", "passed", at=("agency",)),
    "transfer": Move(OPEN, "holder", None, ("lines",), at=("person",)),
    "return": Move(OPEN, "holder", "returned", ("reason",)),
    "finish": Move(OPEN, "holder", "done", ("result",), at=("person",)),
    "recall": Move(("waiting",), "sender", "recalled"),
}


def refusal(move, state, *, holder, sender, agency=False):
    """Say why `move` cannot be made, or None when it can.

    :param move: key of `MOVES`
    :param state: state of the handling
    :param holder: whether the one who asks holds the handling
    :param sender: whether the one who asks sent it
    :param agency: whether it lies with an agency, not with a person
    :return: None, "not_yours", "opened" (too late to recall), "closed",
        "register" (the agency has to register it first) or "not_agency" (only what
        lies with an agency is registered)
    """
    rule = MOVES[move]
    if not (holder if rule.by == "holder" else sender):
        return "not_yours"
    if state in rule.states:
        if ("agency" if agency else "person") in rule.at:
            return None
        return "register" if agency else "not_agency"
    return "opened" if move == "recall" and state in ("opened", "passed") else "closed"
