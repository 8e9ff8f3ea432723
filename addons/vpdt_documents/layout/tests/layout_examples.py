"""Papers that several tests of the layout engine print."""

import datetime

from layout import Paper, Signer, decision

#: Edges of the body on an upright page, in mm from the upper left.
LEFT, RIGHT, TOP, BOTTOM = 30, 190, 20, 277
OFFICE = {"issuer": "Ủy ban nhân dân\nhuyện Tuy Phước", "place": "Tuy Phước"}
TEXT = (
    "Trong thời gian qua, công tác quản lý đất đai trên địa bàn huyện đã có chuyển "
    "biến tích cực; tuy nhiên, việc cập nhật hồ sơ địa chính ở một số xã còn chậm. "
)
SIGNER = Signer(("TM. Ủy ban nhân dân", "Chủ tịch"), "Nguyễn Văn Mẫu")


def paper(**slots):
    """A report with a usual body."""
    usual = {
        "kind": "Báo cáo",
        "symbol": "BC-UBND",
        "number": 23,
        "date": datetime.date(2026, 1, 23),
        "subject": "Kết quả công tác tháng 01 năm 2026",
        "body": f"{TEXT}\nTrên đây là báo cáo./.",
        "signers": (SIGNER,),
        "recipients": ("Như trên", "Lưu: VT"),
    }
    return Paper(**{**OFFICE, **usual, **slots})


def decided(**slots):
    """A decision with an attached regulation."""
    usual = {
        "authority": "Ủy ban nhân dân huyện Tuy Phước",
        "grounds": ["Căn cứ Luật Tổ chức;", "Theo đề nghị của Trưởng phòng"],
        "articles": ["Ban hành Quy chế.", "Có hiệu lực kể từ ngày ký"],
        "symbol": "QĐ-UBND",
        "number": 5,
        "date": datetime.date(2026, 2, 5),
        "subject": "Về việc ban hành Quy chế",
        "signers": (SIGNER,),
    }
    return decision(**{**OFFICE, **usual, **slots})
