"""Which personnel change the words of a decision speak of.

Keys are those of `vpdt_accounts/lifecycle/effects.py`, and:

| key       | means                                                              |
|-----------|--------------------------------------------------------------------|
| appoint   | a post is given: who has none here starts, who has one moves       |
| remove    | a post is taken (miễn nhiệm, cách chức) without another being named |
| nothing   | speaks of people, but changes no post: pay, praise, a term drawn out |
| revoked   | takes an earlier decision back: nothing is proposed from its words |

"""

import re

#: In the order they are tried: what stands above hides what stands below. Words
#: without marks. NĐ 138/2020 and Luật Cán bộ, công chức call the changes so.
TERMS = (
    ("revoked", r"(thu hoi|huy bo|bai bo) (quyet dinh|hieu luc|noi dung)"),
    (
        "return",
        r"(cham dut|huy bo|ket thuc|het thoi han|thoi)( viec)?( thoi han)? "
        r"(tam dinh chi|biet phai)",
    ),
    (
        "return",
        r"(tro lai|tiep tuc|quay lai) (lam viec|cong tac|nhan nhiem vu|nhan cong tac)"
        r"|phuc hoi (chuc vu|cong tac|cong viec)",
    ),
    (
        "nothing",
        r"keo dai thoi (gian|han)|bo nhiem lai|nang (bac )?luong|nang ngach"
        r"|phu cap tham nien|khen thuong|khien trach|canh cao|bo nhiem vao ngach"
        r"|chuyen ngach|thi dua|tang (giay|bang) khen|cu .{0,60}tham (du|gia) ",
    ),
    (
        "suspension",
        r"tam dinh chi (cong tac|chuc vu|chuc trach|cong viec|nhiem vu|viec|thi hanh)",
    ),
    (
        "retirement",
        r"nghi huu|che do huu|luong huu|nghi cong tac.{0,40}huong (che do )?(bao hiem"
        r"|bhxh)|nghi viec.{0,60}(huu tri|huong (che do )?(bao hiem xa hoi|bhxh))",
    ),
    ("death", r"tu tran|qua doi|da mat|hy sinh"),
    (
        "long_leave",
        r"nghi( viec| cong tac)?( rieng)? khong huong luong|nghi khong luong"
        r"|nghi (che do )?thai san|nghi sinh con"
        r"|nghi (om|chua benh|dieu tri) dai (ngay|han)"
        r"|nghi (viec )?de (dieu tri|chua) benh",
    ),
    (
        "resignation",
        r"thoi viec|cham dut hop dong|nghi viec theo nguyen vong|xin nghi viec"
        r"|cho .{0,60}nghi viec",
    ),
    ("secondment", r"biet phai"),
    (
        "acting",
        r"giao (nhiem vu )?(quyen|phu trach)\b|giu (chuc vu )?quyen "
        r"|(giao|phan cong|cu).{0,160}\b(phu trach|dieu hanh|giu quyen|tam thoi giu)\b"
        r"|quyen truong|quyen chu tich|quyen chanh|quyen giam doc",
    ),
    ("second_post", r"kiem (nhiem|giu)|kiem chuc"),
    (
        "move",
        r"dieu dong|luan chuyen|thuyen chuyen|chuyen (doi )?(vi tri )?cong tac"
        r"|chuyen doi vi tri|bo tri cong tac|phan cong cong tac|dieu chuyen",
    ),
    (
        "start",
        r"tuyen dung|tiep nhan|trung tuyen|ky (ket )?hop dong (lao dong|lam viec)"
        r"|tap su|nhan viec",
    ),
    (
        "appoint",
        r"bo nhiem|giao giu chuc|giu chuc (vu|danh)|phe chuan ket qua bau|chi dinh"
        r"|de bat",
    ),
    ("remove", r"mien nhiem|cach chuc|giang chuc|thoi giu chuc|tu chuc"),
)
_TERMS = tuple((kind, re.compile(words)) for kind, words in TERMS)

#: What may have a last day, as `effects.py` says it.
WITH_LAST_DAY = {"second_post", "acting", "secondment", "long_leave", "suspension"}
#: What needs a post
WITH_POST = {"start", "appoint", "move", "secondment", "acting", "second_post"}
NO_CHANGE = {"nothing", "revoked"}


def kind_of(plain):
    """Return which change words without marks speak of, None for none.

    A post that is taken and another one given in one breath is a move.
    """
    for kind, pattern in _TERMS:
        if pattern.search(plain):
            return kind
    return None
