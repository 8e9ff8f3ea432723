"""Criteria of a filter over the desk, as they come from a screen or a saved filter.

They are what anybody can write: only what is known passes, everything else is left
out, so that a saved filter never breaks the desk.
"""

DEADLINES = ("overdue", "due_soon", "none")
_URGENCIES = ("1", "2", "3", "4")
_LONGEST = 100


def clean(raw, known_purposes):
    """Return what of `raw` restricts the desk.

    :param raw: anything; meant is {"text": str, "purposes": [purpose], "urgency":
        "1" … "4" (at least that urgent), "deadline": one of `DEADLINES`,
        "sender_id": int}
    :param known_purposes: the purposes there are
    :return: dict with those keys that hold something valid
    """
    if not isinstance(raw, dict):
        return {}
    criteria = {}
    text = raw.get("text")
    if isinstance(text, str) and text.strip():
        criteria["text"] = " ".join(text.split())[:_LONGEST]
    purposes = raw.get("purposes")
    if isinstance(purposes, list | tuple):
        known = [purpose for purpose in known_purposes if purpose in purposes]
        if known:
            criteria["purposes"] = known
    if raw.get("urgency") in _URGENCIES:
        criteria["urgency"] = raw["urgency"]
    if raw.get("deadline") in DEADLINES:
        criteria["deadline"] = raw["deadline"]
    sender = raw.get("sender_id")
    if isinstance(sender, int) and not isinstance(sender, bool) and 0 < sender < 2**31:
        criteria["sender_id"] = sender
    return criteria
