"""The messages between client and reader process.

One message: 4 bytes length of the JSON part, 8 bytes length of the blob (both
big-endian), the JSON (UTF-8), the blob. The same in both directions.
"""

import json
import struct

HEAD = struct.Struct(">IQ")
#: no honest header comes near it (words of a page: some 100 kB)
MAX_JSON = 256 * 1024 * 1024


def pack(header, blob=b""):
    """Return the bytes of a message.

    :param dict header: JSON-able
    :param bytes blob: payload
    """
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    return HEAD.pack(len(text), len(blob)) + text + blob


def read(stream):
    """Read one message from a blocking binary stream.

    :return: (header, blob), or None at the end of the stream
    """
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    json_size, blob_size = HEAD.unpack(head)
    text = stream.read(json_size)
    blob = stream.read(blob_size)
    if len(text) < json_size or len(blob) < blob_size:
        return None
    return json.loads(text), blob


def unpack(message):
    """Return (header, blob) of the bytes of one whole message."""
    json_size, blob_size = HEAD.unpack_from(message)
    start = HEAD.size
    text = bytes(message[start : start + json_size])
    blob = bytes(message[start + json_size : start + json_size + blob_size])
    return json.loads(text), blob
