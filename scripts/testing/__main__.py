"""``python -m testing [STAGE…]``: run the stages and print what they gave."""

import signal
import sys
import time

from . import processes
from .results import Result
from .stages import STAGES


def main(names):
    """Run the stages ``names`` (all without any); return the exit code."""
    unknown = [name for name in names if name not in STAGES]
    if unknown:
        print(f"no such stage: {', '.join(unknown)}; there are {', '.join(STAGES)}")
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    total, slow = Result(), time.monotonic()
    try:
        for name in names or STAGES:
            start = time.monotonic()
            print(f"==> {name}", flush=True)
            found = STAGES[name]()
            if found.failed:
                print("\n".join(found.notes))
            seconds = time.monotonic() - start
            print(f"    {name}: {found} ({seconds:.0f} s)", flush=True)
            total += found
    except KeyboardInterrupt:
        print("interrupted")
        return 130
    finally:
        processes.end_all()
    print(f"    in all {time.monotonic() - slow:.0f} s\n")
    print(total)
    return 1 if total.failed or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
