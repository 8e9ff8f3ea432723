"""A .docx opened with suspicion: bounds first, then its parts, one by one.

Nothing is unpacked before the directory of the archive has been measured; no part
yields more than it announced; no XML brings a document type of its own.
"""

import io
import posixpath
import re
import zipfile
import zlib

from lxml import etree

from .refusal import DraftRefused

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{W_NS}}}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_OLE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADS = (
    (b"%PDF-", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"<html", "HTML"),
    (b"<!doctype html", "HTML"),
    (b"mime-version", "MHTML"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89png", "PNG"),
    (b"mz", "program"),
)


class Relation:
    """One relation of a part: ``kind`` is the last word of its type."""

    def __init__(self, source, node):
        self.source = source
        self.id = node.get("Id", "")
        self.kind = node.get("Type", "").rsplit("/", 1)[-1]
        self.target = node.get("Target", "")
        # a target with a scheme leaves the file whatever its mode says
        self.external = node.get("TargetMode") == "External" or bool(
            re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|\\\\|//", self.target)
        )

    @property
    def part(self):
        """Name of the part pointed at, without leading stroke."""
        base = "/" + posixpath.dirname(self.source)
        return posixpath.normpath(posixpath.join(base, self.target)).lstrip("/")


class Package:
    """The parts of a .docx.

    :param bytes data: the whole file
    :param Limits limits: bounds
    :raises DraftRefused: not a .docx, encrypted, broken, or larger than allowed
    """

    def __init__(self, data, limits):
        _sniff(data, limits)
        self._limits = limits
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = [e for e in self._zip.infolist() if not e.is_dir()]
        except (zipfile.BadZipFile, OSError, ValueError, EOFError) as exc:
            raise DraftRefused("broken", part="zip") from exc
        self._measure(entries)
        self.entries = {entry.filename: entry for entry in entries}
        self._types()
        self.main = self._main_part()

    def _measure(self, entries):
        limits, total, seen = self._limits, 0, set()
        if len(entries) > limits.max_parts:
            raise DraftRefused("bomb", what=f"{len(entries)} parts")
        for entry in entries:
            if entry.flag_bits & 1:
                raise DraftRefused("encrypted")
            name = entry.filename.lstrip("/").lower()
            # programs differ in which of two they open: what was reviewed
            # might not be what is printed
            if name in seen:
                raise DraftRefused("duplicate_part", part=entry.filename)
            seen.add(name)
            total += entry.file_size
            ratio = entry.file_size / max(1, entry.compress_size)
            if entry.file_size > 1 << 20 and ratio > limits.max_ratio:
                raise DraftRefused("bomb", what=f"{entry.filename}: 1 : {ratio:.0f}")
        if total > limits.max_unpacked:
            raise DraftRefused("bomb", what=f"{total} bytes")

    def _types(self):
        self._default, self._override = {}, {}
        if "[Content_Types].xml" not in self.entries:
            if "mimetype" in self.entries:
                raise DraftRefused("wrong_type", found="OpenDocument")
            raise DraftRefused("wrong_type", found="ZIP")
        for node in self.xml("[Content_Types].xml").iter():
            if node.tag == f"{_TYPES}Default":
                self._default[node.get("Extension", "").lower()] = node.get(
                    "ContentType", ""
                )
            elif node.tag == f"{_TYPES}Override":
                name = node.get("PartName", "").lstrip("/").lower()
                self._override[name] = node.get("ContentType", "")

    def type_of(self, name):
        """Return the content type of a part, ``""`` when it has none."""
        extension = name.rsplit(".", 1)[-1].lower()
        return self._override.get(name.lower(), self._default.get(extension, ""))

    def _main_part(self):
        mains = [r for r in self.relations("") if r.kind == "officeDocument"]
        if not mains or mains[0].part not in self.entries:
            raise DraftRefused("broken", part="officeDocument")
        name = mains[0].part
        kind = self.type_of(name)
        if "macroEnabled" in kind:
            raise DraftRefused("macros", part=name)
        if "wordprocessingml.template" in kind:
            raise DraftRefused("word_template")
        if "wordprocessingml.document" not in kind:
            found = next(
                (n for k, n in (("sheet", "Excel"), ("presentation", "PowerPoint"))
                 if k in kind),
                kind,
            )  # fmt: skip
            raise DraftRefused("wrong_type", found=found)
        return name

    def content(self, name, limit=None):
        """Return the bytes of a part.

        :raises DraftRefused: broken, bomb
        """
        entry = self.entries.get(name)
        if entry is None:
            raise DraftRefused("broken", part=name)
        if limit is not None and entry.file_size > limit:
            raise DraftRefused("bomb", what=f"{name}: {entry.file_size} bytes")
        try:
            with self._zip.open(entry) as stream:
                # the announced size may lie: never read more than it
                content = stream.read(entry.file_size + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            ValueError,
            NotImplementedError,
        ) as exc:
            raise DraftRefused("broken", part=name) from exc
        if len(content) > entry.file_size:
            raise DraftRefused("bomb", what=name)
        return content

    def xml(self, name):
        """Return the root of an XML part, no entity resolved.

        :raises DraftRefused: broken, bomb, entities
        """
        return parse(self.content(name, self._limits.max_xml), name)

    def relations(self, part):
        """Return the relations of a part (``""``: of the whole file)."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path not in self.entries:
            return []
        return [
            Relation(part, node) for node in self.xml(path).iter(f"{_RELS}Relationship")
        ]

    def all_relations(self):
        """Yield every relation of every part."""
        for path in self.entries:
            match = re.fullmatch(r"(.*?)_rels/([^/]*)\.rels", path)
            if match:
                yield from self.relations(match[1] + match[2])

    def related(self, *kinds):
        """Return the names of parts that the main part points at, by kind."""
        return [
            r.part
            for r in self.relations(self.main)
            if r.kind in kinds and not r.external and r.part in self.entries
        ]


def _sniff(data, limits):
    if not data:
        raise DraftRefused("empty")
    if len(data) > limits.max_bytes:
        raise DraftRefused("too_large", bytes=len(data), limit=limits.max_bytes)
    head = bytes(data[:64])
    if head.startswith(_OLE_HEAD):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise DraftRefused("encrypted")
        if "WordDocument".encode("utf-16-le") in data:
            raise DraftRefused("old_word")
        raise DraftRefused("wrong_type", found="OLE")
    # a program that carries an archive behind itself is no document
    if not head.startswith(b"PK\x03\x04"):
        lower = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
        for start, found in _HEADS:
            if lower.startswith(start.lower()):
                raise DraftRefused("wrong_type", found=found)
        raise DraftRefused("broken", part="zip")


def parse(content, name=""):
    """Parse XML with no entity, no document type, no network.

    :raises DraftRefused: entities, broken
    """
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise DraftRefused("entities", part=name)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as exc:
        raise DraftRefused("broken", part=name) from exc
    # UTF-16 hides the declaration from the search above
    if root.getroottree().docinfo.doctype:
        raise DraftRefused("entities", part=name)
    return root


def write_zip(parts):
    """Return the bytes of an archive that depends on nothing but its parts.

    :param parts: {name: bytes}; ``[Content_Types].xml`` is written first
    """
    out = io.BytesIO()
    names = sorted(
        parts, key=lambda n: (n != "[Content_Types].xml", n != "_rels/.rels")
    )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, parts[name])
    return out.getvalue()
