"""The packages under test, by their own names, and one reader for all tests."""

import sys
from pathlib import Path

import pytest

ADDONS = Path(__file__).resolve().parents[3]
for folder in ("vpdt_outgoing", "vpdt_documents"):
    if str(ADDONS / folder) not in sys.path:
        sys.path.append(str(ADDONS / folder))


@pytest.fixture(scope="session")
def client():
    """A ReaderClient, as the server uses it."""
    from intake import Limits, ReaderClient

    # a busy machine is no failure
    reader = ReaderClient(Limits(page_seconds=600))
    yield reader
    reader.close()
