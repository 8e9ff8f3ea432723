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


@pytest.fixture(scope="module")
def browser():
    """A Chromium for the tests of one file."""
    from browser import chromium

    with chromium() as running:
        yield running


@pytest.fixture
def screen(browser, office, request):
    """Return a function that signs somebody in; consoles are checked at the end.

    What each saw last is kept as a picture, named after the file of the test.
    """
    from browser import Screen

    opened = []

    def sign_in(login, phone=False):
        opened.append(Screen(browser, office, login, phone))
        return opened[-1]

    yield sign_in
    problems = [(one.login, one.problems) for one in opened if one.problems]
    kind = request.module.__name__.removeprefix("test_")
    for one in opened:
        one.shot(f"last-{kind}-{one.login}")
        one.problems = []
        one.close()
    assert not problems
