"""R5: the code of a printed page: short, and nobody else can make one."""

import base64
import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from signing import (
    ForeignCode,
    ForgedCode,
    PageCode,
    SigningError,
    UnknownVersion,
    WrongChecksum,
    parse,
)
from signing import code as coding

KEY = b"0123456789abcdef0123456789abcdef"
LETTERS = string.ascii_uppercase + "234567"


@st.composite
def codes(draw):
    pages = draw(st.integers(1, coding.MAX_PAGES))
    return PageCode(
        draw(st.integers(1, coding.MAX_DRAFT)),
        draw(st.integers(1, coding.MAX_VERSION)),
        draw(st.integers(1, pages)),
        pages,
    )


def with_checksum(sealed):
    return coding._encode(sealed + coding._checksum(sealed))


@given(codes(), st.binary(min_size=16, max_size=64))
def test_a_code_is_read_back_as_it_was_written(code, key):
    text = code.text(key)
    assert parse(text, key) == code
    # what a QR code holds in its dense mode, in 25 x 25 modules at level Q
    assert len(text) == 29 and set(text) <= set(LETTERS)


@given(codes(), codes())
def test_different_pages_have_different_codes(one, other):
    assert (one.text(KEY) == other.text(KEY)) == (one == other)


@given(codes(), st.binary(min_size=16, max_size=64).filter(lambda key: key != KEY))
def test_a_code_under_another_key_is_forged(code, key):
    # HMAC fills a key up with zeros: only such keys are the same
    if key.rstrip(b"\0") == KEY.rstrip(b"\0"):
        return
    with pytest.raises(ForgedCode):
        parse(code.text(key), KEY)


@given(codes(), codes())
def test_the_mac_of_one_page_does_not_serve_another(code, other):
    if code == other:
        return
    data = coding._decode(code.text(KEY))
    mac = coding._decode(other.text(KEY))[9:17]
    with pytest.raises(ForgedCode):
        parse(with_checksum(data[:9] + mac), KEY)


@given(codes(), st.integers(0, 71))
def test_one_bit_changed_with_a_right_checksum_is_forged(code, bit):
    data = bytearray(coding._decode(code.text(KEY))[:-1])
    data[bit // 8] ^= 1 << bit % 8
    # a bit of the form makes it a later form
    with pytest.raises(UnknownVersion if bit < 8 else ForgedCode):
        parse(with_checksum(bytes(data)), KEY)


@given(codes(), st.integers(0, 28), st.sampled_from(LETTERS))
@example(PageCode(draft=1249, version=99, page=2, pages=229), 17, "L")
def test_one_wrong_letter_is_never_taken(code, place, letter):
    text = code.text(KEY)
    wrong = text[:place] + letter + text[place + 1 :]
    if wrong == text:
        return
    with pytest.raises(SigningError) as error:
        parse(wrong, KEY)
    # one misread code in 256 has the right checksum by chance
    assert error.value.code in ("wrong_checksum", "foreign", "forged")


def test_a_misread_code_is_told_from_a_forged_one():
    text = PageCode(5, 1, 1, 2).text(KEY)
    with pytest.raises(WrongChecksum):
        parse(("B" if text[10] == "A" else "A").join((text[:10], text[11:])), KEY)


@given(st.text(max_size=60))
def test_any_other_text_is_foreign_or_wrong(text):
    with pytest.raises(SigningError):
        parse(text, KEY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://example.org/vb/123",
        "A" * 28,
        "A" * 30,
        "a" * 29,
        "1" * 29,
        "Ă" * 29,
        None,
        b"A" * 29,
    ],
)
def test_foreign_codes_are_named(text):
    with pytest.raises(ForeignCode) as error:
        parse(text, KEY)
    assert error.value.code == "foreign"


def test_a_code_has_one_spelling():
    text = PageCode(5, 1, 1, 2).text(KEY)
    last = LETTERS[LETTERS.index(text[-1]) ^ 1]
    same = base64.b32decode(text[:-1] + last + "===")
    assert same == coding._decode(text)
    with pytest.raises(ForeignCode):
        parse(text[:-1] + last, KEY)


@pytest.mark.parametrize(
    "values",
    [(0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 0, 1), (1, 1, 2, 1), (1, 1, 1, 1024),
     (2**32, 1, 1, 1), (1, 4096, 1, 1), (1, 1, True, 1), ("1", 1, 1, 1)],
)  # fmt: skip
def test_what_does_not_fit_is_refused(values):
    with pytest.raises(ValueError):
        PageCode(*values)


def test_a_weak_key_is_refused():
    with pytest.raises(ValueError):
        PageCode(1, 1, 1, 1).text(b"short")
    with pytest.raises(ValueError):
        parse(PageCode(1, 1, 1, 1).text(KEY), b"")
