"""Word files made by hand for the tests: plain ones and hostile ones."""

import io
import struct
import zipfile
import zlib

from docx import Document

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def document(*texts):
    """Return a python-docx document with these paragraphs."""
    made = Document()
    for text in texts:
        made.add_paragraph(text)
    return made


def saved(made):
    """Return the bytes of a python-docx document."""
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def docx(*texts):
    """Return a .docx with these paragraphs."""
    return saved(document(*(texts or ("Ủy ban nhân dân xã An Phước",))))


def parts(data):
    """Return {name: bytes} of a .docx."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(content, extra=()):
    """Return an archive of {name: bytes}; ``extra`` are further (name, bytes)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in [*content.items(), *extra]:
            archive.writestr(name, data)
    return out.getvalue()


def changed(data, name, old, new):
    """Return the .docx with bytes of one part replaced (they must be there)."""
    content = parts(data)
    assert old in content[name], (name, old)
    content[name] = content[name].replace(old, new)
    return packed(content)


def with_part(data, name, content):
    """Return the .docx with one more part."""
    return packed({**parts(data), name: content})


def with_relation(data, kind, target, external=True):
    """Return the .docx whose main part has one more relation."""
    mode = ' TargetMode="External"' if external else ""
    line = f'<Relationship Id="rIdX" Type="{_RELATION}{kind}" Target="{target}"{mode}/>'
    end = b"</Relationships>"
    return changed(data, "word/_rels/document.xml.rels", end, line.encode() + end)


def with_body(data, xml):
    """Return the .docx with XML put in at the beginning of its body."""
    return changed(data, "word/document.xml", b"<w:body>", b"<w:body>" + xml.encode())


def field(*pieces):
    """Return a paragraph with a field whose instruction is cut into runs."""
    runs = "".join(
        f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>'
        for piece in pieces
    )
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return f"<w:p>{mark.format('begin')}{runs}{mark.format('end')}</w:p>"


def png(width, height):
    """Return a PNG of a few bytes that says it is that large."""

    def chunk(kind, data):
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", data)
        + chunk(b"IEND", b"")
    )


def ole(stream):
    """Return the beginning of an OLE file with a stream of that name."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + stream.encode("utf-16-le")
    )
