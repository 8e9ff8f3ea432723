import io

import pypdfium2
from layout.account_slip import Slip, render_slip

SLIP = Slip(
    agency="Phòng Văn hóa và Thông tin",
    person="Phạm Thị Hồng Nhung",
    post="Chuyên viên, Phòng Văn hóa và Thông tin",
    login="nhungpth",
    address="https://vpdt.example.vn/vpdt/first-password",
    code="7KQD-PX3M-R9TW-HB4C",
    good_until="09:30 ngày 29/11/2026",
)


def _page(slip):
    document = pypdfium2.PdfDocument(io.BytesIO(render_slip(slip)))
    assert len(document) == 1, "it is folded and stapled: one sheet"
    return document[0]


def test_what_is_secret_stands_below_the_fold():
    """Who hands the slip over reads for whom it is, not the code."""
    text = _page(SLIP).get_textpage().get_text_range()
    above, below = text.split("gấp tại đây")
    assert SLIP.person in above
    assert SLIP.code not in above
    assert SLIP.code in below
    assert SLIP.login in below
    assert SLIP.good_until in below


def test_long_names_stay_on_one_page():
    long = Slip(
        **{
            **SLIP.__dict__,
            "person": "Công Tằng Tôn Nữ " * 4,
            "post": "Phó Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân " * 3,
            "address": "https://" + "vanphongdientu." * 8 + "gov.vn",
        }
    )
    _page(long)
