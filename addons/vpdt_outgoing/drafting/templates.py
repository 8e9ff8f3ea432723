"""The templates that come with the release; an office may replace each by its own."""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "data" / "templates"


@dataclass(frozen=True)
class Template:
    """One template: the type it is for, with its abbreviation (NĐ 30/2020 PL III)."""

    file: str
    kind: str
    abbreviation: str
    name: str

    @property
    def path(self):
        """Where the file lies."""
        return FOLDER / self.file


TEMPLATES = {
    "cong_van": Template("cong_van.docx", "Công văn", "", "Công văn"),
    "quyet_dinh": Template(
        "quyet_dinh.docx", "Quyết định", "QĐ", "Quyết định (quy định trực tiếp)"
    ),
    "quyet_dinh_ban_hanh": Template(
        "quyet_dinh_ban_hanh.docx",
        "Quyết định",
        "QĐ",
        "Quyết định ban hành, phê duyệt một văn bản khác (quy định gián tiếp)",
    ),
    "to_trinh": Template("to_trinh.docx", "Tờ trình", "TTr", "Tờ trình"),
    "bao_cao": Template("bao_cao.docx", "Báo cáo", "BC", "Báo cáo"),
    "ke_hoach": Template("ke_hoach.docx", "Kế hoạch", "KH", "Kế hoạch"),
    "thong_bao": Template("thong_bao.docx", "Thông báo", "TB", "Thông báo"),
    "giay_moi": Template("giay_moi.docx", "Giấy mời", "GM", "Giấy mời"),
    "bien_ban": Template("bien_ban.docx", "Biên bản", "BB", "Biên bản"),
    "cong_dien": Template("cong_dien.docx", "Công điện", "CĐ", "Công điện"),
    "phu_luc": Template("phu_luc.docx", "Phụ lục", "", "Phụ lục"),
}


def template_bytes(key):
    """Return the .docx of a template.

    :raises KeyError: there is no such template
    """
    return TEMPLATES[key].path.read_bytes()
