import io
from datetime import date, timedelta

from pypdf import PdfReader

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import DistrictCase


@tagged("post_install", "-at_install", "vpdt")
class TestRegisterPrint(DistrictCase):
    """NĐ 30/2020 PL IV: the register in print has exactly the law's columns."""

    def setUp(self):
        super().setUp()
        self.entries = [
            self.register(number=str(100 + number), subject=f"Việc thứ {number}")
            for number in (1, 2, 3, 4)
        ]
        self.book = self.entries[0].register_id.with_user(self.users["clerk"])

    def text(self, book=None, **span):
        pdf = (book or self.book)._print(**span)
        pages = PdfReader(io.BytesIO(pdf)).pages
        return " ".join(" ".join(page.extract_text().split()) for page in pages)

    def printed(self, **span):
        text = self.text(**span)
        return [number for number in (1, 2, 3, 4) if f"Việc thứ {number}" in text]

    def test_columns_of_the_law(self):
        """The incoming register: ten columns of PL IV mẫu sổ đăng ký văn bản đến."""
        text = self.text()
        self.assertIn("Ủy ban nhân dân huyện Thử".upper(), text)
        for column in (
            "Ngày đến",
            "Số đến",
            "Tác giả",
            "Số, ký hiệu",
            "Ngày tháng",
            "Tên loại và trích yếu nội dung",
            "Ký nhận",
            "Ghi chú",
        ):
            self.assertIn(column.lower(), text.lower(), column)
        self.assertIn("Decision of the test Việc thứ 2", text)
        self.assertIn("Ủy ban nhân dân tỉnh Thử", text)
        self.assertIn(self.today.strftime("%d/%m"), text)

    def test_span_of_numbers(self):
        """A chosen span of numbers, both ends included."""
        self.assertEqual(self.printed(), [1, 2, 3, 4])
        self.assertEqual(self.printed(number_from=2, number_to=3), [2, 3])
        self.assertEqual(self.printed(number_from=4), [4])

    def test_span_of_dates(self):
        """A chosen span of dates of arrival."""
        self.entries[0].received_date = self.today - timedelta(days=40)
        self.assertEqual(self.printed(date_from=self.today), [2, 3, 4])
        self.assertEqual(self.printed(date_to=self.today - timedelta(days=1)), [1])

    def test_span_turned_round(self):
        """A span that ends before it begins is told, not printed empty."""
        with self.assertRaises(UserError):
            self.book._print(number_from=3, number_to=2)
        with self.assertRaises(UserError):
            self.book._print(date_from=date(2026, 2, 1), date_to=date(2026, 1, 1))
        with self.assertRaises(ValidationError):
            self.as_("clerk", "vpdt.register.print").create(
                {"register_id": self.book.id, "number_from": 3, "number_to": 2}
            )

    def test_prints_what_one_may_read(self):
        """I3: who reads no line of a book prints none."""
        for name in ("clerk_a", "head_o", "vice"):
            with self.subTest(name):
                text = self.text(self.book.with_user(self.users[name]))
                self.assertNotIn("Việc thứ", text)

    def test_void_line_is_printed_with_its_reason(self):
        """I2: the book on paper has no unexplained gap either."""
        self.entries[1].sudo().write({"state": "void", "void_reason": "Ghi nhầm sổ"})
        text = self.text()
        self.assertIn("Ghi nhầm sổ", text)
        self.assertEqual(self.printed(), [1, 3, 4])
