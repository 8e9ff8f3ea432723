"""What a run of some tests gave, and how it is read from the runners' output."""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field

# odoo.tests.result's closing line
ODOO_TOTAL = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests")
# What Odoo repeats at the end of what it has logged before
ODOO_CLOSING = re.compile(
    r"ERROR \S+: (Module \S+: \d+ failures, \d+ errors of|At least one test failed|"
    r"\d+ failed, \d+ error)"
)
ODOO_SKIP = re.compile(r" INFO \S+ \S+: skipped \S+")
RECORD = re.compile(
    r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+ \d+ (?P<level>[A-Z]+) (?P<db>\S+)"
    r" (?P<logger>\S+): (?P<text>.*)$"
)
BAD_LEVELS = {"WARNING", "ERROR", "CRITICAL"}


@dataclass
class Result:
    """Counts of one run; ``notes`` are the lines a person needs on a failure."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    notes: list = field(default_factory=list)

    def __add__(self, other):
        return Result(
            self.passed + other.passed,
            self.failed + other.failed,
            self.skipped + other.skipped,
            self.notes + other.notes,
        )

    def __str__(self):
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def of_junit(path, returncode, log):
    """Return the Result of a pytest run.

    ``path``: its JUnit file; ``returncode``: pytest's; ``log``: its output file.
    A run that ended without its report, or badly without a failed test, counts
    as one failure.
    """
    result = Result()
    try:
        suites = ET.parse(path).getroot()
    except (OSError, ET.ParseError):
        suites = ()
    states = {}
    for suite in suites:
        for case in suite.iter("testcase"):
            # a case with sub-tests is there once for each: one test, its worst state
            name = (case.get("classname"), case.get("name"))
            kinds = {child.tag for child in case}
            state = 2 if kinds & {"failure", "error"} else int("skipped" in kinds)
            states[name] = max(state, states.get(name, 0))
    found = list(states.values())
    result = Result(found.count(0), found.count(2), found.count(1))
    # 5: no test was collected, which is no failure of a folder
    if returncode not in (0, 5) and not result.failed:
        result.failed += 1
    if result.failed:
        result.notes = tail_of_failures(log)
    return result


def tail_of_failures(log, limit=120):
    """Return the lines from pytest's FAILURES or ERRORS heading on, at most
    ``limit``, or the last ones when there is no such heading."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    for at, line in enumerate(lines):
        if re.match(r"=+ (FAILURES|ERRORS) =+", line):
            found = lines[at:]
            break
    else:
        found = lines[-40:]
    if len(found) > limit:
        found = found[: limit // 2] + ["   […]"] + found[-limit // 2 :]
    return [*found, f"(whole output: {log})"]


def records(text):
    """Return the records of an Odoo log as dicts ``level, db, logger, text``; the
    lines that follow a record belong to its text. Lines before any record that
    speak of a traceback are records of level ERROR of their own."""
    found = []
    for line in text.splitlines():
        match = RECORD.match(line)
        if match:
            found.append(match.groupdict())
        elif found:
            found[-1]["text"] += "\n" + line
        elif line.startswith("Traceback"):
            found.append({"level": "ERROR", "db": "?", "logger": "?", "text": line})
    return found


def allowed(path):
    """Return the expressions of the allow list ``path``, one a line; lines that
    start with ``#`` give the reasons. Each must stand on "LEVEL logger: text"."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [re.compile(line) for line in lines if line and not line.startswith("#")]


def bad_records(text, allow):
    """Return the lines "LEVEL logger: text" of the records of an Odoo log that are
    warnings or worse and match none of the expressions ``allow``."""
    found = []
    for record in records(text):
        if record["level"] not in BAD_LEVELS:
            continue
        line = "{level} {logger}: {text}".format(**record)
        if not any(expression.match(line) for expression in allow):
            found.append(line)
    return found


def of_odoo_log(log, returncode, allow, known=()):
    """Return the Result of a run of Odoo's own test runner.

    ``log``: its log file; ``returncode``: of the process; ``allow``: expressions of
    log records that are no finding; ``known``: expressions of failure records of
    the untouched tree, which are counted as skipped. The log's warnings and errors
    outside of tests count as one failure.
    """
    text = log.read_text(encoding="utf-8", errors="replace")
    totals = ODOO_TOTAL.findall(text)
    total = max((int(found[2]) for found in totals), default=0)
    skipped = len(ODOO_SKIP.findall(text))
    bad = [line for line in bad_records(text, allow) if not ODOO_CLOSING.match(line)]
    failures = [line for line in bad if re.match(r"ERROR \S+: (FAIL|ERROR): ", line)]
    others = sorted({line for line in bad if line not in failures})
    ours = [line for line in failures if not any(e.match(line) for e in known)]
    baseline = len(failures) - len(ours)
    failed = len(ours)
    if others or not totals or (returncode and not failures):
        failed += 1
    notes = [line[:2500] for line in ours] + [line[:800] for line in others[:20]]
    if failed:
        notes.append(f"(whole log: {log})")
    # several sub-tests of one test may fail
    passed = max(total - len(ours) - baseline - skipped, 0)
    return Result(passed, failed, skipped + baseline, notes)
