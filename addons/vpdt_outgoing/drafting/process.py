"""One process for one work: started with bounds, asked once, gone with its children.

The server never opens a draft itself (docs/decisions/02-reader-process.md). A work
takes a third of a second more for it. Files travel through pipes.
"""

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

from . import protocol
from .limits import Limits
from .refusal import DraftRefused

_ADDON_DIR = str(Path(__file__).resolve().parent.parent)
_BOOT = (
    "import sys; sys.path.append(sys.argv[1]); "
    "from drafting.{module} import main; sys.exit(main(int(sys.argv[2])))"
)


def ask(module, header, blobs, limits=None, seconds=None):
    """Run ``drafting.<module>.main`` in a process of its own and return its answer.

    :param dict header: JSON-able; the limits are added
    :param blobs: list of bytes
    :param Limits limits: bounds; default :class:`Limits`
    :param float seconds: of the clock, default ``limits.read_seconds``
    :return: (header, list of bytes)
    :raises DraftRefused: the refusal in the answer, or timeout, bomb
    """
    limits = limits or Limits()
    seconds = seconds or limits.read_seconds
    message = protocol.pack({**header, "limits": limits.as_dict()}, *blobs)
    # pylint: disable-next=consider-using-with
    process = subprocess.Popen(
        [
            sys.executable,
            "-P",
            "-c",
            _BOOT.format(module=module),
            _ADDON_DIR,
            str(os.getpid()),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        start_new_session=True,
        env=environment(),
    )
    try:
        answer, _errors = process.communicate(message, timeout=seconds)
    except subprocess.TimeoutExpired:
        raise DraftRefused("timeout", seconds=f"{seconds:g}") from None
    finally:
        _kill(process)
    got = protocol.unpack(answer)
    if got is None:
        raise _death(process.returncode, seconds)
    header, blobs = got
    if header.get("refused"):
        refused = header["refused"]
        raise DraftRefused(refused["code"], **refused["data"])
    return header, blobs


def _kill(process):
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):
            pipe.close()


def _death(returncode, seconds):
    """Return the refusal that a process's end without an answer stands for."""
    number = -returncode if returncode and returncode < 0 else 0
    if number == signal.SIGXCPU:
        return DraftRefused("timeout", seconds=f"{seconds:g}")
    if number in (signal.SIGABRT, signal.SIGKILL, signal.SIGTRAP):
        return DraftRefused("bomb", what="memory")
    return DraftRefused("broken", part="process")


def environment(**more):
    """Return a small environment: nothing private, no proxy, one thread."""
    keep = ("PATH", "LD_LIBRARY_PATH", "PYTHONPATH", "VIRTUAL_ENV", "TMPDIR")
    env = {name: os.environ[name] for name in keep if name in os.environ}
    env.update(
        LC_ALL="C.UTF-8",
        OMP_NUM_THREADS="1",
        PYTHONDONTWRITEBYTECODE="1",
        **more,
    )
    return env
