"""When somebody is reminded, and when he is left alone. Plain Python."""

from .half_days import MORNING, NOON, half_day, is_quiet
from .windows import Rounds, Window, windows

__all__ = ["MORNING", "NOON", "Rounds", "Window", "half_day", "is_quiet", "windows"]
