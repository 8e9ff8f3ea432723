"""Type and subject (slots 5a, 5b)."""

import re

from ..words import nfc, plain, union
from . import second, types
from .found import Found

_ABOUT = re.compile(r"^\W{0,2}[VW][\s./|]{0,2}[vVwWN]\b[.:]?\s*")
#: what stands before the subject's first words is crumbs of a stamp
_ABOUT_WORDS = re.compile(r"^.{0,60}?\b([Vv][vV]?ề việc\b)")
_BODY = (
    "KINH GUI", "CAN CU", "XET", "THUC HIEN", "NOI NHAN", "THEO DE NGHI", "DIEU 1",
    "KINH THUA", "NGAY ", "THU TUONG CHINH PHU DIEN",
)  # fmt: skip
_DRAFT = ("DU THAO", "(DU THAO")


def _is_upper(text):
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) / len(letters) > 0.8


def _title(head):
    """Return (line, name, exact) of the title line, or (None, None, False)."""
    for line in head.below():
        if line.cy > head.head_bottom() + 0.16:
            break
        if not 0.3 < line.cx < 0.75 or not _is_upper(line.text):
            continue
        name, exact = types.of_title(line.text)
        if name:
            return line, name, exact
        # noise of a stamp may stand beside the title
        name, exact = types.of_title(_without_noise(line))
        if name:
            return line, name, False
    return None, None, False


def _without_noise(line):
    return " ".join(w.text for w in line.words if w.conf > 0.6 and len(w.text) > 1)


def _about_line(head):
    for line in head.below():
        if line.x0 < 0.45 and line.cx < 0.5 and _ABOUT.match(line.text):
            return line
    return None


def find_type(head, symbol):
    """Return the type: a Found with a name of types.py.

    The title and the abbreviation in the symbol confirm each other. A paper without
    title and with "V/v" under its number is an official letter.
    """
    view = head.view
    line, name, exact = _title(head)
    stated = types.of_abbreviation(symbol.value)
    if name:
        same = stated == name
        certain = same or (exact and not (stated and symbol.certain))
        if stated and not same and name.startswith(stated):
            certain = True
        return Found(name, 0.98 if same else 0.85, certain, view.number, line.box)
    about = _about_line(head)
    if stated:
        sure = symbol.certain and about is None
        return Found(stated, 0.8, sure, view.number, symbol.box)
    if about is not None:
        certain = bool(symbol.value) and symbol.certain
        return Found(types.OFFICIAL_LETTER, 0.9, certain, view.number, about.box)
    if symbol.certain:
        return Found(types.OFFICIAL_LETTER, 0.5, False, view.number, symbol.box)
    return Found()


def find_subject(head, kind):
    """Return the subject: a Found; an official letter's keeps its "V/v"."""
    line, name, _exact = _title(head)
    if name:
        rows = _under_title(head, line)
    else:
        about = _about_line(head)
        rows = _column(head, about) if about else []
    if not rows:
        return Found()
    view = head.view
    box = union([row.box for row in rows])
    words = [(w.text, w.conf) for row in rows for w in row.words]
    exact = view.source != "ocr"
    if exact:
        text, lowest, same = nfc(" ".join(t for t, _c in words)), 1.0, 1.0
    else:
        frame = [box[0] - 0.01, box[1] - 0.002, box[2] + 0.01, box[3] + 0.003]
        again = second.reread(view, frame, zoom=1.4)
        again = [(w.text, w.conf) for row in again for w in row.words]
        words, again = _without_crumbs(words), _without_crumbs(again)
        text, lowest, same = second.merge(words, again)
    text = _tidy(text)
    certain = bool(text) and (exact or (same == 1.0 and lowest >= 0.9))
    confidence = 0.97 if exact else lowest * (0.4 + 0.6 * same)
    return Found(text, confidence, certain, view.number, box)


def _without_crumbs(words):
    """Drop what a rule, a frame or a stamp left between the words."""
    return [
        (text, conf)
        for text, conf in words
        if any(c.isalnum() for c in text) or text in "-–&" and conf > 0.6
    ]


def _tidy(text):
    text = _ABOUT.sub("V/v ", text)
    text = _ABOUT_WORDS.sub(r"\1", text) if not text.startswith("V/v") else text
    text = re.sub(r"^Vvề", "Về", text)
    text = re.sub(r"\s+([,.;:)])", r"\1", text)
    return text.strip(" .;:_-*|'\"~")


def _under_title(head, title):
    rows = []
    last = title
    for line in head.below():
        if line.cy <= title.cy + 0.004:
            continue
        if not _belongs(line, last, rows, head):
            if _is_noise(line):
                continue
            break
        rows.append(line)
        last = line
    return rows


def _is_noise(line):
    letters = sum(c.isalpha() for c in line.text)
    return line.conf < 0.5 or letters < 3 or line.x1 < 0.3 or line.x0 > 0.75


def _belongs(line, last, rows, head):
    if _is_noise(line):
        return False
    text = plain(line.text)
    if text.startswith(_BODY) or text.startswith(_DRAFT):
        return False
    gap = line.cy - last.cy
    pitch = max(line.height, 0.011)
    limit = 0.047 if not rows else max(2.2 * pitch, 0.027)
    if gap > limit:
        return False
    if not 0.38 < line.cx < 0.66:
        return False
    return not (_is_upper(line.text) and len(line.text) > 6)


def _column(head, first):
    """The lines of "V/v …" under the number, in the left column."""
    rows = [first]
    for line in head.below():
        if line.cy <= first.cy + 0.004 or line is first:
            continue
        last = rows[-1]
        if line.cy - last.cy > max(2.0 * last.height, 0.026):
            if line.x0 < head.middle and not _is_noise_left(line):
                break
            continue
        apart = line.x0 > first.x1 + 0.02 or line.x1 > max(0.5, first.x1 + 0.08)
        if apart or _is_noise_left(line) or plain(line.text).startswith(_BODY):
            continue
        rows.append(line)
    return rows


def _is_noise_left(line):
    return line.conf < 0.45 or sum(c.isalpha() for c in line.text) < 2
