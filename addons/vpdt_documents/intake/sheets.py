"""The sheets of a scan in another order and upright, their pictures untouched."""

import io

import pikepdf

from . import kinds
from .limits import Limits
from .refusal import Refused


def rearrange(data, order, limits=None):
    """Return a PDF with its pages in another order, turned as asked.

    Pages move as they are: nothing is drawn or packed anew.

    :param bytes data: a PDF
    :param order: pairs (page from 1, degrees clockwise 0, 90, 180 or 270) in the order
        wanted; no page twice, a page that is not named is left out
    :param Limits limits: bounds
    :return: bytes of a PDF
    :raises Refused: wrong_type (no PDF), encrypted, broken, too_many_pages
    :raises ValueError: "no page …" or "unknown turn …" in ``order``
    """
    limits = limits or Limits()
    if kinds.sniff(data, limits.max_bytes) != kinds.PDF:
        raise Refused("wrong_type", "no pdf")
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return _rearranged(pdf, list(order), limits)
    except pikepdf.PasswordError as exc:
        raise Refused("encrypted") from exc
    except pikepdf.PdfError as exc:
        raise Refused("broken", "pdf") from exc


def _rearranged(pdf, order, limits):
    count = len(pdf.pages)
    if count > limits.max_pages:
        raise Refused("too_many_pages", f"{count} > {limits.max_pages}")
    seen = set()
    for number, turn in order:
        if number in seen or not 1 <= number <= count:
            raise ValueError(f"no page {number}, or twice")
        if turn not in (0, 90, 180, 270):
            raise ValueError(f"unknown turn {turn}")
        seen.add(number)
    if not seen:
        raise ValueError("no page")
    chosen = []
    for number, turn in order:
        page = pdf.pages[number - 1]
        if turn:
            page.rotate(turn, relative=True)
        chosen.append(page)
    del pdf.pages[:]
    pdf.pages.extend(chosen)
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()
