"""Papers for the tests: drawn pages, scans of them, stamps, and hostile files."""

import io
import random
import struct
import zipfile
import zlib
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = (
    Path(__file__).resolve().parents[2] / "layout" / "fonts",
    Path("/usr/share/fonts/truetype/croscore"),
)
WIDTH, HEIGHT = 1654, 2339  # A4 at 200 dpi
DOT = 200 / 72

LETTER = {
    "parent": [],
    "issuer": ["ỦY BAN NHÂN DÂN", "XÃ AN BÌNH"],
    "code": "Số: 127/UBND-KT",
    "place": "An Bình, ngày 14 tháng 5 năm 2026",
    "about": ["V/v rà soát công trình", "thủy lợi trước mùa mưa"],
    "title": None,
    "subject": [],
    "body": [
        "Kính gửi: Các thôn trên địa bàn xã.",
        "Thực hiện kế hoạch phòng chống thiên tai năm nay, Ủy ban nhân dân xã đề",
        "nghị các thôn kiểm tra kênh mương, báo cáo kết quả trước ngày 30 tháng 5.",
        "Trong quá trình thực hiện nếu có khó khăn, các thôn báo cáo về Văn phòng",
        "Ủy ban nhân dân xã để được hướng dẫn kịp thời./.",
    ],
    "posts": ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
    "signer": "Trần Văn Minh",
}
DECISION = {
    **LETTER,
    "parent": ["UBND HUYỆN AN BÌNH"],
    "issuer": ["PHÒNG NỘI VỤ"],
    "code": "Số: 45/QĐ-PNV",
    "about": [],
    "title": "QUYẾT ĐỊNH",
    "subject": ["Về việc thành lập Tổ công tác cải cách", "hành chính năm 2026"],
    "body": [
        "TRƯỞNG PHÒNG NỘI VỤ",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
        "Căn cứ Quyết định số 12/QĐ-UBND ngày 03 tháng 01 năm 2026;",
        "Điều 1. Thành lập Tổ công tác gồm các thành viên có tên dưới đây.",
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
    ],
    "posts": ["TRƯỞNG PHÒNG"],
    "signer": "Lê Thị Hoa",
}


def font(size, bold=False):
    """Return Tinos at a size in points, for 200 dpi."""
    name = "Tinos-Bold.ttf" if bold else "Tinos-Regular.ttf"
    for folder in FONTS:
        if (folder / name).is_file():
            return ImageFont.truetype(str(folder / name), round(size * DOT))
    raise FileNotFoundError(name)


def centred(draw, x, y, text, size=13, bold=False):
    """Write text centred on x (fractions of the page)."""
    face = font(size, bold)
    wide = draw.textlength(text, font=face)
    draw.text((x * WIDTH - wide / 2, y * HEIGHT), text, fill="black", font=face)


def page(paper=None, **changes):
    """Return the picture of a one-page paper (mode RGB)."""
    paper = {**(paper or LETTER), **changes}
    image = Image.new("RGB", (WIDTH, HEIGHT), "white")
    draw = ImageDraw.Draw(image)
    y = 0.07
    for text in paper["parent"]:
        centred(draw, 0.28, y, text, 12)
        y += 0.019
    for text in paper["issuer"]:
        centred(draw, 0.28, y, text, 12, bold=True)
        y += 0.019
    centred(draw, 0.68, 0.07, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
    centred(draw, 0.68, 0.089, "Độc lập - Tự do - Hạnh phúc", 13, bold=True)
    if paper["code"]:
        centred(draw, 0.28, 0.133, paper["code"], 13)
    if paper["place"]:
        centred(draw, 0.68, 0.133, paper["place"], 13)
    y = 0.155
    for text in paper["about"]:
        centred(draw, 0.28, y, text, 12)
        y += 0.017
    y = 0.2
    if paper["title"]:
        centred(draw, 0.53, y, paper["title"], 14, bold=True)
    for text in paper["subject"]:
        y += 0.021
        centred(draw, 0.53, y, text, 13, bold=True)
    y = 0.32
    for text in paper["body"]:
        if text.isupper():
            centred(draw, 0.53, y, text, 13, bold=True)
        else:
            draw.text((0.16 * WIDTH, y * HEIGHT), text, fill="black", font=font(13))
        y += 0.022
    y += 0.03
    draw.text((0.16 * WIDTH, y * HEIGHT), "Nơi nhận:", fill="black", font=font(12))
    draw.text((0.16 * WIDTH, (y + 0.018) * HEIGHT), "- Như trên;", "black", font(11))
    for text in paper["posts"]:
        centred(draw, 0.72, y, text, 13, bold=True)
        y += 0.019
    centred(draw, 0.72, y + 0.09, paper["signer"], 13, bold=True)
    return image


def stamp(text, angle=0.0, colour=(215, 25, 30), size=13, border=2):
    """Return a framed stamp on transparent ground; ``border`` lines around."""
    face = font(size, bold=True)
    wide = round(face.getlength(text)) + 60
    high = round(size * DOT * 1.2) + 36
    image = Image.new("RGBA", (wide, high), (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    for step in range(border):
        inset = 2 + step * 8
        draw.rectangle(
            (inset, inset, wide - inset, high - inset), outline=colour, width=3
        )
    draw.text((30, 16), text, fill=colour, font=face)
    return image.rotate(angle, expand=True, resample=Image.Resampling.BICUBIC)


def stamped(image, mark, x=0.2, y=0.2):
    """Return the page with a stamp pasted at fractions of the page."""
    image = image.convert("RGB")
    image.paste(mark, (round(x * WIDTH), round(y * HEIGHT)), mark)
    return image


def scanned(image, kind="grey", seed=1, skew=0.4):
    """Make a picture look like a scan: kind "grey", "colour", "bw" or "blur"."""
    image = image.convert("RGB").rotate(
        skew, fillcolor="white", resample=Image.Resampling.BICUBIC
    )
    if kind == "blur":
        image = image.filter(ImageFilter.GaussianBlur(1.6))
    noise = random.Random(seed)
    dots = ImageDraw.Draw(image)
    for _dot in range(300):
        x, y = noise.randrange(WIDTH), noise.randrange(HEIGHT)
        dots.point((x, y), fill=(90, 90, 90))
    if kind == "bw":
        return image.convert("L").point(lambda v: 255 if v > 150 else 0).convert("1")
    return image if kind == "colour" else image.convert("L")


def png(image):
    """Bytes of a PNG."""
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def jpeg(image):
    """Bytes of a JPEG."""
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=85)
    return out.getvalue()


def tiff(images):
    """Bytes of a TIFF of several pages."""
    out = io.BytesIO()
    images[0].save(out, "TIFF", save_all=True, append_images=images[1:], dpi=(200, 200))
    return out.getvalue()


def pdf_of(images):
    """Bytes of a PDF of pictures only."""
    out = io.BytesIO()
    first, *rest = [image.convert("RGB") for image in images]
    first.save(out, "PDF", resolution=200, save_all=True, append_images=rest)
    return out.getvalue()


def pdf_with_pages(count, size=(595, 842)):
    """Bytes of a valid PDF of empty pages."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = b" ".join(b"%d 0 R" % (n + 3) for n in range(count))
    objects.append(b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, kids))
    box = b"[0 0 %d %d]" % size
    objects += [b"<< /Type /Page /Parent 2 0 R /MediaBox %s >>" % box] * count
    return pdf_of_objects(objects)


def pdf_of_objects(objects):
    """Bytes of a PDF with these objects, numbered from 1; the first is the catalog."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)


def pdf_with_image(width, height):
    """A PDF whose one picture says it is huge; its data unfold to zeros."""
    data = zlib.compress(bytes(1_000_000), 9)
    image = (
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB"
        b" /BitsPerComponent 8 /Filter /FlateDecode /Length %d >>"
        b"\nstream\n%s\nendstream"
    ) % (width, height, len(data), data)
    draw = b"q 595 0 0 842 0 0 cm /Im0 Do Q"
    return pdf_of_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /XObject << /Im0 5 0 R >> >> >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(draw), draw),
            image,
        ]
    )


def png_claiming(width, height):
    """A small PNG whose header claims a size; the pixels unfold to zeros."""

    def chunk(name, data):
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(bytes(2_000_000), 9)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", packed)
        + chunk(b"IEND", b"")
    )


def tiff_claiming(width, height):
    """A TIFF of a few bytes whose header claims a size (one strip, LZW)."""
    entries = [
        (256, 4, 1, width),
        (257, 4, 1, height),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, 1, 8),
        (277, 3, 1, 1),
        (278, 4, 1, height),
        (279, 4, 1, 16),
    ]
    out = b"II*\x00" + struct.pack("<I", 24) + bytes(16)
    out += struct.pack("<H", len(entries))
    for tag, kind, count, value in entries:
        out += struct.pack("<HHII", tag, kind, count, value)
    return out + struct.pack("<I", 0)


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body, extra=None, prologue='<?xml version="1.0" encoding="UTF-8"?>'):
    """Bytes of a DOCX with this body XML (prefix w) and extra parts {name: text}."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            f'{prologue}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        )
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def paragraph(text, align=None):
    """XML of a paragraph; a tab in the text becomes a tab."""
    layout = f'<w:pPr><w:jc w:val="{align}"/></w:pPr>' if align else ""
    runs = "<w:r><w:tab/></w:r>".join(
        f"<w:r><w:t xml:space='preserve'>{part}</w:t></w:r>"
        for part in text.split("\t")
    )
    return f"<w:p>{layout}{runs}</w:p>"


def table(rows):
    """XML of a table: rows of cells, each a list of lines."""
    out = '<w:tbl><w:tblGrid><w:gridCol w:w="3600"/><w:gridCol w:w="5600"/></w:tblGrid>'
    for cells in rows:
        out += "<w:tr>"
        for lines in cells:
            content = "".join(paragraph(text, "center") for text in lines)
            out += f"<w:tc>{content}</w:tc>"
        out += "</w:tr>"
    return out + "</w:tbl>"


def letter_docx(extra_body="", extra=None):
    """A whole official letter as DOCX."""
    head = table(
        [
            [
                LETTER["issuer"],
                ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"],
            ],
            [[LETTER["code"], *LETTER["about"]], [LETTER["place"]]],
        ]
    )
    body = "".join(paragraph(text) for text in LETTER["body"])
    foot = table(
        [[["Nơi nhận:", "- Như trên;"], [*LETTER["posts"], "", "", "Trần Văn Minh"]]]
    )
    return docx(head + extra_body + body + foot, extra)
