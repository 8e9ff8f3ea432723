"""R17, R23: why somebody does not read a document, from the facts alone."""

from datetime import date

import pytest
from seeing import Person, Post, why_not

HEAD = Post("Head", 1, "A", "head", reads_register=True)
SPECIALIST = Post("Specialist", 1, "A", "specialist")
OPERATOR = Post("Operator", 2, "B", "operator")


def codes(person, lines=None):
    return [reason.code for reason in why_not(person, lines or {})]


def test_a_closed_account_comes_first():
    """R17: with a closed account no post counts; what stood behind it is said too."""
    assert codes(Person(False, True, ())) == ["closed", "no_post"]


def test_an_account_without_an_employee_has_no_posts():
    assert codes(Person(True, False, ())) == ["not_employed"]


def test_nobody_reads_by_a_post_that_ended():
    """The last post and the next one are named with their days."""
    old = Post("Clerk", 1, "A", "clerk", True, ended=date(2026, 3, 1))
    older = Post("Driver", 1, "A", "specialist", ended=date(2025, 3, 1))
    coming = Post("Head", 2, "B", "head", True, begins=date(2026, 9, 1))
    [reason] = why_not(Person(True, True, (older, old, coming)), {1: 7})
    assert reason.code == "no_post"
    assert reason.values == {
        "title": "Clerk",
        "ended": date(2026, 3, 1),
        "next": "Head",
        "begins": date(2026, 9, 1),
    }


def test_the_operator_reads_nothing():
    """R23: whatever his agency registered; no other reason hides that one."""
    assert codes(Person(True, True, (OPERATOR,)), {2: 5}) == ["operator"]


@pytest.mark.parametrize(
    ("post", "lines", "expected"),
    [
        (SPECIALIST, {1: 12}, ["register"]),
        (SPECIALIST, {2: 12}, ["no_line"]),
        (HEAD, {2: 12}, ["no_line"]),
        # Who reads the book of an agency that registered it is a reader.
        (HEAD, {1: 12}, []),
    ],
)
def test_the_book_of_the_agency(post, lines, expected):
    assert codes(Person(True, True, (post,)), lines) == expected


def test_each_post_has_its_reason():
    """An operator with a second post is told about the second one (R33)."""
    both = Person(True, True, (OPERATOR, SPECIALIST))
    [reason] = why_not(both, {1: 12, 2: 3})
    assert (reason.code, reason.agency_id, reason.values["number"]) == (
        "register",
        1,
        12,
    )
