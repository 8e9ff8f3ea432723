"""Names of accounts by rule: unique, without marks, the way offices write them."""

import re
import unicodedata

_SPECIAL = str.maketrans({"đ": "d", "Đ": "D"})


def _bare(word):
    decomposed = unicodedata.normalize("NFD", word.translate(_SPECIAL))
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]", "", letters.lower())


def login_for(name, taken, suffix=""):
    """Return the account name of a person: given name, then initials.

    "Phạm Thị Hồng Nhung" is ``nhungpth``; the next of that name ``nhungpth2``, then
    ``nhungpth3``. A name once given out is never given to another person: whoever
    left keeps it in the history.

    :param name: full name as written in Vietnam, family name first
    :param taken: names of accounts in use or used before
    :param suffix: what the office adds, as ``.vhtt``
    :raises ValueError: no letter or digit is in the name
    """
    words = [bare for bare in (_bare(word) for word in name.split()) if bare]
    if not words:
        raise ValueError(name)
    stem = words[-1] + "".join(word[0] for word in words[:-1])
    used = {one.lower() for one in taken}
    count, login = 1, stem + suffix.lower()
    while login in used:
        count += 1
        login = f"{stem}{count}{suffix.lower()}"
    return login
