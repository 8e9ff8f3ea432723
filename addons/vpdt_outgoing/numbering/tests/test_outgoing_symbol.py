"""R6: số và ký hiệu by type, drafting unit and year (NĐ 30/2020 PL I.II.3)."""

import pytest
from numbering import SymbolError, compose, missing_places

DECISION = {"type": "QĐ", "agency": "UBND", "unit": "VHTT", "year": "2026"}


@pytest.mark.parametrize(
    ("pattern", "symbol"),
    [
        ("{type}-{agency}", "QĐ-UBND"),
        ("{agency}-{unit}", "UBND-VHTT"),
        ("{year}/{type}-{agency}", "2026/QĐ-UBND"),
        ("{type} - {agency}", "QĐ-UBND"),
        ("GM-{agency}", "GM-UBND"),
    ],
)
def test_symbols(pattern, symbol):
    """The groups are joined as the law writes them, without spaces."""
    assert compose(pattern, DECISION) == symbol


def test_a_letter_has_no_type():
    """A công văn has no abbreviation: a pattern that needs one says what is missing."""
    letter = {**DECISION, "type": ""}
    assert missing_places("{type}-{agency}", letter) == ["type"]
    with pytest.raises(SymbolError) as raised:
        compose("{type}-{agency}", letter)
    assert raised.value.place == "type"
    assert compose("{agency}-{unit}", letter) == "UBND-VHTT"


@pytest.mark.parametrize(
    "pattern",
    ["{kind}", "{type.__class__}", "{type!r}", "{type:>999999999}", "{0}", "{", "{}"],
)
def test_a_pattern_only_fills_in(pattern):
    """What an administrator types is no program."""
    with pytest.raises(SymbolError):
        compose(pattern, DECISION)
