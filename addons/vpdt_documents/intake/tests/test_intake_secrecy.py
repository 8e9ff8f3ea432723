"""State secrets: marks that stand alone refuse, the words in sentences never do."""

import intake_papers as papers
import pytest
from intake import secrecy
from intake.eyes import Mark
from intake.refusal import Refused
from intake.words import Word, to_lines


def lines_of(rows):
    """Lines of a page from {y: text or [(x, text), …]}."""
    words = []
    for y, row in rows.items():
        for x, text in [(0.15, row)] if isinstance(row, str) else row:
            for part in text.split():
                wide = 0.011 * len(part)
                words.append(Word(part, x, y, x + wide, y + 0.013, 0.95))
                x += wide + 0.006
    return to_lines(words)


ALONE = [
    "MẬT",
    "TỐI MẬT",
    "TUYỆT MẬT",
    "| MẬT |",
    "[TỐI MẬT]",
    "“TUYỆT MẬT”",
    "(MẬT)",
    "- MẬT -",
    "T U Y Ệ T M Ậ T",
]
MISREAD = ["MÂT", "TÔI MẬT", "TUYÊT MẬT", "TỎI MẶT", "TUYỆT MẤT", "MÁT"]
SENTENCES = [
    "Luật Bảo vệ bí mật nhà nước",
    "LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "Về việc tăng cường bảo mật thông tin",
    "BẢO MẬT",
    "BÍ MẬT",
    "GIẢI MẬT",
    "GIẢI MẬT NGÀY 01/02/2026",
    "Danh mục bí mật nhà nước độ Tối mật",
    "độ mật: Mật",
    "Tối mật",
    "Mật",
    "mật",
    "MẬT ONG RỪNG",
    "MẬT ĐỘ DÂN SỐ",
    "ỦY BAN MẶT TRẬN TỔ QUỐC",
    "KHÔNG MẬT",
    "tài liệu có độ TỐI MẬT phải được lưu giữ riêng",
    "đóng dấu TUYỆT MẬT, TỐI MẬT hoặc MẬT",
    "CƠ MẬT",
    "QUÂN ỦY TRUNG ƯƠNG",
    "NHẬT",
    "MẤT MÙA",
    "Số: 12/KH-UBND",
]


@pytest.mark.parametrize("text", ALONE)
@pytest.mark.parametrize("exact", [True, False])
@pytest.mark.parametrize("y", [0.1, 0.17, 0.45])
def test_a_mark_alone_is_found(text, exact, y):
    rows = {0.05: "ỦY BAN NHÂN DÂN", y: text, 0.6: "Căn cứ Luật Tổ chức chính quyền"}
    assert secrecy.mark_in_lines(lines_of(rows), exact)


@pytest.mark.parametrize("text", MISREAD)
def test_a_misread_mark_is_found_in_a_recognised_page_only(text):
    rows = {0.05: "ỦY BAN NHÂN DÂN", 0.17: text}
    assert secrecy.mark_in_lines(lines_of(rows), exact=False)
    assert not secrecy.mark_in_lines(lines_of(rows), exact=True)


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize("exact", [True, False])
def test_words_in_a_sentence_are_not_a_mark(text, exact):
    rows = {0.05: "ỦY BAN NHÂN DÂN", 0.17: text, 0.25: "Kính gửi: Các phòng"}
    assert not secrecy.mark_in_lines(lines_of(rows), exact)


@pytest.mark.parametrize(
    "above, below",
    [
        ("KẾ HOẠCH THỰC HIỆN CÔNG TÁC BẢO VỆ BÍ", "MẬT NHÀ NƯỚC NĂM 2026"),
        ("QUY CHẾ QUẢN LÝ TÀI LIỆU THUỘC DANH MỤC BÍ", "MẬT"),
        ("HƯỚNG DẪN THỰC HIỆN CÁC BIỆN PHÁP BẢO", "MẬT"),
        ("DANH MỤC TÀI LIỆU NHÀ NƯỚC THUỘC ĐỘ", "TỐI MẬT"),
    ],
)
def test_a_title_broken_over_lines_is_not_a_mark(above, below):
    lines = lines_of({0.2: [(0.2, above)], 0.22: [(0.25, below)]})
    assert not secrecy.mark_in_lines(lines, exact=False)


def test_a_declassifying_stamp_in_two_lines_is_not_a_mark():
    lines = lines_of({0.2: [(0.2, "GIẢI")], 0.22: [(0.2, "MẬT")]})
    assert not secrecy.mark_in_lines(lines, exact=False)


def test_a_mark_beside_another_column_is_found():
    rows = {0.17: [(0.17, "TỐI MẬT"), (0.5, "An Bình, ngày 5 tháng 5 năm 2026")]}
    assert secrecy.mark_in_lines(lines_of(rows), exact=True)


@pytest.mark.parametrize("text", ["TỐI MẬT", "TUYỆT MẬT", "MẬT"])
def test_decomposed_letters_are_the_same(text):
    import unicodedata

    rows = {0.17: unicodedata.normalize("NFD", text)}
    assert secrecy.mark_in_lines(lines_of(rows), exact=True)


@pytest.mark.parametrize(
    "code",
    [
        "05/BMNN-UBND",
        "05/KH-BMNN",
        "12/BC-UBND(M)",
        "12/BC-UBND (TM)",
        "3/CV-MẬT",
        "3/CV-TỐI MẬT",
        "07/M-UBND",
        "12/UBND-M",
        "12/2026/BMNN-CA",
    ],
)
def test_secret_symbols(code):
    assert secrecy.secret_symbol(code)


@pytest.mark.parametrize(
    "code",
    [
        "553/QĐ-UBND",
        "12/UBND-VX",
        "13/2025/TT-BKHCN",
        "154/CTPH-LĐLĐ-SVH,TT,DL",
        "9/MTTQ-BTT",
        "21/TM-KTTM",
        "8/KH-TMĐT",
        "4/BC-MT",
        "30/QĐ-BCĐ138",
        "17/UBND-TNMT",
        "6/TTr-TM",
        "",
        "12",
    ],
)
def test_ordinary_symbols(code):
    assert not secrecy.secret_symbol(code)


def test_symbols_are_data():
    assert secrecy.secret_symbol("12/ZZ-UBND", [r"^ZZ-"])
    # a setting does not take away those of the law
    assert secrecy.secret_symbol("05/BMNN-UBND", [r"^ZZ-"])


@pytest.mark.parametrize("text", ["MAT", "TOI MAT", "TUYET MAT", "TUYETMAT", "TOIMAT"])
def test_stamped_words(text):
    mark = Mark(text, 0.95, (0.2, 0.18, 0.3, 0.2), True)
    assert secrecy.mark_in_picture([mark], [])


@pytest.mark.parametrize(
    "text", ["GIAI MAT", "BAO MAT", "BI MAT", "MAT TRAN", "NHAT", "HOA TOC", "DEN", ""]
)
def test_other_stamped_words(text):
    mark = Mark(text, 0.95, (0.2, 0.18, 0.3, 0.2), True)
    assert not secrecy.mark_in_picture([mark], [])


@pytest.mark.parametrize(
    "text, kind, angle, x, y",
    [
        ("MẬT", "colour", 0, 0.2, 0.19),
        ("MẬT", "colour", 5, 0.2, 0.2),
        ("MẬT", "bw", -5, 0.22, 0.2),
        ("MẬT", "grey", 3, 0.7, 0.02),
        ("MẬT", "blur", 2, 0.2, 0.19),
        ("TỐI MẬT", "colour", -5, 0.2, 0.19),
        ("TỐI MẬT", "bw", 4, 0.18, 0.2),
        ("TUYỆT MẬT", "colour", 5, 0.15, 0.19),
        ("TUYỆT MẬT", "bw", -3, 0.15, 0.2),
        ("TUYỆT MẬT", "blur", 0, 0.15, 0.2),
        # red over print: the letters below shine through
        ("MẬT", "colour", 4, 0.3, 0.335),
        ("TỐI MẬT", "colour", -4, 0.3, 0.355),
    ],
)
def test_stamps_on_scans_refuse(reader, text, kind, angle, x, y):
    image = papers.stamped(papers.page(about=[]), papers.stamp(text, angle), x, y)
    data = papers.png(papers.scanned(image, kind, skew=0.3))
    with pytest.raises(Refused) as refused:
        reader.first(data)
    assert refused.value.code == "secret_mark"


@pytest.mark.parametrize(
    "changes, kind",
    [
        ({}, "bw"),
        ({"about": ["V/v triển khai Luật Bảo vệ", "bí mật nhà nước"]}, "grey"),
        (
            {
                "about": [],
                "title": "KẾ HOẠCH",
                "subject": ["Công tác bảo vệ bí mật nhà nước", "năm 2026"],
            },
            "bw",
        ),
        ({"issuer": ["ỦY BAN MẶT TRẬN", "TỔ QUỐC VIỆT NAM"]}, "grey"),
    ],
)
def test_ordinary_scans_pass(reader, changes, kind):
    data = papers.png(papers.scanned(papers.page(**changes), kind))
    assert reader.first(data)["refused"] is None


def test_urgency_and_declassified_stamps_pass(reader):
    image = papers.stamped(papers.page(about=[]), papers.stamp("GIẢI MẬT"), 0.18, 0.2)
    image = papers.stamped(image, papers.stamp("HỎA TỐC", 3), 0.6, 0.2)
    answer = reader.first(papers.png(papers.scanned(image, "colour")))
    assert answer["refused"] is None
    assert answer["fields"]["urgency"]["value"] == "Hỏa tốc"


@pytest.mark.parametrize(
    "data",
    [
        papers.letter_docx(papers.paragraph("MẬT", "center")),
        papers.letter_docx(papers.paragraph("TUYỆT MẬT")),
        papers.letter_docx(
            "<w:p><w:r><w:pict><w:txbxContent>"
            + papers.paragraph("TỐI MẬT")
            + "</w:txbxContent></w:pict></w:r></w:p>"
        ),
        papers.letter_docx(
            extra={
                "word/header1.xml": f'<w:hdr xmlns:w="{papers.W}">'
                + papers.paragraph("MẬT")
                + "</w:hdr>"
            }
        ),
    ],
    ids=["paragraph", "paragraph2", "text box", "header"],
)
def test_docx_marks_refuse(reader, data):
    with pytest.raises(Refused) as refused:
        reader.first(data)
    assert refused.value.code == "secret_mark"


def test_docx_sentence_passes(reader):
    data = papers.letter_docx(papers.paragraph("Theo Luật Bảo vệ bí mật nhà nước."))
    assert reader.first(data)["refused"] is None


def typed_pdf(rows):
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    from io import BytesIO

    from reportlab.pdfbase import pdfmetrics, ttfonts

    for folder in papers.FONTS:
        if (folder / "Tinos-Regular.ttf").is_file():
            pdfmetrics.registerFont(
                ttfonts.TTFont("Tinos", str(folder / "Tinos-Regular.ttf"))
            )
            break
    out = BytesIO()
    sheet = canvas.Canvas(out, pagesize=(595, 842))
    sheet.setFont("Tinos", 13)
    for x, y, text in rows:
        sheet.drawString(x, y, text)
    sheet.save()
    return out.getvalue()


BODY = [
    (
        80,
        600 - 20 * n,
        "Ủy ban nhân dân xã đề nghị các thôn kiểm tra kênh mương, báo cáo",
    )
    for n in range(12)
]
HEAD = [
    (90, 780, "ỦY BAN NHÂN DÂN"),
    (300, 780, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (330, 762, "Độc lập - Tự do - Hạnh phúc"),
    (330, 735, "An Bình, ngày 14 tháng 5 năm 2026"),
]


def test_text_layer_is_checked(reader):
    rows = [*HEAD, (100, 735, "Số: 12/UBND-KT"), (110, 710, "MẬT"), *BODY]
    with pytest.raises(Refused) as refused:
        reader.first(typed_pdf(rows))
    assert refused.value.code == "secret_mark"


def test_secret_symbol_of_a_text_layer(reader):
    rows = [*HEAD, (100, 735, "Số: 12/BMNN-UBND"), *BODY]
    with pytest.raises(Refused) as refused:
        reader.first(typed_pdf(rows))
    assert refused.value.code == "secret_symbol"


def test_a_stamp_drawn_over_a_text_layer_is_seen(reader):
    """The layer says nothing: the stamp is a picture on the page."""
    pypdf = pytest.importorskip("pypdf")
    from io import BytesIO

    rows = [*HEAD, (100, 735, "Số: 12/UBND-KT"), *BODY]
    clean = typed_pdf(rows)
    assert reader.first(clean)["source"] == "text"
    sheet = papers.Image.new("RGB", (papers.WIDTH, papers.HEIGHT), "white")
    mark = papers.stamp("MẬT", 4)
    crop = papers.stamped(sheet, mark, 0.18, 0.17).crop((250, 380, 560, 560))
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    over = BytesIO()
    canvas = Canvas(over, pagesize=(595, 842))
    canvas.drawImage(ImageReader(crop), 90, 640, 310 * 0.36, 180 * 0.36)
    canvas.save()
    writer = pypdf.PdfWriter(BytesIO(clean))
    writer.pages[0].merge_page(pypdf.PdfReader(over).pages[0])
    out = BytesIO()
    writer.write(out)
    with pytest.raises(Refused) as refused:
        reader.first(out.getvalue())
    assert (refused.value.code, refused.value.detail) == ("secret_mark", "picture")


def test_empty_page_cannot_be_vouched_for(reader):
    answer = reader.first(papers.pdf_with_pages(1))
    assert answer["secrecy_checked"] is False
