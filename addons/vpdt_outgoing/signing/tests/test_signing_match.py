"""R5: a scan is compared with the approved paper; what does not fit is named."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from signing import Found, PageCode, match
from signing.scan import sort_out

KEY = b"0123456789abcdef0123456789abcdef"


def paper(pages=4, draft=7, version=3):
    return [PageCode(draft, version, page, pages) for page in range(1, pages + 1)]


def test_the_whole_paper_is_complete():
    result = match(paper(), paper())
    assert result.complete and not result.rearranged
    assert result.order == [1, 2, 3, 4] and result.turns == {}


def test_missing_pages_are_named():
    p = paper(5)
    result = match([p[0], p[3]], p)
    assert not result.complete and result.missing == [2, 3, 5]
    assert result.in_order and result.guesses == {}


def test_pages_of_another_version_and_draft_are_told_apart():
    p = paper()
    old, other = paper(version=2)[1], paper(draft=8)[2]
    result = match([p[0], old, other, p[3]], p)
    assert [found.page for found in result.other_version] == [2]
    assert result.other_version[0].code == old
    assert [found.code for found in result.other_draft] == [other]
    assert result.foreign == [2, 3] and result.missing == [2, 3]
    # foreign pages go behind the paper
    assert result.order == [1, 4, 2, 3]


def test_a_version_with_another_number_of_pages_is_another_version():
    result = match([PageCode(7, 3, 1, 9)], paper(4))
    assert [found.page for found in result.other_version] == [1]


def test_doubled_pages_are_named():
    p = paper(3)
    result = match([p[0], p[1], p[1], p[2]], p)
    assert result.doubled == {2: [2, 3]} and not result.complete
    assert not result.missing and result.in_order


def test_the_right_order_is_told():
    p = paper()
    result = match([p[2], p[0], p[3], p[1]], p)
    assert result.complete and not result.in_order and result.rearranged
    assert result.order == [2, 4, 1, 3]


def test_pages_that_lie_wrong_are_told():
    p = paper(2)
    result = match([Found(1, p[0], turn=180), Found(2, p[1])], p)
    assert result.complete and result.in_order and result.rearranged
    assert result.turns == {1: 180}


def test_pages_attached_by_hand_are_named_not_taken():
    p = paper(2)
    result = match([p[0], p[1], None, None], p)
    assert result.complete and result.attached == [3, 4] and result.without == []
    assert result.order == [1, 2, 3, 4]


def test_a_page_without_code_among_the_others_is_not_taken():
    p = paper(3)
    result = match([p[0], None, p[1], p[2]], p)
    assert result.without == [2] and not result.complete and not result.missing


def test_an_unreadable_page_is_guessed_but_stays_missing():
    p = paper(4)
    result = match([p[0], None, p[2], p[3]], p)
    assert result.missing == [2] and result.without == [2]
    assert result.guesses == {2: 2} and not result.complete


def test_the_unreadable_last_page_is_guessed_before_what_is_attached():
    p = paper(3)
    result = match([p[0], p[1], None, None], p)
    assert result.missing == [3] and result.attached == [3, 4]
    assert result.guesses == {3: 3}


def test_no_guess_when_the_known_pages_are_mixed():
    p = paper(4)
    assert match([p[3], None, p[0], p[1]], p).guesses == {}


def test_blank_backs_are_no_pages_without_code():
    p = paper(2)
    found = [Found(1, p[0]), Found(2, blank=True), Found(3, p[1]), Found(4, blank=True)]
    result = match(found, p)
    assert result.complete and result.blank == [2, 4] and not result.without


def test_a_back_moves_with_its_front():
    p = paper(2)
    found = [Found(1, p[1]), Found(2, blank=True), Found(3, p[0]), Found(4, blank=True)]
    assert match(found, p).order == [3, 4, 1, 2]


def test_a_forged_page_is_foreign():
    p = paper(2)
    result = match([Found(1, p[0]), Found(2, None, "forged"), Found(3, p[1])], p)
    assert result.foreign == [2] and not result.complete
    assert [found.page for found in result.forged] == [2]


def test_a_scan_without_any_code_misses_everything():
    result = match([None, None], paper(2))
    assert result.missing == [1, 2] and result.without == [1, 2]
    assert not result.complete and result.order == [1, 2]


def test_expected_pages_are_of_one_version():
    for wrong in ([], paper() + paper(version=4)):
        with pytest.raises(ValueError):
            match([], wrong)


@given(st.integers(1, 12), st.randoms(use_true_random=False))
def test_any_mix_is_accounted_for(pages, dice):
    p = paper(pages)
    pool = [*p, *p, *paper(pages, version=2), *paper(2, draft=9), None, None]
    items = dice.sample(pool, dice.randint(0, len(pool)))
    found = [
        Found(n, code, blank=code is None and dice.random() < 0.5)
        for n, code in enumerate(items, 1)
    ]
    result = match(found, p)
    # every scan page has its place once, every page of the paper is there or missing
    assert sorted(result.order) == [item.page for item in found]
    here = [item.code.page for item in found if item.code in p]
    assert sorted({*here, *result.missing}) == list(range(1, pages + 1))
    assert not set(here) & set(result.missing)
    named = {*result.foreign, *result.without, *result.attached, *result.blank}
    assert named == {item.page for item in found if item.code not in p}
    by_page = {item.page: item for item in found}
    put = [by_page[n].code.page for n in result.order if by_page[n].code in p]
    assert put == sorted(put)
    assert set(result.guesses.values()) <= set(result.missing)
    assert set(result.guesses) <= {*result.without, *result.attached}
    again = [found[n - 1] for n in result.order]
    again = [Found(n, item.code, blank=item.blank) for n, item in enumerate(again, 1)]
    assert match(again, p).in_order


def test_a_blank_page_stays_behind_what_is_attached():
    """Found by the mix above: it went before the page it is the back of."""
    p = paper(3)
    result = match(
        [*p[:2], Found(3, None), Found(4, None, blank=True)],
        p,
    )
    assert result.order == [1, 2, 3, 4] and result.in_order


@given(st.randoms(use_true_random=False))
def test_a_shuffled_paper_is_put_in_order(dice):
    p = paper(9)
    mixed = random.Random(dice.random()).sample(p, 9)
    result = match(mixed, p)
    assert result.complete and [mixed[n - 1] for n in result.order] == p


def answer(*texts, pages=None, blank=()):
    items = [
        {"page": page, "text": text, "box": [0.1, 0.9, 0.2, 0.95], "turn": 90}
        for page, text in texts
    ]
    return {"pages": pages or len(texts), "codes": items, "blank": list(blank)}


def test_the_answer_of_the_reader_is_sorted_out():
    p = paper(3)
    other = p[0].text(b"another office's key of 32 bytes")
    misread = p[2].text(KEY)[:-4] + "AAAA"
    found = sort_out(
        answer(
            (1, p[0].text(KEY)),
            (2, "https://example.org"),
            (3, other),
            (4, misread[:29]),
            (6, p[1].text(KEY)),
            (6, p[2].text(KEY)),
            (7, p[1].text(KEY)),
            (7, "https://example.org"),
            pages=7,
            blank=[5],
        ),
        KEY,
    )
    assert [item.page for item in found] == [1, 2, 3, 4, 5, 6, 7]
    assert found[0].code == p[0] and found[0].turn == 90
    assert [item.problem for item in found[1:4]] == [
        "foreign", "forged", "wrong_checksum",
    ]  # fmt: skip
    assert found[4].blank and found[4].problem == ""
    assert found[5].code is None and found[5].problem == "two_codes"
    # a code of something else on our page does no harm
    assert found[6].code == p[1] and found[6].problem == ""
