"""Which articles help on a screen: those of the screen first, then of one's roles."""


def _matches(screen, place):
    """Return how well one place of an article names the screen, 0 for not at all."""
    points = 0
    for key, worth in (("action", 8), ("model", 4), ("view", 1)):
        if place.get(key):
            if place[key] != screen.get(key):
                return 0
            points += worth
    return points


def ranked(articles, screen, roles, limit=6):
    """Return the ids of the articles to show, the most fitting first.

    :param articles: dicts with "id", "places" (dicts with some of "action", "model",
        "view"), "roles" (empty: for everybody), "sequence"
    :param screen: dict with "action", "model", "view"
    :param roles: the roles of who asks
    """
    found = []
    for article in articles:
        mine = set(article["roles"]) & set(roles)
        if article["roles"] and not mine:
            continue
        here = max((_matches(screen, one) for one in article["places"]), default=0)
        general = not article["places"]
        if here or mine or general:
            key = (-here, not mine, article["sequence"], article["id"])
            found.append((key, article["id"]))
    return [article_id for _key, article_id in sorted(found)[:limit]]
