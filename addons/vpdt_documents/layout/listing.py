"""Lists under a letterhead, with words before and after and whoever signs.

For papers whose body is one table: minutes of hand-overs, receivers of a document,
proofs of delivery.
"""

import datetime
from dataclasses import dataclass

from . import components as parts
from . import galley
from .body import INDENT
from .boxes import Text
from .closing import Signer, closing_atoms
from .fonts import REGULAR
from .measures import ND30_LANDSCAPE, mm
from .sheet import Sheet
from .table import Column, Span, Table
from .typeset import CENTRE, JUSTIFY, LEFT, Style


@dataclass(frozen=True)
class Listing:
    """What stands on the paper.

    ``issuer`` and ``parents`` are names; ``kind`` the title (``BIÊN BẢN``), ``subject``
    the line under it; ``intro`` paragraphs before the table; ``columns`` pairs of label
    and width in mm, none for a paper without a table; ``empty`` what the table says
    without rows; ``closing`` paragraphs after it; ``sides`` pairs of heading and name,
    who sign, from the left. ``place`` and ``date`` (None: left open) are slot 4,
    ``code`` what stands at slot 3; both may be left out ("").
    """

    issuer: str
    kind: str
    subject: str
    intro: tuple
    columns: tuple
    sides: tuple = ()
    parents: tuple = ()
    empty: str = ""
    closing: tuple = ()
    place: str = ""
    date: datetime.date | None = None
    code: str = ""


def _head(paper, share):
    number = place = None
    if paper.code or paper.place:
        shown = f"Số: {paper.code}" if paper.code else ""
        number = Text(shown, Style(REGULAR, parts.USUAL.number, CENTRE))
    if paper.place:
        place = parts.place_and_date(paper.place, paper.date)
    return parts.letterhead(
        parts.issuer_block(paper.issuer, paper.parents),
        parts.national_heading(),
        number,
        place,
        share,
    )


def _table(sheet, paper, rows, ending):
    """Set the table; the signatures, ``ending`` points, have its last rows above them
    on their page."""
    columns = [Column("STT", 12, CENTRE)]
    columns += [Column(label, width, LEFT) for label, width in paper.columns]
    table = Table(sheet, columns, numbered=False)
    keep = min(ending, sheet.profile.body_height / 2)
    numbered = ([str(count), *row] for count, row in enumerate(rows, 1))
    if not table.fill(numbered, keep):
        table.add([""] * len(columns), Span(0, len(columns) - 1, paper.empty))
    table.close()


def render_listing(paper, rows=(), profile=ND30_LANDSCAPE):
    """Print the list as PDF; ``rows`` are sequences of strings, one a column.

    A column with the current number is put before them. Returns the bytes; raises
    ``LayoutError`` (``bad_row``) when a row has not one string a column.
    """
    title = f"{paper.kind} {paper.subject}".strip()
    sheet = Sheet(
        profile, title=title, author=paper.issuer, subject=paper.kind, foot=title
    )
    lying = profile.width > profile.height
    sheet.place(_head(paper, 0.45 if lying else 0.4))
    sheet.place(parts.title_block(paper.kind, paper.subject))
    text = Style(REGULAR, 13, JUSTIFY, indent=INDENT, before=6)
    for paragraph in paper.intro:
        sheet.flow(paragraph, text)
    sheet.skip(mm(3))
    ending = [
        atom
        for paragraph in paper.closing
        for atom in galley.paragraph(paragraph, text, sheet.width)
    ]
    signers = [Signer((head,), name) for head, name in paper.sides]
    ending += closing_atoms(signers, width=sheet.width)
    for atom in ending:
        atom.glued = True
    if paper.columns:
        _table(sheet, paper, rows, galley.height_of(ending))
    galley.place(sheet, ending)
    return sheet.close()
