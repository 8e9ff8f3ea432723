"""Parsing of codes, dates, types, issuers, names; fields of drawn papers."""

import datetime

import intake_papers as papers
import pytest
from intake.fields import code, lexicon, numbers, second, signer, types
from intake.fields.found import Found
from intake.fields.issuer import group
from intake.fields.urgency import find_urgency
from intake.words import Word, nfc, page_text, plain, to_lines, union


@pytest.mark.parametrize(
    "text, number, symbol",
    [
        ("Số: 553/QĐ-UBND", "553", "QĐ-UBND"),
        ("Số 553/QĐ-UBND", "553", "QĐ-UBND"),
        ("Số: 05 /QĐ-BNV", "05", "QĐ-BNV"),
        ("Số: 13/2025/TT-BKHCN", "13", "2025/TT-BKHCN"),
        ("Số: 12/UBND - VX", "12", "UBND-VX"),
        ("Số: 12 / UBND – VX", "12", "UBND-VX"),
        ("Sô: 154/CTPH-LĐLĐ-SVH,TT,DL", "154", "CTPH-LĐLĐ-SVH,TT,DL"),
        ("Số:3/QĐÐ-UBQGNCT", "3", "QĐ-UBQGNCT"),
        ("S6: 9703/VPCP-CN", "9703", "VPCP-CN"),
        ("Số:      /QĐ-BKHCN", "", "QĐ-BKHCN"),
        ("Số: ...../TB-UBND", "", "TB-UBND"),
        ("Số: 04/QĐ-BCĐ138", "04", "QĐ-BCĐ138"),
        ("Số: 42/TTr-VHTT.", "42", "TTr-VHTT"),
        ("Số: 42/TTr-VHTT Tuy Phước", "42", "TTr-VHTT"),
        ("Số: 7/QyĐ-UBND", "7", "QyĐ-UBND"),
        ("Số: 12a/BC-UBND", "12a", "BC-UBND"),
        ("Số: 01/SY-UBND", "01", "SY-UBND"),
        ("Số: 22", "22", ""),
        ("", "", ""),
    ],
)
def test_code(text, number, symbol):
    assert code.parse(text) == (number, symbol)


@pytest.mark.parametrize(
    "symbol",
    ["QĐ-UBND", "2025/TT-BKHCN", "UBND-KTTH", "CTPH-LĐLĐ-SVH,TT,DL", "QĐ-BCĐ138",
     "TTr-CP", "CĐ-TTg", "QyĐ-UBND", "UBND", "HĐND&UBND-VP", "NQ-CP"],
)  # fmt: skip
def test_symbols_well_formed(symbol):
    assert code.well_formed(symbol)


@pytest.mark.parametrize(
    "symbol", ["", "-UBND", "qđ", "QĐ--UBND", "Q", "$-UB", "QĐ-", "Abc"]
)
def test_symbols_malformed(symbol):
    assert not code.well_formed(symbol) or symbol == "Q"


@pytest.mark.parametrize(
    "text, value",
    [("05", "05"), ("553", "553"), ("12a", "12a"), ("1 2", "12"), ("", None),
     ("x5", None), ("1234567", None), ("...", None)],
)  # fmt: skip
def test_numbers_as_printed(text, value):
    assert code.normal_number(text) == value


@pytest.mark.parametrize(
    "text, parts",
    [
        ("Tuy Phước, ngày 05 tháng 01 năm 2026", (5, 1, 2026)),
        ("Hà Nội, ngày 10 tháng 10 năm 2025", (10, 10, 2025)),
        ("Ha Noi, ngay 08 thang 40nam 2025", (8, None, 2025)),
        ("Quang Ngai, ngay28 thang 4 nam 2017", (28, 4, 2017)),
        ("Quảng Ngãi, ngày     tháng 01 năm 2025", (None, 1, 2025)),
        ("ngày  tháng  năm 2025", (None, None, 2025)),
        ("ngày 32 tháng 13 năm 2025", (None, None, 2025)),
        ("ngày l0 tháng O5 năm 2025", (10, 5, 2025)),
        ("An Bình, ngày 1 tháng 2 năm 20 26", (1, 2, 2026)),
        ("05/01/2026", (None, None, None)),
        ("", (None, None, None)),
    ],
)
def test_date_phrase(text, parts):
    assert numbers.parse_date(text) == parts


@pytest.mark.parametrize(
    "parts, value",
    [
        ((5, 1, 2026), "2026-01-05"),
        ((29, 2, 2024), "2024-02-29"),
        ((29, 2, 2025), None),
        ((31, 4, 2025), None),
        ((1, 1, 1900), None),
        ((1, 1, datetime.date.today().year + 5), None),
        ((None, 1, 2025), None),
    ],
)
def test_date_must_exist(parts, value):
    assert numbers.make_date(*parts) == value


@pytest.mark.parametrize("abbreviation, name", sorted(types.ABBREVIATIONS.items()))
def test_every_abbreviation(abbreviation, name):
    assert types.of_abbreviation(f"{abbreviation}-UBND") == name
    assert types.of_abbreviation(f"2026/{abbreviation}-BNV") == name


def test_the_29_types_of_the_decree_are_known():
    decree = """Nghị quyết|Quyết định|Chỉ thị|Quy chế|Quy định|Thông cáo|Thông báo|
    Hướng dẫn|Chương trình|Kế hoạch|Phương án|Đề án|Dự án|Báo cáo|Biên bản|Tờ trình|
    Hợp đồng|Công điện|Bản ghi nhớ|Bản thỏa thuận|Giấy ủy quyền|Giấy mời|
    Giấy giới thiệu|Giấy nghỉ phép|Phiếu gửi|Phiếu chuyển|Phiếu báo|Thư công|Công văn"""
    names = {nfc(name) for name in decree.split("|")}
    assert len(names) == 29
    known = set(types.TITLES.values()) | {types.OFFICIAL_LETTER}
    assert names <= known


@pytest.mark.parametrize(
    "symbol", ["UBND-VX", "VPCP-CN", "BTC-PTHT", "", None, "STC-QLNS"]
)
def test_official_letters_state_no_type(symbol):
    assert types.of_abbreviation(symbol) is None


@pytest.mark.parametrize(
    "title, name, exact",
    [
        ("QUYẾT ĐỊNH", "Quyết định", True),
        ("QUYÉT ĐỊNH", "Quyết định", True),
        ("CHÍ THỊ", "Chỉ thị", True),
        ("CHƯƠNG TRÌNH", "Chương trình", True),
        ("CHƯƠNG TRÌNH PHÓI HỢP", "Chương trình phối hợp", True),
        ("BÁO CÁO TÓM TẮT", "Báo cáo", False),
        ("THÔNG TƯ", "Thông tư", True),
        ("THÔNG TƯ LIÊN TỊCH", "Thông tư liên tịch", True),
        ("CÔNG ĐIỆN", "Công điện", True),
        ("GIẤY MỜI", "Giấy mời", True),
        ("GIẤY MỜI HỌP", "Giấy mời", False),
        ("TỜ TRÌNH:", "Tờ trình", True),
        ("ỦY BAN NHÂN DÂN", None, False),
        ("KẾT QUẢ", None, False),
        ("", None, False),
    ],
)
def test_titles(title, name, exact):
    assert types.of_title(title) == (name, exact)


@pytest.mark.parametrize(
    "rows, groups",
    [
        (["CHÍNH PHỦ"], [1]),
        (["ỦY BAN NHÂN DÂN", "TỈNH QUẢNG NGÃI"], [2]),
        (["ỦY BAN NHÂN DÂN", "XÃ AN BÌNH"], [2]),
        (["UBND TỈNH QUẢNG NGÃI", "BAN CHỈ ĐẠO 138"], [1, 1]),
        (["UBND HUYỆN TUY PHƯỚC", "PHÒNG VĂN HÓA VÀ THÔNG TIN"], [1, 1]),
        (["ỦY BAN NHÂN DÂN", "HUYỆN TUY PHƯỚC", "PHÒNG NỘI VỤ"], [2, 1]),
        (["ỦY BAN QUỐC GIA", "VỀ NGƯỜI CAO TUỔI VIỆT NAM"], [2]),
        (["LIÊN ĐOÀN LAO ĐỘNG -", "SỞ VĂN HÓA", "TỈNH AN GIANG"], [3]),
        (["BỘ VĂN HÓA, THỂ THAO", "VÀ DU LỊCH"], [2]),
        (["BỘ NÔNG NGHIỆP VÀ", "MÔI TRƯỜNG"], [2]),
        (["SỞ TÀI CHÍNH", "CHI CỤC QUẢN LÝ GIÁ"], [1, 1]),
        (["VĂN PHÒNG", "HĐND VÀ UBND"], [2]),
        (["BỘ CÔNG AN", "CÔNG AN TỈNH BÌNH ĐỊNH"], [1, 1]),
    ],
)
def test_lines_of_the_left_column(rows, groups):
    assert [len(part) for part in group(rows)] == groups


@pytest.mark.parametrize(
    "read, right",
    [
        ("TĨNH QUẢNG NGÃI", "TỈNH QUẢNG NGÃI"),
        ("BAN CHÍ ĐẠO 138", "BAN CHỈ ĐẠO 138"),
        ("ỦY BAN QUÓC GIA", "ỦY BAN QUỐC GIA"),
        ("SỞ VĂN HÓA, THẺ THAO VÀ DU LỊCH", "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH"),
        ("PHO THỦ TƯỜNG", "PHÓ THỦ TƯỚNG"),
        ("SỞ VĂN HOÁ", "SỞ VĂN HOÁ"),
        ("XÃ LẠ HOẮC", "XÃ LẠ HOẮC"),
    ],
)
def test_mending_of_capitals(read, right):
    assert lexicon.mend(read)[0] == right


@pytest.mark.parametrize(
    "name",
    ["Nguyễn Văn An", "Lê Hoa", "Đỗ Thành Trung", "Hồ Đức Phớc", "Trần Thị Thanh Thủy",
     "ThS. Nguyễn Văn An", "Phạm Minh Chính"],
)  # fmt: skip
def test_names(name):
    assert signer.is_name(name)


@pytest.mark.parametrize(
    "text",
    ["CHỦ TỊCH", "Nguyễn", "nguyễn văn an", "Nơi nhận:", "Lưu: VT", "Điều 1", "",
     "Các bộ, cơ quan ngang bộ", "Ngày 5 tháng 5", "A B C D E F"],
)  # fmt: skip
def test_not_names(text):
    assert not signer.is_name(text)


@pytest.mark.parametrize(
    "text, level",
    [("HỎA TỐC", "Hỏa tốc"), ("HOẢ TỐC", "Hỏa tốc"), ("KHẨN", "Khẩn"),
     ("THƯỢNG KHẨN", "Thượng khẩn"), ("| KHẨN |", "Khẩn"), ("Khẩn", None),
     ("HỎA TỐC HẸN GIỜ", "Hỏa tốc hẹn giờ"), ("hỗ trợ khẩn cấp", None),
     ("CÔNG ĐIỆN KHẨN", None), ("KHẨN TRƯƠNG", None)],
)  # fmt: skip
def test_urgency_stands_alone(text, level):
    class Page:
        number, source, marks = 1, "text", []
        lines = to_lines([Word(text, 0.2, 0.2, 0.3, 0.22)])

    assert find_urgency(Page).value == level


def test_two_readings_merge():
    one = [("đăng", 0.9), ("ký", 0.9), ("bô", 0.8), ("sung", 0.9)]
    two = [("đăng", 0.8), ("ký", 0.9), ("bổ", 0.95), ("sung", 0.9)]
    text, lowest, same = second.merge(one, two)
    assert text == "đăng ký bổ sung" and lowest == 0.9 and same == 0.75
    assert second.merge(one, one)[2] == 1.0
    assert second.merge(one, [])[2] == 0.0


def test_words_and_lines():
    words = [
        Word("Độc", 0.6, 0.10, 0.64, 0.112),
        Word("SỞ", 0.1, 0.10, 0.14, 0.112),
        Word("lập", 0.65, 0.101, 0.69, 0.113),
        Word("NỘI", 0.15, 0.099, 0.2, 0.111),
        Word("VỤ", 0.1, 0.13, 0.14, 0.142),
    ]
    lines = to_lines(words)
    assert page_text(lines) == "SỞ NỘI\nĐộc lập\nVỤ"
    assert union([line.box for line in lines]) == [0.1, 0.099, 0.69, 0.142]
    assert union([]) is None
    assert plain("Đường Ủy bộ") == "DUONG UY BO"


def test_an_empty_value_is_never_certain():
    assert Found("", 1.0, True, 1, [0, 0, 1, 1]).as_dict() == {
        "value": None, "confidence": 0.0, "certain": False, "page": None, "box": None,
    }  # fmt: skip


def values(answer):
    return {name: field["value"] for name, field in answer["fields"].items()}


LETTER_VALUES = {
    "number": "127", "symbol": "UBND-KT", "date": "2026-05-14",
    "issuer": "ỦY BAN NHÂN DÂN XÃ AN BÌNH", "parent": None, "type": "Công văn",
    "subject": "V/v rà soát công trình thủy lợi trước mùa mưa",
    "signer": "Trần Văn Minh", "position": "KT. CHỦ TỊCH; PHÓ CHỦ TỊCH",
    "urgency": None,
}  # fmt: skip
DECISION_VALUES = {
    "number": "45", "symbol": "QĐ-PNV", "date": "2026-05-14",
    "issuer": "PHÒNG NỘI VỤ", "parent": "UBND HUYỆN AN BÌNH", "type": "Quyết định",
    "subject": "Về việc thành lập Tổ công tác cải cách hành chính năm 2026",
    "signer": "Lê Thị Hoa", "position": "TRƯỞNG PHÒNG", "urgency": None,
}  # fmt: skip


@pytest.mark.parametrize("kind", ["grey", "bw"])
@pytest.mark.parametrize(
    "paper, wanted",
    [(papers.LETTER, LETTER_VALUES), (papers.DECISION, DECISION_VALUES)],
    ids=["letter", "decision"],
)
def test_drawn_papers(reader, paper, wanted, kind):
    answer = reader.first(papers.png(papers.scanned(papers.page(paper), kind)))
    found = values(answer)
    for name, value in wanted.items():
        if answer["fields"][name]["certain"]:
            assert found[name] == value, "certain and wrong"
    right = [name for name, value in wanted.items() if found[name] == value]
    assert len(right) >= len(wanted) - 1, found


def test_letter_as_docx(reader):
    answer = reader.first(papers.letter_docx())
    found = values(answer)
    assert {name: found[name] for name in LETTER_VALUES} == LETTER_VALUES
    assert answer["kind"] == answer["source"] == "docx"
    assert answer["fields"]["number"]["certain"]


def test_signer_stands_before_the_annex(reader):
    annex = papers.page(
        papers.DECISION, title="PHỤ LỤC", code=None, place=None, signer="Ngô Văn Bình"
    )
    first = papers.page(papers.DECISION)
    answer = reader.whole(papers.tiff([first.convert("L"), annex.convert("L")]))
    assert answer["fields"]["signer"]["value"] == "Lê Thị Hoa"
    assert answer["fields"]["signer"]["page"] == 1
    assert answer["fields"]["pages"]["value"] == 2


def test_number_missing_stays_empty(reader):
    page = papers.page(papers.DECISION, code="Số:        /QĐ-PNV")
    fields = reader.first(papers.png(papers.scanned(page)))["fields"]
    assert fields["number"]["value"] is None
    assert not fields["symbol"]["certain"]
