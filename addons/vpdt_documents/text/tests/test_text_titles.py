"""A post is called with its agency, and no agency twice."""

import unicodedata

import pytest
from text import post_title


@pytest.mark.parametrize(
    ("post", "agency"),
    [
        ("Trưởng phòng Nội vụ", "Phòng Nội vụ huyện"),
        ("Phó Trưởng phòng Y tế", "Phòng Y tế huyện"),
        ("Văn thư Phòng Văn hóa và Thông tin", "Phòng Văn hóa và Thông tin huyện"),
        ("Chánh Văn phòng HĐND & UBND huyện", "Văn phòng HĐND & UBND huyện"),
        ("Chánh Thanh tra huyện", "Thanh tra huyện"),
        ("Chủ tịch UBND xã Phước Sơn", "UBND xã Phước Sơn"),
    ],
)
def test_a_title_that_names_its_agency_stands_alone(post, agency):
    assert post_title(post, agency) == post
    # typed with combining marks
    assert post_title(unicodedata.normalize("NFD", post), agency) == post


@pytest.mark.parametrize(
    ("post", "agency"),
    [
        ("Cán bộ công nghệ thông tin", "Phòng Văn hóa và Thông tin huyện"),
        ("Chủ tịch UBND xã", "Ủy ban nhân dân xã Phước Sơn"),
        ("Chủ tịch UBND huyện", "Ủy ban nhân dân huyện Tuy Phước"),
        ("Văn thư", "Phòng Nội vụ huyện"),
        ("Trưởng phòng Nội vụ", "Phòng Tư pháp huyện"),
    ],
)
def test_any_other_title_is_followed_by_its_agency(post, agency):
    assert post_title(post, agency) == f"{post}, {agency}"


def test_a_post_without_agency_or_an_agency_without_post():
    assert post_title("Văn thư", False) == "Văn thư"
    assert post_title("", "Phòng Nội vụ") == "Phòng Nội vụ"
    assert post_title(None, None) == ""
