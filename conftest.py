"""The plain packages in the addons are tested without Odoo: pytest -p no:odoo …"""

import sys

import pytest


def pytest_collect_directory(path, parent):
    """Collect folders as folders: as packages they would import the whole addon.

    An addon's folder goes on the path, its packages are known by their own names.
    """
    if (path / "__manifest__.py").is_file() and str(path) not in sys.path:
        sys.path.insert(0, str(path))
    return pytest.Dir.from_parent(parent, path=path)
