"""A draft as PDF, by LibreOffice in a process that may do nothing else.

The process has a folder and a profile of its own, no network (the kernel refuses it),
bounds on time, memory, size and children, runs no macro and updates no link.
"""

import hashlib
import os
import shutil
import stat
import tempfile
from pathlib import Path

from .limits import Limits
from .process import ask
from .refusal import DraftRefused

_HERE = Path(__file__).resolve().parent
SETTINGS = _HERE / "office.xcu"
_FONTS = _HERE / "fonts.conf"
#: Tinos lies beside the engine that prints registers
_TINOS = _HERE.parent.parent / "vpdt_documents" / "layout" / "fonts"
_PROGRAMS = ("/usr/lib/libreoffice/program", "/opt/libreoffice/program")
_WRITER = "libswlo.so"


def program():
    """Return the path of LibreOffice's program, or None.

    ``soffice`` on the path is a script in front of it.
    """
    found = shutil.which("soffice") or shutil.which("libreoffice")
    folders = [str(Path(found).resolve().parent)] if found else []
    for folder in (*folders, *_PROGRAMS):
        path = Path(folder) / "soffice.bin"
        if path.is_file() and os.access(path, os.X_OK):
            return path
    return None


def missing():
    """Name what a PDF needs and the machine lacks: Debian packages, ``[]`` if none."""
    lacks, path = [], program()
    if path is None or not (path.parent / _WRITER).is_file():
        lacks.append("libreoffice-writer-nogui")
    if _tinos() is None:
        lacks.append("fonts-croscore")
    return lacks


def _tinos():
    croscore = Path("/usr/share/fonts/truetype/croscore")
    for folder in (_TINOS, croscore):
        if (folder / "Tinos-Regular.ttf").is_file():
            return folder
    return None


def runtime_folder():
    """Return the folder of locks, places and the first profile: ours alone.

    :raises DraftRefused: office_failed when somebody else made a folder of that name
    """
    folder = Path(tempfile.gettempdir()) / f"vpdt-office-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    state = folder.lstat()
    if (
        not stat.S_ISDIR(state.st_mode)
        or state.st_uid != os.getuid()
        or state.st_mode & 0o077
    ):
        raise DraftRefused("office_failed", reason="folder")
    return folder


def fonts_conf(root):
    """Return the text of fontconfig's file: Times New Roman becomes Tinos."""
    text = _FONTS.read_text(encoding="utf-8")
    text = text.replace("@FONTS@", str(_tinos() or _TINOS))
    return text.replace("@CACHE@", str(root / "fontcache"))


def seed_name(path):
    """Return the name of the first profile: another release makes another one."""
    state = path.stat()
    key = f"{path} {state.st_size} {state.st_mtime_ns} {SETTINGS.read_bytes()!r}"
    return "profile-" + hashlib.sha256(key.encode()).hexdigest()[:16]


def convert(data, to, limits=None):
    """Return the bytes of a .docx, known to be harmless, as ``pdf`` or ``docx``.

    :raises DraftRefused: office_missing, office_busy, office_failed, timeout, bomb,
        output_too_large
    """
    limits = limits or Limits()
    if missing():
        raise DraftRefused("office_missing", packages=" ".join(missing()))
    # the watcher itself is given a little longer than what it watches
    seconds = limits.office_wait + limits.office_seconds + 15
    _header, blobs = ask("office_worker", {"to": to}, [data], limits, seconds)
    return blobs[0]
