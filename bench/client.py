"""A browser's calls, without the browser: sessions and RPC over HTTP, timed."""

import http.client
import json
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from lxml import etree


class RpcError(Exception):
    """The server answered with an error."""


class Session:
    """One person signed in; keeps its connection and its cookie."""

    def __init__(self, url, database, login, password):
        self.address = urlsplit(url).netloc
        self.connection = http.client.HTTPConnection(self.address, timeout=600)
        self.cookie = ""
        self.headers = {}
        answer = self._post(
            "/web/session/authenticate",
            {"db": database, "login": login, "password": password},
        )
        self.uid = answer["uid"]
        self.context = {**answer["user_context"], "uid": self.uid}
        self.login = login

    def _post(self, path, params):
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params})
        self.connection.request(
            "POST",
            path,
            body.encode(),
            {
                "Content-Type": "application/json",
                "Cookie": self.cookie,
                **self.headers,
            },
        )
        response = self.connection.getresponse()
        answer = json.loads(response.read())
        if header := response.getheader("Set-Cookie"):
            self.cookie = header.partition(";")[0]
        if "error" in answer:
            data = answer["error"].get("data", {})
            raise RpcError(f"{data.get('name')}: {data.get('message')}")
        return answer["result"]

    def call(self, model, method, *arguments, **options):
        """Call a public method as the web client does; return its result."""
        context = {**self.context, **options.pop("context", {})}
        return self._post(
            f"/web/dataset/call_kw/{model}/{method}",
            {
                "model": model,
                "method": method,
                "args": list(arguments),
                "kwargs": {**options, "context": context},
            },
        )

    def empty(self):
        """Make a call that does nothing: what the platform itself takes."""
        return self.call("res.users", "has_group", [self.uid], "base.group_user")

    def list_spec(self, model):
        """Return what the web client asks of a model's list view.

        :return: (specification of the fields, limit of the count)
        """
        answer = self.call(model, "get_views", [[False, "list"]])
        described = answer["models"][model]["fields"]
        arch = etree.fromstring(answer["views"]["list"]["arch"])
        names = [node.get("name") for node in arch.iter("field")]
        spec = {
            name: {"fields": {"display_name": {}}}
            if described[name]["type"] in ("many2one", "many2many")
            else {}
            for name in names
        }
        return spec, int(arch.get("count_limit", 10_000)) + 1

    def list_read(self, model, asked, domain, limit=80, order=""):
        """Read the first page of a list and count it, as the web client does.

        :param asked: what `list_spec` returned
        """
        spec, count_limit = asked
        return self.call(
            model,
            "web_search_read",
            domain=domain,
            specification=spec,
            offset=0,
            order=order,
            limit=limit,
            count_limit=count_limit,
            context={"bin_size": True},
        )


def timed(work, *arguments):
    """Return (milliseconds, result) of one call."""
    began = time.perf_counter()
    result = work(*arguments)
    return (time.perf_counter() - began) * 1000, result


def p95(times):
    """Return the time that 95 of 100 calls do not exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]


def measure(session, work, items, warm=3):
    """Time `work(item)` for each item, each beside an empty RPC.

    :param items: the arguments; the first `warm` only warm up
    :return: dict of median_ms, p95_ms, floor_ms, calls
    """
    items = list(items)
    for item in items[:warm]:
        work(item)
    times, floors = [], []
    for item in items[warm:]:
        floors.append(timed(session.empty)[0])
        times.append(timed(work, item)[0])
    return {
        "median_ms": round(statistics.median(times), 1),
        "p95_ms": round(p95(times), 1),
        "floor_ms": round(statistics.median(floors), 1),
        "calls": len(times),
    }


def throughput(workers, work, items):
    """Let each worker (a session) take items in turn, all at once.

    :return: dict of per_second, median_ms, p95_ms of the single calls
    """
    waiting = list(items)
    times = []

    def run(worker):
        while waiting:
            try:
                item = waiting.pop()
            except IndexError:
                return
            times.append(timed(work, worker, item)[0])

    began = time.perf_counter()
    with ThreadPoolExecutor(len(workers)) as pool:
        for done in [pool.submit(run, worker) for worker in workers]:
            done.result()
    seconds = time.perf_counter() - began
    return {
        "per_second": round(len(times) / seconds, 1),
        "median_ms": round(statistics.median(times), 1),
        "p95_ms": round(p95(times), 1),
        "calls": len(times),
    }
