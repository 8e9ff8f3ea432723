"""Two versions of a draft, paragraph by paragraph and word by word.

The alignment is rapidfuzz's (longest common subsequence, in C++): exact, and fast
enough for 500 pages.
"""

import re

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from .answers import Change, Comparison
from .digest import content_digest
from .paragraphs import paragraphs

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
#: below it two paragraphs are not versions of one another (0..100)
_ALIKE = 45
#: how far from its place the partner of a changed paragraph is looked for
_WINDOW = 12
#: what is kept between two changes is not shown as kept when it is only this
_SLIVER = re.compile(r"\s+")
#: a paragraph shorter than this may occur twice without having been moved
_MOVED = 25


def compare(old, new, limits):
    """Return what changed from ``old`` to ``new``: :class:`~.answers.Comparison`.

    :param bytes old: the earlier .docx
    :param bytes new: the later .docx
    :raises DraftRefused: one of them cannot be opened
    """
    before, after = paragraphs(old, limits), paragraphs(new, limits)
    changes, kept = compare_paragraphs(before, after)
    layout = not changes and content_digest(old, limits) != content_digest(new, limits)
    return Comparison(tuple(changes), kept, layout)


def compare_paragraphs(before, after):
    """Return (list of :class:`~.answers.Change`, how many paragraphs are the same)."""
    changes, kept, old, new = [], 0, [], []
    for code in Indel.opcodes([p.text for p in before], [p.text for p in after]):
        if code.tag == "equal":
            kept += code.src_end - code.src_start
            changes += _block(old, new)
            old, new = [], []
        else:
            old += before[code.src_start : code.src_end]
            new += after[code.dest_start : code.dest_end]
    return _moved(changes + _block(old, new)), kept


def _block(old, new):
    """Pair the paragraphs of a block with their likeliest partners, in order."""
    changes, start = [], 0
    for paragraph in old:
        best, at = _ALIKE, None
        for index in range(start, min(len(new), start + _WINDOW)):
            alike = fuzz.ratio(paragraph.text, new[index].text, score_cutoff=best)
            # the mark that Word keeps with a paragraph says it for sure
            if paragraph.key and paragraph.key == new[index].key:
                alike = max(alike, 99)
            if alike > best:
                best, at = alike, index
        if at is None:
            changes.append(_removed(paragraph))
            continue
        changes += [_added(p) for p in new[start:at]]
        segments = words(paragraph.text, new[at].text)
        changes.append(Change("changed", paragraph, new[at], segments))
        start = at + 1
    return changes + [_added(p) for p in new[start:]]


def _removed(paragraph):
    return Change("removed", paragraph, None, (("-", paragraph.text),))


def _added(paragraph):
    return Change("added", None, paragraph, (("+", paragraph.text),))


def _moved(changes):
    """Join what was taken away here and put in there word for word."""
    removed = {}
    for change in changes:
        if change.kind == "removed" and len(change.old.text) >= _MOVED:
            removed.setdefault(change.old.text, []).append(change)
    out, gone = [], set()
    for change in changes:
        partners = removed.get(change.new.text) if change.kind == "added" else None
        if partners:
            partner = partners.pop(0)
            gone.add(id(partner))
            text = change.new.text
            change = Change("moved", partner.old, change.new, (("=", text),))
        out.append(change)
    return [change for change in out if id(change) not in gone]


def words(old, new):
    """Return the segments ((mark, text), …) that lead from ``old`` to ``new``."""
    left, right = _TOKEN.findall(old), _TOKEN.findall(new)
    rows = []
    for code in Indel.opcodes(left, right):
        if code.tag == "equal":
            rows.append(["=", "".join(left[code.src_start : code.src_end]), ""])
            continue
        gone = "".join(left[code.src_start : code.src_end])
        come = "".join(right[code.dest_start : code.dest_end])
        if rows and rows[-1][0] == "!":
            rows[-1][1] += gone
            rows[-1][2] += come
        else:
            rows.append(["!", gone, come])
    return tuple(_segments(_without_slivers(rows)))


def _without_slivers(rows):
    """A single space kept between two changed words makes them hard to read."""
    out = []
    for index, row in enumerate(rows):
        between = 0 < index < len(rows) - 1
        if row[0] == "=" and between and _SLIVER.fullmatch(row[1]):
            row = ["!", row[1], row[1]]
        if out and out[-1][0] == row[0] == "!":
            out[-1] = ["!", out[-1][1] + row[1], out[-1][2] + row[2]]
        else:
            out.append(row)
    return out


def _segments(rows):
    for mark, gone, come in rows:
        if mark == "=":
            yield "=", gone
            continue
        if gone:
            yield "-", gone
        if come:
            yield "+", come
