"""NĐ 30/2020 Điều 11.2: edited after approval, or only saved again?"""

import io

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor
from drafting import Limits, content_digest, fingerprint
from drafting.digest import content_digest as digest
from drafting.digest import content_lines
from drafting_files import changed, docx, png, saved

BOUNDS = Limits()


def again(data):
    """Opened and saved by python-docx."""
    return saved(Document(io.BytesIO(data)))


@pytest.mark.parametrize("name", ["cong_van_phong", "ke_hoach"])
def test_saved_again_by_another_program_is_not_edited(name, filled, office):
    data = filled(name)
    resaved = office.convert(data, "docx")
    assert fingerprint(resaved) != fingerprint(data)
    assert content_lines(resaved, BOUNDS) == content_lines(data, BOUNDS)


def test_saved_again_by_python_docx_is_not_edited(filled):
    data = filled("quyet_dinh")
    made = Document(io.BytesIO(data))
    made.core_properties.last_modified_by = "Ai đó"
    assert fingerprint(saved(made)) != fingerprint(data)
    assert digest(saved(made), BOUNDS) == digest(data, BOUNDS)


def test_marks_of_the_editing_session_are_noise(filled):
    data = filled("cong_van")
    noisy = changed(
        data, "word/document.xml", b"<w:p>", b'<w:p w:rsidR="00AA11BB"><w:proofErr/>'
    )
    assert digest(noisy, BOUNDS) == digest(data, BOUNDS)
    cut = changed(
        data,
        "word/document.xml",
        "Thực hiện nhiệm".encode(),
        '</w:t></w:r><w:r><w:t xml:space="preserve">Thực </w:t></w:r>'
        "<w:r><w:t>hiện nhiệm".encode(),
    )
    assert digest(cut, BOUNDS) == digest(data, BOUNDS)


def text(made):
    made.paragraphs[0].runs[0].text = "Số: 12"


def bold(made):
    made.paragraphs[0].runs[0].bold = True


def size(made):
    made.paragraphs[0].runs[0].font.size = Pt(20)


def white(made):
    made.paragraphs[0].runs[0].font.color.rgb = RGBColor(255, 255, 255)


def hidden(made):
    made.paragraphs[0].runs[0].font.hidden = True


def typeface(made):
    made.styles["Normal"].font.name = "Arial"


def align(made):
    made.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def margin(made):
    made.sections[0].left_margin = Mm(20)


def order(made):
    body = made.element.body
    body.insert(0, body[1])


def footer(made):
    made.sections[0].footer.paragraphs[0].text = "Mật"


def table(made):
    made.tables[0].rows[0].cells[0].text = "2"


def row(made):
    made.tables[0].add_row()


def picture(made):
    made.add_picture(io.BytesIO(png(30, 30)), width=Mm(20))


EDITS = [text, bold, size, white, hidden, typeface, align, margin, order, footer]
EDITS += [table, row, picture]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_whatever_prints_differently_is_an_edit(edit):
    made = Document(io.BytesIO(docx("Số: 11", "Kính gửi")))
    made.add_table(1, 1).rows[0].cells[0].text = "1"
    before = saved(made)
    edit(made)
    assert digest(saved(made), BOUNDS) != digest(before, BOUNDS)


def test_another_picture_of_the_same_size_is_an_edit():
    made, other = (Document(io.BytesIO(docx("a"))) for _turn in range(2))
    made.add_picture(io.BytesIO(png(30, 30)), width=Mm(20))
    other.add_picture(io.BytesIO(png(60, 60)), width=Mm(20))
    assert digest(saved(made), BOUNDS) != digest(saved(other), BOUNDS)


def test_digests_are_64_hexadecimal_digits():
    data = docx("a")
    assert len(fingerprint(data)) == len(content_digest(data)) == 64
    assert content_digest(again(data)) == content_digest(data)
