"""Made-up papers of a district: what a benchmark needs to look like the real thing.

Every paper follows from its number alone, so two processes agree on it without
talking. Words are drawn by a Zipf-like law: a few stand on nearly every page, most
on very few, as in real files.
"""

import random
import sys
from itertools import accumulate
from pathlib import Path

ROOT = Path(__file__).absolute().parent.parent
sys.path.append(str(ROOT / "addons" / "vpdt_documents"))

from text import bigrams, fold, words  # noqa: E402

WORDS_A_PAGE = 150

_ACTIONS = """triển khai thực hiện|tăng cường công tác|đôn đốc thực hiện|báo cáo kết
quả thực hiện|ban hành kế hoạch|phê duyệt|điều chỉnh, bổ sung|góp ý dự thảo|xin ý kiến
về| kiểm tra, rà soát|tổ chức hội nghị tổng kết|thành lập Tổ công tác về|giao nhiệm
vụ| phối hợp thực hiện|hướng dẫn thực hiện|công bố|đề nghị thẩm định|chấn chỉnh| tuyên
truyền, phổ biến|đề nghị cấp kinh phí|thông báo kết luận về|mời họp về| giải quyết
kiến nghị của cử tri về|xử lý đơn thư liên quan đến|thu hồi|giao đất để thực hiện|
nghiệm thu, bàn giao|lập dự toán|quyết toán|cung cấp số liệu về"""
_OBJECTS = """giải phóng mặt bằng|bồi thường, hỗ trợ, tái định cư|cải cách hành chính|
chuyển đổi số|xây dựng nông thôn mới|phòng, chống dịch bệnh trên đàn gia súc| phòng,
chống thiên tai và tìm kiếm cứu nạn|dự toán ngân sách nhà nước|vốn đầu tư công| quy
hoạch sử dụng đất|cấp giấy chứng nhận quyền sử dụng đất|trật tự an toàn giao thông|
quản lý trật tự xây dựng|bảo vệ môi trường|vệ sinh an toàn thực phẩm|giảm nghèo bền
vững| chính sách người có công|bảo hiểm y tế toàn dân|phổ cập giáo dục|tuyển sinh đầu
cấp| tuyển dụng viên chức|thi đua, khen thưởng|tiếp công dân, giải quyết khiếu nại, tố
cáo| phòng cháy, chữa cháy|tuyển quân|thu thuế sử dụng đất phi nông nghiệp| kiểm soát
thủ tục hành chính|đấu giá quyền sử dụng đất|quản lý tài sản công| thực hành tiết
kiệm, chống lãng phí|phòng, chống tham nhũng|văn hóa, thể thao và du lịch| đào tạo
nghề cho lao động nông thôn|phòng, chống ma túy|hộ tịch, chứng thực| quản lý khai thác
khoáng sản|kiên cố hóa kênh mương|sửa chữa, nâng cấp đê điều| cụm công nghiệp|chợ nông
thôn|hệ thống cấp nước sinh hoạt|đường giao thông nông thôn| trường mầm non đạt chuẩn
quốc gia|trạm y tế xã|bầu cử đại biểu Hội đồng nhân dân| sắp xếp đơn vị hành
chính|định danh điện tử|dân số và kế hoạch hóa gia đình"""
_PLACES = """trên địa bàn huyện|năm {y}|quý I năm {y}|quý II năm {y}|quý III năm {y}|
6 tháng đầu năm {y}|giai đoạn 2021 - 2025|tại xã An Bình|tại xã Hòa Thắng|tại xã Phước
Lộc| tại thị trấn Tân Phú|tại xã Long Mỹ|tại xã Vĩnh Thạnh|tại xã Bình Nghi|tại thôn
Quảng Nghiệp| tại thôn Kỳ Sơn|thuộc dự án khu dân cư phía Đông|thuộc tuyến đường ven
sông Hà Thanh| trong tình hình mới|theo Nghị quyết của Hội đồng nhân dân huyện|theo
chỉ đạo của Chủ tịch UBND tỉnh|của các phòng, ban, đơn vị|đối với hộ nghèo, hộ cận
nghèo| trong dịp Tết Nguyên đán|sau bão số 5"""
_SENTENCES = """Căn cứ Luật Tổ chức chính quyền địa phương|Theo đề nghị của Trưởng
phòng Tài chính - Kế hoạch|Ủy ban nhân dân huyện yêu cầu các cơ quan, đơn vị nghiêm
túc thực hiện| Chánh Văn phòng, Thủ trưởng các cơ quan liên quan chịu trách nhiệm thi
hành| Trong quá trình thực hiện nếu có khó khăn, vướng mắc kịp thời phản ánh| báo cáo
kết quả về Ủy ban nhân dân huyện để theo dõi, chỉ đạo|Nơi nhận như trên lưu VT| Kinh
phí thực hiện từ nguồn ngân sách huyện|Quyết định này có hiệu lực kể từ ngày ký| Qua
kiểm tra thực tế cho thấy|còn một số tồn tại, hạn chế như sau| Cộng hòa xã hội chủ
nghĩa Việt Nam Độc lập Tự do Hạnh phúc|tỷ lệ đạt so với kế hoạch giao| giao cho phòng
chuyên môn chủ trì tham mưu|phối hợp với Mặt trận và các đoàn thể| thời hạn hoàn thành
trước ngày cuối tháng|nâng cao nhận thức của cán bộ và nhân dân| tổ chức lấy ý kiến
của cộng đồng dân cư|niêm yết công khai tại trụ sở| tổng diện tích đất bị thu hồi
là|đơn giá bồi thường về cây trồng, vật nuôi| hộ gia đình, cá nhân có tên trong danh
sách kèm theo|đề nghị Kho bạc Nhà nước tạm ứng"""
_RARE = """biogas gabion drone blockchain logistics fibro composite GIS LiDAR vetiver
axit amiăng asen cadimi coliform dioxin ketamin methanol ozon polyme radon xyanua
zeolit chồn nhím hươu dúi yến ghẹ sứa mú chẽm rươi đước bần mắm sú vẹt keo tràm bạch
quế hồi khuếch quạnh nghễnh thuyên khoèo loắt ngoằn nghuệch xoèn choẹt"""
_FAMILY = (
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý".split()
)
_MIDDLE = "Văn Thị Hữu Đức Minh Ngọc Thanh Quốc Xuân Thu Hồng Công Đình Bảo".split()
_GIVEN = """An Anh Bình Châu Cường Dũng Dung Giang Hà Hải Hạnh Hiền Hòa Hùng Hương Khánh
Lan Linh Long Mai Minh Nam Nga Nhung Phong Phúc Phương Quân Quang Sơn Tâm Thảo Thắng
Thịnh Thủy Toàn Trang Trung Tuấn Tùng Vân Việt Vinh Yến""".split()
ISSUERS = [
    ("Ủy ban nhân dân tỉnh", "UBND", "Chủ tịch"),
    ("Sở Tài nguyên và Môi trường", "STNMT", "Giám đốc"),
    ("Sở Tài chính", "STC", "Giám đốc"),
    ("Sở Nội vụ", "SNV", "Giám đốc"),
    ("Sở Giáo dục và Đào tạo", "SGDĐT", "Giám đốc"),
    ("Sở Y tế", "SYT", "Giám đốc"),
    ("Sở Xây dựng", "SXD", "Giám đốc"),
    ("Huyện ủy", "HU", "Phó Bí thư"),
    ("Công an huyện", "CAH", "Trưởng Công an"),
    ("Kho bạc Nhà nước huyện", "KBNN", "Giám đốc"),
    ("Chi cục Thuế khu vực", "CCT", "Chi cục trưởng"),
    ("Ủy ban nhân dân xã An Bình", "UBND", "Chủ tịch"),
    ("Ủy ban nhân dân xã Hòa Thắng", "UBND", "Chủ tịch"),
    ("Ủy ban nhân dân thị trấn Tân Phú", "UBND", "Phó Chủ tịch"),
]
# (type, abbreviation, weight): most papers are official letters
TYPES = [
    ("Công văn", "", 46),
    ("Báo cáo", "BC", 12),
    ("Tờ trình", "TTr", 11),
    ("Quyết định", "QĐ", 10),
    ("Kế hoạch", "KH", 8),
    ("Thông báo", "TB", 7),
    ("Giấy mời", "GM", 6),
]


def _parts(text):
    return [" ".join(part.split()) for part in text.split("|")]


class Piece:
    """A stretch of text with its folded words and index terms made once."""

    __slots__ = ("text", "first", "last", "terms")

    def __init__(self, text):
        folded = words(text)
        self.text = text
        self.first, self.last = folded[0], folded[-1]
        self.terms = frozenset((*folded, *bigrams(folded)))


def issuer_key(name):
    """Return an issuer as documents keep it to compare by (vpdt.content.mixin)."""
    return " ".join(fold(name).replace(",", " ").split())


def terms_of(pieces):
    """Return the set of index terms of pieces standing one after the other."""
    terms = set().union(*(piece.terms for piece in pieces))
    terms.update(
        f"{one.last}_{two.first}" for one, two in zip(pieces, pieces[1:], strict=False)
    )
    return terms


class Corpus:
    """The papers 1…n of a made-up district."""

    def __init__(self, seed=553):
        self.seed = seed
        shuffled = random.Random(seed)
        self.actions = [Piece(text) for text in _parts(_ACTIONS)]
        self.objects = [Piece(text) for text in _parts(_OBJECTS)]
        self.years = range(2022, 2027)
        self.places = {
            year: [Piece(text.format(y=year)) for text in _parts(_PLACES)]
            for year in self.years
        }
        self.issuers = [Piece(name) for name, _symbol, _post in ISSUERS]
        self.posts = {post: Piece(post) for _name, _symbol, post in ISSUERS}
        self.types = {name: Piece(name) for name, _short, _weight in TYPES}
        self.type_weights = list(accumulate(weight for _n, _s, weight in TYPES))
        self.names = [
            Piece(f"{family} {middle} {given}")
            for family in _FAMILY
            for middle in _MIDDLE
            for given in _GIVEN
        ]
        shuffled.shuffle(self.names)
        self.rare = [Piece(f"có {word} với") for word in _RARE.split()]
        phrases = [Piece(text) for text in _parts(_SENTENCES)]
        mixed = [
            Piece(f"{action} {thing}")
            for action in _parts(_ACTIONS)
            for thing in _parts(_OBJECTS)
        ]
        shuffled.shuffle(mixed)
        self.phrases = phrases + mixed
        self.weights = list(
            accumulate(1 / (rank + 3) for rank in range(len(self.phrases)))
        )

    def paper(self, number, year):
        """Return what paper `number` (1…n), received in `year`, says.

        :return: (rng to go on with, dict of number, code, symbol, issuer, type,
            subject, signer, position: `Piece` where it is indexed, else str)
        """
        rng = random.Random(self.seed << 32 | number)
        pick = rng.random
        issuer = int(pick() ** 1.7 * len(ISSUERS))
        _name, symbol, post = ISSUERS[issuer]
        [(kind, short, _weight)] = rng.choices(TYPES, cum_weights=self.type_weights)
        paper_number = str(1 + int(pick() * 4000))
        full_symbol = f"{short}-{symbol}" if short else f"{symbol}-VP"
        subject = [
            self.actions[int(pick() ** 1.5 * len(self.actions))],
            self.objects[int(pick() ** 1.5 * len(self.objects))],
            self.places[year][int(pick() ** 1.5 * len(self.places[year]))],
        ]
        return rng, {
            "number": paper_number,
            "symbol": full_symbol,
            "code": Piece(f"{paper_number}/{full_symbol}"),
            "issuer": self.issuers[issuer],
            "type": self.types[kind],
            "subject": subject,
            "signer": self.names[int(pick() ** 3 * len(self.names))],
            "position": self.posts[post],
        }

    def content(self, paper):
        """Return the pieces in the order the search index reads the fields."""
        return [
            paper["code"],
            paper["issuer"],
            paper["type"],
            *paper["subject"],
            paper["signer"],
            paper["position"],
        ]

    def page(self, rng, paper):
        """Return the pieces of the page of a paper: about `WORDS_A_PAGE` words."""
        pick = rng.random
        pieces = [paper["issuer"], paper["code"], *paper["subject"]]
        left = WORDS_A_PAGE - 18
        for phrase in rng.choices(self.phrases, cum_weights=self.weights, k=24):
            pieces.append(phrase)
            left -= len(phrase.text.split())
            if left < 8:
                break
        where = 3 + int(pick() * (len(pieces) - 3))
        pieces.insert(where, self.names[int(pick() * len(self.names))])
        pieces.insert(where, Piece(f"thửa đất số {1 + int(pick() * 9000)}"))
        if pick() < 0.02:
            pieces.insert(where, self.rare[int(pick() ** 2 * len(self.rare))])
        pieces += [paper["signer"]]
        return pieces
