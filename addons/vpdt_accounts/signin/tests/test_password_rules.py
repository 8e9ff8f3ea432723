import pytest
from signin.codes import digest, new_code, new_slip_code, new_token, normal
from signin.passwords import LONGEST, verdict

ME = {"login": "nhungpth", "name": "Phạm Thị Hồng Nhung"}


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("", "empty"),
        ("            ", "empty"),
        ("Aa1!", "short"),
        ("Aa1!" * 40, "long"),
        ("abcdefghkmnp", "classes"),
        ("ABC123ABC123", "classes"),
        ("Aa1Aa1Aa1Aa1", "plain"),
        ("Qwertyuiop1", "common"),
        ("1q2w3e4r5t", "classes"),
        ("1Q2w3e4r5t", "plain"),
        ("Nhungpth-2026", "name"),
        ("Hồng.Nhung.1985", "name"),
        ("phamthihongnhung@9", "name"),
        ("Matkhau@123", "common"),
        ("Mật khẩu 123", "common"),
        ("Vietnam@2026", "common"),
        ("ubnd-HUYEN-553", "common"),
        ("Sông Gianh xanh 7", None),
        ("chiều về trên bến sông quê", None),
        ("tR0ng-Rừng", None),
    ],
)
def test_verdicts(password, reason):
    """QĐ 553 Điều 4.1: passwords are not to be guessed, nor borrowed from a name."""
    assert verdict(password, **ME) == reason


def test_the_length_is_the_policy_s():
    assert verdict("xK9-rung", min_length=8) is None
    assert verdict("xK9-rung", min_length=9) == "short"
    assert verdict("xK9-" + "rừng núi" * 16) == "long"
    assert len("xK9-" + "rừng núi" * 16) > LONGEST


def test_an_account_without_a_name_to_go_by():
    assert verdict("Sông Gianh xanh 7", login="", name="") is None
    assert verdict("Sông Gianh xanh 7", login="x", name="Ý") is None


def test_codes_are_never_the_same_and_typed_as_people_type():
    for make in (new_token, new_code, new_slip_code):
        assert len({make() for _one in range(200)}) == 200
    code = new_slip_code()
    assert normal(f" {code.lower().replace('-', ' ')} ") == code
    assert normal(" 0123 4567 ") == "01234567"
    token = new_token()
    assert normal(token) == token


def test_a_digest_needs_the_secret_of_the_database():
    assert digest("0123 4567", "a") == digest("01234567", "a")
    assert digest("01234567", "a") != digest("01234567", "b")
    assert "01234567" not in digest("01234567", "a")
