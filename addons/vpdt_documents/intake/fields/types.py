"""Names of document types and their abbreviations.

NĐ 30/2020/NĐ-CP điều 7 and phụ lục III (29 types, copies), the types of legal
normative documents, and common compounds that are printed as one title.
"""

from ..words import plain

#: abbreviation in the symbol → name; capital and small letters matter (CT, CTr)
ABBREVIATIONS = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "QC": "Quy chế",
    "QyĐ": "Quy định",
    "TC": "Thông cáo",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTr": "Tờ trình",
    "HĐ": "Hợp đồng",
    "CĐ": "Công điện",
    "BGN": "Bản ghi nhớ",
    "BTT": "Bản thỏa thuận",
    "GUQ": "Giấy ủy quyền",
    "GM": "Giấy mời",
    "GGT": "Giấy giới thiệu",
    "GNP": "Giấy nghỉ phép",
    "PG": "Phiếu gửi",
    "PC": "Phiếu chuyển",
    "PB": "Phiếu báo",
    "SY": "Bản sao y",
    "TrS": "Bản trích sao",
    "SL": "Bản sao lục",
    # legal normative documents
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "NQLT": "Nghị quyết liên tịch",
    "PL": "Pháp lệnh",
    "L": "Lệnh",
    # before NĐ 30/2020
    "GCN": "Giấy chứng nhận",
    "CTPH": "Chương trình phối hợp",
    "QCPH": "Quy chế phối hợp",
    "CTHĐ": "Chương trình hành động",
    "KL": "Kết luận",
}

OFFICIAL_LETTER = "Công văn"
PERSONAL_LETTER = "Thư công"

#: printed title (without marks) → name; longer titles win
TITLES = {plain(name): name for name in ABBREVIATIONS.values()}
TITLES.update(
    {
        plain(name): name
        for name in (
            "Chương trình phối hợp",
            "Chương trình hành động",
            "Quy chế phối hợp",
            "Thông tư liên tịch",
            "Nghị quyết liên tịch",
            "Luật",
            "Lệnh",
            "Pháp lệnh",
            "Kết luận",
            "Thông cáo báo chí",
            "Giấy chứng nhận",
            "Thư công",
            "Bản cam kết",
            "Giấy đi đường",
            "Lịch công tác",
            "Phiếu trình",
        )
    }
)


def of_abbreviation(symbol):
    """Return the type's name that a symbol states, or None.

    :param str symbol: "QĐ-UBND", "2025/TT-BKHCN"; "UBND-KTTH" gives None: an
        official letter, or unknown
    """
    if not symbol:
        return None
    first = symbol.rpartition("/")[2].split("-")[0]
    return ABBREVIATIONS.get(first)


def of_title(text):
    """Return (name, exact) of a printed title, or (None, False).

    :param str text: a line in capitals: "QUYẾT ĐỊNH", "BÁO CÁO TÓM TẮT"
    exact: the line is the title and nothing else
    """
    letters = " ".join(plain(text).replace(":", " ").split())
    if letters in TITLES:
        return TITLES[letters], True
    for title in sorted(TITLES, key=len, reverse=True):
        rest = letters[len(title) :]
        if letters.startswith(title + " ") and len(rest.split()) <= 4:
            return TITLES[title], False
    return None, False
