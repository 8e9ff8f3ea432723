"""Run in `odoo shell`: what it costs a quick request that slow ones are noted (R18).

    bin/odoo shell -d DATABASE --no-http <bench/slow_requests.py

The server's whole way through a request, in this process, without a network: signed
in as a person, one call of a method. With what vpdt_health hangs on the answer, without
it, and once more without, the first by turns; then that code alone. DATABASE is a
demonstration office that may be thrown away.
"""

import functools
import gc
import os
import statistics
import sys
import threading
import timeit

from werkzeug.test import Client

from odoo.http import root
from odoo.tools.misc import real_time

env = globals()["env"]
PAIRS = int(os.environ.get("VPDT_BENCH_PAIRS", "4000"))
LOGIN = "chuyenvien.vhtt"

IrHttp = env.registry["ir.http"]
OWNER = next(base for base in IrHttp.__mro__ if "_time" in base.__dict__)
TIMED = OWNER.__dict__["_time"]
WITHOUT = classmethod(lambda cls, response: None)


def sign_in():
    """Return a client whose session is a person's, and the calls he makes."""
    client = Client(root)
    here = {"REMOTE_ADDR": "127.0.0.1"}
    answer = client.post(
        "/web/session/authenticate",
        environ_base=here,
        json={
            "params": {
                "db": env.cr.dbname,
                "login": LOGIN,
                "password": LOGIN.replace(".", "-") + "-553",
            }
        },
    )
    assert answer.json.get("result", {}).get("uid"), answer.json
    body = {
        "params": {
            "model": "res.users",
            "method": "has_group",
            "args": [answer.json["result"]["uid"], "base.group_user"],
            "kwargs": {},
        }
    }

    def call():
        reply = client.post(
            "/web/dataset/call_kw/res.users/has_group", json=body, environ_base=here
        )
        assert reply.json.get("result") is True, reply.json
        reply.close()

    return call


def timed(call, code):
    """Return the seconds of one call, with `code` in the place of ours."""
    OWNER._time = code
    gc.disable()
    begun = timeit.default_timer()
    call()
    seconds = timeit.default_timer() - begun
    gc.enable()
    return seconds


def main():
    """Measure and print; ratios are of medians, with what two runs of 'without' differ
    by as the error of the method."""
    call = sign_in()
    for _warm in range(200):
        call()
    rows = {"with": [], "without": [], "without, again": []}
    kinds = (("with", TIMED), ("without", WITHOUT), ("without, again", WITHOUT))
    for number in range(PAIRS):
        turn = number % 3
        for name, code in kinds[turn:] + kinds[:turn]:
            rows[name].append(timed(call, code))
    OWNER._time = TIMED
    medians = {name: statistics.median(row) for name, row in rows.items()}
    for name, seconds in medians.items():
        print(f"{name:15} {1e3 * seconds:.3f} ms")
    base = medians["without"]
    print(f"with / without: {medians['with'] / base:.4f}")
    print(f"without, again / without: {medians['without, again'] / base:.4f}")
    pairs = [a / b for a, b in zip(rows["with"], rows["without"], strict=True)]
    print(f"median of the paired ratios: {statistics.median(pairs):.4f}")


def alone(times=200_000):
    """Print what the code takes by itself: what is hung on an answer, and called."""
    module = sys.modules[TIMED.__func__.__module__]
    thread = threading.current_thread()
    thread.perf_t0, thread.query_time, thread.query_count = real_time(), 0.0, 4

    def once():
        thread.perf_t0 = real_time()
        if module.calls.is_timed("/web/dataset/call_kw"):
            functools.partial(
                module._note_if_slow,
                env.registry,
                "/web/dataset/call_kw",
                "res.users.has_group",
                thread.perf_t0,
                thread.query_time,
                thread.query_count,
            )()

    seconds = min(timeit.repeat(once, number=times, repeat=5)) / times
    print(f"the code alone  {1e6 * seconds:.2f} µs")


main()
alone()
