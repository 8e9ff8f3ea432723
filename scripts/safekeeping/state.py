"""What the last backup and rehearsal came to: described and judged in
addons/vpdt_health/checks/backup_state.py, so that the page Health says the same."""

import os
import sys
from pathlib import Path

_ADDONS = (
    os.environ.get("VPDT_ADDONS") or Path(__file__).resolve().parents[2] / "addons"
)
sys.path.append(f"{_ADDONS}/vpdt_health/checks")

from backup_state import (  # noqa: E402
    VERSION,
    area,
    moment,
    now,
    path,
    problems,
    read,
    stamp,
    write,
)

__all__ = [
    "VERSION",
    "area",
    "moment",
    "now",
    "path",
    "problems",
    "read",
    "stamp",
    "write",
]
