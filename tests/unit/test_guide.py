"""The guide says what the buttons say and shows every step (R32)."""

import re
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "addons/vpdt_workflow"))

from routing.moves import MOVES  # noqa: E402

GUIDE = ROOT / "docs/huong-dan"
STEPS = (GUIDE / "cac-buoc.md").read_text(encoding="utf-8")
#: Opening is no button; drafts have a guide of their own.
NO_BUTTON = {"open", "approve"}
#: Bytes: the guide is read over the lines of a commune too.
LARGE = 90_000


def labels():
    """Return {move: what its button says in Vietnamese}."""
    source = (ROOT / "addons/vpdt_workflow/static/src/turn/moves.js").read_text()
    block = re.search(r"const LABELS = {(.*?)};", source, re.S)[1]
    terms = polib.pofile(str(ROOT / "addons/vpdt_workflow/i18n/vi.po"))
    words = {term.msgid: term.msgstr for term in terms}
    return {
        move: words[text] for move, text in re.findall(r'(\w+): _t\("(.*?)"', block)
    }


def pictures():
    """Return {page: names of the pictures on it}."""
    return {
        page.name: re.findall(r"\]\(anh/([\w-]+\.png)\)", page.read_text("utf-8"))
        for page in GUIDE.glob("*.md")
    }


@pytest.mark.parametrize("move", sorted(set(MOVES) - NO_BUTTON))
def test_every_move_is_in_the_guide_with_its_picture(move):
    """Each move by the very words of its button, with a heading and a picture."""
    label = labels()[move]
    assert f"**{label}**" in STEPS
    sections = re.split(r"^#+ ", STEPS, flags=re.M)
    shown = [one for one in sections if label in one and "](anh/" in one]
    assert shown, f"no picture of {label}"


def test_the_pictures_are_there_and_small():
    """No link leads nowhere, no picture is left over, none is large."""
    wanted = {name for names in pictures().values() for name in names}
    there = {file.name: file.stat().st_size for file in (GUIDE / "anh").glob("*.png")}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    wanted |= set(re.findall(r"huong-dan/anh/([\w-]+\.png)", readme))
    assert wanted == set(there)
    assert {name: size for name, size in there.items() if size > LARGE} == {}


def test_links_of_the_guide_lead_somewhere():
    """Each page that is linked to exists."""
    for page in GUIDE.glob("*.md"):
        for link in re.findall(r"\]\(([^)#:]+\.md)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).is_file(), f"{page.name}: {link}"
