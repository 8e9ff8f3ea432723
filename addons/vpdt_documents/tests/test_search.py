import unicodedata
from unittest.mock import patch

from odoo.tests import tagged

from ..models import vpdt_document_search
from ..text import effort
from .common import DistrictCase


@tagged("post_install", "-at_install", "vpdt")
class TestSearch(DistrictCase):
    """Design 5.6: one box over every field and the whole text, best first."""

    def setUp(self):
        super().setUp()
        self.target = self.register(
            number="901",
            symbol="QĐX-KIEM",
            issuer="Sở Khoa học Ngoại Vi",
            subject="Đề nghị phê duyệt quy hoạch thủy lợi Zaphuoc",
            signer="Lê Thị Hoà",
            pages=("trang đầu nói chuyện đập nước", "trang cuối có chữ xylophanh"),
        ).document_id

    def found(self, text, who="clerk", **search):
        Document = self.as_(who, "vpdt.document")
        result = Document.web_search_read(
            [("search_text", "ilike", text)], {"code": {}}, **search
        )
        return [record["id"] for record in result["records"]]

    def test_every_way_of_typing(self):
        """NFC, NFD, without marks, any case, either place of the tone mark."""
        for text in (
            "đề nghị phê duyệt",
            "ĐỀ NGHỊ PHÊ DUYỆT",
            "de nghi phe duyet",
            unicodedata.normalize("NFD", "Đề nghị phê duyệt"),
            "duyệt phê zaphuoc",
            "901/QĐX-KIEM",
            "qdx-kiem",
            "Sở Khoa học Ngoại Vi",
            "lê thị hòa",
            "le thi hoa",
            "xylophanh",
            "dap nuoc zaphuoc",
        ):
            with self.subTest(text):
                self.assertEqual(self.found(text), [self.target.id])

    def test_all_words_have_to_be_there(self):
        """More words narrow the answer."""
        self.assertEqual(self.found("zaphuoc khongcochunay"), [])

    def test_best_first(self):
        """The number itself, then the phrase in the line, the words, the pages."""
        by_page = self.register(
            number="1", subject="Khác", pages=("ở đây có vọng cảnh quán",)
        ).document_id
        by_words = self.register(number="2", subject="Quán có cảnh để vọng").document_id
        by_phrase = self.register(number="3", subject="Tu bổ vọng cảnh").document_id
        newest = self.register(
            number="4", subject="Khác", pages=("vọng cảnh quán lần nữa",)
        ).document_id
        by_number = self.register(number="902", subject="Không liên quan").document_id
        self.register(number="5", subject="nhắc đến 902 ngày")
        self.assertEqual(
            self.found("vọng cảnh", limit=80),
            [by_phrase.id, by_words.id, newest.id, by_page.id],
        )
        self.assertEqual(self.found("902", limit=80)[0], by_number.id)

    def test_pages_follow_each_other(self):
        """Paging through a ranked answer shows each document once."""
        for number in range(1, 8):
            self.register(number=str(number), subject=f"Trùng tên {number}")
        whole = self.found("trung ten", limit=80)
        self.assertEqual(len(whole), 7)
        paged = [
            document
            for offset in (0, 3, 6)
            for document in self.found("trung ten", limit=3, offset=offset)
        ]
        self.assertEqual(paged, whole)

    def test_under_the_reader_table(self):
        """I3: nobody finds, or counts, what he may not read."""
        for who in ("clerk_a", "head_o", "vice"):
            with self.subTest(who):
                self.assertEqual(self.found("zaphuoc", who), [])
                self.assertEqual(
                    self.as_(who, "vpdt.document").search_count(
                        [("search_text", "ilike", "zaphuoc")]
                    ),
                    0,
                )

    def test_count_agrees_with_list(self):
        """The counter of the list is the number of its lines."""
        Document = self.as_("clerk", "vpdt.document")
        domain = [("search_text", "ilike", "zaphuoc")]
        self.assertEqual(Document.search_count(domain), len(Document.search(domain)))

    def test_with_other_filters(self):
        """The search box works together with the other filters."""
        self.register(number="7", subject="Zaphuoc khác", urgency="3")
        Document = self.as_("clerk", "vpdt.document")
        both = Document.search(
            [("search_text", "ilike", "zaphuoc"), ("urgency", "=", "3")], limit=80
        )
        self.assertEqual(both.mapped("number"), ["7"])
        rest = Document.search(
            ["!", ("search_text", "ilike", "zaphuoc"), ("number", "in", ["7", "901"])]
        )
        self.assertFalse(rest)

    def test_correction_is_found(self):
        """A corrected field is found by its new words, no longer by the old."""
        self.target.with_user(self.users["clerk"]).action_correct(
            {"subject": "Tên mới Yenvang"}, "misread"
        )
        self.assertEqual(self.found("yenvang"), [self.target.id])
        self.assertEqual(self.found("zaphuoc"), [])

    def test_signatures_follow_the_terms(self):
        """What is looked through first holds the words of line and pages, as they are
        now; made anew, the signatures are the same."""

        def signatures():
            self.env.cr.execute(
                "SELECT document_id, bits FROM vpdt_search_signature ORDER BY 1"
            )
            return dict(self.env.cr.fetchall())

        before = signatures()
        self.target.with_user(self.users["clerk"]).action_correct(
            {"subject": "Tên mới Yenvang"}, "misread"
        )
        after = signatures()
        self.assertEqual(before.keys(), after.keys())
        changed = {key for key in before if before[key] != after[key]}
        self.assertEqual(changed, {self.target.id})
        self.assertEqual(self.found("yenvang xylophanh", limit=80), [self.target.id])
        self.env.cr.execute("DELETE FROM vpdt_search_signature")
        self.assertEqual(self.found("zaphuoc xylophanh", limit=80), [])
        self.env["vpdt.search"]._sign_all()
        self.assertEqual(signatures(), after)

    def test_what_people_type_breaks_nothing(self):
        """Quotes, operators, blanks and long input are words or nothing."""
        for text in ("'", "a & b | !c", "(", ":*", "\\", "%", "x" * 5000, "\u200b"):
            with self.subTest(text[:10]):
                self.found(text, limit=5)
        self.assertIn(self.target.id, self.found("", limit=80))

    def test_every_way_finds_the_same(self):
        """Whichever way is cheaper, the answer and its order are the same."""
        for number in range(1, 9):
            self.register(
                number=str(number),
                subject="Vọng cảnh" if number % 4 == 1 else f"Khác {number}",
                pages=("quán vọng cảnh" if number % 2 else "cảnh đẹp, có vọng lầu",),
            )
        for number in range(12):
            self.register(number=f"99{number}", subject="Không có gì")
        Document = self.as_("clerk", "vpdt.document")
        tiers = self.found("vọng cảnh", limit=80)
        self.assertEqual(len(tiers), 8)
        ways = {
            "ranked by the index": ("index", None),
            "looking at all": ("look", None),
            "tier by tier, walking": (None, "walk"),
            "tier by tier, by the index": (None, "index"),
        }
        for name, (at_once, of_tier) in ways.items():
            with (
                self.subTest(name),
                patch.object(vpdt_document_search, "_NEWEST", 5),
                patch.object(effort, "way_at_once", return_value=at_once),
                patch.object(effort, "way_of_tier", return_value=of_tier or "index"),
            ):
                self.assertEqual(self.found("vọng cảnh", limit=80), tiers)
                self.assertEqual(self.found("vọng cảnh", limit=3), tiers[:3])
                self.assertEqual(self.found("vọng cảnh", limit=3, offset=3), tiers[3:6])
                result = Document.web_search_read(
                    [("search_text", "ilike", "vọng cảnh")],
                    {"code": {}},
                    limit=2,
                    count_limit=6,
                )
                self.assertEqual(result["length"], 6)
                # one more than a page shows: enough to say that there are more
                for limit, offset, length in ((2, 0, 3), (2, 4, 7), (8, 0, 8)):
                    result = Document.web_search_read(
                        [("search_text", "ilike", "vọng cảnh")],
                        {"code": {}},
                        offset=offset,
                        limit=limit,
                        count_limit=offset + limit + 1,
                    )
                    self.assertEqual(len(result["records"]), limit)
                    self.assertEqual(result["length"], length)
                few = Document.browse(tiers[1::3])
                result = Document.web_search_read(
                    [
                        ("number", "in", few.mapped("number")),
                        ("search_text", "ilike", "vọng cảnh"),
                    ],
                    {"code": {}},
                    limit=80,
                )
                self.assertEqual([one["id"] for one in result["records"]], few.ids)
                self.assertEqual(self.found("vọng cảnh", "clerk_a", limit=80), [])
                numbered = self.found("991", limit=80)
                self.assertEqual(Document.browse(numbered).mapped("number"), ["991"])
