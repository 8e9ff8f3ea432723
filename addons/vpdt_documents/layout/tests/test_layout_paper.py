"""Administrative documents: each slot in its place, typeface and size (NĐ 30/2020)."""

import datetime
import re
from io import BytesIO

import pytest
from layout.body import parse_body
from layout.closing import Signer
from layout.errors import LayoutError
from layout.fonts import REGULAR, text_width
from layout.ink import signed_and_sealed
from layout.measures import ND30_PORTRAIT, to_mm
from layout.paper import Annex, Paper, render_paper
from pdfread import find, read
from pypdf import PdfReader

LETTER = Paper(
    issuer="Sở Nông nghiệp\nvà Môi trường",
    parents=("UBND tỉnh An Hòa",),
    symbol="SNNMT-QLĐĐ",
    number=7,
    place="An Hòa",
    date=datetime.date(2026, 2, 5),
    subject="tăng cường quản lý nhà nước về đất đai",
    addressees=("Ủy ban nhân dân các huyện", "Chi cục Quản lý đất đai"),
    body="Đoạn thứ nhất của công văn nói về việc kiểm kê đất đai năm nay, dài hơn một "
    "dòng để canh đều hai bên lề trang giấy.\n1. Đề nghị báo cáo trước ngày 25./.",
    signers=(Signer(("KT. Giám đốc", "Phó Giám đốc"), "Trần Văn Khải"),),
    recipients=("Như trên", "Giám đốc Sở (b/c)", "Lưu: VT, QLĐĐ"),
    drafter="PL.(15)",
    urgency="very_urgent",
    contact="Địa chỉ: 1 Trần Hưng Đạo - E-mail: vanthu@snnmt.example",
)
DECISION = Paper(
    kind="Quyết định",
    issuer="Ủy ban nhân dân",
    parents=("Huyện An Phước",),
    symbol="QĐ-UBND",
    number=553,
    place="An Phước",
    date=datetime.date(2025, 11, 25),
    subject="Về việc ban hành Quy chế quản lý, sử dụng Hệ thống Văn phòng điện tử",
    body="ỦY BAN NHÂN DÂN HUYỆN AN PHƯỚC\n"
    "Căn cứ Luật Tổ chức chính quyền địa phương;\n"
    "Xét đề nghị của Trưởng phòng Văn hóa và Thông tin,\n"
    "QUYẾT ĐỊNH:\n"
    "Điều 1. Ban hành kèm theo Quyết định này Quy chế.\n"
    "Điều 2. Quyết định có hiệu lực kể từ ngày ký./.",
    signers=(
        Signer(
            ("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"), "Nguyễn Văn Mẫu"
        ),
    ),
    recipients=("Như Điều 2", "Lưu: VT"),
    annexes=(
        Annex(
            kind="Quy chế",
            subject="Quản lý, sử dụng Hệ thống Văn phòng điện tử",
            enclosed="Kèm theo Quyết định số 553/QĐ-UBND ngày 25/11/2025",
            body="Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi, đối tượng áp dụng\n"
            + "\n".join(
                f"{number}. Khoản số {number} có nội dung dài để tràn qua nhiều dòng "
                "và nhiều trang, mỗi dòng canh đều hai bên và mỗi đoạn thụt đầu dòng."
                for number in range(1, 60)
            ),
        ),
    ),
)
LEFT, RIGHT, TOP, BOTTOM = 30, 190, 20, 277


def test_letterhead():
    lines, rules = read(render_paper(LETTER))
    national = find(lines, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    motto = find(lines, "Độc lập - Tự do - Hạnh phúc")
    assert national.fonts == motto.fonts == {"Tinos-Bold"}
    assert national.sizes <= {12, 13} and motto.sizes <= {13, 14}
    assert national.centre == pytest.approx(motto.centre, abs=0.2)
    assert national.top >= TOP - 0.1 and national.right <= RIGHT + 0.1
    rule = min(
        (r for r in rules if r.y > motto.bottom - 1.5 and r.left > 94),
        key=lambda r: r.y,
    )
    assert rule.width == pytest.approx(motto.right - motto.left, abs=0.5)

    parent = find(lines, "UBND TỈNH AN HÒA")
    issuer = find(lines, "SỞ NÔNG NGHIỆP")
    assert parent.fonts == {"Tinos"} and issuer.fonts == {"Tinos-Bold"}
    assert parent.top < issuer.top and parent.right < national.left
    assert parent.centre == pytest.approx(issuer.centre, abs=0.2)
    last = find(lines, "VÀ MÔI TRƯỜNG")
    rule = min((r for r in rules if r.right < 94), key=lambda r: r.y)
    share = rule.width / (last.right - last.left)
    assert 1 / 3 <= share <= 1 / 2
    assert (rule.left + rule.right) / 2 == pytest.approx(last.centre, abs=0.2)


def test_number_place_and_date_share_a_line_with_their_zeros():
    lines, _rules = read(render_paper(LETTER))
    number = find(lines, "Số: 07/SNNMT-QLĐĐ")
    date = find(lines, "An Hòa, ngày 05 tháng 02 năm 2026")
    assert number.fonts == {"Tinos"} and number.sizes == {13}
    assert date.fonts == {"Tinos-Italic"} and date.sizes <= {13, 14}
    assert number.top == pytest.approx(date.top, abs=0.5)
    motto = find(lines, "Độc lập - Tự do - Hạnh phúc")
    assert date.centre == pytest.approx(motto.centre, abs=0.3)
    later = datetime.date(2026, 3, 12)
    lines, _rules = read(render_paper(Paper(**{**vars(LETTER), "date": later})))
    assert find(lines, "An Hòa, ngày 12 tháng 3 năm 2026")


def test_a_letter_has_its_subject_under_the_number():
    lines, _rules = read(render_paper(LETTER))
    subject = find(lines, "V/v tăng cường")
    number = find(lines, "Số: 07/SNNMT-QLĐĐ")
    assert subject.sizes <= {12, 13} and subject.fonts == {"Tinos"}
    assert number.bottom < subject.top + 1
    assert subject.centre == pytest.approx(number.centre, abs=0.3)
    head, first = find(lines, "Kính gửi:"), find(lines, "- Ủy ban nhân dân các huyện;")
    assert head.top < first.top and first.left > head.left
    assert find(lines, "- Chi cục Quản lý đất đai.").left == pytest.approx(first.left)


def test_urgency_mark_is_the_law_s_red_box():
    pdf = render_paper(LETTER)
    mark = find(read(pdf)[0], "THƯỢNG KHẨN")
    assert mark.fonts == {"Tinos-Bold"} and mark.sizes <= {13, 14}
    page = PdfReader(BytesIO(pdf)).pages[0]
    content = page.get_contents().get_data().decode("latin1")
    assert ".93 .07 .07 RG" in content
    boxes = re.findall(r"([\d.]+) ([\d.]+) re\b", content)
    sizes = [(round(to_mm(float(w)), 1), round(to_mm(float(h)), 1)) for w, h in boxes]
    assert (40.0, 8.0) in sizes


def test_signature_and_recipients():
    lines, _rules = read(render_paper(LETTER))
    post, name = find(lines, "PHÓ GIÁM ĐỐC"), find(lines, "Trần Văn Khải")
    authority = find(lines, "KT. GIÁM ĐỐC")
    head = find(lines, "Nơi nhận:")
    for line in (post, name, authority):
        assert line.fonts == {"Tinos-Bold"} and line.sizes <= {13, 14}
        assert line.left > 105
        assert line.centre == pytest.approx(150, abs=0.3)
    assert name.top - post.bottom > 20
    assert head.fonts == {"Tinos-BoldItalic"} and head.sizes == {12}
    assert head.top == pytest.approx(authority.top, abs=1)
    kept = find(lines, "- Lưu: VT, QLĐĐ.")
    assert kept.sizes == {11} and find(lines, "- Như trên;").left == pytest.approx(30)
    assert find(lines, "PL.(15)").top > kept.top


def test_address_stands_at_the_foot_of_page_one_under_a_full_rule():
    lines, rules = read(render_paper(LETTER))
    address = find(lines, "Địa chỉ: 1 Trần Hưng Đạo")
    rule = max(rules, key=lambda rule: rule.y)
    assert address.sizes <= {11, 12} and address.top > BOTTOM
    assert BOTTOM < rule.y < address.bottom
    assert (rule.left, rule.right) == pytest.approx((LEFT, RIGHT), abs=0.2)


def test_decision_body():
    lines, _rules = read(render_paper(DECISION))
    kind, order = find(lines, "QUYẾT ĐỊNH"), find(lines, "QUYẾT ĐỊNH:")
    basis = find(lines, "Căn cứ Luật Tổ chức")
    article = find(lines, "Điều 1. Ban hành kèm theo")
    for line in (kind, order):
        assert line.fonts == {"Tinos-Bold"} and line.sizes <= {13, 14}
        assert line.centre == pytest.approx(110, abs=0.3)
    assert basis.fonts == {"Tinos-Italic"} and basis.sizes <= {13, 14}
    assert article.fonts == {"Tinos-Bold", "Tinos"}
    assert basis.left - LEFT == pytest.approx(12.7, abs=0.2)
    assert kind.top < basis.top < order.top < article.top


def test_paragraphs_are_justified():
    lines, _rules = read(render_paper(DECISION))
    body = [line for line in lines if line.page == 3 and line.top > 20]
    full = [line for line in body if line.left == pytest.approx(LEFT, abs=0.1)]
    first = [line for line in body if line.left == pytest.approx(LEFT + 12.7, abs=0.2)]
    assert len(first) > 5
    assert all(line.right == pytest.approx(RIGHT, abs=0.3) for line in first)
    assert all(TOP <= line.top and line.bottom <= BOTTOM + 0.5 for line in body)
    assert full


def test_stretched_spaces_do_not_spill_into_the_next_line():
    # A long word forces wide gaps on the first line; the last has its own width.
    body = f"a b c d e {'x' * 55} y z một hai ba bốn năm sáu bảy\nmột hai ba bốn"
    lines, _rules = read(render_paper(Paper(**{**vars(LETTER), "body": body})))
    last, alone = find(lines, "sáu bảy"), find(lines, "một hai ba bốn")
    for line in (last, alone):
        natural = to_mm(text_width(line.text, REGULAR, 14))
        assert line.right - line.left == pytest.approx(natural, abs=0.3)


def test_an_attached_regulation_is_numbered_by_itself():
    pdf = render_paper(DECISION)
    lines, _rules = read(pdf)
    pages = max(line.page for line in lines)
    assert pages >= 4
    numbers = {
        line.page: line for line in lines if line.bottom < TOP and line.text.isdigit()
    }
    # Page 1 is the decision, page 2 the first of the regulation: neither is numbered.
    assert {page: line.text for page, line in numbers.items()} == {
        page: str(page - 1) for page in range(3, pages + 1)
    }
    for line in numbers.values():
        assert line.centre == pytest.approx(110, abs=0.2)
    assert find(lines, "QUY CHẾ").page == 2
    enclosed = find(lines, "(Kèm theo Quyết định số 553/QĐ-UBND")
    assert enclosed.fonts == {"Tinos-Italic"}
    text = " ".join(line.text for line in lines)
    assert all(f"Khoản số {number} có" in text for number in range(1, 60))


def test_an_undated_draft_is_left_open_and_without_ink():
    """Room to write: at least 10 mm for the number, 6 for day and month."""
    draft = Paper(**{**vars(DECISION), "number": None, "date": None, "annexes": ()})
    pdf = render_paper(draft)
    lines, _rules = read(pdf)
    symbol, label = find(lines, "/QĐ-UBND"), find(lines, "Số:")
    assert label.text.replace(" ", "") in ("Số:", "Số:/QĐ-UBND")
    assert symbol.right - label.left > 25
    assert find(lines, "An Phước, ngày")
    text = "".join(line.text for line in lines)
    assert "…" not in text and "553" not in text.split("Kèm theo")[0]
    signer = Signer(("Chủ tịch",), "Nguyễn Văn Mẫu", ink=signed_and_sealed("Mẫu", 3))
    inked = Paper(**{**vars(draft), "signers": (signer,)})
    assert len(render_paper(inked)) > len(pdf)
    assert render_paper(inked) == render_paper(inked)


def test_long_names_stay_on_their_side():
    names = {
        "issuer": "Ban Chỉ đạo Phát triển khoa học, công nghệ, đổi mới sáng tạo, "
        "chuyển đổi số và Đề án 06",
        "signers": (
            Signer(
                ("TM. Ban Chỉ đạo phát triển khoa học và công nghệ", "Trưởng ban"),
                "Công Tằng Tôn Nữ Thị Phương Thảo Nguyên Hồng Ngọc Khánh Linh",
            ),
        ),
    }
    lines, _rules = read(render_paper(Paper(**{**vars(LETTER), **names})))
    for line in lines:
        assert line.left >= LEFT - 0.1 and line.right <= RIGHT + 0.4, line
    assert find(lines, "BAN CHỈ ĐẠO PHÁT TRIỂN").right < 94.1


def test_lines_are_told_by_how_they_begin():
    kinds = [block.kind for block in parse_body(DECISION.body)]
    assert kinds == ["authority", "basis", "basis", "order", "article", "article"]
    kinds = [block.kind for block in parse_body(
        "Chương II\nĐiều 3. Quy trình xử lý văn bản\n1. Tại Văn phòng\n"
        "1. Phòng Văn hóa chịu trách nhiệm thi hành.\n- Như sau;\n\nI. Tình hình chung"
    )]  # fmt: skip
    assert kinds == ["division", "title", "title", "text", "text", "title"]


def test_a_basis_is_told_from_a_sentence():
    kinds = [block.kind for block in parse_body(
        "Căn cứ Luật Tổ chức chính quyền địa phương;\n"
        "Căn cứ chương trình công tác, Sở ban hành Kế hoạch như sau:\n"
        "I. MỤC ĐÍCH, YÊU CẦU"
    )]  # fmt: skip
    assert kinds == ["basis", "text", "title"]


@pytest.mark.parametrize("filling", range(30, 46))
def test_no_heading_ends_a_page(filling):
    body = "\n".join(
        [f"Dòng {number} ngắn." for number in range(filling)]
        + ["Chương II", "TỔ CHỨC THỰC HIỆN", "Điều 2. Công tác kiểm tra", "Đoạn đầu."]
    )
    lines, _rules = read(render_paper(Paper(**{**vars(LETTER), "body": body})))
    pages = {
        find(lines, text).page
        for text in ("Chương II", "TỔ CHỨC", "Điều 2. Công tác", "Đoạn đầu.")
    }
    assert len(pages) == 1


def test_a_title_leaves_no_word_alone():
    subject = (
        "Kiểm tra công tác phổ biến, giáo dục pháp luật và hòa giải ở cơ sở trong "
        "năm 2026 và 2027"
    )
    paper = Paper(**{**vars(DECISION), "subject": subject, "annexes": ()})
    lines, _rules = read(render_paper(paper))
    first, last = find(lines, "Kiểm tra"), find(lines, "2027")
    assert first.top < last.top
    assert last.right - last.left > 0.6 * (first.right - first.left)


def test_margins_outside_the_law_are_refused():
    assert ND30_PORTRAIT.with_margins(left=35, top=25).left == 35
    with pytest.raises(LayoutError) as error:
        ND30_PORTRAIT.with_margins(left=25)
    assert error.value.code == "bad_margin" and error.value.details["side"] == "left"
    with pytest.raises(LayoutError) as error:
        render_paper(Paper(**{**vars(LETTER), "urgency": "soon"}))
    assert error.value.code == "bad_paper"
