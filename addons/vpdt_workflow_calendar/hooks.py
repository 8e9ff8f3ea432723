"""What an office's calendar gets when the addon comes in."""

#: Types of events that mean being away, as offices name them; data, theirs to change.
TYPES = {
    "Đi công tác": "trip",
    "Đi họp xa": "trip",
    "Đi học, tập huấn": "trip",
}


def post_init_hook(env):
    """Let the usual types of events count as absence; the office may have them."""
    Type = env["calendar.event.type"]
    there = {kind.name: kind for kind in Type.search([("name", "in", list(TYPES))])}
    for name, kind in TYPES.items():
        if name in there:
            there[name].away_kind = kind
        else:
            Type.create({"name": name, "away_kind": kind})
