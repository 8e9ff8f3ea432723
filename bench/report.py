"""Writes what was measured: build/bench.json and docs/benchmarks.md."""

import json
import os
import platform
from datetime import date

import office

# What design 7 asks, by the beginning of a figure's name
TARGETS = [
    ("desk,", "≤ 3 × floor, ≤ 40 ms"),
    ("list", "≤ 15 ms"),
    ("search", "≤ 40 ms, p95 ≤ 120 ms"),
    ("register a", "≤ 60 ms"),
    ("register, 8", "≥ 25 /s"),
    ("directive", "≤ 150 ms"),
    ("number a signed", "≤ 200 ms"),
    ("reminder run", "≤ 30 s"),
]
# What some rows have besides
_BESIDES = ("per_second", "seconds", "max_ms", "refused")


def target(name):
    """Return what design 7 asks of a figure."""
    return next((text for start, text in TARGETS if name.startswith(start)), "")


def machine():
    """Return a line about the machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    with open("/proc/cpuinfo", encoding="ascii", errors="replace") as file:
        model = next(
            (line.split(":")[1].strip() for line in file if "model name" in line),
            platform.machine(),
        )
    return f"{os.cpu_count()} cores ({model}), {memory:.0f} GB"


def _number(value):
    return "" if value is None else f"{value:,.1f}"


def _growth(row, small):
    before = small.get(row["name"])
    if not before:
        return ""
    if "per_second" in row:
        return f"{before['per_second'] / row['per_second']:.2f}"
    # Each beside the empty RPC of its own moment: the machine is never quite idle
    now = row["median_ms"] / row["floor_ms"]
    return f"{now / (before['median_ms'] / before['floor_ms']):.2f}"


def table(rows, small, peer):
    """Return the lines of the Markdown table of one size."""
    dated = ""
    if "date" in peer:
        dated = f" ({date.fromisoformat(peer['date']):%d/%m/%Y})"
    lines = [
        f"| work | median ms | p95 ms | empty RPC ms | × empty | OCA dms ms{dated} | "
        "growth from 10,000 | asked |",
        "|--|--:|--:|--:|--:|--:|--:|--|",
    ]
    for row in rows:
        floor = row.get("floor_ms")
        ratio = f"{row['median_ms'] / floor:.1f}" if floor else ""
        name = row["name"]
        if "per_second" in row:
            name += f": **{row['per_second']} a second**"
        if "told_s" in row:
            name += f" (the last one told {row['told_s']} s after the last click)"
        if "take_in_ms" in row:
            name += f" (taking its file in, before that: {row['take_in_ms']} ms)"
        lines.append(
            f"| {name} | {_number(row['median_ms'])} | {_number(row['p95_ms'])} | "
            f"{_number(floor)} | {ratio} | {_number(peer.get(_kind(row['name'])))} | "
            f"{_growth(row, small)} | {target(row['name'])} |"
        )
    return lines


def chasing_table(rows):
    """Return the lines of the table of the reminder run and who works beside it."""
    lines = [
        "| work | median ms | p95 ms | longest ms | empty RPC ms | × empty | asked |",
        "|--|--:|--:|--:|--:|--:|--|",
    ]
    for row in rows:
        floor = row.get("floor_ms")
        ratio = f"{row['median_ms'] / floor:.1f}" if floor else ""
        name, times = row["name"], [row["median_ms"], row["p95_ms"], row.get("max_ms")]
        if "seconds" in row:
            name += f": **{row['seconds']} s**, {row['refused']} people refused"
            times = [None] * 3
        lines.append(
            f"| {name} | {' | '.join(_number(time) for time in times)} | "
            f"{_number(floor)} | {ratio} | {target(row['name'])} |"
        )
    return lines


def _kind(name):
    """Return which figure of the peer stands beside one of ours."""
    for start, kind in (
        ("list of 80 documents", "list"),
        ("search", "search"),
        ("register a", "create"),
    ):
        if name.startswith(start):
            return kind
    return None


def write(figures, peer, total, chased=()):
    """Write the two files.

    :param figures: {size: rows of run.Run}
    :param peer: {"list", "search", "create": median ms, "date"} of OCA dms at the
        larger size
    :param total: the larger size
    :param chased: rows of the reminder run at the larger size (`reminders.rows`)
    """
    build = office.ROOT / "build"
    build.mkdir(exist_ok=True)
    rows = [
        {
            "name": row["name"],
            "rows": row["rows"],
            "median_ms": row["median_ms"],
            "p95_ms": row["p95_ms"],
            "floor_ms": row.get("floor_ms"),
            "peer_ms": peer.get(_kind(row["name"])) if size == total else None,
            **{name: row[name] for name in _BESIDES if name in row},
        }
        for size, some in [*figures.items(), (total, chased)]
        for row in some
    ]
    (build / "bench.json").write_text(
        json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    small = {row["name"]: row for row in figures.get(10_000, [])}
    text = [
        "# Benchmarks",
        "",
        f"{date.today():%d/%m/%Y}; {machine()}; load of the machine at the end "
        f"{os.getloadavg()[0]:.1f}. PostgreSQL and the clients on the same machine, "
        "two workers behind nginx, over HTTP, as ordinary users.",
        "",
        "```",
        f"make bench N={total}",
        "```",
        "",
        f"## At {total:,} documents",
        "",
        *table(figures[total], small, peer),
        "",
    ]
    if chased:
        text += [
            f"## The reminder run beside people at work ({total:,})",
            "",
            *chasing_table(chased),
            "",
        ]
    if total != 10_000 and small:
        text += ["## At 10,000 documents", "", *table(figures[10_000], {}, {}), ""]
    by_question = next(
        (row["by_question"] for row in figures[total][::-1] if "by_question" in row),
        None,
    )
    if by_question:
        text += [
            f"## The mix of questions, one by one (many readable, {total:,})",
            "",
            "| typed | median ms |",
            "|--|--:|",
            *(f"| {text} | {ms} |" for text, ms in by_question.items()),
            "",
        ]
    hand = office.ROOT / "bench" / "notes.md"
    if hand.exists():
        text.append(hand.read_text(encoding="utf-8"))
    (office.ROOT / "docs").mkdir(exist_ok=True)
    (office.ROOT / "docs" / "benchmarks.md").write_text(
        "\n".join(text), encoding="utf-8"
    )
