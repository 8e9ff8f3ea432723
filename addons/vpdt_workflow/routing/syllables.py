"""Vietnamese text cut into syllables that know where they stood and how they sound.

A leader types with or without marks, composed (NFC) or decomposed (NFD), with the tone
on either vowel ("hoà", "hòa"), or dictates without a comma. What is compared here is
the sound: the letters, then the tone; or, where somebody typed no marks, the letters
alone.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_COMBINING = "\u0300-\u036f"
_TOKEN = re.compile(rf"\d+|[^\W\d_](?:[^\W\d_]|[{_COMBINING}])*|\n|[^\w\s]|_")


@lru_cache(maxsize=8192)
def sound(word):
    """Return `word` lower-case with its tone at the end: "hoà" and "hòa" are one."""
    letters = unicodedata.normalize("NFD", word.lower())
    bare = "".join(char for char in letters if char not in _TONES)
    tone = "".join(char for char in letters if char in _TONES)
    return unicodedata.normalize("NFC", bare) + tone


@lru_cache(maxsize=8192)
def bare(word):
    """Return `word` lower-case without marks ("Đề" → "de")."""
    letters = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    return "".join(char for char in letters if not unicodedata.combining(char))


@dataclass(frozen=True, slots=True)
class Syllable:
    """One word, number or mark of a text: its sound, where it stood, how written."""

    sound: str
    bare: str
    start: int
    end: int
    is_word: bool
    is_capital: bool
    is_glued: bool

    @property
    def is_number(self):
        """Whether it is written in digits."""
        return self.bare.isdecimal()

    def says(self, word, marked):
        """Whether it is `word`, a ``(sound, bare)``; without marks when not `marked`.

        With `marked`, a syllable typed without marks is what it is: "giao" is no
        "giáo".
        """
        if self.sound == word[0]:
            return True
        return not marked and self.sound == self.bare and self.bare == word[1]


class Text:
    """A text as syllables; `marked` tells whether its writer typed marks at all."""

    def __init__(self, text):
        self.text = text
        self.syllables = []
        end = 0
        for match in _TOKEN.finditer(text):
            word = match.group()
            is_word = word[0].isalnum()
            self.syllables.append(
                Syllable(
                    sound(word) if is_word else word,
                    bare(word) if is_word else word,
                    match.start(),
                    match.end(),
                    is_word,
                    word[0].isupper(),
                    match.start() == end,
                )
            )
            end = match.end()
        self.marked = any(
            item.sound != item.bare for item in self.syllables if item.is_word
        )
        # Who capitalises a word inside a sentence, and not all of them, does so with
        # names.
        words = [item for item in self.syllables if item.is_word]
        self.capitals = any(
            item.is_capital and before.is_word
            for before, item in zip(self.syllables, self.syllables[1:], strict=False)
        ) and any(not item.is_capital and not item.is_number for item in words)

    def words(self, first, last):
        """Return the written words of the syllables `first` … `last` - 1."""
        if first >= last:
            return ""
        return self.text[self.syllables[first].start : self.syllables[last - 1].end]


@lru_cache(maxsize=32768)
def spell(phrase):
    """Return a phrase as the words `Syllable.says` compares: ``((sound, bare), …)``."""
    return tuple(
        (item.sound, item.bare) for item in Text(phrase).syllables if item.is_word
    )


class Lexicon:
    """Phrases by their first words, each with a value; several may share a phrase."""

    #: Marks that stand inside a name: "P.VHTT", "TC-KH", "Giáo dục & Đào tạo".
    INSIDE = frozenset(".-–&/")
    #: A joining word that people leave out or put in.
    AND = sound("và")

    def __init__(self, joined=False, inside=INSIDE):
        """With `joined`, the marks `inside` and "và" may stand between the words."""
        self.joined, self.inside = joined, inside
        self._root = {}
        self._symbols = {}

    def add(self, phrase, value):
        """Enter `phrase` (a string) with `value`."""
        words = spell(phrase)
        if self.joined:
            words = tuple(word for word in words if word[0] != self.AND)
        if not words:
            return
        node = self._root
        for word in words:
            node = node.setdefault(word[1], {})
        node.setdefault(None, []).append((words, value))

    def add_symbol(self, symbol, value):
        """Enter an abbreviation, found however it is cut: "TCKH", "TC-KH", "TC&KH"."""
        self._symbols.setdefault(bare(symbol), []).append(value)

    def longest(self, text, first):
        """Return ``(last, values)`` of the longest phrase at `first`, or None.

        A phrase typed with its marks goes before one that only fits without them.
        """
        found = None
        for last, words, value, seen in self._walk(text, first, self._root, ()):
            # A single word typed without marks among marked ones is another word.
            strict = text.marked and (len(words) == 1)
            if not all(
                item.says(word, strict) for item, word in zip(seen, words, strict=True)
            ):
                continue
            exact = all(
                item.sound == word[0] for item, word in zip(seen, words, strict=True)
            )
            rank = (last, exact)
            if found is None or rank > found[0]:
                found = (rank, [value])
            elif rank == found[0]:
                found[1].append(value)
        for last, value in self._glue(text, first):
            rank = (last, True)
            if found is None or rank > found[0]:
                found = (rank, [value])
            elif rank == found[0]:
                found[1].append(value)
        return (found[0][0], found[1]) if found else None

    def symbol(self, text, first):
        """Return ``(last, values)`` of the longest abbreviation at `first`, or None."""
        found = {}
        for last, value in self._glue(text, first):
            found.setdefault(last, []).append(value)
        return max(found.items()) if found else None

    def _walk(self, text, position, node, seen):
        for words, value in node.get(None, ()):
            yield position, words, value, seen
        if position >= len(text.syllables):
            return
        item = text.syllables[position]
        if item.is_word and item.bare in node:
            yield from self._walk(text, position + 1, node[item.bare], (*seen, item))
        elif (
            self.joined
            and seen
            and (item.bare in self.inside or item.bare == bare(self.AND))
        ):
            yield from (
                found
                for found in self._walk(text, position + 1, node, seen)
                if found[0] > position + 1
            )

    def _glue(self, text, first):
        """Yield the abbreviations that the syllables from `first` on put together."""
        glued = ""
        for position in range(first, min(first + 9, len(text.syllables))):
            item = text.syllables[position]
            if item.is_word:
                glued += item.bare
                # "tp" in lower case among capitals is no abbreviation
                if len(glued) < 4 and text.capitals and not item.is_capital:
                    return
                for value in self._symbols.get(glued, ()):
                    yield position + 1, value
                if len(glued) > 10:
                    return
            elif position == first or item.bare not in self.inside:
                return
