"""The process that starts LibreOffice, watches it, and clears up after it.

One conversion: takes one of the places of this machine (a lock file each), works in
that place's folder, which nobody else can read, and leaves nothing behind. Whatever
was left by a conversion that was killed is removed by the next in the same place.
"""

import contextlib
import fcntl
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from . import guard, office, protocol
from .limits import Limits
from .process import environment
from .refusal import DraftRefused

_TAGGED = {"type": "boolean", "value": "true"}
_FILTERS = {
    "pdf": "pdf:writer_pdf_Export:"
    + json.dumps({"UseTaggedPDF": _TAGGED, "ExportBookmarks": _TAGGED}),
    "docx": "docx:MS Word 2007 XML",
}
#: what LibreOffice answers when its new profile asks for another start
_RESTART = 81
_TICK = 0.02


def main(parent):
    """Answer the request on stdin: ``{"to": "pdf"}`` and the bytes of a .docx.

    :param int parent: process id of whoever asks
    :return: exit code
    """
    guard.tie_to(parent, signal.SIGTERM)
    guard.adopt_orphans()
    signal.signal(signal.SIGTERM, _stop)
    got = protocol.unpack(sys.stdin.buffer.read())
    if got is None:
        return 1
    header, blobs = got
    limits = Limits.from_dict(header["limits"])
    try:
        answer, out = {}, [_convert(blobs[0], header["to"], limits)]
    except DraftRefused as refused:
        answer, out = {"refused": refused.as_dict()}, []
    sys.stdout.buffer.write(protocol.pack(answer, *out))
    sys.stdout.buffer.flush()
    return 0


def _stop(_number, _frame):
    # the place's folder is emptied on the way out
    sys.exit(1)


def _convert(data, to, limits):
    root = office.runtime_folder()
    with _place(root, limits) as place:
        folder = root / f"place-{place}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        try:
            return _run(folder, data, to, limits, root)
        finally:
            _kill_all()
            shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _place(root, limits):
    """Hold one of the places; the lock goes with this process, however it ends."""
    deadline = time.monotonic() + limits.office_wait
    while True:
        for number in range(limits.office_places):
            lock = os.open(root / f"place-{number}.lock", os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                os.close(lock)
                continue
            try:
                yield number
            finally:
                os.close(lock)
            return
        if time.monotonic() > deadline:
            raise DraftRefused("office_busy")
        time.sleep(0.05)


def _run(folder, data, to, limits, root):
    deadline = time.monotonic() + limits.office_seconds
    program = office.program()
    if program is None:
        raise DraftRefused("office_missing")
    profile = folder / "profile"
    _make_profile(profile, root, program)
    (folder / "home").mkdir()
    (folder / "fonts.conf").write_text(office.fonts_conf(root), encoding="utf-8")
    source = folder / "in" / "draft.docx"
    source.parent.mkdir()
    source.write_bytes(data)
    command = [
        str(program),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--invisible",
        "--norestore",
        "--nologo",
        "--nodefault",
        "--nolockcheck",
        "--convert-to",
        _FILTERS[to],
        "--outdir",
        str(folder / "out"),
        str(source),
    ]
    for _start in range(3):
        code = _watch(command, folder, limits, deadline)
        if code != _RESTART:
            break
    result = folder / "out" / f"draft.{to}"
    if code in (-signal.SIGXFSZ, -signal.SIGXCPU):
        raise DraftRefused("bomb", what="office")
    if code or not result.is_file():
        raise DraftRefused("office_failed", reason=code)
    if result.stat().st_size > limits.max_pdf:
        raise DraftRefused("output_too_large", limit=limits.max_pdf)
    _keep_profile(profile, root, program)
    return result.read_bytes()


def _make_profile(profile, root, program):
    """A profile of its own; the first one of this release takes two starts."""
    seed = root / office.seed_name(program)
    if seed.is_dir():
        shutil.copytree(seed, profile)
        return
    (profile / "user").mkdir(parents=True)
    shutil.copy(office.SETTINGS, profile / "user" / "registrymodifications.xcu")


def _keep_profile(profile, root, program):
    """Keep what the first start wrote: with our settings, without what it learned."""
    seed = root / office.seed_name(program)
    if seed.is_dir():
        return
    shutil.copy(office.SETTINGS, profile / "user" / "registrymodifications.xcu")
    with contextlib.suppress(OSError):
        profile.rename(seed)


def _watch(command, folder, limits, deadline):
    def before():
        guard.tie_to(supervisor, signal.SIGKILL)
        guard.bound(limits.memory, int(limits.office_seconds) + 5, limits.max_temporary)
        resource.setrlimit(resource.RLIMIT_NOFILE, (512, 512))
        guard.no_network()

    supervisor = os.getpid()
    # this process has one thread: preparing the child in it is safe
    with subprocess.Popen(  # pylint: disable=subprocess-popen-preexec-fn
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        preexec_fn=before,
        env=environment(
            HOME=str(folder / "home"),
            TMPDIR=str(folder),
            FONTCONFIG_FILE=str(folder / "fonts.conf"),
            SAL_USE_VCLPLUGIN="svp",
            SAL_DISABLE_OPENCL="1",
            # where the kernel's filter is not known, at least no proxy is used
            http_proxy="http://127.0.0.1:9",
            https_proxy="http://127.0.0.1:9",
        ),
    ) as process:
        ticks = 0
        try:
            while process.poll() is None:
                if time.monotonic() > deadline:
                    raise DraftRefused("timeout", seconds=f"{limits.office_seconds:g}")
                if ticks % 10 == 0:
                    _measure(limits)
                ticks += 1
                time.sleep(_TICK)
        finally:
            _kill_all()
    return process.returncode


def _measure(limits):
    family = _descendants()
    if len(family) > limits.office_processes:
        raise DraftRefused("bomb", what=f"{len(family)} processes")
    page, used = os.sysconf("SC_PAGE_SIZE"), 0
    for number in family:
        with contextlib.suppress(OSError, ValueError, IndexError):
            used += int(Path(f"/proc/{number}/statm").read_text().split()[1]) * page
    if used > limits.office_memory:
        raise DraftRefused("bomb", what="memory")


def _descendants():
    """Return the process ids of all that stem from this process."""
    parents = {}
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                stat = Path(f"/proc/{entry.name}/stat").read_text()
                fields = stat[stat.rindex(")") + 2 :].split()
                if fields[0] != "Z":
                    parents[int(entry.name)] = int(fields[1])
    family, more = set(), {os.getpid()}
    while more:
        more = {child for child, parent in parents.items() if parent in more}
        family |= more
    return family


def _kill_all():
    """Kill every descendant; a child of a killed one becomes ours and is next."""
    while family := _descendants():
        for number in family:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(number, signal.SIGKILL)
        time.sleep(0.005)
