"""An update keeps what an office did to its data, and brings what is program."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ADDONS = Path(__file__).resolve().parents[2] / "addons"
# Data that is program: an office does not work without it. A parameter that somebody
# deleted means its usual value, which is what comes back.
PROGRAM = {
    "ir.config_parameter",
    "ir.cron",
    "ir.sequence",
    "queue.job.channel",
    "queue.job.function",
}
#: How people here write the time, which an update of Odoo sets back.
EACH_TIME = {"res_lang_data"}
FILES = sorted(
    path for path in ADDONS.glob("vpdt_*/data/*.xml") if path.stem not in EACH_TIME
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_the_office_changed_or_deleted_stays_so(path):
    """With noupdate alone, Odoo makes a deleted record again at each update: a
    deleted transfer rule would send papers once more, a deleted holiday move dates."""
    root = ET.parse(path).getroot()
    assert root.get("noupdate") == "1"
    again = [
        record.get("id")
        for record in root.iter("record")
        if record.get("model") not in PROGRAM
        and not record.get("id").startswith("base.")
        and record.get("forcecreate") != "0"
    ]
    assert not again


@pytest.mark.parametrize("addon", ["vpdt_documents", "vpdt_workflow"])
def test_rules_come_with_the_release(addon):
    """What guards the documents is mended in every office by an update."""
    for path in (ADDONS / addon / "security").glob("*.xml"):
        assert all(not node.get("noupdate") for node in ET.parse(path).iter()), path


@pytest.mark.parametrize("path", ["scripts/update", "deploy/setup.sh"])
def test_an_update_is_of_all_our_addons(path):
    """`-u` of an addon leaves those it builds on as they were."""
    text = (ADDONS.parent / path).read_text(encoding="utf-8")
    assert "(name LIKE 'vpdt\\\\_%' OR name = 'queue_job')" in text
    assert not re.search(r'-u "?\$\{?MODULES', text)
