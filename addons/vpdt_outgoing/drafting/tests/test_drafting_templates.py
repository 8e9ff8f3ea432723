"""Templates: the eleven of the release, and what an administrator may upload (R5)."""

import datetime
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from drafting import (
    PLACEHOLDERS,
    SAMPLE,
    TEMPLATES,
    DraftRefused,
    Incoming,
    Limits,
    check_template,
    fill,
    is_unwritten,
    left_fields,
    metrics,
    placeholders,
    signature_lines,
    template_bytes,
)
from drafting.answers import PROBLEMS
from drafting.checking import check_template as check
from drafting.filling import fill as make
from drafting.paragraphs import paragraphs
from drafting_files import document, docx, saved
from drafting_papers import LETTER, PAPERS

ROOT = Path(__file__).resolve().parents[4]
BOUNDS = Limits()


def filled(data, values=SAMPLE):
    return make(data, values.as_placeholders(), BOUNDS)


def texts(data):
    return [p.text for p in paragraphs(data, BOUNDS)]


def codes(*lines):
    return [problem.code for problem in check(docx(*lines), BOUNDS)]


def test_templates_are_what_the_script_makes(tmp_path):
    """What is kept can be made again, byte for byte."""
    command = [sys.executable, str(ROOT / "scripts/make_templates.py"), str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True)
    for template in TEMPLATES.values():
        made = (tmp_path / template.file).read_bytes()
        assert made == template.path.read_bytes(), template.file


@pytest.mark.parametrize("key", TEMPLATES)
def test_every_template_passes_the_check_and_fills_with_every_value(key):
    data = template_bytes(key)
    assert check(data, BOUNDS) == []
    page = "\n".join(texts(filled(data)))
    assert "{" not in page and "}" not in page
    # and with none at all
    assert "{" not in "\n".join(texts(make(data, {}, BOUNDS)))


def test_the_same_values_give_the_same_bytes():
    data = template_bytes("cong_van")
    assert filled(data) == filled(data)


def test_a_letter_answers_its_incoming_paper():
    lines = texts(filled(template_bytes("cong_van"), LETTER))
    assert "Số: /UBND-VHXH" in lines, "the number stays open until it is given"
    assert "Kính gửi: Sở Nội vụ" in lines
    assert (
        "Phúc đáp Công văn số 112/SNV-CCHC ngày 15/01/2026 của Sở Nội vụ về việc báo "
        "cáo kết quả rà soát thủ tục hành chính, Ủy ban nhân dân xã An Phước có ý kiến "
        "như sau:" in lines
    )
    assert lines[lines.index("Nơi nhận:") :] == [
        "Nơi nhận:",
        "- Như trên;",
        "- Thường trực Đảng ủy (b/c);",
        "- Chủ tịch, các PCT UBND xã;",
        "- Lưu: VT, VHXH.",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Trần Thị Mẫu",
    ]
    assert lines[lines.index("Nơi nhận:") - 1].endswith("tổng hợp./.")


def test_no_line_is_left_of_what_has_no_value():
    lines = texts(filled(template_bytes("cong_van"), replace(LETTER, answers=None)))
    assert not [line for line in lines if "Phúc đáp" in line]


@pytest.mark.parametrize(
    "date, last",
    [
        (datetime.date(2020, 3, 4), "14/TTr-VHXH ngày 02 tháng 02 năm 2026,"),
        (datetime.date(2020, 3, 5), "14/TTr-VHXH ngày 02 tháng 02 năm 2026."),
    ],
)
def test_legal_bases_end_as_the_law_of_their_date_wants(date, last):
    """TT 01/2011: upright, with a comma; NĐ 30/2020: slanted, with a full stop."""
    key, values = PAPERS["quyet_dinh"]
    rows = paragraphs(filled(template_bytes(key), replace(values, date=date)), BOUNDS)
    bases = [row.text for row in rows if row.kind == "basis"]
    assert len(bases) == 3 and bases[-1].endswith(last)
    assert all(base.endswith(";") for base in bases[:-1])


@pytest.mark.parametrize(
    "arguments, lines",
    [
        (("", "Chủ tịch", "", "Ủy ban nhân dân"), ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
        (
            ("Q", "Chủ tịch", "", "Ủy ban nhân dân"),
            ["TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"],
        ),
        (
            ("KT", "Chủ tịch", "Phó Chủ tịch", "Ủy ban nhân dân"),
            ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        ),
        (
            ("TL", ["Chủ tịch", "Chánh Văn phòng"], "Phó Chánh Văn phòng"),
            ["TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"],
        ),
        (
            ("TUQ", "Chủ tịch", "Chánh Văn phòng", "Ủy ban nhân dân"),
            ["TUQ. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"],
        ),
    ],
)
def test_authority_lines_of_article_13(arguments, lines):
    assert signature_lines(*arguments) == lines


def test_a_peoples_committee_stands_over_its_place():
    values = replace(LETTER, issuer=("Ủy ban nhân dân xã An Phước",))
    lines = values.as_placeholders()["co_quan"]
    assert lines == ["ỦY BAN NHÂN DÂN", "XÃ AN PHƯỚC"]
    office = replace(LETTER, issuer=("Văn phòng HĐND và UBND",)).as_placeholders()
    assert office["co_quan"] == ["VĂN PHÒNG HĐND VÀ UBND"]


def test_a_deputy_without_a_post_cannot_sign():
    with pytest.raises(ValueError, match="post"):
        signature_lines("KT", "Chủ tịch")


def test_answer_without_date_or_subject():
    text = Incoming("Công văn", "12/SNV", None, "Sở Nội vụ").sentence("")
    assert text == "Phúc đáp Công văn số 12/SNV của Sở Nội vụ, …… có ý kiến như sau:"


def test_a_report_carries_out_what_was_asked():
    asked = Incoming("Công văn", "12/SNV", None, "Sở Nội vụ")
    values = replace(PAPERS["bao_cao"][1], answers=asked)
    assert (
        "Thực hiện Công văn số 12/SNV của Sở Nội vụ, Ủy ban nhân dân xã An Phước báo "
        "cáo như sau:" in texts(filled(template_bytes("bao_cao"), values))
    )


@pytest.mark.parametrize("subject", ["Thử", "Nghiêngnghiêngnghiêngnghiêng", "Về việc"])
def test_a_short_subject_is_not_narrower_than_its_words(subject):
    """Once it was set as narrow as possible: one letter a line."""
    wide = metrics.balanced_room(subject, 14, 300)
    assert wide >= max(metrics.width(word, 14) for word in subject.split())


def test_a_long_subject_is_balanced():
    text = "Kết quả cải cách thủ tục hành chính tháng 01 năm 2026 của các xã"
    wide = metrics.balanced_room(text, 14, 300)
    assert metrics.lines(text, 14, wide)[0] == metrics.lines(text, 14, 300)[0] == 2
    assert wide < 280


def test_a_paper_nobody_wrote_yet_is_known():
    """As a template makes it; not one with its text, nor a form with dotted lines."""
    template = template_bytes("cong_van")
    assert is_unwritten(filled(template, replace(LETTER, body=())))
    assert not is_unwritten(filled(template, LETTER))
    assert not is_unwritten(docx("Họ và tên: …………", "………………………………"))


# --- what an administrator may upload -----------------------------------------

FAULTS = {
    "misspelt": ("unknown_name", "{{ trich_yeuu }}"),
    "unknown member": (
        "unknown_name",
        "{%p for d in noi_dung %}",
        "{{ d.chuu }}",
        "{%p endfor %}",
    ),
    "open": ("unbalanced", "Số: {{ so "),
    "closed": ("unbalanced", "Số: so }}"),
    "cut over paragraphs": ("unbalanced", "{{ trich_", "yeu }}"),
    "no end": ("unclosed_block", "{%p if so %}", "Số"),
    "no beginning": ("unopened_block", "{%p endif %}"),
    "wrong end": ("unopened_block", "{%p if so %}", "{%p endfor %}"),
    "else alone": ("unopened_block", "{%p else %}"),
    "text beside": ("not_alone", "Số {%p if so %}", "{%p endif %}"),
    "no row": ("not_in_row", "{%tr for d in phan_cong %}"),
    "other prefix": ("wrong_prefix", "{%p if so %}", "{% endif %}"),
    "inline over paragraphs": ("spans_paragraphs", "{% if so %}", "{% endif %}"),
    "raw": ("raw_tag", "{{r so }}"),
    "a list printed": ("wrong_kind", "{{ noi_nhan }}"),
    "syntax": ("syntax", "{{ so so }}"),
    "joined": ("not_allowed", "{%- if so %}{% endif %}"),
    "set": ("not_allowed", "{% set a = 1 %}"),
    "import": ("not_allowed", "{% import 'a' as b %}"),
    "include": ("not_allowed", "{% include 'a' %}"),
    "call": ("not_allowed", "{{ so() }}"),
    "method": ("not_allowed", "{{ so.format(so) }}"),
    "class": ("not_allowed", "{{ so.__class__ }}"),
    "item": ("not_allowed", "{{ so['__class__'] }}"),
    "arithmetic": ("not_allowed", "{{ so * 100000000 }}"),
    "filter": ("not_allowed", "{{ so|attr('x') }}"),
    "slice": ("not_allowed", "{{ so[:1] }}"),
    "test": ("not_allowed", "{% if so is callable %}{% endif %}"),
    "global": ("not_allowed", "{{ cycler(so) }}"),
    "deep loops": (
        "not_allowed",
        "{% for a in can_cu %}{% for b in can_cu %}{% for c in can_cu %}"
        "{% for d in can_cu %}{{ d }}{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_with_its_place(name):
    code, *lines = FAULTS[name]
    # the trial with values sees what single tags do not
    problems = check(docx("Văn bản", *lines), BOUNDS)
    if code == "not_allowed" and name == "deep loops":
        code = "not_filled"
    assert code in [p.code for p in problems], problems
    for problem in problems:
        assert problem.code == "not_filled" or problem.place.startswith("p")
        assert PROBLEMS[problem.code] and "%(" not in str(problem)


def test_the_nearest_field_is_offered():
    (problem,) = check(docx("{{ trich_yeuu }}"), BOUNDS)
    assert problem.data == {"name": "trich_yeuu", "nearest": "trich_yeu"}
    assert problem.place == "p1"


def test_a_block_may_not_leave_its_cell():
    made = document()
    table = made.add_table(1, 2)
    table.rows[0].cells[0].text = "{%p if so %}"
    table.rows[0].cells[1].text = "{%p endif %}"
    (problem,) = check(saved(made), BOUNDS)
    assert (problem.code, problem.place) == ("crossing_block", "t1.r1.c2.p1")


def test_a_tag_cut_into_runs_is_one_tag():
    """Word cuts a word wherever it was typed in two goes."""
    made = document("")
    for piece in ("{", "{ ", "trich", "_yeu", " }", "}"):
        made.paragraphs[0].add_run(piece)
    data = saved(made)
    assert check(data, BOUNDS) == []
    assert texts(filled(data)) == [SAMPLE.subject]


def test_a_value_is_text_whatever_it_holds():
    """No mark of a value becomes XML, a field or another template."""
    evil = "</w:t> & <b> {{ nguoi_ky }} {% raw %} \x00\x0b\a\ud800 “hết”"
    data = docx("{{ trich_yeu }}")
    (line,) = texts(make(data, {"trich_yeu": evil, "nguoi_ky": "X"}, BOUNDS))
    assert line == "</w:t> & <b> {{ nguoi_ky }} {% raw %} “hết”"


def test_faulty_templates_are_not_filled():
    with pytest.raises(DraftRefused) as refused:
        fill(docx("{{ trich_yeuu }}"), SAMPLE)
    assert refused.value.code == "template_wrong"
    (problem,) = refused.value.data["problems"]
    assert problem["code"] == "unknown_name" and problem["place"] == "p1"


def test_unknown_values_are_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="trich_yeuu"):
        fill(docx("a"), {"trich_yeuu": "a"})


def test_a_broken_file_is_no_template():
    (problem,) = check_template(b"PK\x03\x04 broken")
    assert problem.code == "broken"


def test_the_help_sheet_describes_every_field():
    assert all(p.description for p in PLACEHOLDERS.values())
    used = {name for t in TEMPLATES for name in placeholders_of(t)}
    assert used == set(PLACEHOLDERS)


def placeholders_of(key):
    from drafting.checking import placeholders as read

    return read(template_bytes(key), BOUNDS)


def test_placeholders_of_a_template_in_the_order_of_the_page():
    assert placeholders(docx("{{ so }}/{{ ky_hieu }}", "{{ so }}")) == ["so", "ky_hieu"]


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_nobody_wrote_in_is_told(name):
    """A template sent in as it is, is no draft; filled in, it asks for nothing."""
    template = template_bytes(name)
    assert any(field.startswith("{{") for field in left_fields(template))
    assert left_fields(filled(template)) == []


def test_a_field_is_told_as_it_stands_on_the_page():
    paper = docx("Số: {{ so }}/{{ ky_hieu }}", "{%p for x in %}", "{{ so }} {{ sai|")
    assert left_fields(paper) == ["{{ so }}", "{{ ky_hieu }}", "{%p for x in %}", "{{"]
