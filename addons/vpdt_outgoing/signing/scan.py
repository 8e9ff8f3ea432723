"""A rescan: what its pages bear, whether they are the approved paper, in what order."""

from dataclasses import dataclass, field

from .code import PageCode, parse
from .errors import CodeError, SigningError

#: Why a page is not one of the paper that is expected.
OTHER_DRAFT, OTHER_VERSION = "other_draft", "other_version"


@dataclass(frozen=True)
class Found:
    """What one page of a scan bears.

    ``page`` counts from 1; ``code`` is its valid code or None; ``problem`` says why a
    code that is there does not count (``foreign``, ``unknown_version``,
    ``wrong_checksum``, ``forged``, ``two_codes``) or is ""; ``box`` is the code's place
    as fractions of the page, origin at the top left, or None; ``turn`` the degrees to
    turn the page clockwise to set it upright; ``blank`` is true when next to nothing
    stands on it.
    """

    page: int
    code: PageCode | None = None
    problem: str = ""
    box: tuple | None = None
    turn: int = 0
    blank: bool = False


@dataclass
class Match:
    """How a scan fits the paper that is expected.

    ``missing`` pages of the paper that the scan lacks · ``other_version``,
    ``other_draft`` scan pages of another version or draft, as ``Found`` ·
    ``forged`` scan pages whose code was made under another key · ``doubled``
    {page of the paper: its scan pages} · ``without`` scan pages without a valid code,
    with something on them, before the last page of the paper · ``attached`` the same
    after it: put there by hand · ``blank`` scan pages with nothing on them ·
    ``guesses`` {scan page without code: the missing page it probably is} ·
    ``order`` all scan pages in the right order · ``turns`` {scan page: degrees
    clockwise}, those that do not stand upright · ``in_order``.
    """

    pages: int = 0
    missing: list = field(default_factory=list)
    other_version: list = field(default_factory=list)
    other_draft: list = field(default_factory=list)
    forged: list = field(default_factory=list)
    doubled: dict = field(default_factory=dict)
    without: list = field(default_factory=list)
    attached: list = field(default_factory=list)
    blank: list = field(default_factory=list)
    guesses: dict = field(default_factory=dict)
    order: list = field(default_factory=list)
    turns: dict = field(default_factory=dict)
    in_order: bool = True

    @property
    def foreign(self):
        """Scan pages (from 1) that belong to another paper, in order."""
        return sorted(
            found.page for found in self.other_version + self.other_draft + self.forged
        )

    @property
    def complete(self):
        """True when every page is there exactly once and no other among them.

        Pages attached behind the paper and blank backs are named apart: they do not
        make it incomplete, and whoever takes the scan must say so.
        """
        return not (self.missing or self.foreign or self.doubled or self.without)

    @property
    def rearranged(self):
        """True when ``reorder`` would change the scan."""
        return not self.in_order or bool(self.turns)


def sort_out(answer, key):
    """Turn the reader's answer into one ``Found`` for each page of the scan.

    :param dict answer: of ``ReaderClient.read_codes`` (or any answer with ``pages`` and
        ``codes``), not refused
    :param bytes key: the office's secret
    :return: list of Found, page 1 first
    """
    by_page = {number: [] for number in range(1, answer["pages"] + 1)}
    for item in answer["codes"]:
        by_page[item["page"]].append(item)
    blank = set(answer.get("blank", ()))
    return [
        _sorted(number, items, key, number in blank)
        for number, items in by_page.items()
    ]


def find(data, key, client):
    """Find the page codes of a scan.

    :param bytes data: PDF, TIFF, JPG or PNG
    :param bytes key: the office's secret
    :param client: a ``ReaderClient`` of ``vpdt_documents.intake``: the file is opened
        in its process only
    :return: list of Found, one for each page
    :raises SigningError: the file cannot be read; ``code`` as in ``intake.CODES``
    """
    answer = client.read_codes(data)
    if answer["refused"]:
        raise SigningError(answer["refused"]["code"], answer["refused"]["detail"])
    return sort_out(answer, key)


def _sorted(number, items, key, blank):
    ours, problem, rest = {}, "", None
    for item in items:
        try:
            ours[parse(item["text"], key)] = item
        except CodeError as error:
            # another system's code beside ours is nothing; alone, it is named
            if not problem or problem == "foreign":
                problem, rest = error.code, item
    if len(ours) == 1:
        ((code, item),) = ours.items()
        return Found(number, code, "", tuple(item["box"]), item.get("turn", 0))
    if ours:
        return Found(number, None, "two_codes")
    box = tuple(rest["box"]) if rest else None
    return Found(number, None, problem, box, blank=blank)


def match(found, expected):
    """Compare a scan with the paper it should be.

    :param found: for each page of the scan a ``Found``, or its ``PageCode``, or None
    :param expected: the ``PageCode`` of each page of the approved version
    :return: Match
    :raises ValueError: nothing is expected, or pages of several versions
    """
    expected = sorted(expected)
    if len({(c.draft, c.version, c.pages) for c in expected}) != 1:
        raise ValueError("expected are the pages of one version of one draft")
    wanted = {code.page for code in expected}
    found = [
        item if isinstance(item, Found) else Found(number, item)
        for number, item in enumerate(found, 1)
    ]
    result = Match(pages=len(expected))
    places, loose = {}, []
    for item in found:
        if item.turn:
            result.turns[item.page] = item.turn
        if item.code in expected:
            places.setdefault(item.code.page, []).append(item.page)
        elif item.code:
            same = item.code.draft == expected[0].draft
            (result.other_version if same else result.other_draft).append(item)
        elif item.problem == "forged":
            result.forged.append(item)
        elif item.blank:
            result.blank.append(item.page)
        else:
            loose.append(item.page)
    result.missing = sorted(wanted - set(places))
    result.doubled = {page: at for page, at in sorted(places.items()) if len(at) > 1}
    last = max((at[-1] for at in places.values()), default=len(found))
    result.attached = [page for page in loose if page > last]
    result.without = [page for page in loose if page <= last]
    result.guesses = _guesses(found, result)
    _in_order(found, places, result)
    return result


def _guesses(found, result):
    """Tell which missing page stands where no code could be read.

    Between two known pages, or before the first or behind the last, as many pages
    without a code as are missing there: then each is, most likely, the one of its
    place. Only for papers whose known pages stand in their order.
    """
    missing = set(result.missing)
    foreign = set(result.foreign)
    loose = set(result.without) | set(result.attached)
    known, guesses, waiting = 0, {}, []
    end = Found(0, PageCode(1, 1, result.pages + 1, result.pages + 1))
    for item in [*(item for item in found if item.page not in foreign), end]:
        if item.page in loose:
            waiting.append(item.page)
            continue
        if item.code is None:
            continue
        if item.code.page < known:
            return {}
        gap = [page for page in range(known + 1, item.code.page) if page in missing]
        if len(gap) == len(waiting) or (item is end and len(gap) < len(waiting)):
            guesses.update(zip(waiting, gap, strict=False))
        known, waiting = item.code.page, []
    return guesses


def _in_order(found, places, result):
    """Fill ``order``: the paper, with what has no code staying behind its neighbour."""
    page_of = {at: page for page, ats in places.items() for at in ats}
    foreign, attached = set(result.foreign), set(result.attached)
    keys, before, behind = {}, 0, False
    for item in found:
        behind = behind or item.page in attached
        if item.page in foreign:
            keys[item.page] = (2, 0, item.page)
        elif item.page in attached or (item.blank and behind):
            keys[item.page] = (1, 0, item.page)
        else:
            before = page_of.get(item.page, before)
            keys[item.page] = (0, before, item.page)
    result.order = sorted(keys, key=keys.get)
    result.in_order = result.order == sorted(keys)
