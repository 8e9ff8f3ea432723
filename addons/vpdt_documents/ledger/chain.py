"""Hash chain over the lines of a register (NĐ 30/2020 Điều 15, 22; design 5.3).

Each link covers the one before it, so a line that is changed, removed or slipped in
later makes every following hash wrong and the first wrong link names the place.
"""

import hashlib
import json
from dataclasses import dataclass

GENESIS = "0" * 64


@dataclass(frozen=True)
class Link:
    """One sealed event of a series.

    `sequence` counts the events 1…n, `number` is the register number concerned,
    `event` is "used", "void" or "corrected", `digest` covers what the line said,
    `previous` and `hash` are hexadecimal SHA-256 values.
    """

    sequence: int
    number: int
    event: str
    digest: str
    previous: str
    hash: str


def content_digest(values):
    """Return the SHA-256 of a mapping of JSON values, whatever the order of keys."""
    canonical = json.dumps(
        values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def link(series, sequence, number, event, digest, previous):
    """Return the `Link` that follows the hash `previous` in the series id `series`."""
    value = "\x1f".join(
        (str(series), str(sequence), str(number), event, digest, previous)
    )
    return Link(
        sequence,
        number,
        event,
        digest,
        previous,
        hashlib.sha256(value.encode()).hexdigest(),
    )


def first_break(series, links):
    """Return the sequence of the first link that does not hold, or None.

    :param links: iterable of `Link` in the order of their sequence
    """
    previous, expected = GENESIS, 1
    for item in links:
        right = link(series, expected, item.number, item.event, item.digest, previous)
        if item.sequence != expected or item != right:
            return expected
        previous, expected = item.hash, expected + 1
    return None
