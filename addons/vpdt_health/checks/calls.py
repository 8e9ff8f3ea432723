"""Which requests count as slow, and what of them is kept: never their parameters."""

#: Seconds below which nothing is even asked: what a normal request costs is this.
FLOOR = 0.5


def call_of(told, models):
    """Return (model, method) of a call by RPC, ("", "") when it is none.

    Both come from the client: what is no model and no method of it is not kept.

    :param told: "model.method" as Odoo notes it
    :param models: {name of a model: its class}
    """
    model, _dot, method = (told or "").rpartition(".")
    if model in models and hasattr(models[model], method):
        return model, method
    return "", ""


def is_timed(route):
    """Return whether the time of a route is its work: a websocket stays open."""
    return not route.startswith(("/websocket", "/bus/"))
