"""Fold Vietnamese text so that any way of typing it finds it.

People type "ubnd", "UBND", "Ủy ban" composed (NFC) or decomposed (NFD), with the
tone mark on either vowel ("hoà", "hòa"), or with no marks at all. Folding maps all
of them to the same lower-case ASCII words. Written Vietnamese separates syllables,
not words, so neighbouring pairs ("giai_phong") are kept too: a match of all pairs is
a match of the phrase, found through the same index without reading positions.
"""

import re
import unicodedata

_SPECIAL = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D"})
_WORD = re.compile(r"[^\W_]+")
# PostgreSQL refuses lexemes of 2 KB and more; nothing a person types is that long.
_LONGEST = 60


def nfc(value):
    """Return `value` (str or falsy) in Unicode NFC with runs of blanks made one."""
    if not value:
        return value
    return re.sub(r"[^\S\n]+", " ", unicodedata.normalize("NFC", value)).strip()


def fold(value):
    """Return `value` lower-case without Vietnamese marks ("Đề nghị" -> "de nghi")."""
    decomposed = unicodedata.normalize("NFD", (value or "").translate(_SPECIAL))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return unicodedata.normalize("NFKC", bare).lower()


def marked_words(value):
    """Return the words of `value` in order, lower-case, with their marks.

    For comparing meanings: without marks "bão" (storm) is "báo" (to report).
    """
    return _WORD.findall((nfc(value) or "").lower())


def words(value):
    """Return the folded words of `value` in order, cut at any other character."""
    return [word[:_LONGEST] for word in _WORD.findall(fold(value))]


def bigrams(sequence):
    """Return the neighbouring pairs of a list of words as "first_second"."""
    return [f"{one}_{two}" for one, two in zip(sequence, sequence[1:], strict=False)]


def lexemes(value):
    """Return the sorted distinct index terms of `value`: words and pairs."""
    sequence = words(value)
    return sorted({*sequence, *bigrams(sequence)})


def query_lexemes(value):
    """Return ``(words, phrase)`` terms of what a person typed.

    `words` all have to occur anywhere; `phrase` are the pairs that have to occur for
    the words to stand beside each other (empty for a single word).
    """
    sequence = words(value)
    return sorted(set(sequence)), sorted(set(bigrams(sequence)))
