"""The reader process: reads one request after the other, each from a pipe.

It writes nothing to a disk (the limit on file size is 0), has a bound on memory and
processor time, and dies with the process that started it.
"""

import ctypes
import io
import os
import resource
import select
import shutil
import signal
import sys
import threading

from . import protocol
from .limits import Limits
from .refusal import Refused

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38


def main(parent):
    """Serve requests from stdin until it closes.

    :param parent: process id of the client, as text or number
    :return: exit code
    """
    _tie_to(int(parent))
    source, sink = _take_pipes()
    start = protocol.read(source)
    if start is None:
        return 1
    limits = Limits.from_dict(start[0].get("limits"))
    missing = _missing()
    reader = None
    if not missing:
        from .reader import Reader  # slow imports, after the checks

        reader = Reader(limits, start[0].get("settings"))
        reader.warm_up()
    _bound(limits)
    sink.write(protocol.pack({"missing": missing}))
    sink.flush()
    while reader:
        request = protocol.read(source)
        if request is None:
            return 0
        header, data = request
        del request
        _bound_time(float(header.get("seconds") or limits.page_seconds))
        answer, blob = serve(reader, header, data)
        del data
        sink.write(protocol.pack(answer, blob))
        sink.flush()
    return 1


def serve(reader, header, data):
    """Answer one request.

    :return: (answer, blob); an answer holds refused, or error for a wrong call
    """
    action = header.get("action")
    try:
        if action == "first":
            return reader.first(data), b""
        if action == "fields":
            return reader.whole(data, texts=False), b""
        if action == "all":
            return reader.whole(data, texts=True), b""
        if action == "codes":
            return reader.codes(data), b""
        if action == "rearrange":
            return {"refused": None}, reader.rearrange(data, header["order"])
        if action == "page":
            return reader.page(data, header["page"]), b""
        if action == "render":
            picture = reader.render(
                data, header["page"], header["width"], header["format"]
            )
            return {"refused": None}, picture
        return {"error": "unknown action"}, b""
    except Refused as refused:
        return {"refused": refused.as_dict()}, b""
    except MemoryError:
        return {"refused": Refused("bomb", "memory").as_dict()}, b""
    except (ValueError, KeyError) as exc:
        if str(exc).startswith(("no page", "unknown")):
            return {"error": str(exc)}, b""
        return _unexpected(exc)
    except Exception as exc:  # pylint: disable=broad-exception-caught
        # Whatever a hostile file provokes is a refusal, not a traceback.
        return _unexpected(exc)


def _unexpected(exc):
    return {"refused": Refused("broken", type(exc).__name__).as_dict()}, b""


def _take_pipes():
    """Return the two pipes, and make sure that no library writes into them."""
    source = io.BufferedReader(io.FileIO(os.dup(0), "rb"), 1 << 16)
    sink = io.BufferedWriter(io.FileIO(os.dup(1), "wb"), 1 << 16)
    null = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(null, number)
    threading.Thread(target=_watch, args=(source.fileno(),), daemon=True).start()
    return source, sink


def _watch(descriptor):
    """Kill the whole process group when the client's end of the pipe closes."""
    poll = select.poll()
    poll.register(descriptor, 0)
    while True:
        for _descriptor, event in poll.poll():
            if event & (select.POLLHUP | select.POLLERR):
                os.killpg(0, signal.SIGKILL)


def _tie_to(parent):
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.prctl(_PR_SET_DUMPABLE, 0)
    if os.getppid() != parent:
        sys.exit(1)


def _bound(limits):
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))


def _bound_time(seconds):
    """Allow this request so much processor time; children start from 0."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds * 1.5) + 2
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _missing():
    """Name what the reader needs and the machine lacks."""
    from . import ocr, strip

    missing = []
    if not shutil.which("tesseract"):
        missing.append("tesseract")
    elif "vie" not in ocr.languages():
        missing.append("tesseract vie")
    if strip.model_path() is None:
        missing.append("rapidocr-onnxruntime")
    return missing
