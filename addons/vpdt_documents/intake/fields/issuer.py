"""Issuing agency and the one above it (slot 2)."""

import re

from ..words import nfc, plain, union
from .found import Found
from .lexicon import HEADS, mend

_PLACES = ("TINH", "HUYEN", "XA", "PHUONG", "THANH PHO", "THI XA", "THI TRAN", "QUAN")
_OPEN = ("VA", "CUA", "VE", "-", "&", "TINH", "HUYEN", "XA", "PHUONG", "NHAN DAN")
#: a name that says nothing without what follows
_BARE = {
    "VAN PHONG", "BAN CHI DAO", "BAN QUAN LY", "BAN", "BO", "SO", "PHONG", "UY BAN",
    "TRUNG TAM", "HOI DONG", "CHI CUC", "CUC", "TONG CUC", "BAN CHI HUY", "THUONG TRUC",
    "HOI", "LIEN DOAN", "TRUONG", "CONG TY", "TO CONG TAC", "UY BAN NHAN DAN",
    "HOI DONG NHAN DAN", "DOAN DAI BIEU",
}  # fmt: skip


def find_issuer(head):
    """Return (parent, issuer): two Found, in capitals as printed."""
    rows = [line for line in head.left if _is_name(line)]
    if not rows:
        return Found(), Found()
    groups = group([line.text for line in rows])
    taken, places = 0, []
    for texts in groups:
        places.append(rows[taken : taken + len(texts)])
        taken += len(texts)
    issuer = _found(groups[-1], places[-1], head.view)
    if len(groups) == 1:
        return Found(), issuer
    upper = [text for texts in groups[:-1] for text in texts]
    above = [row for part in places[:-1] for row in part]
    return _found(upper, above, head.view), issuer


def _is_name(line):
    """Capitals, more letters than noise."""
    letters = [c for c in line.text if c.isalpha()]
    if len(letters) < 4:
        return False
    if line.conf < 0.35:
        return False
    return sum(c.isupper() for c in letters) / len(letters) > 0.85


def group(texts):
    """Group the lines of the left column into agencies, the issuer last.

    :param texts: lines, top to bottom
    :return: list of lists of lines
    """
    groups = []
    for text in texts:
        if groups and not _begins(text, groups[-1]):
            groups[-1].append(text)
        else:
            groups.append([text])
    return groups


def _bare(text):
    return " ".join(re.sub(r"[^A-Z0-9& -]", " ", plain(text)).split())


def _begins(text, previous):
    """Tell whether a line begins another agency than the lines before."""
    now, last = _bare(text), _bare(previous[-1])
    if last.endswith(("-", "&")) or last.split()[-1:] and last.split()[-1] in _OPEN:
        return False
    if previous[-1].rstrip().endswith(","):
        return False
    if _bare(" ".join(previous)) in _BARE:
        return False
    if now.startswith(tuple(place + " " for place in _PLACES)):
        # "XÃ HỘI" is no commune
        return False
    return any(now == head or now.startswith(head + " ") for head in HEADS)


def _found(texts, lines, view):
    value, known = mend(" ".join(texts))
    value = nfc(value).strip(" .,;:_-|")
    conf = min((line.conf for line in lines), default=0.0)
    lowest = min((w.conf for line in lines for w in line.words), default=0.0)
    exact = view.source != "ocr"
    certain = exact or (known >= 0.99 and lowest > 0.5) or lowest >= 0.93
    confidence = 0.98 if exact else conf * (0.7 + 0.3 * known)
    return Found(value, confidence, certain, view.number, union([x.box for x in lines]))
