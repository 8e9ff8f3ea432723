"""The certificate that people's browsers are shown (TLS)."""

import socket
import ssl
from datetime import UTC
from urllib.parse import urlsplit

from cryptography import x509

TIMEOUT = 5.0
_HERE = {"localhost", "127.0.0.1", "::1"}


def place_of(url):
    """Return (scheme, host, port) of the address people type; host None if unusable."""
    try:
        parts = urlsplit(url or "")
        port = parts.port
    except ValueError:
        return "", None, None
    usual = 443 if parts.scheme == "https" else 80
    return parts.scheme, parts.hostname, port or usual


def is_here(host):
    """Return whether an address is of this machine only."""
    return host in _HERE


def look(host, port, address=None, timeout=TIMEOUT):
    """Return what the certificate shown for `host` is like.

    :param address: (host, port) to connect to instead, as the proxy's own name inside
    :return: {"expires": datetime, UTC; "trusted": bool, "problem": why not, or None}
    :raises OSError: nobody answers, or not by TLS
    """
    where = address or (host, port)
    problem = None
    try:
        with _connected(ssl.create_default_context(), where, host, timeout) as shown:
            data = shown.getpeercert(binary_form=True)
    except ssl.SSLCertVerificationError as error:
        problem = error.verify_message
        # Only its dates are read; nothing is sent to whoever shows it.
        unchecked = ssl.create_default_context()
        unchecked.check_hostname = False
        unchecked.verify_mode = ssl.CERT_NONE
        with _connected(unchecked, where, host, timeout) as shown:
            data = shown.getpeercert(binary_form=True)
    expires = _expires(x509.load_der_x509_certificate(data))
    return {"expires": expires, "trusted": problem is None, "problem": problem}


def _connected(context, where, host, timeout):
    plain = socket.create_connection(where, timeout=timeout)
    try:
        return context.wrap_socket(plain, server_hostname=host)
    except BaseException:
        plain.close()
        raise


def _expires(certificate):
    # not_valid_after_utc came with cryptography 42
    if hasattr(certificate, "not_valid_after_utc"):
        return certificate.not_valid_after_utc
    return certificate.not_valid_after.replace(tzinfo=UTC)


def days_left(expires, now):
    """Return the days until a moment, negative afterwards.

    :param expires, now: datetimes with a zone
    """
    return (expires - now).total_seconds() / 86_400
