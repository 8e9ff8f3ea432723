"""How people call agencies and each other when they write a directive.

Only names are made here; which of them fit a text, and whether one fits two receivers,
`wording` finds out.
"""

import re

from .syllables import bare, sound

#: What an agency's name begins with, and how that is written short.
_HEADS = (
    ("Phòng", ("Phòng", "P")),
    ("Ban", ("Ban",)),
    ("Trung tâm", ("Trung tâm", "TT")),
    ("Văn phòng", ("Văn phòng", "VP")),
    ("Ủy ban nhân dân xã", ("UBND xã", "Ủy ban nhân dân xã", "xã", "UBND")),
    ("Ủy ban nhân dân phường", ("UBND phường", "Ủy ban nhân dân phường", "phường")),
    (
        "Ủy ban nhân dân thị trấn",
        ("UBND thị trấn", "Ủy ban nhân dân thị trấn", "thị trấn", "TT", "UBND TT")
        + ("UBND",),
    ),
)
#: What the name of the level adds to an agency's own name.
_LEVEL = re.compile(r"\s+(?:huyện|thị xã|thành phố|quận)(?:\s+[^\W\d_a-z].*)?$")
_WORD = re.compile(r"[^\W_]+")
_PARTS = re.compile(r"\s*(?:,|;|&|\s[-–]\s|\s+và\s+)\s*")

#: Written before a name instead of, or beside, the post.
TITLES = ("đồng chí", "đ/c", "đc", "ông", "bà", "anh", "chị", "bác", "em")
POSTS = {
    "chairman": ("Chủ tịch", "Chủ tịch UBND", "Chủ tịch UBND huyện"),
    "vice_chairman": ("Phó Chủ tịch", "PCT", "Phó CT", "Phó Chủ tịch UBND huyện"),
    "chief_of_office": ("Chánh Văn phòng", "CVP", "Chánh VP"),
    "deputy_chief_of_office": (
        "Phó Chánh Văn phòng",
        "PCVP",
        "Phó Chánh VP",
        "PVP",
        "Phó VP",
    ),
    "clerk": ("Văn thư", "VT"),
    "head": ("Trưởng phòng",),
    "deputy_head": ("Phó Trưởng phòng", "Phó phòng", "PTP"),
    "specialist": ("Chuyên viên", "CV"),
}
#: The office that leaders mean when they hand it what its deputy chief monitors.
OFFICE = (
    "Văn phòng",
    "VP",
    "VP HĐND và UBND",
    "VP UBND",
    "Văn phòng UBND",
    "Văn phòng HĐND và UBND",
    "Văn phòng HĐND và UBND huyện",
    "Văn phòng UBND huyện",
)


def agency_names(name, symbol="", letterhead=""):
    """Return the names by which people call an agency.

    :param name: its name in the office, as "Phòng Tài chính - Kế hoạch huyện"
    :param symbol: its abbreviation, as "TCKH"; leave out one it shares with others
    :param letterhead: the name it prints on letters
    :return: list of names without repetition, full ones first
    """
    found = [item for item in (name, letterhead) if item]
    for whole in list(found):
        short = _LEVEL.sub("", whole)
        head, forms = _head(whole)
        if head and head.startswith("Ủy ban"):
            # "xã" is no level here but what the name begins with
            short = whole
        if short != whole:
            found.append(short)
        if not head:
            if bare(short) == "thanh tra":
                found += [f"Chánh {short}", f"Chánh {whole}"]
            continue
        own = short[len(head) :].strip()
        found += [f"{form} {own}" for form in forms if own]
        if own and (head == "Phòng" or head.startswith("Ủy ban")):
            found.append(own)
        parts = [part for part in _PARTS.split(own) if part]
        if head == "Phòng" and len(parts) > 1:
            first, *rest = parts
            rest = [_initials(part) for part in rest]
            for called in (first, f"{first} {''.join(rest)}", _initials(first)):
                found += [f"{form} {called}" for form in forms if len(called) > 1]
            if len(rest) > 1:
                found += [f"{form} {first} {' '.join(rest)}" for form in forms]
    if symbol:
        found.append(symbol)
        if bare(name).startswith("phong "):
            found.append(f"P{symbol}")
    return _once(found)


def _head(name):
    for head, forms in sorted(_HEADS, key=lambda item: -len(item[0])):
        if bare(name).startswith(bare(head) + " "):
            return name[: len(head)], forms
    return "", ()


def _initials(words):
    return "".join(word[0].upper() for word in words.split())


def person_names(name, role="", posts=()):
    """Return the names by which people call a person.

    A given name counts with a title or post only: "An" alone is a word.

    :param name: full name, as "Nguyễn Văn An"
    :param role: role of the post, a key of `POSTS`
    :param posts: further ways to say the post
    :return: list of names without repetition
    """
    words = name.split()
    posts = (*POSTS.get(role, ()), *posts)
    if not words:
        return list(posts)
    calls = [" ".join(words[-length:]) for length in range(1, len(words) + 1)]
    found = [name]
    if len(words) > 2:
        found.append(" ".join(words[-2:]))
    for call in calls:
        found += [f"{title} {call}" for title in TITLES]
        for post in posts:
            found += [f"{post} {call}", f"{call} {post}"]
            found += [f"{title} {post} {call}" for title in TITLES[:5]]
            found += [f"{title} {call} {post}" for title in TITLES[:5]]
    for post in posts:
        found += [post, *(f"{title} {post}" for title in TITLES[:3])]
    return _once(found)


def _once(names):
    seen = {}
    for name in names:
        seen.setdefault(" ".join(sound(word) for word in name.split()), name)
    return list(seen.values())


def is_meant(typed, name, symbol="", letterhead=""):
    """Return whether somebody who types `typed` may be looking for this agency.

    By any of `agency_names`, or its symbol with "Phòng" or "P" before it; from the
    beginning of any word on, however it is cut ("P.VHTT", "TC-KH"), with or without
    marks. Several agencies may be meant: it finds, it does not decide.

    :param typed: what was typed so far
    :param name, symbol, letterhead: as of `agency_names`; a shared symbol finds all
    """
    wanted = set(_spelled(typed))
    called = agency_names(name, symbol, letterhead)
    if symbol:
        called += [f"{form} {symbol}" for form in _head(name)[1]]
    return any(
        "".join(words[first:]).startswith("".join(typed))
        for call in called
        for words in _spelled(call)
        for first in range(len(words))
        for typed in wanted
    )


def _spelled(text):
    """Return the ways to compare a text: its words, and without "và"; () for none."""
    words = tuple(_WORD.findall(bare(text)))
    joined = tuple(word for word in words if word != "va")
    return [way for way in dict.fromkeys((words, joined)) if way]
