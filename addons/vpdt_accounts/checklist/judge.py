"""What is found about one account."""

from datetime import timedelta

FACTOR_OWN, FACTOR_SENT = "own", "sent"


def look(account, limits, now, today):
    """Return what is found about an account: {(kind, key): {word: value}}.

    The key is the row it is about, 0 for the account itself. A locked account does no
    harm: of it only its keys and rights are looked at.

    :param account: Account
    :param limits: {kind: Limit} of the kinds that are looked for
    :param now: naive UTC; `today`: the date in the office's zone
    """
    found = {}
    for kind, judge in _OF_RIGHTS.items():
        if kind in limits:
            for key, words in judge(account, limits[kind], now, today):
                found[kind, key] = words
    if account.is_locked:
        return found
    for kind, judge in _OF_USE.items():
        if kind in limits:
            words = judge(account, limits[kind], now)
            if words:
                key = words.pop("key", 0)
                found[kind, key] = words
    return found


def at_work(account, since, now):
    """Return the time since a moment without what was spent away."""
    passed = max(now - since, timedelta())
    for start, end in account.away:
        passed -= max(min(end, now) - max(start, since), timedelta())
    return passed


def _is_away(account, now):
    return any(start <= now < end for start, end in account.away)


def _days(limit):
    return timedelta(days=limit.days)


def _idle(account, limit, now):
    if not account.last_use or _is_away(account, now):
        return None
    if at_work(account, account.last_use, now) < _days(limit):
        return None
    return {"at": account.last_use}


def _never(account, limit, now):
    if account.last_use or _is_away(account, now):
        return None
    if at_work(account, account.known_since, now) < _days(limit):
        return None
    return {"at": account.known_since}


def _factor(account, limit, now):
    enough = {"none": True, "required": account.factor in (FACTOR_OWN, FACTOR_SENT)}
    if enough.get(account.factor_wanted, account.factor == FACTOR_OWN):
        return None
    return {"wanted": account.factor_wanted}


def _odd_hours(account, limit, now):
    if len(account.odd_days) < limit.number:
        return None
    return {"days": account.odd_days}


def _new_address(account, limit, now):
    if len(account.networks) < limit.number:
        return None
    return {"networks": account.networks}


def _failures(account, limit, now):
    since = now - _days(limit)
    tries = [at for at in account.failures if at >= since]
    if len(tries) < limit.number:
        return None
    return {"count": len(tries), "at": max(tries)}


def _password_old(account, limit, now):
    if not account.password_at or now - account.password_at < _days(limit):
        return None
    return {"at": account.password_at}


def _password_first(account, limit, now):
    if not account.password_at or account.password_own:
        return None
    if now - account.password_at < _days(limit):
        return None
    return {"at": account.password_at}


def _password_rule(account, limit, now):
    if not account.password_at or not account.rule_at:
        return None
    if account.password_at >= account.rule_at or now - account.rule_at < _days(limit):
        return None
    return {"at": account.rule_at}


def _session_old(account, limit, now):
    old = [one for one in account.sessions if now - one.since >= _days(limit)]
    if not old:
        return None
    first = min(old)
    return {"count": len(old), "at": first.since, "device": first.device}


def _link_unused(account, limit, now):
    link = account.link
    if not link or now - link.issued < _days(limit):
        return None
    if account.last_use and account.last_use > link.issued:
        # he came in without it
        return None
    return {"at": link.issued}


def _key_unused(account, limit, now, today):
    used = account.key_used
    for key in account.keys:
        last = max(used, key.created) if used else key.created
        if now - last >= _days(limit):
            yield key.id, {"name": key.name, "at": last, "was_used": bool(used)}


def _grant(account, limit, now, today):
    for grant in account.grants:
        if account.post_since and account.post_since > grant.since:
            yield grant.id, {"name": grant.name, "post": account.post_since}
        elif not grant.until and today - grant.since >= _days(limit):
            yield grant.id, {"name": grant.name, "since": grant.since}


_OF_RIGHTS = {"key_unused": _key_unused, "grant": _grant}
_OF_USE = {
    "idle": _idle,
    "never": _never,
    "factor": _factor,
    "odd_hours": _odd_hours,
    "new_address": _new_address,
    "failures": _failures,
    "password_old": _password_old,
    "password_first": _password_first,
    "password_rule": _password_rule,
    "session_old": _session_old,
    "link_unused": _link_unused,
}
