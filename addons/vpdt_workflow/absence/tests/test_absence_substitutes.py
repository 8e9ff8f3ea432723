"""Substitutes by kind of document (QĐ 553 Điều 3; NĐ 30/2020 Điều 13.4)."""

from absence import Line, Task, find_substitute, loop_in

TASK = Task("chairman", 1, "lead", "0", 5, 7)
CHAIRMAN, VICE, OTHER_VICE, CHIEF = 1, 2, 3, 4


def anybody(_substitute, _task, _authorized):
    return True


def who(user, away, task=TASK, able=anybody):
    return find_substitute(user, task, away, able)[0]


def test_each_kind_has_its_substitute():
    lines = [
        Line(CHIEF, "urgency", frozenset({"3"})),
        Line(VICE, "field", frozenset({7, 8})),
        Line(OTHER_VICE, "type", frozenset({9})),
        Line(OTHER_VICE, "purpose", frozenset({"sign", "review"})),
    ]
    away = {CHAIRMAN: lines}

    def of(**kind):
        values = {"purpose": "lead", "urgency": "0", "type": 5, "field": 6, **kind}
        return who(CHAIRMAN, away, Task("chairman", 1, **values))

    assert of(field=7) == VICE
    assert of(type=9) == OTHER_VICE
    assert of(purpose="sign") == OTHER_VICE
    assert of(urgency="3", field=7) == CHIEF
    assert of(urgency="4") == CHIEF
    assert of(urgency="2") is None
    assert of() is None
    assert of(field=None, type=None) is None


def test_the_first_line_that_fits_counts():
    away = {CHAIRMAN: [Line(VICE, "field", frozenset({7})), Line(OTHER_VICE)]}
    assert who(CHAIRMAN, away) == VICE
    assert who(CHAIRMAN, away, Task("chairman", 1, "lead")) == OTHER_VICE


def test_nobody_acts_for_who_is_there():
    assert who(CHAIRMAN, {}) is None
    assert who(CHAIRMAN, {CHAIRMAN: []}) is None


def test_whose_post_does_not_let_him_is_passed_over():
    away = {CHAIRMAN: [Line(VICE), Line(OTHER_VICE)]}
    assert who(CHAIRMAN, away, able=lambda who, _t, _a: who != VICE) == OTHER_VICE


def test_a_substitute_away_passes_on_to_his_own():
    away = {CHAIRMAN: [Line(VICE)], VICE: [Line(OTHER_VICE)]}
    assert who(CHAIRMAN, away) == OTHER_VICE
    assert find_substitute(CHAIRMAN, TASK, away, anybody) == (OTHER_VICE, None)


def test_the_second_in_the_chain_needs_the_post_as_well():
    away = {CHAIRMAN: [Line(VICE)], VICE: [Line(CHIEF)]}
    assert who(CHAIRMAN, away, able=lambda who, _t, _a: who != CHIEF) is None


def test_authorisation_is_never_passed_on():
    """NĐ 30/2020 Điều 13.4: người được ủy quyền không được ủy quyền lại."""
    kinds = ("field", frozenset({7}))
    away = {CHAIRMAN: [Line(CHIEF, *kinds, authorized=True)], CHIEF: [Line(VICE)]}
    assert who(CHAIRMAN, away) is None
    # … nor is what he does in another's place done by an authorisation of his own
    away = {CHAIRMAN: [Line(VICE)], VICE: [Line(CHIEF, *kinds, authorized=True)]}
    assert who(CHAIRMAN, away) is None
    # The next line of the one who is away still counts.
    away = {
        CHAIRMAN: [Line(CHIEF, *kinds, authorized=True), Line(VICE)],
        CHIEF: [Line(OTHER_VICE)],
    }
    assert who(CHAIRMAN, away) == VICE


def test_circles_end():
    away = {CHAIRMAN: [Line(VICE)], VICE: [Line(CHAIRMAN)]}
    assert who(CHAIRMAN, away) is None
    away = {CHAIRMAN: [Line(VICE), Line(CHIEF)], VICE: [Line(CHAIRMAN)]}
    assert who(CHAIRMAN, away) == CHIEF
    away = {CHAIRMAN: [Line(VICE)], VICE: [Line(OTHER_VICE)], OTHER_VICE: [Line(VICE)]}
    assert who(CHAIRMAN, away) is None


def test_whose_word_it_was_is_told():
    away = {CHAIRMAN: [Line(VICE, absence=11)], VICE: [Line(OTHER_VICE, absence=12)]}
    assert find_substitute(CHAIRMAN, TASK, away, anybody) == (OTHER_VICE, 11)


def test_a_circle_is_found_and_named():
    assert loop_in(1, {1: {2}, 2: {3}, 3: {1}}) == [1, 2, 3]
    assert loop_in(1, {1: {2, 4}, 2: {3}, 3: {2}}) == []
    assert loop_in(1, {}) == []
