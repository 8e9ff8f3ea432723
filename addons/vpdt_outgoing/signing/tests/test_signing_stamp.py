"""R5: the signing copy: a code on each page, nothing else of the print changed."""

import io

import pikepdf
import pypdfium2
import pytest
import signing_papers as papers
from intake import codes
from layout.measures import ND30_LANDSCAPE
from layout.paper import render_paper
from PIL import Image, ImageChops
from signing import PageCode, SigningError, parse, stamp
from signing.stamp import PLACE

KEY = papers.KEY
PRINT = papers.print_of()


def stamped(pdf, **changes):
    return stamp(pdf, **{"draft": 70123, "version": 3, "key": KEY, **changes})


def shown(pdf, page=1, dpi=150):
    return papers.printed(pdf, page, dpi)


def blank_pdf(size=(595, 842), box=None, **attributes):
    """One page with a line of text in the middle, with these page attributes."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=size)
    for name, value in attributes.items():
        page.obj[f"/{name}"] = value
    if box:
        page.obj.CropBox = pikepdf.Array(box)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def code_on(pdf, page=1):
    (code,) = codes.find(shown(pdf, page))
    return code


def test_every_page_names_draft_version_and_page():
    pdf = stamped(PRINT)
    for page in (1, 2):
        code = code_on(pdf, page)
        assert parse(code.text, KEY) == PageCode(70123, 3, page, 2)
        assert code.turn == 0


def test_a_small_line_tells_the_same_to_people():
    pdf = stamped(PRINT, caption="DT {draft}, b. {version}, tr. {page}/{pages}")
    text = pypdfium2.PdfDocument(pdf)[1].get_textpage().get_text_range()
    assert "DT 70123, b. 3, tr. 2/2" in text


def test_the_code_stands_in_the_margin_that_the_law_keeps_free():
    # NĐ 30/2020, Phụ lục I, phần I, mục I.4: left margin 30 to 35 mm
    left, bottom, right, top = PLACE
    assert 5 <= left and right < 30 and bottom >= 5
    wide, high = 595.3 / 72 * 25.4, 841.9 / 72 * 25.4
    x0, y0, x1, y1 = code_on(stamped(PRINT)).box
    assert left < x0 * wide < x1 * wide < right
    assert bottom < high - y1 * high < high - y0 * high < top
    assert 14 <= (x1 - x0) * wide <= 16 and 14 <= (y1 - y0) * high <= 16


def test_nothing_outside_the_place_changes():
    pdf = stamped(PRINT)
    dot = 150 / 25.4
    for page in (1, 2):
        before, after = shown(PRINT, page), shown(pdf, page)
        changed = ImageChops.difference(before, after).getbbox()
        assert changed[0] >= PLACE[0] * dot - 1 and changed[2] <= PLACE[2] * dot + 1
        assert changed[1] >= before.height - PLACE[3] * dot - 1
        assert changed[3] <= before.height - PLACE[1] * dot + 1
        # slot 13 and the body leave the place blank (what is there is the code's)
        place = before.crop(changed).convert("L")
        assert place.getextrema() == (255, 255)


def test_the_content_of_the_print_is_kept_as_it_was():
    with (
        pikepdf.open(io.BytesIO(PRINT)) as before,
        pikepdf.open(io.BytesIO(stamped(PRINT))) as after,
    ):
        for old, new in zip(before.pages, after.pages, strict=True):
            streams = [item.read_bytes() for item in new.Contents]
            assert old.Contents.read_bytes() in streams
        assert before.docinfo["/Title"] == after.docinfo["/Title"]


def test_the_same_print_gives_the_same_copy():
    assert stamped(PRINT) == stamped(PRINT)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("box", [None, (100, 50, 500, 700)])
@pytest.mark.parametrize("unit", [1, 2])
def test_turned_cut_and_scaled_pages_have_it_at_their_lower_left(turn, box, unit):
    pdf = stamped(blank_pdf(box=box, Rotate=turn, UserUnit=unit))
    image = shown(pdf, dpi=150 / unit if unit > 1 else 150)
    # pdfium draws a unit of a scaled page as a point: ask for what it is on paper
    if unit > 1:
        image = image.resize((image.width * unit, image.height * unit))
    (code,) = codes.find(image if unit == 1 else shown(pdf, dpi=150))
    assert code.turn == 0
    assert code.box[0] < 0.1 and code.box[3] > 0.9


def test_inherited_and_shared_attributes_are_respected():
    with pikepdf.open(io.BytesIO(PRINT)) as pdf:
        tree = pdf.Root.Pages
        tree.Rotate = 90
        resources = pdf.make_indirect(pdf.pages[0].Resources)
        for page in pdf.pages:
            page.obj.Resources = resources
        out = io.BytesIO()
        pdf.save(out)
    done = stamped(out.getvalue())
    assert [parse(code_on(done, n).text, KEY).page for n in (1, 2)] == [1, 2]
    assert code_on(done).box[0] < 0.1 and code_on(done).box[3] > 0.9


@pytest.mark.parametrize("size", [(420, 595), (842, 1191), (1191, 842), (612, 1008)])
def test_other_sheets(size):
    code = code_on(stamped(blank_pdf(size)))
    side = (code.box[2] - code.box[0]) * size[0] / 72 * 25.4
    assert side == pytest.approx(15, abs=0.6)


def test_a_lying_page_of_the_layout():
    paper = papers.Paper("UBND", "UBND", "An Hòa", "thử", "Đoạn.")
    code = code_on(stamped(render_paper(paper, ND30_LANDSCAPE)))
    assert parse(code.text, KEY).pages == 1


def refusal(pdf):
    with pytest.raises(SigningError) as error:
        stamped(pdf)
    return error.value.code


@pytest.mark.parametrize("password", ["", "secret"])
def test_a_protected_print_is_refused(password):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(PRINT)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user=password))
    assert refusal(out.getvalue()) == "encrypted"


@pytest.mark.parametrize(
    "data", [b"", b"MZ", b"%PDF-1.7\n%%EOF", PRINT[: len(PRINT) // 8]]
)
def test_a_broken_print_is_refused(data):
    assert refusal(data) == "broken"


def with_box(box):
    with pikepdf.open(io.BytesIO(PRINT)) as pdf:
        pdf.pages[1].obj.MediaBox = pikepdf.Array(box)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def test_a_page_without_a_size_is_refused():
    assert refusal(with_box([0, 0, 0, 0])) in ("broken", "page_too_small")


@pytest.mark.parametrize("box", [[0, 0, pikepdf.Name.A, 1], [1, 2]])
def test_a_page_of_a_senseless_size_has_its_code_where_it_is_shown(box):
    # readers of PDF take another sheet for it, all the same one
    code = code_on(stamped(with_box(box)), 2)
    assert parse(code.text, KEY).page == 2
    assert code.box[0] < 0.1 and code.box[3] > 0.9


def test_a_label_is_no_sheet():
    assert refusal(blank_pdf((200, 200))) == "page_too_small"


def test_a_copy_is_not_stamped_again():
    assert refusal(stamped(PRINT)) == "already_stamped"


def test_a_digital_signature_is_not_destroyed():
    with pikepdf.open(io.BytesIO(PRINT)) as pdf:
        pdf.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array())
        out = io.BytesIO()
        pdf.save(out)
    assert refusal(out.getvalue()) == "signed"


def test_500_pages_keep_their_size():
    pdf = pikepdf.new()
    for _page in range(500):
        pdf.add_blank_page(page_size=(595, 842))
    out = io.BytesIO()
    pdf.save(out)
    done = stamped(out.getvalue())
    assert len(done) < len(out.getvalue()) + 500 * 3000
    assert parse(code_on(done, 500).text, KEY) == PageCode(70123, 3, 500, 500)


def test_a_picture_in_the_print_is_not_packed_anew():
    data = papers.pdf_of([Image.new("L", (1240, 1754), 250)], dpi=150)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        before = next(iter(pdf.pages[0].get_images().values())).read_raw_bytes()
    with pikepdf.open(io.BytesIO(stamped(data))) as pdf:
        kept = [image.read_raw_bytes() for image in pdf.pages[0].get_images().values()]
    assert before and before in kept
