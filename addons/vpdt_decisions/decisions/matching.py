"""Which person, which post of the office a decision means."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from .plain import cleaned, words

# Of words shared: below, it is another post; nearer than the second best by less,
# it could be either
_ALIKE, _CLEARLY = 0.6, 0.08
# Letters shared by a name and what a scanner made of it
_NEARLY = 0.86
# Say nothing about which post it is
_EMPTY = {"huyen", "tinh", "xa", "thi", "tran", "so", "cua", "thuoc", "quyen", "va"}
_SHORT = {"ubnd": ("uy", "ban", "nhan", "dan"), "hdnd": ("hoi", "dong", "nhan", "dan")}


@dataclass(frozen=True)
class Match:
    """``found``: keys, the best first; ``how``: "sure", "close" (not to the letter) or
    "several" (more than one fits); "none" without any."""

    found: tuple = ()
    how: str = "none"


def match_person(name, people):
    """Return which of `people` a name means.

    :param people: iterable of (key, name)
    """
    wanted = cleaned(name).casefold()
    if not wanted:
        return Match()
    exact = [key for key, known in people if cleaned(known).casefold() == wanted]
    if exact:
        return Match(tuple(exact), "sure" if len(exact) == 1 else "several")
    plain = " ".join(words(name))
    alike = [key for key, known in people if " ".join(words(known)) == plain]
    if alike:
        return Match(tuple(alike), "close" if len(alike) == 1 else "several")
    scores = sorted(
        (
            (SequenceMatcher(None, plain, " ".join(words(known))).ratio(), key)
            for key, known in people
        ),
        key=lambda pair: -pair[0],
    )
    near = tuple(key for score, key in scores if score >= _NEARLY)[:5]
    if not near:
        return Match()
    return Match(near, "close" if len(near) == 1 else "several")


def _bag(text):
    found = []
    for word in words(text):
        found.extend(_SHORT.get(word, (word,)))
    return found


def match_post(post, place, posts):
    """Return which of `posts` is meant by the words of a decision.

    :param post, place: as `people.post_in` gives them
    :param posts: iterable of (key, name of the post, name of its agency)
    """
    wanted = _bag(f"{post} {place}")
    asked = set(wanted) - _EMPTY
    if not asked:
        return Match()
    scores = []
    for key, name, agency in posts:
        title, whole = _bag(name), set(_bag(f"{name} {agency}")) - _EMPTY
        # "Phó Trưởng phòng" is never "Trưởng phòng"
        if (
            title[:1] != ["pho"]
            and _is_deputy(post)
            or (title[:1] == ["pho"] and not _is_deputy(post))
        ):
            continue
        if post and not set(_bag(post)[:1]) & set(title):
            continue
        scores.append((2 * len(asked & whole) / (len(asked) + len(whole)), key))
    scores.sort(key=lambda pair: -pair[0])
    if not scores or scores[0][0] < _ALIKE:
        return Match()
    best = scores[0][0]
    near = tuple(key for score, key in scores if best - score < _CLEARLY)
    if len(near) > 1:
        return Match(near[:5], "several")
    return Match(near, "sure" if best > 0.85 and post else "close")


def _is_deputy(post):
    found = words(post)
    return bool(found) and found[0] == "pho"
