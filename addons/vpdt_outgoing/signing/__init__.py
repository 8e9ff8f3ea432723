"""Signing on paper: a code on each printed page, and the scan that comes back (R5).

Plain Python, no ``odoo`` import. Unknown files are opened by the reader process of
``vpdt_documents.intake`` only; its client is handed in.
"""

from .code import PageCode, parse
from .errors import (
    CodeError,
    ForeignCode,
    ForgedCode,
    SigningError,
    UnknownVersion,
    WrongChecksum,
)
from .reorder import reorder
from .scan import Found, Match, find, match, sort_out
from .stamp import stamp

__all__ = [
    "CodeError",
    "ForeignCode",
    "ForgedCode",
    "Found",
    "Match",
    "PageCode",
    "SigningError",
    "UnknownVersion",
    "WrongChecksum",
    "find",
    "match",
    "parse",
    "reorder",
    "sort_out",
    "stamp",
]
