"""What a password must be.

| key     | it is refused because                                                     |
|---------|---------------------------------------------------------------------------|
| empty   | there is nothing but blanks                                               |
| short   | it has fewer characters than the policy says                              |
| long    | it has more than `LONGEST`: hashing it would keep the server busy         |
| classes | it has fewer than three of: small letters, capitals, digits, other signs  |
| plain   | it repeats a few characters or runs along the alphabet or the keyboard    |
| name    | it is made of the account's name or of the person's                       |
| common  | it is a word of `common.WORDS`, whatever digits and signs stand around    |
| reused  | it is, or was one of the last, the person's own (asked by the caller)     |
"""

import re
import unicodedata

from .common import WORDS

CLASSES = 3
LONGEST = 128
#: From this length on a phrase of plain words is as good as any mixture.
PHRASE = 20
_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiopasdfghjklzxcvbnm",
    "1q2w3e4r5t6y7u8i9o0p",
    "qazwsxedcrfvtgbyhnujmikolp",
)


def _bare(text):
    """Return the letters and digits of a text, small, without Vietnamese marks."""
    decomposed = unicodedata.normalize("NFD", (text or "").lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]", "", decomposed)


def _letters(text):
    return re.sub(r"[^a-z]", "", _bare(text))


def _classes(password):
    kinds = set()
    for one in password:
        if one.isdigit():
            kinds.add("digit")
        elif one.isupper():
            kinds.add("capital")
        elif one.isalpha():
            kinds.add("small")
        else:
            kinds.add("other")
    return len(kinds)


def _is_plain(password):
    bare = _bare(password) or password
    if len(set(password.lower())) < 5:
        return True
    return any(bare in way * 2 for run in _RUNS for way in (run, run[::-1]))


def _is_name(password, login, name):
    bare, letters = _bare(password), _letters(password)
    account, person = _bare(login), _letters(name)
    words = [_letters(word) for word in (name or "").split()]
    if len(account) >= 4 and account in bare:
        return True
    if len(person) >= 4 and person in letters:
        return True
    # nothing but words of the name, in whatever order, and digits and signs
    left = letters
    for word in sorted(filter(None, words), key=len, reverse=True):
        left = left.replace(word, "", 1)
    return bool(words) and bool(letters) and not left


def verdict(password, login="", name="", min_length=10):
    """Return why a password is refused: a key of the table above, None: it is good.

    :param login, name: of the account; neither may make up the password
    :param min_length: characters at least
    """
    password = unicodedata.normalize("NFC", password or "")
    checks = (
        ("empty", not password.strip()),
        ("short", len(password) < min_length),
        ("long", len(password) > LONGEST),
        ("classes", len(password) < PHRASE and _classes(password) < CLASSES),
        ("plain", _is_plain(password)),
        ("name", _is_name(password, login, name)),
        ("common", _letters(password) in WORDS),
    )
    return next((key for key, failed in checks if failed), None)
