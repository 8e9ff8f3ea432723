"""What a file is, told by its bytes and never by its name."""

import io
import zipfile

from .refusal import Refused

PDF, JPEG, PNG, TIFF, DOCX = "pdf", "jpeg", "png", "tiff", "docx"

#: kind -> (media type, usual extension)
MEDIA = {
    PDF: ("application/pdf", ".pdf"),
    JPEG: ("image/jpeg", ".jpg"),
    PNG: ("image/png", ".png"),
    TIFF: ("image/tiff", ".tif"),
    DOCX: (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".docx",
    ),
}

_TIFF_HEADS = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
_OLE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# An encrypted Office file is an OLE container with this stream name (UTF-16).
_OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def sniff(data, max_bytes=None):
    """Return the kind of ``data`` (one of the constants of this module).

    :param bytes data: the whole file
    :param max_bytes: size limit, or None
    :raises Refused: empty, too_large, wrong_type, encrypted, broken
    """
    if not data:
        raise Refused("empty")
    if max_bytes is not None and len(data) > max_bytes:
        raise Refused("too_large", f"{len(data)} > {max_bytes}")
    head = bytes(data[:1024])
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(_TIFF_HEADS):
        return TIFF
    if head.startswith(_OLE_HEAD):
        if _OLE_ENCRYPTED in data:
            raise Refused("encrypted", "office")
        raise Refused("wrong_type", "ole")
    if head.startswith(b"PK"):
        return _sniff_zip(data)
    # A program may carry "%PDF-" further on: look at its own head first.
    if head.startswith((b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe")):
        raise Refused("wrong_type", "program")
    if b"%PDF-" in head:
        return PDF
    if not any(head):
        raise Refused("broken", "zeros")
    raise Refused("wrong_type", "unknown")


def _sniff_zip(data):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, EOFError) as exc:
        raise Refused("broken", "zip") from exc
    if "[Content_Types].xml" in names and "word/document.xml" in names:
        return DOCX
    raise Refused("wrong_type", "zip")
