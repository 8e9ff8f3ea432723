"""A second look at a part of the page: what two readings agree on is certain."""

import difflib

from .. import ocr
from ..words import nfc, plain, to_lines


def reread(view, box, zoom=1.0, psm=6):
    """Recognise a part of the page again.

    :param box: [x0, y0, x1, y1], fractions of the page
    :param float zoom: the part is drawn so much larger first
    :return: list of Line with coordinates of the whole page
    """
    wide, high = view.grey.size
    left, top = max(0, round(box[0] * wide)), max(0, round(box[1] * high))
    right, bottom = min(wide, round(box[2] * wide)), min(high, round(box[3] * high))
    if right - left < 20 or bottom - top < 12:
        return []
    part = view.grey.crop((left, top, right, bottom))
    if zoom != 1.0:
        part = part.resize((round(part.width * zoom), round(part.height * zoom)))
    words = ocr.recognise(part, psm=psm, dpi=round(200 * zoom))
    size = (right - left, bottom - top)
    moved = [
        word._replace(
            x0=(left + word.x0 * size[0]) / wide,
            y0=(top + word.y0 * size[1]) / high,
            x1=(left + word.x1 * size[0]) / wide,
            y1=(top + word.y1 * size[1]) / high,
        )
        for word in words
    ]
    return to_lines(moved, view.aspect)


def merge(first, second):
    """Merge two readings of the same words.

    :param first, second: lists of (text, confidence)
    :return: (text, lowest confidence, share of the words both read alike)
    """
    if not second:
        second = first[:0]
    one, two = [nfc(w) for w, _c in first], [nfc(w) for w, _c in second]
    matcher = difflib.SequenceMatcher(None, one, two, autojunk=False)
    out, same = [], 0
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        if tag == "equal":
            same += a1 - a0
            out += [
                (one[a0 + n], max(first[a0 + n][1], second[b0 + n][1]))
                for n in range(a1 - a0)
            ]
            continue
        mine, other = first[a0:a1], second[b0:b1]
        if not other or not mine:
            # seen by one reading only: noise unless it was seen well
            out += [item for item in mine or other if item[1] > 0.85]
        else:
            out += max(mine, other, key=_mean)
    text = nfc(" ".join(word for word, _c in out))
    lowest = min((c for _w, c in out), default=0.0)
    return text, lowest, same / max(1, len(one), len(two))


def _mean(items):
    return sum(c for _w, c in items) / len(items)


def letters(text):
    """Letters and digits without marks, for comparing with the line model."""
    return "".join(c for c in plain(text) if c.isalnum())
