"""What the works on a draft answer, as plain values."""

from dataclasses import asdict, dataclass, field
from html import escape


@dataclass
class Inspection:
    """What was found in an uploaded file.

    ``refusals``: list of ``{"code", "data"}`` (codes of ``refusal.CODES``);
    ``notes``: list of ``{"code", "data"}`` of things to tell, not to refuse:
    ``tracked_changes`` (count), ``comments`` (count), ``hidden_text`` (count),
    ``edit_protected``, ``local_template`` (target), ``unreadable_picture`` (part),
    ``signed`` (a digital signature that any change breaks).
    ``pages`` is what the file says of itself, or a guess from its letters if that is
    more: known for sure only after :func:`drafting.to_pdf`.
    """

    refusals: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    pages: int = 0
    paragraphs: int = 0
    pictures: int = 0
    words: int = 0

    @property
    def passed(self):
        """Whether nothing stands against the draft."""
        return not self.refusals

    def as_dict(self):
        """Return it as a plain dictionary (JSON-able)."""
        return asdict(self)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with something in it.

    ``place``: where it stands in this version: ``p12`` (the 12th of the body),
    ``t1.r2.c3.p1`` (table, row, cell), ``header1.p1``, ``footnotes.p3``;
    ``kind``: one of ``national``, ``issuer``, ``number``, ``date``, ``type``,
    ``subject``, ``to``, ``basis``, ``authority``, ``chapter``, ``section``,
    ``article``, ``clause``, ``point``, ``receivers``, ``signature``, ``row``,
    ``header``, ``footer``, ``footnote``, ``text``;
    ``outline``: the provision it belongs to, as ((level, number), …), e.g.
    ``(("chapter", "II"), ("article", "3"), ("clause", "2"))``;
    ``key``: Word's own lasting mark of the paragraph, ``""`` if it has none.
    """

    place: str
    kind: str
    text: str
    outline: tuple = ()
    key: str = ""

    def as_list(self):
        """Return the values in order (JSON-able)."""
        return [self.place, self.kind, self.text, self.outline, self.key]

    @classmethod
    def from_list(cls, row):
        """Build from :meth:`as_list`."""
        place, kind, words, outline, key = row
        return cls(place, kind, words, tuple(tuple(step) for step in outline), key)


@dataclass(frozen=True)
class Change:
    """One paragraph that differs.

    ``kind``: ``changed``, ``added``, ``removed``, ``moved``; ``old`` and ``new``:
    the :class:`Paragraph` before and after, or None; ``segments``: list of
    (mark, text), mark ``=`` for kept, ``-`` for removed, ``+`` for added words.
    """

    kind: str
    old: Paragraph | None
    new: Paragraph | None
    segments: tuple = ()

    def html(self):
        """Return the paragraph with its changes marked: safe to show as HTML."""
        tags = {"-": "del", "+": "ins"}
        out = []
        for mark, words in self.segments:
            words = escape(words).replace("\n", "<br/>")
            tag = tags.get(mark)
            out.append(f"<{tag}>{words}</{tag}>" if tag else words)
        return "".join(out)

    def as_dict(self):
        """Return it as a plain dictionary (JSON-able)."""
        return {
            "kind": self.kind,
            "old": self.old and self.old.as_list(),
            "new": self.new and self.new.as_list(),
            "segments": self.segments,
        }


@dataclass(frozen=True)
class Comparison:
    """What changed between two versions.

    ``changes`` in the order of the page; ``kept``: how many paragraphs are the same;
    ``layout_changed``: the words are the same, something else that is printed is
    not (typeface, picture, margins, a table's form).
    """

    changes: tuple
    kept: int
    layout_changed: bool

    @property
    def same(self):
        """Whether both versions print the same."""
        return not self.changes and not self.layout_changed

    def counts(self):
        """Return {kind of change: how many}."""
        out = {}
        for change in self.changes:
            out[change.kind] = out.get(change.kind, 0) + 1
        return out

    def as_dict(self):
        """Return it as a plain dictionary (JSON-able)."""
        return {
            "changes": [change.as_dict() for change in self.changes],
            "kept": self.kept,
            "layout_changed": self.layout_changed,
        }

    @classmethod
    def from_dict(cls, values):
        """Build from :meth:`as_dict`."""
        changes = tuple(
            Change(
                row["kind"],
                row["old"] and Paragraph.from_list(row["old"]),
                row["new"] and Paragraph.from_list(row["new"]),
                tuple(tuple(segment) for segment in row["segments"]),
            )
            for row in values["changes"]
        )
        return cls(changes, values["kept"], values["layout_changed"])


#: code of a template's fault -> English text, with the keys of its data
PROBLEMS = {
    "unknown_name": "There is no field %(name)s. Did you mean %(nearest)s?",
    "unbalanced": "A field or an instruction is not closed: %(tag)s. Each {{ needs "
    "its }}, each {%% its %%}, in the same paragraph.",
    "unclosed_block": "%(tag)s has no end (%(end)s is missing).",
    "unopened_block": "%(tag)s ends something that was not begun.",
    "crossing_block": "%(tag)s begins in one cell or paragraph and ends in another.",
    "not_alone": "%(tag)s must stand alone in its paragraph: the rest of the "
    "paragraph would be lost.",
    "not_in_row": "%(tag)s must stand in a row of a table.",
    "wrong_prefix": "%(tag)s and its end must be written the same way ({%%p, {%%tr "
    "or {%%).",
    "spans_paragraphs": "%(tag)s is begun and ended in different paragraphs: write "
    "{%%p … %%} in paragraphs of their own.",
    "raw_tag": "%(tag)s would put unchecked marks into the document: write {{ … }}.",
    "not_allowed": "%(tag)s does more than a template may: only fields, if and for.",
    "wrong_kind": "%(name)s is a list: it needs {%%p for … in %(name)s %%}.",
    "syntax": "%(tag)s cannot be understood: %(message)s",
    "not_filled": "Filled with sample values it does not give a sound document: "
    "%(message)s",
}


@dataclass(frozen=True)
class Problem:
    """One fault of a template: what, where, and the values for its text.

    ``code``: a key of :data:`PROBLEMS`, or of ``refusal.CODES`` when the file itself
    is not taken; ``place``: as in :class:`Paragraph`.
    """

    code: str
    place: str
    data: dict = field(default_factory=dict)

    def as_dict(self):
        """Return it as a plain dictionary (JSON-able)."""
        return asdict(self)

    def __str__(self):
        return PROBLEMS.get(self.code, self.code) % self.data
