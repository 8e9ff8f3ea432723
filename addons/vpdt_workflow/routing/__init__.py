"""The route of a document as plain rules: states, moves, purposes. No database."""

from .moves import CLOSED, MOVES, OPEN, STATES, Move, refusal
from .purposes import DRAFTING, PURPOSES, carried_on, check_lines
