"""The benchmark's table says what was measured, and when the peer was."""

import json
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).absolute().parents[2] / "bench"


@pytest.fixture
def report(monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(str(BENCH))
    for name in ("office", "report"):
        sys.modules.pop(name, None)
    import report

    monkeypatch.setattr(report.office, "ROOT", tmp_path)
    return report


def _row(name, median, size, **more):
    return {
        "name": name,
        "rows": size,
        "median_ms": median,
        "p95_ms": median * 2,
        "floor_ms": 2.0,
        **more,
    }


def test_table_dates_the_peer_and_tells_the_reminder_run(report, tmp_path):
    """Design 7: ratios to the empty call, growth from 10,000, the run and its users."""
    figures = {
        size: [
            _row("desk, clerk", 5.0 * factor, size),
            _row("list of 80 documents, few", 6.0 * factor, size),
        ]
        for size, factor in ((10_000, 1), (1_000_000, 1.2))
    }
    chased = [
        {
            "name": "reminder run, 20,500 open handlings due or late",
            "rows": 1_000_000,
            "median_ms": 12_000.0,
            "p95_ms": 12_000.0,
            "seconds": 12.0,
            "refused": 0,
        },
        _row("desk (clerk, chairman) during the reminder run", 9, 1_000_000, max_ms=40),
    ]
    peer = {"date": "2026-11-23", "list": 339.4, "search": 2397.8, "create": 117152}
    report.write(figures, peer, 1_000_000, chased)
    text = (tmp_path / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    lines = text.splitlines()
    [desk, *_small] = [line for line in lines if line.startswith("| desk, clerk |")]
    assert desk == (
        "| desk, clerk | 6.0 | 12.0 | 2.0 | 3.0 |  | 1.20 | ≤ 3 × floor, ≤ 40 ms |"
    )
    assert any("OCA dms ms (23/11/2026)" in line for line in lines)
    [listed, *_small] = [line for line in lines if line.startswith("| list of 80")]
    assert "| 339.4 |" in listed
    assert "**12.0 s**, 0 people refused |" in text
    assert "| 9.0 | 18.0 | 40.0 | 2.0 | 4.5 |" in text
    rows = json.loads((tmp_path / "build" / "bench.json").read_text(encoding="utf-8"))
    assert {row["name"] for row in rows} == {
        row["name"] for row in [*figures[10_000], *chased]
    }
    assert rows[-2]["seconds"] == 12.0


def test_peers_figures_are_kept_with_their_date(monkeypatch):
    """OCA dms is not measured again with each table: what is kept says when it was."""
    monkeypatch.syspath_prepend(str(BENCH))
    kept = json.loads((BENCH / "peer.json").read_text(encoding="utf-8"))
    for size, figures in kept.items():
        assert int(size) > 0
        assert {"date", "list", "search", "create"} <= set(figures)
