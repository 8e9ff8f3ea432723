"""Which way of finding words costs least.

Nobody counts how many of a million documents hold some words: the newest that a reader
reads are looked at, and the rest is taken to be like them. Microseconds, measured at a
million documents (bench/notes.md).
"""

from math import inf
from typing import NamedTuple

# To look at one document's signature on the way down what somebody reads
LOOK = 4
# To fetch one hit of several common words, ask for its reader and rank it
HIT = 24
# The most documents that are looked through at once
MOST_LOOKED = 20_000
# How many times the hits that are wanted are found where other conditions choose among
# them, before all hits are found
SPARE = 10


class Spread(NamedTuple):
    """What the newest documents say about all.

    `share` of the documents that hold the words; how many documents `there` are; how
    many of them the reader is thought to `read`.
    """

    share: float
    there: int
    read: float

    @classmethod
    def of(cls, found, newest):
        """Return the spread of words that `found` of the `newest` hold.

        :param newest: ids, the newest first, of what the reader reads
        """
        there = newest[0]
        read = there * len(newest) / (there - newest[-1] + 1)
        # None of them: fewer than one
        return cls(max(found, 0.5) / len(newest), there, read)

    def looks(self, wanted):
        """Return how many of what he reads are looked at until `wanted` are found."""
        return min(wanted / self.share, self.read)

    def hits(self):
        """Return how many hits the index has, of all agencies."""
        return self.share * self.there


def way_at_once(spread, wanted, tiers):
    """Return how to find all there is, ranked: "index", "look" at all that is read, or
    tier by tier, None, of which half have to be gone down for as long.

    :param wanted: how many are shown
    :param tiers: how many tiers there are
    """
    down = spread.looks(wanted) * LOOK
    through = spread.read * LOOK if spread.read <= MOST_LOOKED else inf
    if spread.hits() * HIT <= min(through, down * tiers / 2):
        return "index"
    # A tier that finds little takes as long as one that finds much
    if through < down * tiers * 2:
        return "look"
    return None


def way_of_tier(spread, wanted):
    """Return how to find the newest `wanted` of one tier: "walk" or "index"."""
    if spread.looks(wanted) * LOOK < spread.hits() * HIT:
        return "walk"
    return "index"
