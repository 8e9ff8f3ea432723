"""Registers in print: the law's columns, every row, nothing lost or torn."""

import datetime
import time
from dataclasses import dataclass
from io import BytesIO

import pytest
from layout import FORMS, LayoutError, RegisterCover, render_register
from layout.fonts import missing_glyphs
from pdfread import find, read
from pypdf import PdfReader

JAN = datetime.date(2026, 1, 5)
COVER = RegisterCover(
    agency="Văn phòng HĐND & UBND",
    parent="Ủy ban nhân dân huyện Tuy Phước",
    year=2026,
    date_from=datetime.date(2026, 1, 1),
    date_to=datetime.date(2026, 12, 31),
    number_from=1,
    number_to=120,
    volume=2,
)
#: Nghị định 30/2020/NĐ-CP, Phụ lục IV, word for word.
HEADS = {
    "incoming": [
        "Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu văn bản", "Ngày tháng văn bản",
        "Tên loại và trích yếu nội dung văn bản", "Đơn vị hoặc người nhận",
        "Ngày chuyển", "Ký nhận", "Ghi chú",
    ],
    "outgoing": [
        "Số, ký hiệu văn bản", "Ngày tháng văn bản",
        "Tên loại và trích yếu nội dung văn bản", "Người ký", "Nơi nhận văn bản",
        "Đơn vị, người nhận bản lưu", "Số lượng bản", "Ngày chuyển", "Ký nhận",
        "Ghi chú",
    ],
    "post": [
        "Ngày chuyển", "Số, ký hiệu văn bản", "Nơi nhận văn bản", "Số lượng bì",
        "Ký nhận và dấu bưu điện", "Ghi chú",
    ],
    "copy_use": [
        "Ngày tháng", "Họ tên người sử dụng", "Số, ký hiệu ngày tháng văn bản",
        "Tên loại và trích yếu nội dung văn bản", "Số và ký hiệu HS", "Ký nhận",
        "Ngày trả", "Người cho phép sử dụng", "Ghi chú",
    ],
    "follow_up": [
        "Số đến",
        "Tên loại, số và ký hiệu, ngày tháng và tên cơ quan, tổ chức ban hành văn bản",
        "Đơn vị hoặc người nhận", "Thời hạn giải quyết", "Tiến độ giải quyết",
        "Số, ký hiệu văn bản trả lời", "Ghi chú",
    ],
}  # fmt: skip


def incoming(count, step=3):
    for number in range(1, count + 1):
        day = JAN + datetime.timedelta(days=number * step // 10)
        yield {
            "arrival_date": day,
            "arrival_number": number,
            "author": "Sở Nông nghiệp và Môi trường tỉnh Bình Định",
            "number_symbol": f"{number + 400}/SNNMT-QLĐĐ",
            "issued_date": day,
            "subject": f"Công văn về việc kiểm kê đất đai đợt {number:05d} trên địa "
            "bàn các xã, thị trấn thuộc huyện năm 2026",
            "receiver": "Phòng Tài nguyên và Môi trường",
            "transfer_date": day,
        }


def in_column(lines, rules, page, index, kind):
    """Text of a column on a page, top to bottom, in one string."""
    widths = [column.width for _key, column in FORMS[kind].columns]
    scale = 252 / sum(widths)
    left = 30 + scale * sum(widths[:index])
    right = left + scale * widths[index]
    found = [
        line for line in lines
        if line.page == page and left - 0.2 <= line.left and line.right <= right + 0.2
    ]  # fmt: skip
    # Neither the page number above, nor the closing line, nor the foot.
    found = [
        line for line in found
        if line.top > 19.5 and line.bottom < 191 and not line.text.startswith("Cộng:")
    ]  # fmt: skip
    return " ".join(x.text for x in sorted(found, key=lambda line: line.top))


@pytest.mark.parametrize("kind", HEADS)
def test_heads_are_the_law_s_on_every_page(kind):
    key = FORMS[kind].keys[1]
    rows = [{key: f"dòng {number}"} for number in range(60)]
    lines, rules = read(render_register(kind, COVER, rows))
    pages = max(line.page for line in lines)
    assert pages >= 3
    for page in range(2, pages + 1):
        for index, head in enumerate(HEADS[kind]):
            column = in_column(lines, rules, page, index, kind)
            assert column.startswith(f"{head} ({index + 1})"), (page, index)


def test_the_columns_fill_the_page_exactly():
    for form in FORMS.values():
        assert sum(column.width for _key, column in form.columns) == 252
        assert len(form.columns) in (10, 9, 7, 6)


def test_cover_says_whose_book_it_is():
    lines, rules = read(render_register("incoming", COVER, []))
    first = [line for line in lines if line.page == 1]
    parent = find(first, "ỦY BAN NHÂN DÂN HUYỆN TUY PHƯỚC")
    agency = find(first, "VĂN PHÒNG HĐND & UBND")
    title = find(first, "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN")
    assert parent.fonts == {"Tinos"} and agency.fonts == {"Tinos-Bold"}
    assert title.fonts == {"Tinos-Bold"} and title.sizes == {26}
    order = [
        parent, agency, title, find(first, "Năm: 2026"),
        find(first, "Từ ngày 01/01/2026 đến ngày 31/12/2026"),
        find(first, "Từ số 01 đến số 120"), find(first, "Quyển số: 02"),
    ]  # fmt: skip
    assert [line.top for line in order] == sorted(line.top for line in order)
    for line in order[:-1]:
        assert line.centre == pytest.approx(30 + 126, abs=0.3)
    below = [rule for rule in rules if rule.page == 1]
    assert below[0].width == pytest.approx(0.4 * (agency.right - agency.left), abs=1)


def test_unknown_span_leaves_dots_to_fill_in():
    lines, _rules = read(render_register("post", RegisterCover("UBND xã", 2026), []))
    assert find(lines, "Từ ngày ……… đến ngày ………").page == 1
    assert find(lines, "Quyển số: ………").page == 1


def test_an_empty_book_says_so():
    pdf = render_register("incoming", COVER, [])
    lines, _rules = read(pdf)
    assert find(lines, "Không có văn bản đến nào trong thời gian này.").page == 2
    assert find(lines, "Cộng: 0 dòng đăng ký").page == 2
    assert len(PdfReader(BytesIO(pdf)).pages) == 2


def test_a_void_number_stands_with_its_reason_and_counts():
    rows = list(incoming(3))
    rows[1] = {
        "arrival_date": JAN,
        "arrival_number": 2,
        "void": True,
        "void_reason": "Máy chủ ngừng khi đang đăng ký",
        "subject": "KHÔNG ĐƯỢC IN",
    }
    lines, _rules = read(render_register("incoming", COVER, rows))
    line = find(lines, "Số bị hủy. Lý do: Máy chủ ngừng khi đang đăng ký")
    assert line.fonts == {"Tinos-Italic"}
    number = find([x for x in lines if x.page == 2 and x.left < 65], "02")
    assert number.top == pytest.approx(line.top, abs=0.5)
    assert not [x for x in lines if "KHÔNG ĐƯỢC IN" in x.text]
    assert find(lines, "Cộng: 3 dòng đăng ký (văn bản đến), trong đó 1 số bị hủy.")


def test_a_void_outgoing_number_keeps_its_symbol():
    row = {"number_symbol": "07/QĐ-UBND", "void": True, "void_reason": "Hủy bản thảo"}
    lines, _rules = read(render_register("outgoing", COVER, [row]))
    symbol, reason = find(lines, "07/QĐ-UBND"), find(lines, "Lý do: Hủy bản thảo")
    assert symbol.right < reason.left
    assert symbol.top == pytest.approx(reason.top, abs=0.5)


def test_a_long_subject_wraps_in_its_column_over_pages():
    words = " ".join(f"đoạn{number}" for number in range(1500))
    rows = [{"arrival_number": 7, "subject": words}, *incoming(1)]
    lines, rules = read(render_register("incoming", COVER, rows))
    pages = max(line.page for line in lines)
    found = " ".join(
        in_column(lines, rules, page, 5, "incoming").split("(6)", 1)[1]
        for page in range(2, pages + 1)
    ).split()
    assert pages > 4
    assert found[:1500] == words.split()
    for line in lines:
        assert line.left >= 29.5 and line.right <= 282.5
        if "đoạn" in line.text:
            assert 20 <= line.top and line.bottom <= 190.5


def test_a_long_symbol_breaks_after_a_stroke_or_hyphen():
    row = {"number_symbol": "12345/QĐ-UBND-BCĐPCTTTKCNPTDS"}
    lines, rules = read(render_register("outgoing", COVER, [row]))
    column = in_column(lines, rules, 2, 0, "outgoing").split("(1) ", 1)[1]
    assert column.replace(" ", "") == "12345/QĐ-UBND-BCĐPCTTTKCNPTDS"
    assert column.split(" ")[0][-1] in "/-"


def test_page_numbers_are_centred_in_the_top_margin_and_not_on_the_cover():
    lines, _rules = read(render_register("incoming", COVER, incoming(40)))
    pages = max(line.page for line in lines)
    assert pages >= 3
    for page in range(1, pages + 1):
        top = [line for line in lines if line.page == page and line.bottom < 20]
        if page == 1:
            assert not top
            continue
        (number,) = top
        assert number.text == str(page)
        assert number.sizes == {13} and number.fonts == {"Tinos"}
        assert number.centre == pytest.approx(156, abs=0.3)


def test_every_vietnamese_letter_comes_back():
    small = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
    text = small + small.upper()
    assert len(set(small)) == len(small) == 73
    assert not missing_glyphs(text)
    rows = [{"subject": " ".join(text)}]
    lines, rules = read(render_register("incoming", COVER, rows))
    column = in_column(lines, rules, 2, 5, "incoming").split("(6) ", 1)[1]
    assert column.replace(" ", "") == text


def test_decomposed_and_foreign_signs_do_not_vanish():
    row = {"author": "Tua\u0302\u0301n", "subject": "mu\u031b\u0301c 漢\x07 hết"}
    lines, rules = read(render_register("incoming", COVER, [row]))
    assert in_column(lines, rules, 2, 2, "incoming").endswith("(3) Tuấn")
    assert in_column(lines, rules, 2, 5, "incoming").endswith("(6) mức □ hết")


def test_fonts_are_embedded_and_no_other_is_named():
    reader = PdfReader(BytesIO(render_register("incoming", COVER, incoming(5))))
    names = set()
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            font = font.get_object()
            names.add(font["/BaseFont"].split("+")[-1])
            assert "/FontFile2" in font["/FontDescriptor"].get_object()
            assert "/ToUnicode" in font
    assert names == {"Tinos", "Tinos-Bold", "Tinos-Italic"}


def test_information_language_and_monthly_bookmarks():
    pdf = render_register("incoming", COVER, incoming(150, step=4))
    reader = PdfReader(BytesIO(pdf))
    assert reader.metadata.title == "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN - Năm 2026"
    assert reader.metadata.author == "Văn phòng HĐND & UBND"
    assert reader.trailer["/Root"]["/Lang"] == "vi-VN"
    titles = [item.title for item in reader.outline]
    assert titles == ["Bìa", "Tháng 01/2026", "Tháng 02/2026", "Tháng 03/2026"]
    lines, _rules = read(pdf)
    for item in reader.outline[2:]:
        page = reader.get_destination_page_number(item) + 1
        month = item.title[6:]
        assert any(line.page == page and line.text.endswith(month) for line in lines), (
            item.title
        )


def test_same_rows_same_bytes():
    first = render_register("incoming", COVER, incoming(80))
    time.sleep(1.1)  # a clock in the file would tick
    assert render_register("incoming", COVER, incoming(80)) == first


def test_rows_may_be_objects():
    @dataclass
    class Row:
        transfer_date: datetime.date
        receiver: str
        envelopes: int

    lines, _rules = read(
        render_register("post", COVER, [Row(JAN, "Kho bạc Nhà nước", 3)])
    )
    for text in ("05/01/2026", "Kho bạc Nhà nước", "03"):
        assert find([x for x in lines if x.page == 2], text)


def test_mistakes_are_refused_by_code():
    with pytest.raises(LayoutError) as error:
        render_register("guests", COVER, [])
    assert error.value.code == "unknown_register"
    with pytest.raises(LayoutError) as error:
        render_register("incoming", COVER, [{"sujet": "x"}])
    assert error.value.code == "unknown_column"


def test_five_thousand_rows(capsys):
    started, worked = time.perf_counter(), time.process_time()
    pdf = render_register("incoming", COVER, incoming(5000, step=0))
    spent, work = time.perf_counter() - started, time.process_time() - worked
    reader = PdfReader(BytesIO(pdf))
    with capsys.disabled():
        print(
            f"\n5,000 rows: {spent:.1f} s ({work:.1f} s of work), "
            f"{len(reader.pages)} pages, "
            f"{len(pdf) / 1024:.0f} KiB"
        )
    last = reader.pages[-1].extract_text()
    assert "Cộng: 5.000 dòng đăng ký" in last
    assert "đợt 05000" in last.replace("\n", " ")
