"""I2: each series is 1…n without gap or repetition, whatever happens at once."""

CLERK = "vanthu.vp"
PROCESSES, EACH = 16, 50


def test_sixteen_processes_and_one_killed(bare_office):
    """NĐ 30/2020 Điều 22: 16 processes register 50 papers each while one more is
    killed between its number and its line. 800 consecutive numbers and one void line
    with its reason; nobody sees an error; the chain verifies; the paper of the killed
    one still waits and gets a number afterwards."""
    wanted = PROCESSES * EACH
    ids = bare_office.inside(
        "waiting_papers.py", login=CLERK, count=wanted + 1, text="Về việc thử {number}"
    )
    first, rest = ids[0], ids[1:]
    result = bare_office.inside(
        "register_many.py",
        login=CLERK,
        work=[rest[place::PROCESSES] for place in range(PROCESSES)],
        killed=first,
    )
    print(f"{wanted} registrations in {result['seconds']:.1f} s")
    assert result["errors"] == []
    assert result["killed"] == 1
    assert bare_office.sql("SELECT id FROM vpdt_intake") == [[str(first)]]

    settled = bare_office.inside("settle.py")
    assert settled["problems"] == []
    [book] = [one for one in settled["series"].values() if one["last"] > 1]
    assert book["numbers"] == list(range(1, book["last"] + 1))
    [[void, reason]] = book["void"]
    assert reason
    assert len(book["numbers"]) == wanted + 1

    # two clerks at the paper that was left: one registers it, the other is told
    again = bare_office.inside(
        "register_many.py", login=CLERK, work=[[first], [first]], killed=None
    )
    [[told, _text]] = again["errors"]
    assert told in ("UserError", "MissingError")
    assert bare_office.sql("SELECT id FROM vpdt_intake") == []
    twice = "SELECT 1 FROM vpdt_entry GROUP BY document_id, agency_id HAVING count(*)>1"
    assert bare_office.sql(twice) == []
    assert bare_office.inside("settle.py")["problems"] == []
