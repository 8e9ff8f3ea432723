"""R17: the table of personnel changes says all that each does."""

import pytest
from lifecycle import EFFECTS, KINDS, first_of_a_day


def test_every_kind_has_effects():
    assert [kind for kind, _name in KINDS] == list(EFFECTS)


@pytest.mark.parametrize("kind", list(EFFECTS))
def test_who_is_locked_or_leaves_has_his_work_seen_to(kind):
    """I7: nothing open stays where nobody can reach it."""
    effects = EFFECTS[kind]
    if effects.account == "lock":
        assert effects.work == "substitute"
    if effects.account == "close":
        assert effects.work == "hand_over" and effects.post == "leave"


@pytest.mark.parametrize("kind", list(EFFECTS))
def test_a_specimen_signature_lives_no_longer_than_the_post(kind):
    """R17: who leaves or is suspended signs nothing any more."""
    effects = EFFECTS[kind]
    if effects.account == "close" or kind == "suspension":
        assert effects.specimen == "all"
    if effects.post == "take":
        assert effects.specimen == "post"


@pytest.mark.parametrize("kind", list(EFFECTS))
def test_who_changes_posts_hands_over(kind):
    effects = EFFECTS[kind]
    if effects.post == "take" and effects.account == "keep":
        assert effects.work == "hand_over"


def test_who_comes_is_there_before_who_leaves():
    assert first_of_a_day("start") < first_of_a_day("move")
    assert first_of_a_day("move") < first_of_a_day("retirement")
    assert first_of_a_day("second_post") < first_of_a_day("death")
