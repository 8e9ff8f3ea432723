"""What a change in personnel does to an account (QĐ 553 Điều 4.1; no database)."""

from .effects import EFFECTS, KINDS, Effects, first_of_a_day
from .login import login_for
