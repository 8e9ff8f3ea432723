"""R6, I2: fifty clerks number and issue at the same moment; nothing is lost."""

CLERK = "vanthu.vp"
CLERKS = 50


def test_fifty_issue_and_one_is_killed(bare_office):
    """NĐ 30/2020 Điều 15, 18: fifty processes number and issue a signed draft each
    while one more is killed between its number and its document. The numbers are
    1…51, the killed one's is void with its reason, every receiver has every document
    in its box once, and the draft of the killed one gets the next number."""
    ids = bare_office.inside("signed_drafts.py", count=CLERKS + 1)
    victim, rest = ids[0], ids[1:]
    result = bare_office.inside(
        "register_many.py",
        login=CLERK,
        kind="issue",
        work=[[one] for one in rest],
        killed=victim,
    )
    print(f"{CLERKS} numbered and issued in {result['seconds']:.1f} s")
    assert result["errors"] == []
    assert result["killed"] == 1
    states = dict(bare_office.sql("SELECT id, state FROM vpdt_draft"))
    assert states.pop(str(victim)) == "signed"
    assert set(states.values()) == {"issued"} and len(states) == CLERKS

    settled = bare_office.inside("settle.py")
    assert settled["problems"] == []
    [book] = [one for one in settled["series"].values() if one["last"] > 1]
    assert book["numbers"] == list(range(1, CLERKS + 2))
    [[_number, reason]] = book["void"]
    assert reason
    printed = bare_office.sql(
        "SELECT count(DISTINCT code), count(*) FROM vpdt_document"
        " WHERE state = 'issued'"
    )
    assert printed == [[str(CLERKS), str(CLERKS)]]
    boxes = bare_office.sql(
        "SELECT agency_id, count(*), count(DISTINCT document_id) FROM vpdt_handling"
        " WHERE state = 'waiting' AND user_id IS NULL AND document_id IN"
        " (SELECT id FROM vpdt_document WHERE state = 'issued') GROUP BY agency_id"
    )
    assert [row[1:] for row in boxes] == [[str(CLERKS), str(CLERKS)]] * 2

    again = bare_office.inside(
        "register_many.py", login=CLERK, kind="issue", work=[[victim]], killed=None
    )
    assert again["errors"] == []
    [[number]] = bare_office.sql(f"SELECT number FROM vpdt_draft WHERE id = {victim}")
    assert number == str(CLERKS + 2)
    assert bare_office.inside("settle.py")["problems"] == []
