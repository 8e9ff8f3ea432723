"""The process that opens drafts and templates: one request, one answer.

It writes nothing to a disk, starts no program, reaches no network, and has a bound
on memory and processor time.
"""

import os
import sys

from . import guard, protocol
from .limits import Limits
from .refusal import DraftRefused


def main(parent):
    """Answer the request on stdin.

    :param int parent: process id of whoever asks
    :return: exit code
    """
    guard.tie_to(parent)
    got = protocol.unpack(sys.stdin.buffer.read())
    if got is None:
        return 1
    header, blobs = got
    sink = os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(null, number)
    limits = Limits.from_dict(header.pop("limits"))
    work = _work(header.pop("work"))
    guard.bound(limits.memory, int(limits.read_seconds * 1.5) + 2, 0)
    guard.no_network(programs=False)
    answer, out = serve(work, blobs, limits, header)
    with sink:
        sink.write(protocol.pack(answer, *out))
    return 0


def _work(name):
    """Return the function for a work; importing it is the slow part of the start."""
    if name == "inspect":
        from .inspection import inspect

        return lambda blobs, limits: (inspect(blobs[0], limits).as_dict(), [])
    if name == "text":
        from .paragraphs import paragraphs

        return lambda blobs, limits: (
            {"rows": [p.as_list() for p in paragraphs(blobs[0], limits)]},
            [],
        )
    if name == "compare":
        from .comparison import compare

        return lambda blobs, limits: (compare(*blobs, limits).as_dict(), [])
    if name == "digest":
        from .digest import content_digest

        return lambda blobs, limits: ({"digest": content_digest(blobs[0], limits)}, [])
    if name == "placeholders":
        from .checking import placeholders

        return lambda blobs, limits: ({"names": placeholders(blobs[0], limits)}, [])
    if name == "check":
        from .checking import check_template

        return lambda blobs, limits: (
            {"problems": [p.as_dict() for p in check_template(blobs[0], limits)]},
            [],
        )
    if name == "fill":
        from .filling import fill

        return lambda blobs, limits, values: (
            {},
            [fill(blobs[0], values, limits)],
        )
    raise ValueError(f"unknown work {name!r}")


def serve(work, blobs, limits, arguments):
    """Do one work.

    :return: (header, blobs); whatever a hostile file provokes is a refusal
    """
    try:
        return work(blobs, limits, **arguments)
    except DraftRefused as refused:
        return {"refused": refused.as_dict()}, []
    except (MemoryError, RecursionError) as exc:
        data = {"what": "memory" if isinstance(exc, MemoryError) else "depth"}
        return {"refused": {"code": "bomb", "data": data}}, []
    except Exception as exc:  # pylint: disable=broad-exception-caught
        data = {"part": type(exc).__name__}
        return {"refused": {"code": "broken", "data": data}}, []
