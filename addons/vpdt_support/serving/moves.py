"""The table of moves of a request for help: who may do what, from where, to where.

One line a move; the model asks here and decides nothing itself (QĐ 553 Điều 4.1).
"""

from dataclasses import dataclass

#: What is not settled yet.
OPEN = ("new", "taken", "answered", "waiting", "reopened")
_ANY = (*OPEN, "solved")
STAYS = ""


@dataclass(frozen=True)
class Move:
    """``who``: "person" (who asked), "operator" (whose turn it is), "system".
    ``start``: states it begins in; ``end``: state after it, ``STAYS`` for none."""

    who: str
    start: tuple
    end: str


MOVES = {
    "take": Move("operator", ("new", "reopened"), "taken"),
    "answer": Move("operator", OPEN, "answered"),
    "ask": Move("operator", OPEN, "waiting"),
    "solve": Move("operator", OPEN, "solved"),
    "pass_up": Move("operator", OPEN, STAYS),
    "urgency": Move("operator", OPEN, STAYS),
    "link": Move("operator", OPEN, STAYS),
    "drop_picture": Move("operator", (*_ANY, "closed"), STAYS),
    "reply": Move("person", OPEN, "taken"),
    "close": Move("person", _ANY, "closed"),
    "reopen": Move("person", ("solved", "closed"), "reopened"),
    "expire": Move("system", ("solved",), "closed"),
    "overdue": Move("system", OPEN, STAYS),
}


def is_offered(move, state, who):
    """Return whether `move` is open in `state` to one of the set `who`."""
    rule = MOVES[move]
    return state in rule.start and rule.who in who


def refused(move, state, who):
    """Return why `move` cannot be done: "person", "operator" or "system" (somebody
    else does it), "state" (not now), "" when it can."""
    rule = MOVES[move]
    if rule.who not in who:
        return rule.who
    return "" if state in rule.start else "state"


def result(move, state):
    """Return the state after `move`.

    A word of the person to what nobody has taken yet changes nothing.
    """
    if move == "reply" and state in ("new", "reopened"):
        return state
    return MOVES[move].end or state
