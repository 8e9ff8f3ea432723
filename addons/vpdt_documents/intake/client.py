"""What the Odoo server uses: reader processes behind plain method calls.

    client = ReaderClient()                   # cheap: nothing is started yet
    answer = client.check_and_read_first(data, "anything.pdf")
    if answer["refused"]:
        ...  # {"code", "detail"}; no byte of the file is kept anywhere
    image = client.render(data, page=1, width_px=1000)
    client.close()

One client serves all threads of a server process (also after a fork: processes of
the parent are left alone and new ones are started). Files travel through pipes and
live in memory only; there is no temporary file and nothing is logged.
"""

import atexit
import contextlib
import os
import queue
import select
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from . import protocol
from .kinds import sniff
from .limits import Limits
from .refusal import Refused

_ADDON_DIR = str(Path(__file__).resolve().parent.parent)
_BOOT = (
    "import sys; sys.path.append(sys.argv[1]); "
    "from intake.worker import main; sys.exit(main(sys.argv[2]))"
)
# How a reader process that could not allocate ends: pdfium and C++ libraries abort
# or trap, the kernel kills.
_OUT_OF_MEMORY = {
    signal.SIGABRT,
    signal.SIGTRAP,
    signal.SIGILL,
    signal.SIGKILL,
}


class ReaderUnavailable(Exception):
    """The reader process cannot be started; the text says what is missing."""


class _Died(Exception):
    """The reader process ended while it worked."""

    def __init__(self, returncode):
        super().__init__(returncode)
        self.returncode = returncode


class _Timeout(Exception):
    """The reader process did not answer in time."""


class ReaderClient:
    """Thread-safe access to reader processes.

    :param Limits limits: bounds; default :class:`Limits`
    :param int processes: how many readers may work at the same time
    :param str python: interpreter that has the reader's libraries
    :param dict settings: for the reader, e.g. ``{"secret_symbols": [pattern, …]}``
        (see ``secrecy.py``)
    """

    def __init__(self, limits=None, processes=1, python=None, settings=None):
        self.limits = limits or Limits()
        self.settings = dict(settings or {})
        self._python = python or sys.executable
        self._size = max(1, int(processes))
        self._lock = threading.Lock()
        self._reset()
        atexit.register(self.close)

    # -- the interface -----------------------------------------------------

    def check_and_read_first(self, data, filename=""):
        """Check a file and read its page 1: what the registration screen needs.

        :param bytes data: the whole file
        :param str filename: ignored for the decision (the bytes decide)
        :return: a dictionary::

            refused   None or {"code", "detail"} (see refusal.CODES); when it is
                      set, no other key is present
            kind      "pdf" | "jpeg" | "png" | "tiff" | "docx"
            mime      media type
            pages     number of pages (1 for a DOCX)
            fields    {name: {"value", "confidence", "certain", "page", "box"}} with
                      the names number, symbol, date (YYYY-MM-DD), issuer, parent,
                      type, subject, signer, position, urgency, pages. confidence
                      0..1; box [x0, y0, x1, y1] as fractions of the page, origin
                      at the top left, or None; page counted from 1. A field that
                      is not certain is left empty in the form and its value is
                      shown as a suggestion
            text      text of page 1, one line per printed line
            words     words of page 1: [text, x0, y0, x1, y1, confidence],
                      coordinates as box
            source    "text" (text layer), "ocr" or "docx"
            codes     QR codes of page 1, or of the first of pages 2 and 3 that has
                      any: {"page", "text", "box", "turn"}, box as above, turn the
                      degrees (0, 90, 180, 270) to turn the page clockwise to set
                      the code upright. What they mean is for others to tell
            signer_pending  True when the signature block is on a later page: ask
                      read_fields or read_all for signer and position
            secrecy_checked  False when page 1 could not be read well enough to
                      rule out a secrecy mark by itself: the clerk must look
            seconds   time spent in the reader
        :raises ReaderUnavailable: the reader cannot be started
        """
        return self._ask("first", data, self.limits.page_seconds)

    def read_fields(self, data, filename=""):
        """As :meth:`check_and_read_first`, reading on until the signature block.

        For a paper of several pages; takes about a second a page.

        :raises ReaderUnavailable: the reader cannot be started
        """
        return self._ask("fields", data, self.limits.file_seconds)

    def read_all(self, data, filename=""):
        """Read every page: for the background job.

        :return: as :meth:`check_and_read_first` with ``fields`` and ``codes`` from all
            pages, ``text`` of page 1, and ``texts``: list of the text of each page
        :raises ReaderUnavailable: the reader cannot be started
        """
        return self._ask("all", data, self.limits.file_seconds)

    def read_page(self, data, page):
        """Read one page.

        :param bytes data: the whole file
        :param int page: counted from 1
        :return: {"refused", "page", "pages", "text", "words", "source", "seconds"};
            when refused is set, no other key is present
        :raises ValueError: there is no such page
        :raises ReaderUnavailable: the reader cannot be started
        """
        return self._ask("page", data, self.limits.page_seconds, page=int(page))

    def read_codes(self, data):
        """Find the QR codes of all pages; no text is recognised.

        :param bytes data: the whole file
        :return: {"refused", "kind", "pages", "codes", "blank", "seconds"}: codes as in
            :meth:`check_and_read_first`, blank the numbers of pages on which next to
            nothing stands; when refused is set, no other key is present
        :raises ReaderUnavailable: the reader cannot be started
        """
        return self._ask("codes", data, self.limits.file_seconds)

    def rearrange(self, data, order):
        """Return a PDF's pages in another order and upright, otherwise untouched.

        :param bytes data: a PDF
        :param order: pairs (page from 1, degrees clockwise 0, 90, 180 or 270); no page
            twice, a page that is not named is left out
        :return: bytes of a PDF
        :raises Refused: the file cannot be read, or is no PDF (wrong_type)
        :raises ValueError: ``order`` names a page twice or one that is not there
        :raises ReaderUnavailable: the reader cannot be started
        """
        pairs = [(int(page), int(turn)) for page, turn in order]
        answer = self._ask("rearrange", data, self.limits.page_seconds, order=pairs)
        if answer["refused"]:
            raise Refused(**answer["refused"])
        return answer["blob"]

    def render(self, data, page=1, width_px=1000, image_format="png"):
        """Return the picture of a page.

        :param bytes data: the whole file
        :param int page: counted from 1
        :param int width_px: 50..4000; the height follows
        :param str image_format: "png" or "jpeg"
        :return: bytes of the picture
        :raises Refused: the file cannot be read
        :raises ValueError: there is no such page, or the format is unknown
        :raises ReaderUnavailable: the reader cannot be started
        """
        answer = self._ask(
            "render",
            data,
            self.limits.page_seconds,
            page=int(page),
            width=max(50, min(4000, int(width_px))),
            format=image_format,
        )
        if answer["refused"]:
            raise Refused(**answer["refused"])
        return answer["blob"]

    def close(self):
        """End the reader processes; the client can be used again afterwards."""
        with self._lock:
            if self._pid != os.getpid():
                return
            for process in list(self._all):
                process.kill()
            self._reset()

    # -- machinery ---------------------------------------------------------

    def _reset(self):
        self._pid = os.getpid()
        self._all = set()
        self._free = queue.LifoQueue()
        for _slot in range(self._size):
            self._free.put(None)
        self._spawner = _Spawner()

    def _after_fork(self):
        if self._pid != os.getpid():
            self._lock = threading.Lock()
            self._reset()

    def _ask(self, action, data, seconds, **arguments):
        self._after_fork()
        data = bytes(data)
        try:
            sniff(data, self.limits.max_bytes)
        except Refused as refused:
            return {"refused": refused.as_dict()}
        header = {"action": action, "seconds": seconds, **arguments}
        free = self._free
        process = free.get()
        try:
            if process is None or not process.usable():
                process = self._replace(process)
            header, blob = process.ask(header, data, seconds)
        except _Timeout:
            process = self._discard(process)
            return {"refused": Refused("timeout", f"{seconds:g} s").as_dict()}
        except _Died as died:
            process = self._discard(process)
            return {"refused": _death(died.returncode).as_dict()}
        finally:
            free.put(process if process and not process.dead else None)
        if "error" in header:
            raise ValueError(header["error"])
        if blob:
            header["blob"] = blob
        return header

    def _replace(self, process):
        self._discard(process)
        process = _Process(
            self._python, self.limits, self.settings, self._spawner.popen
        )
        self._all.add(process)
        return process

    def _discard(self, process):
        if process is not None:
            process.kill()
            self._all.discard(process)


def _death(returncode):
    """Return the refusal that a reader's end stands for."""
    number = -returncode if returncode and returncode < 0 else 0
    if number == signal.SIGXCPU:
        return Refused("timeout", "cpu")
    if number in _OUT_OF_MEMORY:
        return Refused("bomb", "memory")
    return Refused("broken", "reader")


class _Spawner:
    """A thread that starts reader processes.

    The kernel sends the parent-death signal when the *thread* that started a process
    ends, not the process: threads of a web server end all the time.
    """

    def __init__(self):
        self._jobs = queue.SimpleQueue()
        self._thread = None
        self._lock = threading.Lock()

    def popen(self, *args, **kwargs):
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._run, name="vpdt-reader-spawner", daemon=True
                )
                self._thread.start()
        answer = queue.SimpleQueue()
        self._jobs.put((answer, args, kwargs))
        result = answer.get()
        if isinstance(result, Exception):
            raise result
        return result

    def _run(self):
        while True:
            answer, args, kwargs = self._jobs.get()
            try:
                # pylint: disable-next=consider-using-with
                answer.put(subprocess.Popen(*args, **kwargs))
            except OSError as exc:
                answer.put(exc)


class _Process:
    """One reader process and its two pipes."""

    def __init__(self, python, limits, settings, popen):
        self.dead = False
        self._asked = 0
        self._max = limits.max_requests
        start = protocol.pack({"limits": limits.as_dict(), "settings": settings})
        try:
            self._popen = popen(
                [python, "-P", "-c", _BOOT, _ADDON_DIR, str(os.getpid())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd="/",
                start_new_session=True,
                env=_environment(),
            )
        except OSError as exc:
            raise ReaderUnavailable(f"{python}: {exc.strerror}") from exc
        for pipe in (self._popen.stdin, self._popen.stdout):
            os.set_blocking(pipe.fileno(), False)
        try:
            hello, _blob = self._exchange(start, limits.start_seconds)
        except (_Died, _Timeout) as exc:
            self.kill()
            raise ReaderUnavailable("the reader process does not start") from exc
        if hello.get("missing"):
            self.kill()
            raise ReaderUnavailable("missing: " + ", ".join(hello["missing"]))

    def usable(self):
        return not self.dead and self._asked < self._max and self._popen.poll() is None

    def ask(self, header, data, seconds):
        self._asked += 1
        return self._exchange(protocol.pack(header, data), seconds)

    def kill(self):
        """Kill the reader and its children, which share its process group."""
        if self.dead:
            return
        self.dead = True
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._popen.pid, signal.SIGKILL)
        self._popen.wait()
        for pipe in (self._popen.stdin, self._popen.stdout):
            with contextlib.suppress(OSError):
                pipe.close()

    def _exchange(self, message, seconds):
        deadline = time.monotonic() + seconds
        writer, reader = self._popen.stdin.fileno(), self._popen.stdout.fileno()
        todo, got, need = memoryview(message), bytearray(), protocol.HEAD.size
        poll = select.poll()
        poll.register(reader, select.POLLIN)
        if todo:
            poll.register(writer, select.POLLOUT)
        while len(got) < need:
            left = deadline - time.monotonic()
            if left <= 0:
                raise _Timeout()
            for descriptor, _event in poll.poll(left * 1000):
                if descriptor == writer:
                    todo = self._write(writer, todo)
                    if not todo:
                        poll.unregister(writer)
                    continue
                chunk = self._read(reader)
                got += chunk
                if len(got) >= protocol.HEAD.size:
                    sizes = protocol.HEAD.unpack_from(got)
                    need = protocol.HEAD.size + sum(sizes)
        return protocol.unpack(got)

    def _write(self, descriptor, todo):
        try:
            return todo[os.write(descriptor, todo[:65536]) :]
        except BlockingIOError:
            return todo
        except BrokenPipeError as exc:
            raise _Died(self._end()) from exc

    def _read(self, descriptor):
        try:
            chunk = os.read(descriptor, 1 << 20)
        except BlockingIOError:
            return b""
        if not chunk:
            raise _Died(self._end())
        return chunk

    def _end(self):
        try:
            return self._popen.wait(2)
        except subprocess.TimeoutExpired:
            return None


def _environment():
    """Return a small environment: one thread per library, nothing private."""
    keep = ("PATH", "LD_LIBRARY_PATH", "TESSDATA_PREFIX", "PYTHONPATH", "VIRTUAL_ENV")
    env = {name: os.environ[name] for name in keep if name in os.environ}
    env.update(
        LC_ALL="C.UTF-8",
        OMP_THREAD_LIMIT="1",
        OMP_NUM_THREADS="1",
        OPENBLAS_NUM_THREADS="1",
        PYTHONDONTWRITEBYTECODE="1",
        PYTHONUNBUFFERED="1",
    )
    return env
