"""What the kernel knows of its own clock: asked without the network."""

import ctypes
import ctypes.util

_UNSYNCHRONISED = 0x40


class _Timex(ctypes.Structure):
    # struct timex of adjtimex(2), 64 bits
    _fields_ = [
        ("modes", ctypes.c_uint),
        *((name, ctypes.c_long) for name in ("offset", "freq", "maxerror", "esterror")),
        ("status", ctypes.c_int),
        ("rest", ctypes.c_char * 160),
    ]


def kernel_clock():
    """Return (whether a time service keeps the clock, its greatest error in seconds).

    (None, None) where the kernel does not say.
    """
    timex = _Timex()
    try:
        libc = ctypes.CDLL(ctypes.util.find_library("c"), use_errno=True)
        if libc.adjtimex(ctypes.byref(timex)) < 0:
            return None, None
    except (OSError, AttributeError):
        return None, None
    return not timex.status & _UNSYNCHRONISED, timex.maxerror / 1_000_000
