"""The code of a printed page: which draft, which version, which page of how many.

18 bytes, written as 29 letters of base32: what a QR code of 25 × 25 modules holds in
alphanumeric mode with a quarter of it unreadable (version 2, level Q).

    1 byte    form of the code, 1
    4 bytes   draft
    12 bits   version of the draft; 10 bits page; 10 bits pages
    8 bytes   HMAC-SHA256 of the above, cut off
    1 byte    CRC-32 of all the above, cut off: tells misread from forged
"""

import base64
import binascii
import hashlib
import hmac
import struct
import zlib
from dataclasses import dataclass

from .errors import ForeignCode, ForgedCode, UnknownVersion, WrongChecksum

FORM = 1
#: letters of a code
LENGTH = 29
MAX_DRAFT = 2**32 - 1
MAX_VERSION = 2**12 - 1
MAX_PAGES = 2**10 - 1
#: least length of a key, in bytes
MIN_KEY = 16

_BODY = struct.Struct(">BII")
_MAC_SIZE = 8
_DOMAIN = b"vpdt page code\x00"


@dataclass(frozen=True, order=True)
class PageCode:
    """One page of one version of one draft.

    ``draft`` 1..4294967295 and ``version`` 1..4095 as the database counts them,
    ``page`` 1..``pages``, ``pages`` up to 1023. Raises ``ValueError`` outside these.
    """

    draft: int
    version: int
    page: int
    pages: int

    def __post_init__(self):
        bounds = (
            ("draft", MAX_DRAFT),
            ("version", MAX_VERSION),
            ("pages", MAX_PAGES),
            ("page", self.pages),
        )
        for name, most in bounds:
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int):
                raise ValueError(f"{name} is no whole number: {value!r}")
            if not 1 <= value <= most:
                raise ValueError(f"{name} {value} is outside 1..{most}")

    def text(self, key):
        """Return the code as text of ``LENGTH`` letters and digits.

        :param bytes key: the office's secret, at least ``MIN_KEY`` bytes
        """
        place = self.version << 20 | self.page << 10 | self.pages
        body = _BODY.pack(FORM, self.draft, place)
        sealed = body + _mac(body, key)
        return _encode(sealed + _checksum(sealed))


def parse(text, key):
    """Return the ``PageCode`` that ``text`` stands for.

    :param str text: what was read from a page
    :param bytes key: as given to :meth:`PageCode.text`
    :raises ForeignCode: no page code
    :raises UnknownVersion: a page code in a later form
    :raises WrongChecksum: a page code that was misread
    :raises ForgedCode: a page code under another key
    """
    data = _decode(text)
    sealed, checksum = data[:-1], data[-1:]
    body, mac = sealed[: _BODY.size], sealed[_BODY.size :]
    if checksum != _checksum(sealed):
        raise WrongChecksum()
    form, draft, place = _BODY.unpack(body)
    if form != FORM:
        raise UnknownVersion(f"form {form}")
    if not hmac.compare_digest(mac, _mac(body, key)):
        raise ForgedCode()
    version, page, pages = place >> 20, place >> 10 & 1023, place & 1023
    try:
        return PageCode(draft, version, page, pages)
    except ValueError as error:
        raise ForgedCode(str(error)) from error


def _mac(body, key):
    if len(key) < MIN_KEY:
        raise ValueError(f"the key has less than {MIN_KEY} bytes")
    return hmac.new(key, _DOMAIN + body, hashlib.sha256).digest()[:_MAC_SIZE]


def _checksum(data):
    return bytes([zlib.crc32(data) & 0xFF])


def _encode(data):
    return base64.b32encode(data).decode().rstrip("=")


def _decode(text):
    if not isinstance(text, str) or len(text) != LENGTH:
        raise ForeignCode("length")
    try:
        data = base64.b32decode(text + "=" * (-LENGTH % 8))
    except (binascii.Error, ValueError) as error:
        raise ForeignCode("letters") from error
    # one code, one spelling: the last letter has a bit to spare
    if _encode(data) != text:
        raise ForeignCode("letters")
    return data
