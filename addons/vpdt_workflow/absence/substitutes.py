"""Whose turn it is while somebody is away: substitutes by kind of document.

QĐ 553 Điều 3; NĐ 30/2020 Điều 13.4: what is done by authorisation (thừa ủy quyền) rests
on a written paper, is limited in time and content, and is never delegated further.
"""

from dataclasses import dataclass

#: By what a line tells the documents it is for.
SCOPES = {
    "all": "Everything",
    "purpose": "By purpose",
    "type": "By document type",
    "field": "By subject area",
    "urgency": "From this urgency on",
}


@dataclass(frozen=True)
class Task:
    """What of a handling decides who acts: the post it was sent to, and its kind."""

    role: str
    agency: int
    purpose: str
    urgency: str = "0"
    type: int | None = None
    field: int | None = None


@dataclass(frozen=True)
class Line:
    """One substitute of somebody who is away.

    `scope` is a key of `SCOPES`, `values` what it is about (purposes, ids of types or
    areas, one urgency); `authorized`: he acts by authorisation (TUQ.), which he cannot
    pass on; `absence`: key of the absence it stands in.
    """

    substitute: int
    scope: str = "all"
    values: frozenset = frozenset()
    authorized: bool = False
    absence: int | None = None

    def covers(self, task):
        """Whether documents of this kind are his."""
        if self.scope == "all":
            return True
        if self.scope == "urgency":
            return task.urgency >= min(self.values, default="9")
        return getattr(task, self.scope) in self.values


def find_substitute(user, task, away, able):
    """Say who acts for `user` on `task` now.

    Lines are asked in their order. A substitute who is away himself passes it on to his
    own, except what he does by authorisation; nor does an authorisation of his reach
    what is not his.

    :param away: user → list of `Line`, for everybody who is away now
    :param able: function (substitute, task, authorized) → whether his post lets him
    :return: (substitute, the absence of `user` that says so), or (None, None)
    """
    for line in away.get(user, ()):
        if line.covers(task) and able(line.substitute, task, line.authorized):
            found = _present(line, task, away, able, {user})
            if found is not None:
                return found, line.absence
    return None, None


def _present(line, task, away, able, seen):
    """Return the substitute of a line, or who acts for him, or None."""
    if line.substitute in seen:
        return None
    if line.substitute not in away:
        return line.substitute
    if line.authorized:
        return None
    seen = seen | {line.substitute}
    for further in away[line.substitute]:
        if (
            not further.authorized
            and further.covers(task)
            and able(further.substitute, task, False)
        ):
            found = _present(further, task, away, able, seen)
            if found is not None:
                return found
    return None


def loop_in(user, substitutes):
    """Return the circle that begins and ends with `user`, or [].

    :param substitutes: user → set of substitutes, of absences that overlap
    :return: list of users, `user` first; empty where nobody comes round to him
    """
    paths, known = [[user]], {user}
    while paths:
        path = paths.pop(0)
        for following in sorted(substitutes.get(path[-1], ())):
            if following == user:
                return path
            if following not in known:
                known.add(following)
                paths.append([*path, following])
    return []
