"""The styles of the templates of outgoing documents (NĐ 30/2020, Phụ lục I mục V).

Lengths in millimetres, sizes in points.
"""

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 20
BODY = 210 - LEFT - RIGHT
#: the columns of the letterhead, and of the block of signatures
HEAD = (64, 96)
FOOT = (78, 82)
INDENT = 12.7
#: free space for the signature (ô 7c)
SIGN = 28
RED = "ED1212"
#: style: (size, bold, slanted, align, before, after) in points
STYLES = {
    "Quốc hiệu": (12, True, False, ALIGN.CENTER, 0, 0),
    "Tiêu ngữ": (13, True, False, ALIGN.CENTER, 0, 0),
    "Cơ quan chủ quản": (12, False, False, ALIGN.CENTER, 0, 0),
    "Cơ quan ban hành": (12, True, False, ALIGN.CENTER, 0, 0),
    "Số ký hiệu": (13, False, False, ALIGN.CENTER, 6, 0),
    "Địa danh ngày": (13, False, True, ALIGN.CENTER, 6, 0),
    "Trích yếu công văn": (12, False, False, ALIGN.CENTER, 6, 0),
    "Tên loại": (14, True, False, ALIGN.CENTER, 14, 0),
    "Trích yếu": (14, True, False, ALIGN.CENTER, 0, 0),
    "Kèm theo": (14, False, True, ALIGN.CENTER, 0, 0),
    "Thẩm quyền": (14, True, False, ALIGN.CENTER, 12, 6),
    "Kính gửi": (14, False, False, ALIGN.CENTER, 14, 8),
    "Kính gửi nhiều nơi": (14, False, False, ALIGN.LEFT, 14, 2),
    "Nơi kính gửi": (14, False, False, ALIGN.LEFT, 0, 2),
    "Căn cứ": (14, False, True, ALIGN.JUSTIFY, 0, 6),
    "Căn cứ TT01": (14, False, False, ALIGN.JUSTIFY, 0, 6),
    "Nội dung": (14, False, False, ALIGN.JUSTIFY, 0, 6),
    "Chương": (14, True, False, ALIGN.CENTER, 8, 0),
    "Tiêu đề chương": (14, True, False, ALIGN.CENTER, 0, 6),
    "Điều": (14, False, False, ALIGN.JUSTIFY, 0, 6),
    "Đề mục": (14, True, False, ALIGN.JUSTIFY, 2, 6),
    "Nơi nhận đầu": (12, True, True, ALIGN.LEFT, 0, 0),
    "Nơi nhận": (11, False, False, ALIGN.LEFT, 0, 0),
    "Chức vụ ký": (14, True, False, ALIGN.CENTER, 0, 0),
    "Người ký": (14, True, False, ALIGN.CENTER, 0, 0),
    "Ghi chú ký": (14, False, True, ALIGN.CENTER, 0, 0),
    "Độ khẩn KHẨN": (13, True, False, ALIGN.CENTER, 10, 4),
    "Độ khẩn HỎA TỐC": (13, True, False, ALIGN.CENTER, 10, 4),
    "Độ khẩn THƯỢNG KHẨN": (13, True, False, ALIGN.CENTER, 10, 4),
    "Kẻ tiêu ngữ": (1, False, False, ALIGN.CENTER, 0, 0),
    "Kẻ cơ quan": (1, False, False, ALIGN.CENTER, 0, 0),
    "Kẻ trích yếu": (1, False, False, ALIGN.CENTER, 0, 8),
    "Số trang": (14, False, False, ALIGN.CENTER, 0, 0),
    "Số trang TT01": (14, False, False, ALIGN.RIGHT, 0, 0),
    "Liên hệ": (11, False, False, ALIGN.CENTER, 0, 0),
    "Phụ lục": (14, True, False, ALIGN.CENTER, 0, 0),
    "Đầu bảng": (13, True, False, ALIGN.CENTER, 2, 2),
    "Ô bảng": (13, False, False, ALIGN.LEFT, 2, 2),
    "Khoảng trống": (1, False, False, ALIGN.LEFT, 0, 0),
}
URGENT_WIDE = {"KHẨN": 20, "HỎA TỐC": 30, "THƯỢNG KHẨN": 40}
INDENTED = ("Căn cứ", "Căn cứ TT01", "Nội dung", "Điều", "Đề mục")


def style_name(name):
    return f"VPĐT {name}"


def child(parent, tag, **values):
    node = OxmlElement(tag)
    for key, value in values.items():
        node.set(qn(f"w:{key}"), str(value))
    parent.append(node)
    return node


def font(style, size, bold=False, italic=False):
    style.font.name = "Times New Roman"
    style.font.size = Pt(size)
    style.font.bold, style.font.italic = bold, italic
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), "Times New Roman")
    for kind in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)


def borders(style, sides, size, space, colour="auto"):
    properties = style.element.get_or_add_pPr()
    node = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        if side in sides:
            child(node, f"w:{side}", val="single", sz=size, space=space, color=colour)
    properties.insert_element_before(
        node, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )


def make_styles(document):
    normal = document.styles["Normal"]
    font(normal, 14)
    normal.paragraph_format.space_after = Pt(0)
    for name, (size, bold, italic, align, before, after) in STYLES.items():
        style = document.styles.add_style(style_name(name), WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.quick_style = True
        font(style, size, bold, italic)
        form = style.paragraph_format
        form.alignment = align
        form.space_before, form.space_after = Pt(before), Pt(after)
        form.line_spacing = 1.0
        if name in INDENTED:
            form.first_line_indent = Mm(INDENT)
            form.line_spacing = 1.1
        if name in ("Chương", "Tiêu đề chương", "Tên loại", "Thẩm quyền", "Đề mục"):
            form.keep_with_next = True
        if name.startswith("Kẻ") or name == "Khoảng trống":
            form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
            form.line_spacing = Pt(4)
        if name.startswith("Kẻ"):
            borders(style, ["bottom"], 6, 0)
        if name.startswith("Độ khẩn"):
            urgent(style, URGENT_WIDE[name.removeprefix("Độ khẩn ")])
        if name == "Liên hệ":
            borders(style, ["top"], 6, 3)
    styled = document.styles
    styled[style_name("Trích yếu")].paragraph_format.left_indent = Mm(14)
    styled[style_name("Trích yếu")].paragraph_format.right_indent = Mm(14)
    styled[style_name("Trích yếu công văn")].paragraph_format.left_indent = Mm(2)
    styled[style_name("Trích yếu công văn")].paragraph_format.right_indent = Mm(2)
    styled[style_name("Kính gửi nhiều nơi")].paragraph_format.left_indent = Mm(32)
    place = styled[style_name("Nơi kính gửi")].paragraph_format
    place.left_indent, place.first_line_indent = Mm(56), Mm(-3.5)
    item = styled[style_name("Nơi nhận")].paragraph_format
    item.left_indent, item.first_line_indent = Mm(2), Mm(-2)


def urgent(style, wide):
    """Ô 10b: a single red border, 8 mm high, as wide as the law says."""
    borders(style, ["top", "left", "bottom", "right"], 8, 4, RED)
    form = style.paragraph_format
    # the border stands 4 points outside of the text
    side = (HEAD[0] - wide) / 2 + 4 / 72 * 25.4
    form.left_indent = form.right_indent = Mm(side)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(8 / 25.4 * 72 - 9)
    colour = OxmlElement("w:color")
    colour.set(qn("w:val"), RED)
    style.element.get_or_add_rPr().append(colour)
