"""What an uploaded draft brings along besides its text."""

import io
import re

from PIL import Image

from .answers import Inspection
from .ooxml import W_NS, Package, W
from .refusal import DraftRefused

_STRICT = "http://purl.oclc.org/ooxml"
_APP = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}Pages"
)
#: Fields whose result comes from outside the file.
_FIELDS = {
    "INCLUDEPICTURE",
    "INCLUDETEXT",
    "INCLUDE",
    "IMPORT",
    "DDE",
    "DDEAUTO",
    "LINK",
    "EMBED",
    "DATABASE",
    "RD",
}
_PICTURES = re.compile(r"\.(png|jpe?g|gif|bmp|tiff?|emf|wmf|webp|svg)$", re.IGNORECASE)
#: letters on a page of 14 pt text, generously
_PAGE_LETTERS = 3200


def inspect(data, limits):
    """Look at a file without starting anything in it.

    :param bytes data: the whole file
    :param Limits limits: bounds
    :return: :class:`Inspection`; everything found that speaks against the draft is
        listed, except that a file which cannot be opened has one refusal
    """
    found = Inspection()
    try:
        package = Package(data, limits)
        for check in (_parts, _relations, _pictures, _texts, _settings):
            check(package, limits, found)
    except DraftRefused as refused:
        _add(found.refusals, refused.code, **refused.data)
    return found


def _add(rows, code, **data):
    row = {"code": code, "data": data}
    if row not in rows:
        rows.append(row)


def _parts(package, _limits, found):
    for name in package.entries:
        kind, base = package.type_of(name), name.rsplit("/", 1)[-1].lower()
        if "vbaproject" in kind.lower() or base in ("vbaproject.bin", "vbadata.xml"):
            _add(found.refusals, "macros", part=name)
        elif "macroenabled" in kind.lower():
            _add(found.refusals, "macros", part=name)
        elif "activex" in kind.lower() or "/activex/" in f"/{name.lower()}":
            _add(found.refusals, "active_control", part=name)
        elif "oleobject" in kind.lower() or base.startswith("oleobject"):
            _add(found.refusals, "embedded_object", part=name)
        elif name.startswith("_xmlsignatures/") and base.endswith(".xml"):
            _add(found.notes, "signed")


_LOCAL = re.compile(r"(?:file:/*)?[a-zA-Z]:[\\/]|[^/\\:]+\.dotx?m?$", re.IGNORECASE)
_HARMLESS = re.compile(r"(https?://|mailto:|tel:|#|[^:\\]*$)", re.IGNORECASE)


def _relations(package, _limits, found):
    for relation in package.all_relations():
        kind, target = relation.kind, relation.target[:200]
        if kind == "aFChunk":
            _add(found.refusals, "foreign_content", part=relation.part)
        elif not relation.external:
            # the numbers behind a chart are a workbook too; they stay
            if kind == "package" and "/charts/" not in f"/{relation.source}":
                _add(found.refusals, "embedded_object", part=relation.part)
            elif kind == "oleObject":
                _add(found.refusals, "embedded_object", part=relation.part)
            elif kind == "control":
                _add(found.refusals, "active_control", part=relation.part)
        elif kind == "hyperlink":
            if not _HARMLESS.match(target):
                _add(found.refusals, "external_link", target=target, kind=kind)
        elif kind == "image":
            _add(found.refusals, "external_picture", target=target)
        elif kind == "attachedTemplate":
            if _LOCAL.match(target):
                # Word writes where Normal.dotm was on the writer's own machine
                _add(found.notes, "local_template", target=target)
            else:
                _add(found.refusals, "external_template", target=target)
        else:
            _add(found.refusals, "external_link", target=target, kind=kind)


def _pictures(package, limits, found):
    Image.MAX_IMAGE_PIXELS = None  # our own bound, on the head of the file only
    total = 0
    for name in package.entries:
        if not _PICTURES.search(name) and "image/" not in package.type_of(name):
            continue
        found.pictures += 1
        content = package.content(name)
        if name.lower().endswith(".svg") or "svg" in package.type_of(name):
            _svg(package, name, found)
            continue
        try:
            with Image.open(io.BytesIO(content)) as picture:
                width, height = picture.size
        except MemoryError:
            raise
        except Exception:  # pylint: disable=broad-exception-caught
            # whatever a hostile picture provokes: it is shown as a cross
            _add(found.notes, "unreadable_picture", part=name)
            continue
        total += width * height
        if width * height > limits.max_pixels:
            _add(
                found.refusals,
                "picture_bomb",
                part=name,
                width=width,
                height=height,
                limit=limits.max_pixels // 1_000_000,
            )
    if total > limits.max_pixels_total:
        _add(
            found.refusals,
            "pictures_bomb",
            pixels=total // 1_000_000,
            limit=limits.max_pixels_total // 1_000_000,
        )


def _svg(package, name, found):
    for node in package.xml(name).iter():
        for key, value in node.attrib.items():
            if key.rsplit("}", 1)[-1] in ("href", "src") and not re.match(
                r"#|data:", value.strip(), re.IGNORECASE
            ):
                _add(found.refusals, "external_picture", target=value[:200])


def _texts(package, limits, found):
    letters = 0
    names = [package.main, *package.related("header", "footer", "footnotes")]
    names += package.related("endnotes", "comments")
    changes = hidden = 0
    for name in dict.fromkeys(names):
        root = package.xml(name)
        if _STRICT in (root.tag or ""):
            raise DraftRefused("strict")
        if name == package.main and root.find(f"{W}body") is None:
            raise DraftRefused("broken", part=name)
        for node in root.iter(f"{{{W_NS}}}*"):
            tag = node.tag[len(W) :]
            if tag == "p":
                found.paragraphs += 1
            elif tag == "t":
                text = node.text or ""
                letters += len(text)
                found.words += len(text.split())
            elif tag in ("ins", "del", "moveFrom", "moveTo"):
                changes += 1
            elif tag == "vanish" and node.get(f"{W}val") not in ("0", "false", "off"):
                # a paragraph mark may be hidden; only hidden text matters
                hidden += node.getparent().getparent().tag == f"{W}r"
            elif tag == "comment":
                _count(found, "comments")
            elif tag == "altChunk":
                _add(found.refusals, "foreign_content", part=name)
        for instruction in fields_of(root):
            words = instruction.split()
            if words and words[0].upper() in _FIELDS:
                _add(found.refusals, "linked_field", field=instruction.strip()[:120])
    if changes:
        _add(found.notes, "tracked_changes", count=changes)
    if hidden:
        _add(found.notes, "hidden_text", count=hidden)
    _bounds(package, limits, found, letters)


def _count(found, code):
    for row in found.notes:
        if row["code"] == code:
            row["data"]["count"] += 1
            return
    _add(found.notes, code, count=1)


def fields_of(root):
    """Return the instructions of all fields of a part, in the order they begin.

    An instruction may be cut over many runs, and fields may stand in each other.
    """
    done, stack = [], []
    for node in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"):
        if node.tag == f"{W}fldSimple":
            done.append(node.get(f"{W}instr", ""))
        elif node.tag == f"{W}instrText":
            if stack:
                stack[-1].append(node.text or "")
        elif node.get(f"{W}fldCharType") == "begin":
            stack.append([])
        elif node.get(f"{W}fldCharType") == "end" and stack:
            done.append("".join(stack.pop()))
    done += ["".join(rest) for rest in stack]
    return done


def _bounds(package, limits, found, letters):
    stated = 0
    for relation in package.relations(""):
        if relation.kind == "extended-properties" and relation.part in package.entries:
            value = package.xml(relation.part).findtext(_APP) or ""
            stated = int(value) if re.fullmatch(r"\d{1,6}", value) else 0
    guess = -(-letters // _PAGE_LETTERS)
    found.pages = max(stated, guess, 1)
    if found.pages > limits.max_pages:
        _add(
            found.refusals,
            "too_many_pages",
            pages=found.pages,
            limit=limits.max_pages,
        )
    if found.paragraphs > limits.max_paragraphs:
        _add(
            found.refusals,
            "too_many_paragraphs",
            paragraphs=found.paragraphs,
            limit=limits.max_paragraphs,
        )


def _settings(package, _limits, found):
    for name in package.related("settings"):
        root = package.xml(name)
        node = root.find(f"{W}documentProtection")
        if node is not None and node.get(f"{W}enforcement") in ("1", "true", "on"):
            _add(found.notes, "edit_protected")
        if root.find(f"{W}mailMerge") is not None:
            _add(found.refusals, "external_link", target="mailMerge", kind="mailMerge")
