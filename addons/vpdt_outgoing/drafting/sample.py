"""Values that fill every field: for testing a template, and for the help sheet."""

import datetime

from .values import DraftValues, Incoming

SAMPLE = DraftValues(
    kind="Quyết định",
    issuer=("Ủy ban nhân dân", "xã An Phước"),
    parents=(),
    symbol="QĐ-UBND",
    place="An Phước",
    date=datetime.date(2026, 2, 5),
    urgency="very_urgent",
    subject="Về việc kiện toàn Ban Chỉ đạo chuyển đổi số của xã",
    addressees=("Sở Nội vụ", "Sở Khoa học và Công nghệ"),
    answers=Incoming(
        "Công văn",
        "12/SNV-CCHC",
        datetime.date(2026, 1, 5),
        "Sở Nội vụ",
        "V/v rà soát nhiệm vụ chuyển đổi số",
    ),
    bases=(
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về "
        "công tác văn thư",
    ),
    proposal="Theo đề nghị của Trưởng phòng Văn hóa - Xã hội",
    issuing_authority=("Chủ tịch Ủy ban nhân dân xã An Phước",),
    body=(
        "Điều 1. Kiện toàn Ban Chỉ đạo chuyển đổi số của xã gồm các ông, bà có tên "
        "trong danh sách kèm theo",
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký",
    ),
    authority=("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"),
    signer="Trần Thị Mẫu",
    receivers=("Như Điều 2", "Chủ tịch, các Phó Chủ tịch"),
    archive="VT, VHXH",
    drafter="NVA.(15)",
    contact="Địa chỉ: 1 Trần Phú, xã An Phước; điện thoại: 0256 000 000",
    chair="Ông Nguyễn Văn Mẫu, Chủ tịch Ủy ban nhân dân xã",
    time="08 giờ 00, ngày 10 tháng 02 năm 2026",
    end_time="11 giờ 00 cùng ngày",
    venue="Phòng họp số 1",
    participants=("Lãnh đạo Ủy ban nhân dân xã", "Trưởng các phòng"),
    secretary="Lê Văn Thư",
    chairman="Nguyễn Văn Mẫu",
    chairman_post="Chủ tịch Ủy ban nhân dân xã",
    invited="Trưởng các phòng thuộc Ủy ban nhân dân xã",
    attached_kind="Quy chế",
    attached_subject="Hoạt động của Ban Chỉ đạo chuyển đổi số",
    attached_body=(
        "Chương I. Quy định chung",
        "Điều 1. Phạm vi điều chỉnh",
        "1. Quy chế này quy định hoạt động của Ban Chỉ đạo",
    ),
    attached_to="Kèm theo Quyết định số        /QĐ-UBND ngày      tháng      năm 2026 "
    "của Ủy ban nhân dân xã An Phước",
    annex_number="I",
    annex_name="Phân công nhiệm vụ",
    tasks=(
        {
            "tt": "1",
            "cong_viec": "Rà soát thủ tục hành chính",
            "chu_tri": "Văn phòng",
            "phoi_hop": "Các phòng",
            "thoi_han": "31/03/2026",
        },
    ),
)
