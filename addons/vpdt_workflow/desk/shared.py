"""What several papers have in common: one directive for all of them (R2)."""


def common_candidates(offers):
    """Return the receivers that every one of `offers` allows, with common purposes.

    :param offers: for each paper a dict key → candidate ({"purposes", "usual", "why",
        "days", …}), in the order to show
    :return: list of candidates in the order of the first offer; "usual" stays where all
        papers propose the same purpose
    """
    if not offers:
        return []
    first, *others = offers
    found = []
    for key, item in first.items():
        same = [offer[key] for offer in others if key in offer]
        if len(same) < len(others):
            continue
        purposes = [
            purpose
            for purpose in item["purposes"]
            if all(purpose in other["purposes"] for other in same)
        ]
        if not purposes:
            continue
        agreed = all(other["usual"] == item["usual"] for other in same)
        usual = item["usual"] if agreed and item["usual"] in purposes else False
        found.append(
            {
                **item,
                "purposes": purposes,
                "usual": usual,
                "why": item["why"] if usual else False,
            }
        )
    return found
