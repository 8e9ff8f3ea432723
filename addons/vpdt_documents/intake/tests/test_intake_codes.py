"""R5: the reader finds the codes of signing copies in a dropped file."""

import io

import intake_papers as papers
import pikepdf
import pytest
from intake import Limits, ReaderClient, Refused, codes, sheets
from PIL import Image
from reportlab.graphics.barcode import qrencoder


@pytest.fixture(scope="module")
def patient():
    """A reader that waits: a busy machine is no failure."""
    reader = ReaderClient(Limits(page_seconds=600))
    yield reader
    reader.close()


def qr(text, side=118):
    """The picture of a QR code; 118 points are 15 mm at 200 dpi."""
    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.Q)
    code.addData(text)
    code.make()
    size = code.getModuleCount()
    image = Image.new("L", (size + 8, size + 8), 255)
    for row in range(size):
        for column in range(size):
            if code.isDark(row, column):
                image.putpixel((column + 4, row + 4), 0)
    return image.resize((side, side), Image.Resampling.NEAREST)


def coded(text="VPDT1", image=None, place=(90, 2100)):
    image = (image or papers.page()).copy()
    image.paste(qr(text), place)
    return image


def test_the_first_answer_has_the_codes_of_page_1(patient):
    answer = patient.check_and_read_first(papers.jpeg(coded()))
    (code,) = answer["codes"]
    assert set(code) == {"page", "text", "box", "turn"}
    assert (code["page"], code["text"], code["turn"]) == (1, "VPDT1", 0)
    x0, y0, x1, y1 = code["box"]
    assert 0.05 < x0 < x1 < 0.13 and 0.89 < y0 < y1 < 0.96


def test_the_first_answer_looks_on_when_page_1_has_none(patient):
    data = papers.tiff([papers.page(), coded("SECOND"), coded("THIRD")])
    answer = patient.check_and_read_first(data)
    assert [(c["page"], c["text"]) for c in answer["codes"]] == [(2, "SECOND")]


def test_every_answer_has_the_field(patient):
    answer = patient.check_and_read_first(papers.letter_docx())
    assert answer["codes"] == [] and patient.read_codes(papers.letter_docx())["pages"]
    everything = patient.read_all(papers.tiff([coded("A1"), coded("A2")]))
    assert [(c["page"], c["text"]) for c in everything["codes"]] == [
        (1, "A1"), (2, "A2"),
    ]  # fmt: skip


def test_codes_of_all_pages_without_recognition(patient):
    white = Image.new("RGB", (1654, 2339), "white")
    turned = coded("B2").transpose(Image.Transpose.ROTATE_90)
    data = papers.pdf_of([coded("B1"), white, turned, papers.page()])
    answer = patient.read_codes(data)
    assert answer["refused"] is None and answer["pages"] == 4
    assert [(c["page"], c["text"], c["turn"]) for c in answer["codes"]] == [
        (1, "B1", 0), (3, "B2", 90),
    ]  # fmt: skip
    assert answer["blank"] == [2]


def test_too_many_and_too_long_codes_are_cut_off():
    image = Image.new("L", (1654, 2339), 255)
    for number in range(12):
        x, y = number % 4 * 300 + 100, number // 4 * 300 + 100
        image.paste(qr(f"N{number}"), (x, y))
    assert len(codes.find(image)) == codes.MAX_CODES
    image = Image.new("L", (1654, 2339), 255)
    image.paste(qr("L" * (codes.MAX_LETTERS + 1), 800), (100, 100))
    assert codes.find(image) == []


@pytest.mark.parametrize("size", [(1, 1), (5, 3000), (31, 31), (40, 2000), (3000, 40)])
def test_any_size_of_picture_is_harmless(size):
    for mode in ("L", "RGB"):
        assert codes.find(Image.effect_noise(size, 90).convert(mode)) == []


@pytest.mark.parametrize(
    "data, code",
    [
        (b"MZ", "wrong_type"),
        (b"", "empty"),
        (papers.png_claiming(60_000, 60_000), "bomb"),
        (papers.pdf_with_image(50_000, 50_000), "bomb"),
        (papers.pdf_with_pages(501), "too_many_pages"),
        (b"%PDF-1.4 nothing", "broken"),
    ],
    ids=["program", "empty", "png bomb", "pdf bomb", "pages", "broken"],
)
def test_hostile_files_are_refused(patient, data, code):
    assert patient.read_codes(data)["refused"]["code"] == code


def test_sheets_are_rearranged_in_the_reader(patient):
    data = papers.pdf_of([coded("C1"), coded("C2"), coded("C3")])
    done = patient.rearrange(data, [(3, 0), (1, 180)])
    answer = patient.read_codes(done)
    assert [(c["text"], c["turn"]) for c in answer["codes"]] == [("C3", 0), ("C1", 180)]
    with pytest.raises(ValueError):
        patient.rearrange(data, [(4, 0)])
    with pytest.raises(Refused) as refused:
        patient.rearrange(papers.png(papers.page()), [(1, 0)])
    assert refused.value.code == "wrong_type"


def test_inherited_turns_are_kept():
    with pikepdf.open(io.BytesIO(papers.pdf_with_pages(2))) as pdf:
        pdf.Root.Pages.Rotate = 90
        out = io.BytesIO()
        pdf.save(out)
    done = sheets.rearrange(out.getvalue(), [(2, 90), (1, 0)])
    with pikepdf.open(io.BytesIO(done)) as pdf:
        assert [int(page.rotation) if hasattr(page, "rotation") else int(page.Rotate)
                for page in pdf.pages] == [180, 90]  # fmt: skip
