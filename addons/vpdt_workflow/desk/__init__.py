"""What a person sees of the desk; no database, no Odoo."""

from .criteria import DEADLINES, clean
from .shared import common_candidates

__all__ = ["DEADLINES", "clean", "common_candidates"]
