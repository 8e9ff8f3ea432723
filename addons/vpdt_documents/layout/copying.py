"""Copies: the block of a paper copy, the mark of an electronic one.

Nghị định 30/2020/NĐ-CP, Điều 3, 25-27 and Phụ lục I, phần II. The pages of the source
stay what they are (see ``stamping``).
"""

import datetime
from dataclasses import dataclass

from . import components as parts
from .boxes import Gap, SideBySide, Stack, Text
from .closing import Signature, Signer, recipient_boxes
from .decree import ND30, Decree
from .errors import LayoutError
from .fonts import BOLD, REGULAR, text_width
from .free_space import free_foot, free_line
from .measures import ND30_PORTRAIT, mm, to_mm
from .stamping import (
    draw_on,
    freeze_signatures,
    opened,
    profile_of,
    saved,
    signature_fields,
    unit_of,
    visible_size,
)
from .typeset import CENTRE, Style

#: White space between the document's end and the rule, and below the rule, in mm.
ABOVE, BELOW = 4, 3
#: A page this wide (mm) takes the block; a narrower one is followed by an A4 page.
WIDE_ENOUGH = 205
#: A page whose white begins this high (mm) holds nothing.
BLANK = 20
#: The mark stands this far from the right edge, in mm.
MARK_RIGHT = 15


@dataclass(frozen=True)
class CopyBlock:
    """What stands on a copy on paper.

    ``form`` is ``full`` (sao y), ``recopy`` (sao lục) or ``extract`` (trích sao);
    ``agency`` and ``parents`` who copies; ``number`` in the shared series of copies
    (None: left open) and ``symbol`` what stands behind the stroke (``SY-UBND``), made
    of the form and ``agency_symbol`` when empty; ``place`` and ``date`` (None: open);
    ``signer`` a ``closing.Signer``; ``recipients`` without dashes, last ``Lưu: VT``.
    """

    form: str
    agency: str
    place: str
    signer: Signer
    agency_symbol: str = ""
    symbol: str = ""
    parents: tuple = ()
    number: int | str | None = None
    date: datetime.date | None = None
    recipients: tuple = ()
    decree: Decree = ND30


def copy_form(form, decree=ND30):
    """Return (title, abbreviation) of a form of copy, ``("SAO Y", "SY")``.

    Raises ``LayoutError`` (``bad_copy``) for an unknown form.
    """
    if form not in decree.copies:
        raise LayoutError("bad_copy", f"No such form of copy: {form}", form=form)
    return decree.copies[form]


def block_box(block, scale=parts.USUAL):
    """Return the copy's block as a box: 2 | 1, 3 | 4, then 7 | 5a, 5c, 5b."""
    title, abbreviation = copy_form(block.form, block.decree)
    symbol = block.symbol or f"{abbreviation}-{block.agency_symbol}".rstrip("-")
    head = parts.letterhead(
        parts.issuer_block(block.agency, block.parents, scale),
        Text(title, Style(BOLD, scale.kind, CENTRE)),
        parts.number_line(block.number, symbol, scale),
        parts.place_and_date(block.place, block.date, scale),
    )
    names = []
    if block.recipients:
        names = recipient_boxes(block.recipients, scale=scale)
    end = SideBySide(Stack(names), Signature(block.signer, scale), 0.5)
    return Stack([head, Gap(mm(4)), end])


def _draw_block(box, profile, top):
    """Return what draws rule and box, the rule ``top`` points below the upper edge."""

    def draw(canvas):
        left, width = profile.body_left, profile.body_width
        y = mm(profile.height) - top
        canvas.line(left, y, left + width, y)
        box.draw(canvas, left, y - mm(BELOW), width)

    return draw


def _end(pdf, document, after):
    """Return (index, top, height): the page a document ends on and its white foot."""
    if after is not None:
        if not 1 <= after <= len(document.pages):
            raise LayoutError("bad_copy", f"There is no page {after}", page=after)
        index = after - 1
        return index, *free_foot(pdf, index, unit_of(document.pages[index]))
    for index in reversed(range(len(document.pages))):
        top, height = free_foot(pdf, index, unit_of(document.pages[index]))
        # Scanners send the blank back of the last sheet as a page.
        if top > mm(BLANK):
            break
    return index, top, height


def copy_block(pdf, block, after=None):
    """Put the block of a copy below the end of a document and return the new bytes.

    Under a full rule on the last page that is not blank (or on page ``after``, from 1)
    when it has the room, measured on its picture; else on a page of its own behind it.
    Digital signatures of the source stay visible as
    pictures: what is printed is a copy. Raises ``LayoutError``: ``encrypted``,
    ``bad_pdf``, ``bad_copy``.
    """
    box = block_box(block)
    with opened(pdf) as document:
        freeze_signatures(document)
        index, top, height = _end(pdf, document, after)
        page = document.pages[index]
        profile = profile_of(page)
        fits = False
        if profile.width >= WIDE_ENOUGH:
            needed = mm(ABOVE + BELOW) + box.height(profile.body_width)
            fits = needed <= height
        if not fits:
            document.add_blank_page(page_size=ND30_PORTRAIT.size)
            document.pages.insert(index + 1, document.pages[-1])
            del document.pages[-1]
            page, profile = document.pages[index + 1], ND30_PORTRAIT
            top = mm(profile.top - ABOVE)
            if box.height(profile.body_width) > profile.body_height - mm(BELOW):
                raise LayoutError("bad_copy", "The copy's block is longer than a page")
        draw_on(document, page, _draw_block(box, profile, top + mm(ABOVE)))
        return saved(document)


def _mark_first_page(pdf, mark, text):
    """Lay ``mark`` over the top right of page 1, where nothing stands if possible."""
    with opened(pdf) as document:
        if signature_fields(document):
            raise LayoutError(
                "signed_source",
                "The PDF is digitally signed: a mark would break its signature",
            )
        page = document.pages[0]
        width, height = visible_size(page)
        usable = width - mm(2 * MARK_RIGHT)
        wide = min(text_width(text, REGULAR, 10), usable)
        tall = mark.height(usable)
        right = to_mm(width) - MARK_RIGHT
        left = int(right - to_mm(wide)) - 1
        rows = int(to_mm(tall)) + 1
        top = free_line(pdf, 0, rows, left, int(right) + 1, unit_of(page))
        top = height - mm(6 if top is None else top)
        draw_on(document, page, lambda c: mark.draw(c, mm(MARK_RIGHT), top, usable))
        return saved(document)


def electronic_copy_mark(pdf, form, agency, signed_at, decree=ND30):
    """Ô 14: mark an electronic copy at the top right of page 1; returns the new bytes.

    ``SAO Y; Ủy ban nhân dân xã …; 2026-07-16T13:55:42+07:00``, 10 points upright black
    (Phụ lục I, phần II; phần I, mục II.8). ``signed_at`` is an aware datetime. Raises
    ``LayoutError``: ``encrypted``, ``bad_pdf``, ``bad_copy``, ``bad_time``, and
    ``signed_source`` for a file that is signed already: the law copies paper into a
    file, a signed file is an original that is sent on as it is (Điều 25).
    """
    title, _abbreviation = copy_form(form, decree)
    words = (title, agency, parts.signing_time(signed_at))
    return _mark_first_page(pdf, parts.electronic_mark(*words), "; ".join(words))


def attachment_mark(pdf, code, signed_at):
    """Mark a file that goes with an electronic document (Phụ lục I, phần I, mục II.8).

    ``Số 05/QĐ-UBND; 2026-07-16T13:55:42+07:00``; as ``electronic_copy_mark`` otherwise.
    """
    words = (f"Số {code}", parts.signing_time(signed_at))
    return _mark_first_page(pdf, parts.electronic_mark(*words), "; ".join(words))
