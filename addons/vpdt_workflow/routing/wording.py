"""Who gets a document, what for and until when, from the words of a directive.

"Giao Phòng TCKH chủ trì, phối hợp Phòng TNMT, xong trước 20/02" names a lead, a
supporter and a deadline. What is read is a proposal that the leader confirms, so the
rule is: a name counts only where a sentence puts a receiver — after a word that hands
on ("giao", "chuyển", "phối hợp với"), or at the head of a clause before what is to be
done ("VP theo dõi, đôn đốc"). Where a name is spoken of ("theo đề nghị của Phòng X",
"hướng dẫn UBND các xã", "không giao Phòng X") nothing is proposed. NĐ 30/2020 Điều 23:
one lead, others support; QĐ 553 Điều 3.
"""

from dataclasses import dataclass, field

from . import lexis
from .due import Due, find_dues
from .scanning import NAMED, Item, Scanner
from .syllables import Text


@dataclass(frozen=True)
class Span:
    """A piece of the text and what was read in it.

    `what`: "receiver", "deadline", "unknown" or "unclear"; `start` and `end` count
    characters of the text; `words` is the piece.
    """

    start: int
    end: int
    what: str
    words: str
    key: str = ""


@dataclass
class Reading:
    """What a directive says.

    `lines`: (receiver key, purpose); `deadline`: `due.Due` or None; `past`: it is over
    already; `unknown`: names in a receiver's place that are no candidate's;
    `unclear`: words that leave open who or when ("các đơn vị liên quan", two leads, two
    dates, a day that does not exist); `unfit`: (key, role) the rules do not allow;
    `spans`: where each stands.
    """

    lines: list = field(default_factory=list)
    deadline: Due | None = None
    past: bool = False
    unknown: list = field(default_factory=list)
    unclear: list = field(default_factory=list)
    unfit: list = field(default_factory=list)
    spans: list = field(default_factory=list)


def read_directive(text, candidates, now, days=None, proposing=False):
    """Read receivers, purposes and deadline in the words of a directive.

    :param text: what the leader wrote or dictated
    :param candidates: list of {"key", "kind" ("agency"|"user"), "names": [every name it
        may be called by], "purposes": [those the rules allow], "usual": the one they
        propose (it decides between two who bear the same post) or False}
    :param now: naive local datetime
    :param days: see `due.find_dues`
    :param proposing: whether the words propose to somebody whom he is to charge:
        "đề xuất giao Phòng X" then hands on, in a directive it tells
    :return: `Reading`
    """
    return _Reader(Text(text), candidates, now, days, proposing).reading_of_all()


@dataclass
class _List:
    """Receivers named together: the items `first` … `last` - 1, `end` without "trừ"."""

    first: int
    last: int
    parts: list
    joins: list
    without: list
    end: int


@dataclass
class _Mention:
    """Receivers that are told something."""

    keys: list
    roles: list
    single: bool
    clause: int
    first: int
    last: int


class _Reader:
    def __init__(self, text, candidates, now, days, proposing=False):
        self.text, self.now = text, now
        self.by_key = {item["key"]: item for item in candidates}
        self.dues = find_dues(text, now, days)
        self.items = Scanner(text, self.by_key, self.dues, proposing).items()
        self.reading = Reading()
        self.mentions = []

    def reading_of_all(self):
        """Return the `Reading`."""
        lists = self._lists()
        starts = {group.first: group for group in lists}
        told, negated, accepted, clause = False, False, False, 0
        index = 0
        while index < len(self.items):
            item = self.items[index]
            if item.kind == "stop":
                told = negated = accepted = False
                clause += 1
            elif item.kind == "comma" or "but" in item.senses:
                negated = False
            elif "told" in item.senses:
                told = True
            elif "not" in item.senses:
                negated = True
            elif item.senses.get("hand") == "give":
                told = False
            if index in starts:
                group = starts[index]
                if not told and not negated:
                    accepted |= self._take(group, lists, clause, accepted)
                index = group.last
                continue
            index += 1
        self._settle()
        return self.reading

    def _lists(self):
        """Return the receivers named one after another, as `_List`."""
        found, index = [], 0
        while index < len(self.items):
            if self.items[index].kind not in NAMED:
                index += 1
                continue
            group, index = self._list_at(index)
            found.append(group)
        return found

    def _list_at(self, first):
        parts, joins, index = [], [], first
        join = ""
        while True:
            item = self.items[index]
            if not self._is_introduction(index):
                parts.append(item)
                joins.append(join)
            index += 1
            if index < len(self.items) and "some" in self.items[index].senses:
                # "các phòng liên quan": which ones is not said
                if item.kind in ("group", "unclear"):
                    parts[-1] = Item("unclear", item.first, self.items[index].last)
                index += 1
            after, join = self._joined(index)
            if after is None:
                break
            index = after
        end = index
        without, index = self._exceptions(index)
        return _List(first, index, parts, joins, without, end), index

    def _is_introduction(self, index):
        """Whether a group only leads to names: "UBND các xã Phước An, Phước Hòa"."""
        if self.items[index].kind not in ("group", "unclear"):
            return False
        after = index + 1
        if after < len(self.items) and self.items[after].value == ":":
            after += 1
        return (
            after < len(self.items)
            and self.items[after].kind == "name"
            and self.items[index].phrase != ""
        )

    def _joined(self, index):
        """Return where the next receiver of a list stands and what joins it."""
        join = ""
        while index < len(self.items):
            item = self.items[index]
            if item.kind in NAMED:
                return index, join
            if item.kind == "comma" or item.value in ("/", "-", "–", "+", "&"):
                join = "comma" if item.kind == "comma" else "and"
            elif "and" in item.senses:
                join = "and"
            elif item.kind != "link" and item.value != ":":
                return None, join
            index += 1
        return None, join

    def _exceptions(self, index):
        """Return the keys that "(trừ …)" takes out, and where the list goes on."""
        after = index
        while after < len(self.items) and (
            self.items[after].kind in ("comma", "link")
            or self.items[after].value == "("
        ):
            after += 1
        if after >= len(self.items) or "except" not in self.items[after].senses:
            return [], index
        after += 1
        keys = []
        while after < len(self.items):
            item = self.items[after]
            if item.kind == "name":
                keys += item.value
            elif item.kind == "mark" and item.value == ")":
                return keys, after + 1
            elif item.kind not in ("comma", "link") and "and" not in item.senses:
                break
            after += 1
        return keys, after

    def _before(self, group):
        """Return the item that leads to a list, and whether a colon stands between."""
        index, colon = group.first - 1, False
        while index >= 0:
            item = self.items[index]
            colon |= item.value == ":"
            joins = "and" in item.senses and self._supports(index)
            if item.kind not in ("link", "mark") and not joins:
                return index, colon
            index -= 1
        return None, colon

    def _supports(self, index):
        """Whether "với", "cùng" at `index` belong to a "phối hợp" before them."""
        while index >= 0 and (
            self.items[index].kind == "link" or "and" in self.items[index].senses
        ):
            index -= 1
        return index >= 0 and self.items[index].senses.get("role") == "support"

    def _roles_after(self, index):
        """Return the roles told from `index` on: [(role, phrase)], and their end."""
        roles, end = [], index
        while index < len(self.items):
            item = self.items[index]
            if "role" in item.senses:
                if item.senses["role"] == "support" and self._object_of(index + 1):
                    # "Phòng A phối hợp Phòng B": the task is A's
                    return (roles, end) if roles else ([("do", "")], end)
                roles.append((item.senses["role"], item.phrase))
                index += 1
                end = index
            elif self._aside(index):
                index = self._aside(index)
            elif "adverb" in item.senses or (
                item.kind == "mark" and item.value in "(:-–)"
            ):
                index += 1
            elif roles and (item.kind == "comma" or "and" in item.senses):
                index += 1
            else:
                break
        return roles, end

    def _aside(self, index):
        """Return where a bracket that tells nobody what to do ends: "(đ/c Hiệp)"."""
        if self.items[index].value != "(":
            return None
        for end in range(index + 1, min(index + 8, len(self.items))):
            if self.items[end].value == ")":
                return end + 1
            if "role" in self.items[end].senses:
                return None
        return None

    def _object_of(self, index):
        """Return the index of the receiver right behind "phối hợp", or None."""
        while index < len(self.items):
            item = self.items[index]
            if item.kind in NAMED:
                return index
            passing = item.kind == "link" or item.value == ":"
            if not passing and not {"and", "adverb"} & item.senses.keys():
                return None
            index += 1
        return None

    def _take(self, group, lists, clause, accepted):
        """Take a list where a sentence puts receivers; return whether it was one."""
        if group.first and self._aside(group.first - 1):
            return False
        before, colon = self._before(group)
        lead_in = self.items[before] if before is not None else None
        roles, end = self._roles_after(group.last)
        senses = lead_in.senses if lead_in else {}
        if senses.get("role") == "support":
            tail = self._tail(group, roles)
            first = self.items[before].first
            for part in group.parts[: len(group.parts) - len(tail)]:
                self._mention(
                    group, [part], [("support", "")], clause, first, part.last
                )
            if tail:
                last = self.items[end - 1].last
                self._mention(group, tail, roles, clause, tail[0].first, last)
            return True
        if "role" in senses and colon:
            role = [(senses["role"], lead_in.phrase)]
            last = self.items[group.end - 1].last
            self._mention(group, group.parts, role, clause, lead_in.first, last)
            return True
        hand = self._handed(before, accepted) if lead_in else None
        last = self.items[max(end, group.end) - 1].last
        if hand:
            roles = self._handed_roles(hand, lead_in.phrase, roles)
            if roles:
                self._mention(group, group.parts, roles, clause, lead_in.first, last)
            return bool(roles)
        if not roles or ("hand" in senses and "role" not in senses):
            return False
        first = group.parts[0].first if group.parts else 0
        if self._is_head(lead_in, clause, roles):
            self._mention(group, group.parts, roles, clause, first, last)
            return True
        tail = self._tail(group, roles) if roles[0][0] != "inform" else []
        if tail and "told" not in senses and "not" not in senses:
            self._mention(group, tail, roles, clause, tail[0].first, last)
        return bool(tail)

    def _tail(self, group, roles):
        """Return the last receiver of a list when the words behind are his alone:
        "phối hợp Phòng B, VP theo dõi"."""
        if not roles or len(group.parts) < 2 or group.joins[-1] == "and":
            return []
        # "theo văn bản của Sở Y tế, Phòng Y tế triển khai"
        foreign = roles[0][0] == "do" and group.parts[-2].kind == "stranger"
        if not foreign and roles[0][0] not in ("monitor", "direct", "lead", "inform"):
            return []
        return group.parts[-1:]

    def _handed(self, index, accepted):
        """Return the kind of the word that hands on, where it is an order here."""
        kind = self.items[index].senses.get("hand")
        if kind in (None, "give"):
            return kind
        before = index - 1
        while before >= 0 and (
            self.items[before].kind in ("mark", "link")
            or "adverb" in self.items[before].senses
        ):
            before -= 1
        item = self.items[before] if before >= 0 else None
        at_start = item is None or item.kind == "stop"
        if kind == "copy":
            return kind if at_start or item.kind in ("comma", "due") else None
        if kind == "ask":
            return kind if at_start or item.kind in ("comma", "due") else None
        if kind == "submit" or accepted:
            return kind if at_start else None
        # "Đồng ý, chuyển P.VHTT xử lý"
        return kind if at_start or item.kind == "comma" else None

    def _handed_roles(self, hand, phrase, roles):
        if hand == "submit":
            return [("do", phrase)]
        if hand == "copy":
            return roles or [("inform", phrase)]
        if (
            hand == "send"
            and not phrase.endswith(lexis.MOVES_ON)
            and lexis.MOVES_ON not in phrase
        ):
            return roles
        return roles or [("do", phrase)]

    def _is_head(self, lead_in, clause, roles):
        """Whether a list opens a clause, so that what follows is told to it."""
        if roles[0][1] in lexis.NEEDS_ORDER and not self._is_ordered(clause):
            return False
        if lead_in is None or lead_in.kind in ("stop", "comma", "due", *NAMED):
            return True
        if "role" in lead_in.senses:
            return lead_in.phrase not in lexis.TRANSITIVE
        return "but" in lead_in.senses

    def _is_ordered(self, clause):
        """Whether a clause sets a deadline, so that it orders and does not tell."""
        number = 0
        for item in self.items:
            number += item.kind == "stop"
            if number == clause and item.kind == "due":
                return True
        return False

    def _mention(self, group, parts, roles, clause, first, last):
        keys = []
        for part in parts:
            if part.kind in ("name", "group"):
                keys += part.value
            else:
                self._report(part)
        keys = [key for key in dict.fromkeys(keys) if key not in group.without]
        if keys:
            single = len(parts) == 1 and parts[0].kind == "name"
            self.mentions.append(_Mention(keys, roles, single, clause, first, last))

    def _report(self, part):
        words = self.text.words(part.first, part.last).strip()
        what = "unknown" if part.kind == "stranger" else "unclear"
        into = getattr(self.reading, what)
        if words not in into:
            into.append(words)
            self._span(part.first, part.last, what)

    def _span(self, first, last, what, key=""):
        syllables = self.text.syllables
        start, end = syllables[first].start, syllables[last - 1].end
        self.reading.spans.append(
            Span(start, end, what, self.text.text[start:end], key)
        )

    # -- from mentions to lines ------------------------------------------------

    def _settle(self):
        leads = [m for m in self.mentions if any(r == "lead" for r, _p in m.roles)]
        lead_keys = {key for mention in leads for key in mention.keys}
        if len(lead_keys) > 1:
            for mention in leads:
                self._report(Item("unclear", mention.first, mention.last))
            self.mentions = [m for m in self.mentions if m not in leads]
        tasks = {
            mention.keys[0]
            for mention in self.mentions
            if mention.single and all(role == "do" for role, _p in mention.roles[:1])
        }
        alone = tasks if len(tasks) == 1 and not leads else set()
        chosen = {}
        for mention in self.mentions:
            for key in mention.keys:
                purpose = self._purpose(key, mention.roles, key in alone)
                if purpose is None:
                    self.reading.unfit.append((key, mention.roles[0][0]))
                    continue
                if key not in chosen or purpose == "lead":
                    chosen[key] = purpose
                    self._span(mention.first, mention.last, "receiver", key)
        self.reading.lines = list(chosen.items())
        self._settle_deadline(leads)

    def _purpose(self, key, roles, alone):
        """Return the purpose for what a receiver is told, among those allowed."""
        allowed = self.by_key[key]["purposes"]
        said = [role for role, _phrase in roles]
        if "lead" in said:
            said = ["lead"]
        elif said[0] == "inform" and "do" in said:
            # "biết, thực hiện"
            said = ["do"]
        elif said[0] == "do" and "direct" in said:
            said = ["direct", "do"]
        for role in said:
            tries = (role,)
            if role == "do":
                tries = (
                    ("lead",) if alone and "lead" in allowed else ("support", "direct")
                )
            elif role == "opinion":
                tries = ("opinion", "support")
            for purpose in tries:
                if purpose in allowed:
                    return purpose
        return None

    def _settle_deadline(self, leads):
        stops = [item.first for item in self.items if item.kind == "stop"]
        end = self.items[-1].last if self.items else 0
        dues = [due for due in self.dues if due.last <= end]
        for due in dues:
            if due.due is None:
                self._report(Item("unclear", due.first, due.last))
        dues = [due for due in dues if due.due]
        found = {due.due for due in dues}
        if len(found) > 1:
            clauses = {mention.clause for mention in leads or self.mentions[:1]}
            found = {
                due.due
                for due in dues
                if sum(stop < due.first for stop in stops) in clauses
            }
        if len(found) == 1:
            [self.reading.deadline] = found
            self.reading.past = self.reading.deadline.is_past(self.now)
        for due in dues:
            if due.due == self.reading.deadline:
                self._span(due.first, due.last, "deadline")
            elif not self.reading.deadline:
                self._report(Item("unclear", due.first, due.last))
