"""Plain tests of what filters and batches are made of."""

import pytest
from desk import clean, common_candidates

PURPOSES = ("lead", "support", "inform")


def test_known_criteria_pass():
    """Every criterion of the screen reaches the query as it was chosen."""
    chosen = {
        "text": "kế hoạch",
        "purposes": ["lead", "support"],
        "urgency": "2",
        "deadline": "overdue",
        "sender_id": 7,
    }
    assert clean(chosen, PURPOSES) == chosen


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        "text",
        {"text": 3},
        {"text": "  "},
        {"purposes": "lead"},
        {"purposes": ["owner"]},
        {"urgency": 3},
        {"urgency": "9"},
        {"deadline": "never"},
        {"sender_id": True},
        {"sender_id": -1},
        {"sender_id": 2**40},
        {"sender_id": "1 OR 1=1"},
        {"unknown": {"text": "x"}},
    ],
)
def test_anything_else_restricts_nothing(raw):
    """A broken saved filter shows the whole desk, not an error."""
    assert clean(raw, PURPOSES) == {}


def test_long_and_ragged_text():
    """What is pasted into the box becomes one line of bearable length."""
    assert clean({"text": " a \n b "}, PURPOSES) == {"text": "a b"}
    assert len(clean({"text": "x" * 1000}, PURPOSES)["text"]) == 100


def candidate(purposes, usual=False):
    """Return a candidate as `_candidates` describes it."""
    return {"purposes": purposes, "usual": usual, "why": usual and "Because"}


def test_receivers_of_a_batch_are_allowed_for_all():
    """R2: what one of the papers does not allow is not offered for the batch."""
    offers = [
        {
            "a": candidate(["lead", "support"], "lead"),
            "b": candidate(["support"], "support"),
            "c": candidate(["inform"]),
        },
        {
            "b": candidate(["support", "lead"], "support"),
            "a": candidate(["support", "inform"], "support"),
        },
    ]
    common = common_candidates(offers)
    assert [item["purposes"] for item in common] == [["support"], ["support"]]
    assert [item["usual"] for item in common] == [False, "support"]
    assert common[0]["why"] is False
    assert common_candidates([]) == []
    assert common_candidates(offers[:1]) == list(offers[0].values())
    assert common_candidates([*offers, {}]) == []
