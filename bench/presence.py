"""What the recording of daily use costs: 300 people at seven o'clock.

    python bench/presence.py [ROUNDS]      as bench/notes.md says

Everybody is signed in already, and each server process has answered him: then his first
call that counts, and ROUNDS (20) more, each beside the same call that does not count
(the web client's own, `X-Vpdt-Unattended`), in turn before and after it. Prints medians
and ratios. The office is thrown away at the end.
"""

import http.client
import json
import os
import statistics
import sys
from pathlib import Path
from urllib.parse import urlsplit

import office
from client import Session, timed

HERE = Path(__file__).absolute().parent
PORT = int(os.environ.get("VPDT_BENCH_PORT", 8140))
BASE = "vpdt_bench_accounts"
DATABASE = "vpdt_bench_presence"
UNATTENDED = {"X-Vpdt-Unattended": "1"}
#: Calls before, so that both server processes know the person
WARM = 6


class Signed(Session):
    """Somebody who signed in before; all share a connection, so that none is idle."""

    def __init__(self, connection, session):
        self.connection = connection
        self.cookie = f"session_id={session['sid']}"
        self.headers = {}
        self.uid = session["uid"]
        self.context = {**session["context"], "uid": self.uid}


def rows():
    """Return how many first uses are recorded."""
    with office.connect(DATABASE) as connection, connection.cursor() as cr:
        cr.execute("SELECT count(*) FROM vpdt_presence")
        return cr.fetchone()[0]


def call(person, counts):
    """Return the milliseconds of an empty RPC that counts as use, or does not."""
    person.headers = {} if counts else UNATTENDED
    return timed(person.empty)[0]


def pair(person, place):
    """Return (with, without) recording, in ms; in turn which is first."""
    if place % 2:
        return call(person, True), call(person, False)
    without = call(person, False)
    return call(person, True), without


def told(name, pairs):
    """Print medians, their ratio, and the ratio of the whole without the worst 2 %."""
    with_, without = zip(*pairs, strict=True)
    kept = [
        sorted(times)[: round(len(times) * 0.98) or 1] for times in (with_, without)
    ]
    print(
        f"{name}: {statistics.median(with_):.2f} ms with, "
        f"{statistics.median(without):.2f} ms without; ratio of medians "
        f"{statistics.median(with_) / statistics.median(without):.3f}, of sums "
        f"{sum(kept[0]) / sum(kept[1]):.3f} ({len(pairs)} pairs)",
        flush=True,
    )


def main():
    """Make the office, measure, throw it away."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    office.base(BASE, "vpdt_accounts")
    office.db("clone", BASE, DATABASE)
    sessions = office.DATA / "bench" / "presence_sessions.json"
    try:
        environment = {
            **os.environ,
            "VPDT_BENCH_IDS": str(office.DATA / "bench" / "presence_ids.json"),
            "VPDT_BENCH_SESSIONS": str(sessions),
        }
        (office.DATA / "bench").mkdir(exist_ok=True)
        for script in ("district.py", "presence_office.py"):
            office.shell(DATABASE, HERE / script, environment)
        with office.server(DATABASE, PORT) as url:
            connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=600)
            people = [
                Signed(connection, one) for one in json.loads(sessions.read_text())
            ]
            for person in people:
                for _time in range(WARM):
                    call(person, False)
            print(f"{len(people)} people, {rows()} recorded", flush=True)
            first = [pair(person, place) for place, person in enumerate(people)]
            print(f"{rows()} recorded", flush=True)
            after = [
                pair(person, place + turn)
                for turn in range(rounds - 1)
                for place, person in enumerate(people)
            ]
            told("first call of the half-day", first)
            told("calls after it", after)
            told(f"first {rounds} calls of everybody", first + after)
            print(f"{rows()} recorded; load {os.getloadavg()[0]:.1f}")
    finally:
        office.db("drop", DATABASE)


if __name__ == "__main__":
    main()
