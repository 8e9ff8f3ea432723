"""Lets these tests run without Odoo: only the addon's folder is on the path."""

import sys
from pathlib import Path

import pytest

ADDON = Path(__file__).parents[2]
if str(ADDON) not in sys.path:
    sys.path.insert(0, str(ADDON))


class PlainFolders:
    """Collect folders as folders: as packages they would import the whole addon."""

    @staticmethod
    def pytest_collect_directory(path, parent):
        return pytest.Dir.from_parent(parent, path=path)


def pytest_configure(config):
    if not config.pluginmanager.has_plugin("plain-folders"):
        config.pluginmanager.register(PlainFolders(), "plain-folders")
