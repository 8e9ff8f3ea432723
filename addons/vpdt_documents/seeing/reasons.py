"""Why somebody does not read a document: from facts to reasons (R17, R23).

The reader table says who reads and why. That somebody is not in it has reasons too,
which a manager is asked about: they are found here, the words are the models'.
"""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Post:
    """A post of a person. `begins`/`ended`: None for a post held today."""

    title: str
    agency_id: int
    agency: str
    role: str
    reads_register: bool = False
    begins: date | None = None
    ended: date | None = None


@dataclass(frozen=True)
class Person:
    """What is known of the person asked about.

    `employed`: an employee record in use is linked with the account.
    """

    active: bool
    employed: bool
    posts: tuple = ()


@dataclass(frozen=True)
class Reason:
    """One reason: `code`, the agency it speaks of, and the values of its sentence."""

    code: str
    agency_id: int | None = None
    values: dict = field(default_factory=dict)


def why_not(person, lines):
    """Return why `person` does not read a document.

    :param person: a `Person`
    :param lines: agency id → number of the document's line in that agency's book
    :return: list of `Reason`, the first cause first. Codes: "closed" (the account),
        "not_employed", "no_post" (values `title`, `ended`, `begins`: the last and the
        next post, None without one), "operator", "register" (the agency registered
        it, the post does not read the book), "no_line" (the agency did not)
    """
    reasons = []
    if not person.active:
        reasons.append(Reason("closed"))
    elif not person.employed:
        # Without an employee record there are no posts to speak of.
        return [Reason("not_employed")]
    held = [post for post in person.posts if not post.ended and not post.begins]
    if not held:
        reasons.append(Reason("no_post", values=_before_and_after(person.posts)))
    if held and all(post.role == "operator" for post in held):
        # Nothing of his agencies reaches an operator, so nothing of them is a reason.
        return [*reasons, Reason("operator")]
    for post in held:
        if post.role == "operator":
            continue
        values = {"title": post.title, "agency": post.agency}
        if post.agency_id not in lines:
            reasons.append(Reason("no_line", post.agency_id, values))
        elif not post.reads_register:
            values["number"] = lines[post.agency_id]
            reasons.append(Reason("register", post.agency_id, values))
    return reasons


def _before_and_after(posts):
    ended = max((p for p in posts if p.ended), key=lambda p: p.ended, default=None)
    coming = min((p for p in posts if p.begins), key=lambda p: p.begins, default=None)
    return {
        "title": ended.title if ended else None,
        "ended": ended.ended if ended else None,
        "next": coming.title if coming else None,
        "begins": coming.begins if coming else None,
    }
