"""A directive cut into what it is made of: names, groups, words, marks, deadlines."""

from dataclasses import dataclass, field

from . import lexis
from .syllables import Lexicon, bare, spell

#: Kinds of items that stand for receivers.
NAMED = ("name", "group", "unclear", "stranger")


@dataclass
class Item:
    """A word, name, mark or deadline, and what it may mean here (`senses`)."""

    kind: str
    first: int
    last: int
    value: object = None
    phrase: str = ""
    senses: dict = field(default_factory=dict)


def _names(candidates):
    """Return the lexicon of all names; a value is (key, whether it needs a capital)."""
    names = Lexicon(joined=True)
    heads = tuple(bare(head) + " " for head in lexis.STRANGERS)
    for item in candidates:
        for name in item["names"]:
            if _is_symbol(name):
                names.add_symbol(name, (item["key"], False))
            else:
                plain = item["kind"] == "agency" and not bare(name).startswith(heads)
                names.add(name, (item["key"], plain))
    return names


def _is_symbol(name):
    return name.isalpha() and len(name) > 1 and name[:2].isupper()


def _proposes(item, before):
    """Return whether a word hands on in a proposal ("đề xuất giao")."""
    at_start = not before or before[-1].kind == "stop"
    return item.phrase in lexis.PROPOSED or (at_start and item.phrase in lexis.PROPOSE)


class Scanner:
    """Cuts one text; `by_key` are the candidates (see `wording.read_directive`)."""

    def __init__(self, text, by_key, dues, proposing=False):
        self.proposing = proposing
        self.text, self.by_key, self.dues = text, by_key, dues
        self.names = _names(by_key.values())

    def items(self):
        """Return the text as a list of `Item`, up to a signature."""
        items, position = [], 0
        dues = {due.first: due for due in self.dues}
        while position < len(self.text.syllables):
            item = self._item_at(position, dues, items)
            if item is None:
                break
            if self.proposing and _proposes(item, items):
                item.senses = {"hand": "give"}
            items.append(item)
            position = item.last
        return items

    def _item_at(self, position, dues, before):
        if position in dues:
            due = dues[position]
            return Item("due", position, due.last, due)
        syllable = self.text.syllables[position]
        if not syllable.is_word:
            kind = "stop" if syllable.bare in lexis.STRONG else "mark"
            if syllable.bare == ",":
                kind = "comma"
            return Item(kind, position, position + 1, syllable.bare)
        at_start = not before or before[-1].kind == "stop"
        if at_start and lexis.signed().longest(self.text, position):
            return None
        return self._best_at(position) or self._plain(position)

    def _best_at(self, position):
        """Return the longest of name, group, word and stranger; names go first."""
        found = [
            item
            for item in (
                self._name_at(position),
                self._group_at(position),
                self._word_at(position),
            )
            if item
        ]
        best = max(found, key=lambda item: item.last, default=None)
        stranger = self._stranger_at(position)
        if best and best.kind in ("name", "unclear", "stranger"):
            # "PCT Long" is not the vice-chairman there is
            other = stranger and self.text.capitals and stranger.phrase in lexis.CALLS
            return stranger if other and stranger.last > best.last else best
        if stranger and (not best or stranger.last > best.last):
            return stranger
        return best

    def _name_at(self, position):
        syllable = self.text.syllables[position]
        found = self.names.longest(self.text, position)
        if syllable.bare in ("phong", "p"):
            # "P. TC-KH": the abbreviation behind the word, in whatever pieces
            after = position + 1
            if self.text.syllables[after : after + 1] and (
                self.text.syllables[after].bare == "."
            ):
                after += 1
            behind = self.names.symbol(self.text, after)
            if behind and (not found or behind[0] > found[0]):
                found = behind
        if not found:
            return None
        last, values = found
        if self.text.capitals and not syllable.is_capital:
            values = [(key, plain) for key, plain in values if not plain]
        keys = list(dict.fromkeys(key for key, _plain in values))
        if not keys:
            return None
        if self._elsewhere(last):
            return Item("stranger", position, last + 1)
        if len(keys) > 1:
            usual = [key for key in keys if self.by_key[key].get("usual")]
            if len(usual) != 1:
                return Item("unclear", position, last)
            keys = usual
        return Item("name", position, last, keys)

    def _elsewhere(self, last):
        if last >= len(self.text.syllables):
            return False
        return any(
            self.text.syllables[last].says(word, self.text.marked)
            for word in (spell(name)[0] for name in lexis.ELSEWHERE)
        )

    def _group_at(self, position):
        found = lexis.groups().longest(self.text, position)
        if not found:
            return None
        last, [(phrase, heads), *_rest] = found
        keys = [
            key
            for key, item in self.by_key.items()
            if heads and item["kind"] == "agency" and _stands_for(item, heads)
        ]
        return Item("group" if keys else "unclear", position, last, keys, phrase)

    def _word_at(self, position):
        found = lexis.lexicon().longest(self.text, position)
        short = lexis.short().longest(self.text, position)
        if short and (not found or short[0] > found[0]):
            found = (short[0], [("role", short[1][0], "")])
        around = self.text.syllables[max(position - 1, 0) : position + 2]
        role = lexis.IN_BRACKETS.get(self.text.syllables[position].bare)
        if role and [around[0].bare, around[-1].bare] == ["(", ")"]:
            found = (position + 1, [("role", role, "")])
        if not found:
            return None
        last, values = found
        senses = {kind: value for kind, value, _phrase in values}
        return Item("word", position, last, None, values[0][2], senses)

    def _stranger_at(self, position):
        """Return a receiver that is no candidate, as far as its name seems to go."""
        found = lexis.strangers().longest(self.text, position)
        if not found:
            return None
        last, [head, *_rest] = found
        first = last
        capital = any(
            item.is_capital
            for item in self.text.syllables[position : first + 1]
            if item.is_word
        )
        if head in lexis.COMMON and not (capital and self.text.capitals):
            return None
        while last < len(self.text.syllables) and last - first < 8:
            syllable = self.text.syllables[last]
            if last in {due.first for due in self.dues}:
                break
            if not syllable.is_word:
                joins = syllable.bare in "-–&." and not (
                    syllable.bare == "." and last > first
                )
                ahead = self.text.syllables[last + 1 : last + 2]
                if joins and ahead and ahead[0].is_word:
                    last += 1
                    continue
                break
            if self.text.capitals and syllable.is_capital:
                named = last > first and self.names.longest(self.text, last)
                if named and (
                    head in lexis.GENTLE or lexis.strangers().longest(self.text, last)
                ):
                    break
                last += 1
                continue
            if syllable.bare in ("huyen", "tinh"):
                return Item("stranger", position, last + 1, phrase=head)
            if lexis.lexicon().longest(self.text, last):
                break
            if self.names.longest(self.text, last):
                if head in lexis.GENTLE or lexis.strangers().longest(self.text, last):
                    break
            last += 1
        whole = (
            len(head.split()) > 1
            and head not in lexis.COMMON
            and head not in lexis.CALLS
        )
        if (last == first and not whole) or (
            head in lexis.GENTLE and self._name_at(first)
        ):
            return None
        return Item("stranger", position, last, phrase=head)

    def _plain(self, position):
        found = lexis.links().longest(self.text, position)
        if found:
            return Item("link", position, found[0])
        return Item("other", position, position + 1)


def _stands_for(item, heads):
    first = bare(item["names"][0]) if item["names"] else ""
    first = first.replace("uy ban nhan dan ", "").replace("ubnd ", "")
    return first.startswith(tuple(bare(head) for head in heads))
