"""Reading of incoming papers: checks, refusal, words of a page, proposed fields.

Plain Python, no ``odoo`` import. Nothing here writes to a disk.

The Odoo server uses :class:`~.client.ReaderClient` and nothing else: an unknown file
is parsed only inside a separate reader process with limits on memory and time.
"""

from .client import ReaderClient, ReaderUnavailable
from .limits import Limits
from .refusal import CODES, Refused

__all__ = ["CODES", "Limits", "ReaderClient", "ReaderUnavailable", "Refused"]
