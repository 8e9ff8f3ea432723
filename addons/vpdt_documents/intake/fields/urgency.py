"""Degree of urgency (slot 10b): a stamp that stands alone."""

import re

from ..words import plain
from .found import Found

_LEVELS = {
    "HOATOCHENGIO": "Hỏa tốc hẹn giờ",
    "HOATOC": "Hỏa tốc",
    "THUONGKHAN": "Thượng khẩn",
    "KHAN": "Khẩn",
}
_BOTTOM = 0.5


def find_urgency(view):
    """Return the urgency: a Found; the words inside a sentence do not count."""
    for line in view.lines:
        if line.cy > _BOTTOM:
            continue
        letters = "".join(c for c in line.text if c.isalpha())
        level = _LEVELS.get(plain(letters))
        if level and letters == letters.upper() and line.conf > 0.5:
            certain = view.source != "ocr" or line.conf > 0.8
            return Found(level, line.conf, certain, view.number, line.box)
    for mark in view.marks:
        letters = re.sub(r"[^A-Z]", "", mark.text)
        level = _LEVELS.get(letters)
        if level and mark.score > 0.7 and mark.box[1] < _BOTTOM:
            sure = mark.score > 0.85
            return Found(level, mark.score, sure, view.number, list(mark.box))
    return Found()
