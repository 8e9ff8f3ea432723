"""The files of an office held by hard links, so that Odoo's clearing takes none."""

import hashlib
import os
import re
import shutil
from pathlib import Path


def clean(name):
    """Return a name of a stored file as Odoo makes a path of it."""
    return re.sub("[.:]", "", name).strip("/\\")


def listed(folder):
    """Return the names ("ab/abc…") of the files in a store's folders."""
    found = set()
    if not folder.is_dir():
        return found
    for part in os.scandir(folder):
        if part.is_dir() and part.name != "checklist":
            found.update(f"{part.name}/{file.name}" for file in os.scandir(part.path))
    return found


def hold(store, kept, names):
    """Make the folder ``kept`` hold exactly the files ``names`` of ``store``.

    Odoo never changes a stored file, so a link is as good as a copy and stays when
    Odoo deletes its own. On a disk without hard links files are copied.
    Return the set of names that are not in the store.
    """
    names, there, gone = set(names), listed(kept), set()
    kept.mkdir(parents=True, exist_ok=True)
    for name in there - names:
        (kept / name).unlink()
    for folder in {os.path.dirname(name) for name in names - there}:
        (kept / folder).mkdir(exist_ok=True)
    for name in names - there:
        try:
            _take(store / name, kept / name)
        except FileNotFoundError:
            gone.add(name)
    return gone


def _take(source, to):
    try:
        os.link(source, to)
    except FileNotFoundError:
        raise
    except OSError:
        half = to.with_suffix(".half")
        shutil.copy2(source, half)
        half.rename(to)


def damaged(store, names):
    """Return the names whose file is not what its name, a SHA-1, says. Missing ones
    are not looked at."""
    found = set()
    for name in names:
        try:
            with open(store / name, "rb") as file:
                digest = hashlib.file_digest(file, "sha1").hexdigest()
        except FileNotFoundError:
            continue
        if digest != name.rpartition("/")[2]:
            found.add(name)
    return found


def size(folder, names):
    """Return the bytes of the files ``names`` in ``folder``."""
    total = 0
    for name in names:
        try:
            total += os.stat(Path(folder) / name).st_size
        except FileNotFoundError:
            continue
    return total
