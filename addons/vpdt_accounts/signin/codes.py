"""One-time codes: in a link, by e-mail, printed in a sealed slip."""

import hashlib
import hmac
import secrets

#: What nobody confuses on paper: no 0 O, 1 I L, no vowels that make words.
_LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ"
_GROUPS, _GROUP = 4, 4


def new_token():
    """Return what stands in a one-time link: 256 random bits, safe in a URL."""
    return secrets.token_urlsafe(32)


def new_code():
    """Return a code of eight digits, to be typed from an e-mail."""
    return f"{secrets.randbelow(10**8):08d}"


def new_slip_code():
    """Return a code to be typed from paper, as ``7KQD-PX3M-R9TW-HB4C`` (76 bits)."""
    return "-".join(
        "".join(secrets.choice(_LETTERS) for _letter in range(_GROUP))
        for _group in range(_GROUPS)
    )


def normal(code):
    """Return a code as it is compared: what people type around it does not count.

    A code of a slip in capitals with its hyphens; others without the blanks.
    """
    bare = "".join((code or "").split())
    letters = bare.replace("-", "").upper()
    if len(letters) == _GROUPS * _GROUP and set(letters) <= set(_LETTERS):
        return "-".join(
            letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP)
        )
    return bare


def digest(code, secret):
    """Return what is kept of a code: nobody who reads the database knows the code.

    :param secret: of this database, bytes or str; without it eight digits are soon
        guessed from their hash
    """
    key = secret.encode() if isinstance(secret, str) else secret
    return hmac.new(key, normal(code).encode(), hashlib.sha256).hexdigest()
