#!/usr/bin/env python3
"""Make the templates of outgoing documents, addons/vpdt_outgoing/data/templates.

    scripts/make_templates.py [FOLDER]

Layout by Nghị định 30/2020/NĐ-CP, Phụ lục I and III: the slots (ô) are those of the
sketch there. The same run gives the same bytes; a test compares them with what is
kept. Lengths in millimetres, sizes in points.
"""

import io
import sys
import zipfile
from pathlib import Path

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from template_styles import (
    BODY,
    BOTTOM,
    FOOT,
    HEAD,
    LEFT,
    RIGHT,
    SIGN,
    TOP,
    URGENT_WIDE,
    child,
    make_styles,
    style_name,
)

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "addons" / "vpdt_outgoing"))
from drafting.ooxml import write_zip  # noqa: E402  (the path comes first)
from drafting.templates import FOLDER, TEMPLATES  # noqa: E402


class Page:
    """Writes paragraphs into a body, a cell, a header or a footer."""

    def __init__(self, place, document):
        self._place = place
        self._document = document
        self._first = True

    def line(self, style, *runs):
        """Add a paragraph; a run is text, or (text, {bold, italic})."""
        empty = self._first and len(self._place.paragraphs) == 1
        fresh = empty and not self._place.paragraphs[0].text
        self._first = False
        body = getattr(self._place, "_body", None)
        if fresh and body is None:
            paragraph = self._place.paragraphs[0]
        else:
            paragraph = self._place.add_paragraph()
        paragraph.style = self._document.styles[style_name(style)]
        for run in runs:
            text, form = run if isinstance(run, tuple) else (run, {})
            made = paragraph.add_run(text)
            made.bold, made.italic = form.get("bold"), form.get("italic")
        return paragraph

    def when(self, condition, write, otherwise=None):
        """Write only if a field is filled."""
        self.line("Nội dung", f"{{%p if {condition} %}}")
        write()
        if otherwise:
            self.line("Nội dung", "{%p else %}")
            otherwise()
        self.line("Nội dung", "{%p endif %}")

    def each(self, field, style, text="{{ dong }}"):
        """One paragraph for each line of a field."""
        self.line("Nội dung", f"{{%p for dong in {field} %}}")
        self.line(style, text)
        self.line("Nội dung", "{%p endfor %}")

    def table(self, widths, rows=1):
        """Add a table without borders, each column so many millimetres wide."""
        table = self._place.add_table(rows, len(widths))
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        properties = table._tbl.tblPr
        margins = child(properties, "w:tblCellMar")
        for side in ("left", "right"):
            child(margins, f"w:{side}", w=0, type="dxa")
        for row in table.rows:
            child(row._tr.get_or_add_trPr(), "w:cantSplit")
            for cell, wide in zip(row.cells, widths, strict=True):
                cell.width = Mm(wide)
        for column, wide in zip(table.columns, widths, strict=True):
            column.width = Mm(wide)
        return table

    def into(self, cell):
        """A page that writes into a cell."""
        return Page(cell, self._document)


def page_number(paragraph):
    for kind, text in (
        ("begin", None),
        ("instr", " PAGE "),
        ("separate", None),
        ("text", "2"),
        ("end", None),
    ):
        run = paragraph.add_run()
        if kind == "instr":
            child(run._r, "w:instrText").text = text
        elif kind == "text":
            run.text = text
        else:
            child(run._r, "w:fldChar", fldCharType=kind)


def set_section(document, section):
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    if len(document.sections) > 1:
        # the pages of an attached text begin without the address
        section.first_page_footer.is_linked_to_previous = False
        return
    for place, flag, style in (
        (section.header, "theo_nd30", "Số trang"),
        (section.footer, "theo_tt01", "Số trang TT01"),
    ):
        place.is_linked_to_previous = False
        page = Page(place, document)
        page.when(
            flag,
            lambda page=page, style=style: page_number(page.line(style)),
            lambda page=page: page.line("Khoảng trống"),
        )
    section.first_page_header.is_linked_to_previous = False
    first = section.first_page_footer
    first.is_linked_to_previous = False
    page = Page(first, document)
    page.when(
        "lien_he",
        lambda: page.line("Liên hệ", "{{ lien_he }}"),
        lambda: page.line("Khoảng trống"),
    )


def letterhead(page, number=True, subject=False, urgency=True, date=True):
    """Rows A and B: 2 | 1, then 3 | 4; below 5b and 10b at the left."""
    table = page.table(HEAD, 2 if number else 1)
    left, right = (page.into(cell) for cell in table.rows[0].cells)
    left.each("co_quan_chu_quan", "Cơ quan chủ quản")
    left.each("co_quan", "Cơ quan ban hành")
    left.line("Kẻ cơ quan")
    right.line("Quốc hiệu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    right.line("Tiêu ngữ", "Độc lập - Tự do - Hạnh phúc")
    right.line("Kẻ tiêu ngữ")
    if not number:
        return
    left, right = (page.into(cell) for cell in table.rows[1].cells)
    left.line("Số ký hiệu", "Số: {{ so }}/{{ ky_hieu }}")
    if date:
        right.line("Địa danh ngày", "{{ dia_danh }}, {{ ngay_thang }}")
    if subject:
        left.line("Trích yếu công văn", "{{ trich_yeu }}")
    if urgency:
        for level in URGENT_WIDE:
            left.when(
                f'do_khan == "{level}"',
                lambda level=level: left.line(f"Độ khẩn {level}", level),
            )


def title(page):
    """Ô 5a."""
    page.line("Tên loại", "{{ ten_loai }}")
    page.line("Trích yếu", "{{ trich_yeu }}")
    page.line("Kẻ trích yếu")


def addressees(page):
    """Ô 9a: one on the line of its head, several with dashes below."""

    def several():
        page.line("Kính gửi nhiều nơi", "Kính gửi:")
        page.each("kinh_gui", "Nơi kính gửi", "- {{ dong }}")
        page.line("Khoảng trống").paragraph_format.space_after = Pt(6)

    def one():
        page.each("kinh_gui", "Kính gửi", "Kính gửi: {{ dong }}")

    page.when("kinh_gui|length == 1", one, lambda: page.when("kinh_gui", several))


def bases(page):
    """The legal bases: slanted since NĐ 30, upright under TT 01/2011."""
    for flag, style in (("theo_nd30", "Căn cứ"), ("theo_tt01", "Căn cứ TT01")):

        def write(style=style):
            page.each("can_cu", style)
            page.when("theo_de_nghi", lambda: page.line(style, "{{ theo_de_nghi }}"))

        page.when(flag, write)


def parts(page, field):
    """The body: chapters, sections, articles, headings, paragraphs."""
    bold = {"bold": True}
    page.line("Nội dung", f"{{%p for d in {field} %}}")
    for word, kind in (("if", "chuong"), ("elif", "muc")):
        page.line("Nội dung", f'{{%p {word} d.kieu == "{kind}" %}}')
        page.line("Chương", "{{ d.dau }}")
        page.when("d.chu", lambda: page.line("Tiêu đề chương", "{{ d.chu|upper }}"))
    page.line("Nội dung", '{%p elif d.kieu == "dieu" %}')
    page.line("Điều", ("{{ d.dau }}", bold), " {{ d.chu }}")
    page.line("Nội dung", '{%p elif d.kieu == "dieu_tieu_de" %}')
    article = page.line("Điều", ("{{ d.dau }} {{ d.chu }}", bold))
    article.paragraph_format.keep_with_next = True
    page.line("Nội dung", '{%p elif d.kieu == "de_muc" %}')
    page.line("Đề mục", "{{ d.dau }} {{ d.chu }}")
    page.line("Nội dung", "{%p else %}")
    page.line("Nội dung", "{{ d.chu }}")
    page.line("Nội dung", "{%p endif %}")
    page.line("Nội dung", "{%p endfor %}")


def receivers(page):
    """Ô 9b and 12."""

    def write():
        page.line("Nơi nhận đầu", "Nơi nhận:")
        page.each("noi_nhan", "Nơi nhận", "- {{ dong }}")
        page.when("ky_hieu_soan", lambda: page.line("Nơi nhận", "{{ ky_hieu_soan }}"))

    page.when("noi_nhan", write)
    page.line("Khoảng trống")


def signature(page):
    """Ô 9b left, 7a, 7c and 7b right, on one page."""
    page.line("Khoảng trống").paragraph_format.space_after = Pt(4)
    table = page.table(FOOT)
    left, right = (page.into(cell) for cell in table.rows[0].cells)
    receivers(left)
    right.each("quyen_han", "Chức vụ ký")
    gap = right.line("Khoảng trống")
    gap.paragraph_format.space_before = Mm(SIGN)
    right.when("chuc_danh_khac", lambda: right.line("Người ký", "{{ chuc_danh_khac }}"))
    right.line("Người ký", "{{ nguoi_ky }}")
    page.line("Khoảng trống")


def tasks(page):
    """A table with rules, its head repeated on each page."""

    def write():
        widths = (12, 56, 34, 34, 24)
        table = page.table(widths, 4)
        table.style = page._document.styles["Table Grid"]
        margins = table._tbl.tblPr.find(qn("w:tblCellMar"))
        for node in margins:
            node.set(qn("w:w"), "85")
        heads = ("TT", "Nội dung công việc", "Chủ trì", "Phối hợp", "Thời hạn")
        fields = ("tt", "cong_viec", "chu_tri", "phoi_hop", "thoi_han")
        child(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
        for cell, text in zip(table.rows[0].cells, heads, strict=True):
            page.into(cell).line("Đầu bảng", text)
        page.into(table.rows[1].cells[0]).line("Ô bảng", "{%tr for d in phan_cong %}")
        for index, (cell, name) in enumerate(
            zip(table.rows[2].cells, fields, strict=True)
        ):
            made = page.into(cell).line("Ô bảng", f"{{{{ d.{name} }}}}")
            if index in (0, 4):
                made.alignment = ALIGN.CENTER
        page.into(table.rows[3].cells[0]).line("Ô bảng", "{%tr endfor %}")
        page.line("Nội dung", "").paragraph_format.space_after = Pt(0)

    page.when("phan_cong", write)


def cong_van(page):
    letterhead(page, subject=True)
    addressees(page)
    page.when("phuc_dap", lambda: page.line("Nội dung", "{{ phuc_dap }}"))
    parts(page, "noi_dung")
    signature(page)


def decision(page):
    letterhead(page)
    title(page)
    page.each("tham_quyen", "Thẩm quyền")
    bases(page)
    page.line("Thẩm quyền", "QUYẾT ĐỊNH:")
    parts(page, "noi_dung")
    signature(page)


def decision_with_text(page):
    decision(page)
    document = page._document
    section = document.add_section(WD_SECTION.NEW_PAGE)
    set_section(document, section)
    child(section._sectPr, "w:pgNumType", start=1)
    letterhead(page, number=False)
    page.line("Tên loại", "{{ ten_loai_kem }}")
    page.line("Trích yếu", "{{ trich_yeu_kem }}")
    page.when("kem_theo", lambda: page.line("Kèm theo", "{{ kem_theo }}"))
    page.line("Kẻ trích yếu")
    parts(page, "noi_dung_kem")


def named(to=False, basis=False, table=False):
    """A document with a name of its type: TTr, BC, KH, TB."""

    def write(page):
        letterhead(page)
        title(page)
        if to:
            addressees(page)
        if basis:
            bases(page)
        page.when("phuc_dap", lambda: page.line("Nội dung", "{{ phuc_dap }}"))
        parts(page, "noi_dung")
        if table:
            tasks(page)
        signature(page)

    return write


def invitation(page):
    letterhead(page)
    title(page)
    who = page.line("Kính gửi", "Trân trọng kính mời: {{ nguoi_duoc_moi }}")
    who.paragraph_format.space_before = Pt(6)
    bold = {"bold": True}
    page.line("Nội dung", ("Chủ trì: ", bold), "{{ chu_tri }}.")
    page.line("Nội dung", ("Thời gian: ", bold), "{{ thoi_gian }}.")
    page.line("Nội dung", ("Địa điểm: ", bold), "{{ dia_diem }}.")

    def participants():
        page.line("Nội dung", ("Thành phần:", bold))
        page.each("thanh_phan", "Nội dung", "- {{ dong }}")

    page.when("thanh_phan", participants)
    parts(page, "noi_dung")
    signature(page)


def minutes(page):
    letterhead(page, date=False, urgency=False)
    title(page)
    bold = {"bold": True}
    page.line("Nội dung", "Thời gian bắt đầu: {{ thoi_gian }}.")
    page.line("Nội dung", "Địa điểm: {{ dia_diem }}.")
    page.line("Nội dung", "Thành phần tham dự:")
    page.each("thanh_phan", "Nội dung", "- {{ dong }}")
    page.line("Nội dung", "Chủ trì (chủ tọa): {{ chu_toa }}, {{ chuc_vu_chu_toa }}.")
    page.line("Nội dung", "Thư ký (người ghi biên bản): {{ thu_ky }}.")
    page.line("Nội dung", ("Nội dung (theo diễn biến cuộc họp):", bold))
    parts(page, "noi_dung")
    page.line("Nội dung", "Cuộc họp kết thúc vào {{ thoi_gian_ket_thuc }}./.")
    page.line("Khoảng trống")
    table = page.table((BODY / 2, BODY / 2))
    for cell, head, name in zip(
        table.rows[0].cells, ("THƯ KÝ", "CHỦ TỌA"), ("thu_ky", "chu_toa"), strict=True
    ):
        side = page.into(cell)
        side.line("Chức vụ ký", head)
        side.line("Khoảng trống").paragraph_format.space_before = Mm(SIGN)
        side.line("Người ký", f"{{{{ {name} }}}}")
    page.line("Khoảng trống")
    receivers(page.into(page.table(FOOT).rows[0].cells[0]))
    page.line("Khoảng trống")


def telegram(page):
    letterhead(page)
    title(page)
    page.line("Nội dung", "{%p for dong in tham_quyen %}")
    page.line("Nội dung", "{%p if loop.last %}")
    page.line("Thẩm quyền", "{{ dong }} ", ("điện:", {"italic": True}))
    page.line("Nội dung", "{%p else %}")
    page.line("Thẩm quyền", "{{ dong }}").paragraph_format.space_after = Pt(0)
    page.line("Nội dung", "{%p endif %}")
    page.line("Nội dung", "{%p endfor %}")
    page.each("kinh_gui", "Nơi kính gửi", "- {{ dong }}")
    page.line("Khoảng trống").paragraph_format.space_after = Pt(8)
    parts(page, "noi_dung")
    signature(page)


def annex(page):
    """Mẫu 2.1: Phụ lục, its name, what it belongs to."""
    page.when(
        "so_phu_luc",
        lambda: page.line("Phụ lục", "Phụ lục {{ so_phu_luc }}"),
        lambda: page.line("Phụ lục", "Phụ lục"),
    )
    page.line("Trích yếu", "{{ ten_phu_luc }}")
    page.when("kem_theo", lambda: page.line("Kèm theo", "{{ kem_theo }}"))
    page.line("Kẻ trích yếu")
    page.when("noi_dung_kem", lambda: parts(page, "noi_dung_kem"))
    tasks(page)
    page.line("Khoảng trống")


WRITERS = {
    "cong_van": cong_van,
    "quyet_dinh": decision,
    "quyet_dinh_ban_hanh": decision_with_text,
    "to_trinh": named(to=True, basis=True),
    "bao_cao": named(to=True, table=True),
    "ke_hoach": named(basis=True, table=True),
    "thong_bao": named(),
    "giay_moi": invitation,
    "bien_ban": minutes,
    "cong_dien": telegram,
    "phu_luc": annex,
}


def make(key):
    """Return the bytes of a template."""
    document = Document()
    make_styles(document)
    set_section(document, document.sections[0])
    core = document.core_properties
    core.title, core.author, core.comments = TEMPLATES[key].name, "VPĐT", ""
    core.language = "vi-VN"
    WRITERS[key](Page(document, document))
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as archive:
        names = [n for n in archive.namelist() if not n.endswith("thumbnail.jpeg")]
        read = {name: archive.read(name) for name in names}
    # the picture of python-docx's own template
    read["_rels/.rels"] = b"".join(
        part
        for part in read["_rels/.rels"]
        .replace(b"<Relationship ", b"\0<Relationship ")
        .replace(b"</Relationships>", b"\0</Relationships>")
        .split(b"\0")
        if b"thumbnail" not in part
    )
    return write_zip(read)


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for key in WRITERS:
        (folder / TEMPLATES[key].file).write_bytes(make(key))
        print(folder / TEMPLATES[key].file)


if __name__ == "__main__":
    main()
