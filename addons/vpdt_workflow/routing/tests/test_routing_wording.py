"""R2, R4: the words of a directive propose receivers, purposes and deadline.

What is not sure is not proposed.
"""

import datetime
import time
import unicodedata

import pytest
from directive_corpus import CORPUS, DEPARTMENTS, DESKS, NOW
from routing.due import PlainDays, find_dues
from routing.spoken import agency_names, is_meant, person_names
from routing.syllables import Text, bare, sound
from routing.wording import read_directive


def read(desk, text, now=NOW):
    return read_directive(text, DESKS[desk], now)


def said(reading):
    """Return the deadline as the corpus writes it."""
    due = reading.deadline
    if not due:
        return ""
    time_ = due.time.strftime("%H:%M") if due.time else due.half
    return f"{due.date} {time_}".strip()


PROPOSABLE = [
    {
        "key": symbol,
        "kind": "agency",
        "names": agency_names(name, symbol),
        "purposes": ["lead", "support", "inform"],
        "usual": False,
    }
    for name, symbol in (
        ("Phòng Văn hóa và Thông tin huyện", "VHTT"),
        ("Phòng Tài chính - Kế hoạch huyện", "TCKH"),
    )
]

IDS = [text[:60].replace("\n", " ") for _desk, text, *_rest in CORPUS]


@pytest.mark.parametrize(("desk", "text", "lines", "due", "more"), CORPUS, ids=IDS)
def test_corpus(desk, text, lines, due, more):
    """What leaders write, word for word."""
    reading = read(desk, text)
    assert dict(reading.lines) == (DEPARTMENTS if lines is None else lines)
    assert said(reading) == due
    assert reading.unknown == more.get("unknown", [])
    assert reading.unclear == more.get("unclear", [])
    assert reading.unfit == more.get("unfit", [])
    assert reading.past == more.get("past", False)


def test_corpus_is_large():
    """At least eighty sentences, each once."""
    assert len({text for _desk, text, *_rest in CORPUS}) == len(CORPUS) >= 80


@pytest.mark.parametrize(("desk", "text", "lines", "due", "more"), CORPUS, ids=IDS)
def test_decomposed_letters_are_the_same(desk, text, lines, due, more):
    """A phone that types NFD is read as one that types NFC."""
    one, other = read(desk, text), read(desk, unicodedata.normalize("NFD", text))
    assert (one.lines, one.deadline) == (other.lines, other.deadline)


@pytest.mark.parametrize(("desk", "text", "lines", "due", "more"), CORPUS, ids=IDS)
def test_without_marks_nothing_else_is_proposed(desk, text, lines, due, more):
    """Typed without marks less may be certain, but nothing becomes certain that was
    not meant: neither another receiver nor another day."""
    plain = "".join(
        character
        for character in unicodedata.normalize(
            "NFD", text.replace("đ", "d").replace("Đ", "D")
        )
        if not unicodedata.combining(character)
    )
    reading = read(desk, plain)
    lines = DEPARTMENTS if lines is None else lines
    assert set(reading.lines) <= set(lines.items())
    assert said(reading) in (due, "")


def test_most_is_read_without_marks():
    """And nearly all of it is read."""
    whole = found = 0
    for desk, text, lines, _due, _more in CORPUS:
        lines = DEPARTMENTS if lines is None else lines
        plain = "".join(bare(character) for character in text)
        whole += len(lines)
        found += len(set(read(desk, plain).lines) & set(lines.items()))
    assert found / whole > 0.95


@pytest.mark.parametrize("change", [str.upper, str.lower])
def test_most_is_read_in_capitals_and_in_none(change):
    """Who writes in capitals or without any is read too, and never for another."""
    whole = found = 0
    for desk, text, lines, due, _more in CORPUS:
        lines = DEPARTMENTS if lines is None else lines
        reading = read(desk, change(text))
        whole += len(lines)
        found += len(set(reading.lines) & set(lines.items()))
        assert said(reading) in (due, ""), text
    assert found / whole > 0.95


def test_old_and_new_place_of_the_tone():
    """The syllables "hoà" and "hòa", "thuỷ" and "thủy" are one each."""
    assert sound("hoà") == sound("hòa")
    assert sound("Thuỷ") == sound("thủy")
    assert sound("hoa") != sound("hòa") != sound("hóa")
    assert read("chairman", "xã Phước Hoà xử lý").lines == [("hoa", "lead")]


def test_a_name_typed_with_marks_is_not_another():
    """The name "đ/c Thơ" is nobody here, though "đ/c Thọ" is."""
    reading = read("chairman", "Đ/c Thơ theo dõi")
    assert reading.lines == []
    assert reading.unknown == ["Đ/c Thơ"]


def test_spans_show_where_it_was_read():
    """The screen can show which words made a proposal."""
    text = "Giao Phòng TCKH chủ trì, phối hợp Phòng TNMT, xong trước 20/02"
    spans = read("chairman", text).spans
    assert [(span.what, span.key, span.words) for span in spans] == [
        ("receiver", "tckh", "Giao Phòng TCKH chủ trì"),
        ("receiver", "tnmt", "phối hợp Phòng TNMT"),
        ("deadline", "", "xong trước 20/02"),
    ]
    for span in spans:
        assert text[span.start : span.end] == span.words


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n", ".,;:", "((((", "giao", "phối hợp", "trước", "P.", "đ/c",
     "UBND các", "trong ngày ngày", "x" * 4000, "giao " * 800, "1/1/1/1/1",
     "\ud83d\ude00", "trước 99/99", "trong 0 ngày", "trước ngày 31 tháng 6",
     "\u0301\u0301", "t 9",
     "chậm nhất 25h ngày 3/3", "phòng " * 500, "Phòng TCKH, " * 300],
)  # fmt: skip
def test_anything_can_be_typed(text):
    """Half a sentence, nonsense, a long text: no error, no invention, at once."""
    begun = time.perf_counter()
    reading = read("chairman", text)
    assert time.perf_counter() - begun < 1
    assert len(reading.lines) <= 1
    if "TCKH" not in text:
        assert not reading.lines


def test_fast_enough_to_be_asked_while_typing():
    """A directive is read in a few milliseconds."""
    text = CORPUS[0][1]
    begun = time.perf_counter()
    for _time in range(10):
        read("chairman", text)
    assert (time.perf_counter() - begun) / 10 < 0.1


def test_next_such_day():
    """A date without a year is the next such day, today included."""
    for day, expected in (
        ("4/2", datetime.date(2026, 2, 4)),
        ("3/2", datetime.date(2027, 2, 3)),
        ("31/12", datetime.date(2026, 12, 31)),
        ("ngày 3", datetime.date(2026, 3, 3)),
        ("ngày 4", datetime.date(2026, 2, 4)),
    ):
        [found] = find_dues(Text(f"xong trước {day}"), NOW)
        assert found.due.date == expected, day


def test_working_days_are_the_calendars():
    """The words "trong 05 ngày làm việc" counts what the agency's calendar counts."""

    class Tet(PlainDays):
        def is_working(self, date):
            holiday = datetime.date(2026, 2, 16) <= date <= datetime.date(2026, 2, 20)
            return super().is_working(date) and not holiday

    [found] = find_dues(Text("trong 10 ngày làm việc"), NOW, Tet())
    assert found.due.date == datetime.date(2026, 2, 25)
    # the whole week is a holiday: what is meant is not sure
    assert not find_dues(Text("trong tuần sau"), NOW + datetime.timedelta(7), Tet())


def test_past_by_the_hour():
    """Nine in the morning: "trước 8h hôm nay" is over, "trước 10h" is not."""
    assert read("head", "Đ/c Dung báo cáo trước 8h hôm nay").past
    assert not read("head", "Đ/c Dung báo cáo trước 10h hôm nay").past


@pytest.mark.parametrize(
    ("text", "lines", "due"),
    [
        (
            "Đề xuất giao Phòng VHTT chủ trì, phối hợp Phòng TCKH, xong trước 02/12.",
            {"VHTT": "lead", "TCKH": "support"},
            "2026-12-02",
        ),
        ("Kính trình Chủ tịch. Đề xuất Phòng VHTT chủ trì.", {"VHTT": "lead"}, ""),
        (
            "de xuat giao phong VHTT chu tri, phoi hop phong TCKH",
            {"VHTT": "lead", "TCKH": "support"},
            "",
        ),
        ("Giao Phòng VHTT tham mưu, đề xuất UBND huyện", {"VHTT": "lead"}, ""),
        ("Không đề xuất gì thêm", {}, ""),
    ],
)
def test_a_proposal_hands_on_where_a_directive_tells(text, lines, due):
    """R2: the chief of office proposes whom the chairman charges (QĐ 553 Điều 3.1b)."""
    found = read_directive(
        text, PROPOSABLE, datetime.datetime(2026, 11, 23, 9), proposing=True
    )
    assert dict(found.lines) == lines
    assert said(found).strip() == due
    if text.lower().startswith(("đề xuất giao", "de xuat giao")):
        ordered = read_directive(text, PROPOSABLE, datetime.datetime(2026, 11, 23, 9))
        assert "VHTT" not in dict(ordered.lines)


def test_names_of_an_agency():
    """Full, short, by symbol and by what the symbol is made of."""
    names = agency_names("Phòng Tài chính - Kế hoạch huyện", "TCKH")
    for name in ("Phòng Tài chính - Kế hoạch", "P Tài chính", "TCKH", "PTCKH"):
        assert name in names
    names = agency_names("Ủy ban nhân dân xã Phước Hòa")
    for name in ("UBND xã Phước Hòa", "xã Phước Hòa", "Phước Hòa"):
        assert name in names
    # "xã hội" is no level of government
    assert "Văn hóa - Xã hội" in agency_names("Phòng Văn hóa - Xã hội", "VHXH")


@pytest.mark.parametrize(
    ("typed", "finds"),
    [
        ("P.VHTT", "VHTT"),
        ("p. vhtt", "VHTT"),
        ("Phòng VHTT", "VHTT"),
        ("van hoa", "VHTT"),
        ("Văn hóa & Thông tin", "VHTT"),
        ("văn hoá v", "VHTT"),
        ("Phòng TC-KH", "TCKH"),
        ("TCKH", "TCKH"),
        ("tai chinh", "TCKH"),
        ("Tài chính, Kế hoạch", "TCKH"),
        ("ke hoach", "TCKH"),
        ("xa phuoc hoa", "Phước Hòa"),
        ("UBND xã Phước Hoà", "Phước Hòa"),
        ("UBND", "Phước Hòa"),
        ("Công an", ""),
        ("hoa van", ""),
        (".", ""),
        ("", ""),
    ],
)
def test_an_agency_is_found_by_what_is_typed(typed, finds):
    """By name, by symbol however it is cut, without marks (R8: who gets a copy)."""
    agencies = {
        "VHTT": ("Phòng Văn hóa và Thông tin huyện", "VHTT"),
        "TCKH": ("Phòng Tài chính - Kế hoạch huyện", "TCKH"),
        "Phước Hòa": ("Ủy ban nhân dân xã Phước Hòa", "UBND"),
    }
    found = [key for key, names in agencies.items() if is_meant(typed, *names)]
    assert found == ([finds] if finds else [])


def test_a_given_name_needs_a_title():
    """The name "An" is a word; "đ/c An" is somebody."""
    names = person_names("Nguyễn Văn An", "vice_chairman")
    assert "An" not in names
    for name in ("đ/c An", "PCT An", "An PCT", "đồng chí Nguyễn Văn An", "Văn An"):
        assert name in names
