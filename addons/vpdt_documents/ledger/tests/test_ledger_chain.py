"""I2, design 5.3: a later change of a sealed line shows, and where."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from ledger import GENESIS, content_digest, first_break, link


def chain(length, series=7):
    links, previous = [], GENESIS
    for number in range(1, length + 1):
        item = link(
            series, number, number, "used", content_digest({"n": number}), previous
        )
        links.append(item)
        previous = item.hash
    return links


@given(st.integers(0, 30))
def test_untouched_chain_holds(length):
    assert first_break(7, chain(length)) is None


@given(
    st.integers(1, 20).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n - 1))),
    st.sampled_from(["number", "event", "digest", "previous", "hash", "sequence"]),
)
def test_any_change_is_found_at_its_place(place, name):
    """One changed value of one link: that link is named."""
    length, at = place
    links = chain(length)
    value = getattr(links[at], name)
    links[at] = replace(
        links[at],
        **{name: value + 1 if isinstance(value, int) else "f" + value[1:] + "0"},
    )
    assert first_break(7, links) == at + 1


@given(
    st.integers(2, 20).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n - 2)))
)
def test_removed_link_is_found(place):
    length, at = place
    links = chain(length)
    del links[at]
    assert first_break(7, links) == at + 1


def test_links_slipped_in_or_swapped_are_found():
    links = chain(5)
    assert first_break(7, [*links[:2], links[1], *links[2:]]) == 3
    assert first_break(7, [links[1], links[0], *links[2:]]) == 1


def test_chain_belongs_to_its_series():
    """The chain of one book does not pass for that of another."""
    assert first_break(8, chain(3)) == 1


def test_recomputed_link_breaks_the_next():
    """Whoever forges a line and its own hash breaks the link that follows."""
    links = chain(4)
    forged = link(7, 2, 2, "used", content_digest({"n": "forged"}), links[0].hash)
    assert first_break(7, [links[0], forged, *links[2:]]) == 3


@given(st.dictionaries(st.text(max_size=5), st.one_of(st.integers(), st.text())))
def test_digest_does_not_depend_on_order(values):
    backwards = dict(reversed(list(values.items())))
    assert content_digest(values) == content_digest(backwards)


def test_digest_tells_values_apart():
    assert content_digest({"a": None}) != content_digest({"a": ""})
    assert content_digest({"a": "1"}) != content_digest({"a": 1})
