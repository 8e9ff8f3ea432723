"""The office's e-mail in the tests: a server that keeps what it is given."""

import email
import email.policy
import re
import socket
import time

from aiosmtpd.controller import Controller


class Postman:
    """An SMTP server on a free `port` of this machine; `letters` is what came."""

    def __init__(self):
        self.letters = []
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._server = Controller(self, hostname="127.0.0.1", port=self.port)

    def __enter__(self):
        self._server.start()
        return self

    def __exit__(self, *failure):
        self._server.stop()

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        """Keep a letter (aiosmtpd's name)."""
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        words = letter.get_body(("html", "plain")).get_content()
        self.letters.append((envelope.rcpt_tos, letter["subject"], words))
        return "250 kept"

    def find(self, address, pattern, seconds=60):
        """Wait for a letter to `address` that holds `pattern`; return the newest match
        (its first group)."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for to, _subject, words in reversed(self.letters):
                found = re.search(pattern, words)
                if address in to and found:
                    return found[1]
            time.sleep(0.5)
        raise AssertionError(f"no letter to {address} like {pattern}: {self.letters}")
