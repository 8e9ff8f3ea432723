"""Processes of the stages: started in groups of their own, never left behind."""

import os
import signal
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed

# Two at once: the smallest machine that counts has two cores
LANES = int(os.environ.get("VPDT_TEST_LANES", "2"))

_running = set()
_lock = threading.Lock()


def run(command, log, env=None, timeout=3600, cwd=None):
    """Run ``command`` with its output in the file ``log``; return its exit code,
    or 124 when it had to be ended after ``timeout`` seconds."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as out:
        process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(env or {})},
            cwd=cwd,
            start_new_session=True,
        )
    with _lock:
        _running.add(process)
    try:
        return process.wait(timeout)
    except subprocess.TimeoutExpired:
        with log.open("a", encoding="utf-8") as out:
            out.write(f"\nended after {timeout} s\n")
        return 124
    finally:
        _end(process)
        with _lock:
            _running.discard(process)


def _end(process):
    """End whatever is left of the group of ``process`` (browsers, workers)."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
        except ProcessLookupError:
            return
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            continue
    process.wait()


def end_all():
    """End every process that is still running."""
    with _lock:
        left = list(_running)
    for process in left:
        _end(process)


def in_lanes(jobs):
    """Run ``jobs``, the longest first, at most LANES at once; yield each that is done
    as (job, what it gave, seconds)."""

    def timed(job):
        start = time.monotonic()
        return job, job.call(), time.monotonic() - start

    with ThreadPoolExecutor(LANES) as pool:
        order = sorted(jobs, key=lambda job: job.seconds, reverse=True)
        for future in as_completed([pool.submit(timed, job) for job in order]):
            yield future.result()
