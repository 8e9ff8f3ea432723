"""The test runner counts what really happened: it must not be fooled into green."""

from pathlib import Path

from testing import results
from testing.results import Result

STAMP = "2026-11-23 04:24:03,995 18459"
ALLOW = [results.re.compile(r"WARNING py\.warnings: .*Queue\(0\)")]
KNOWN = [results.re.compile(r"ERROR \S+: FAIL: TestOld\.test_known")]


def log(tmp_path, *lines):
    """Write an Odoo log of ``lines`` (each after the stamp); return its path."""
    file = tmp_path / "odoo.log"
    file.write_text("\n".join(f"{STAMP} {line}" for line in lines), encoding="utf-8")
    return file


def closing(failed, errors, total):
    counts = f"{failed} failed, {errors} error(s) of {total} tests"
    return f"INFO db odoo.tests.result: {counts}"


def judge(tmp_path, *lines, code=0):
    return results.of_odoo_log(log(tmp_path, *lines), code, ALLOW, KNOWN)


def test_a_clean_run(tmp_path):
    assert judge(tmp_path, closing(0, 0, 7)) == Result(7, 0, 0, [])


def test_skipped_tests_are_not_passed(tmp_path):
    skip = "INFO db odoo.addons.x: skipped TestX.test_y : no browser"
    assert judge(tmp_path, skip, closing(0, 0, 7)) == Result(6, 0, 1, [])


def test_a_failure_counts_once(tmp_path):
    found = judge(
        tmp_path,
        "ERROR db odoo.addons.x: FAIL: TestX.test_y\nTraceback …",
        "ERROR db odoo.modules.loading: Module x: 1 failures, 0 errors of 7 tests",
        "ERROR db odoo.modules.loading: At least one test failed when loading",
        "ERROR db odoo.tests.result: 1 failed, 0 error(s) of 7 tests when loading",
        code=1,
    )
    assert (found.passed, found.failed, found.skipped) == (6, 1, 0)
    assert "TestX.test_y\nTraceback" in found.notes[0]


def test_a_known_failure_is_skipped_and_only_that(tmp_path):
    known = "ERROR db odoo.addons.x: FAIL: TestOld.test_known"
    assert judge(tmp_path, known, closing(1, 0, 3), code=1) == Result(2, 0, 1, [])
    other = "ERROR db odoo.addons.x: FAIL: TestOld.test_other"
    assert judge(tmp_path, known, other, closing(2, 0, 3), code=1).failed == 1


def test_a_warning_fails_the_run(tmp_path):
    warning = "WARNING db odoo.modules.loading: something is odd"
    assert judge(tmp_path, warning, closing(0, 0, 7)).failed == 1


def test_an_allowed_warning_does_not(tmp_path):
    warning = "WARNING db py.warnings: websocket.py: Queue(0) now\n  more lines"
    assert judge(tmp_path, warning, closing(0, 0, 7)).failed == 0


def test_a_run_without_a_closing_line_failed(tmp_path):
    assert judge(tmp_path, "INFO db odoo: starting").failed == 1


def test_a_bad_exit_code_alone_failed(tmp_path):
    assert judge(tmp_path, closing(0, 0, 7), code=1).failed == 1


def test_a_traceback_before_any_record_is_a_finding():
    assert results.bad_records("Traceback (most recent call last):\n  x", [])


def test_pytest_that_died_without_a_report_failed(tmp_path):
    out = tmp_path / "out.log"
    out.write_text("Killed\n")
    found = results.of_junit(tmp_path / "missing.xml", 137, out)
    assert found.failed == 1 and "Killed" in found.notes


def test_pytest_report_is_counted(tmp_path):
    out, report = tmp_path / "out.log", tmp_path / "r.xml"
    out.write_text("noise\n==== FAILURES ====\nbecause\n")
    report.write_text(
        '<testsuites><testsuite tests="6">'
        '<testcase classname="a" name="good"/>'
        '<testcase classname="b" name="good"/>'
        '<testcase classname="a" name="bad"><failure/></testcase>'
        '<testcase classname="a" name="broken"><error/></testcase>'
        '<testcase classname="a" name="off"><skipped/></testcase>'
        # a test with sub-tests, one of which failed
        '<testcase classname="a" name="parts"/>'
        '<testcase classname="a" name="parts"><failure/></testcase>'
        '<testcase classname="a" name="parts"/>'
        "</testsuite></testsuites>"
    )
    found = results.of_junit(report, 1, out)
    assert (found.passed, found.failed, found.skipped) == (2, 3, 1)
    assert found.notes[:2] == ["==== FAILURES ====", "because"]


def test_a_folder_without_tests_is_no_failure(tmp_path):
    out, report = tmp_path / "out.log", tmp_path / "r.xml"
    out.write_text("no tests ran\n")
    report.write_text('<testsuites><testsuite tests="0"/></testsuites>')
    assert results.of_junit(report, 5, out) == Result()


def test_the_lists_of_expected_records_compile():
    folder = Path(results.__file__).parent
    for name in ("expected_log.txt", "known_failures.txt"):
        assert results.allowed(folder / name)
