"""Design 5.6: looking through a reader's documents misses none of them."""

from hypothesis import given
from hypothesis import strategies as st
from text import lexemes, query_lexemes, signature

WORDS = st.lists(st.sampled_from("de nghi phe duyet quy hoach 901 ubnd vp an".split()))


def fits(document, question):
    """Return whether a document of this signature may hold a question of that one."""
    bits = int(question[1:], 16)
    return int(document[1:], 16) & bits == bits


def test_it_is_what_postgresql_reads_as_2048_bits():
    written = signature(["nghi", "de"])
    assert written[0] == "x"
    assert len(written) == 1 + 2048 // 4
    assert 1 <= int(written[1:], 16).bit_count() <= 4


@given(WORDS, WORDS)
def test_what_holds_the_words_is_never_missed(document, others):
    text = " ".join(document + others)
    assert fits(signature(lexemes(text)), signature(query_lexemes(" ".join(others))[0]))


def test_what_lacks_a_word_is_told_nearly_always():
    page = signature(f"chu{number}" for number in range(300))
    others = [signature([f"khac{number}"]) for number in range(1_000)]
    assert sum(fits(page, other) for other in others) < 150


def test_pairs_ask_for_nothing_more_than_their_words():
    assert signature(["quy", "hoach", "quy_hoach"]) == signature(["quy", "hoach"])


def test_nothing_asked_fits_everything():
    assert fits(signature([]), signature([]))
    assert fits(signature(["an"]), signature([]))
