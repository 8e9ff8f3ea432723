"""R17: what of the route explains that somebody does not see a document."""

from datetime import datetime

import pytest
from routing.why_not import Sent, sent_reasons

AT = datetime(2026, 11, 23, 5)
A, B = 1, 2
ANN, BOB = 11, 12


def sent(agency, holder, state):
    return Sent(agency, holder, state, AT, "Chairman", AT, "Chairman")


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], "never"),
        ([sent(B, BOB, "opened")], "never"),
        ([sent(A, None, "waiting")], "at_clerk"),
        ([sent(A, None, "opened")], "at_clerk"),
        ([sent(A, None, "recalled")], "agency_taken_back"),
        # Sent again after a recall: the newer one counts.
        ([sent(A, None, "recalled"), sent(A, None, "waiting")], "at_clerk"),
        ([sent(A, None, "passed"), sent(A, BOB, "waiting")], "within"),
        ([sent(A, None, "done")], "within"),
        ([sent(A, BOB, "done")], "within"),
    ],
)
def test_what_became_of_it_at_the_agency(rows, code):
    [(found, agency, _row)] = sent_reasons(ANN, [A], rows)
    assert (found, agency) == (code, A)


def test_what_was_taken_back_from_the_person_comes_first():
    rows = [sent(A, ANN, "recalled"), sent(A, BOB, "opened")]
    found = sent_reasons(ANN, [A], rows)
    assert [code for code, _agency, _row in found] == ["taken_back", "within"]
    assert found[0][2] is rows[0]


def test_somebody_elses_recall_is_not_the_reason():
    assert sent_reasons(ANN, [], [sent(A, BOB, "recalled")]) == []
