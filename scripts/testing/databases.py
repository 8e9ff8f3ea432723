"""Databases of the tests: templates made once, clones for each run."""

import hashlib
import os
import subprocess
import threading
from pathlib import Path

from . import processes

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ["VPDT_DATA"])
BUILD = ROOT / "build" / "test"
PREFIX = os.environ.get("VPDT_TEST_PREFIX", "vpdt_test")
# Configurations that are alternatives to the first: installed on their own
ALTERNATIVES = ("vpdt_xa", "vpdt_workflow_holidays", "vpdt_workflow_calendar")
QUIET = ("--load-language=vi_VN", "--no-http", "--max-cron-threads=0")
_copying = threading.Lock()
_built = {}


def our_addons():
    """Return the sorted names of the addons of this repository."""
    found = (path.parent.name for path in (ROOT / "addons").glob("*/__manifest__.py"))
    return sorted(found)


def configurations():
    """Return the databases to build: a dict from name to its list of addons."""
    addons = our_addons()
    main = [name for name in addons if name not in ALTERNATIVES]
    wanted = {f"{PREFIX}_tpl": [*main, "test_lint"]}
    for name in ALTERNATIVES:
        if name in addons:
            wanted[f"{PREFIX}_tpl_{name}"] = [name]
    return wanted


def main_template():
    """Return the name of the database with all addons."""
    return f"{PREFIX}_tpl"


def fingerprint(modules):
    """Return a digest of all that goes into a template of these ``modules``."""
    digest = hashlib.sha256(" ".join(modules).encode())
    files = [ROOT / "requirements.txt", DATA / "odoo.from", ROOT / "scripts/pg.sh"]
    files.append(ROOT / "scripts/load_demo.py")
    files += sorted((ROOT / "addons").rglob("*"))
    for file in files:
        skip = {"tests", "__pycache__", "readme"} & set(file.parts)
        if file.is_file() and not skip and file.suffix != ".pyc":
            digest.update(str(file.relative_to(file.anchor)).encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def script(name, *arguments):
    """Run one of the scripts; raise CalledProcessError with its words if it fails."""
    subprocess.run(
        [ROOT / "scripts" / name, *arguments],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def exists(name):
    """Tell whether there is a database ``name``."""
    return not subprocess.run(
        [ROOT / "scripts/db", "exists", name], check=False
    ).returncode


def build(name, modules):
    """Make the template ``name`` with ``modules`` unless it is there already from
    the very same sources. Return (log file, exit code): of the run that made it."""
    if name in _built:
        return _built[name]
    _built[name] = _build(name, modules)
    return _built[name]


def _build(name, modules):
    log = DATA / "test" / f"{name}.log"
    stamp = DATA / "test" / f"{name}.sum"
    log.parent.mkdir(exist_ok=True)
    now = fingerprint(modules)
    fresh = os.environ.get("VPDT_FRESH")
    if not fresh and stamp.is_file() and stamp.read_text() == now and exists(name):
        return log, 0
    stamp.unlink(missing_ok=True)
    script("db", "drop", name)
    script("db", "create", name)
    relax(name)
    install = [ROOT / "bin/odoo", "-d", name, "-i", ",".join(modules), *QUIET]
    code = processes.run([*install, "--stop-after-init"], log, timeout=1800)
    demo = log.with_suffix(".demo.log")
    if not code:
        shell = f"'{ROOT}/bin/odoo' shell -d {name} --no-http <scripts/load_demo.py"
        code = processes.run(["sh", "-c", shell], demo, timeout=900, cwd=ROOT)
        log.write_bytes(log.read_bytes() + demo.read_bytes())
    if not code:
        stamp.write_text(now)
    return log, code


def relax(name):
    """Let the database ``name`` answer before its log is on the disk: it is thrown
    away anyhow."""
    statement = f'ALTER DATABASE "{name}" SET synchronous_commit = off'
    script("db", "psql", "-qd", name, "-c", statement)


class Clone:
    """A copy of a template for the length of a ``with`` block; gives its name."""

    def __init__(self, suffix, template=None):
        self.template = template or main_template()
        self.name = f"{PREFIX}_{suffix}"

    def __enter__(self):
        # one copy at a time: both would read the same template
        with _copying:
            script("db", "clone", self.template, self.name)
        relax(self.name)
        return self.name

    def __exit__(self, *failure):
        if not os.environ.get("VPDT_KEEP"):
            script("db", "drop", self.name)
