"""A digest of what a draft prints, blind to what programs write on saving.

Word, LibreOffice and python-docx write the same page in many ways: marks of the
editing session, cut runs, styles by other names. Here every paragraph is reduced to
its words with the typeface in force for them, every picture to its bytes and size,
every section to its paper. Not looked at: rules and shading of tables, widths of
columns, comments, where a link leads, the document's own properties.
"""

import hashlib
import json
import unicodedata

from .effective import Styles, number, on
from .ooxml import MC, W_NS, A, Package, R, W

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_V = "{urn:schemas-microsoft-com:vml}"
_EMU_MM = 36000
_TWIPS_MM = 56.7
#: fields whose printed result is made anew each time
_LIVE = {"PAGE", "NUMPAGES", "SECTIONPAGES", "DATE", "TIME", "FILENAME", "PRINTDATE"}


def content_digest(data, limits):
    """Return 64 hexadecimal digits.

    :param bytes data: the .docx
    :raises DraftRefused: it cannot be opened
    """
    lines = content_lines(data, limits)
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    return hashlib.sha256(text.encode()).hexdigest()


def content_lines(data, limits):
    """Return what the digest is made of: a list of plain values, for tests too."""
    package = Package(data, limits)
    walker = _Walker(package)
    walker.container(package.xml(package.main).find(f"{W}body"), package.main)
    return walker.lines


class _Walker:
    def __init__(self, package):
        self.lines = []
        self._package = package
        self._styles = Styles(package)
        self._relations = {}
        self._field = []

    def container(self, node, part):
        for child in node:
            if child.tag == f"{W}p":
                self._paragraph(child, part)
            elif child.tag == f"{W}tbl":
                self._table(child, part)
            elif child.tag == f"{W}sectPr":
                self._section(child, part)
            elif child.tag in (
                f"{W}sdt",
                f"{W}sdtContent",
                f"{W}customXml",
                f"{W}ins",
                f"{W}moveTo",
            ):
                self.container(child, part)

    def _paragraph(self, node, part):
        properties = node.find(f"{W}pPr")
        form = self._styles.paragraph(properties)
        runs = []
        self._runs(node, part, properties, (), runs)
        merged = []
        for run in runs:
            if merged and _joins(merged[-1], run):
                merged[-1][0] += run[0]
            else:
                merged.append(run)
        # the size of an empty line is the height of a gap, nothing that is read
        self.lines.append(["p", form, merged] if merged else ["p"])
        section = node.find(f"{W}pPr/{W}sectPr")
        if section is not None:
            self._section(section, part)

    def _runs(self, node, part, properties, marks, out):
        for child in node:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, part, properties, marks, out)
            elif tag in (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"):
                mark = "del" if tag in (f"{W}del", f"{W}moveFrom") else "ins"
                self._runs(child, part, properties, (*marks, mark), out)
            elif tag == f"{W}fldSimple":
                word = (child.get(f"{W}instr", "").split() or [""])[0].upper()
                if word in _LIVE:
                    out.append([f"{{{word}}}", [], list(marks)])
                else:
                    self._runs(child, part, properties, marks, out)
            elif tag in (f"{_MATH}oMath", f"{_MATH}oMathPara"):
                text = "".join(t.text or "" for t in child.iter(f"{_MATH}t"))
                out.append([{"math": text}, [], list(marks)])
            elif tag != f"{W}pPr":
                self._runs(child, part, properties, marks, out)

    def _run(self, node, part, properties, marks, out):
        form = None
        for child in node:
            text = self._text(child)
            if child.tag == f"{W}fldChar":
                self._mark(child, marks, out)
            elif child.tag == f"{W}instrText" and self._field:
                self._field[-1]["instruction"] += child.text or ""
            elif any(f["live"] for f in self._field):
                continue
            elif text is not None:
                if form is None:
                    form = self._styles.run(properties, node.find(f"{W}rPr"))
                if text:
                    out.append([text, form, list(marks)])
            elif child.tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
                self._drawing(child, part, marks, out)
            elif child.tag == f"{MC}AlternateContent":
                choice = child.find(f"{MC}Choice")
                if choice is not None:
                    self._drawing(choice, part, marks, out)
            elif child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                self._note(child, marks, out)

    def _text(self, node):
        tag = node.tag[len(W) :] if node.tag.startswith(W) else ""
        if tag in ("t", "delText"):
            return unicodedata.normalize("NFC", node.text or "")
        if tag in ("tab", "ptab"):
            return "\t"
        if tag == "br" and node.get(f"{W}type") in ("page", "column"):
            return "\f"
        if tag in ("br", "cr"):
            return "\n"
        if tag == "noBreakHyphen":
            return "\u2011"
        if tag == "sym":
            return f"{{{node.get(f'{W}font')} {node.get(f'{W}char')}}}"
        return None

    def _mark(self, node, marks, out):
        kind = node.get(f"{W}fldCharType")
        if kind == "begin":
            self._field.append({"instruction": "", "live": False})
        elif self._field:
            word = (self._field[-1]["instruction"].split() or [""])[0].upper()
            if kind == "separate":
                self._field[-1]["live"] = word in _LIVE
            else:
                self._field.pop()
                if word in _LIVE:
                    out.append([f"{{{word}}}", [], list(marks)])

    def _note(self, node, marks, out):
        kind = "footnote" if "footnote" in node.tag else "endnote"
        for name in self._package.related(f"{kind}s"):
            for note in self._package.xml(name).iter(f"{W}{kind}"):
                if note.get(f"{W}id") == node.get(f"{W}id"):
                    text = "".join(t.text or "" for t in note.iter(f"{W}t")).strip()
                    out.append([{kind: text}, [], list(marks)])

    def _drawing(self, node, part, marks, out):
        size = next(node.iter(f"{_WP}extent"), None)
        extent = []
        if size is not None:
            extent = [round(int(size.get(side, 0)) / _EMU_MM) for side in ("cx", "cy")]
        blips = [b.get(f"{R}embed") for b in node.iter(f"{A}blip")]
        blips += [i.get(f"{R}id") for i in node.iter(f"{_V}imagedata")]
        for key in blips:
            out.append([{"picture": self._hash(part, key), "mm": extent}, [], []])
        charts = [c.get(f"{R}id") for c in node.iter(f"{_CHART}chart")]
        for key in charts:
            out.append([{"chart": self._hash(part, key), "mm": extent}, [], []])
        boxes = list(node.iter(f"{W}txbxContent"))
        if boxes or not (blips or charts):
            out.append([{"shape": extent}, [], list(marks)])
        for box in boxes:
            self.container(box, part)

    def _hash(self, part, key):
        if part not in self._relations:
            relations = self._package.relations(part)
            self._relations[part] = {r.id: r for r in relations}
        relation = self._relations[part].get(key)
        if relation is None or relation.part not in self._package.entries:
            return key
        return hashlib.sha256(self._package.content(relation.part)).hexdigest()

    def _table(self, node, part):
        self.lines.append(["table"])
        for row in node.iter(f"{W}tr"):
            if next(row.iterancestors(f"{W}tbl")) is not node:
                continue
            self.lines.append(["row"])
            for cell in row.iter(f"{W}tc"):
                if next(cell.iterancestors(f"{W}tr")) is not row:
                    continue
                span = number(cell.find(f"{W}tcPr/{W}gridSpan"), default=1)
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                below = merge is not None and merge.get(f"{W}val") != "restart"
                self.lines.append(["cell", span, below])
                self.container(cell, part)
        self.lines.append(["end"])

    def _section(self, node, part):
        size, margins = node.find(f"{W}pgSz"), node.find(f"{W}pgMar")
        paper = [_mm(size, key) for key in ("w", "h")]
        paper += [_mm(margins, key) for key in ("top", "bottom", "left", "right")]
        start = number(node.find(f"{W}pgNumType"), "start")
        first = on(node.find(f"{W}titlePg"))
        self.lines.append(["section", paper, start, first])
        relations = {r.id: r for r in self._package.relations(part)}
        for reference in sorted(
            node.iter(f"{W}headerReference", f"{W}footerReference"),
            key=lambda n: (n.tag, n.get(f"{W}type") or ""),
        ):
            relation = relations.get(reference.get(f"{R}id"))
            kind = reference.get(f"{W}type")
            if relation is None or (kind == "first" and not first) or kind == "even":
                continue
            lines, self.lines = self.lines, []
            self.container(self._package.xml(relation.part), relation.part)
            inside = [line for line in self.lines if line != ["p"]]
            self.lines = lines
            if inside:
                name = reference.tag[len(W_NS) + 2 : -len("Reference")]
                self.lines.append([name, kind, inside])


def _joins(before, run):
    """Whether two runs print as one; of a space only size and lines are seen."""
    if not isinstance(run[0], str) or not isinstance(before[0], str):
        return False
    if run[1:] == before[1:]:
        return True
    if run[0].strip(" ") or not run[1] or not before[1] or run[2] != before[2]:
        return False
    seen = [0, 3, 4, 5, 11]  # of effective._RUN: size, underline, strikes, highlight
    return all(run[1][at] == before[1][at] for at in seen)


def _mm(node, key):
    value = node.get(f"{W}{key}") if node is not None else None
    return round(int(value) / _TWIPS_MM) if value and value.isdigit() else None
