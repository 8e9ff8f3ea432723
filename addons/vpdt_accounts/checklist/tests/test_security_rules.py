"""R26: what is found about an account, and when it is not."""

from datetime import date, datetime, timedelta

import pytest
from checklist import (
    FACTOR_OWN,
    FACTOR_SENT,
    HEAD,
    OPERATOR,
    UNSEEN_HEAD,
    UNSEEN_WATCH,
    WATCH,
    Account,
    Grant,
    Key,
    Limit,
    Link,
    Session,
    look,
    network,
    new_networks,
    shared_devices,
    shared_mails,
    steps_due,
)

NOW = datetime(2026, 11, 27, 18)
TODAY = date(2026, 11, 28)


def ago(days):
    return NOW - timedelta(days=days)


def kinds(limit=None, of=None, **facts):
    """Return the kinds found with one limit for all kinds, or for those of `of`."""
    names = of or [
        "idle", "never", "factor", "odd_hours", "new_address", "failures",
        "password_old", "password_first", "password_rule", "session_old",
        "link_unused", "key_unused", "grant",
    ]  # fmt: skip
    limit = limit or Limit(3, 30)
    account = Account(**{"known_since": ago(400), "last_use": ago(1), **facts})
    found = look(account, dict.fromkeys(names, limit), NOW, TODAY)
    return sorted(kind for kind, _key in found)


def test_an_account_in_use_is_in_order():
    assert kinds(password_at=ago(10)) == []


def test_idle_is_who_did_not_use_it_for_so_long():
    assert kinds(last_use=ago(29)) == []
    assert kinds(last_use=ago(30)) == ["idle"]
    assert kinds(last_use=ago(30), of=["never"]) == []


def test_days_away_do_not_count_and_who_is_away_is_excused():
    away = ((ago(20), ago(10)),)
    assert kinds(last_use=ago(35), away=away) == []
    assert kinds(last_use=ago(40), away=away) == ["idle"]
    assert kinds(last_use=ago(90), away=((ago(1), ago(-1)),)) == []


def test_never_signed_in_counts_from_when_it_could_be_known():
    assert kinds(last_use=None, known_since=ago(29)) == []
    assert kinds(last_use=None, known_since=ago(31)) == ["never"]
    assert kinds(last_use=None, known_since=ago(31), away=((ago(9), NOW),)) == []


@pytest.mark.parametrize(
    ("wanted", "has", "is_found"),
    [
        ("none", "", False),
        ("recommended", "", True),
        ("recommended", FACTOR_SENT, True),
        ("recommended", FACTOR_OWN, False),
        ("required", "", True),
        ("required", FACTOR_SENT, False),
        ("required", FACTOR_OWN, False),
    ],
)
def test_second_factor_as_the_policy_wants(wanted, has, is_found):
    assert kinds(factor_wanted=wanted, factor=has) == ["factor"] * is_found


def test_failures_of_the_period_only():
    assert kinds(failures=(ago(31), ago(2), ago(1))) == []
    assert kinds(failures=(ago(3), ago(2), ago(1))) == ["failures"]


def test_odd_hours_and_networks_by_number():
    assert kinds(odd_days=(TODAY,) * 2, networks=("a", "b")) == []
    assert kinds(odd_days=(TODAY,) * 3, networks=("a", "b", "c")) == [
        "new_address",
        "odd_hours",
    ]


def test_passwords():
    assert kinds(password_at=ago(31)) == ["password_old"]
    assert kinds(password_at=None, password_own=False) == []
    first = {"of": ["password_first"], "password_own": False}
    assert kinds(password_at=ago(29), **first) == []
    assert kinds(password_at=ago(30), **first) == ["password_first"]
    rule = {"of": ["password_rule"], "limit": Limit(0, 0)}
    assert kinds(password_at=ago(9), rule_at=ago(5), **rule) == ["password_rule"]
    assert kinds(password_at=ago(4), rule_at=ago(5), **rule) == []
    assert kinds(password_at=ago(4), rule_at=None, **rule) == []


def test_keys_sessions_and_links():
    key = Key(7, "rpc", ago(60))
    assert kinds(keys=(key,)) == ["key_unused"]
    assert kinds(keys=(key,), key_used=ago(2)) == []
    assert kinds(keys=(key._replace(created=ago(3)),)) == []
    assert kinds(sessions=(Session(ago(31), "Firefox"),)) == ["session_old"]
    assert kinds(sessions=(Session(ago(3), "Firefox"),)) == []
    assert kinds(link=Link(1, ago(31)), last_use=ago(40), of=["link_unused"])
    assert kinds(link=Link(1, ago(31)), last_use=ago(2)) == []


def test_grants_without_an_end_or_from_before_the_post():
    grant = Grant(1, "hr", TODAY - timedelta(days=40), None)
    assert kinds(grants=(grant,)) == ["grant"]
    assert kinds(grants=(grant._replace(until=TODAY),)) == []
    moved = TODAY - timedelta(days=4)
    assert kinds(grants=(grant._replace(until=TODAY),), post_since=moved) == ["grant"]


def test_a_locked_account_does_no_harm_but_its_keys_stay():
    assert kinds(last_use=ago(90), is_locked=True, keys=(Key(7, "k", ago(60)),)) == [
        "key_unused"
    ]


def test_only_kinds_with_a_rule_are_looked_for():
    assert kinds(last_use=ago(90), of=["never"]) == []


def test_networks():
    assert network("10.1.2.3") == "10.1.2.0/24"
    assert network("::ffff:10.1.2.3") == "10.1.2.0/24"
    assert network("2001:db8:1:2::9") == "2001:db8:1::/48"
    assert network("unix:") == network(None) == ""
    rows = [
        (1, "10.0.0.1", ago(90)),
        (1, "10.0.0.9", ago(3)),
        (1, "203.0.113.5", ago(2)),
        (2, "203.0.113.9", ago(2)),
        (3, "198.51.100.1", ago(99)),
        (4, "198.51.100.2", ago(99)),
        (5, "198.51.100.3", ago(99)),
        (1, "198.51.100.4", ago(1)),
    ]
    assert new_networks(rows, ago(30)) == {1: ("203.0.113.0/24",)}, (
        "not the first ever of account 2, not the office's"
    )
    assert new_networks(rows, ago(1.5)) == {}


def test_sharing():
    rows = [("a", [1, 2]), ("b", [2, 3]), ("c", [4])]
    assert shared_devices(rows, 2) == {1: [2], 2: [1, 3], 3: [2]}
    assert shared_devices(rows, 3) == {}
    mails = [
        (1, "A@x.vn "),
        (2, "a@X.vn"),
        (3, None),
        (4, "vanthu@x.vn"),
        (5, "e@x.vn"),
    ]
    assert shared_mails(mails, ["vanthu@x.vn", None]) == {
        1: ("a@x.vn", [2]),
        2: ("a@x.vn", [1]),
        4: ("vanthu@x.vn", []),
    }


@pytest.mark.parametrize(
    ("after", "signed", "seen", "told", "steps"),
    [
        (0, None, None, 0, []),
        (1, None, None, 0, [OPERATOR]),
        (1, None, None, OPERATOR, []),
        (4, None, None, OPERATOR, [HEAD]),
        (8, None, None, OPERATOR, [HEAD, WATCH]),
        (8, None, None, WATCH, []),
        (8, -2, 3, 0, []),
        (4, -2, None, 0, [UNSEEN_HEAD]),
        (8, -2, None, UNSEEN_HEAD, [UNSEEN_WATCH]),
        (8, 6, None, WATCH, []),
        (10, 6, None, WATCH, [UNSEEN_HEAD]),
    ],
)
def test_who_is_told_of_a_late_checklist(after, signed, seen, told, steps):
    def on(days):
        return None if days is None else date(2026, 11, 10) + timedelta(days=days)

    assert steps_due(on(0), on(signed), on(seen), (0, 3, 7), on(after), told) == steps
