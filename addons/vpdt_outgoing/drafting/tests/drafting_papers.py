"""Papers of an invented commune, as an office writes them every week."""

import datetime
from dataclasses import replace

from drafting.values import DraftValues, Incoming, signature_lines

PEOPLE = "Ủy ban nhân dân"
DAY = datetime.date(2026, 2, 5)
BODY = (
    "Thực hiện nhiệm vụ được giao, Ủy ban nhân dân xã đã chỉ đạo các phòng chuyên môn "
    "rà soát toàn bộ thủ tục hành chính thuộc thẩm quyền giải quyết của cấp xã; đến "
    "ngày 31 tháng 01 năm 2026, có 214 thủ tục được công khai tại Trung tâm Phục vụ "
    "hành chính công và trên Cổng dịch vụ công.",
    "1. Về cơ sở vật chất: đã trang bị đủ máy tính, máy quét cho bộ phận tiếp nhận và "
    "trả kết quả; đường truyền bảo đảm.",
    "2. Về nhân sự: bố trí 05 công chức, đã tập huấn nghiệp vụ trong tháng 01 năm "
    "2026.",
    "a) Công chức tiếp nhận hồ sơ: 03 người;",
    "b) Công chức phụ trách kỹ thuật: 02 người.",
    "Ủy ban nhân dân xã An Phước kính báo cáo Sở Nội vụ tổng hợp",
)
LETTER = DraftValues(
    kind="Công văn",
    issuer=(PEOPLE, "xã An Phước"),
    symbol="UBND-VHXH",
    place="An Phước",
    date=DAY,
    subject="rà soát, công khai thủ tục hành chính tháng 01 năm 2026",
    addressees=("Sở Nội vụ",),
    answers=Incoming(
        "Công văn",
        "112/SNV-CCHC",
        datetime.date(2026, 1, 15),
        "Sở Nội vụ",
        "V/v báo cáo kết quả rà soát thủ tục hành chính",
    ),
    body=BODY,
    authority=signature_lines("KT", "Chủ tịch", "Phó Chủ tịch", PEOPLE),
    signer="Trần Thị Mẫu",
    receivers=("Như trên", "Thường trực Đảng ủy (b/c)", "Chủ tịch, các PCT UBND xã"),
    archive="VT, VHXH",
)
CHIEF = "Chủ tịch Ủy ban nhân dân xã An Phước"
DECISION = replace(
    LETTER,
    kind="Quyết định",
    symbol="QĐ-UBND",
    answers=None,
    addressees=(),
    subject="Về việc kiện toàn Ban Chỉ đạo chuyển đổi số xã An Phước",
    issuing_authority=(CHIEF,),
    bases=(
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
        "Căn cứ Quyết định số 749/QĐ-TTg ngày 03 tháng 6 năm 2020 của Thủ tướng Chính "
        'phủ phê duyệt "Chương trình Chuyển đổi số quốc gia đến năm 2025, định hướng '
        'đến năm 2030";',
    ),
    proposal="Theo đề nghị của Trưởng phòng Văn hóa - Xã hội tại Tờ trình số "
    "14/TTr-VHXH ngày 02 tháng 02 năm 2026",
    body=(
        "Điều 1. Kiện toàn Ban Chỉ đạo chuyển đổi số xã An Phước (sau đây gọi tắt là "
        "Ban Chỉ đạo), gồm các ông, bà có tên sau:",
        "1. Ông Nguyễn Văn Mẫu, Chủ tịch Ủy ban nhân dân xã: Trưởng ban;",
        "2. Bà Trần Thị Mẫu, Phó Chủ tịch Ủy ban nhân dân xã: Phó Trưởng ban.",
        "Điều 2. Ban Chỉ đạo có nhiệm vụ chỉ đạo, điều phối việc thực hiện chuyển đổi "
        "số trên địa bàn xã; làm việc theo chế độ kiêm nhiệm.",
        "Điều 3. Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã, Trưởng các "
        "phòng chuyên môn và các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành "
        "Quyết định này.",
    ),
    authority=signature_lines("", "Chủ tịch"),
    signer="Nguyễn Văn Mẫu",
    receivers=("Như Điều 3", "Sở Khoa học và Công nghệ", "Thường trực Đảng ủy"),
)
RULES = tuple(
    line
    for chapter, title, first in (
        ("I", "Quy định chung", 1),
        ("II", "Nhiệm vụ của Ban Chỉ đạo và các thành viên", 4),
    )
    for line in (
        f"Chương {chapter}. {title}",
        f"Điều {first}. Phạm vi điều chỉnh",
        "1. Quy chế này quy định nguyên tắc, chế độ làm việc và quan hệ công tác của "
        "Ban Chỉ đạo chuyển đổi số xã An Phước.",
        "2. Quy chế này áp dụng đối với các thành viên Ban Chỉ đạo và các cơ quan, đơn "
        "vị, cá nhân có liên quan.",
        f"Điều {first + 1}. Nguyên tắc làm việc",
        *(
            f"{number}. Ban Chỉ đạo làm việc theo nguyên tắc tập trung dân chủ, đề cao "
            "trách nhiệm của người đứng đầu; các thành viên chịu trách nhiệm trước "
            "Trưởng ban về lĩnh vực được phân công, chủ động phối hợp giải quyết công "
            "việc và báo cáo kết quả đúng thời hạn."
            for number in range(1, 8)
        ),
    )
)
TASKS = tuple(
    {
        "tt": str(number),
        "cong_viec": text,
        "chu_tri": "Phòng Văn hóa - Xã hội",
        "phoi_hop": "Văn phòng HĐND và UBND",
        "thoi_han": f"{number + 9:02d}/03/2026",
    }
    for number, text in enumerate(
        (
            "Số hóa sổ hộ tịch lưu tại xã",
            "Tập huấn Tổ công nghệ số cộng đồng các thôn",
            "Nâng cấp Trang thông tin điện tử xã",
        ),
        1,
    )
)
#: name: (key of the template, values)
PAPERS = {
    "cong_van": ("cong_van", LETTER),
    "cong_van_phong": (
        "cong_van",
        replace(
            LETTER,
            parents=(PEOPLE, "xã An Phước"),
            issuer=("Văn phòng",),
            symbol="VP-TH",
            urgency="express",
            addressees=("Phòng Kinh tế", "Phòng Văn hóa - Xã hội", "Công an xã"),
            authority=signature_lines("KT", "Chánh Văn phòng", "Phó Chánh Văn phòng"),
            drafter="NVA.(15)",
            contact="Địa chỉ: 1 Trần Phú, xã An Phước; điện thoại: 0256 000 000; "
            "thư điện tử: vanphong@anphuoc.example",
        ),
    ),
    "quyet_dinh": ("quyet_dinh", DECISION),
    "quyet_dinh_2015": (
        "quyet_dinh",
        replace(
            DECISION,
            parents=(),
            issuer=(PEOPLE, "huyện An Phước"),
            date=datetime.date(2015, 11, 25),
            issuing_authority=("Chủ tịch Ủy ban nhân dân huyện An Phước",),
            body=DECISION.body * 3,
        ),
    ),
    "quyet_dinh_ban_hanh": (
        "quyet_dinh_ban_hanh",
        replace(
            DECISION,
            subject="Ban hành Quy chế hoạt động của Ban Chỉ đạo chuyển đổi số xã "
            "An Phước",
            attached_kind="Quy chế",
            attached_subject="Hoạt động của Ban Chỉ đạo chuyển đổi số xã An Phước",
            attached_to="Kèm theo Quyết định số        /QĐ-UBND ngày      tháng      "
            f"năm 2026 của {CHIEF}",
            attached_body=RULES,
        ),
    ),
    "to_trinh": (
        "to_trinh",
        replace(
            DECISION,
            kind="Tờ trình",
            symbol="TTr-UBND",
            subject="Về việc đề nghị giao bổ sung dự toán chi chuyển đổi số năm 2026",
            addressees=("Hội đồng nhân dân xã",),
            proposal="",
            body=(*BODY[:3], "Kính trình Hội đồng nhân dân xã xem xét, quyết định"),
            authority=signature_lines("", "Chủ tịch", collective=PEOPLE),
        ),
    ),
    "bao_cao": (
        "bao_cao",
        replace(
            LETTER,
            kind="Báo cáo",
            symbol="BC-UBND",
            subject="Kết quả cải cách thủ tục hành chính tháng 01 năm 2026",
            answers=None,
            body=("I. KẾT QUẢ ĐẠT ĐƯỢC", *BODY[:3], "II. PHƯƠNG HƯỚNG", *BODY[2:]),
        ),
    ),
    "ke_hoach": (
        "ke_hoach",
        replace(
            DECISION,
            kind="Kế hoạch",
            symbol="KH-UBND",
            subject="Chuyển đổi số xã An Phước năm 2026",
            bases=DECISION.bases[:1],
            proposal="",
            body=("I. MỤC ĐÍCH, YÊU CẦU", BODY[0], "II. TỔ CHỨC THỰC HIỆN", BODY[1]),
            tasks=TASKS,
            authority=signature_lines("Q", "Chủ tịch", collective=PEOPLE),
        ),
    ),
    "thong_bao": (
        "thong_bao",
        replace(
            LETTER,
            kind="Thông báo",
            symbol="TB-UBND",
            urgency="urgent",
            subject="Kết luận của Chủ tịch Ủy ban nhân dân xã tại cuộc họp giao ban "
            "tháng 02 năm 2026",
            answers=None,
            authority=signature_lines(
                "TL", ["Chủ tịch", "Chánh Văn phòng"], "Phó Chánh Văn phòng"
            ),
        ),
    ),
    "giay_moi": (
        "giay_moi",
        replace(
            LETTER,
            kind="Giấy mời",
            symbol="GM-UBND",
            subject="Họp giao ban tháng 02 năm 2026",
            answers=None,
            invited="Trưởng các phòng, đơn vị thuộc Ủy ban nhân dân xã",
            chair="Ông Nguyễn Văn Mẫu, Chủ tịch Ủy ban nhân dân xã",
            time="08 giờ 00, thứ Ba, ngày 10 tháng 02 năm 2026",
            venue="Phòng họp số 1, trụ sở Ủy ban nhân dân xã",
            participants=("Thường trực Đảng ủy", "Trưởng các phòng chuyên môn"),
            body=("Đề nghị các thành phần được mời tham dự đúng giờ",),
            authority=signature_lines("TUQ", "Chủ tịch", "Chánh Văn phòng"),
        ),
    ),
    "bien_ban": (
        "bien_ban",
        replace(
            LETTER,
            kind="Biên bản",
            symbol="BB-UBND",
            subject="Họp Ban Chỉ đạo chuyển đổi số quý I năm 2026",
            time="08 giờ 00, ngày 10 tháng 02 năm 2026",
            end_time="11 giờ 00 cùng ngày",
            venue="Phòng họp số 1",
            participants=("Các thành viên Ban Chỉ đạo", "Đại diện các thôn"),
            secretary="Lê Văn Thư",
            chairman="Nguyễn Văn Mẫu",
            chairman_post="Chủ tịch Ủy ban nhân dân xã",
        ),
    ),
    "cong_dien": (
        "cong_dien",
        replace(
            LETTER,
            kind="Công điện",
            symbol="CĐ-UBND",
            urgency="very_urgent",
            subject="Về việc tập trung ứng phó với bão số 14",
            answers=None,
            issuing_authority=(CHIEF,),
            addressees=("Ban Chỉ huy Quân sự xã", "Công an xã", "Trưởng các thôn"),
            authority=signature_lines("", "Chủ tịch"),
        ),
    ),
    "phu_luc": (
        "phu_luc",
        replace(
            LETTER,
            annex_number="II",
            annex_name="Phân công nhiệm vụ chuyển đổi số năm 2026",
            attached_to="Kèm theo Kế hoạch số        /KH-UBND ngày      tháng      "
            "năm 2026 của Ủy ban nhân dân xã An Phước",
            attached_body=("Các cơ quan, đơn vị thực hiện theo bảng sau:",),
            tasks=TASKS,
        ),
    ),
}
