"""R5: what changed between two versions of a draft, to the word."""

import random

from drafting import Limits, compare
from drafting.answers import Change, Paragraph
from drafting.comparison import compare as run
from drafting.comparison import compare_paragraphs, words
from drafting.filling import fill
from drafting.paragraphs import paragraphs
from drafting.templates import template_bytes
from drafting_files import document, docx, saved, with_body
from drafting_papers import PAPERS

BOUNDS = Limits()


def paper(name):
    key, values = PAPERS[name]
    return fill(template_bytes(key), values.as_placeholders(), BOUNDS)


def test_paragraphs_know_what_they_are():
    rows = paragraphs(paper("quyet_dinh_ban_hanh"), BOUNDS)
    kinds = {}
    for row in rows:
        kinds.setdefault(row.kind, []).append(row.text)
    assert kinds["issuer"][:2] == ["ỦY BAN NHÂN DÂN", "XÃ AN PHƯỚC"]
    assert kinds["type"] == ["QUYẾT ĐỊNH", "QUY CHẾ"]
    assert kinds["authority"] == ["QUYẾT ĐỊNH:"]
    assert len(kinds["basis"]) == 3
    assert kinds["chapter"] == ["Chương I", "Chương II"]
    assert kinds["receivers"][0] == "Nơi nhận:"
    assert kinds["signature"] == ["CHỦ TỊCH", "Nguyễn Văn Mẫu"]
    clause = next(
        r for r in rows if r.text.startswith("7.") and r.outline[0][1] == "II"
    )
    assert clause.outline == (("chapter", "II"), ("article", "5"), ("clause", "7"))


def test_places_are_paths_of_the_page():
    made = document("một", "", "ba")
    made.add_table(1, 2).rows[0].cells[1].text = "ô"
    rows = paragraphs(saved(made), BOUNDS)
    assert [(r.place, r.text) for r in rows] == [
        ("p1", "một"), ("p3", "ba"), ("t1.r1.c2.p1", "ô")
    ]  # fmt: skip


def test_what_tracked_changes_took_away_is_not_there():
    tracked = (
        "<w:p><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>mới</w:t></w:r></w:ins></w:p>"
    )
    assert paragraphs(with_body(docx("a"), tracked), BOUNDS)[0].text == "mới"


def test_a_changed_word_is_found_and_marked():
    found = compare(
        docx("Giữ nguyên", "Thời hạn là 05 ngày làm việc."),
        docx("Giữ nguyên", "Thời hạn là 10 ngày làm việc."),
    )
    (change,) = found.changes
    assert found.kept == 1 and not found.same and not found.layout_changed
    assert (change.kind, change.old.place, change.new.place) == ("changed", "p2", "p2")
    assert change.html() == ("Thời hạn là <del>05</del><ins>10</ins> ngày làm việc.")


def test_added_removed_and_moved():
    long = "Đoạn văn này dài và được chuyển xuống cuối văn bản."
    found = run(
        docx(long, "giữ", "lại", "bỏ hẳn"), docx("giữ", "lại", "123 456", long), BOUNDS
    )
    assert found.counts() == {"removed": 1, "added": 1, "moved": 1}
    (moved,) = (c for c in found.changes if c.kind == "moved")
    assert (moved.old.place, moved.new.place) == ("p1", "p4")


def test_marks_in_a_draft_do_not_become_html():
    change = Change("changed", None, None, (("=", "<b>"), ("+", "<script>&\n")))
    assert change.html() == "&lt;b&gt;<ins>&lt;script&gt;&amp;<br/></ins>"


def test_segments_lead_from_one_text_to_the_other():
    """Whatever two texts: without + it is the old one, without - the new one."""
    dice = random.Random(4)
    stock = "Ủy ban nhân dân xã , . ( ) 05 ngày tháng năm số văn bản".split()
    for _turn in range(300):
        old = " ".join(dice.choices(stock, k=dice.randrange(12)))
        new = " ".join(dice.choices(stock, k=dice.randrange(12)))
        found = words(old, new)
        assert "".join(t for m, t in found if m != "+") == old
        assert "".join(t for m, t in found if m != "-") == new


def test_only_the_typeface_changed():
    made = document("Giữ nguyên")
    made.paragraphs[0].runs[0].bold = True
    found = run(docx("Giữ nguyên"), saved(made), BOUNDS)
    assert not found.changes and found.layout_changed and not found.same
    assert run(docx("a"), docx("a"), BOUNDS).same


def test_every_paragraph_of_a_large_draft_is_accounted_for():
    """15,000 paragraphs, some 500 pages: nothing is lost between the two."""
    dice = random.Random(7)
    old = [
        Paragraph(
            f"p{n}", "text", f"Khoản {dice.randrange(3000)} nội dung thứ {n % 97}"
        )
        for n in range(15_000)
    ]
    new = [p for p in old if dice.random() > 0.01]
    changes, kept = compare_paragraphs(old, new)
    gone = sum(c.old is not None for c in changes)
    come = sum(c.new is not None for c in changes)
    assert kept + gone == len(old) and kept + come == len(new)
