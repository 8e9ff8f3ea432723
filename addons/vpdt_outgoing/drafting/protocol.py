"""The messages between the server and a process: a header and any number of blobs.

4 bytes length of the JSON (big-endian), the JSON (UTF-8) with the blobs' lengths in
``sizes``, the blobs. The same in both directions.
"""

import json
import struct

_HEAD = struct.Struct(">I")


def pack(header, *blobs):
    """Return the bytes of a message."""
    header = {**header, "sizes": [len(blob) for blob in blobs]}
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    return b"".join((_HEAD.pack(len(text)), text, *blobs))


def unpack(message):
    """Return (header, list of blobs), or None when the message is not whole."""
    if len(message) < _HEAD.size:
        return None
    (length,) = _HEAD.unpack_from(message)
    at = _HEAD.size + length
    if len(message) < at:
        return None
    header = json.loads(message[_HEAD.size : at])
    blobs = []
    for size in header.pop("sizes"):
        blobs.append(bytes(message[at : at + size]))
        at += size
    return (header, blobs) if len(message) == at else None
