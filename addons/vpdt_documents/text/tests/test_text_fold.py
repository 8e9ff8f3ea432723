"""Design 5.6: any way of typing Vietnamese finds it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from text import bigrams, fold, lexemes, marked_words, nfc, query_lexemes, words

VIETNAMESE = st.text(
    alphabet="aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợ"
    "pqrstuùủũúụưừửữứựvxyỳỷỹýỵ AĂÂĐÊÔƠƯ0123456789/-.,",
    max_size=60,
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Đề nghị phê duyệt", "de nghi phe duyet"),
        ("ỦY BAN NHÂN DÂN", "uy ban nhan dan"),
        ("Uỷ ban", "uy ban"),
        ("hoà", "hoa"),
        ("hòa", "hoa"),
        ("ƯỚC", "uoc"),
        ("Ðà Nẵng", "da nang"),
        (None, ""),
    ],
)
def test_fold(written, folded):
    """Marks, case and the kind of đ make no difference."""
    assert fold(written) == folded


@given(VIETNAMESE)
def test_composed_and_decomposed_are_one(text):
    """NFC and NFD of a text have the same terms."""
    assert lexemes(unicodedata.normalize("NFC", text)) == lexemes(
        unicodedata.normalize("NFD", text)
    )


@given(VIETNAMESE)
def test_typed_without_marks_or_shouted(text):
    """Typing without marks, or in capitals, gives the same terms."""
    assert words(fold(text)) == words(text) == words(text.upper())


@given(st.text(max_size=200))
def test_terms_are_safe_in_a_tsquery(text):
    """Whatever is typed, terms hold letters, digits and "_" only (no operators)."""
    for term in (*lexemes(text), *query_lexemes(text)[0], *query_lexemes(text)[1]):
        assert term
        assert all(char.isalnum() or char == "_" for char in term)
        assert len(term.encode()) < 2046


@given(VIETNAMESE)
def test_every_question_of_a_part_is_answered(text):
    """The terms of any run of words are among the terms of the whole."""
    sequence = words(text)
    for start in range(len(sequence)):
        part = " ".join(sequence[start : start + 3])
        asked, phrase = query_lexemes(part)
        assert set(asked) | set(phrase) <= set(lexemes(text))


@given(st.text(max_size=80))
def test_nfc_is_stable(text):
    """Normalising twice changes nothing more; blanks are single."""
    once = nfc(text)
    assert nfc(once) == once
    if once:
        assert unicodedata.is_normalized("NFC", once)
        assert "  " not in once


def test_pairs():
    """Neighbours only, in order."""
    assert bigrams(["a", "b", "c"]) == ["a_b", "b_c"]
    assert bigrams(["a"]) == []


def test_words_that_decide_a_subject_area_keep_their_marks():
    """R2: "báo cáo" (to report) is no "bão" (storm), so it goes to no flood office."""
    assert marked_words("V/v BÁO cáo, ứng phó bão số 9") == [
        "v", "v", "báo", "cáo", "ứng", "phó", "bão", "số", "9",
    ]  # fmt: skip
    assert marked_words(unicodedata.normalize("NFD", "Bão")) == ["bão"]
