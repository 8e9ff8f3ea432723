"""Fixtures of the whole-product tests: an office with a real server."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from office import Office, need_template  # noqa: E402


@pytest.fixture(scope="session")
def office():
    """An office of the district with its demo people; the server runs."""
    need_template()
    with Office("product") as place:
        place.start()
        yield place


@pytest.fixture
def bare_office():
    """A database of the district for one test, without a server."""
    need_template()
    with Office("bare") as place:
        yield place
