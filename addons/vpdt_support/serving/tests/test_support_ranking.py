"""R19: help for the screen one is on comes first."""

from serving import ranked


def article(number, places=(), roles=(), sequence=10):
    return {"id": number, "places": places, "roles": roles, "sequence": sequence}


SCREEN = {"action": "tiep-nhan", "model": "vpdt.intake", "view": "list"}


def test_the_screen_then_the_role_then_everybody():
    articles = [
        article(1),
        article(2, roles=["clerk"]),
        article(3, [{"model": "vpdt.intake"}]),
        article(4, [{"action": "tiep-nhan"}]),
        article(5, [{"model": "vpdt.intake"}], ["clerk"]),
        article(6, [{"model": "vpdt.intake", "view": "list"}]),
    ]
    assert ranked(articles, SCREEN, ["clerk"]) == [4, 6, 5, 3, 2, 1]


def test_what_is_for_others_is_not_shown():
    articles = [
        article(1, [{"action": "tiep-nhan"}], ["chairman"]),
        article(2, [{"action": "ban-lam-viec"}]),
        article(3, [{"model": "vpdt.intake", "view": "form"}]),
    ]
    assert ranked(articles, SCREEN, ["clerk"]) == []


def test_not_more_than_asked():
    assert ranked([article(n) for n in range(9)], SCREEN, [], 3) == [0, 1, 2]
