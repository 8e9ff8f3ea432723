"""Papers of each type of NĐ 30/2020 PL III, and what PL I says of their parts."""

import datetime
from io import BytesIO

import pytest
from layout import (
    ND30,
    TT01,
    Annex,
    Column,
    TableBlock,
    article,
    bases,
    clause,
    decree_of,
    division,
    enclosed_text,
    invitation,
    minutes,
    point,
    render_paper,
    telegram,
)
from layout.body import roman
from layout_examples import (
    BOTTOM,
    LEFT,
    OFFICE,
    RIGHT,
    SIGNER,
    TEXT,
    TOP,
    decided,
    paper,
)
from pdfread import find, read
from pypdf import PdfReader


def test_the_decree_is_chosen_by_the_date():
    """NĐ 30/2020 is in force since 05/03/2020."""
    assert decree_of(datetime.date(2020, 3, 4)) is TT01
    assert decree_of(datetime.date(2020, 3, 5)) is ND30
    assert decree_of(None) is ND30


@pytest.mark.parametrize(
    ("year", "place", "basis", "last"),
    [(2026, "top", "Tinos-Italic", "phòng."), (2015, "bottom", "Tinos", "phòng,")],
)
def test_what_the_two_decrees_differ_in(year, place, basis, last):
    """Page numbers and legal bases follow the decree in force on the paper's date."""
    pdf = render_paper(
        decided(date=datetime.date(year, 11, 25), articles=[TEXT * 12, TEXT * 12])
    )
    lines, _rules = read(pdf)
    assert find(lines, "Căn cứ Luật Tổ chức;").fonts == {basis}
    assert find(lines, "Theo đề nghị").text.endswith(last)
    numbers = [
        line
        for line in lines
        if line.text.isdigit() and (line.bottom < TOP or line.top > BOTTOM)
    ]
    assert [(line.page, line.text) for line in numbers] == [(2, "2")]
    (number,) = numbers
    assert number.sizes <= {13, 14} and number.fonts == {"Tinos"}
    if place == "top":
        assert number.centre == pytest.approx((LEFT + RIGHT) / 2, abs=0.2)
        assert number.bottom < TOP
    else:
        assert number.right == pytest.approx(RIGHT, abs=0.2)
        assert number.top > BOTTOM


def test_a_decision_in_the_order_of_its_form():
    """Mẫu 1.2: who decides, why, QUYẾT ĐỊNH:, articles, ./."""
    lines, _rules = read(render_paper(decided()))
    order = [
        "QUYẾT ĐỊNH",
        "Về việc ban hành Quy chế",
        "ỦY BAN NHÂN DÂN HUYỆN TUY PHƯỚC",
        "Căn cứ Luật Tổ chức;",
        "Theo đề nghị của Trưởng phòng.",
        "QUYẾT ĐỊNH:",
        "Điều 1. Ban hành Quy chế.",
        "Điều 2. Có hiệu lực kể từ ngày ký./.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Nguyễn Văn Mẫu",
    ]
    found = [find(lines, text) for text in order]
    assert [line.top for line in found] == sorted(line.top for line in found)
    assert found[2].fonts == {"Tinos-Bold"}
    assert found[2].centre == pytest.approx(110, abs=0.3)


def test_divisions_of_a_regulation():
    """PL I mục II.6: Roman chapters, Arabic sections, centred and bold; đ after d."""
    body = [
        *division("Chương", 4, "Quy định chung"),
        *division("Mục", 2, "Trách nhiệm"),
        *article(7, TEXT, "Phạm vi áp dụng"),
        *clause(1, TEXT),
        *clause(2, TEXT, "Khoản có tiêu đề"),
        *point(4, "Điểm thứ tư;"),
        *point(5, "Điểm thứ năm."),
    ]
    regulation = Annex("Quy chế", "Quản lý Hệ thống", body)
    pdf = render_paper(decided(annexes=(regulation,)))
    lines = [line for line in read(pdf)[0] if line.page == 2]
    for text in ("Chương IV", "QUY ĐỊNH CHUNG", "Mục 2", "TRÁCH NHIỆM"):
        line = find(lines, text)
        assert line.fonts == {"Tinos-Bold"} and line.sizes <= {13, 14}
        assert line.centre == pytest.approx(110, abs=0.3)
    for text in ("Điều 7. Phạm vi áp dụng", "2. Khoản có tiêu đề"):
        line = find(lines, text)
        assert line.fonts == {"Tinos-Bold"}
        assert line.left == pytest.approx(LEFT + 12.7, abs=0.3)
    assert find(lines, "1. Trong thời gian").fonts == {"Tinos"}
    assert find(lines, "d) Điểm thứ tư;").top < find(lines, "đ) Điểm thứ năm.").top
    outline = PdfReader(BytesIO(pdf)).outline
    assert outline[0].title == "Quyết định 05/QĐ-UBND"
    assert [item.title for item in outline[1]] == ["Điều 1", "Điều 2"]
    assert outline[2].title == "Quy chế: Quản lý Hệ thống"
    assert outline[3][0].title == "Chương IV. QUY ĐỊNH CHUNG"
    assert roman(49) == "XLIX" and roman(14) == "XIV"


def test_bases_end_as_their_decree_wants():
    """A semicolon after each; a full stop at the end, a comma under TT 01/2011."""
    assert [block.text for block in bases(["Căn cứ A.", "Căn cứ B"])] == [
        "Căn cứ A;",
        "Căn cứ B.",
    ]
    assert bases(["Căn cứ A"], TT01)[0].text == "Căn cứ A,"
    assert bases([]) == []


def test_an_invitation_says_who_what_when_where():
    """Mẫu 1.7."""
    pdf = render_paper(
        invitation(
            guests="Đại diện các phòng",
            purpose="Họp giao ban",
            chair="Ông Mẫu",
            time="14 giờ, ngày 05 tháng 02 năm 2026",
            venue="Phòng họp số 1",
            symbol="GM-UBND",
            subject="Họp giao ban",
            signers=(SIGNER,),
            **OFFICE,
        )
    )
    lines, _rules = read(pdf)
    tops = [
        find(lines, text).top
        for text in (
            "GIẤY MỜI",
            "Ủy ban nhân dân huyện Tuy Phước trân trọng kính mời: Đại diện",
            "Tới dự: Họp giao ban",
            "Chủ trì: Ông Mẫu",
            "Thời gian: 14 giờ",
            "Địa điểm: Phòng họp số 1./.",
        )
    ]
    assert tops == sorted(tops)


def test_minutes_have_two_signatures_and_no_place_line():
    """Mẫu 1.9: THƯ KÝ at the left, CHỦ TỌA at the right, receivers below."""
    pdf = render_paper(
        minutes(
            start="08 giờ",
            venue="Phòng họp",
            present="Các phòng",
            chair="Nguyễn Văn Mẫu",
            secretary="Lê Thị Bưởi",
            content=TEXT,
            end="11 giờ",
            symbol="BB-UBND",
            subject="Họp giao ban",
            recipients=("Lưu: VT",),
            issuer=OFFICE["issuer"],
        )
    )
    lines, _rules = read(pdf)
    secretary, chair = find(lines, "THƯ KÝ"), find(lines, "CHỦ TỌA")
    assert secretary.top == pytest.approx(chair.top, abs=0.2)
    assert secretary.centre == pytest.approx(70, abs=0.3)
    assert chair.centre == pytest.approx(150, abs=0.3)
    names = [line for line in lines if line.text == "Lê Thị Bưởi"]
    assert names[-1].centre == pytest.approx(secretary.centre, abs=0.2)
    assert find(lines, "Nơi nhận:").top > names[-1].bottom
    assert not [line for line in lines if "Tuy Phước, ngày" in line.text]


def test_a_telegram_names_who_wires_whom():
    """Mẫu 1.6: the sender bold, "điện:" slanted, receivers with dashes below."""
    pdf = render_paper(
        telegram(
            sender="Chủ tịch Ủy ban nhân dân huyện",
            receivers=("Chủ tịch UBND các xã", "Trưởng các phòng"),
            body=TEXT,
            symbol="CĐ-UBND",
            subject="Về việc ứng phó bão",
            signers=(SIGNER,),
            **OFFICE,
        )
    )
    lines, _rules = read(pdf)
    head = find(lines, "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN điện:")
    assert head.fonts == {"Tinos-Bold", "Tinos-BoldItalic"}
    first = find(lines, "- Chủ tịch UBND các xã;")
    last = find(lines, "- Trưởng các phòng.")
    assert head.top < first.top < last.top
    assert first.left == pytest.approx(last.left, abs=0.1)


def test_appendices_have_roman_numbers_and_pages_of_their_own():
    """PL I mục III: numbered when there are several; name in capitals; landscape."""
    columns = (Column("STT", 12), Column("Xã", 60), Column("Số liệu", 60))
    rows = tuple((str(n), f"Xã Thứ {n}", "") for n in range(1, 80))
    report = paper()
    report.annexes = (
        Annex(
            "Phụ lục",
            "Số liệu các xã",
            [TableBlock(columns, rows)],
            enclosed_text(report),
            landscape=True,
        ),
        Annex("Phụ lục", "Biểu khác", TEXT),
    )
    pdf = render_paper(report)
    lines, _rules = read(pdf)
    label, name = find(lines, "Phụ lục I"), find(lines, "SỐ LIỆU CÁC XÃ")
    assert label.sizes == {14} and label.fonts == {"Tinos-Bold"}
    assert name.fonts == {"Tinos-Bold"} and name.sizes <= {13, 14}
    enclosed = find(lines, "(Kèm theo Báo cáo số 23/BC-UBND ngày 23 tháng 01 năm 2026")
    assert enclosed.fonts == {"Tinos-Italic"}
    centre = 30 + (297 - 30 - 15) / 2
    assert label.centre == pytest.approx(centre, abs=0.3)
    last = find(lines, "Phụ lục II").page
    assert last > 4
    for page in range(2, last):
        assert find([x for x in lines if x.page == page], "Số liệu")
    sizes = [
        (round(float(page.mediabox.width)), round(float(page.mediabox.height)))
        for page in PdfReader(BytesIO(pdf)).pages
    ]
    assert sizes == [(595, 842)] + [(842, 595)] * (last - 2) + [(595, 842)]
    numbers = {x.page: x.text for x in lines if x.text.isdigit() and x.bottom < TOP}
    assert numbers == {page: str(page - 1) for page in range(3, last)}
    report.annexes = report.annexes[:1]
    assert find(read(render_paper(report))[0], "Phụ lục").text == "Phụ lục"


def test_an_open_paper_leaves_room_to_write():
    """What is signed on paper is numbered and dated by hand (Điều 15)."""
    lines, _rules = read(render_paper(paper(number=None, date=None, year=2026)))
    symbol = find(lines, "/BC-UBND")
    label = find(lines, "Số:")
    if label is symbol:
        assert label.right - label.left > 30
    else:
        assert symbol.left - label.right > 9
    assert find(lines, "năm 2026")
