"""Words with their places, and the printed lines they form."""

import unicodedata
from typing import NamedTuple


class Word(NamedTuple):
    """One printed word.

    x0, y0, x1, y1: fractions of the page (0..1), origin at the top left.
    conf: 0..1, 1.0 for a text layer. line: words of one printed line share it
    (any hashable), or None when not known.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    conf: float = 1.0
    line: object = None

    def as_list(self):
        """Return [text, x0, y0, x1, y1, conf], rounded, for an answer."""
        box = [round(v, 4) for v in self[1:5]]
        return [self.text, *box, round(self.conf, 2)]


class Line:
    """Words of one line within one column, left to right."""

    def __init__(self, words):
        self.words = sorted(words, key=lambda w: w.x0)
        self.text = " ".join(w.text for w in self.words)
        self.x0 = min(w.x0 for w in words)
        self.y0 = min(w.y0 for w in words)
        self.x1 = max(w.x1 for w in words)
        self.y1 = max(w.y1 for w in words)

    @property
    def box(self):
        """The line's frame, [x0, y0, x1, y1]."""
        return [self.x0, self.y0, self.x1, self.y1]

    @property
    def height(self):
        """Median height of the words (a tall accent does not count)."""
        heights = sorted(w.y1 - w.y0 for w in self.words)
        return heights[len(heights) // 2]

    @property
    def cx(self):
        """Horizontal middle."""
        return (self.x0 + self.x1) / 2

    @property
    def cy(self):
        """Vertical middle."""
        return (self.y0 + self.y1) / 2

    @property
    def conf(self):
        """Mean confidence of the words, by length."""
        total = sum(len(w.text) for w in self.words)
        if not total:
            return 0.0
        return sum(w.conf * len(w.text) for w in self.words) / total

    def __repr__(self):
        return f"<Line {self.cx:.2f},{self.cy:.2f} {self.text!r}>"


def nfc(text):
    """Return text with composed letters and single spaces."""
    return " ".join(unicodedata.normalize("NFC", text or "").split())


def plain(text):
    """Return text without diacritics, upper case: for tolerant comparison."""
    text = unicodedata.normalize("NFD", text or "")
    text = "".join(c for c in text if not unicodedata.combining(c))
    return text.replace("đ", "d").replace("Đ", "D").upper()


def union(boxes):
    """Return the frame around boxes [x0, y0, x1, y1], or None for none."""
    boxes = [box for box in boxes if box]
    if not boxes:
        return None
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return [min(x0), min(y0), max(x1), max(y1)]


def to_lines(words, aspect=1.414):
    """Group words into lines, top to bottom, then left to right.

    A gap wider than about three letters' height ends a line, so that the two
    columns of a paper's head stay apart.

    :param words: iterable of Word
    :param float aspect: height / width of the page
    :return: list of Line
    """
    groups = {}
    loose = []
    for word in words:
        if word.line is None:
            loose.append(word)
        else:
            groups.setdefault(word.line, []).append(word)
    bands = list(groups.values()) + _bands(loose)
    lines = []
    for band in bands:
        lines.extend(_split(band, aspect))
    return sorted(lines, key=lambda line: (round(line.cy, 3), line.x0))


def _bands(words):
    """Group words without line marks by vertical overlap."""
    bands = []
    for word in sorted(words, key=lambda w: (w.y0 + w.y1, w.x0)):
        middle = (word.y0 + word.y1) / 2
        for band in bands[-4:]:
            last = band[-1]
            if last.y0 <= middle <= last.y1 or word.y0 <= _mid(last) <= word.y1:
                band.append(word)
                break
        else:
            bands.append([word])
    return bands


def _mid(word):
    return (word.y0 + word.y1) / 2


def _split(band, aspect):
    band = sorted(band, key=lambda w: w.x0)
    heights = sorted(w.y1 - w.y0 for w in band)
    gap = heights[len(heights) // 2] * aspect * 2.2
    part = [band[0]]
    for word in band[1:]:
        if word.x0 - max(w.x1 for w in part) > gap:
            yield Line(part)
            part = []
        part.append(word)
    yield Line(part)


def page_text(lines):
    """Return the text of a page's lines, NFC, one line each."""
    return "\n".join(nfc(line.text) for line in lines)
