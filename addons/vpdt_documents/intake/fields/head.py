"""The upper part of page 1, taken apart: who, number, date, title."""

import difflib
import re

from ..words import Line, plain

_NATION = "CONG HOA XA HOI CHU NGHIA VIET NAM"
_PARTY = "DANG CONG SAN VIET NAM"
_MOTTO = "DOC LAP TU DO HANH PHUC"
#: the head ends here
_BOTTOM = 0.5
NUMBER_WORD = re.compile(r"^\W{0,2}S[ốôóòoỐỗồ6èé]\s*[:;.,]?", re.IGNORECASE)


def similar(text, wanted):
    """Return how alike two texts are (0..1), without marks and punctuation."""
    text = " ".join(re.sub(r"[^A-Z0-9 ]", " ", plain(text)).split())
    return difflib.SequenceMatcher(None, text, wanted, autojunk=False).ratio()


class Head:
    """Places of the head's parts; a part not found is None.

    nation, motto, number_line, date_line: Line; left: lines of the left column above
    the number, top to bottom; middle: x that parts the columns; below: lines under
    the head, top to bottom.
    """

    def __init__(self, view):
        self.view = view
        self.lines = []
        self.nation = self.motto = self.number_line = self.date_line = None
        for line in view.lines:
            if line.cy < _BOTTOM:
                self.lines.extend(self._parted(line))
        self._find_right()
        self.middle = self._middle()
        self._find_number()
        self._find_date()
        self.left = self._left_column()

    def _parted(self, line):
        """Part a line in which both columns run together."""
        words = line.words
        best, cut = 0.75, None
        for at, word in enumerate(words[:-3]):
            if line.cy > 0.25 or plain(word.text)[-4:] not in ("CONG", "DANG", "COMG"):
                continue
            tail = " ".join(w.text for w in words[at:])
            score = max(similar(tail, _NATION), similar(tail, _PARTY))
            if score > best:
                best, cut = score, at
        if cut is not None:
            tail = Line(words[cut:])
            return [Line(words[:cut]), tail] if cut else [tail]
        text = plain(line.text)
        if NUMBER_WORD.match(line.text) and "NGAY" in text and "THANG" in text:
            return self._part_at_gap(line)
        return [line]

    @staticmethod
    def _part_at_gap(line):
        """Part at the widest gap before the place name of the date."""
        words = line.words
        stop = next(i for i, w in enumerate(words) if "NGAY" in plain(w.text))
        gaps = [(words[i].x0 - words[i - 1].x1, i) for i in range(1, max(2, stop))]
        at = max(gaps)[1]
        return [Line(words[:at]), Line(words[at:])]

    def _find_right(self):
        best = 0.6
        for line in self.lines:
            if line.cy > 0.25:
                continue
            score = max(similar(line.text, _NATION), similar(line.text, _PARTY))
            if score > best:
                best, self.nation = score, line
            if self.motto is None and similar(line.text, _MOTTO) > 0.7:
                self.motto = line

    def _middle(self):
        right = self.nation or self.motto
        if self.nation:
            return self.nation.x0 - 0.01
        return right.x0 - 0.06 if right else 0.46

    def _top(self):
        line = self.nation or self.motto
        return line.y0 - 0.02 if line else 0.0

    def _find_number(self):
        top = self._top()
        rows = [
            line
            for line in self.lines
            if line.cy > top and line.cy < top + 0.16 and line.x0 < self.middle
        ]
        chosen = [line for line in rows if NUMBER_WORD.match(line.text)]
        if not chosen:
            code = re.compile(r"/\s?[A-ZĐ]{1,6}\s?[-–]\s?[A-ZĐ]{2,}|/[A-ZĐ]{2,}$")
            chosen = [
                line
                for line in rows
                if code.search(line.text) and not self._mentions(line)
            ]
        if chosen:
            line = chosen[0]
            # the handwritten number may leave the code as a piece of its own
            tail = [
                other
                for other in self.lines
                if other is not line
                and abs(other.cy - line.cy) < line.height
                and line.x1 <= other.x0 + 0.01
                and other.x1 < self.middle + 0.06
                and other is not self.date_line
                and "NGAY" not in plain(other.text)
            ]
            words = line.words + [word for part in tail for word in part.words]
            self.number_line = Line(words)
            self.number_parts = [line, *tail]
        else:
            self.number_parts = []

    @staticmethod
    def _mentions(line):
        """A reference in running text ("tại Công văn số 12/…") is not the code."""
        before = re.split(r"S[ốôó]\b|\d+\s*/", line.text, maxsplit=1)[0]
        return len(before.split()) > 1

    def _find_date(self):
        top = self._top()
        for line in self.lines:
            text = plain(line.text)
            if line.cy < top or line.cy > top + 0.2 or line.x1 < 0.5:
                continue
            if re.search(r"NGA\S?.*TH\S{0,3}NG.*N\S?M|NAM\s*\S{0,2}(19|20)\d\d", text):
                self.date_line = self._with_neighbours(line)
                return

    def _with_neighbours(self, line):
        words = list(line.words)
        for other in self.lines:
            if other is line or abs(other.cy - line.cy) > line.height * 0.6:
                continue
            near = other.x0 - line.x1 < 0.12 and line.x0 - other.x1 < 0.12
            if near and other.x0 > self.middle - 0.06:
                if not NUMBER_WORD.match(other.text):
                    words += other.words
        return Line(words)

    def _left_column(self):
        bottom = self.number_line.y0 if self.number_line else None
        if bottom is None:
            anchor = self.motto or self.nation
            bottom = anchor.y1 + 0.02 if anchor else 0.15
        top = self._top() - 0.015
        used = {id(part) for part in self.number_parts}
        return [
            line
            for line in self.lines
            if line.cx < self.middle
            and line.x1 < self.middle + 0.05
            and top <= line.cy < bottom
            and id(line) not in used
        ]

    def head_bottom(self):
        """Return the y below which title, subject and body stand."""
        parts = [self.number_line, self.date_line, self.motto, self.nation]
        return max((part.cy for part in parts if part), default=0.1)

    def below(self):
        """Return the lines under the head, top to bottom."""
        bottom = self.head_bottom() + 0.008
        return [line for line in self.lines if line.cy > bottom]
