"""R17: account names by rule, unique and without marks."""

import pytest
from lifecycle import login_for


@pytest.mark.parametrize(
    ("name", "login"),
    [
        ("Phạm Thị Hồng Nhung", "nhungpth"),
        ("Đỗ Đức Được", "duocdd"),
        ("Nguyễn  Ánh", "anhn"),
        ("Y Blôk Niê Kđăm", "kdamybn"),
        ("Trần Văn Bình (B)", "btvb"),
        ("Hoà", "hoa"),
    ],
)
def test_given_name_and_initials(name, login):
    assert login_for(name, ()) == login


def test_a_name_given_out_is_not_given_again():
    taken = ["nhungpth", "NHUNGPTH2"]
    assert login_for("Phạm Thị Hồng Nhung", taken) == "nhungpth3"


def test_composed_and_decomposed_are_one():
    import unicodedata

    name = unicodedata.normalize("NFD", "Lê Thị Thuý")
    assert login_for(name, ()) == login_for("Lê Thị Thuý", ()) == "thuylt"


def test_what_the_office_adds():
    assert login_for("Lê An", ["anl.vhtt"], ".VHTT") == "anl2.vhtt"


def test_no_letter_is_no_name():
    with pytest.raises(ValueError):
        login_for(" -- ", ())
