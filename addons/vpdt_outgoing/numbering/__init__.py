"""How an outgoing document is numbered: its symbol, its place in a series.

Plain Python, without Odoo and without a database.
"""

from .symbol import PLACES, SymbolError, compose, missing_places

__all__ = ["PLACES", "SymbolError", "compose", "missing_places"]
