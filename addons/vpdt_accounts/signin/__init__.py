"""Passwords by rule, one-time codes, addresses of browsers (no database)."""

from .codes import digest, new_code, new_slip_code, new_token, normal
from .passwords import CLASSES, verdict

__all__ = [
    "CLASSES",
    "digest",
    "new_code",
    "new_slip_code",
    "new_token",
    "normal",
    "verdict",
]
