"""When a change takes effect, and its last day, as a decision writes them."""

import re
from datetime import date, timedelta

_DIGITS = str.maketrans({"o": "0", "l": "1", "i": "1", "|": "1", "z": "2", "s": "5"})
_D = r"[0-9olizs|]"
_DATE = (
    rf"(?:(?P<d>{_D}{{1,2}})\s*[/.\-]\s*(?P<m>{_D}{{1,2}})\s*[/.\-]\s*(?P<y>{_D}{{4}})"
    rf"|(?P<d2>{_D}{{1,2}})\s*thang\s*(?P<m2>{_D}{{1,2}})\s*nam\s*(?P<y2>{_D}{{4}}))"
)
_FROM = re.compile(
    rf"(?:ke tu|bat dau tu|tinh tu|hieu luc tu|tu|vao|ke|tur)\s*:?"
    rf"\s*ngay\s*:?\s*{_DATE}"
)
_UNTIL = re.compile(rf"den\s*(?:het\s*)?(?:ngay)?\s*:?\s*{_DATE}")
_SIGNING = re.compile(
    r"(?:ke tu|tu|tinh tu|bat dau tu|hieu luc)\s*(?:ke tu\s*)?ngay (?:ky|ban hanh)"
)
_SPAN = re.compile(
    rf"(?:thoi (?:gian|han)|trong|la|thoi han biet phai)[^.;0-9]{{0,40}}?"
    rf"(?P<n>{_D}{{1,3}})\s*(?:\([^)]*\)\s*)?(?P<unit>nam|thang|ngay)\b"
)


def _read(found):
    parts = [
        (found["d"] or found["d2"]),
        (found["m"] or found["m2"]),
        (found["y"] or found["y2"]),
    ]
    try:
        day, month, year = (int(part.translate(_DIGITS)) for part in parts)
        return date(year, month, day)
    except ValueError:
        return None


def effective_date(plain, signed=None):
    """Return (date, how) from which words without marks say that it holds.

    :param signed: date of the decision, or None
    :return: ``how`` is "said", "signing" (from the day of signing), "several" (more
        than one day is named: the first) or "none"
    """
    found = [day for day in map(_read, _FROM.finditer(plain)) if day]
    if found:
        return found[0], "said" if len(set(found)) == 1 else "several"
    if signed and _SIGNING.search(plain):
        return signed, "signing"
    return None, "none"


def last_day(plain, first):
    """Return the last day that words without marks give, None without one.

    A span of months or years begins with `first`: twelve months from 01/04/2026 end on
    31/03/2027.
    """
    for found in _UNTIL.finditer(plain):
        day = _read(found)
        if day and (not first or day >= first):
            return day
    found = _SPAN.search(plain)
    if not (found and first):
        return None
    try:
        count = int(found["n"].translate(_DIGITS))
    except ValueError:
        return None
    if not count or count > 400:
        return None
    if found["unit"] == "ngay":
        return first + timedelta(days=count - 1)
    months = count * (12 if found["unit"] == "nam" else 1)
    year, month = divmod(first.month - 1 + months, 12)
    day = first.day
    while True:
        try:
            return date(first.year + year, month + 1, day) - timedelta(days=1)
        except ValueError:
            day -= 1
