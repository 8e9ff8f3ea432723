"""What is known of an account on the night it is looked at. Moments are naive UTC."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple


class Limit(NamedTuple):
    """What a rule says of a kind: how many, in how many days."""

    number: int
    days: int


class Key(NamedTuple):
    id: int
    name: str
    created: datetime


class Grant(NamedTuple):
    """A right beyond the post that is in force; `until` None: without an end."""

    id: int
    name: str
    since: date
    until: date | None


class Link(NamedTuple):
    """A one-time link or slip that was neither used nor voided."""

    id: int
    issued: datetime


class Session(NamedTuple):
    """A session that is used: since when, on what."""

    since: datetime
    device: str


@dataclass(frozen=True)
class Account:
    """`known_since`: from when on its use is recorded. `away`: spans of absence.
    `factor_wanted`: "none", "recommended", "required"; `factor`: `FACTOR_OWN`,
    `FACTOR_SENT` (a code by e-mail) or "". `odd_days`: days it was used at odd hours;
    `networks`: the new ones it came from; `failures`: moments of refused tries.
    `password_at`: since when it has this password, None without one; `password_own`:
    its owner chose it; `rule_at`: since when the rule for passwords is what it is.
    `post_since`: the last change of post."""

    known_since: datetime
    last_use: datetime | None = None
    away: tuple = ()
    is_locked: bool = False
    factor_wanted: str = "none"
    factor: str = ""
    odd_days: tuple = ()
    networks: tuple = ()
    failures: tuple = ()
    password_at: datetime | None = None
    password_own: bool = True
    rule_at: datetime | None = None
    keys: tuple = ()
    key_used: datetime | None = None
    sessions: tuple = ()
    link: Link | None = None
    grants: tuple = ()
    post_since: date | None = None
