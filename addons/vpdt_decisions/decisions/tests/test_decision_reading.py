"""R17: what a personnel decision's own words propose, in the many ways they are put."""

import unicodedata
from datetime import date

import pytest
from decisions import match_person, match_post, read_decision
from decisions.people import people_in

SIGNED = date(2026, 3, 25)
HEAD = """ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
HUYỆN TUY PHƯỚC Độc lập - Tự do - Hạnh phúc
Số: 812/QĐ-UBND Tuy Phước, ngày 25 tháng 3 năm 2026
QUYẾT ĐỊNH
Về việc {about}
CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
Căn cứ Nghị định số 138/2020/NĐ-CP ngày 27 tháng 11 năm 2020 của Chính phủ;
Xét đề nghị của Trưởng phòng Phòng Nội vụ,
QUYẾT ĐỊNH:
{articles}
Điều 3. Chánh Văn phòng HĐND và UBND huyện, Trưởng phòng Phòng Nội vụ, thủ trưởng các cơ
quan có liên quan và ông (bà) có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định
này./.
Nơi nhận: - Như Điều 3; - Lưu: VT. CHỦ TỊCH Nguyễn Đình Thuận
"""


def paper(article, about="công tác cán bộ", more=""):
    articles = f"Điều 1. {article}\nĐiều 2. {more or 'Phòng Nội vụ lưu hồ sơ.'}"
    return HEAD.format(about=about, articles=articles)


def only(text, **more):
    found = read_decision([text], signed=SIGNED, **more).proposals
    assert len(found) == 1, found
    return found[0]


APRIL = date(2026, 4, 1)
PHRASINGS = [
    # appointing
    (
        "Bổ nhiệm ông Nguyễn Văn An, sinh ngày 02/5/1979, Phó Trưởng phòng Phòng Nội "
        "vụ, giữ chức vụ Trưởng phòng Phòng Nội vụ huyện Tuy Phước kể từ ngày "
        "01/4/2026.",
        (
            "appoint",
            "Nguyễn Văn An",
            "Trưởng phòng Phòng Nội vụ huyện Tuy Phước",
            APRIL,
        ),
    ),
    (
        "Bổ nhiệm bà Trần Thị Bích Ngọc - Chuyên viên Phòng Tư pháp - giữ chức vụ: Phó "
        "Trưởng phòng Tư pháp, kể từ ngày 01 tháng 4 năm 2026. Thời hạn bổ nhiệm là 05 "
        "năm.",
        ("appoint", "Trần Thị Bích Ngọc", "Phó Trưởng phòng Tư pháp", APRIL),
    ),
    (
        "Nay bổ nhiệm đồng chí LÊ CÔNG VINH làm Chánh Thanh tra huyện từ ngày "
        "01-4-2026.",
        ("appoint", "Lê Công Vinh", "Chánh Thanh tra huyện", APRIL),
    ),
    (
        "Bổ nhiệm có thời hạn chức vụ Phó Chánh Văn phòng HĐND và UBND huyện đối với "
        "ông Hồ Minh Trí kể từ ngày ký.",
        (
            "appoint",
            "Hồ Minh Trí",
            "Phó Chánh Văn phòng HĐND và UBND huyện",
            SIGNED,
        ),
    ),
    (
        "Phê chuẩn kết quả bầu ông Võ Từ Tâm, sinh năm 1975, giữ chức vụ Chủ tịch UBND "
        "xã Phước An nhiệm kỳ 2021 - 2026, kể từ ngày 01.4.2026;",
        ("appoint", "Võ Từ Tâm", "Chủ tịch UBND xã Phước An", APRIL),
    ),
    # coming
    (
        "Tuyển dụng bà Đặng Thị Lâm vào làm việc tại Phòng Y tế huyện, ngạch chuyên "
        "viên, kể từ ngày 01/4/2026.",
        ("start", "Đặng Thị Lâm", "", APRIL),
    ),
    (
        "Tiếp nhận ông Phan Quốc Bảo về công tác tại Phòng Tài chính - Kế hoạch, giữ "
        "chức vụ Chuyên viên, từ ngày 01/4/2026.",
        ("start", "Phan Quốc Bảo", "Chuyên viên", APRIL),
    ),
    # moving
    (
        "Điều động ông Nguyễn Văn An, Chuyên viên Phòng Nội vụ, đến nhận công tác tại "
        "Phòng Văn hóa và Thông tin, giữ chức vụ Phó Trưởng phòng, kể từ ngày "
        "01/4/2026.",
        ("move", "Nguyễn Văn An", "Phó Trưởng phòng", APRIL),
    ),
    (
        "Luân chuyển bà Lê Thị Hoa, Phó Trưởng phòng Tư pháp, về giữ chức vụ Phó Chủ "
        "tịch UBND xã Phước Sơn từ ngày 01/4/2026.",
        ("move", "Lê Thị Hoa", "Phó Chủ tịch UBND xã Phước Sơn", APRIL),
    ),
    (
        "Chuyển đổi vị trí công tác đối với ông Mai Xuân Sinh từ Phòng Y tế đến Phòng "
        "Nội vụ kể từ ngày 01/4/2026.",
        ("move", "Mai Xuân Sinh", "", APRIL),
    ),
    (
        "Miễn nhiệm chức vụ Phó Trưởng phòng Tư pháp và điều động bà Lê Thị Hoa đến "
        "công tác tại Phòng Nội vụ kể từ ngày 01/4/2026.",
        ("move", "Lê Thị Hoa", None, APRIL),
    ),
    # beside, for a time
    (
        "Giao ông Nguyễn Văn An, Phó Trưởng phòng Phòng Nội vụ, phụ trách Phòng Nội vụ "
        "kể từ ngày 01/4/2026 đến khi có Trưởng phòng mới.",
        ("acting", "Nguyễn Văn An", "Phòng Nội vụ", APRIL),
    ),
    (
        "Giao quyền Trưởng phòng Phòng Nội vụ cho ông Nguyễn Văn An kể từ ngày "
        "01/4/2026.",
        ("acting", "Nguyễn Văn An", "Trưởng phòng Phòng Nội vụ", APRIL),
    ),
    (
        "Ông Nguyễn Văn An, Chánh Văn phòng, kiêm nhiệm Trưởng phòng Tư pháp kể từ "
        "ngày 01/4/2026.",
        ("second_post", "Nguyễn Văn An", "Trưởng phòng Tư pháp", APRIL),
    ),
    (
        "Biệt phái ông Nguyễn Văn An, Chuyên viên Phòng Y tế, đến làm việc tại Phòng "
        "Nội vụ trong thời gian 12 tháng, kể từ ngày 01/4/2026.",
        ("secondment", "Nguyễn Văn An", "", APRIL, date(2027, 3, 31)),
    ),
    (
        "Cử biệt phái bà Lê Thị Hoa đến Phòng Nội vụ từ ngày 01/4/2026 đến hết ngày "
        "30/9/2026.",
        ("secondment", "Lê Thị Hoa", "", APRIL, date(2026, 9, 30)),
    ),
    # away
    (
        "Tạm đình chỉ công tác đối với ông Nguyễn Văn An, Chuyên viên Phòng Tài chính "
        "- Kế hoạch, trong thời hạn 15 ngày kể từ ngày 01/4/2026.",
        ("suspension", "Nguyễn Văn An", "", APRIL, date(2026, 4, 15)),
    ),
    (
        "Cho phép bà Lê Thị Hoa được nghỉ việc không hưởng lương từ ngày 01/4/2026 đến "
        "ngày 30/6/2026 để giải quyết việc riêng.",
        ("long_leave", "Lê Thị Hoa", "", APRIL, date(2026, 6, 30)),
    ),
    (
        "Bà Lê Thị Hoa được nghỉ thai sản 06 (sáu) tháng theo quy định, thời gian 06 "
        "tháng, kể từ ngày 01/4/2026.",
        ("long_leave", "Lê Thị Hoa", "", APRIL, date(2026, 9, 30)),
    ),
    # back
    (
        "Chấm dứt việc tạm đình chỉ công tác đối với ông Nguyễn Văn An kể từ ngày "
        "01/4/2026.",
        ("return", "Nguyễn Văn An", "", APRIL),
    ),
    (
        "Ông Nguyễn Văn An được trở lại làm việc tại Phòng Nội vụ kể từ ngày "
        "01/4/2026.",
        ("return", "Nguyễn Văn An", "", APRIL),
    ),
    # leaving
    (
        "Ông Nguyễn Văn An, Chánh Thanh tra huyện, được nghỉ hưu để hưởng chế độ bảo "
        "hiểm xã hội kể từ ngày 01/4/2026.",
        ("retirement", "Nguyễn Văn An", "", APRIL),
    ),
    (
        "Cho bà Lê Thị Hoa nghỉ việc để hưởng chế độ bảo hiểm xã hội từ ngày "
        "01/4/2026.",
        ("retirement", "Lê Thị Hoa", "", APRIL),
    ),
    (
        "Cho ông Nguyễn Văn An thôi việc theo nguyện vọng cá nhân kể từ ngày "
        "01/4/2026.",
        ("resignation", "Nguyễn Văn An", "", APRIL),
    ),
    (
        "Chấm dứt hợp đồng lao động đối với bà Lê Thị Hoa, bắt đầu từ ngày 01/4/2026.",
        ("resignation", "Lê Thị Hoa", "", APRIL),
    ),
    (
        "Giải quyết chế độ đối với ông Nguyễn Văn An, từ trần vào ngày 01/4/2026.",
        ("death", "Nguyễn Văn An", "", APRIL),
    ),
]


@pytest.mark.parametrize(
    ("article", "expected"), PHRASINGS, ids=[row[0][:45] for row in PHRASINGS]
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_phrasings(article, expected, form):
    found = only(unicodedata.normalize(form, paper(article)))
    kind, name, post, day, *end = expected
    assert (found.kind, found.name, found.day) == (kind, name, day)
    if post is not None:
        assert found.post == post
    if end:
        assert found.last_day == end[0]
    assert article[:20] in found.quote


def test_where_to_is_read_too():
    found = only(paper(PHRASINGS[7][0]))
    assert (found.post, found.place) == (
        "Phó Trưởng phòng",
        "Phòng Văn hóa và Thông tin",
    )


def test_what_stands_there_clearly_leaves_no_doubt():
    found = only(paper(PHRASINGS[0][0], about="bổ nhiệm Trưởng phòng Phòng Nội vụ"))
    assert found.doubts == ()


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        (paper("Bổ nhiệm ông Lê An giữ chức vụ Trưởng phòng Tư pháp."), "no_date"),
        (
            paper("Bổ nhiệm ông Lê An giữ chức vụ Trưởng phòng Tư pháp kể từ ngày ký."),
            "date_of_signing",
        ),
        (
            paper(
                "Ông Lê An nghỉ hưu từ ngày 01/4/2026 (thay cho từ ngày 01/3/2026)."
            ),
            "several_dates",
        ),
        (paper("Bổ nhiệm ông Lê An kể từ ngày 01/4/2026."), "no_post"),
        (paper("Miễn nhiệm ông Lê An kể từ ngày 01/4/2026."), "removed"),
        (
            paper("Cho ông Lê An thôi việc từ ngày 01/4/2026.", about="điều động"),
            "kind",
        ),
        ("Cho ông Lê An thôi việc kể từ ngày 01/4/2026.", "no_article"),
        (paper("Bổ nhiệm ông Lê An giữ chức vụ Phó Trưởng phòng từ ngày 31/02/2026."),
         "no_date"),
    ],
)  # fmt: skip
def test_what_has_to_be_looked_at_is_said(text, doubt):
    assert doubt in only(text).doubts


def test_a_day_in_another_article_counts():
    found = only(
        paper(
            "Bổ nhiệm ông Lê An giữ chức vụ Trưởng phòng Tư pháp.",
            more="Quyết định này có hiệu lực kể từ ngày 01/4/2026.",
        )
    )
    assert (found.day, found.doubts) == (APRIL, ())


def test_several_people_in_one_decision():
    text = paper(
        "Điều động các ông, bà có tên sau đây kể từ ngày 01/4/2026:\n"
        "1. Ông Nguyễn Văn An, Chuyên viên Phòng Y tế, đến nhận công tác tại Phòng Nội "
        "vụ, giữ chức vụ Phó Trưởng phòng Nội vụ.\n"
        "2. Bà Trần Thị Bích Ngọc, Chuyên viên Phòng Nội vụ, đến nhận công tác tại "
        "Phòng Y tế, giữ chức vụ Phó Trưởng phòng Y tế."
    )
    found = read_decision([text], signed=SIGNED).proposals
    assert [(one.kind, one.name, one.post, one.day) for one in found] == [
        ("move", "Nguyễn Văn An", "Phó Trưởng phòng Nội vụ", APRIL),
        ("move", "Trần Thị Bích Ngọc", "Phó Trưởng phòng Y tế", APRIL),
    ]
    assert "Nguyễn Văn An" not in found[1].quote


def test_two_articles_two_changes():
    text = paper(
        "Cho ông Nguyễn Văn An, Trưởng phòng Tư pháp, nghỉ hưu kể từ ngày 01/4/2026.",
        more="Giao bà Lê Thị Hoa, Phó Trưởng phòng, phụ trách Phòng Tư pháp từ ngày "
        "01/4/2026.",
    )
    found = read_decision([text]).proposals
    assert [(one.kind, one.name) for one in found] == [
        ("retirement", "Nguyễn Văn An"),
        ("acting", "Lê Thị Hoa"),
    ]


def test_who_carries_it_out_and_the_reasons_are_not_read():
    """Căn cứ, Điều 3 and the signer name people whom nothing happens to."""
    text = (
        paper(PHRASINGS[0][0])
        .replace(
            "Xét đề nghị",
            "Xét đơn xin thôi việc của ông Trần Văn Ba ngày 01/02/2026; xét đề nghị",
        )
        .replace("và ông (bà) có tên tại Điều 1", "và ông Nguyễn Văn An, bà Lê Thị Sáu")
    )
    assert only(text).name == "Nguyễn Văn An"


@pytest.mark.parametrize(
    "article",
    [
        "Nâng bậc lương thường xuyên đối với ông Nguyễn Văn An kể từ ngày 01/4/2026.",
        "Bổ nhiệm lại ông Nguyễn Văn An giữ chức vụ Trưởng phòng từ ngày 01/4/2026.",
        "Kéo dài thời gian giữ chức vụ đối với ông Nguyễn Văn An từ ngày 01/4/2026.",
        "Khen thưởng bà Lê Thị Hoa đã có thành tích xuất sắc.",
        "Ban hành Quy chế quản lý, sử dụng Hệ thống Văn phòng điện tử.",
        "Thành lập Tổ công tác do ông Nguyễn Văn An làm Tổ trưởng.",
    ],
)
def test_what_changes_no_post_proposes_nothing(article):
    assert not read_decision([paper(article)], signed=SIGNED).proposals


def test_a_decision_taken_back_proposes_nothing_of_its_words():
    text = paper(
        "Thu hồi Quyết định số 700/QĐ-UBND về việc bổ nhiệm ông Nguyễn Văn An giữ chức "
        "vụ Trưởng phòng kể từ ngày 01/4/2026.",
        about="thu hồi Quyết định số 700/QĐ-UBND",
    )
    found = read_decision([text])
    assert (found.kind, found.proposals) == ("revoked", ())


NOISE = [
    ("Điều 1.", "Diêu l."),
    ("ông Nguyễn Văn An", "0ng Nguyễn Văn  An"),
    ("kể từ ngày 01/4/2026", "kê tư ngay O1/4/2O26"),
    ("Bổ nhiệm", "Bô nhiêm"),
    ("giữ chức vụ", "giử\nchúc vu"),
]


@pytest.mark.parametrize(("said", "scanned"), NOISE)
def test_what_a_scanner_made_of_it_is_read_all_the_same(said, scanned):
    text = paper(PHRASINGS[0][0])
    assert said in text
    found = only(text.replace(said, scanned))
    assert (found.kind, found.name, found.day) == ("appoint", "Nguyễn Văn An", APRIL)
    assert found.post.startswith("Trưởng phòng")


def test_all_of_it_at_once():
    text = paper(PHRASINGS[0][0])
    for said, scanned in NOISE:
        text = text.replace(said, scanned)
    found = only(text)
    assert (found.kind, found.name, found.day) == ("appoint", "Nguyễn Văn An", APRIL)


def test_the_subject_alone_gives_the_change():
    found = only(
        "(trang này không đọc được)",
        subject="Về việc nghỉ hưu đối với ông Nguyễn Văn An",
    )
    assert (found.kind, found.name) == ("retirement", "Nguyễn Văn An")
    assert set(found.doubts) == {"no_article", "no_date"}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("ông Võ Từ Tâm, Chuyên viên", "Võ Từ Tâm"),
        ("ông Mai Xuân Sinh sinh ngày 01/01/1980", "Mai Xuân Sinh"),
        ("ông Lê Văn An Sinh ngày 01/01/1980", "Lê Văn An"),
        ("bà Trần Thị Chánh Phó Trưởng phòng", "Trần Thị Chánh"),
        ("ông Lê Văn Trường, Trưởng phòng", "Lê Văn Trường"),
        ("ông/bà Lê Hoàng Phong (Phó Trưởng phòng)", "Lê Hoàng Phong"),
        ("đồng chí: H' Linh Êban", None),
        ("bà NGUYỄN THỊ NGỌC ÁNH", "Nguyễn Thị Ngọc Ánh"),
        ("ông Nguyễn", None),
    ],
)
def test_names(written, name):
    found = [one for _start, _end, one in people_in(written)]
    assert found == ([name] if name else [])


@pytest.mark.parametrize(
    "pages", [[], [""], ["\x00\u0301 \ufffd"], ["Điều 1. " * 5000]]
)
def test_whatever_comes_it_answers(pages):
    assert read_decision(pages).proposals == ()


def test_long_texts_take_no_time():
    """No pattern runs away on a hundred pages of the same words."""
    text = "cho ông Nguyễn giao quyền bổ nhiệm nghỉ việc chức vụ từ ngày 1 " * 6000
    assert read_decision([text]).proposals == ()


# -- who and what in the office is meant --------------------------

PEOPLE = [
    (1, "Nguyễn Văn An"),
    (2, "Nguyễn Văn Ân"),
    (3, "Lê Thị Hoa"),
    (4, "Lê Thị Hoa"),
]


@pytest.mark.parametrize(
    ("name", "found", "how"),
    [
        ("Nguyễn Văn An", (1,), "sure"),
        ("NGUYỄN VĂN ÂN", (2,), "sure"),
        ("Nguyên Văn Ân", (1, 2), "several"),
        ("Lê Thị Hoa", (3, 4), "several"),
        ("Phạm Hùng", (), "none"),
        ("", (), "none"),
    ],
)
def test_which_person(name, found, how):
    match = match_person(name, PEOPLE)
    assert (set(match.found), match.how) == (set(found), how)


def test_a_letter_misread():
    match = match_person("Nguyễn Đình Thuân", [(1, "Nguyễn Đình Thuận"), (2, "Lê Hoa")])
    assert (match.found, match.how) == ((1,), "close")


POSTS = [
    (1, "Trưởng phòng Nội vụ", "Phòng Nội vụ"),
    (2, "Phó Trưởng phòng Nội vụ", "Phòng Nội vụ"),
    (3, "Chuyên viên Phòng Nội vụ", "Phòng Nội vụ"),
    (4, "Trưởng phòng Tài chính - Kế hoạch", "Phòng Tài chính - Kế hoạch"),
    (5, "Chủ tịch UBND huyện", "UBND huyện Tuy Phước"),
    (6, "Phó Chủ tịch UBND huyện", "UBND huyện Tuy Phước"),
    (7, "Chủ tịch UBND xã Phước An", "UBND xã Phước An"),
    (8, "Chủ tịch UBND xã Phước Sơn", "UBND xã Phước Sơn"),
    (9, "Chuyên viên Phòng Y tế", "Phòng Y tế"),
    (10, "Chánh Văn phòng HĐND & UBND huyện", "UBND huyện Tuy Phước"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("post", "place", "found"),
    [
        ("Trưởng phòng Phòng Nội vụ huyện Tuy Phước", "", 1),
        ("Phó Trưởng phòng", "Phòng Nội vụ", 2),
        ("Phó Trưởng phòng Nội vụ", "", 2),
        ("Chuyên viên", "Phòng Y tế huyện", 9),
        ("Trưởng phòng Tài chính – Kế hoạch", "", 4),
        ("Chủ tịch Ủy ban nhân dân xã Phước Sơn", "", 8),
        ("Chủ tịch UBND xã Phước An", "", 7),
        ("Phó Chủ tịch UBND huyện Tuy Phước", "", 6),
        ("Chánh Văn phòng HĐND và UBND huyện", "", 10),
        ("Hiệu trưởng Trường THCS Phước Lộc", "", None),
        ("", "", None),
    ],
)
def test_which_post(post, place, found):
    match = match_post(post, place, POSTS)
    assert match.found[:1] == ((found,) if found else ())
    if found:
        assert match.how in ("sure", "close")


def test_a_place_alone_is_no_post_for_sure():
    match = match_post("", "Phòng Nội vụ", POSTS)
    assert match.how != "sure"
