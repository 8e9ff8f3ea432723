"""R19, I6: the figures say what the rows say."""

from serving import figures, median


def row(**vals):
    return {
        "state": "closed",
        "answer_hours": None,
        "repair_hours": None,
        "answer_in_time": None,
        "repair_in_time": None,
        "satisfaction": None,
        "reopened": 0,
        **vals,
    }


def test_median():
    assert median([]) is None
    assert median([None, 3]) == 3
    assert median([4, 1, 3]) == 3
    assert median([4, 1, 3, 2]) == 2.5


def test_of_nothing_nothing_is_known():
    found = figures([])
    assert found["count"] == found["open"] == found["rated"] == 0
    assert found["answer_hours"] is found["repair_in_time"] is None
    assert found["satisfaction"] is None


def test_figures():
    found = figures(
        [
            row(answer_hours=1, repair_hours=4, answer_in_time=True, satisfaction=5),
            row(answer_hours=2, repair_hours=8, answer_in_time=False, reopened=2),
            row(state="waiting", answer_hours=9, answer_in_time=False),
            row(state="new"),
        ]
    )
    assert found == {
        "count": 4,
        "open": 2,
        "answer_hours": 2,
        "repair_hours": 6,
        "answer_in_time": 33.3,
        "repair_in_time": None,
        "satisfaction": 5,
        "rated": 1,
        "reopened": 1,
    }
