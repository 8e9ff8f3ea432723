"""R8, NĐ 30/2020 Điều 25-27, PL I phần II: copies on paper and in files."""

import datetime
from dataclasses import replace
from io import BytesIO

import numpy as np
import pikepdf
import pypdfium2
import pytest
from layout import (
    TT01,
    CopyBlock,
    LayoutError,
    Paper,
    Signer,
    attachment_mark,
    copy_block,
    electronic_copy_mark,
    extract,
    render_paper,
    stamp_pages,
)
from layout.free_space import free_foot
from layout.measures import mm, to_mm
from layout.scan import make_scan
from pdfread import find, fonts_of, frames, read
from pypdf import PdfReader

SIGNER = Signer(("TL. Chủ tịch", "Chánh Văn phòng"), "Trần Văn Mẫu")
BLOCK = CopyBlock(
    form="full",
    agency="Ủy ban nhân dân\nhuyện Tuy Phước",
    place="Tuy Phước",
    signer=SIGNER,
    agency_symbol="UBND",
    number=1,
    date=datetime.date(2026, 2, 5),
    recipients=("Phòng Nội vụ", "Lưu: VT"),
)
AT = datetime.datetime(2026, 7, 16, 6, 55, 42, 999, tzinfo=datetime.UTC)
MARK = "SAO Y; UBND huyện Tuy Phước; 2026-07-16T13:55:42+07:00"


def source(lines=3, **slots):
    """A letter of so many short lines, ended by a signature."""
    usual = {
        "issuer": "Sở Nội vụ",
        "symbol": "SNV-VP",
        "number": 7,
        "place": "An Hòa",
        "date": datetime.date(2026, 1, 23),
        "subject": "thử bản sao",
        "body": "\n".join(f"Đoạn số {number}." for number in range(lines)),
        "signers": (Signer(("Giám đốc",), "Lê Văn Nguồn"),),
        "recipients": ("Như trên", "Lưu: VT"),
    }
    return render_paper(Paper(**{**usual, **slots}))


def remade(pdf, change):
    """The PDF after ``change(document)``, by pikepdf."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        change(document)
        document.save(out)
    return out.getvalue()


def picture(pdf, index=0):
    """The page's pixels at 72 dpi, as a reader sees it."""
    with pypdfium2.PdfDocument(pdf) as document:
        document.init_forms()
        return np.array(document[index].render(grayscale=True).to_numpy()).squeeze()


def test_the_block_stands_below_the_end_under_a_full_rule():
    """Ô 1-7 of a copy in their places, fonts and sizes, on the same sheet."""
    pdf = copy_block(source(), BLOCK)
    lines, rules = read(pdf)
    assert len(PdfReader(BytesIO(pdf)).pages) == 1
    end = find(lines, "Lê Văn Nguồn")
    (rule,) = (rule for rule in rules if rule.width > 150)
    assert (rule.left, rule.right) == pytest.approx((30, 190), abs=0.2)
    assert 2 < rule.y - end.bottom < 8
    agency, form = find(lines, "HUYỆN TUY PHƯỚC"), find(lines, "SAO Y")
    number, place = find(lines, "Số: 01/SY-UBND"), find(lines, "Tuy Phước, ngày 05")
    post, name = find(lines, "CHÁNH VĂN PHÒNG"), find(lines, "Trần Văn Mẫu")
    assert form.fonts == {"Tinos-Bold"} and form.sizes <= {13, 14}
    assert agency.fonts == {"Tinos-Bold"} and agency.sizes <= {12, 13}
    assert number.top == pytest.approx(place.top, abs=0.5)
    assert place.text == "Tuy Phước, ngày 05 tháng 02 năm 2026"
    assert place.fonts == {"Tinos-Italic"}
    assert agency.right < form.left and number.right < place.left
    assert rule.y < form.top < number.top < post.top < name.top
    assert find(lines, "TL. CHỦ TỊCH").left > 110
    kept = [line for line in lines if line.text == "- Lưu: VT."][-1]
    assert kept.sizes == {11} and kept.left == pytest.approx(30, abs=0.2)
    assert name.bottom <= 277.5
    assert all(fonts_of(pdf).values())


@pytest.mark.parametrize("lines", (4, 9, 13, 26, 31))
def test_the_block_never_covers_the_paper(lines):
    """Where there is no room it stands on its own page; the source is untouched."""
    before = source(lines)
    after = copy_block(before, BLOCK)
    count = len(PdfReader(BytesIO(before)).pages)
    printed, rules = read(after)
    form = find(printed, "SAO Y")
    (rule,) = (rule for rule in rules if rule.width > 150)
    for line in printed:
        if line.page == rule.page and line.text.startswith("Đoạn"):
            assert line.bottom < rule.y
    assert form.page == rule.page in (count, count + 1)
    assert find(printed, "Trần Văn Mẫu").bottom <= 277.5
    for index in range(count):
        old, new = picture(before, index), picture(after, index)
        cut = int(mm(rule.y)) - 1 if index == rule.page - 1 else None
        assert (old[:cut] == new[:cut]).all()
        if form.page == count + 1:
            assert (old == new).all()


@pytest.mark.parametrize("mode", ["bilevel", "grey", "colour"])
def test_a_scan_is_measured_through_its_dust(mode):
    """Dust and shadows are no content; text is."""
    short, long = source(3), source(24)
    _top, room = free_foot(short, 0)
    top, seen = free_foot(make_scan(short, 7, mode=mode), 0)
    assert seen == pytest.approx(room, abs=mm(4))
    pdf = copy_block(make_scan(short, 7, mode=mode), BLOCK)
    assert len(PdfReader(BytesIO(pdf)).pages) == 1
    assert find(read(pdf)[0], "SAO Y").top > to_mm(top)
    pdf = copy_block(make_scan(long, 7, mode=mode), BLOCK)
    assert find(read(pdf)[0], "SAO Y").page > 1


def test_a_foot_line_keeps_its_place():
    """The address at the foot of a one-page letter is not written over."""
    before = source(2, contact="Địa chỉ: 1 Trần Phú")
    lines, _rules = read(copy_block(before, BLOCK))
    address = find(lines, "Địa chỉ: 1 Trần Phú")
    assert find(lines, "SAO Y").page == 1
    assert find(lines, "Trần Văn Mẫu").bottom < address.top


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_are_drawn_on_as_they_are_read(turn):
    """The page's content is stored turned and shown upright: so is the block."""

    def turned(document):
        page = document.pages[0]
        width, height = (float(n) for n in page.mediabox[2:])
        matrix = {
            90: f"0 1 -1 0 {height} 0",
            180: f"-1 0 0 -1 {width} {height}",
            270: f"0 -1 1 0 0 {width}",
        }[turn]
        page.contents_add(f"q {matrix} cm ".encode(), prepend=True)
        page.contents_add(b" Q")
        if turn != 180:
            page.mediabox = [0, 0, height, width]
        page.rotate(turn, relative=False)

    upright, before = source(), remade(source(), turned)
    assert np.abs(picture(before).astype(int) - picture(upright)).mean() < 1
    after, wanted = copy_block(before, BLOCK), copy_block(upright, BLOCK)
    assert len(PdfReader(BytesIO(after)).pages) == 1
    assert np.abs(picture(after).astype(int) - picture(wanted)).mean() < 1.5


def test_cut_pages_and_other_units_are_drawn_on_as_they_are_read():
    """CropBox away from the origin; UserUnit 2; a graphics state left open."""

    def cut(document):
        page = document.pages[0]
        page.contents_add(b"q 1 0 0 1 100 50 cm ", prepend=True)
        page.contents_add(b" Q q 3 0 0 3 9 9 cm q")
        page.mediabox = [0, 0, 800, 950]
        page.cropbox = [100, 50, 100 + mm(210), 50 + mm(297)]

    def unit(document):
        page = document.pages[0]
        page.contents_add(b"q 0.5 0 0 0.5 0 0 cm ", prepend=True)
        page.contents_add(b" Q")
        page.mediabox = [0, 0, mm(105), mm(148.5)]
        page.obj.UserUnit = 2

    wanted = picture(copy_block(source(), BLOCK)).astype(int)
    after = picture(copy_block(remade(source(), cut), BLOCK))
    assert np.abs(after - wanted).mean() < 1.5
    after = copy_block(remade(source(), unit), BLOCK)
    assert len(PdfReader(BytesIO(after)).pages) == 1
    assert find(read(after)[0], "SAO Y").sizes == {7}


def test_a_page_of_another_size_is_followed_by_a4():
    """The block wants A4; a small or long slip of paper gets a page behind it."""

    def small(document):
        document.pages[0].mediabox = [0, 0, mm(148), mm(210)]

    pdf = copy_block(remade(source(), small), BLOCK)
    pages = PdfReader(BytesIO(pdf)).pages
    sizes = [[round(to_mm(float(side))) for side in p.mediabox[2:]] for p in pages]
    assert sizes == [[148, 210], [210, 297]]
    line = find(read(pdf)[0], "SAO Y")
    assert line.page == 2 and 20 < line.top < 40


def test_shared_resources_do_not_show_the_block_elsewhere():
    """Two pages with one dictionary of resources: the first stays as it was."""

    def doubled(document):
        document.pages.append(document.pages[0])
        shared = document.make_indirect(document.pages[0].obj.Resources)
        for page in document.pages:
            page.obj.Resources = shared

    before = remade(source(), doubled)
    after = copy_block(before, BLOCK)
    assert (picture(before, 0) == picture(after, 0)).all()
    first, last = PdfReader(BytesIO(after)).pages
    assert "/XObject" not in first["/Resources"]
    assert len(last["/Resources"]["/XObject"]) == 1


def test_the_source_s_content_is_copied_byte_for_byte():
    """Vector content and fonts stay: what was drawn before is still the page's own."""
    before = source()
    page = PdfReader(BytesIO(before)).pages[0]
    old = page.get_contents().get_data().strip()
    after = PdfReader(BytesIO(copy_block(before, BLOCK))).pages[0]
    assert old in after.get_contents().get_data()
    names = set(page["/Resources"]["/Font"])
    assert names <= set(after["/Resources"]["/Font"])
    assert copy_block(before, BLOCK) == copy_block(before, BLOCK)


@pytest.mark.parametrize(
    ("form", "decree", "title", "code"),
    [
        ("recopy", BLOCK.decree, "SAO LỤC", "Số: 01/SL-UBND"),
        ("extract", BLOCK.decree, "TRÍCH SAO", "Số: 01/TrS-UBND"),
        ("full", TT01, "SAO Y BẢN CHÍNH", "Số: 01/SY-UBND"),
    ],
)
def test_forms_of_copies(form, decree, title, code):
    """One series for the three; each says what it is."""
    pdf = copy_block(source(), replace(BLOCK, form=form, decree=decree))
    lines, _rules = read(pdf)
    assert find(lines, title).text == title
    assert find(lines, code)


def test_an_extract_is_typed_again_with_the_whole_layout():
    """Điều 25.3: the part asked for, under the source's head, above the block."""
    whole = Paper(
        issuer="Sở Nội vụ",
        symbol="SNV-VP",
        number=7,
        place="An Hòa",
        date=datetime.date(2026, 1, 23),
        subject="thử",
        body="Phần một.\nPhần hai.",
        signers=(SIGNER,),
    )
    pdf = copy_block(
        render_paper(extract(whole, "Phần hai.")), replace(BLOCK, form="extract")
    )
    lines, _rules = read(pdf)
    assert find(lines, "Số: 07/SNV-VP") and find(lines, "TRÍCH SAO")
    assert "Phần một." not in [line.text for line in lines]


def test_the_electronic_mark():
    """Ô 14: form, agency, time of signing (ISO 8601, +07:00); 10 points, top right."""
    pdf = electronic_copy_mark(source(), "full", "UBND huyện Tuy Phước", AT)
    mark = find(read(pdf)[0], MARK)
    assert mark.text == MARK and mark.page == 1
    assert mark.fonts == {"Tinos"} and mark.sizes == {10}
    assert mark.right == pytest.approx(195, abs=0.3) and mark.top > 4
    assert mark.bottom < 20
    content = PdfReader(BytesIO(pdf)).pages[0]["/Resources"]["/XObject"]
    (form,) = content.values()
    assert b" rg" not in form.get_object().get_data()  # black is the default
    pdf = attachment_mark(source(), "05/QĐ-UBND", AT)
    assert find(read(pdf)[0], "Số 05/QĐ-UBND; 2026-07-16T13:55:42+07:00")


def test_the_mark_gives_way_to_what_stands_there():
    """A stamp or another mark at the top is not written over."""
    pdf = electronic_copy_mark(source(), "full", "UBND huyện Tuy Phước", AT)
    pdf = electronic_copy_mark(pdf, "recopy", "UBND xã Phước An", AT)
    lines, _rules = read(pdf)
    first, second = find(lines, "SAO Y;"), find(lines, "SAO LỤC;")
    assert second.top > first.bottom - 1 and second.bottom < 21


def test_what_cannot_be_copied_is_refused_by_code():
    """A password, a broken file, a false form, a time without its zone."""
    locked = BytesIO()
    with pikepdf.open(BytesIO(source())) as document:
        document.save(locked, encryption=pikepdf.Encryption(owner="o", user="u"))
    readable = BytesIO()
    with pikepdf.open(BytesIO(source())) as document:
        document.save(readable, encryption=pikepdf.Encryption(owner="o", user=""))
    cases = [
        ("encrypted", lambda: copy_block(locked.getvalue(), BLOCK)),
        ("encrypted", lambda: copy_block(readable.getvalue(), BLOCK)),
        ("bad_pdf", lambda: copy_block(b"%PDF-1.4 broken", BLOCK)),
        ("bad_pdf", lambda: electronic_copy_mark(b"", "full", "A", AT)),
        ("bad_copy", lambda: copy_block(source(), replace(BLOCK, form="photo"))),
        (
            "bad_time",
            lambda: electronic_copy_mark(
                source(), "full", "A", AT.replace(tzinfo=None)
            ),
        ),
    ]
    for code, act in cases:
        with pytest.raises(LayoutError) as error:
            act()
        assert error.value.code == code


def signed():
    """A PDF with a signature field that shows a picture on its page."""

    def sign(document):
        page = document.pages[0]
        look = document.make_stream(b"0.8 0 0 rg 0 0 60 30 re f")
        look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        look.BBox = [0, 0, 60, 30]
        field = document.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Sig,
                T="Chữ ký",
                F=132,
                Rect=[450, 700, 510, 730],
                AP=pikepdf.Dictionary(N=look),
                V=pikepdf.Dictionary(Type=pikepdf.Name.Sig),
            )
        )
        page.obj.Annots = pikepdf.Array([field])
        document.Root.AcroForm = pikepdf.Dictionary(Fields=[field], SigFlags=3)

    return remade(source(), sign)


def test_a_signed_source_keeps_its_look_and_loses_no_honesty():
    """On paper its signatures are pictures; a mark would break them: refused."""
    before = signed()
    after = copy_block(before, BLOCK)
    red = slice(842 - 730, 842 - 700), slice(450, 510)
    assert (picture(before)[red] == picture(after)[red]).all()
    assert picture(after)[red].mean() < 120
    with pikepdf.open(BytesIO(after)) as document:
        assert not len(document.Root.AcroForm.Fields)
        assert document.pages[0].obj.Annots[0].Subtype == "/Stamp"
    with pytest.raises(LayoutError) as error:
        electronic_copy_mark(before, "full", "A", AT)
    assert error.value.code == "signed_source"


def test_every_page_can_be_stamped():
    """Codes of signing copies: what is drawn knows its page and the page's size."""

    def draw(canvas, number, width, height):
        canvas.drawString(mm(10), mm(10), f"trang {number}")
        canvas.rect(width - mm(20), height - mm(20), mm(10), mm(10))

    pdf = stamp_pages(source(60), draw)
    lines, _rules = read(pdf)
    pages = max(line.page for line in lines)
    assert pages > 1
    for page in range(1, pages + 1):
        line = find(lines, f"trang {page}")
        assert line.page == page and line.left == pytest.approx(10, abs=0.3)
    boxes = frames(pdf)
    assert [box.page for box in boxes] == list(range(1, pages + 1))
    assert boxes[0].left == pytest.approx(190, abs=0.2)


@pytest.mark.parametrize(("lines", "page", "pages"), [(3, 1, 2), (16, 2, 3)])
def test_a_blank_back_page_is_not_the_end(lines, page, pages):
    """Scanners send the back of the last sheet: the block follows the words."""

    def with_back(document):
        document.add_blank_page(page_size=(mm(210), mm(297)))

    back = remade(source(lines), with_back)
    pdf = copy_block(back, BLOCK)
    assert find(read(pdf)[0], "SAO Y").page == page
    assert len(PdfReader(BytesIO(pdf)).pages) == pages
    asked = copy_block(back, BLOCK, after=2)
    assert find(read(asked)[0], "SAO Y").page == 2
    with pytest.raises(LayoutError) as error:
        copy_block(back, BLOCK, after=3)
    assert error.value.code == "bad_copy"
