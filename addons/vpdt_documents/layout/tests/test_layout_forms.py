"""Papers of each type of NĐ 30/2020 PL III, and what PL I says of their parts."""

import datetime
from dataclasses import replace
from io import BytesIO

import pytest
from layout import (
    ND30,
    TT01,
    Annex,
    Authority,
    Column,
    LayoutError,
    Paper,
    Signer,
    TableBlock,
    article,
    bases,
    clause,
    decision,
    decree_of,
    division,
    enclosed_text,
    invitation,
    minutes,
    paragraphs,
    pictures,
    point,
    render_paper,
    signature_lines,
    telegram,
)
from layout.body import roman
from pdfminer.layout import LTImage
from pdfread import find, fonts_of, frames, read
from PIL import Image
from pypdf import PdfReader

OFFICE = {"issuer": "Ủy ban nhân dân\nhuyện Tuy Phước", "place": "Tuy Phước"}
TEXT = (
    "Trong thời gian qua, công tác quản lý đất đai trên địa bàn huyện đã có chuyển "
    "biến tích cực; tuy nhiên, việc cập nhật hồ sơ địa chính ở một số xã còn chậm. "
)
SIGNER = Signer(("TM. Ủy ban nhân dân", "Chủ tịch"), "Nguyễn Văn Mẫu")
LEFT, RIGHT, TOP, BOTTOM = 30, 190, 20, 277


def paper(**slots):
    """A report with a usual body."""
    usual = {
        "kind": "Báo cáo",
        "symbol": "BC-UBND",
        "number": 23,
        "date": datetime.date(2026, 1, 23),
        "subject": "Kết quả công tác tháng 01 năm 2026",
        "body": f"{TEXT}\nTrên đây là báo cáo./.",
        "signers": (SIGNER,),
        "recipients": ("Như trên", "Lưu: VT"),
    }
    return Paper(**{**OFFICE, **usual, **slots})


def decided(**slots):
    """A decision with an attached regulation."""
    usual = {
        "authority": "Ủy ban nhân dân huyện Tuy Phước",
        "grounds": ["Căn cứ Luật Tổ chức;", "Theo đề nghị của Trưởng phòng"],
        "articles": ["Ban hành Quy chế.", "Có hiệu lực kể từ ngày ký"],
        "symbol": "QĐ-UBND",
        "number": 5,
        "date": datetime.date(2026, 2, 5),
        "subject": "Về việc ban hành Quy chế",
        "signers": (SIGNER,),
    }
    return decision(**{**OFFICE, **usual, **slots})


@pytest.mark.parametrize(
    ("authority", "lines"),
    [
        (Authority("Giám đốc"), ["GIÁM ĐỐC"]),
        (
            Authority("Chủ tịch", collective="Ủy ban nhân dân"),
            ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"],
        ),
        (
            Authority("Phó Chủ tịch", "deputy", "Chủ tịch", "Ủy ban nhân dân"),
            ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        ),
        (
            Authority("Chủ tịch", "acting", collective="Ủy ban nhân dân"),
            ["TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"],
        ),
        (
            Authority("Chánh Văn phòng", "by_order", "Chủ tịch"),
            ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"],
        ),
        (
            Authority(
                "Phó Chánh Văn phòng",
                "by_order",
                "Chủ tịch",
                unit_head="Chánh Văn phòng",
            ),
            ["TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"],
        ),
        (
            Authority("Trưởng phòng Nội vụ", "authorised", "Chủ tịch"),
            ["TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG NỘI VỤ"],
        ),
    ],
)
def test_signature_lines_say_by_what_right(authority, lines):
    """Điều 13 and PL I mục II.7: TM., Q., KT., TL., TUQ."""
    assert list(signature_lines(authority)) == lines


@pytest.mark.parametrize(
    "authority",
    [
        Authority("Phó Chủ tịch", "deputy"),
        Authority("Chủ tịch", "own", "Chủ tịch"),
        Authority("", "own"),
        Authority("Phó", "friend"),
        Authority("Phó", "authorised", "Chủ tịch", unit_head="Trưởng phòng"),
    ],
)
def test_a_right_without_its_head_is_refused(authority):
    """A wrong line above a name makes a paper void: better none."""
    with pytest.raises(LayoutError) as error:
        signature_lines(authority)
    assert error.value.code == "bad_authority"


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


def test_circulation_box_stands_in_the_top_margin():
    """Ô 11: single frame, capitals, bold 13-14, right of the middle."""
    pdf = render_paper(paper(circulation="return"))
    text = find(read(pdf)[0], "XEM XONG TRẢ LẠI")
    (frame,) = frames(pdf)
    assert text.fonts == {"Tinos-Bold"} and text.sizes <= {13, 14}
    assert frame.top > 5 and frame.top + frame.height < TOP
    assert frame.left > 105 and frame.left + frame.width < RIGHT
    assert frame.left < text.left and text.right < frame.left + frame.width
    for slots in ({"circulation": "x"}, {"urgency": "x"}):
        with pytest.raises(LayoutError) as error:
            render_paper(paper(**slots))
        assert error.value.code == "bad_paper"


@pytest.mark.parametrize(
    ("level", "words", "wide"),
    [
        ("urgent", "KHẨN", 20),
        ("very_urgent", "THƯỢNG KHẨN", 40),
        ("express", "HỎA", 30),
    ],
)
def test_urgency_boxes_have_their_real_size(level, words, wide):
    """Ô 10b: 8 mm tall; words inside the frame."""
    pdf = render_paper(paper(urgency=level))
    (frame,) = frames(pdf)
    text = find(read(pdf)[0], words)
    assert (frame.width, frame.height) == pytest.approx((wide, 8), abs=0.1)
    assert frame.left < text.left and text.right < frame.left + frame.width


def test_pictures_of_signature_and_seal_lie_where_the_law_wants():
    """Mục II.7d, 8: signature in the middle, seal at real size over its left third."""
    blue, red = BytesIO(), BytesIO()
    Image.new("RGBA", (90, 30), (0, 0, 200, 120)).save(blue, "PNG")
    Image.new("RGBA", (60, 60), (200, 0, 0, 120)).save(red, "PNG")
    ink = pictures(blue.getvalue(), red.getvalue(), width=45, diameter=36)
    pdf = render_paper(paper(signers=(replace(SIGNER, ink=ink),)))
    lines, _rules = read(pdf)
    post, name = find(lines, "CHỦ TỊCH"), find(lines, "Nguyễn Văn Mẫu")
    seal, signature = sorted(frames(pdf, LTImage), key=lambda image: image.left)
    assert signature.width == pytest.approx(45, abs=0.1)
    middle = signature.left + signature.width / 2
    assert middle == pytest.approx(name.centre, abs=0.3)
    assert post.bottom - 1 < signature.top
    assert signature.top + signature.height < name.top + 1
    assert (seal.width, seal.height) == pytest.approx((36, 36), abs=0.1)
    assert seal.left < signature.left
    covered = seal.left + seal.width - signature.left
    assert covered == pytest.approx(signature.width / 3, abs=0.2)
    with pytest.raises(LayoutError) as error:
        pictures(b"no picture")
    assert error.value.code == "bad_picture"


def test_a_board_s_signer_is_named_with_his_other_title():
    """Ô 7b: what he is elsewhere stands above the name."""
    signer = Signer(("Trưởng ban",), "Nguyễn Văn Mẫu", "CHỦ TỊCH UBND HUYỆN")
    lines, _rules = read(render_paper(paper(signers=(signer,))))
    title, name = find(lines, "CHỦ TỊCH UBND HUYỆN"), find(lines, "Nguyễn Văn Mẫu")
    assert find(lines, "TRƯỞNG BAN").bottom + 25 < title.top
    assert 0 < name.top - title.top < 6


@pytest.mark.parametrize("filling", [*range(18, 34), 60])
def test_a_signature_is_never_alone_on_a_page(filling):
    """At least two lines of the body stand above it, however long the text is."""
    body = "\n".join(["Dòng ngắn."] * filling + ["Đoạn cuối./."])
    lines, _rules = read(render_paper(paper(body=body)))
    post = find(lines, "TM. ỦY BAN NHÂN DÂN")
    name = find(lines, "Nguyễn Văn Mẫu")
    above = [x for x in lines if x.page == post.page and TOP <= x.top < post.top]
    assert len(above) >= 2
    assert name.page == post.page and name.bottom <= BOTTOM + 0.5


@pytest.mark.parametrize("rows", range(12, 32, 3))
def test_a_table_s_last_rows_stay_with_the_signature(rows):
    """Two rows at least stand above the signature, below a repeated head."""
    columns = (Column("STT", 12), Column("Nội dung", 148))
    table = TableBlock(columns, tuple((str(n), "Dòng") for n in range(rows)))
    lines, _rules = read(render_paper(paper(body=[*paragraphs(TEXT), table])))
    post = find(lines, "TM. ỦY BAN NHÂN DÂN")
    above = [x for x in lines if x.page == post.page and x.text == "Dòng"]
    assert len(above) >= 2
    assert find([x for x in lines if x.page == post.page], "Nội dung")


@pytest.mark.parametrize("filling", [0, 8, 14])
def test_forty_receivers_go_on_over_the_page(filling):
    """The list is torn, not the signature; nothing leaves the margins."""
    names = [f"Ủy ban nhân dân xã Phước Thứ {n}" for n in range(1, 41)]
    body = "\n".join([TEXT.strip()] * filling + [TEXT.strip()])
    pdf = render_paper(paper(body=body, recipients=(*names, "Lưu: VT"), drafter="PL."))
    lines, _rules = read(pdf)
    for name in names:
        line = find(lines, f"- {name};")
        assert line.sizes == {11} and line.right < 110
    post, name = find(lines, "TM. ỦY BAN NHÂN DÂN"), find(lines, "Nguyễn Văn Mẫu")
    head = find(lines, "Nơi nhận:")
    assert head.page == post.page == name.page
    assert head.top == pytest.approx(post.top, abs=1)
    assert find(lines, "PL.").text == "PL."
    left = [x for x in lines if x.text.startswith("- Ủy ban")]
    steps = {
        round(b.top - a.top, 1)
        for a, b in zip(left, left[1:], strict=False)
        if a.page == b.page
    }
    assert max(steps) - min(steps) < 0.2, "no gap where the signature ends"
    for line in lines:
        if not line.text.isdigit():
            assert line.top > TOP - 0.5 and line.bottom < BOTTOM + 0.7, line


def test_one_and_three_pages_carry_all_their_words():
    """Vietnamese comes back from the PDF; every font is embedded."""
    for times, pages in ((1, 1), (24, 3)):
        body = "\n".join(f"{n}. {TEXT.strip()}" for n in range(times))
        pdf = render_paper(paper(body=body))
        lines, _rules = read(pdf)
        assert max(line.page for line in lines) == pages
        words = " ".join(x.text for x in lines if not x.text.isdigit())
        assert words.count("hồ sơ địa chính ở một số xã còn chậm.") == times
        fonts = fonts_of(pdf)
        assert fonts and all(fonts.values())
        assert all(name.startswith("Tinos") for name in fonts)
    reader = PdfReader(BytesIO(pdf))
    assert reader.trailer["/Root"]["/Lang"] == "vi-VN"
    assert reader.metadata.title.startswith("Báo cáo Kết quả")
    assert reader.metadata.subject == "23/BC-UBND"


def test_long_names_wrap_inside_their_half():
    """Names of any length stay on their side of the page."""
    pdf = render_paper(
        paper(
            issuer="Ban Quản lý dự án đầu tư xây dựng và phát triển quỹ đất " * 2,
            parents=("Ủy ban nhân dân huyện Tuy Phước tỉnh Bình Định",),
            addressees=("Sở Nông nghiệp và Môi trường " * 5, "Sở Nội vụ"),
            recipients=("Cơ quan có tên rất dài " * 8, "Lưu: VT"),
            signers=(Signer(("TM. Ban Quản lý dự án " * 4,), "Công Tằng " * 6),),
        )
    )
    lines, _rules = read(pdf)
    for line in lines:
        assert line.left >= LEFT - 0.1 and line.right <= RIGHT + 0.4, line
    kept = [line for line in lines if line.sizes == {11}]
    assert kept and max(line.right for line in kept) < 110.2
