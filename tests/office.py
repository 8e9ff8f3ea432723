"""A whole office for the tests: a database of its own, a server, people who sign in."""

import itertools
import json
import os
import re
import socket
import subprocess
from pathlib import Path
from urllib.parse import quote

import pytest
import requests

ROOT = Path(__file__).resolve().parents[1]
_GIVEN = os.environ.get("VPDT_TEST_PREFIX", "vpdt_test")
TEMPLATE = os.environ.get("VPDT_TEST_DB_TEMPLATE", f"{_GIVEN}_tpl")
# Tests run in several processes, each with its own databases and ports
LANE = os.environ.get("VPDT_TEST_LANE", "")
PREFIX = f"{_GIVEN}_{LANE}" if LANE else _GIVEN
PORT = int(os.environ.get("VPDT_TEST_PORT", "8469")) + 200 * int(LANE or 0)
BUILD = Path(os.environ.get("VPDT_TEST_BUILD", ROOT / "build"))
SAMPLES = Path(os.environ.get("VPDT_SAMPLES", ROOT.parent / "shared" / "samples"))
PAPERS = ROOT / "addons/vpdt_tuyphuoc/demo/papers"
INSIDE = Path(__file__).parent / "inside"


def need_template():
    """Skip when the template database was not built (`make test` builds it)."""
    there = subprocess.run([ROOT / "scripts/db", "exists", TEMPLATE], check=False)
    if there.returncode:
        pytest.skip(f"no template database {TEMPLATE}: run make test STAGE=template")


def run(*command, **kwargs):
    """Run a command; return what it printed; raise with its words if it fails."""
    done = subprocess.run(
        [str(word) for word in command],
        text=True,
        stdin=kwargs.pop("stdin", subprocess.DEVNULL),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        **kwargs,
    )
    if done.returncode:
        raise RuntimeError(f"{command}:\n{done.stdout[-6000:]}")
    return done.stdout


def inside(database, script, timeout=900, **values):
    """Run tests/inside/`script` in `odoo shell`; return the JSON it answers with.

    The script finds `values` in its variable VALUES and calls ANSWER(value).
    """
    head = (
        "import json\n"
        f"VALUES = json.loads({json.dumps(values)!r})\n"
        "ANSWER = lambda value: print('ANSWER' + json.dumps(value, default=str))\n"
    )
    code = head + (INSIDE / script).read_text(encoding="utf-8")
    done = subprocess.run(
        [ROOT / "bin/odoo", "shell", "-d", database, "--no-http"],
        # one compound statement: the shell reads its input line by line
        input=f"exec({code!r}, globals())\n",
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    answers = re.findall(r"^ANSWER(.*)$", done.stdout, re.M)
    if done.returncode or not answers:
        raise RuntimeError(done.stdout[-3000:] + done.stderr[-6000:])
    return json.loads(answers[-1])


def free_port():
    """Return a port that is free together with the two ports above it in use."""
    for port in itertools.count(PORT, 10):
        try:
            for offset in (0, 1, 3):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port + offset))
        except OSError:
            continue
        return port
    return None


class RpcError(Exception):
    """What the server answers instead of a result.

    `kind`: the exception's Python name, as odoo.exceptions.AccessError.
    """

    def __init__(self, error):
        data = error.get("data", {})
        self.kind = data.get("name", "")
        self.debug = data.get("debug", "")
        super().__init__(data.get("message") or error.get("message"))


class Person(requests.Session):
    """Somebody signed in over HTTP, who calls methods as the web client does."""

    def __init__(self, office, login, password):
        super().__init__()
        self.office = office
        self.login = login
        answer = self.ask(
            "/web/session/authenticate",
            db=office.database,
            login=login,
            password=password,
        )
        self.uid = answer["uid"]
        page = self.get(f"{office.url}/odoo", timeout=120).text
        self.token = re.search(r'csrf_token: "([^"]+)"', page)[1]

    def ask(self, path, **params):
        """Ask a JSON-RPC route; return its result or raise RpcError."""
        response = self.post(
            self.office.url + path,
            json={"jsonrpc": "2.0", "method": "call", "params": params},
            timeout=180,
        )
        response.raise_for_status()
        answer = response.json()
        if "error" in answer:
            raise RpcError(answer["error"])
        return answer["result"]

    def call(self, model, method, *args, **kwargs):
        """Call a method of a model."""
        return self.ask(
            f"/web/dataset/call_kw/{model}/{method}",
            model=model,
            method=method,
            args=list(args),
            kwargs=kwargs,
        )

    def drop(self, data, name="giấy.pdf"):
        """Drop a file on the clerk's desk; return the server's answer (a dict)."""
        return self.send_file("/vpdt/intake", data, name, not_secret="1")

    def send_file(self, path, data, name, **params):
        """Send the bytes of a file to a route as the screens do; return its answer."""
        response = self.post(
            self.office.url + path,
            params=params,
            data=data,
            headers={
                "X-CSRF-Token": self.token,
                "X-File-Name": quote(name),
                "Content-Type": "application/octet-stream",
            },
            timeout=180,
        )
        response.raise_for_status()
        return response.json()


class Office:
    """A database cloned from the template, and a server with two workers on it."""

    def __init__(self, suffix, **environment):
        self.database = f"{PREFIX}_{suffix}"
        self.folder = BUILD / "test" / self.database
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ,
            "VPDT_DB": self.database,
            "VPDT_PORT": str(self.port),
            "VPDT_RUN": str(self.folder),
            "VPDT_WORKERS": "2",
            **environment,
        }
        self._people = {}

    def __enter__(self):
        run(ROOT / "scripts/db", "clone", TEMPLATE, self.database)
        self.folder.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, *failure):
        self.stop()
        if not os.environ.get("VPDT_KEEP"):
            run(ROOT / "scripts/db", "drop", self.database)

    def start(self):
        """Start the server; it answers when this returns."""
        self.log.unlink(missing_ok=True)
        run(
            ROOT / "scripts/server",
            "start",
            "--load-language=vi_VN",
            env=self.environment,
        )

    def stop(self):
        """Stop the server, if it runs."""
        run(ROOT / "scripts/server", "stop", env=self.environment)

    @property
    def log(self):
        """The server's log file."""
        return self.folder / "odoo.log"

    def errors(self):
        """Return what the log finds wrong; neither a refusal told to the user
        (odoo.http) nor a browser that closes its socket is an error."""
        told = ("WARNING odoo.http: ", "ERROR longpolling: ", "WARNING longpolling: ")
        return [line for line in self.log_findings() if not line.startswith(told)]

    def log_findings(self):
        """Return the records of the log that are warnings or worse and of ours to
        explain, as "LEVEL logger: text"."""
        expected = (ROOT / "scripts/testing/expected_log.txt").read_text()
        allowed = [line for line in expected.splitlines() if line and line[0] != "#"]
        # Two at one row at once: Odoo asks again by itself, and says so if it gives up
        text = re.sub(
            r"^\S+ \S+ \d+ ERROR \S+ odoo\.sql_db: bad query: .*\n"
            r"ERROR: +could not serialize access due to concurrent update\n",
            "",
            self.log.read_text(errors="replace"),
            flags=re.M,
        )
        found = re.findall(
            r"^\S+ \S+ \d+ (WARNING|ERROR|CRITICAL) \S+ (.*)$", text, re.M
        )
        lines = [f"{level} {text}" for level, text in found]
        return [line for line in lines if not any(re.match(a, line) for a in allowed)]

    def person(self, login, password=None):
        """Return the demo person of this login, signed in (once)."""
        if login not in self._people:
            password = password or login.replace(".", "-") + "-553"
            self._people[login] = Person(self, login, password)
        return self._people[login]

    def inside(self, script, **values):
        """Run a script of tests/inside in this database."""
        return inside(self.database, script, **values)

    def sql(self, query):
        """Return the rows of a query as lists of texts."""
        out = run(
            ROOT / "scripts/db", "psql", "-d", self.database, "-XqAt", "-F", "\t",
            "-c", query,
        )  # fmt: skip
        return [line.split("\t") for line in out.splitlines()]
