"""What a process gives up before it touches a file of unknown making.

Works without any right of its own, inside a container too.
"""

import ctypes
import os
import platform
import resource
import signal
import struct
import sys

_PDEATHSIG, _DUMPABLE, _SECCOMP, _SUBREAPER, _NO_NEW_PRIVS = 1, 4, 22, 36, 38
_AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
#: system calls by number: socket, connect, execve, execveat, and the ways around
_CALLS = {
    "x86_64": {
        "socket": 41,
        "connect": 42,
        "exec": (59, 322),
        "other": (101, 310, 311),
    },
    "aarch64": {
        "socket": 198,
        "connect": 203,
        "exec": (221, 281),
        "other": (117, 270, 271),
    },
}
_IO_URING = (425, 426, 427)
_LOAD, _EQUAL, _FROM, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _DENY = 0x7FFF0000, 0x00050000
_EPERM, _EAFNOSUPPORT, _ECONNREFUSED = 1, 97, 111
_AF_UNIX = 1


def tie_to(parent, number=signal.SIGKILL):
    """Die with the process ``parent``; gain no rights, leave no core behind."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PDEATHSIG, number, 0, 0, 0)
    libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.prctl(_DUMPABLE, 0, 0, 0, 0)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if os.getppid() != parent:
        sys.exit(1)


def adopt_orphans():
    """Become the parent of every descendant whose own parent ended."""
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def bound(memory, seconds, largest_file):
    """Bound this process and its children: bytes, seconds of processor, bytes."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))


def no_network(programs=True):
    """Cut this process and its children off from every network and service.

    The kernel then refuses every socket that is not local, and every connection
    to a local one (a database, a desktop).

    :param programs: False: no other program can be started either
    :return: whether the kernel and the processor know the means
    """
    machine = platform.machine()
    if machine not in _CALLS:
        return False
    calls = _CALLS[machine]
    rules = [
        (_LOAD, 0, 0, 4),  # the architecture of the call
        (_EQUAL, 1, 0, _AUDIT[machine]),
        (_RETURN, 0, 0, _DENY | _EPERM),
        (_LOAD, 0, 0, 0),  # its number
        (_FROM, 0, 1, 0x40000000),  # numbers of the x32 interface
        (_RETURN, 0, 0, _DENY | _EPERM),
    ]
    denied = [*calls["other"], *_IO_URING, *(() if programs else calls["exec"])]
    for number in denied:
        rules += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _DENY | _EPERM)]
    rules += [
        (_EQUAL, 0, 1, calls["connect"]),
        (_RETURN, 0, 0, _DENY | _ECONNREFUSED),
        (_EQUAL, 0, 3, calls["socket"]),
        (_LOAD, 0, 0, 16),  # the first argument: the family
        (_EQUAL, 1, 0, _AF_UNIX),
        (_RETURN, 0, 0, _DENY | _EAFNOSUPPORT),
        (_RETURN, 0, 0, _ALLOW),
    ]
    code = b"".join(struct.pack("=HBBI", *rule) for rule in rules)
    buffer = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("@HP", len(rules), ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0)
    return libc.prctl(_SECCOMP, 2, program, 0, 0) == 0
