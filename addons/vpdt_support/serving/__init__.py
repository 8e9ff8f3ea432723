"""Rules of support as plain Python: no database, no Odoo."""

from .clocks import measure
from .figures import figures, median
from .moves import MOVES, OPEN, is_offered, refused, result
from .ranking import ranked
