"""The moves of a handling: from which states, by whom, into which state.

QĐ 553 Điều 3; NĐ 30/2020 Điều 23, 24. The table is the only place that says what is
possible: models ask it, the tests walk it, the state diagram is drawn from it.
"""

from dataclasses import dataclass

from .purposes import PURPOSES

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

    `states`: the ones it starts from; `by`: who may, of "holder" (the person, or a
    clerk of the agency it lies with) and "sender" (who passed it there); `to`: the
    state it ends in, None where it stays or the move itself decides; `needs`: what has
    to be given with it; `at`: whether it may lie with a "person", with an "agency", or
    either; `clock`: whether it may be made while the clock is "running", "stopped"
    (suspended) or either; `root`: whether it makes sense for the first handling of a
    document, which nobody sent; `purposes`: what the handling has to be for.
    """

    states: tuple
    by: tuple
    to: str | None
    needs: tuple = ()
    at: tuple = ("person", "agency")
    clock: tuple = ("running", "stopped")
    root: bool = True
    purposes: tuple = tuple(PURPOSES)


# What is done with a document that is there, as opposed to one in the making.
_SETTLING = (
    "lead",
    "support",
    "direct",
    "monitor",
    "inform",
    "opinion",
    "carry_out",
)

# What was sent to an agency is registered there first (QĐ 553 Điều 3.2a): its clerk
# neither passes it on nor finishes it by any other way.
MOVES = {
    "open": Move(("waiting",), ("holder",), "opened"),
    "accept": Move(
        OPEN,
        ("holder",),
        "passed",
        at=("agency",),
        clock=("running",),
        purposes=_SETTLING,
    ),
    "transfer": Move(
        OPEN,
        ("holder",),
        None,
        ("lines",),
        at=("person",),
        clock=("running",),
        purposes=(*_SETTLING, "draft", "review"),
    ),
    "add": Move(
        ("opened", "passed"),
        ("holder",),
        None,
        ("lines",),
        at=("person",),
        purposes=_SETTLING,
    ),
    "ask_opinion": Move(
        OPEN,
        ("holder",),
        None,
        ("lines", "text"),
        at=("person",),
        purposes=(*_SETTLING, "draft", "review"),
    ),
    "change_lead": Move(
        ("passed",),
        ("holder",),
        None,
        ("receiver", "reason"),
        at=("person",),
        purposes=_SETTLING,
    ),
    "finish": Move(
        OPEN,
        ("holder",),
        "done",
        ("result",),
        at=("person",),
        clock=("running",),
        purposes=_SETTLING,
    ),
    "return": Move(OPEN, ("holder",), "returned", ("reason",), root=False),
    # What is reviewed or signed is the version that was shown (NĐ 30/2020 Điều 11.2)
    "approve": Move(
        OPEN,
        ("holder",),
        "done",
        ("version",),
        at=("person",),
        clock=("running",),
        purposes=("review", "sign"),
    ),
    "suspend": Move(
        OPEN, ("holder",), None, ("reason",), at=("person",), clock=("running",)
    ),
    "resume": Move(OPEN, ("holder", "sender"), None, clock=("stopped",)),
    "ask_extend": Move(
        OPEN, ("holder",), None, ("deadline", "reason"), at=("person",), root=False
    ),
    "extend": Move((*OPEN, "passed"), ("sender",), None, ("deadline",), root=False),
    "recall": Move(
        ("waiting",), ("sender",), "recalled", root=False, purposes=_SETTLING
    ),
    "ask_take_back": Move(
        ("opened", "passed"),
        ("sender",),
        None,
        ("reason",),
        root=False,
        purposes=_SETTLING,
    ),
    "remind": Move((*OPEN, "passed"), ("sender",), None, root=False),
    # An express paper (hỏa tốc): who has it says so, or is called again
    "acknowledge": Move(OPEN, ("holder",), None),
    "reopen": Move(
        ("done",),
        ("holder", "sender"),
        None,
        ("reason",),
        at=("person",),
        purposes=_SETTLING,
    ),
}


def refusal(
    move,
    state,
    *,
    holder,
    sender,
    agency=False,
    suspended=False,
    root=False,
    purpose="lead",
):
    """Say why `move` cannot be made, or None when it can.

    :param move: key of `MOVES`
    :param state: state of the handling
    :param holder: whether the one who asks holds the handling
    :param sender: whether the one who asks sent it
    :param agency: whether it lies with an agency, not with a person
    :param suspended: whether its clock is stopped
    :param root: whether it is the first handling of the document
    :param purpose: what the handling is for
    :return: None, "not_yours", "purpose" (not what it is for), "opened" (too late to
        recall), "unopened" (recall it),
        "closed", "not_passed" (there is no lead to change), "open" (not finished),
        "register" (the agency has to register it first), "not_agency" (only what lies
        with an agency is registered), "suspended", "running" or "root"
    """
    rule = MOVES[move]
    who = {"holder": holder, "sender": sender}
    if not any(who[name] for name in rule.by):
        return "not_yours"
    if purpose not in rule.purposes:
        return "purpose"
    if state not in rule.states:
        return _wrong_state(move, state)
    if ("agency" if agency else "person") not in rule.at:
        return "register" if agency else "not_agency"
    if root and not rule.root:
        return "root"
    if ("stopped" if suspended else "running") not in rule.clock:
        return "suspended" if suspended else "running"
    return None


def _wrong_state(move, state):
    if state in CLOSED:
        return "closed"
    if move == "recall":
        return "opened"
    if move == "ask_take_back":
        return "unopened"
    if move == "change_lead":
        return "not_passed"
    if move == "reopen":
        return "open"
    return "closed"
