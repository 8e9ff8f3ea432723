"""Parts with a place of their own, and the end of a paper (PL I; Điều 13)."""

from dataclasses import replace
from io import BytesIO

import pytest
from layout import (
    Authority,
    Column,
    LayoutError,
    Signer,
    TableBlock,
    paragraphs,
    pictures,
    render_paper,
    signature_lines,
)
from layout_examples import BOTTOM, LEFT, RIGHT, SIGNER, TEXT, TOP, paper
from pdfminer.layout import LTImage
from pdfread import find, fonts_of, frames, read
from PIL import Image
from pypdf import PdfReader


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
