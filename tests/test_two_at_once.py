"""R4: two people acting on the same paper at the same moment, 200 pairs of moves; and
one person whose own screen notes at that moment that he has opened it."""

from collections import Counter

CLERK = "vanthu.vp"
PAIRS = 210
#: Both happen: nobody is told to look again because of himself.
OWN = "open | transfer"


def test_one_wins_and_the_other_is_told(bare_office):
    """20 kinds of pairs, each 10 times: exactly one of the two happens, the other is
    told why in words; nothing is doubled, one lead stays (I1), readers agree (I3)."""
    ids = bare_office.inside(
        "waiting_papers.py", login=CLERK, count=PAIRS, text="Về việc hai người {number}"
    )
    result = bare_office.inside("two_at_once.py", clerk=CLERK, intakes=ids)
    assert len(result["pairs"]) == PAIRS
    print(f"{PAIRS} pairs in {result['seconds']:.1f} s")
    wins = Counter()
    for pair in result["pairs"]:
        assert pair["problems"] == [], pair
        told = [side for side in (pair["first"], pair["second"]) if side]
        if pair["name"] == OWN:
            assert told == [], pair
            wins[OWN, "both"] += 1
            continue
        assert len(told) == 1, pair
        kind, words = told[0]
        assert kind in ("UserError", "AccessError", "ValidationError"), pair
        assert words.strip(), pair
        wins[pair["name"], "first" if pair["second"] else "second"] += 1
    print(dict(wins))
