"""What differs between the two sets of layout rules, as data, chosen by the date.

Nghị định 30/2020/NĐ-CP is in force since 05/03/2020; papers dated before follow
Thông tư 01/2011/TT-BNV. What our sources have no difference for is the same in both.
"""

import datetime
from dataclasses import dataclass, field

TOP_CENTRE, BOTTOM_RIGHT = "top-centre", "bottom-right"


@dataclass(frozen=True)
class Decree:
    """The rules of one text.

    ``since`` is the first date of papers it holds for. ``page_number`` says where page
    numbers stand (``TOP_CENTRE``: in the top margin; ``BOTTOM_RIGHT``: in the foot);
    the first page of a part bears none. ``basis_italic`` and ``basis_end`` are the
    typeface and the last sign of the legal bases. ``copies`` names the three forms of
    copies with their abbreviations.
    """

    name: str
    since: datetime.date
    page_number: str
    basis_italic: bool
    basis_end: str
    copies: dict = field(hash=False)


ND30 = Decree(
    name="Nghị định 30/2020/NĐ-CP",
    since=datetime.date(2020, 3, 5),
    page_number=TOP_CENTRE,
    basis_italic=True,
    basis_end=".",
    copies={
        "full": ("SAO Y", "SY"),
        "recopy": ("SAO LỤC", "SL"),
        "extract": ("TRÍCH SAO", "TrS"),
    },
)
TT01 = Decree(
    name="Thông tư 01/2011/TT-BNV",
    since=datetime.date.min,
    page_number=BOTTOM_RIGHT,
    basis_italic=False,
    basis_end=",",
    copies={
        "full": ("SAO Y BẢN CHÍNH", "SY"),
        "recopy": ("SAO LỤC", "SL"),
        "extract": ("TRÍCH SAO", "TS"),
    },
)
#: Newest first.
DECREES = (ND30, TT01)


def decree_of(date):
    """Return the ``Decree`` for a paper of ``date``; the newest if it has none yet."""
    if date is None:
        return DECREES[0]
    return next(decree for decree in DECREES if date >= decree.since)
