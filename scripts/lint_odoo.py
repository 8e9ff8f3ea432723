"""Run Odoo's own pylint test (TestPyLint of test_lint) over the addons given.

Its options and checkers are taken as Odoo has them; only the folders, which there
are all of Odoo, are exchanged. Findings, or pylint missing, end it with 1.
"""

import os
import subprocess
import sys
from pathlib import Path
from unittest import SkipTest
from unittest.mock import patch

import odoo.netsvc  # noqa: F401  # the test logs with a level made here
from odoo import tools

from odoo.addons.test_lint.tests.test_pylint import TestPyLint

_run = subprocess.run


def main(addons):
    """Lint the folders ``addons``; return what was found, None when nothing."""

    def run(command, **options):
        words = [word for word in command if word.startswith("-")]
        return _run([command[0], *words, *addons], **options)

    homes = {str(Path(addon).resolve().parent) for addon in addons}
    tools.config.parse_config(
        [f"--config={os.devnull}", "--addons-path=" + ",".join(homes)]
    )
    with patch("subprocess.run", run):
        try:
            TestPyLint("test_pylint").test_pylint()
        except (AssertionError, SkipTest) as found:
            return str(found)
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
