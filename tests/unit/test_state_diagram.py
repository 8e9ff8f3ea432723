"""The state diagram in docs/architecture.md is the table of moves."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "addons/vpdt_workflow"))

from routing.diagram import state_diagram  # noqa: E402


def test_the_diagram_is_drawn_from_the_moves():
    """Issue of routing: `python -m routing.diagram` in vpdt_workflow draws it."""
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    assert f"```mermaid\n{state_diagram()}\n```" in page
