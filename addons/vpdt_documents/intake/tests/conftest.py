"""Makes ``import intake`` work without Odoo, and starts one reader for all tests."""

import sys
from pathlib import Path

import pytest

_ADDON = str(Path(__file__).resolve().parents[2])
if _ADDON not in sys.path:
    sys.path.append(_ADDON)


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


class PlainFolders:
    """Collect folders as folders: as packages they would import the whole addon."""

    @staticmethod
    def pytest_collect_directory(path, parent):
        return pytest.Dir.from_parent(parent, path=path)


def pytest_configure(config):
    if not config.pluginmanager.has_plugin("plain-folders"):
        config.pluginmanager.register(PlainFolders(), "plain-folders")
