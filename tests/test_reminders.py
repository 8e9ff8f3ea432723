"""R22: reminders and digests, run by several servers at once, come once."""

CLERK = "vanthu.vp"
PAPERS, PROCESSES = 60, 4


def test_runs_at_once_do_not_double(bare_office):
    """Four processes run both jobs at the same moment: each reminder is written once,
    each person has one digest of the half-day, and nothing fails."""
    ids = bare_office.inside(
        "waiting_papers.py", login=CLERK, count=PAPERS, text="Về việc thử {number}"
    )
    done = bare_office.inside("register_many.py", login=CLERK, work=[ids], killed=None)
    assert done["errors"] == []
    bare_office.sql(
        "UPDATE vpdt_handling SET deadline = '2026-11-19 10:00'"
        " WHERE state IN ('waiting', 'opened')"
    )
    [[due]] = bare_office.sql(
        "SELECT count(*) FROM vpdt_handling WHERE state IN ('waiting', 'opened')"
    )
    assert int(due) == PAPERS

    result = bare_office.inside(
        "remind_at_once.py", processes=PROCESSES, now="2026-11-23 01:00:00"
    )
    assert result["errors"] == []
    [[traces, told]] = bare_office.sql(
        "SELECT count(*), count(DISTINCT (handling_id, rule_id, round, counted_from,"
        " user_id)) FROM vpdt_reminder"
    )
    assert traces == told == str(sum(result["written"]))
    assert int(traces) >= PAPERS
    twice = "SELECT 1 FROM vpdt_digest GROUP BY user_id, day, half HAVING count(*) > 1"
    assert bare_office.sql(twice) == []
    [[digests]] = bare_office.sql("SELECT count(*) FROM vpdt_digest")
    [[messages]] = bare_office.sql(
        "SELECT count(*) FROM mail_notification n JOIN mail_message m"
        " ON m.id = n.mail_message_id WHERE m.model IS NULL"
        " AND m.message_type = 'user_notification'"
    )
    assert int(digests) == int(messages) == sum(result["digests"]) > 0
    assert bare_office.sql("SELECT count(*) FROM vpdt_notice") == [["0"]]
