"""R5, bad input: what is no honest Word file is refused over HTTP in words that say
what to do; the draft is as it was, and the next file gets in."""

import re
import sys

import pytest
from office import ROOT

sys.path.insert(0, str(ROOT / "addons/vpdt_outgoing/drafting/tests"))
from drafting_files import docx, ole, packed, parts, png, with_part, with_relation

sys.path.pop(0)
MAKER = "chuyenvien.vhtt"
GOOD = docx("Kính gửi: Sở Nội vụ", "Ủy ban nhân dân huyện báo cáo như sau.")
#: Word pages are told by the file itself; a cheap way to many of them.
PAGES = (
    b'<?xml version="1.0" encoding="UTF-8"?><Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Pages>501</Pages></Properties>"
)
BAD = {
    "empty": b"",
    "wrong_type": b"MZ\x90\x00" + GOOD,
    "broken": GOOD[: len(GOOD) // 2],
    "old_word": ole("WordDocument"),
    "encrypted": ole("EncryptedPackage"),
    "macros": with_part(GOOD, "word/vbaProject.bin", b"x"),
    "external_template": with_relation(
        GOOD, "attachedTemplate", "https://a.example/a.dotm"
    ),
    "external_picture": with_relation(GOOD, "image", "http://a.example/a.png"),
    "picture_bomb": with_part(GOOD, "word/media/a.png", png(60_000, 60_000)),
    "bomb": with_part(GOOD, "word/media/zero.bin", b"\0" * 30_000_000),
    "left_field": docx("Số: {{ so }}/{{ ky_hieu }}", "{%p for x in y %}"),
    "too_many_pages": packed({**parts(GOOD), "docProps/app.xml": PAGES}),
}


def send(person, draft, data, name="dự thảo.docx"):
    """Send a version as the draft's screen does; return the answer (a dict)."""
    return person.send_file(f"/vpdt/draft/{draft}/version", data, name)


@pytest.fixture(scope="module")
def draft(office):
    """A draft with one version (its id)."""
    person = office.person(MAKER)
    [agency] = person.call("hr.department", "search", [["symbol", "=", "VHTT"]])
    [kind] = person.call("vpdt.document.type", "search", [["name", "=", "Báo cáo"]])
    [made] = person.call(
        "vpdt.draft",
        "create",
        [{"subject": "Báo cáo thử", "type_id": kind, "issuer_id": agency}],
    )
    assert send(person, made, GOOD).get("number") == 1
    return made


def kept(office):
    """Return what the database holds of versions and their files."""
    return office.sql(
        "SELECT (SELECT count(*) FROM vpdt_draft_version),"
        " (SELECT count(*) FROM vpdt_file),"
        " (SELECT count(*) FROM ir_attachment WHERE res_model LIKE 'vpdt.%')"
    )


@pytest.mark.parametrize("code", BAD)
def test_a_bad_file_costs_nothing(office, draft, code):
    """The reason in Vietnamese, what to do; no row, no file, the version stays."""
    person = office.person(MAKER)
    before = kept(office)
    answer = send(person, draft, BAD[code])
    assert answer["refused"] == code, answer
    assert len(answer["message"]) > 30
    assert re.search(r"[ạảấầậắếềệốộứựặữ]", answer["message"]), answer
    assert "Traceback" not in answer["message"]
    assert kept(office) == before


def test_a_template_with_a_wrong_field_is_told(office):
    """The administrator replaces a template: each field that does not exist is named,
    and the template that was there goes on."""
    import base64

    operator = office.person("quantri")
    [template] = operator.call(
        "vpdt.draft.template", "search", [["name", "=", "Báo cáo"]], limit=1
    )
    wrong = docx("{{ trich_yeu }} {{ khong_co_truong_nay }}")
    before = office.sql(
        "SELECT checksum FROM ir_attachment WHERE res_model = 'vpdt.draft.template'"
        f" AND res_id = {template} AND res_field = 'file'"
    )
    with pytest.raises(Exception, match="khong_co_truong_nay"):
        operator.call(
            "vpdt.draft.template",
            "write",
            [template],
            {"file": base64.b64encode(wrong).decode()},
        )
    after = office.sql(
        "SELECT checksum FROM ir_attachment WHERE res_model = 'vpdt.draft.template'"
        f" AND res_id = {template} AND res_field = 'file'"
    )
    assert before == after != []


def test_the_next_version_gets_in(office, draft):
    """After all that the draft is written on as usual."""
    answer = send(office.person(MAKER), draft, docx("Bản thứ hai."))
    assert answer.get("number") == 2, answer
