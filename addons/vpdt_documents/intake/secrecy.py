"""Finding out that a paper is a state secret, so that it is refused.

Stamps of secrecy (TT 24/2020/TT-BCA, slot 10a of NĐ 30/2020): TUYỆT MẬT, TỐI MẬT,
MẬT, alone in a frame, in capitals. The words stand in many ordinary papers too
("bí mật nhà nước", "bảo mật", "GIẢI MẬT"): only a mark that stands alone counts.

This is a safety net. The first guard is the clerk's statement before scanning.
"""

import re
import unicodedata

from .refusal import Refused
from .words import plain

_MARKS = {"MAT", "TOIMAT", "TUYETMAT"}
_EXACT = {"MẬT", "TỐIMẬT", "TUYỆTMẬT"}
#: a line above that ends so is continued: "… TÀI LIỆU BÍ / MẬT"
_OPEN_ENDS = {
    "BI", "BAO", "GIAI", "DO", "VA", "HOAC", "SU", "CO", "THAM", "MA",
}  # fmt: skip
#: patterns for the symbol (the part after the number), tried on upper case letters
#: with marks. Papers of the secret registers are numbered apart (NĐ 30/2020
#: điều 15) and agencies mark their series so; each agency may add its own.
SECRET_SYMBOLS = (
    r"(^|[-/.(])BMNN($|[-/.)])",  # 05/BMNN-UBND
    r"\((M|TM|TOM|TUM|MẬT|TỐI MẬT|TUYỆT MẬT)\)\s*$",  # 12/BC-UBND(M)
    r"[-/](MẬT|TỐI ?MẬT|TUYỆT ?MẬT)($|[-/])",  # 12/BC-UBND-MẬT
    r"^[^/]*-M$",  # 12/UBND-M
    r"^M[-/]",  # 07/M-UBND
)
_CLUE_SCORE = 0.6
_SHORTEST_HEIGHT = 0.006


def check(view, patterns=None):
    """Refuse a page 1 that bears a mark or a symbol of secrecy.

    :param view: reader.View of page 1
    :param patterns: regular expressions for further secret symbols
    :raises Refused: secret_mark, secret_symbol (detail: where it was seen)
    """
    if mark_in_lines(view.lines, exact=view.source != "ocr"):
        raise Refused("secret_mark", view.source)
    if mark_in_lines(view.layer_lines(), exact=True):
        raise Refused("secret_mark", "layer")
    if any(_alone(text, exact=True) for text in view.margins):
        raise Refused("secret_mark", "margin")
    if mark_in_picture(view.marks, view.lines):
        raise Refused("secret_mark", "picture")
    for code in codes(view.lines):
        if secret_symbol(code, patterns):
            raise Refused("secret_symbol")


def codes(lines):
    """Return the printed codes on the number line of a page's head."""
    found = []
    for line in lines:
        if line.cy > 0.35:
            continue
        match = re.match(r"\W*S[ốôóòoỐ0-9]\s*[:;.,]?\s*(.+)", line.text)
        if match and "/" in match[1] and line.x0 < 0.45:
            found.append(match[1].strip())
    return found


def secret_symbol(code, patterns=None):
    """Tell whether a code "number/symbol" is of a secret series.

    :param str code: as printed, e.g. "12/BC-UBND(M)"
    :param patterns: further ones; a setting does not take away those of the law
    """
    symbol = unicodedata.normalize("NFC", code).upper().partition("/")[2].strip()
    symbol = re.sub(r"\s*-\s*", "-", symbol).rstrip(" .,;:")
    # a year between number and symbol is no part of the series' name
    symbol = re.sub(r"^(19|20)\d\d/", "", symbol)
    chosen = (*SECRET_SYMBOLS, *(patterns or ()))
    return any(re.search(pattern, symbol) for pattern in chosen)


def _strip(text):
    return "".join(c for c in unicodedata.normalize("NFC", text) if c.isalpha())


def _alone(text, exact):
    """Tell whether a piece of text is a mark and nothing else."""
    letters = _strip(text)
    if letters != letters.upper():
        return False
    if exact:
        return letters in _EXACT
    # sparse noise of the frame: "| MẬT |" is stripped, "IMẬTI" is not
    return plain(letters) in _MARKS


def mark_in_lines(lines, exact):
    """Tell whether a line, or a group of words well apart in it, is a mark.

    :param lines: list of words.Line of one page
    :param bool exact: the text is certain (a text layer): compare with marks;
        else the Vietnamese marks may be misread
    """
    for line in lines:
        for text, box in _groups(line):
            if _alone(text, exact) and not _continued(text, box, line, lines):
                return True
    return False


def _groups(line):
    """Yield (text, box) of the runs of words with little space between them."""
    run = []
    for word in line.words:
        if run and word.x0 - run[-1].x1 > 0.7 * line.height * 1.41:
            yield _joined(run)
            run = []
        run.append(word)
    if run:
        yield _joined(run)
        if len(run) < len(line.words):
            yield _joined(line.words)


def _joined(run):
    box = (
        min(w.x0 for w in run),
        min(w.y0 for w in run),
        max(w.x1 for w in run),
        max(w.y1 for w in run),
    )
    return " ".join(w.text for w in run), box


def _continued(text, box, line, lines):
    """Tell whether a line above, of the same print, leads into these words."""
    before = [w for w in line.words if w.x1 <= box[0] + 1e-6]
    if before and plain(_strip(before[-1].text)) in _OPEN_ENDS:
        return True
    height = max(box[3] - box[1], _SHORTEST_HEIGHT)
    for other in lines:
        gap = box[1] - other.y1
        if other is line or not -0.3 * height <= gap <= 0.9 * height:
            continue
        if other.x1 < box[0] or other.x0 > box[2]:
            continue
        last = plain(_strip(other.words[-1].text))
        wide = other.x1 - other.x0 > 2.5 * (box[2] - box[0])
        if last in _OPEN_ENDS and (wide or last == "GIAI"):
            return True
    return False


def mark_in_picture(marks, lines):
    """Tell whether a stamped word is a mark.

    The line model gives no Vietnamese marks: MẬT and the MẶT of "MẶT TRẬN" look
    alike. A short "MAT" counts when the recognised text has no longer line there.

    :param marks: list of eyes.Mark
    :param lines: the lines recognised on the same page
    """
    for mark in marks:
        letters = "".join(c for c in mark.text if c.isalpha())
        if mark.score < _CLUE_SCORE:
            continue
        if _near(letters, "TUYETMAT", 2) or _near(letters, "TOIMAT", 1):
            if letters.endswith(("MAT", "MAI", "MA", "NAT", "MAF")):
                if not _inside_sentence(mark, lines):
                    return True
        if letters in ("MAT", "MATT", "IMAT", "MATI", "LMAT") and not _inside_sentence(
            mark, lines
        ):
            return True
    return False


def _inside_sentence(mark, lines):
    """Tell whether readable print runs on to the left or right of the mark."""
    x0, y0, x1, y1 = mark.box
    for line in lines:
        if line.conf < 0.6 or not y0 - 0.003 <= line.cy <= y1 + 0.003:
            continue
        if line.height < 0.4 * (y1 - y0):
            continue
        for word in line.words:
            letters = sum(1 for c in word.text if c.isalpha())
            beside = -0.015 < x0 - word.x1 < 0.02 or -0.015 < word.x0 - x1 < 0.02
            if beside and letters >= 2 and word.conf > 0.6:
                return True
    return False


def _near(text, wanted, distance):
    """Tell whether the edit distance between two short words is small."""
    if abs(len(text) - len(wanted)) > distance:
        return False
    row = list(range(len(wanted) + 1))
    for i, a in enumerate(text, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(wanted, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1] <= distance
