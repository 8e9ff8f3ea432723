"""Minutes of a hand-over (NĐ 30/2020 Điều 31.3đ, PL III mẫu 1.9)."""

import pytest
from layout.errors import LayoutError
from layout.hand_over import render_hand_over
from layout.listing import Listing
from pdfminer.high_level import extract_text

COLUMNS = (("Số, ký hiệu", 30), ("Trích yếu", 120))


def paper(**more):
    values = {
        "issuer": "Phòng Văn hóa và Thông tin",
        "parents": ("Ủy ban nhân dân huyện Thử",),
        "kind": "Biên bản",
        "subject": "Về việc bàn giao văn bản đang giải quyết",
        "intro": ("Căn cứ Quyết định số 12/QĐ-UBND.",),
        "columns": COLUMNS,
        "sides": (("Bên giao", "Nguyễn Văn Ân"), ("Bên nhận", "Trần Thị Bưởi")),
        "empty": "Không có văn bản nào.",
        **more,
    }
    return Listing(**values)


def text_of(pdf):
    from io import BytesIO

    return " ".join(extract_text(BytesIO(pdf)).split())


def test_both_sides_sign_below_every_row():
    rows = [(f"{n}/UBND-VP", f"Về việc thứ {n}") for n in range(1, 61)]
    text = text_of(render_hand_over(paper(), rows))
    for wanted in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "ỦY BAN NHÂN DÂN HUYỆN THỬ",
        "BIÊN BẢN",
        "Căn cứ Quyết định số 12/QĐ-UBND.",
        "1/UBND-VP",
        "60/UBND-VP",
    ):
        assert wanted in text
    assert text.index("60/UBND-VP") < text.index("BÊN GIAO")
    assert "Nguyễn Văn Ân" in text and "Trần Thị Bưởi" in text


def test_nothing_to_hand_over_is_said():
    assert "Không có văn bản nào." in text_of(render_hand_over(paper(), []))


def test_the_same_input_gives_the_same_bytes():
    rows = [("1/A", "b")]
    assert render_hand_over(paper(), rows) == render_hand_over(paper(), rows)


def test_a_row_of_another_width_is_refused():
    with pytest.raises(LayoutError):
        render_hand_over(paper(), [("only one",)])
