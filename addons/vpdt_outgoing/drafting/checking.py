"""A template looked through before anybody fills it: each fault with its place."""

import difflib
import re

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from .answers import Problem
from .inspection import inspect
from .ooxml import MC, Package, W
from .refusal import DraftRefused
from .sandbox import Environment, NotAllowed
from .values import MEMBERS, PLACEHOLDERS

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_MARK = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_STATEMENT = re.compile(r"\{%[-+]?\s*(?:(p|tr|tc|r)\s+)?(\w+)(.*?)[-+]?%\}", re.DOTALL)
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_ENDS = {"for": "endfor", "if": "endif"}


def placeholders(data, limits):
    """Return the names a template asks for, each once, in the order of the page.

    :raises DraftRefused: it cannot be opened
    """
    names = []
    for _place, node in _paragraphs(Package(data, limits)):
        for tag in _TAG.findall(own_text(node)):
            names += [n for n in re.findall(r"[a-z_0-9]+", tag) if n in PLACEHOLDERS]
    return list(dict.fromkeys(names))


def check_template(data, limits):
    """Return the faults of a template: list of :class:`~.answers.Problem`."""
    found = inspect(data, limits)
    problems = [Problem(r["code"], "", r["data"]) for r in found.refusals]
    if problems:
        return problems
    checker = _Checker()
    for part in _parts(Package(data, limits)):
        checker.part(*part)
    if not checker.problems:
        checker.problems += _trial(data, limits)
    return checker.problems


def _trial(data, limits):
    from .filling import render
    from .sample import SAMPLE

    try:
        render(data, SAMPLE.as_placeholders(), limits)
    except DraftRefused as refused:
        return [Problem("not_filled", "", {"message": str(refused)})]
    except Exception as exc:  # pylint: disable=broad-exception-caught
        return [Problem("not_filled", "", {"message": type(exc).__name__})]
    return []


def _parts(package):
    """Yield (prefix of places, root) of each part that docxtpl fills."""
    yield "", package.xml(package.main).find(f"{W}body")
    for kind in ("header", "footer", "footnotes"):
        for number, name in enumerate(package.related(kind), 1):
            prefix = kind if kind == "footnotes" else f"{kind}{number}"
            yield f"{prefix}.", package.xml(name)


def _paragraphs(package):
    for prefix, root in _parts(package):
        yield from places(root, prefix)


def places(root, prefix=""):
    """Yield (place, paragraph) of every paragraph, in the order of the page."""
    counts = {"p": 0, "t": 0}
    for node in root:
        if node.tag == f"{W}p":
            counts["p"] += 1
            place = f"{prefix}p{counts['p']}"
            yield place, node
            for number, box in enumerate(_boxes(node), 1):
                yield from places(box, f"{place}.b{number}.")
        elif node.tag == f"{W}tbl":
            counts["t"] += 1
            for row_number, row in enumerate(node.iter(f"{W}tr"), 1):
                if next(row.iterancestors(f"{W}tbl")) is not node:
                    continue
                for cell_number, cell in enumerate(row.findall(f"{W}tc"), 1):
                    yield from places(
                        cell, f"{prefix}t{counts['t']}.r{row_number}.c{cell_number}."
                    )
        elif node.tag in _WRAPPERS:
            yield from places(node, f"{prefix}x{root.index(node)}.")


_WRAPPERS = {
    f"{W}{name}"
    for name in ("sdt", "sdtContent", "customXml", "ins", "footnote", "endnote")
}


def _boxes(paragraph):
    for box in paragraph.iter(f"{W}txbxContent"):
        if not any(a.tag == f"{MC}Fallback" for a in box.iterancestors()):
            yield box


def own_text(paragraph):
    """Return the text of a paragraph without its text boxes and page numbers."""
    out, stack, fields = [], [iter(paragraph)], []
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
        elif node.tag == f"{W}fldChar":
            _field(node.get(f"{W}fldCharType"), fields)
        elif node.tag == f"{W}instrText":
            if fields:
                fields[-1][0] += node.text or ""
        elif any(live for _instruction, live in fields):
            continue
        elif node.tag == f"{W}t":
            out.append(node.text or "")
        elif node.tag == f"{W}tab":
            if node.getparent().tag != f"{W}tabs":
                out.append("\t")
        elif node.tag in (f"{W}br", f"{W}cr"):
            if node.get(f"{W}type") in (None, "textWrapping"):
                out.append("\n")
        elif node.tag == f"{W}noBreakHyphen":
            out.append("-")
        elif node.tag not in _HIDDEN:
            stack.append(iter(node))
    return "".join(out)


def _field(mark, fields):
    """Follow the marks of a field: what a live one shows is made anew each time."""
    if mark == "begin":
        fields.append(["", False])
    elif mark == "separate" and fields:
        fields[-1][1] = fields[-1][0].split()[:1] in (["PAGE"], ["NUMPAGES"])
    elif mark == "end" and fields:
        fields.pop()


_HIDDEN = {
    f"{W}txbxContent",
    f"{MC}Fallback",
    f"{W}del",
    f"{W}moveFrom",
    f"{W}pPr",
    f"{W}rPr",
}


class _Checker:
    """Follows blocks over the paragraphs of a part."""

    def __init__(self):
        self.problems = []
        self._environment = Environment()
        self._stack = []
        self._names = {}

    def add(self, code, place, **data):
        self.problems.append(Problem(code, place, data))

    def part(self, prefix, root):
        self._stack = []
        for place, node in places(root, prefix):
            self._paragraph(place, node)
        for block in self._stack:
            self.add(
                "unclosed_block",
                block["place"],
                tag=block["tag"],
                end=_ENDS[block["word"]],
            )

    def _paragraph(self, place, node):
        text = own_text(node).translate(_QUOTES)
        rest = _TAG.sub("", text)
        broken = _MARK.search(rest)
        if broken or re.search(r"\{$|^\}", rest.strip()) and _MARK.search(text):
            at = text.find(broken[0]) if broken else 0
            self.add("unbalanced", place, tag=text[at : at + 40])
            return
        depth = len(self._stack)
        for match in _TAG.finditer(text):
            tag = match[0]
            if tag.startswith("{#"):
                continue
            if "-" in (tag[2], tag[-3]):
                # docxtpl joins paragraphs for it, across whatever lies between
                self.add("not_allowed", place, tag=tag)
            elif tag.startswith("{{"):
                self._field(place, tag)
            else:
                self._statement(place, tag, node, text)
        # a block without a prefix that outlives its paragraph tears the page apart
        for block in self._stack[depth:]:
            if not block["prefix"]:
                self.add("spans_paragraphs", place, tag=block["tag"])
                block["told"] = True

    def _field(self, place, tag):
        if re.match(r"\{\{[-+]?(r|p|tr|tc)\s", tag):
            self.add("raw_tag", place, tag=tag)
            return
        tree = self._parse(place, tag, tag)
        if tree is not None:
            self._known(place, tag, tree, printed=True)

    def _parse(self, place, tag, source):
        try:
            return self._environment._parse(source, None, None)
        except NotAllowed:
            self.add("not_allowed", place, tag=tag)
        except TemplateSyntaxError as exc:
            self.add("syntax", place, tag=tag, message=exc.message or "")
        return None

    def _statement(self, place, tag, node, text):
        match = _STATEMENT.fullmatch(tag)
        prefix, word = (match[1] or "", match[2]) if match else ("", "")
        if prefix in ("tc", "r"):
            self.add("not_allowed", place, tag=tag)
            return
        if prefix == "p" and text.strip() != tag:
            self.add("not_alone", place, tag=tag)
        row = next(node.iterancestors(f"{W}tr"), None)
        if prefix == "tr" and row is None:
            self.add("not_in_row", place, tag=tag)
            return
        if word in _ENDS:
            self._open(place, tag, node, row, match)
        elif word in _ENDS.values():
            self._close(place, tag, node, row, prefix, word)
        elif word in ("elif", "else"):
            if not self._stack or self._stack[-1]["word"] != "if":
                self.add("unopened_block", place, tag=tag)
            elif word == "elif":
                self._condition(place, tag, match[3])
        else:
            self.add("not_allowed", place, tag=tag)

    def _condition(self, place, tag, expression):
        tree = self._parse(place, tag, f"{{% if {expression} %}}{{% endif %}}")
        if tree is not None:
            self._known(place, tag, tree)

    def _open(self, place, tag, node, row, match):
        prefix, word, rest = match[1] or "", match[2], match[3]
        block = {"place": place, "tag": tag, "word": word, "prefix": prefix}
        block["where"] = _where(prefix, node, row)
        block["variable"] = None
        if word == "if":
            self._condition(place, tag, rest)
        else:
            tree = self._parse(place, tag, f"{{% for {rest} %}}{{% endfor %}}")
            if tree is not None:
                loop = tree.body[0]
                block["variable"] = loop.target.name
                self._known(place, tag, loop.iter)
                self._names[loop.target.name] = self._names.get(loop.target.name, 0) + 1
        self._stack.append(block)

    def _close(self, place, tag, node, row, prefix, word):
        if not self._stack or _ENDS[self._stack[-1]["word"]] != word:
            self.add("unopened_block", place, tag=tag)
            return
        block = self._stack.pop()
        if block["variable"]:
            self._names[block["variable"]] -= 1
        if block.get("told"):
            return
        if block["prefix"] != prefix:
            self.add("wrong_prefix", place, tag=block["tag"])
        elif block["where"] is not _where(prefix, node, row):
            code = "crossing_block" if prefix else "spans_paragraphs"
            self.add(code, place, tag=block["tag"])

    def _known(self, place, tag, tree, printed=False):
        names = [tree] if isinstance(tree, nodes.Name) else []
        for node in [*names, *tree.find_all(nodes.Name)]:
            name = node.name
            if self._names.get(name) or name == "loop":
                continue
            if name not in PLACEHOLDERS:
                self._unknown(place, name, PLACEHOLDERS)
            elif printed and PLACEHOLDERS[name].kind in ("lines", "parts", "rows"):
                if not list(tree.find_all(nodes.Filter)):
                    self.add("wrong_kind", place, name=name)
        members = [tree] if isinstance(tree, nodes.Getattr) else []
        for node in [*members, *tree.find_all(nodes.Getattr)]:
            loop = isinstance(node.node, nodes.Name) and node.node.name == "loop"
            if not loop and node.attr not in MEMBERS:
                self._unknown(place, node.attr, MEMBERS)

    def _unknown(self, place, name, known):
        near = difflib.get_close_matches(name, list(known), 1, 0.4)
        self.add("unknown_name", place, name=name, nearest=near[0] if near else "")


def _where(prefix, node, row):
    """What a block must not leave: its cell, its table, its paragraph."""
    if prefix == "p":
        return node.getparent()
    if prefix == "tr":
        return row.getparent() if row is not None else None
    return node
