"""The state diagram, drawn from the table of moves (docs/architecture.md)."""

import sys

from .moves import CLOSED, MOVES, OPEN

# What follows by itself from a move elsewhere in the tree.
FOLLOWS = (
    ("passed", "opened", "what was passed on came back"),
    ("passed", "done", "what was passed on is done"),
    ("passed", "recalled", "withdrawn with what it grew out of"),
    ("opened", "recalled", "given back by agreement, or withdrawn"),
)
# The moves that decide themselves where a handling ends.
ENDS = {"transfer": "passed"}


def state_diagram():
    """Return the diagram as text of mermaid, one line for each pair of states.

    Moves that leave the state as it is stand as a note at the state.
    """
    arrows, stays = {}, {}
    for name, move in MOVES.items():
        for state in move.states:
            end = move.to or ENDS.get(name)
            if end:
                who = "/".join(move.by)
                arrows.setdefault((state, end), []).append(f"{name} ({who})")
            else:
                stays.setdefault(state, []).append(name)
    for start, end, why in FOLLOWS:
        arrows.setdefault((start, end), []).append(why)
    lines = ["stateDiagram-v2", "    [*] --> waiting"]
    lines += [
        f"    {start} --> {end}: {', '.join(names)}"
        for (start, end), names in arrows.items()
    ]
    lines += [f"    {state} --> [*]" for state in CLOSED]
    for state, names in stays.items():
        side = "left" if state in OPEN else "right"
        lines += [
            f"    note {side} of {state}",
            f"        stays, with a step: {', '.join(names)}",
            "    end note",
        ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(state_diagram() + "\n")
