"""Words of a page's picture, by Tesseract, through pipes (no temporary file)."""

import contextlib
import ctypes
import os
import signal
import subprocess

import numpy
from PIL import Image

from .refusal import Refused
from .words import Word, nfc

_LIBC = ctypes.CDLL(None, use_errno=True)
_PR_SET_PDEATHSIG = 1


def _die_with_parent():
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def pnm(image):
    """Return the picture as PGM bytes (grey), the quickest for Tesseract to read."""
    grey = image if image.mode == "L" else image.convert("L")
    return b"P5\n%d %d\n255\n" % grey.size + grey.tobytes()


def ink(image):
    """Return (grey, red) of a page's picture.

    grey: mode L without the red ink of seals, for reading the text below them.
    red: mode L with the red ink alone, dark on white, or None when there is next to
    none.
    """
    if image.mode == "L":
        return image, None
    pixels = numpy.asarray(image)
    red, green, blue = (pixels[..., n].astype(numpy.int16) for n in range(3))
    other = numpy.maximum(green, blue)
    mask = (red - other > 45) & (red > 90)
    grey = numpy.asarray(image.convert("L"))
    if mask.mean() < 0.0004:
        return Image.fromarray(grey), None
    # where the ink is red the red channel shows only what is printed below it
    cleaned = numpy.where(red - other > 15, pixels[..., 0], grey)
    red_only = numpy.where(mask, 0, 255).astype(numpy.uint8)
    return Image.fromarray(cleaned), Image.fromarray(red_only)


def recognise(image, psm=3, language="vie", dpi=200, seconds=25.0):
    """Return the words of a picture.

    :param image: PIL image
    :param int psm: Tesseract's page segmentation mode (3 page, 6 block, 7 line,
        11 sparse)
    :param float seconds: wall clock limit
    :return: list of Word, coordinates as fractions of the picture
    :raises Refused: timeout
    """
    return Recognition(image, psm, language, dpi, seconds).words()


class Recognition:
    """A recognition under way: other work can be done until :meth:`words`."""

    def __init__(self, image, psm=3, language="vie", dpi=200, seconds=25.0):
        self._size = image.size
        self._seconds = seconds
        self._process = None
        if min(image.size) < 8:
            return
        command = ["tesseract", "stdin", "stdout", "-l", language, "--oem", "1"]
        command += ["--psm", str(psm), "--dpi", str(dpi)]
        command += ["-c", "tessedit_create_tsv=1"]
        # pylint: disable-next=consider-using-with,subprocess-popen-preexec-fn
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            preexec_fn=_die_with_parent,
        )
        # Tesseract takes the whole picture before it writes a word.
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(pnm(image))
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.stdin = None

    def words(self):
        """Wait for the end and return the list of Word; Refused: timeout."""
        if self._process is None:
            return []
        try:
            out, _err = self._process.communicate(timeout=self._seconds)
        except subprocess.TimeoutExpired as exc:
            self._process.kill()
            self._process.communicate()
            raise Refused("timeout", "recognition") from exc
        return _parse(out.decode("utf-8", "replace"), *self._size)


def _parse(tsv, width, height):
    words = []
    for row in tsv.splitlines():
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != "5":
            continue
        text = nfc(cells[11])
        if not text:
            continue
        left, top, wide, high = (int(cell) for cell in cells[6:10])
        confidence = max(0.0, float(cells[10]) / 100)
        words.append(
            Word(
                text,
                left / width,
                top / height,
                (left + wide) / width,
                (top + high) / height,
                confidence,
                (cells[2], cells[3], cells[4]),
            )
        )
    return words


def languages():
    """Return the set of languages Tesseract has here."""
    done = subprocess.run(
        ["tesseract", "--list-langs"], capture_output=True, check=False, text=True
    )
    return set(done.stdout.split())
