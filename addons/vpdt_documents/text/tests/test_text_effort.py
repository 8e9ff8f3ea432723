"""Design 7: a question takes the way that looks at the fewest rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from text.effort import Spread, way_at_once, way_of_tier

# Somebody who reads six of ten of a million documents, and somebody who reads 1 %
LEADER = list(range(1_000_000, 1_000_000 - 667, -1))[:400]
SPECIALIST = list(range(1_000_000, 960_000, -100))


def test_what_the_newest_say_is_taken_for_all():
    spread = Spread.of(40, SPECIALIST)
    assert spread.share == 0.1
    assert spread.there == 1_000_000
    assert spread.read == pytest.approx(10_000, rel=0.01)
    assert spread.hits() == 100_000
    assert spread.looks(80) == 800


def test_found_nowhere_is_not_nowhere():
    assert Spread.of(0, LEADER).hits() > 0


@pytest.mark.parametrize(
    ("found", "reader", "way"),
    [
        (0, LEADER, "index"),
        (1, LEADER, "index"),
        (20, LEADER, None),
        (200, LEADER, None),
        (0, SPECIALIST, "index"),
        (4, SPECIALIST, "look"),
        (20, SPECIALIST, "look"),
        (30, SPECIALIST, None),
        (100, SPECIALIST, None),
    ],
)
def test_rare_words_are_asked_of_the_index(found, reader, way):
    assert way_at_once(Spread.of(found, reader), 80, 4) == way


@pytest.mark.parametrize(
    ("found", "way"), [(0, "index"), (1, "index"), (8, "walk"), (200, "walk")]
)
def test_common_words_are_found_on_the_way_down(found, way):
    assert way_of_tier(Spread.of(found, LEADER), 80) == way


@given(st.integers(0, 400), st.integers(1, 600), st.sampled_from([LEADER, SPECIALIST]))
def test_the_more_are_wanted_the_longer_the_way(found, wanted, reader):
    spread = Spread.of(found, reader)
    assert spread.looks(wanted) <= spread.looks(wanted + 1) <= spread.read
