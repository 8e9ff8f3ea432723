"""The words directives are made of, apart from names.

Lists that grow with what leaders write; how they are read stands in `wording`.
"""

from functools import cache

from .syllables import Lexicon

#: What a receiver is told to do: phrase → role. "do" is a task of any kind.
ROLES = {
    "lead": (
        "chủ trì", "làm đầu mối", "là đầu mối", "đầu mối", "chịu trách nhiệm chính",
        "xử lý chính", "là cơ quan chủ trì", "là đơn vị chủ trì", "chủ trì chính",
    ),
    "support": ("phối hợp", "cùng phối hợp", "hỗ trợ", "tham gia"),
    "direct": (
        "chỉ đạo", "trực tiếp chỉ đạo", "phụ trách", "phụ trách chỉ đạo",
        "cho ý kiến chỉ đạo", "chỉ đạo chung",
    ),
    "monitor": (
        "theo dõi", "đôn đốc", "giám sát", "theo dõi đôn đốc", "theo dõi và đôn đốc",
        "nắm tình hình", "đôn đốc theo dõi", "giúp theo dõi",
    ),
    "inform": (
        "để biết", "biết", "được biết", "để nắm", "nắm", "nắm thông tin", "tham khảo",
        "để theo dõi chung", "để tham khảo",
    ),
    "opinion": (
        "cho ý kiến", "góp ý", "tham gia ý kiến", "có ý kiến", "đóng góp ý kiến",
    ),
    "do": (
        "tham mưu", "xử lý", "giải quyết", "thực hiện", "triển khai", "nghiên cứu",
        "soạn thảo", "soạn", "dự thảo", "rà soát", "tổng hợp", "xem xét", "trả lời",
        "phúc đáp", "chuẩn bị", "hoàn thiện", "thẩm định", "xác minh", "tổ chức",
        "lập", "xây dựng", "cử", "bố trí", "thông báo", "kiểm tra", "hướng dẫn",
        "để thực hiện", "để xử lý", "để giải quyết", "khẩn trương", "thi hành",
        "biết thực hiện", "biết và thực hiện", "biết triển khai", "thụ lý",
        "niêm yết", "tuyên truyền", "cân đối", "bố trí kinh phí", "tiếp thu",
        "báo cáo", "đề xuất", "trình", "tiếp nhận", "thẩm tra", "làm việc",
        "xem", "xem lại", "kiểm tra lại", "làm rõ", "giải trình",
    ),
}  # fmt: skip
#: The same, written short; the last two in brackets only: "Phòng TCKH (CT)".
SHORT = {
    "c/trì": "lead",
    "p/hợp": "support",
    "p/h": "support",
    "t/mưu": "do",
    "t/hiện": "do",
    "th/hiện": "do",
    "th/dõi": "monitor",
}
IN_BRACKETS = {"ct": "lead", "ph": "support"}
#: Their object may be named right behind them: "đôn đốc Phòng X thực hiện".
TRANSITIVE = frozenset(
    (*ROLES["monitor"], *ROLES["direct"], *ROLES["opinion"])
    + ("hướng dẫn", "kiểm tra", "báo cáo", "trình", "thông báo", "đề xuất", "trả lời")
    + ("phúc đáp", "làm việc", "tiếp thu", "tổ chức", "cử", "bố trí", "xem xét")
)
#: Told at the head of a clause without "giao", these may tell what somebody did.
NEEDS_ORDER = ("báo cáo", "đề xuất", "trình", "tiếp nhận", "làm việc", "tham gia")

#: Words that hand on; the kind says what for when nothing more is said.
HANDS_ON = {
    "give": (
        "giao", "phân công", "giao cho", "giao nhiệm vụ cho", "giao việc cho",
        "đồng ý giao", "thống nhất giao", "phân công cho", "tiếp tục giao",
        "giao lại cho", "giao lại", "ủy quyền cho",
    ),
    "ask": ("đề nghị", "yêu cầu", "nhờ"),
    "submit": ("kính trình", "trình", "kính báo cáo"),
    "copy": ("sao gửi", "đồng gửi", "đồng kính gửi", "sao chuyển"),
    "send": ("gửi", "thông báo", "chuyển", "kính chuyển", "chuyển cho", "chuyển đến",
        "chuyển sang", "chuyển hồ sơ cho", "chuyển văn bản cho", "chuyển đơn cho",
        "chuyển văn bản đến", "chuyển hồ sơ đến", "chuyển qua", "chuyển về"),
}  # fmt: skip
#: Of the kind "send", these hand a task on; the others only let know.
MOVES_ON = "chuyển"
NOT = ("không", "không cần", "chưa", "chưa cần", "đừng", "thôi", "khỏi", "không phải")
#: Told, not ordered: what was given before, or what somebody else is to decide.
TOLD = (
    "đã giao", "đã chuyển", "được giao", "không giao", "chưa giao", "bàn giao",
    "không chuyển", "đã được giao", "đã phân công", "đề xuất giao", "đề nghị giao",
    "kiến nghị giao", "tham mưu giao", "đề xuất phân công", "đề xuất chuyển",
    "không phân công", "thôi không giao", "đã có", "trước đây giao",
    "kính đề nghị giao",
)  # fmt: skip
#: Those of them by which a proposal hands on: whoever proposes orders nothing yet.
PROPOSED = (
    "đề xuất giao", "đề nghị giao", "kiến nghị giao", "tham mưu giao",
    "đề xuất phân công", "đề xuất chuyển", "kính đề nghị giao",
)  # fmt: skip
#: The same at the head of a clause, without "giao": "Đề xuất Phòng X chủ trì".
PROPOSE = ("đề xuất",)
BUT = ("mà", "nhưng", "chỉ")
EXCEPT = ("trừ", "ngoại trừ", "không kể")
#: What follows these is where something comes from.
SOURCE = (
    "theo", "căn cứ", "trên cơ sở", "xét", "tại", "như", "của", "đồng ý với",
    "thống nhất với", "do", "từ", "thực hiện theo", "qua", "bởi", "sau khi", "khi",
)  # fmt: skip
#: Between a receiver and what he is told to do.
ADVERBS = (
    "khẩn trương", "sớm", "tiếp tục", "phải", "cần", "nhanh chóng", "tập trung",
    "kịp thời", "nghiêm túc", "chịu trách nhiệm", "có trách nhiệm", "sẽ", "thì",
    "chủ động", "trực tiếp", "cùng", "cùng nhau", "giúp", "chịu", "làm", "là", "để",
    "ngay", "gấp", "khẩn", "tích cực", "căn cứ nhiệm vụ", "theo chức năng",
    "theo chức năng nhiệm vụ", "theo thẩm quyền", "thường xuyên", "phụ trách khối",
    "thuộc huyện", "của huyện", "trong huyện", "trên địa bàn", "trên địa bàn huyện",
    "trực thuộc", "huyện", "căn cứ chức năng nhiệm vụ", "đơn vị", "cơ quan",
    "phân công",
)  # fmt: skip
#: Between a word that hands on and the receiver.
LINKS = (
    "đồng chí", "đ c", "đc", "về", "cho", "với", "cùng", "cùng với", "chặt chẽ với",
    "các", "đến", "tới", "lãnh đạo", "thủ trưởng", "đơn vị", "cơ quan", "chặt chẽ",
    "phòng", "p", "xã", "các đồng chí", "văn bản này", "văn bản", "hồ sơ", "trưởng",
    "trưởng phòng", "nội dung này", "việc này", "ban", "các phòng", "các xã", "các ông",
    "các bà", "chủ tịch", "giám đốc", "trưởng các phòng", "các đơn vị", "các cơ quan",
    "ubnd các xã", "ubnd xã", "ubnd",
)  # fmt: skip
#: Several at once. The value says which names it stands for, None: whom, is not said.
GROUPS = {
    "các xã": ("xã",),
    "ubnd các xã": ("xã",),
    "ủy ban nhân dân các xã": ("xã",),
    "các xã thị trấn": ("xã", "thị trấn"),
    "xã thị trấn": ("xã", "thị trấn"),
    "ubnd các xã thị trấn": ("xã", "thị trấn"),
    "ubnd xã thị trấn": ("xã", "thị trấn"),
    "ubnd các xã và thị trấn": ("xã", "thị trấn"),
    "ủy ban nhân dân các xã thị trấn": ("xã", "thị trấn"),
    "chủ tịch ubnd các xã thị trấn": ("xã", "thị trấn"),
    "ubnd các xã phường": ("xã", "phường"),
    "các xã phường": ("xã", "phường"),
    "ubnd các xã phường thị trấn": ("xã", "phường", "thị trấn"),
    "các xã phường thị trấn": ("xã", "phường", "thị trấn"),
    "ubnd các thị trấn": ("thị trấn",),
    "tất cả các phòng": ("phòng", "thanh tra"),
    "các phòng chuyên môn": ("phòng", "thanh tra"),
    "các cơ quan chuyên môn": ("phòng", "thanh tra"),
    "các phòng ban": ("phòng", "thanh tra"),
    "các phòng ban ngành": ("phòng", "thanh tra"),
    "các phòng ban chuyên môn": ("phòng", "thanh tra"),
    "các phòng thuộc huyện": ("phòng", "thanh tra"),
    "các phòng ban thuộc huyện": ("phòng", "thanh tra"),
    "các phòng ban của huyện": ("phòng", "thanh tra"),
    "các đơn vị": None,
    "các cơ quan": None,
    "các cơ quan đơn vị": None,
    "các cơ quan ban ngành": None,
    "các ngành": None,
    "các địa phương": None,
    "các ban ngành": None,
    "các đơn vị địa phương": None,
    "cơ quan liên quan": None,
    "đơn vị liên quan": None,
    "các phòng liên quan": None,
    "các phòng có liên quan": None,
    "các bộ phận liên quan": None,
    "các đồng chí liên quan": None,
    "các thành viên": None,
}  # fmt: skip
#: Said behind a group, it is not all of them.
SOME = (
    "liên quan",
    "có liên quan",
    "nêu trên",
    "hưởng lợi",
    "ven biển",
    "bị ảnh hưởng",
)
#: How a receiver begins that is not among the candidates.
STRANGERS = (
    "phòng", "p", "sở", "ban", "chi cục", "cục", "hạt", "trung tâm", "công an",
    "ban chỉ huy quân sự", "bch quân sự", "ubnd xã", "ubnd thị trấn", "ubnd phường",
    "xã", "thị trấn", "phường", "hội", "mttq", "ubmttq", "đoàn", "trường", "bhxh",
    "bảo hiểm xã hội", "kho bạc", "điện lực", "tòa án", "viện kiểm sát", "viện ksnd",
    "đài", "chi nhánh", "đồng chí", "đ/c", "đc", "ông", "bà", "anh", "chị", "thanh tra",
    "huyện đội", "quân sự", "hđnd", "huyện ủy", "bộ phận", "tổ", "ngân hàng", "pct",
    "phó chủ tịch", "văn phòng", "vp", "ban quản lý", "bql", "bqlda",
    "chánh văn phòng", "chánh vp", "trưởng phòng", "giám đốc", "bác", "em",
    "ban quản lý dự án đầu tư xây dựng", "ban chỉ huy phòng chống thiên tai",
)  # fmt: skip
#: These are no receiver in lower case: "tổ chức", "ban hành", "anh", "hội nghị".
COMMON = frozenset(
    ("tổ", "ban", "hội", "đoàn", "đài", "trường", "hạt", "cục", "vp", "p", "anh", "chị")
    + ("ông", "bà", "bác", "em", "bộ phận", "văn phòng", "thanh tra", "quân sự")
)
#: These call a person; whoever follows is meant, not the post.
CALLS = ("đồng chí", "đ/c", "đc", "ông", "bà", "anh", "chị", "bác", "em", "pct")
#: An agency of another place.
ELSEWHERE = ("tỉnh", "trung ương", "chính phủ", "bộ")
#: Who signs: what follows is the signature.
SIGNED = (
    "kt chủ tịch", "kt trưởng phòng", "kt chánh văn phòng", "tm ubnd",
    "tm ủy ban nhân dân", "tl chủ tịch", "tuq chủ tịch", "tm", "tuq",
)  # fmt: skip
STRONG = frozenset(".;!?\n")
AND = ("và", "cùng", "với", "cùng với", "hoặc")
#: These heads lead to names of ours: "các phòng TP, TTr".
GENTLE = ("phòng", "p", "xã", "thị trấn", "phường", "ubnd xã", "ubnd thị trấn") + (
    "đồng chí",
    "đ/c",
    "đc",
    "trưởng phòng",
    "giám đốc",
)


@cache
def lexicon():
    """Return the words a directive is made of; longest first, whatever they are."""
    words = Lexicon()
    for role, phrases in ROLES.items():
        for phrase in phrases:
            words.add(phrase, ("role", role, phrase))
    for kind, phrases in HANDS_ON.items():
        for phrase in phrases:
            words.add(phrase, ("hand", kind, phrase))
    for kind, phrases in (
        ("not", NOT),
        ("told", TOLD),
        ("but", BUT),
        ("except", EXCEPT),
        ("source", SOURCE),
        ("adverb", ADVERBS),
        ("and", AND),
        ("some", SOME),
    ):
        for phrase in phrases:
            words.add(phrase, (kind, phrase, phrase))
    return words


@cache
def short():
    words = Lexicon(joined=True)
    for phrase, role in SHORT.items():
        words.add(phrase, role)
    return words


@cache
def signed():
    words = Lexicon(joined=True)
    for phrase in SIGNED:
        words.add(phrase, phrase)
    return words


@cache
def links():
    words = Lexicon()
    for phrase in LINKS:
        words.add(phrase, phrase)
    return words


@cache
def strangers():
    words = Lexicon(joined=True)
    for phrase in STRANGERS:
        words.add(phrase, phrase)
    return words


@cache
def groups():
    words = Lexicon(joined=True, inside=Lexicon.INSIDE | {","})
    for phrase, heads in GROUPS.items():
        words.add(phrase, (phrase, heads))
    return words
