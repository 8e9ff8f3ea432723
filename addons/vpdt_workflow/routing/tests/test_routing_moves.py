"""QĐ 553 Điều 3 as plain rules: what is possible, for whom, from which state."""

import itertools

import pytest
from routing import (
    CLOSED,
    DRAFTING,
    MOVES,
    OPEN,
    PURPOSES,
    STATES,
    carried_on,
    check_lines,
    refusal,
)

# state, move → who, at whose desk; written by hand, independent of the table.
POSSIBLE = {
    ("waiting", "open", "holder", "person"),
    ("waiting", "open", "holder", "agency"),
    ("waiting", "accept", "holder", "agency"),
    ("opened", "accept", "holder", "agency"),
    ("waiting", "transfer", "holder", "person"),
    ("opened", "transfer", "holder", "person"),
    ("waiting", "finish", "holder", "person"),
    ("opened", "finish", "holder", "person"),
    ("waiting", "approve", "holder", "person"),
    ("opened", "approve", "holder", "person"),
    ("waiting", "return", "holder", "person"),
    ("waiting", "return", "holder", "agency"),
    ("opened", "return", "holder", "person"),
    ("opened", "return", "holder", "agency"),
    ("waiting", "recall", "sender", "person"),
    ("waiting", "recall", "sender", "agency"),
    ("opened", "add", "holder", "person"),
    ("passed", "add", "holder", "person"),
    ("passed", "change_lead", "holder", "person"),
    ("waiting", "ask_opinion", "holder", "person"),
    ("opened", "ask_opinion", "holder", "person"),
    ("waiting", "suspend", "holder", "person"),
    ("opened", "suspend", "holder", "person"),
    ("waiting", "ask_extend", "holder", "person"),
    ("opened", "ask_extend", "holder", "person"),
    ("waiting", "extend", "sender", "person"),
    ("waiting", "extend", "sender", "agency"),
    ("opened", "extend", "sender", "person"),
    ("opened", "extend", "sender", "agency"),
    ("passed", "extend", "sender", "person"),
    ("passed", "extend", "sender", "agency"),
    ("opened", "ask_take_back", "sender", "person"),
    ("opened", "ask_take_back", "sender", "agency"),
    ("passed", "ask_take_back", "sender", "person"),
    ("passed", "ask_take_back", "sender", "agency"),
    *(
        (state, "remind", "sender", at)
        for state in ("waiting", "opened", "passed")
        for at in ("person", "agency")
    ),
    *(
        (state, "acknowledge", "holder", at)
        for state in ("waiting", "opened")
        for at in ("person", "agency")
    ),
    ("done", "reopen", "holder", "person"),
    ("done", "reopen", "sender", "person"),
}
# The same while the clock stands still: what goes on must wait, what is asked need not.
STOPPED = {
    (state, move, who, at)
    for state, move, who, at in POSSIBLE
    if move not in ("accept", "transfer", "finish", "approve", "suspend")
} | {
    (state, "resume", who, at)
    for state in ("waiting", "opened")
    for who in ("holder", "sender")
    for at in ("person", "agency")
}


def purpose_of(move):
    """Return a purpose that `move` is made for."""
    return MOVES[move].purposes[0]


@pytest.mark.parametrize(
    ("state", "move", "who", "at"),
    itertools.product(
        STATES, MOVES, ("holder", "sender", "nobody"), ("person", "agency")
    ),
)
@pytest.mark.parametrize("suspended", [False, True])
def test_what_is_possible(state, move, who, at, suspended):
    """R4: every move in every state by everybody, clock running or stopped."""
    why = refusal(
        move,
        state,
        holder=who == "holder",
        sender=who == "sender",
        agency=at == "agency",
        suspended=suspended,
        purpose=purpose_of(move),
    )
    possible = STOPPED if suspended else POSSIBLE
    assert (why is None) == ((state, move, who, at) in possible)
    if who == "nobody":
        assert why == "not_yours"


@pytest.mark.parametrize(("move", "purpose"), itertools.product(MOVES, PURPOSES))
def test_what_each_purpose_allows(move, purpose):
    """R4, R5: a draft is approved, not finished; a paper is settled, not approved."""
    rule = MOVES[move]
    why = refusal(
        move,
        rule.states[0],
        holder=True,
        sender=True,
        agency=rule.at == ("agency",),
        suspended=rule.clock == ("stopped",),
        purpose=purpose,
    )
    assert why == (None if purpose in rule.purposes else "purpose")
    assert set(MOVES["approve"].purposes) == {"review", "sign"}
    for settled in ("accept", "finish", "recall", "reopen", "change_lead", "add"):
        assert not set(MOVES[settled].purposes) & set(DRAFTING)


def test_states_are_open_passed_or_closed():
    """Every state is one of: somebody has to act, passed on, over."""
    assert {*OPEN, *CLOSED, "passed"} == set(STATES)
    assert not set(OPEN) & set(CLOSED)


def test_nothing_edits_a_closed_state():
    """Design 5.5: a finished handling is never edited; reopening makes a new row."""
    for name, move in MOVES.items():
        assert not set(move.states) & set(CLOSED) or name == "reopen"
        assert move.to is None or move.to in STATES
        assert not move.states or name == "reopen" or not set(move.states) & set(CLOSED)


def test_the_first_handling_has_nobody_behind_it():
    """What nobody sent is neither returned, recalled nor extended."""
    for name, move in MOVES.items():
        for state in move.states:
            why = refusal(
                name,
                state,
                holder=True,
                sender=True,
                root=True,
                agency=move.at == ("agency",),
                suspended=move.clock == ("stopped",),
                purpose=purpose_of(name),
            )
            assert why == (None if move.root else "root")
            assert move.root == (
                name
                not in (
                    "return",
                    "ask_extend",
                    "extend",
                    "recall",
                    "ask_take_back",
                    "remind",
                )
            )


def test_each_refusal_has_its_reason():
    """The person is told what is in the way, not only that something is."""
    ask = {"holder": True, "sender": True}
    assert refusal("ask_take_back", "waiting", **ask) == "unopened"
    assert refusal("change_lead", "opened", **ask) == "not_passed"
    assert refusal("reopen", "opened", **ask) == "open"
    assert refusal("finish", "opened", **ask, suspended=True) == "suspended"
    assert refusal("resume", "opened", **ask) == "running"
    assert refusal("add", "done", **ask) == "closed"


def test_too_late_to_recall_is_told_so():
    """R4: recall before opening; afterwards the reason is named."""
    assert refusal("recall", "opened", holder=False, sender=True) == "opened"
    assert refusal("recall", "passed", holder=False, sender=True) == "opened"
    assert refusal("recall", "done", holder=False, sender=True) == "closed"


def test_one_lead_however_deep():
    """NĐ 30/2020 Điều 23.4: inside an agency that supports, the one in charge
    supports; only under the lead is a lead made."""
    for parent, chosen in itertools.product(PURPOSES, PURPOSES):
        made = carried_on(parent, chosen)
        assert (made == "lead") == (parent == "lead" and chosen == "lead")


@pytest.mark.parametrize(
    ("parent", "lines", "problem"),
    [
        ("lead", [], "empty"),
        ("lead", [("a", "lead")], None),
        ("lead", [("a", "support")], "no_lead"),
        ("lead", [("a", "lead"), ("b", "lead")], "two_leads"),
        ("lead", [("a", "lead"), ("a", "inform")], "twice"),
        ("support", [("a", "inform")], None),
        ("support", [("a", "lead"), ("b", "lead")], "two_leads"),
        ("inform", [("a", "lead"), ("b", "support")], None),
    ],
)
def test_receivers_of_a_directive(parent, lines, problem):
    """QĐ 553 Điều 3: exactly one is in charge of what was asked."""
    assert check_lines(parent, lines) == problem
