from odoo.tests import TransactionCase, tagged
from odoo.tools.translate import (
    JAVASCRIPT_TRANSLATION_COMMENT,
    PYTHON_TRANSLATION_COMMENT,
    code_translations,
    get_translation,
)

from ..odoo_words import words_of_others


@tagged("post_install", "-at_install")
class TestOdooWords(TransactionCase):
    """Decision 25: what Odoo's code says to people of the office is Vietnamese."""

    def test_a_message_of_odoo_is_vietnamese(self):
        self.assertEqual(
            get_translation("web", "vi_VN", "No data to export", ()),
            "Không có dữ liệu để xuất",
        )

    def test_each_of_our_words_reaches_the_addon_it_is_of(self):
        seen = 0
        for name, rows in words_of_others("vi_VN").items():
            messages = code_translations.get_python_translations(name, "vi_VN")
            screens = {
                term["id"]: term["string"]
                for term in code_translations.get_web_translations(name, "vi_VN")[
                    "messages"
                ]
            }
            for row in rows:
                for comment, terms in (
                    (PYTHON_TRANSLATION_COMMENT, messages),
                    (JAVASCRIPT_TRANSLATION_COMMENT, screens),
                ):
                    if comment in row["comments"]:
                        seen += 1
                        self.assertEqual(terms.get(row["src"]), row["value"])
        self.assertGreater(seen, 200)

    def test_what_odoo_has_stays_odoos(self):
        terms = code_translations.get_python_translations("web", "vi_VN")
        self.assertGreater(len(terms), 20)
