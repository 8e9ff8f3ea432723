"""NĐ 30/2020 PL IV, Phiếu giải quyết văn bản đến: everything said is on the paper."""

import datetime
import re
from dataclasses import replace

import pytest
from layout import Charge, LayoutError, Opinion, Slip, render_handling_slip
from pdfread import find, read

AT = datetime.datetime(2026, 2, 4, 9, 30)
SLIP = Slip(
    agency="Văn phòng HĐND & UBND huyện",
    parents=("Ủy ban nhân dân huyện Tuy Phước",),
    kind="Công văn",
    code="4512/UBND-TH",
    issued_date=datetime.date(2026, 2, 2),
    issuer="Ủy ban nhân dân tỉnh Bình Định",
    subject="Về việc đẩy nhanh tiến độ giải ngân vốn đầu tư công năm 2026",
    arrival=(127, datetime.date(2026, 2, 4)),
    place="Tuy Phước",
    printed=datetime.date(2026, 2, 20),
)
HEADINGS = (
    "1. Ý kiến của lãnh đạo cơ quan, tổ chức",
    "2. Ý kiến của lãnh đạo đơn vị",
    "3. Ý kiến đề xuất của người giải quyết",
)
LONG = "Rà soát toàn bộ các dự án trên địa bàn, tổng hợp khó khăn, vướng mắc, báo cáo. "


def text_of(pdf):
    """All words in the order of reading, without line breaks."""
    lines, _rules = read(pdf)
    return re.sub(r"\s+", " ", " ".join(line.text for line in lines))


def test_head_and_blocks():
    """The facts of the paper, then the three blocks in the law's order."""
    lines, _rules = read(render_handling_slip(SLIP))
    find(lines, "PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN")
    for text in ("127 - ngày 04/02/2026", "4512/UBND-TH", "02/02/2026", "Công văn"):
        find(lines, text)
    tops = [find(lines, heading).top for heading in HEADINGS]
    assert tops == sorted(tops)
    assert find(lines, HEADINGS[0]).fonts == {"Tinos-Bold"}


def test_empty_blocks_leave_room_for_a_pen():
    """What nobody wrote yet is written by hand: four lines in each block."""
    _lines, rules = read(render_handling_slip(SLIP))
    written = [rule for rule in rules if rule.width > 150]
    assert len(written) == 12
    gaps = [b.y - a.y for a, b in zip(written, written[1:], strict=False)]
    assert min(gaps) >= 7.9


def test_opinion_says_who_what_when():
    """Whose, his words, whom he charged, until when, and the day he wrote it."""
    slip = replace(
        SLIP,
        body=[
            Opinion(
                "Nguyễn Thanh Bình",
                "Phó Chủ tịch",
                at=AT,
                text="Phòng TCKH chủ trì.",
                charges=(
                    Charge("Chủ trì", ("Phòng TCKH",), AT.replace(day=20, hour=17)),
                    Charge("Phối hợp", ("Phòng TNMT", "Phòng KTHT")),
                ),
                instead_of="Trần Hữu Lâm",
            )
        ],
    )
    text = text_of(render_handling_slip(slip))
    for words in (
        "Nguyễn Thanh Bình - Phó Chủ tịch (giải quyết thay Trần Hữu Lâm)",
        "Phòng TCKH chủ trì.",
        "17:30 20/02/2026",
        "Phòng TNMT; Phòng KTHT",
        "Ngày 04/02/2026, 09:30",
    ):
        assert words in text


def many():
    names = [f"Ủy ban nhân dân xã Phước Thứ {number}" for number in range(1, 26)]
    charges = tuple(
        Charge("Phối hợp", (name,), AT.replace(day=5 + number))
        for number, name in enumerate(names[:20])
    )
    opinions = [
        Opinion(f"Người thứ {number}", "Trưởng phòng", "Phòng " * 12, AT, LONG * number,
                charges)
        for number in range(1, 8)
    ]  # fmt: skip
    return replace(
        SLIP,
        body=[
            Opinion("A", at=AT, text=LONG, charges=(Charge("Phối hợp", tuple(names)),))
        ],
        unit=opinions,
        solver=[Opinion("B", at=AT, text=LONG * 80, note="Xếp lưu hồ sơ.")],
    )


def test_nothing_is_lost_or_torn_over_pages():
    """Twenty-five agencies, long words, several pages: every word is there, inside the
    margins, and no heading or author stands alone at the foot of a page."""
    lines, _rules = read(render_handling_slip(many()))
    # page numbers and the line at the foot stand between the words of two pages
    body = [line.text for line in lines if line.top > 19 and line.bottom < 279]
    text = re.sub(r"\s+", " ", " ".join(body))
    assert text.count("Rà soát toàn bộ") == 1 + sum(range(1, 8)) + 80
    for number in range(1, 26):
        assert f"xã Phước Thứ {number}" in text
    assert max(line.page for line in lines) >= 5
    for line in lines:
        assert line.left >= 29.9
        assert line.right <= 190.1
        assert line.bottom <= 297 - 11
    for wanted in (*HEADINGS, *(f"Người thứ {number}" for number in range(1, 8))):
        line = find(lines, wanted)
        below = [
            other
            for other in lines
            if other.page == line.page and line.bottom - 1 < other.top < 277
        ]
        assert below, f"{wanted} stands alone at the foot of page {line.page}"


def test_long_abstract_stays_on_the_sheet():
    """An abstract longer than a page goes on over the next."""
    lines, _rules = read(render_handling_slip(replace(SLIP, subject=LONG * 60)))
    text = re.sub(r"\s+", " ", " ".join(line.text for line in lines))
    assert text.count("Rà soát toàn bộ") == 60
    assert max(line.bottom for line in lines) <= 297 - 11


def test_same_input_same_bytes():
    """No clock, no random identifier."""
    assert render_handling_slip(many()) == render_handling_slip(many())


def test_urgency_mark():
    """The mark of haste, or a refusal for one there is none for."""
    assert "THƯỢNG KHẨN" in text_of(
        render_handling_slip(replace(SLIP, urgency="very_urgent"))
    )
    with pytest.raises(LayoutError):
        render_handling_slip(replace(SLIP, urgency="soon"))
