"""Directives as leaders write and dictate them, with what they mean.

Written on Wednesday 04/02/2026 at 9:00. Each row: the desk it is written at, the words,
who gets it for what, the deadline ("" for none; day, or day and time or half), and what
is told besides: `unknown`, `unclear`, `unfit`, `past`.
"""

import datetime

from routing.spoken import OFFICE, agency_names, person_names

NOW = datetime.datetime(2026, 2, 4, 9, 0)
AGENCIES = [
    ("tckh", "Phòng Tài chính - Kế hoạch huyện", "TCKH"),
    ("nv", "Phòng Nội vụ huyện", "NV"),
    ("tp", "Phòng Tư pháp huyện", "TP"),
    ("tnmt", "Phòng Tài nguyên và Môi trường huyện", "TNMT"),
    ("ktht", "Phòng Kinh tế và Hạ tầng huyện", "KTHT"),
    ("nn", "Phòng Nông nghiệp và Phát triển nông thôn huyện", "NNPTNT"),
    ("gd", "Phòng Giáo dục và Đào tạo huyện", "GDĐT"),
    ("ld", "Phòng Lao động - Thương binh và Xã hội huyện", "LĐTBXH"),
    ("yt", "Phòng Y tế huyện", "YT"),
    ("vhtt", "Phòng Văn hóa và Thông tin huyện", "VHTT"),
    ("ttr", "Thanh tra huyện", "TTr"),
    ("tuyphuoc", "Ủy ban nhân dân thị trấn Tuy Phước", ""),
    ("dieutri", "Ủy ban nhân dân thị trấn Diêu Trì", ""),
    ("nghia", "Ủy ban nhân dân xã Phước Nghĩa", ""),
    ("hoa", "Ủy ban nhân dân xã Phước Hòa", ""),
    ("an", "Ủy ban nhân dân xã Phước An", ""),
]
COMMUNES = {key: "support" for key in ("tuyphuoc", "dieutri", "nghia", "hoa", "an")}
TOWNSHIPS = ("tuyphuoc", "dieutri")
DEPARTMENTS = {key: "support" for key, name, _symbol in AGENCIES if key not in COMMUNES}


def _agency(key, name, symbol):
    return {
        "key": key,
        "kind": "agency",
        "names": agency_names(name, symbol),
        "purposes": ["lead", "support", "inform"],
        "usual": False,
    }


def _person(key, name, role, purposes, usual=False, more=()):
    return {
        "key": key,
        "kind": "user",
        "names": [*person_names(name, role), *more],
        "purposes": purposes,
        "usual": usual,
    }


DESKS = {
    # the chairman of a district
    "chairman": [
        *(_agency(*agency) for agency in AGENCIES),
        _person("binh", "Nguyễn Thanh Bình", "vice_chairman", ["direct", "lead"]),
        _person("huong", "Đặng Thị Mai Hương", "vice_chairman", ["direct", "lead"],
                "direct"),
        _person("oanh", "Võ Thị Kim Oanh", "deputy_chief_of_office", ["monitor"],
                "monitor", OFFICE),
        _person("tho", "Huỳnh Đức Thọ", "deputy_chief_of_office", ["monitor"], False,
                OFFICE),
    ],
    # the head of an agency
    "head": [
        _person("long", "Trần Đình Long", "deputy_head", ["direct", "lead"]),
        _person("phuong", "Võ Hoàng Phương", "specialist", ["lead", "support"]),
        _person("dung", "Phạm Thị Thùy Dung", "specialist", ["lead", "support"]),
        _person("hung1", "Lê Mạnh Hùng", "specialist", ["lead", "support"]),
        _person("hung2", "Phan Tấn Hùng", "specialist", ["lead", "support"]),
    ],
    # the chief of the office
    "chief": [
        _person("lam", "Trần Hữu Lâm", "chairman", ["lead"], "lead"),
        _person("oanh", "Võ Thị Kim Oanh", "deputy_chief_of_office", ["inform"]),
    ],
}  # fmt: skip

C, H, O = "chairman", "head", "chief"  # noqa: E741
L, S, D, M, I = "lead", "support", "direct", "monitor", "inform"  # noqa: E741

CORPUS = [
    # -- one lead, others support ----------------------------------------------
    (C, "Giao Phòng TCKH chủ trì, phối hợp Phòng TNMT, xong trước 20/02",
     {"tckh": L, "tnmt": S}, "2026-02-20", {}),
    (C, "Chuyển P.VHTT tham mưu, báo cáo UBND huyện trước ngày 15/3/2026",
     {"vhtt": L}, "2026-03-15", {}),
    (C, "Phòng NV chủ trì phối hợp với các phòng TP, TTr rà soát, báo cáo",
     {"nv": L, "tp": S, "ttr": S}, "", {}),
    (C, "Phòng TCKH (chủ trì), Phòng TNMT (phối hợp), VP theo dõi",
     {"tckh": L, "tnmt": S, "oanh": M}, "", {}),
    (C, "Chủ trì: Phòng TCKH; phối hợp: Phòng TNMT, KTHT; theo dõi: VP.",
     {"tckh": L, "tnmt": S, "ktht": S, "oanh": M}, "", {}),
    (C, "Giao P. Nông nghiệp chủ trì, P. TN-MT và P.KT-HT phối hợp.",
     {"nn": L, "tnmt": S, "ktht": S}, "", {}),
    (C, "Giao Phòng NN&PTNT chủ trì, phối hợp với UBND xã Phước Hòa kiểm tra thực địa",
     {"nn": L, "hoa": S}, "", {}),
    (C, "GD&ĐT chủ trì, phối hợp LĐ-TB&XH, Y tế triển khai; đ/c Hương chỉ đạo",
     {"gd": L, "ld": S, "yt": S, "huong": D}, "", {}),
    (C, "Phòng Lao động - TBXH chủ trì tham mưu Kế hoạch, phối hợp Phòng Tài chính "
        "cân đối kinh phí", {"ld": L, "tckh": S}, "", {}),
    (C, "Giao Thanh tra huyện làm đầu mối, phối hợp Phòng Tư pháp và Phòng Nội vụ",
     {"ttr": L, "tp": S, "nv": S}, "", {}),
    (C, "Phòng Tài nguyên và Môi trường khẩn trương tham mưu văn bản trả lời Sở TNMT",
     {"tnmt": L}, "", {}),
    (C, "Giao Phòng Tư pháp thẩm định, Phòng Nội vụ phối hợp",
     {"tp": L, "nv": S}, "", {}),
    (C, "Đề nghị Phòng Y tế chủ trì, phối hợp cùng Phòng GDĐT tổ chức phun hóa chất",
     {"yt": L, "gd": S}, "", {}),
    (C, "Yêu cầu Chủ tịch UBND xã Phước An báo cáo cụ thể vụ việc trước 10h ngày 06/02",
     {"an": L}, "2026-02-06 10:00", {}),
    (C, "- Giao Phòng KTHT chủ trì\n- Phòng TCKH phối hợp\n- VP theo dõi",
     {"ktht": L, "tckh": S, "oanh": M}, "", {}),
    (C, "1. Phòng Nội vụ chủ trì.\n2. Phòng Tư pháp phối hợp.\n3. Hạn: 12/02/2026.",
     {"nv": L, "tp": S}, "2026-02-12", {}),
    (C, "Trưởng phòng TCKH chủ trì tham mưu; Trưởng phòng KTHT phối hợp",
     {"tckh": L, "ktht": S}, "", {}),
    (C, "Phòng VH-TT chủ trì, tham mưu UBND huyện kế hoạch; hoàn thành trong tháng 3",
     {"vhtt": L}, "2026-03-31", {}),
    (C, "Đồng ý, chuyển Phòng GD-ĐT thực hiện", {"gd": L}, "", {}),
    (C, "Thống nhất giao Phòng Kinh tế và Hạ tầng xử lý.", {"ktht": L}, "", {}),
    # -- leaders, the office, people -------------------------------------------
    (C, "Đ/c Bình PCT chỉ đạo", {"binh": D}, "", {}),
    (C, "PCT Hương trực tiếp chỉ đạo, Phòng VHTT chủ trì thực hiện",
     {"huong": D, "vhtt": L}, "", {}),
    (C, "Phó Chủ tịch Nguyễn Thanh Bình chủ trì giải quyết", {"binh": L}, "", {}),
    (C, "Chuyển đ/c PCT Bình xem xét, chỉ đạo", {"binh": D}, "", {}),
    (C, "VP theo dõi, đôn đốc", {"oanh": M}, "", {}),
    (C, "Văn phòng HĐND&UBND theo dõi việc thực hiện của các phòng", {"oanh": M}, "",
     {}),
    (C, "Đồng chí Thọ theo dõi", {"tho": M}, "", {}),
    (C, "PCT phụ trách khối chỉ đạo, KT&HT chủ trì, TC-KH phối hợp",
     {"huong": D, "ktht": L, "tckh": S}, "", {}),
    (C, "Giao đ/c Mai Hương chỉ đạo Phòng LĐTBXH thực hiện", {"huong": D}, "", {}),
    (C, "Phối hợp Phòng TNMT, VP theo dõi, giao Phòng KTHT chủ trì",
     {"tnmt": S, "oanh": M, "ktht": L}, "", {}),
    (H, "Giao đ/c Phương dự thảo kế hoạch, trình đồng chí Long xem trước.",
     {"phuong": L}, "", {}),
    (H, "Dung tham mưu", {}, "", {}),
    (H, "Đ/c Dung tham mưu, đ/c Phương phối hợp, đ/c Long chỉ đạo. Xong trong tuần này",
     {"dung": L, "phuong": S, "long": D}, "2026-02-06", {}),
    (H, "giao chị Dung soạn công văn trả lời, chậm nhất chiều mai",
     {"dung": L}, "2026-02-05 pm", {}),
    (H, "Chuyển đ/c Long phụ trách chỉ đạo, CV Phương thực hiện",
     {"long": D, "phuong": L}, "", {}),
    (H, "Đ/c Hùng xử lý", {}, "", {"unclear": ["Đ/c Hùng"]}),
    (H, "Lê Mạnh Hùng xử lý, Thùy Dung phối hợp", {"hung1": L, "dung": S}, "", {}),
    (H, "Giao đ/c Tuấn xử lý", {}, "", {"unknown": ["đ/c Tuấn"]}),
    (H, "Đ/c Phương theo dõi", {}, "", {"unfit": [("phuong", M)]}),
    (O, "Kính trình Chủ tịch xem xét, chỉ đạo.", {"lam": L}, "", {}),
    (O, "Kính trình đ/c Chủ tịch. Đề xuất giao Phòng Tài chính - Kế hoạch chủ trì tham "
        "mưu, phối hợp Phòng Nội vụ.", {"lam": L}, "", {}),
    (O, "Trình Chủ tịch UBND huyện cho ý kiến", {"lam": L}, "", {}),
    # -- several at once --------------------------------------------------------
    (C, "UBND các xã, thị trấn thực hiện", COMMUNES, "", {}),
    (C, "Giao Phòng NNPTNT chủ trì tham mưu triển khai ngay Công điện; UBND các xã, "
        "thị trấn tổ chức trực ban 24/24 giờ.", {"nn": L, **COMMUNES}, "", {}),
    (C, "UBND các xã, thị trấn (trừ xã Phước An) báo cáo trước ngày 10/2",
     {key: S for key in COMMUNES if key != "an"}, "2026-02-10", {}),
    (C, "UBND các xã Phước An, Phước Hòa và thị trấn Diêu Trì rà soát, báo cáo",
     {"an": S, "hoa": S, "dieutri": S}, "", {}),
    (C, "Các phòng, ban, ngành thuộc huyện nghiên cứu, thực hiện",
     None, "", {}),
    (C, "Các phòng, ban liên quan phối hợp thực hiện", {}, "",
     {"unclear": ["Các phòng, ban liên quan"]}),
    (C, "Giao Phòng KTHT chủ trì, phối hợp các đơn vị liên quan tham mưu",
     {"ktht": L}, "", {"unclear": ["các đơn vị liên quan"]}),
    (C, "Phòng Tư pháp chủ trì, phối hợp với Phòng Nội vụ và các cơ quan liên quan",
     {"tp": L, "nv": S}, "", {"unclear": ["các cơ quan liên quan"]}),
    (C, "Gửi UBND các xã, thị trấn biết, thực hiện", COMMUNES, "", {}),
    (C, "Sao gửi Phòng TCKH, Phòng Nội vụ để biết", {"tckh": I, "nv": I}, "", {}),
    (C, "Phòng VHTT chủ trì, đồng gửi Thanh tra huyện để biết",
     {"vhtt": L, "ttr": I}, "", {}),
    (C, "Phòng Y tế, Phòng GDĐT, UBND xã Phước Nghĩa phối hợp chặt chẽ",
     {"yt": S, "gd": S, "nghia": S}, "", {}),
    (C, "TT Diêu Trì chủ trì, TT. Tuy Phước phối hợp", {"dieutri": L, "tuyphuoc": S},
     "", {}),
    # -- who is not known, who is not sure -------------------------------------
    (C, "Giao Công an huyện chủ trì, phối hợp Phòng Tư pháp", {"tp": S}, "",
     {"unknown": ["Công an huyện"]}),
    (C, "Phòng TNMT chủ trì, phối hợp Ban Quản lý dự án Đầu tư xây dựng huyện, xã "
        "Phước An", {"tnmt": L, "an": S}, "",
     {"unknown": ["Ban Quản lý dự án Đầu tư xây dựng huyện"]}),
    (C, "Chuyển Phòng Dân tộc xử lý", {}, "", {"unknown": ["Phòng Dân tộc"]}),
    (C, "Giao Thanh tra tỉnh kiểm tra", {}, "", {"unknown": ["Thanh tra tỉnh"]}),
    (C, "Phòng TCKH, Phòng KTHT chủ trì", {}, "",
     {"unclear": ["Phòng TCKH, Phòng KTHT chủ trì"]}),
    (C, "Giao Phòng TCKH, Phòng KTHT thực hiện", {"tckh": S, "ktht": S}, "", {}),
    (C, "Phòng VHTT theo dõi", {}, "", {"unfit": [("vhtt", M)]}),
    (C, "PCT Long chỉ đạo", {}, "", {"unknown": ["PCT Long"]}),
    # -- spoken of, not sent to ------------------------------------------------
    (C, "Không giao Phòng Nội vụ", {}, "", {}),
    (C, "Việc này không giao Phòng TCKH mà giao Phòng KTHT chủ trì", {"ktht": L}, "",
     {}),
    (C, "Không cần Phòng Tư pháp phối hợp, Phòng Nội vụ chủ trì", {"nv": L}, "", {}),
    (C, "Trên cơ sở đề xuất của Phòng Tư pháp, giao Phòng Nội vụ tham mưu",
     {"nv": L}, "", {}),
    (C, "Theo đề nghị của Phòng TCKH, Phòng KTHT", {}, "", {}),
    (C, "Đồng ý với đề xuất của Phòng Nội vụ", {}, "", {}),
    (C, "Theo văn bản của Sở Y tế, Phòng Y tế triển khai thực hiện", {"yt": L}, "", {}),
    (C, "Xét đề nghị của Thanh tra huyện tại Tờ trình số 15/TTr-TTr, giao Phòng Tư "
        "pháp rà soát", {"tp": L}, "", {}),
    (C, "Đã giao Phòng TNMT chủ trì tại Công văn số 45/UBND-TNMT. Lưu.", {}, "", {}),
    (C, "Phòng Nội vụ hướng dẫn UBND các xã, thị trấn thực hiện", {"nv": L}, "", {}),
    (C, "VP đôn đốc Phòng TNMT thực hiện", {"oanh": M}, "", {}),
    (C, "Làm việc với Phòng Tư pháp trước khi trình", {}, "", {}),
    (C, "Nhiệm vụ được giao Phòng Nội vụ chủ trì đã hoàn thành", {}, "", {}),
    (C, "Phòng TCKH đã báo cáo", {}, "", {}),
    (C, "Phòng Nội vụ báo cáo không đủ biên chế", {}, "", {}),
    (C, "Mời Phòng TCKH dự họp ngày 10/02", {}, "", {}),
    (C, "Trên địa bàn các xã, thị trấn thực hiện tốt", {}, "", {}),
    (C, "Báo cáo Sở Nội vụ, VP theo dõi", {"oanh": M}, "", {}),
    (C, "Lưu", {}, "", {}),
    (C, "Lưu VP", {}, "", {}),
    (C, "Để biết", {}, "", {}),
    (C, "Đã xem. Lưu hồ sơ.", {}, "", {}),
    (C, "Giao Phòng LĐ-TB&XH chủ trì.\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Thanh Bình",
     {"ld": L}, "", {}),
    (C, "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", {}, "", {}),
    (C, "Bàn giao Phòng TCKH quản lý tài sản theo quy định", {}, "", {}),
    # -- deadlines ---------------------------------------------------------------
    (C, "Phòng TCKH tham mưu trong 05 ngày làm việc", {"tckh": L}, "2026-02-11", {}),
    (C, "Giao Phòng TNMT xử lý trong vòng 10 ngày", {"tnmt": L}, "2026-02-14", {}),
    (C, "Giao Phòng Nội vụ, hạn xử lý: 15 ngày làm việc", {"nv": L}, "2026-02-25", {}),
    (C, "Phòng VHTT báo cáo cuối tháng", {"vhtt": L}, "2026-02-27", {}),
    (C, "Chậm nhất 17h ngày 12/4 phải xong", {}, "2026-04-12 17:00", {}),
    (C, "Phòng Nội vụ báo cáo tôi thứ Sáu tuần sau", {"nv": L}, "2026-02-13", {}),
    (C, "Giao Phòng Y tế báo cáo nhanh trước 16h30 hôm nay", {"yt": L},
     "2026-02-04 16:30", {}),
    (C, "Phòng TCKH trình dự thảo sáng thứ Hai", {"tckh": L}, "2026-02-09 am", {}),
    (C, "Thanh tra huyện xác minh, báo cáo trước ngày 15 tháng 3 năm 2026",
     {"ttr": L}, "2026-03-15", {}),
    (C, "Phòng KTHT rà soát, hoàn thành trong quý I", {"ktht": L}, "2026-03-31", {}),
    (C, "Phòng TNMT tham mưu, trong ngày", {"tnmt": L}, "2026-02-04", {}),
    (C, "Giao Phòng GDĐT thực hiện trong thời hạn 15 ngày kể từ ngày 10/3",
     {"gd": L}, "2026-03-25", {}),
    (C, "Xong trước ngày mùng 5 tháng 3", {}, "2026-03-05", {}),
    (C, "Hoàn thành trước ngày 10 tháng sau", {}, "2026-03-10", {}),
    (C, "Phòng NNPTNT hoàn thành đầu tuần sau", {}, "2026-02-09", {}),
    # -- dates that are none, or past --------------------------------------------
    (C, "Theo Công văn số 12 ngày 10/01/2026 của UBND tỉnh, Phòng TCKH tham mưu",
     {"tckh": L}, "", {}),
    (C, "Phòng Tư pháp rà soát các văn bản ban hành trước ngày 05/3/2020",
     {"tp": L}, "", {}),
    (C, "Phòng Nội vụ chuẩn bị nội dung họp ngày 20/02", {"nv": L}, "", {}),
    (C, "Phòng TCKH tổng hợp số liệu đến ngày 31/12/2025", {"tckh": L}, "", {}),
    (C, "Phòng VHTT tổ chức từ ngày 01/3 đến ngày 15/3", {"vhtt": L}, "", {}),
    (C, "Phòng TNMT niêm yết công khai trong 15 ngày", {"tnmt": L}, "", {}),
    (C, "Phòng Nội vụ tham mưu xong trước ngày 10/01/2026", {"nv": L}, "2026-01-10",
     {"past": True}),
    (C, "Giao Phòng Tư pháp xong trước 10/01", {"tp": L}, "2027-01-10", {}),
    (C, "Giao Phòng Tư pháp xong trước 30/02", {"tp": L}, "",
     {"unclear": ["xong trước 30/02"]}),
    (C, "Phòng TCKH dự thảo trước 10/3, trình UBND huyện trước 15/3", {"tckh": L}, "",
     {"unclear": ["trước 10/3", "trước 15/3"]}),
    (C, "Phòng TCKH chủ trì, xong trước 10/3; Phòng Nội vụ góp ý trước 20/2",
     {"tckh": L, "nv": S}, "2026-03-10", {}),
    (C, "Trước mắt giao Phòng TNMT kiểm tra", {"tnmt": L}, "", {}),
    # -- dictated: no comma, no capital -----------------------------------------
    (C, "giao phòng tài chính kế hoạch chủ trì phối hợp phòng tài nguyên môi trường "
        "xong trước hai mươi tháng hai", {"tckh": L, "tnmt": S}, "2026-02-20", {}),
    (C, "phòng nội vụ chủ trì phối hợp phòng tư pháp văn phòng theo dõi báo cáo trong "
        "năm ngày làm việc", {"nv": L, "tp": S, "oanh": M}, "2026-02-11", {}),
    (C, "chuyển phòng giáo dục tham mưu trước ngày mười lăm tháng ba",
     {"gd": L}, "2026-03-15", {}),
    (C, "ủy ban nhân dân các xã thị trấn thực hiện báo cáo trước ngày 28 tháng 2",
     COMMUNES, "2026-02-28", {}),
    (C, "đồng chí phó chủ tịch nguyễn thanh bình chỉ đạo phòng văn hóa thông tin "
        "chủ trì",
     {"binh": D}, "", {}),
    (C, "giao phòng lao động thương binh và xã hội xử lý xong trước 17 giờ "
        "chiều thứ năm",
     {"ld": L}, "2026-02-05 17:00", {}),
    # -- no marks ---------------------------------------------------------------
    (C, "giao phong tai chinh ke hoach chu tri, phoi hop phong tnmt, xong truoc 20/2",
     {"tckh": L, "tnmt": S}, "2026-02-20", {}),
    (C, "p.nv chu tri phoi hop p.tp, vp theo doi", {"nv": L, "tp": S, "oanh": M}, "",
     {}),
    (C, "ubnd cac xa, thi tran thuc hien, bao cao trong tuan nay", COMMUNES,
     "2026-02-06", {}),
    # -- further, collected after the reader was written --------------------------
    (C, "Phòng Nội vụ phối hợp Phòng Tư pháp tham mưu", {"nv": L, "tp": S}, "", {}),
    (C, "Phòng KTHT phối hợp với xã Phước An", {"ktht": L, "an": S}, "", {}),
    (C, "Giao VHTT, phối hợp với GDĐT. Báo cáo kết quả về UBND huyện trước ngày "
        "25/02/2026.", {"vhtt": L, "gd": S}, "2026-02-25", {}),
    (C, "Phòng Y tế c/trì, p/h Phòng GDĐT", {"yt": L, "gd": S}, "", {}),
    (C, "Giao Phòng TCKH (CT), KTHT (PH)", {"tckh": L, "ktht": S}, "", {}),
    (C, "Kính chuyển đ/c Nguyễn Thanh Bình - Phó Chủ tịch UBND huyện chỉ đạo",
     {"binh": D}, "", {}),
    (C, "Phòng Nội vụ tham mưu UBND huyện văn bản đề nghị Sở Nội vụ xem xét",
     {"nv": L}, "", {}),
    (C, "Văn phòng mời họp các phòng TCKH, TNMT vào 14h ngày 10/02", {}, "", {}),
    (C, "Phòng TNMT kiểm tra, xác minh đơn của ông Nguyễn Văn Bình ở xã Phước An, trả "
        "lời trước 28/02", {"tnmt": L}, "2026-02-28", {}),
    (C, "Yêu cầu UBND xã Phước Nghĩa khẩn trương giải quyết, không để kéo dài, báo cáo "
        "Chủ tịch UBND huyện trước 15/2", {"nghia": L}, "2026-02-15", {}),
    (C, "Phòng LĐTBXH tham mưu. Thời gian hoàn thành: 20/3/2026", {"ld": L},
     "2026-03-20", {}),
    (C, "Giao đồng chí Chánh Thanh tra huyện chủ trì", {"ttr": L}, "", {}),
    (C, "Giao Chánh Văn phòng theo dõi", {}, "", {"unknown": ["Chánh Văn phòng"]}),
    (C, "Thực hiện theo ý kiến của PCT Bình", {}, "", {}),
    (C, "Phòng Nội vụ rà soát, hoàn thành trước 05 ngày so với quy định", {"nv": L}, "",
     {}),
    (C, "Giao Phòng TNMT, thời hạn 07 ngày", {"tnmt": L}, "2026-02-11", {}),
    (C, "Họp thứ 2 tuần sau, Phòng Nội vụ chuẩn bị", {"nv": L}, "", {}),
    (C, "giao p.tckh chủ trì, p.tnmt p.hợp, xong trước 20-02-2026",
     {"tckh": L, "tnmt": S}, "2026-02-20", {}),
    (C, "Phòng Nội vụ (đ/c Hiệp) tham mưu", {"nv": L}, "", {}),
    (C, "Giao Phòng TC-KH chủ trì; đ/c PCT (KT) chỉ đạo", {"tckh": L, "huong": D}, "",
     {}),
    (C, "Giao Trung tâm Văn hóa, Phòng VHTT chủ trì", {"vhtt": L}, "",
     {"unknown": ["Trung tâm Văn hóa"]}),
    (C, "Phòng Tư pháp hoặc Thanh tra chủ trì", {}, "",
     {"unclear": ["Phòng Tư pháp hoặc Thanh tra chủ trì"]}),
    (C, "Giao TNMT tham mưu văn bản chỉ đạo UBND các xã, thị trấn thực hiện, xong "
        "trong tháng 02/2026", {"tnmt": L}, "2026-02-27", {}),
    (C, "Các xã, thị trấn báo cáo Phòng NNPTNT trước ngày 10 hàng tháng", {}, "", {}),
    (C, "Thống nhất như đề xuất của Chánh VP, Phòng TNMT chủ trì", {"tnmt": L}, "", {}),
    (C, "Tư pháp xem", {"tp": L}, "", {}),
    (C, "Phòng Nội vụ không phải chủ trì", {}, "", {}),
    (C, "Sau khi Phòng Tư pháp thẩm định, Phòng Nội vụ rà soát", {"nv": L}, "", {}),
]  # fmt: skip
