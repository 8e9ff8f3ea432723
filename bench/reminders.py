"""The reminder run beside people at work: bench/reminders.py N [--due 20000]

On a copy of the office of N papers: plants handlings that are due, measures the desk
and a pair of moves alone, then beside the run. Prints one JSON line.
"""

import argparse
import json
import os
import statistics
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import generate
import office
from client import RpcError, Session, p95, timed

HERE = Path(__file__).absolute().parent
PORT = int(os.environ.get("VPDT_BENCH_PORT", 8140))
PASSWORD = "benchmark"  # of the made-up people; see district.py
COPY = "vpdt_bench_reminders"
SAMPLES = 60
TARGET = 30
DUE = 20_000

# Copies of what is there: the holders read the papers already. "support", for a paper
# has one lead. Due from ten days ago until tomorrow.
PLANT = """
    INSERT INTO vpdt_handling
           (document_id, purpose, agency_id, user_id, role, sender_id, sent_at,
            deadline, urgency, state, is_main, create_uid, write_uid, create_date,
            write_date)
    SELECT document_id, 'support', agency_id, user_id, role, sender_id,
           now() AT TIME ZONE 'UTC' - interval '15 days',
           now() AT TIME ZONE 'UTC' + interval '1 day' - random() * interval '11 days',
           urgency, CASE WHEN random() < 0.5 THEN 'waiting' ELSE 'opened' END, FALSE,
           1, 1, now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
      FROM (SELECT * FROM vpdt_handling
             WHERE document_id IS NOT NULL AND user_id IS DISTINCT FROM sender_id
             ORDER BY id DESC LIMIT %s) AS source
"""
# One person's own handling, moved to and fro while the run looks at it.
MINE = """
    SELECT h.id FROM vpdt_handling h
      JOIN res_users u ON u.id = h.user_id AND u.login = %s
     WHERE h.state = 'opened' AND h.purpose = 'support' AND h.suspended_at IS NULL
     ORDER BY h.id DESC LIMIT 1
"""


def plant(database, due):
    """Plant `due` handlings; return how many open ones are due, and one to move."""
    with office.connect(database) as connection, connection.cursor() as cr:
        cr.execute(PLANT, [due])
        cr.execute(MINE, ["a1.head.0"])
        [mine] = cr.fetchone()
        cr.execute(
            "SELECT count(*) FROM vpdt_handling WHERE state IN ('waiting', 'opened')"
            " AND suspended_at IS NULL AND deadline < now() + interval '1 day'"
        )
        [count] = cr.fetchone()
        cr.execute("ANALYZE vpdt_handling")
    return count, mine


def figures(times):
    """Return median, p95 and the longest of a list of milliseconds."""
    return {
        "median_ms": round(statistics.median(times), 1),
        "p95_ms": round(p95(times), 1),
        "max_ms": round(max(times), 1),
        "calls": len(times),
    }


class People:
    """Two who look at their desks and one who acts, each call timed."""

    def __init__(self, url, database, mine):
        self.lookers = [
            Session(url, database, login, PASSWORD)
            for login in ("a0.clerk.0", "a0.chairman.0")
        ]
        self.actor = Session(url, database, "a1.head.0", PASSWORD)
        self.mine = mine
        self.times = {"floor": [], "desk": [], "suspend_resume": []}
        self.refused = []

    def work(self, is_over):
        """Go on until `is_over(number of rounds)`; return the figures."""
        self.times = {name: [] for name in self.times}
        rounds = 0
        while not is_over(rounds):
            rounds += 1
            for person in self.lookers:
                self.times["floor"].append(timed(person.empty)[0])
                self.times["desk"].append(
                    timed(lambda who=person: who.call("vpdt.handling", "desk_read"))[0]
                )
            self.times["suspend_resume"].append(timed(self.move)[0])
        return {name: figures(times) for name, times in self.times.items()}

    def move(self):
        try:
            self.actor.call("vpdt.handling", "action_suspend", [self.mine], "chờ")
            self.actor.call("vpdt.handling", "action_resume", [self.mine])
        except RpcError as error:
            self.refused.append(str(error))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("total", type=int)
    parser.add_argument("--due", type=int, default=DUE)
    parser.add_argument("--keep", action="store_true", help="keep the copy")
    arguments = parser.parse_args()
    figures = run(arguments.total, arguments.due, arguments.keep)
    print(json.dumps(figures, ensure_ascii=False), flush=True)


def run(total, due=DUE, keep=False):
    """Return all figures of the run over `due` handlings, in a copy of that office.

    :param keep: whether the copy stays
    """
    source = generate.main(total)
    office.db("drop", COPY)
    office.db("clone", source, COPY)
    try:
        return measure(total, due)
    finally:
        if not keep:
            office.db("drop", COPY)


def rows(found):
    """Return the rows of the benchmark table for what `run` returned."""
    size = found["documents"]
    due = f"{found['due_or_late']:,}"
    seconds = found["run"]["seconds"]
    made = [
        {
            "name": f"reminder run, {due} open handlings due or late",
            "rows": size,
            "median_ms": seconds * 1000,
            "p95_ms": seconds * 1000,
            "seconds": seconds,
            "refused": len(found["refused"]),
        }
    ]
    for name, label in (
        ("desk", "desk (clerk, chairman)"),
        ("suspend_resume", "suspend and resume"),
    ):
        for when in ("alone", "beside"):
            words = {"alone": "before", "beside": "during"}[when]
            one = found[when][name]
            made.append(
                {
                    "name": f"{label} {words} the reminder run",
                    "rows": size,
                    **{key: one[key] for key in ("median_ms", "p95_ms", "max_ms")},
                    "floor_ms": found[when]["floor"]["median_ms"],
                }
            )
    return made


def measure(total, due):
    """Return all figures; `ok` when the run was fast and kept nobody out."""
    office.update(COPY)
    planted, mine = plant(COPY, due)
    out = office.DATA / "bench" / "reminders.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "VPDT_BENCH_OUT": str(out)}
    with office.server(COPY, PORT) as url, ThreadPoolExecutor(1) as pool:
        people = People(url, COPY, mine)
        people.work(lambda rounds: rounds >= 5)
        alone = people.work(lambda rounds: rounds >= SAMPLES)
        running = pool.submit(office.shell, COPY, HERE / "remind_run.py", environment)
        beside = people.work(lambda _rounds: running.done())
        running.result()
    found = json.loads(out.read_text(encoding="utf-8"))
    return {
        "documents": total,
        "due_or_late": planted,
        "run": found,
        "alone": alone,
        "beside": beside,
        "refused": people.refused,
        "ok": found["seconds"] <= TARGET and not people.refused,
    }


if __name__ == "__main__":
    main()
