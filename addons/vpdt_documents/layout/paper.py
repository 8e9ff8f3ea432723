"""Administrative documents typeset as the law wants them.

Slots 1 to 9 and 10b to 13 of Nghị định 30/2020/NĐ-CP, Phụ lục I; templates of Phụ lục
III. Papers dated before 05/03/2020 follow Thông tư 01/2011/TT-BNV (``decree``).
``forms`` fills a ``Paper`` for the types whose body has a form of its own.
"""

import datetime
from dataclasses import dataclass, field

from . import components as parts
from .body import roman, set_body
from .boxes import Stack
from .closing import closing_atoms
from .decree import Decree, decree_of
from .measures import ND30_LANDSCAPE, ND30_PORTRAIT, mm
from .sheet import Sheet

APPENDIX = "Phụ lục"


@dataclass
class Annex:
    """What a paper issues or encloses, on pages of its own, numbered by itself.

    ``kind`` is ``Phụ lục`` (numbered in Roman when there are several) or a type's name
    (``Quy chế``). ``enclosed`` is the line in brackets "Kèm theo Quyết định số …"
    (``enclosed_text``; left out of electronic papers, whose signature says it).
    ``body`` as in ``Paper``; ``landscape`` for wide tables; ``headed`` repeats issuer
    and national title above a regulation; ``signers`` as in ``Paper``.
    """

    kind: str
    subject: str
    body: object
    enclosed: str = ""
    signers: tuple = ()
    landscape: bool = False
    headed: bool = False


@dataclass
class Paper:
    """One document. Empty slots are left out.

    ``issuer``, ``parents``: names (slot 2). ``number`` int, str or None (left open) and
    ``symbol`` (slot 3). ``place`` "" leaves slot 4 out (minutes); ``date`` None leaves
    it open, with ``year`` if given. ``kind`` is the name of the type (``Quyết định``),
    "" for an official letter, whose subject then stands as "V/v …" under the number.
    ``addressees`` are slot 9a (with ``wired_by``, who wires them a công điện);
    ``body`` is text or blocks (see ``body``). ``signers`` are ``closing.Signer``, the
    one who decides last; ``recipients`` slot 9b without dashes, the last
    ``Lưu: VT, …``; ``drafter`` slot 12.
    ``urgency`` is a key of ``components.URGENCY``, ``circulation`` of ``CIRCULATION``.
    ``contact`` is slot 13. ``decree`` None: the one for ``date``.
    """

    issuer: str
    symbol: str
    place: str
    subject: str
    body: object
    signers: tuple = ()
    parents: tuple = ()
    number: int | str | None = None
    date: datetime.date | None = None
    year: int | None = None
    kind: str = ""
    addressees: tuple = ()
    wired_by: str = ""
    recipients: tuple = ()
    drafter: str = ""
    urgency: str = ""
    circulation: str = ""
    contact: str = ""
    annexes: tuple = ()
    scale: parts.Scale = field(default=parts.USUAL)
    decree: Decree | None = None

    @property
    def rules(self):
        """The ``Decree`` whose layout the paper follows."""
        return self.decree or decree_of(self.date)

    @property
    def code(self):
        """Number and symbol as printed, ``05/QĐ-UBND``."""
        return parts.code_text(self.number, self.symbol)


def enclosed_text(paper):
    """Return ``Kèm theo Quyết định số 05/QĐ-UBND ngày … của …`` for an annex of it."""
    issuer = " ".join([*paper.issuer.split("\n"), *paper.parents])
    kind = paper.kind or "Công văn"
    day = parts.long_date(paper.date, paper.year)
    return f"Kèm theo {kind} số {paper.code} {day} của {issuer}"


def _head(paper):
    scale = paper.scale
    number = [parts.number_line(paper.number, paper.symbol, scale)]
    if not paper.kind:
        number.append(parts.letter_subject(paper.subject, scale))
    if paper.urgency:
        number.append(parts.urgency_mark(paper.urgency))
    place = None
    if paper.place:
        place = parts.place_and_date(paper.place, paper.date, scale, paper.year)
    return parts.letterhead(*_names(paper), Stack(number), place)


def _names(paper):
    return (
        parts.issuer_block(paper.issuer, paper.parents, paper.scale),
        parts.national_heading(paper.scale),
    )


def _labels(annexes):
    """Printed names of the annexes: appendices are counted when there are several."""
    several = sum(annex.kind == APPENDIX for annex in annexes) > 1
    count = 0
    for annex in annexes:
        count += annex.kind == APPENDIX
        numbered = several and annex.kind == APPENDIX
        yield f"{APPENDIX} {roman(count)}" if numbered else annex.kind


def _annex(sheet, paper, annex, label):
    sheet.new_part(ND30_LANDSCAPE if annex.landscape else ND30_PORTRAIT)
    sheet.bookmark(f"{label}: {annex.subject}" if annex.subject else label)
    if annex.headed:
        sheet.place(parts.letterhead(*_names(paper)))
    if annex.kind == APPENDIX:
        sheet.place(parts.appendix_title(label, annex.subject, paper.scale))
    else:
        sheet.place(parts.title_block(label, annex.subject, paper.scale))
    if annex.enclosed:
        sheet.place(parts.enclosed_line(annex.enclosed, paper.scale))
    sheet.skip(mm(3))
    closing = closing_atoms(annex.signers, scale=paper.scale, width=sheet.width)
    set_body(sheet, annex.body, paper.scale, closing, paper.rules)


def render_paper(paper, profile=ND30_PORTRAIT):
    """Typeset a ``Paper`` and return the PDF's bytes (searchable text, no images).

    Raises ``LayoutError``: ``bad_paper`` when a slot cannot be filled as asked.
    """
    sheet = Sheet(
        profile,
        title=f"{paper.kind} {paper.subject}".strip(),
        author=paper.issuer.replace("\n", " "),
        subject=paper.code.strip("\xa0"),
        decree=paper.rules,
    )
    if paper.contact:
        parts.draw_foot_line(sheet.canvas, profile, paper.contact)
    if paper.circulation:
        parts.draw_circulation(sheet.canvas, profile, paper.circulation)
    sheet.bookmark(f"{paper.kind or 'Công văn'} {paper.code}".replace("\xa0", ""))
    sheet.place(_head(paper))
    if paper.kind:
        sheet.place(parts.title_block(paper.kind, paper.subject, paper.scale))
    if paper.addressees:
        names = list(paper.addressees)
        if paper.wired_by:
            box = parts.telegram_addressees(paper.wired_by, names, paper.scale)
        else:
            box = parts.Addressees(names, paper.scale)
        sheet.place(box)
    sheet.skip(mm(2))
    closing = closing_atoms(
        paper.signers, paper.recipients, paper.drafter, paper.scale, sheet.width
    )
    set_body(sheet, paper.body, paper.scale, closing, paper.rules)
    for annex, label in zip(paper.annexes, _labels(paper.annexes), strict=True):
        _annex(sheet, paper, annex, label)
    return sheet.close()
