"""Fields that a view always hides say why, as Odoo's own test of the registry asks of
every addon (base: TestInvisibleField): found here in a second instead of at the end."""

import re
from pathlib import Path

ADDONS = Path(__file__).absolute().parents[2] / "addons"
# Odoo's expression, and what stands behind the field
HIDDEN = re.compile(
    r"""(<field [^>]*invisible=['"](?:True|1)['"][^>]*>)\s*(<!--)?""",
)


def unexplained(text):
    """Return the always hidden fields of ``text`` without a comment behind them."""
    return [field for field, comment in HIDDEN.findall(text) if not comment]


def test_a_field_always_hidden_says_why():
    views = [path for path in ADDONS.rglob("*.xml") if "static" not in path.parts]
    assert len(views) > 50
    found = {
        str(path.relative_to(ADDONS)): fields
        for path in views
        if (fields := unexplained(path.read_text(encoding="utf-8")))
    }
    assert not found


def test_a_comment_before_the_field_is_not_behind_it():
    hidden = '<field name="a" column_invisible="1" />'
    assert unexplained(f"<!-- why -->{hidden}<field name='b' />") == [hidden]
    assert unexplained(f"{hidden}\n   <!-- why -->") == []
