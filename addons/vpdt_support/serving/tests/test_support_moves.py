"""R19: a request for help goes its way, and nobody does another's part of it."""

import itertools

import pytest
from serving import MOVES, OPEN, is_offered, refused, result

STATES = (*OPEN, "solved", "closed")


@pytest.mark.parametrize("move", sorted(MOVES))
def test_only_who_it_is_for(move):
    """Whatever the state, nobody else is offered it, and he is told whose it is."""
    rule = MOVES[move]
    for who in {"person", "operator", "system"} - {rule.who}:
        for state in STATES:
            assert not is_offered(move, state, {who})
            assert refused(move, state, {who}) == rule.who
    assert not is_offered(move, rule.start[0], set())


def test_what_is_closed_is_only_reopened():
    """Closed is closed: the person opens it again, a wrong picture can still go."""
    assert {name for name, rule in MOVES.items() if "closed" in rule.start} == {
        "reopen",
        "drop_picture",
    }
    assert result("reopen", "closed") == "reopened"


def test_every_open_state_can_be_solved_and_closed():
    for state in OPEN:
        assert refused("solve", state, {"operator"}) == ""
        assert refused("close", state, {"person"}) == ""


def test_a_reply_gives_it_back_to_the_operator():
    assert result("reply", "waiting") == "taken"
    assert result("reply", "answered") == "taken"
    assert result("reply", "new") == "new"
    assert result("reply", "reopened") == "reopened"


def test_moves_end_in_states_there_are():
    for name, state in itertools.product(MOVES, STATES):
        if state in MOVES[name].start:
            assert result(name, state) in STATES
