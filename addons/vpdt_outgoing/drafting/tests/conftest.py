"""Puts the helper that reads PDFs back on the path; skips what needs LibreOffice."""

import sys
import tempfile
from pathlib import Path

import pytest

ADDONS = Path(__file__).resolve().parents[3]
for folder in (ADDONS / "vpdt_outgoing", ADDONS / "vpdt_documents/layout/tests"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))


@pytest.fixture(scope="session")
def office(tmp_path_factory):
    """LibreOffice in a folder of these tests; skips where it is not installed."""
    from drafting import available, office

    there, lacks = available()
    if not there:
        pytest.skip(f"missing: {lacks}")
    folder = str(tmp_path_factory.mktemp("office"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", folder)
        patch.setattr(tempfile, "tempdir", folder)
        yield office


@pytest.fixture(scope="session")
def filled():
    """Return the filled paper of a name in drafting_papers, made once."""
    from drafting import fill, template_bytes
    from drafting_papers import PAPERS

    made = {}

    def paper(name):
        if name not in made:
            key, values = PAPERS[name]
            made[name] = fill(template_bytes(key), values)
        return made[name]

    return paper


@pytest.fixture(scope="session")
def printed(office, filled):
    """Return (lines, rules, pdf) of the printed paper of a name, made once."""
    from drafting import to_pdf
    from pdfread import read

    made = {}

    def paper(name):
        if name not in made:
            pdf = to_pdf(filled(name))
            made[name] = (*read(pdf), pdf)
        return made[name]

    return paper
