"""``python -m testing [STAGE…]``: run the stages and print what they gave."""

import signal
import sys
import time

from . import processes
from .results import Result
from .stages import ROUNDS, STAGES, durations, remember


def main(names):
    """Run the stages ``names`` (all without any); return the exit code."""
    unknown = [name for name in names if name not in STAGES]
    if unknown:
        print(f"no such stage: {', '.join(unknown)}; there are {', '.join(STAGES)}")
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    wanted = set(names or STAGES)
    found, taken, start = dict.fromkeys(wanted, Result()), {}, time.monotonic()
    try:
        for stages in ROUNDS:
            stages = [name for name in stages if name in wanted]
            if not stages:
                continue
            print(f"==> {', '.join(stages)}", flush=True)
            stage_of = {}
            for name in stages:
                stage_of |= {job.name: (name, job) for job in STAGES[name]()}
            jobs = [job for _name, job in stage_of.values()]
            known = durations()
            for job in jobs:
                job.seconds = known.get(job.name, job.seconds)
            for job, result, seconds in processes.in_lanes(jobs):
                print(f"    {job.name}: {result} ({seconds:.0f} s)", flush=True)
                taken[job.name] = round(seconds, 1)
                found[stage_of[job.name][0]] += result
    except KeyboardInterrupt:
        print("interrupted")
        return 130
    finally:
        processes.end_all()
    remember(taken)
    print(f"    in all {time.monotonic() - start:.0f} s")
    for name in STAGES:
        if name in wanted:
            print(f"    {name}: {found[name]}")
    total = sum(found.values(), Result())
    print("\n".join(["", *total.notes]))
    print(total)
    return 1 if total.failed or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
