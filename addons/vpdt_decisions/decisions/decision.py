"""A personnel decision's own words, read into what it changes for whom.

Only proposals: an officer looks at each and confirms. `doubts` says what he has to look
at; without any, kind, person, post and day stand in the article itself.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from .dates import effective_date, last_day
from .kinds import NO_CHANGE, WITH_LAST_DAY, WITH_POST, kind_of
from .people import people_in, post_in
from .plain import bare, cleaned

# "QUYẾT ĐỊNH:" and then its articles; whatever stands before are reasons (Căn cứ …)
_ARTICLE = re.compile(r"\bdi[ae]u\s*(\d{1,2}|l|i)\s*[.:\-,]")
_CLOSING = re.compile(r"\bnoi nhan\s*:?|\bluu\s*:\s*vt")
_ABOUT = re.compile(r"\b(?:v/v|ve viec)\b")
_QUOTED, _LED_IN = 400, 120
# of the next in a list, or of this one
_NUMBER = re.compile(r"\s*\d{0,2}[.)]?\s*$")


@dataclass(frozen=True)
class Proposal:
    """What a decision changes for one person.

    | doubt            | what to look at                                          |
    |------------------|----------------------------------------------------------|
    | no_article       | no "Điều 1" was found: read from anywhere in the text    |
    | kind             | the title of the decision says another change, or none   |
    | no_name          | nobody is named where the change stands                  |
    | no_post          | a post is given, and not said which                      |
    | no_date          | no day is named from which it holds                      |
    | date_of_signing  | it holds from its signing                                |
    | several_dates    | more than one day is named                               |
    | removed          | a post is taken and no other one given                   |

    """

    kind: str
    name: str = ""
    post: str = ""
    place: str = ""
    day: date | None = None
    last_day: date | None = None
    quote: str = ""
    doubts: tuple = ()


@dataclass(frozen=True)
class Decision:
    """``kind``: of the whole, None where no personnel change is spoken of."""

    kind: str | None = None
    proposals: tuple = field(default=())


def read_decision(pages, subject="", signed=None):
    """Return the `Decision` in the text of a paper.

    :param pages: the text of each page, as read or recognised, in order
    :param subject: what the register says that it is about
    :param signed: date of the decision, or None
    """
    text = cleaned(" ".join(pages))
    articles, whole = _articles(text)
    about = kind_of(bare(cleaned(subject))) or _kind_of_title(text)
    if about == "revoked":
        return Decision("revoked")
    found = []
    for article in articles:
        found += _of_article(article, about, signed, articles, whole)
    if not found and about and about not in NO_CHANGE:
        found = _of_subject(about, subject, text, articles, signed)
    kinds = [one.kind for one in found]
    return Decision(kinds[0] if kinds else about, tuple(_once(found)))


def _articles(text):
    """Return (the articles of a decision as texts, whether they were found)."""
    plain = bare(text)
    starts = [match for match in _ARTICLE.finditer(plain)]
    first = next((one for one in starts if one.group(1) in ("1", "l", "i")), None)
    # an article named in the reasons ("Căn cứ khoản 1 Điều 1. …") comes before
    heading = [one.end() for one in re.finditer(r"quyet dinh\s*:", plain)]
    if heading:
        after = [one for one in starts if one.start() >= heading[0]]
        first = next((one for one in after if one.group(1) in ("1", "l", "i")), first)
        starts = after or starts
    if not first:
        return [text], False
    starts = [one for one in starts if one.start() >= first.start()]
    closing = _CLOSING.search(plain, first.end())
    end = closing.start() if closing else len(text)
    edges = [one.start() for one in starts if one.start() < end] + [end]
    return [
        text[start:stop].strip() for start, stop in zip(edges, edges[1:], strict=False)
    ], True


def _kind_of_title(text):
    """Return the change that the title ("Về việc …") speaks of."""
    plain = bare(text)
    found = _ABOUT.search(plain)
    if not found:
        return None
    end = re.search(r"\bcan cu\b|quyet dinh\s*:", plain[found.end() :])
    stop = found.end() + (end.start() if end else 200)
    return kind_of(plain[found.end() : min(stop, found.end() + 300)])


def _of_article(article, about, signed, articles, whole):
    plain = bare(article)
    kind = kind_of(plain)
    if not kind or kind in NO_CHANGE or (whole and _only_carries_out(plain)):
        return []
    people = people_in(article)
    if not people:
        return []
    found = []
    for number, (start, _end, name) in enumerate(people):
        stop = people[number + 1][0] if number + 1 < len(people) else len(article)
        own = article[start:stop]
        # what stands before the first person ("Giao quyền Trưởng phòng … cho ông …")
        shared = article[: people[0][0]]
        found.append(
            _proposal(kind, name, own, shared, article, about, signed, articles, whole)
        )
    return _without_followers(found)


def _only_carries_out(plain):
    """Whether an article only names who carries the decision out."""
    return bool(
        re.search(
            r"chiu trach nhiem (thi hanh|thuc hien)|can cu quyet dinh thi hanh", plain
        )
    ) and not re.match(r"di[ae]u\s*(1|l|i)\b", plain)


def _proposal(kind, name, own, shared, article, about, signed, articles, whole):
    doubts = [] if whole else ["no_article"]
    if _is_list(shared):
        kind = kind_of(bare(shared)) or kind_of(bare(own)) or kind
    if about and about != kind and not _same_change(about, kind):
        doubts.append("kind")
    post, place = post_in(own)
    if not post and not place:
        post, place = post_in(shared)
    elif not post:
        post = post_in(shared)[0]
    day, how = _day(own, article, articles, signed)
    doubts += {"none": ["no_date"], "signing": ["date_of_signing"]}.get(
        how, ["several_dates"] if how == "several" else []
    )
    end = None
    if kind in WITH_LAST_DAY:
        end = last_day(bare(own), day) or last_day(bare(article), day)
        if not end:
            rest = (bare(one) for one in articles if one != article)
            end = next((found for one in rest if (found := last_day(one, day))), None)
    if kind in WITH_POST and not post and not place:
        doubts.append("no_post")
    if kind not in WITH_POST:
        post = place = ""
    if kind == "remove":
        doubts.append("removed")
    # of several, what stands of this one
    quote = article
    if shared + own != article:
        quote = _NUMBER.sub("", shared[:_LED_IN]) + " … " + _NUMBER.sub("", own)
    return Proposal(
        kind, name, post, place, day, end, quote[:_QUOTED].strip(), tuple(doubts)
    )


def _is_list(shared):
    """Whether what stands before the first person only announces several."""
    return "sau day" in bare(shared) or "co ten" in bare(shared)


def _same_change(one, other):
    """Whether two words speak of one change: to appoint is to move or to start."""
    return {one, other} <= {"appoint", "move", "start", "remove"}


def _day(own, article, articles, signed):
    """Return (day, how): said of the person, in the article, in another one."""
    for text in (own, article):
        day, how = effective_date(bare(text), None)
        if day:
            return day, how
    for text in articles:
        day, how = effective_date(bare(text), None)
        if day:
            return day, how
    for text in articles:
        day, how = effective_date(bare(text), signed)
        if day:
            return day, how
    return None, "none"


def _of_subject(about, subject, text, articles, signed):
    """Return what the title alone gives: the change, and who is named anywhere."""
    title = cleaned(subject)
    people = people_in(title) or people_in(" ".join(articles))[:1]
    name = people[0][2] if people else ""
    post, place = post_in(title)
    day, how = effective_date(bare(title), None)
    if not day:
        day, how = _day("", "", articles, signed)
    doubts = ["no_article"] if name else ["no_article", "no_name"]
    if about in WITH_POST and not post and not place:
        doubts.append("no_post")
    if not day:
        doubts.append("no_date")
    elif how == "signing":
        doubts.append("date_of_signing")
    if about == "remove":
        doubts.append("removed")
    if about not in WITH_POST:
        post = place = ""
    return [Proposal(about, name, post, place, day, None, title, tuple(doubts))]


def _without_followers(found):
    """Leave out who is only named beside: the second mention of the same person."""
    return list({one.name.casefold(): one for one in reversed(found)}.values())[::-1]


def _once(found):
    """Return each person once: the first article that says the most."""
    best = {}
    for one in found:
        key = one.name.casefold()
        if key not in best or len(one.doubts) < len(best[key].doubts):
            best[key] = one
    return best.values()
