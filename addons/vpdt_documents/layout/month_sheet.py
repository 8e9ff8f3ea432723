"""Sheets of a month: a row a person, a column a day with a mark for each part of it.

The form offices know from their sheets of attendance; lying, under a letterhead.
"""

from . import components as parts
from . import galley
from .closing import closing_atoms
from .fonts import REGULAR
from .measures import ND30_LANDSCAPE, mm
from .sheet import Sheet
from .table import Column, Span, Table
from .typeset import CENTRE, JUSTIFY, LEFT, Style

#: Widths in mm; the table is scaled to the sheet as a whole.
_NUMBER, _NAME, _PART, _DAY, _TOTAL = 8, 40, 6, 5.7, 11
_SIZE = 8


def render_month_sheet(
    *,
    issuer,
    kind,
    subject,
    days,
    rows,
    parents=(),
    parts_of_day=("S", "C"),
    totals=(),
    closing=(),
    signers=(),
    empty="",
    profile=ND30_LANDSCAPE,
):
    """Print the sheet and return the PDF's bytes.

    ``issuer``, ``parents``, ``kind`` and ``subject`` as in ``listing.Listing``;
    ``days`` pairs of (number, weekday); ``parts_of_day`` the names of a day's parts,
    from above; ``rows`` triples of (name, marks: a tuple of ``parts_of_day`` for each
    day, totals: strings); ``totals`` the heads of their columns; ``closing``
    paragraphs below; ``signers`` of ``closing.Signer``. Raises ``LayoutError``
    (``bad_row``) when a row has not a mark for each day.
    """
    title = f"{kind} {subject}".strip()
    sheet = Sheet(profile, title=title, author=issuer, subject=kind, foot=title)
    sheet.place(
        parts.letterhead(
            parts.issuer_block(issuer, parents), parts.national_heading(), share=0.45
        )
    )
    sheet.place(parts.title_block(kind, subject))
    sheet.skip(mm(3))
    text = Style(REGULAR, 11, JUSTIFY, before=3)
    ending = [
        atom
        for paragraph in closing
        for atom in galley.paragraph(paragraph, text, sheet.width)
    ]
    ending += closing_atoms(list(signers), width=sheet.width)
    for atom in ending:
        atom.glued = True
    columns = [
        Column("STT", _NUMBER, CENTRE),
        Column("Họ và tên", _NAME, LEFT),
        Column("", _PART, CENTRE),
        *(Column(f"{number:02d}\n{name}", _DAY, CENTRE) for number, name in days),
        *(Column(name, _TOTAL, CENTRE) for name in totals),
    ]
    table = Table(sheet, columns, size=_SIZE, padding=0.4, numbered=False, min_height=8)
    keep = min(galley.height_of(ending), sheet.profile.body_height / 2)
    lines = (
        [
            str(place),
            name,
            "\n".join(parts_of_day),
            *("\n".join(each or " " for each in marks) for marks in row),
            *sums,
        ]
        for place, (name, row, sums) in enumerate(rows, 1)
    )
    if not table.fill(lines, keep):
        table.add([""] * len(columns), Span(0, len(columns) - 1, empty))
    table.close()
    galley.place(sheet, ending)
    return sheet.close()
