"""What goes with documents that are sent: lists, slips, envelopes, labels."""

import datetime
from io import BytesIO

import pytest
from layout import (
    ENVELOPES,
    LABELS,
    Delivery,
    LayoutError,
    Receiver,
    Sender,
    SendingSlip,
    Sent,
    Signer,
    render_delivery_proof,
    render_envelopes,
    render_labels,
    render_recipient_list,
    render_sending_slip,
)
from pdfread import find, fonts_of, frames, read
from pypdf import PdfReader

DAY = datetime.date(2026, 2, 5)
AT = datetime.datetime(2026, 2, 5, 9, 30)
SENT = Sent("05/QĐ-UBND", DAY, "Quyết định", "Về việc ban hành Quy chế")
ISSUER = "Ủy ban nhân dân\nhuyện Tuy Phước"
SIGNER = ("Văn thư", "Lê Thị Bưởi")
SENDER = Sender(ISSUER, ("Tỉnh Bình Định",), "1 Trần Phú\nĐiện thoại: 0256 000 000")
ADDRESS = "Thôn Thượng, xã Phước An, huyện Tuy Phước, tỉnh Bình Định"


def deliveries(count=40):
    return [
        Delivery(
            f"Ủy ban nhân dân xã Phước Thứ {number}",
            "Bưu điện" if number % 4 == 0 else "Hệ thống",
            2 if number % 4 == 0 else None,
            AT,
            AT.replace(hour=10) if number % 2 else None,
            proof=f"RR{number}VN",
        )
        for number in range(1, count + 1)
    ]


def test_the_list_of_receivers():
    """Every receiver, how it goes, how many copies; rows stay with the signature."""
    pdf = render_recipient_list(
        ISSUER, SENT, deliveries(), signer=SIGNER, place="Tuy Phước", date=DAY
    )
    lines, _rules = read(pdf)
    assert find(lines, "Văn bản: Quyết định về việc ban hành Quy chế (số 05/QĐ-UBND")
    for number in range(1, 41):
        assert find(lines, f"Ủy ban nhân dân xã Phước Thứ {number}")
    assert find(lines, "Tổng số: 40 nơi nhận, 20 bản giấy.")
    name = find(lines, "Lê Thị Bưởi")
    assert find(lines, "xã Phước Thứ 40").page == name.page
    assert find(lines, "xã Phước Thứ 39").page == name.page


@pytest.mark.parametrize("count", range(8, 30, 2))
def test_proof_of_delivery(count):
    """When it went, when it came, what proves it; the signature is never alone."""
    pdf = render_delivery_proof(ISSUER, SENT, deliveries(count), signer=SIGNER)
    lines, _rules = read(pdf)
    assert find(lines, f"Đã nhận: {count // 2} trên tổng số {count} nơi nhận.")
    proofs = [line.text for line in lines if line.text.startswith("RR")]
    assert proofs == [f"RR{number}VN" for number in range(1, count + 1)]
    name = find(lines, "Lê Thị Bưởi")
    assert find(lines, f"RR{count}VN").page == name.page
    assert find(lines, f"RR{count - 1}VN").page == name.page
    heads = [line.page for line in lines if "Căn cứ xác nhận" in line.text]
    assert heads == list(range(1, name.page + 1))


def test_a_sending_slip_comes_back_signed():
    """Phiếu gửi (Điều 7): what is sent, and where its receipt is written."""
    pdf = render_sending_slip(
        SendingSlip(
            issuer=ISSUER,
            receiver="Ủy ban nhân dân xã Phước An",
            sent=((SENT, 2),),
            place="Tuy Phước",
            signer=Signer(("Chánh Văn phòng",), "Trần Văn Mẫu"),
            number=3,
            symbol="PG-UBND",
            date=DAY,
            recipients=("Như trên", "Lưu: VT"),
        )
    )
    lines, _rules = read(pdf)
    for text in (
        "Số: 03/PG-UBND",
        "PHIẾU GỬI",
        "Kính gửi: Ủy ban nhân dân xã Phước An",
        "05/QĐ-UBND",
        "Quyết định về việc ban hành",
        "Ngày nhận: …",
        "Người nhận (ký, ghi rõ họ tên):",
    ):
        assert find(lines, text)
    assert all(fonts_of(pdf).values())


@pytest.mark.parametrize("size", ENVELOPES)
def test_envelopes(size):
    """Mẫu bì: sender upper left, numbers below, receiver lower right; red haste."""
    receivers = [
        Receiver("UBND xã Phước An", ADDRESS, "0256 1", ("05/QĐ-UBND",), "express"),
        Receiver("Kho bạc Nhà nước"),
    ]
    pdf = render_envelopes(SENDER, receivers, size)
    lines, _rules = read(pdf)
    profile = ENVELOPES[size]
    box = PdfReader(BytesIO(pdf)).pages[0].mediabox
    assert float(box.width) / 72 * 25.4 == pytest.approx(profile.width, abs=0.1)
    assert float(box.height) / 72 * 25.4 == pytest.approx(profile.height, abs=0.1)
    first = [line for line in lines if line.page == 1]
    agency, code = find(first, "HUYỆN TUY PHƯỚC"), find(first, "Số: 05/QĐ-UBND")
    to = find(first, "Kính gửi: UBND xã Phước An")
    assert agency.right < profile.width / 2 and agency.top < profile.height / 2
    assert code.top > agency.bottom - 1
    assert to.left > profile.width * 0.4 and to.top > profile.height / 2
    (frame,) = frames(pdf)
    assert (frame.width, frame.height) == pytest.approx((30, 8), abs=0.1)
    assert frame.top + frame.height < profile.height
    assert find(lines, "Kính gửi: Kho bạc Nhà nước").page == 2
    for line in lines:
        assert 11.9 <= line.left and line.right <= profile.width - 11.9
        assert line.bottom <= profile.height - 11


def test_labels_begin_where_the_sheet_was_left():
    """Each label inside its own borders; a begun sheet is used up."""
    receivers = [Receiver(f"UBND xã Phước Thứ {n}", ADDRESS) for n in range(1, 31)]
    lines, _rules = read(render_labels(receivers, 24, first=5))
    form = LABELS[24]
    for number in range(1, 31):
        line = next(x for x in lines if x.text == f"UBND xã Phước Thứ {number}")
        place = number + 3
        assert line.page == place // 24 + 1
        row, column = divmod(place % 24, form.columns)
        left, top = form.left + column * form.width, form.top + row * form.height
        assert left + 3.5 <= line.left and line.right <= left + form.width - 3.5
        assert top + 3 <= line.top and line.bottom <= top + form.height - 3


def test_long_names_shrink_and_then_are_refused():
    """A label never runs into its neighbour."""
    long = Receiver("Ban Quản lý dự án đầu tư xây dựng " * 4, ADDRESS)
    lines, _rules = read(render_labels([long], 24))
    assert max(line.right for line in lines) <= 66.5
    assert max(line.bottom for line in lines) <= 34.5
    assert min(min(line.sizes) for line in lines) >= 7
    for act in (
        lambda: render_labels([Receiver("Tên dài " * 200)], 24),
        lambda: render_labels([], 24),
        lambda: render_labels([long], 24, first=25),
        lambda: render_labels([long], 23),
        lambda: render_envelopes(SENDER, [long], "A0"),
        lambda: render_envelopes(SENDER, []),
    ):
        with pytest.raises(LayoutError) as error:
            act()
        assert error.value.code == "bad_label"
