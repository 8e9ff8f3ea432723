"""Number, symbol and date: often written by hand into a printed line.

Two readers look: Tesseract (Vietnamese marks) and the line model (hand writing), the
latter on several cuts of the picture. What they agree on is certain.
"""

import datetime
import re
from collections import Counter

from ..words import plain
from . import code as codes
from .found import Found
from .types import of_abbreviation

_MARGINS = (0.2, 0.3, 0.4, 0.5, 0.6)
_ZOOMS = (1.0, 1.25)
_LIKE_DIGITS = str.maketrans("OoDQlLIi|", "000011111")
_SURE_VOTES = 0.7
_FIRST_YEAR = 1945


def readings(view, strip, box, right=1.0):
    """Read a strip of the page on several cuts.

    :param box: [x0, y0, x1, y1]; right: cuts do not go beyond this x
    :return: list of (text, scores)
    """
    image = view.image
    wide, high = image.size
    x0, y0, x1, y1 = box
    tall = max(y1 - y0, 0.008)
    texts = []
    for margin in _MARGINS:
        cut = (
            max(0, round((x0 - 0.008) * wide)),
            max(0, round((y0 - tall * margin) * high)),
            min(round(min(x1 + 0.015, right) * wide), wide),
            min(round((y1 + tall * margin) * high), high),
        )
        if cut[2] - cut[0] < 20 or cut[3] - cut[1] < 8:
            continue
        piece = image.crop(cut)
        for zoom in _ZOOMS:
            shown = piece
            if zoom != 1.0:
                shown = piece.resize((round(piece.width * zoom), piece.height))
            texts.append(strip.read_line(shown))
    return texts


def _core(line):
    """The frame of a line's letters without the tall handwriting in it."""
    middle, half = line.cy, line.height / 2
    return [line.x0, middle - half, line.x1, middle + half]


def _vote(values):
    """Return (value, share of all votes) of the most frequent non-empty value."""
    counts = Counter(value for value in values if value)
    if not counts:
        return None, 0.0
    value, count = counts.most_common(1)[0]
    return value, count / len(values)


# -- number and symbol -------------------------------------------------------


def find_code(head, strip):
    """Return (number, symbol): two Found.

    For "13/2025/TT-BKHCN" the number is "13", the symbol "2025/TT-BKHCN".
    """
    line = head.number_line
    view = head.view
    box = _core(line) if line else _box_of_mark(head)
    if box is None:
        return Found(), Found()
    printed, symbol = codes.parse(line.text) if line else ("", "")
    if view.source == "docx":
        return _typed(printed, symbol, line)
    if view.source == "text" and codes.normal_number(printed):
        return _typed(printed, symbol, line)
    seen = [
        (*codes.parse(_latin(text)), scores)
        for text, scores in readings(view, strip, box, head.middle + 0.03)
    ]
    number = _number(printed, seen, line)
    number.page, number.box = view.number, box
    found = _symbol(symbol, seen, view, box)
    # a symbol without a number is a draft's, or misread
    found.certain = found.certain and number.value is not None
    return number, found


def _typed(printed, symbol, line):
    number = codes.normal_number(printed)
    good = codes.well_formed(symbol)
    return (
        Found(number, 0.99, number is not None, 1, line.box),
        Found(symbol if good else None, 0.99, good and number is not None, 1, line.box),
    )


def _latin(text):
    """Cut what a stamp left of the number line off a reading."""
    head = text.partition("/")[0]
    starts = [m.start() for m in re.finditer(r"S[6O0óo]?\s?[:;]", head)]
    return text[starts[-1] :] if starts else text


def _number(printed, seen, line):
    votes, lowest = [], []
    for number, symbol, scores in seen:
        digits = re.sub(r"[\s:;.]", "", number).translate(_LIKE_DIGITS)
        good = bool(symbol) and re.fullmatch(r"\d{1,5}", digits) is not None
        votes.append(digits if good else None)
        # the digits follow "So:"; skip the first letters, stop at the slash
        lowest.append(min(scores[3 : 3 + max(1, len(digits))], default=0.0))
    value, share = _vote(votes)
    typed = codes.normal_number(printed)
    if value is None:
        return Found(typed, 0.4, False)
    agree = typed == value
    # handwriting: one reader's word is enough only when no cut shakes it
    steady = share == 1.0 and min(lowest) >= 0.85
    certain = (agree and share >= 0.5) or steady
    return Found(value, share * 0.8 + (0.2 if agree else 0.0), certain)


def _symbol(symbol, seen, view, box):
    shapes = []
    for _number_text, other, _scores in seen:
        shapes.append(_shape(other) if other else None)
    shape, share = _vote(shapes)
    good = codes.well_formed(symbol)
    if good and view.source == "text":
        return Found(symbol, 0.97, True, view.number, box)
    same = good and shape is not None and _shape(symbol) in shapes
    if same:
        backed = shapes.count(_shape(symbol)) / max(1, len(shapes))
        confidence = 0.5 + 0.5 * backed
        return Found(symbol, confidence, backed >= 0.3, view.number, box)
    if good:
        return Found(symbol, 0.5, False, view.number, box)
    guess = next((o for _n, o, _s in seen if o and _shape(o) == shape), None)
    return Found(_restore(guess), 0.3 * share, False, view.number, box)


def _shape(symbol):
    """What both readers can agree on: capitals without marks, no punctuation."""
    return re.sub(r"[^A-Z0-9]", "", plain(symbol)).replace("O", "0")


def _restore(symbol):
    """Put the Đ back into a symbol read without marks, where a type says so."""
    if not symbol:
        return None
    first, dash, rest = symbol.partition("-")
    for marked in ("QĐ", "NĐ", "CĐ", "ĐA", "HĐ"):
        if first == plain(marked) and of_abbreviation(first) is None:
            first = marked
    return first + dash + rest


def _box_of_mark(head):
    """Where Tesseract missed the number line, the detector may have seen it."""
    for mark in head.view.marks:
        x0, y0, x1, y1 = mark.box
        inside = y0 < 0.3 and x1 < head.middle + 0.03
        if inside and re.match(r"S[06O]?\s?\d", mark.text):
            tall = (y1 - y0) * 0.2
            return [x0, y0 + tall, x1, y1 - tall]
    return None


# -- date ----------------------------------------------------------------------

_DATE = re.compile(
    r"NG[AÀ4]\s?[YV]?[\s,.]*(\S{0,4}?)[\s,.]*TH\S{0,3}?NG[\s,.]*(\S{0,4}?)[\s,.]*"
    r"N[A\S]?M[\s,.]*((?:19|20)\s?\d\s?\d)"
)


def parse_date(text):
    """Return (day, month, year) of "ngày 05 tháng 01 năm 2026"; each int or None.

    :param str text: any text with the phrase, with or without marks
    """
    match = _DATE.search(plain(text))
    if not match:
        return None, None, None
    day, month = _small_number(match[1], 31), _small_number(match[2], 12)
    year = int(match[3].replace(" ", ""))
    return day, month, year


def _small_number(text, top):
    text = text.translate(_LIKE_DIGITS)
    if not re.fullmatch(r"\d{1,2}", text):
        return None
    return int(text) if 1 <= int(text) <= top else None


def make_date(day, month, year):
    """Return "YYYY-MM-DD", or None when there is no such day."""
    try:
        date = datetime.date(year, month, day)
    except (TypeError, ValueError):
        return None
    last = datetime.date.today().year + 1
    return date.isoformat() if _FIRST_YEAR <= year <= last else None


def find_date(head, strip):
    """Return the date of the paper (slot 4), a Found with YYYY-MM-DD."""
    line = head.date_line
    view = head.view
    if line is None:
        return Found()
    printed = parse_date(line.text)
    if view.source != "ocr" and all(printed):
        value = make_date(*printed)
        return Found(value, 0.99, value is not None, view.number, line.box)
    if view.source == "docx":
        return Found()
    seen = [parse_date(text) for text, _s in readings(view, strip, _core(line))]
    parts, shares, agrees = [], [], []
    for index in range(3):
        value, share = _vote([date[index] for date in seen])
        if value is None or (share < 0.3 and printed[index]):
            value = printed[index]
        parts.append(value)
        shares.append(share)
        agrees.append(printed[index] is not None and printed[index] == value)
    value = make_date(*parts)
    certain = value is not None and all(
        (agree and share >= 0.4) or share >= 0.85
        for agree, share in zip(agrees, shares, strict=True)
    )
    return Found(value, min(shares), certain, view.number, line.box)
