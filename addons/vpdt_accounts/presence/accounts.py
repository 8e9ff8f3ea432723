"""When an account was closed or locked, from the lines of its ledger."""

from datetime import datetime

_EVER, _NEVER = datetime.min, datetime.max


def _spans(changes, off, on, is_off):
    """Return the spans of "off" among (moment, kind) in order.

    :param is_off: whether it was off before the first change
    """
    spans, since = [], _EVER if is_off else None
    for at, kind in changes:
        if kind in off and since is None:
            since = at
        elif kind in on and since is not None:
            spans.append((since, at))
            since = None
    if since is not None:
        spans.append((since, _NEVER))
    return spans


def closed_spans(changes, created, is_open):
    """Return the spans in which an account was closed, or not there yet.

    :param changes: (naive UTC moment, kind) of its ledger, in order
    :param created: when the account was made
    :param is_open: whether it is open now: accounts older than the ledger have no line
    """
    kinds = [kind for _at, kind in changes if kind in ("issue", "restore", "revoke")]
    if not kinds:
        return [(_EVER, created)] if is_open else [(_EVER, _NEVER)]
    if kinds[0] == "revoke":
        changes = [(created, "restore"), *changes]
    return _spans(changes, {"revoke"}, {"issue", "restore"}, True)


def locked_spans(changes):
    """Return the spans in which an account was locked; see `closed_spans`."""
    return _spans(changes, {"lock"}, {"unlock"}, False)
