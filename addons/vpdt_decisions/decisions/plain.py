"""Text without marks beside the text with them, letter by letter.

What a scanner read has marks missing or wrong ("kê tư ngay"), so words are looked for
without marks; names are taken from the text as it stands.
"""

import re
import unicodedata

_SPECIAL = {"đ": "d", "Đ": "d", "ð": "d", "Ð": "d"}
# A line that ends in the middle of a sentence; a heading keeps its own
_BLANKS = re.compile(r"\s+")


def bare(text):
    """Return `text` lower-case without marks, as long as it is.

    :param text: str in NFC, each letter with its marks one character
    """
    return "".join(_bare(char) for char in text)


def _bare(char):
    if char in _SPECIAL:
        return _SPECIAL[char]
    first = unicodedata.normalize("NFD", char)[0].lower()
    return first[0] if first else char


def cleaned(text):
    """Return `text` in NFC, its blanks and line ends made one blank each.

    Marks that no letter can take (a scanner leaves them alone) are dropped.
    """
    composed = unicodedata.normalize("NFC", text or "")
    kept = "".join(char for char in composed if not unicodedata.combining(char))
    return _BLANKS.sub(" ", kept.replace("\u200b", "").replace("\xad", "")).strip()


def words(text):
    """Return the words of `text` without marks, in order."""
    return re.findall(r"[a-z0-9]+", bare(cleaned(text)))
