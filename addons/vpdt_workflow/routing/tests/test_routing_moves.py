"""QĐ 553 Điều 3 as plain rules: what is possible, for whom, from which state."""

import itertools

import pytest
from routing import (
    CLOSED,
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
    ("waiting", "return", "holder", "person"),
    ("waiting", "return", "holder", "agency"),
    ("opened", "return", "holder", "person"),
    ("opened", "return", "holder", "agency"),
    ("waiting", "recall", "sender", "person"),
    ("waiting", "recall", "sender", "agency"),
}


@pytest.mark.parametrize(
    ("state", "move", "who", "at"),
    itertools.product(
        STATES, MOVES, ("holder", "sender", "nobody"), ("person", "agency")
    ),
)
def test_what_is_possible(state, move, who, at):
    why = refusal(
        move,
        state,
        holder=who == "holder",
        sender=who == "sender",
        agency=at == "agency",
    )
    assert (why is None) == ((state, move, who, at) in POSSIBLE)
    if who == "nobody":
        assert why == "not_yours"


def test_states_are_open_passed_or_closed():
    """Every state is one of: somebody has to act, passed on, over."""
    assert {*OPEN, *CLOSED, "passed"} == set(STATES)
    assert not set(OPEN) & set(CLOSED)


def test_nothing_starts_from_a_closed_state():
    """Design 5.5: a finished handling is never edited."""
    for move in MOVES.values():
        assert not set(move.states) & {*CLOSED, "passed"}
        assert move.to is None or move.to in STATES


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
