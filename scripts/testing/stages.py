"""The stages: each a function without arguments that returns its Jobs."""

import contextlib
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from . import databases, processes, results
from .databases import BUILD, DATA, ROOT, Clone
from .results import Result

HERE = Path(__file__).parent
# What each file and each job took the last time, here; on a new machine: elsewhere
TAKEN = DATA / "test" / "durations.json"
TAKEN_ELSEWHERE = HERE / "durations.json"
ODOO = Path(os.environ["VPDT_ODOO_PYTHON"]) / "odoo"

# Odoo's own whole-registry tests, run on a database with our addons
REGISTRY_TAGS = [
    "/test_lint",
    # it lints all of Odoo's tree; scripts/lint runs it over ours alone
    "-/test_lint:TestPyLint",
    "/base:TestEveryModel",
    "/base:TestOverrides",
    "/base:TestModelDeprecations",
    "/base:TestInvisibleField",
    "/base:TestTranslationExport",
    "/base:TestResConfigExecute",
    "/base:TestAllFilters",
    "/base:TestNeutralize",
    "/base:TestCompanyDependent",
    "migration/base:TestAllViews",
    "render_all_views/base:TestRenderAllViews",
]
# click_all opens what the light ones open, and more
BROWSER_TAGS = [
    "click_all/web:TestMenusAdmin",
    "click_all/web:TestMenusDemo",
    "/web:WebSuite.test_check_suite",
]
# our own clicking as each role, wherever an addon has it
ROLES_TAGS = ["vpdt_clicks"]


@dataclass
class Job:
    """A part of a stage that one lane runs: ``call`` returns its Result."""

    name: str
    call: Callable
    seconds: float = 5


def allow_list():
    """Return the expressions of log records that are no finding."""
    return results.allowed(HERE / "expected_log.txt")


def durations():
    """Return the seconds that files (by path) and jobs (by name) took."""
    found = json.loads(TAKEN_ELSEWHERE.read_text())
    with contextlib.suppress(OSError, ValueError):
        found |= json.loads(TAKEN.read_text())
    return found


def remember(taken):
    """Keep the seconds ``taken`` of jobs, and those of the files they reported."""
    found = {}
    with contextlib.suppress(OSError, ValueError):
        found = json.loads(TAKEN.read_text())
    found |= taken | read_durations(taken)
    TAKEN.write_text(json.dumps(found, indent=1, sort_keys=True))


def pytest_run(name, paths, arguments=(), env=None, timeout=1800):
    """Run pytest over ``paths`` in a process of its own; return its Result.

    ``name`` names its log and report in build/test; ``arguments`` and ``env`` are
    added to the command and the environment.
    """
    log, report = BUILD / f"{name}.log", BUILD / f"{name}.xml"
    BUILD.mkdir(parents=True, exist_ok=True)
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "-q", "--tb=short", "--color=no"]
    command += [f"--junitxml={report}", "-o", "junit_logging=no", *arguments, *paths]
    code = processes.run(command, log, env, timeout, cwd=ROOT)
    return results.of_junit(report, code, log)


def unit():
    """Plain Python, without Odoo and without a database: a process a folder, so
    that what one folder puts on the path is not seen by another."""
    # a folder may hold none for Python: static/tests is the browser's
    folders = sorted(
        folder
        for folder in (ROOT / "addons").glob("*/*/tests")
        if any(folder.rglob("test_*.py"))
    )
    if (ROOT / "tests/unit").is_dir():
        folders.append(ROOT / "tests/unit")

    def job(folder):
        name = "unit-" + "-".join(folder.relative_to(ROOT).parts[1:-1] or ("tests",))
        return Job(name, lambda: pytest_run(name, [folder], ["-p", "no:odoo"]))

    return [job(folder) for folder in folders]


def template():
    """Every configuration installs without a warning; one test a database."""

    def job(name, modules):
        def install():
            log, code = databases.build(name, modules)
            text = log.read_text(encoding="utf-8", errors="replace")
            bad = results.bad_records(text, allow_list())
            if not code and not bad:
                return Result(passed=1)
            notes = [line[:4000] for line in bad[:30]] or text.splitlines()[-15:]
            return Result(failed=1, notes=[f"{name}:", *notes, f"(whole log: {log})"])

        return Job(f"template {name}", install, 60 * len(modules))

    return [job(*item) for item in databases.configurations().items()]


def need_templates():
    """Raise SystemExit unless every template database can be had."""
    for name, modules in databases.configurations().items():
        log, code = databases.build(name, modules)
        if code:
            sys.exit(f"the template {name} cannot be installed, see {log}")


def lots(files, taken):
    """Share ``files`` out to the lanes, the longest first, by the seconds each took
    the last time (``taken``, by its path); unknown ones count by their size.

    Return for each lane (its files, their seconds together).
    """
    weight = {
        file: taken.get(str(file.relative_to(ROOT)), file.stat().st_size / 2000)
        for file in files
    }
    shares = [[0.0, []] for _ in range(processes.LANES)]
    for file in sorted(files, key=weight.get, reverse=True):
        share = min(shares, key=lambda item: item[0])
        share[0] += weight[file]
        share[1].append(file)
    return [(sorted(found), seconds) for seconds, found in shares if found]


def odoo_pytest(lane, files, template_name=None):
    """Run Odoo tests ``files`` by pytest-odoo on a clone of their own."""
    with Clone(str(lane), template_name) as database:
        return pytest_run(
            f"addons-{lane}",
            files,
            [
                *("-p", "testing.tags", f"--odoo-config={os.environ['ODOO_RC']}"),
                *(f"--odoo-database={database}", "--odoo-http"),
                *("--odoo-extra", f"db-filter=^{database}$"),
                *("--odoo-extra", "screenshots=" + str(BUILD / "screenshots")),
            ],
            timeout=2400,
        )


def read_durations(names):
    """Return the seconds each test file took, from the reports of ``names``."""
    found = {}
    for name in names:
        with contextlib.suppress(OSError, results.ET.ParseError):
            for case in results.ET.parse(BUILD / f"{name}.xml").iter("testcase"):
                path = _path_of(case.get("classname", ""))
                if path:
                    found[path] = found.get(path, 0) + float(case.get("time", 0))
    return found


def _path_of(classname):
    """Return the file of a test case's class in a report, by its path here."""
    parts = classname.split(".")
    at = next((i for i, part in enumerate(parts) if part[:5] == "test_"), None)
    if at is None:
        return None
    if parts[:2] == ["odoo", "addons"]:
        parts, at = parts[1:], at - 1
    return "/".join(parts[: at + 1]) + ".py"


def addons():
    """The tests of our addons, in lanes on clones of their own."""
    need_templates()
    main = databases.configurations()[databases.main_template()]
    files = [
        file
        for name in main
        for file in sorted((ROOT / "addons" / name / "tests").glob("test_*.py"))
    ]
    jobs = [
        Job(f"addons-{lane}", partial(odoo_pytest, lane, share), seconds)
        for lane, (share, seconds) in enumerate(lots(files, durations()), 1)
    ]
    for name in databases.ALTERNATIVES:
        files = sorted((ROOT / "addons" / name / "tests").glob("test_*.py"))
        if files:
            base = f"{databases.PREFIX}_tpl_{name}"
            call = partial(odoo_pytest, name, files, base)
            jobs.append(Job(f"addons-{name}", call, 40))
    return jobs


def product():
    """The whole-product tests: real servers over HTTP, browsers."""
    files = sorted(
        path
        for path in (ROOT / "tests").rglob("test_*.py")
        if (ROOT / "tests/unit") not in path.parents
    )
    if not files:
        return []
    need_templates()

    def run(lane, share):
        env = {
            "VPDT_TEST_DB_TEMPLATE": databases.main_template(),
            "VPDT_TEST_PREFIX": databases.PREFIX,
            # databases and ports of its own
            "VPDT_TEST_LANE": str(lane),
            "VPDT_TEST_BUILD": str(ROOT / "build"),
            "VPDT_SAMPLES": os.environ.get(
                "VPDT_SAMPLES", str(ROOT / "../shared/samples")
            ),
        }
        return pytest_run(f"product-{lane}", share, ["-p", "no:odoo"], env, 3000)

    return [
        Job(f"product-{lane}", partial(run, lane, share), seconds)
        for lane, (share, seconds) in enumerate(lots(files, durations()), 1)
    ]


def judge(name, tags):
    """Run Odoo's own tests of ``tags`` on a clone, without installing anything:
    only then do they see every module. Return their Result."""
    log = BUILD / f"judge-{name}.log"
    port = 8369 + sum(map(ord, name)) % 40 * 4
    with Clone(f"judge_{name}") as database:
        code = processes.run(
            [
                *(ROOT / "bin/odoo", "-d", database, "--stop-after-init"),
                *(f"--db-filter=^{database}$", f"--http-port={port}"),
                *("--max-cron-threads=0", "--test-tags", ",".join(tags)),
                *("--screenshots", BUILD / "screenshots"),
            ],
            log,
            timeout=2400,
        )
    known = results.allowed(HERE / "known_failures.txt")
    return results.of_odoo_log(log, code, allow_list(), known)


def judges():
    """Odoo's whole-registry and click-everything tests, with our addons."""
    need_templates()
    return [
        Job("judge-roles", partial(judge, "roles", ROLES_TAGS), 400),
        Job("judge-browser", partial(judge, "browser", BROWSER_TAGS), 400),
        Job("judge-registry", partial(judge, "registry", REGISTRY_TAGS), 200),
    ]


STAGES = {
    "unit": unit,
    "template": template,
    "addons": addons,
    "product": product,
    "judges": judges,
}

# What runs beside what: a lane that has nothing left to do in one stage goes on with
# the next. Tests of addons and of the product need the templates.
ROUNDS = (("template", "unit"), ("addons", "product", "judges"))
