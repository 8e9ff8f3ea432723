"""Words of administrative Vietnamese, for mending misread marks in capitals.

Recognition of capitals loses small marks (TĨNH for TỈNH, CHÍ ĐẠO for CHỈ ĐẠO). These
phrases stand at the head of papers all over the country; the law and the country's
map name them, no sample was asked.
"""

from ..words import nfc, plain

#: first words of an agency's name
AGENCY_HEADS = """ỦY BAN|UBND|HỘI ĐỒNG|HĐND|BỘ|SỞ|PHÒNG|BAN|VĂN PHÒNG|CHI CỤC|CỤC|
TỔNG CỤC|VỤ|TRUNG TÂM|CÔNG AN|TÒA ÁN|VIỆN|TRƯỜNG|ĐẠI HỌC|HỌC VIỆN|CÔNG TY|TẬP ĐOÀN|
TỔNG CÔNG TY|NGÂN HÀNG|KHO BẠC|BẢO HIỂM|LIÊN ĐOÀN|HỘI|ĐOÀN|MẶT TRẬN|THANH TRA|
KIỂM TOÁN|ĐẢNG BỘ|TỈNH ỦY|HUYỆN ỦY|THÀNH ỦY|THỊ ỦY|ĐẢNG ỦY|CHÍNH PHỦ|THỦ TƯỚNG|
QUỐC HỘI|CHỦ TỊCH NƯỚC|TỔ CÔNG TÁC|THƯỜNG TRỰC|CHI BỘ|TRẠM|ĐÀI|BÁO|QUỸ|HẠT|ĐỘI|
BỆNH VIỆN|CHI NHÁNH|THUẾ|HẢI QUAN|CÔNG ĐOÀN|LIÊN HIỆP|LIÊN MINH|BẢO TÀNG|
THƯ VIỆN|NHÀ|XÍ NGHIỆP|HỢP TÁC XÃ|TIỂU BAN|ĐOÀN ĐẠI BIỂU"""

_PHRASES = """ỦY BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|ỦY BAN|NHÂN DÂN|QUỐC GIA|QUỐC HỘI|
BAN CHỈ ĐẠO|BAN CHỈ HUY|CHỈ ĐẠO|CHỈ HUY|BAN QUẢN LÝ|QUẢN LÝ|VĂN PHÒNG|VĂN HÓA|
THỂ THAO|DU LỊCH|THÔNG TIN|TRUYỀN THÔNG|KHOA HỌC|CÔNG NGHỆ|GIÁO DỤC|ĐÀO TẠO|
NÔNG NGHIỆP|PHÁT TRIỂN|NÔNG THÔN|MÔI TRƯỜNG|TÀI NGUYÊN|TÀI CHÍNH|KẾ HOẠCH|
ĐẦU TƯ|XÂY DỰNG|GIAO THÔNG|VẬN TẢI|CÔNG THƯƠNG|NỘI VỤ|NGOẠI VỤ|NGOẠI GIAO|TƯ PHÁP|
Y TẾ|LAO ĐỘNG|THƯƠNG BINH|XÃ HỘI|DÂN TỘC|TÔN GIÁO|THANH TRA|CHÍNH PHỦ|
THỦ TƯỚNG|BỘ TRƯỞNG|CHỦ TỊCH|PHÓ CHỦ TỊCH|CHỦ NHIỆM|TỈNH|HUYỆN|THÀNH PHỐ|THỊ XÃ|
THỊ TRẤN|PHƯỜNG|QUẬN|ĐẶC KHU|QUỐC PHÒNG|CÔNG AN|TỔ QUỐC|MẶT TRẬN TỔ QUỐC|VIỆT NAM|
TỔNG CỤC|CHI CỤC|KINH TẾ|HẠ TẦNG|ĐÔ THỊ|TỔNG HỢP|TRUNG ƯƠNG|LIÊN ĐOÀN|PHỤ NỮ|
NÔNG DÂN|CỰU CHIẾN BINH|THANH NIÊN|CHỮ THẬP ĐỎ|BẢO HIỂM XÃ HỘI|KHO BẠC NHÀ NƯỚC|
NHÀ NƯỚC|NGÂN HÀNG|TÒA ÁN|KIỂM SÁT|VIỆN KIỂM SÁT|KIỂM TOÁN|PHÒNG CHÁY|CHỮA CHÁY|
PHÒNG CHỐNG|THIÊN TAI|TÌM KIẾM CỨU NẠN|CẢI CÁCH HÀNH CHÍNH|CHUYỂN ĐỔI SỐ|TRUNG TÂM|
TRƯỞNG BAN|PHÓ TRƯỞNG BAN|GIÁM ĐỐC|PHÓ GIÁM ĐỐC|CHÁNH VĂN PHÒNG|HỌC VIỆN|ĐẠI HỌC|
PHÓ CHÁNH VĂN PHÒNG|CỤC TRƯỞNG|VỤ TRƯỞNG|TRƯỞNG PHÒNG|PHÓ TRƯỞNG PHÒNG|HIỆU TRƯỞNG|
PHÓ CHỦ NHIỆM|THỨ TRƯỞNG|PHÓ THỦ TƯỚNG|PHÓ|KT. CHỦ TỊCH|THƯỜNG TRỰC|KT. GIÁM ĐỐC|
ĐIỆN TỬ|SỰ NGHIỆP|NGHIỆP VỤ|BƯU CHÍNH|VIỄN THÔNG|THỦY LỢI|LÂM NGHIỆP|KIỂM LÂM|
THỐNG KÊ|THUẾ|HẢI QUAN|QUẢNG NINH|QUẢNG NAM|QUẢNG NGÃI|QUẢNG BÌNH|QUẢNG TRỊ|
BÌNH ĐỊNH|BÌNH DƯƠNG|BÌNH PHƯỚC|BÌNH THUẬN|GIA LAI|KON TUM|ĐẮK LẮK|ĐẮK NÔNG|
LÂM ĐỒNG|PHÚ YÊN|KHÁNH HÒA|NINH THUẬN|ĐỒNG NAI|ĐỒNG THÁP|AN GIANG|CÀ MAU|
BẠC LIÊU|SÓC TRĂNG|TRÀ VINH|VĨNH LONG|BẾN TRE|TIỀN GIANG|LONG AN|TÂY NINH|CẦN THƠ|
HẬU GIANG|KIÊN GIANG|HỒ CHÍ MINH|BÀ RỊA|VŨNG TÀU|HÀ NỘI|HÀ NAM|HÀ TĨNH|HÀ GIANG|
NGHỆ AN|THANH HÓA|NINH BÌNH|NAM ĐỊNH|THÁI BÌNH|THÁI NGUYÊN|HƯNG YÊN|HẢI DƯƠNG|
HẢI PHÒNG|BẮC NINH|BẮC GIANG|BẮC KẠN|CAO BẰNG|LẠNG SƠN|TUYÊN QUANG|LÀO CAI|YÊN BÁI|
PHÚ THỌ|VĨNH PHÚC|HÒA BÌNH|SƠN LA|ĐIỆN BIÊN|LAI CHÂU|THỪA THIÊN|HUẾ|ĐÀ NẴNG"""


def _split(text):
    return [nfc(item) for item in text.replace("\n", "").split("|")]


HEADS = {plain(item): item for item in _split(AGENCY_HEADS)}
_BY_PLAIN = {}
for _item in _split(_PHRASES) + _split(AGENCY_HEADS):
    _BY_PLAIN.setdefault(plain(_item), _item)
_BY_LETTERS = {key.replace(" ", ""): item for key, item in _BY_PLAIN.items()}
_LONGEST = max(len(key.split()) for key in _BY_PLAIN)


def mend(text):
    """Return a text in capitals with known phrases put right, and what was known.

    :return: (text, share): share of the words that belong to a known phrase
    """
    words = nfc(text).split()
    bare = [plain(word).strip(",.;:-") for word in words]
    out, known, at = [], 0, 0
    while at < len(words):
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            phrase = _BY_PLAIN.get(" ".join(bare[at : at + size]))
            if phrase:
                tail = words[at + size - 1]
                last = tail[len(tail.rstrip(",.;:-")) :]
                out.extend(_old_style(phrase, words[at : at + size]))
                out[-1] += last
                known += size
                at += size
                break
        else:
            out.append(words[at])
            at += 1
    return " ".join(out), known / max(1, len(words))


def of_letters(letters):
    """Return the known phrase whose letters without marks and blanks these are."""
    return _BY_LETTERS.get(letters)


def _old_style(phrase, printed):
    """Keep the printed place of the tone (HOÀ and HÒA are both right)."""
    result = []
    for right, seen in zip(phrase.split(), printed, strict=True):
        seen = seen.rstrip(",.;:-")
        result.append(seen if _same_tone(right, seen) else right)
    return result


_TONE_PAIRS = [
    pair.split()
    for pair in (
        "OÀ ÒA|OÁ ÓA|OẢ ỎA|OÃ ÕA|OẠ ỌA|OÈ ÒE|OÉ ÓE|OẺ ỎE|UỲ ÙY|UÝ ÚY|UỶ ỦY|UỸ ŨY|UỴ ỤY"
    ).split("|")
]


def _same_tone(one, other):
    for new, old in _TONE_PAIRS:
        if one.replace(old, new) == other.replace(old, new):
            return True
    return one == other
