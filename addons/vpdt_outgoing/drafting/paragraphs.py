"""The paragraphs of a draft, each with its kind and its place."""

import re

from .answers import Paragraph
from .checking import own_text, places
from .ooxml import W14, Package, W

_ARTICLE = re.compile(r"Điều\s+(\d+[a-zđ]?)\s*[.:]")
_CHAPTER = re.compile(r"(?:Phần|Chương)\s+([IVXLC]+|thứ\s+\w+)\b", re.IGNORECASE)
_SECTION = re.compile(r"(?:Mục|Tiểu mục)\s+(\d+)\b|([IVXLC]+)\.\s", re.IGNORECASE)
_CLAUSE = re.compile(r"(\d+(?:\.\d+)*)[.)]\s")
_POINT = re.compile(r"([a-zđ])\)\s")
_AUTHORITY = re.compile(r"(TM|Q|KT|TL|TUQ)\.\s*\S")
_NATIONAL = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")
_TYPES = re.compile(
    "NGHỊ QUYẾT|QUYẾT ĐỊNH|CHỈ THỊ|QUY CHẾ|QUY ĐỊNH|THÔNG CÁO|THÔNG BÁO|HƯỚNG DẪN|"
    "CHƯƠNG TRÌNH|KẾ HOẠCH|PHƯƠNG ÁN|ĐỀ ÁN|DỰ ÁN|BÁO CÁO|BIÊN BẢN|TỜ TRÌNH|HỢP ĐỒNG|"
    "CÔNG ĐIỆN|BẢN GHI NHỚ|BẢN THỎA THUẬN|GIẤY ỦY QUYỀN|GIẤY MỜI|GIẤY GIỚI THIỆU|"
    "GIẤY NGHỈ PHÉP|PHIẾU GỬI|PHIẾU CHUYỂN|PHIẾU BÁO|PHỤ LỤC( [IVXLC]+)?"
)
_LEVELS = ("chapter", "section", "article", "clause", "point")


def paragraphs(data, limits):
    """Return the paragraphs of a draft: list of :class:`~.answers.Paragraph`.

    In the order of the page: body, then headers, footers, notes. What tracked
    changes took away is left out; numbers that Word makes itself are not in the text.

    :raises DraftRefused: it cannot be opened
    """
    package = Package(data, limits)
    teller = _Teller()
    body = package.xml(package.main).find(f"{W}body")
    out = [p for place, node in places(body) if (p := teller.tell(place, node))]
    for kind in ("header", "footer", "footnotes", "endnotes"):
        for number, name in enumerate(package.related(kind), 1):
            prefix = kind if kind.endswith("notes") else f"{kind}{number}"
            for place, node in places(package.xml(name), f"{prefix}."):
                text = _words(node)
                if text:
                    what = "footnote" if kind.endswith("notes") else kind
                    out.append(Paragraph(place, what, text, (), _key(node)))
    return out


def _words(node):
    return re.sub(r"[ \t\u00a0]+", " ", own_text(node)).strip()


def _key(node):
    return node.get(f"{W14}paraId", "")


class _Teller:
    """Tells kinds; remembers which provision the page is in."""

    def __init__(self):
        self._outline = {}
        self._receivers = None
        self._typed = False

    def tell(self, place, node):
        text = _words(node)
        if not text:
            return None
        cell = next(node.iterancestors(f"{W}tc"), None)
        kind = self._slot(text, cell) or self._provision(text, cell)
        if kind is None:
            kind = "row" if cell is not None else "text"
            if self._typed == "next" and cell is None:
                kind = "subject"
        self._typed = "next" if kind == "type" else bool(self._typed)
        outline = tuple(
            (level, self._outline[level]) for level in _LEVELS if level in self._outline
        )
        return Paragraph(place, kind, text, outline, _key(node))

    def _slot(self, text, cell):
        """The slots around the content (NĐ 30/2020 Phụ lục I)."""
        upper = text.upper()
        if upper in _NATIONAL or re.fullmatch(
            r"ĐỘC LẬP\s*[-–]\s*TỰ DO\s*[-–]\s*HẠNH PHÚC", upper
        ):
            return "national"
        if text.startswith("Nơi nhận"):
            self._receivers = cell
            self._outline.clear()
            return "receivers"
        if self._receivers is not None and cell is not None:
            if cell is self._receivers:
                return "receivers"
            if cell.getparent() is self._receivers.getparent():
                return "signature"
        if _AUTHORITY.match(text) and text == upper:
            return "signature"
        if re.match(r"Số\s*:", text):
            return "number"
        if re.search(r",\s*ngày\b.*\btháng\b.*\bnăm\b", text) and len(text) < 90:
            return "date"
        if text.startswith("V/v"):
            return "subject"
        if text.startswith("Kính gửi"):
            return "to"
        if re.match(r"(Căn cứ|Theo đề nghị|Xét đề nghị)\b", text):
            return "basis"
        if _TYPES.fullmatch(upper) and text == upper:
            return "type"
        if re.fullmatch(r"QUYẾT (ĐỊNH|NGHỊ)\s*:", text):
            return "authority"
        if cell is not None and text == upper and not self._typed and len(text) < 120:
            return "issuer"
        return None

    def _provision(self, text, cell):
        if cell is not None:
            return None
        for level, pattern in zip(
            _LEVELS, (_CHAPTER, _SECTION, _ARTICLE, _CLAUSE, _POINT), strict=True
        ):
            match = pattern.match(text)
            if match:
                number = next(g for g in match.groups() if g)
                for lower in _LEVELS[_LEVELS.index(level) :]:
                    self._outline.pop(lower, None)
                self._outline[level] = number
                return level
        return None
