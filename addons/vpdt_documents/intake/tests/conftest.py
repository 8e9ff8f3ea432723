"""Starts one reader for all tests."""

import pytest


@pytest.fixture(scope="session")
def client():
    """A ReaderClient, as the server uses it."""
    from intake import ReaderClient

    reader = ReaderClient()
    yield reader
    reader.close()


@pytest.fixture(scope="session")
def reader():
    """A Reader in the process of the tests."""
    from intake.reader import Reader

    return Reader()
