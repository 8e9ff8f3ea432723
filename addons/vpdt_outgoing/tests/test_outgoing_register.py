import io
from ast import literal_eval

from lxml import etree
from pypdf import PdfReader

from odoo import Command
from odoo.tests import HttpCase, tagged

from .common import DraftCase


@tagged("post_install", "-at_install", "vpdt")
class TestOutgoingRegister(DraftCase, HttpCase):
    """The register of outgoing documents in print, by type (NĐ 30/2020 PL IV; Điều 15:
    one series for all, or one for each type)."""

    def setUp(self):
        super().setUp()
        self.orders = [
            self.issued(subject=f"Quyết định việc {number}").sudo()
            for number in ("một", "hai")
        ]
        self.reply = self.issued(
            subject="Trả lời việc ba", type_id=self.letter.id
        ).sudo()
        self.book = self.reply.entry_ids.register_id.with_user(self.users["clerk"])

    def text(self, book=None, **what):
        return self.text_of((book or self.book)._print(**what))

    def text_of(self, pdf):
        pages = PdfReader(io.BytesIO(pdf)).pages
        return " ".join(" ".join(page.extract_text().split()) for page in pages)

    def test_all_types_in_the_order_of_numbers(self):
        """The whole book has the ten columns of the law, and every document."""
        text = self.text()
        for column in (
            "Số, ký hiệu văn bản",
            "Ngày tháng văn bản",
            "Tên loại và trích yếu nội dung văn bản",
            "Người ký",
            "Nơi nhận văn bản",
            "Đơn vị, người nhận bản lưu",
            "Số lượng bản",
            "Ngày chuyển",
            "Ký nhận",
            "Ghi chú",
        ):
            self.assertIn(column, text)
        self.assertIn("SỔ ĐĂNG KÝ VĂN BẢN ĐI", text)
        self.assertNotIn("LOẠI DECISION", text)
        places = [text.index(f"việc {number}") for number in ("một", "hai", "ba")]
        self.assertEqual(places, sorted(places))

    def test_a_book_of_one_type(self):
        """Its title says of which; it counts and shows that type alone."""
        text = self.text(kinds=self.decision)
        self.assertIn("SỔ ĐĂNG KÝ VĂN BẢN ĐI LOẠI DECISION OF THE TEST", text)
        self.assertIn("việc hai", text)
        self.assertNotIn("việc ba", text)
        self.assertIn("Từ số 01 đến số 02", text)

    def test_of_several_types(self):
        text = self.text(kinds=self.decision | self.letter)
        for number in ("một", "hai", "ba"):
            self.assertIn(f"việc {number}", text)

    def test_a_series_of_its_own_has_a_book_of_its_own(self):
        """A type that is numbered in its own series is chosen by its register."""
        self.env["vpdt.numbering.rule"].create(
            {"type_id": self.letter.id, "pattern": "{agency}", "series_code": "CV"}
        )
        other = self.issued(subject="Trả lời việc bốn", type_id=self.letter.id).sudo()
        book = other.entry_ids.register_id.with_user(self.users["clerk"])
        self.assertNotEqual(book, self.book)
        self.assertEqual(other.number, "01")
        self.assertIn("việc bốn", self.text(book))
        self.assertNotIn("việc bốn", self.text())

    def test_voided_numbers_stay_with_their_type(self):
        """I2: a number that was given and voided is in the book of its type too."""
        draft = self.signed(subject="Quyết định việc năm")
        draft.action_number()
        draft.entry_id.action_cancel("Cấp nhầm")
        self.assertIn("Cấp nhầm", self.text(kinds=self.decision))
        self.assertNotIn("Cấp nhầm", self.text(kinds=self.letter))

    def test_the_list_says_what_was_recalled(self):
        """NĐ 30/2020 Điều 18.4: a recalled document's line does not say finished."""
        line, other = (paper.entry_ids for paper in self.orders)
        line = line.filtered(lambda item: item.kind == "outgoing")
        other = other.filtered(lambda item: item.kind == "outgoing")
        both = (line | other).with_user(self.users["clerk"])
        self.assertEqual(both.mapped("standing"), ["Issued", "Issued"])
        theirs = self.accept(self.orders[0], "clerk_a").with_user(self.users["clerk_a"])
        self.orders[0].with_user(self.users["clerk"]).action_recall("Sai nội dung")
        self.env.invalidate_all()
        self.assertEqual(both.mapped("standing"), ["Recalled", "Issued"])
        self.assertEqual((theirs.standing, theirs.state), ("Void", "void"))
        view = self.env.ref("vpdt_outgoing.vpdt_entry_view_list_outgoing")
        entries = self.as_("clerk", "vpdt.entry")
        shown = entries.get_view(view.id, "list")["arch"]
        self.assertIn('name="standing"', shown)
        action = self.env.ref("vpdt_outgoing.vpdt_entry_action_outgoing")
        view = entries.get_view(action.search_view_id.id, "search")["arch"]
        [recalled] = etree.fromstring(view).xpath("//filter[@name='recalled']")
        found = entries.search(literal_eval(recalled.get("domain")))
        self.assertEqual(found & both, both[0])

    def test_the_slip_is_of_what_came_in(self):
        """NĐ 30/2020 PL IV: a handling slip is offered of incoming papers alone."""
        paper = self.reply
        self.assertFalse(paper.with_user(self.users["clerk"]).came_in)
        step = paper.handling_ids.filtered(lambda item: item.agency_id == self.agency_a)
        step.with_user(self.users["clerk_a"]).action_accept()
        self.env.invalidate_all()
        self.assertTrue(paper.with_user(self.users["clerk_a"]).came_in)
        self.assertFalse(paper.with_user(self.users["clerk"]).came_in)
        self.assertTrue(self.to_specialist().came_in)

    def test_who_reads_no_line_prints_none(self):
        """I3: choosing a type shows nothing that the whole does not."""
        for name in ("clerk_o", "head_o", "specialist_b"):
            with self.subTest(name):
                text = self.text(
                    self.book.with_user(self.users[name]), kinds=self.decision
                )
                self.assertNotIn("Quyết định việc", text)

    def test_from_the_dialog_to_the_paper(self):
        """The clerk chooses types in the dialog; the address of the PDF has them."""
        wizard = self.as_("clerk", "vpdt.register.print").create(
            {
                "register_id": self.book.id,
                "type_ids": [Command.set(self.decision.ids)],
            }
        )
        self.env.flush_all()
        self.users["clerk"].password = "clerk of the test 1!"
        self.authenticate(self.users["clerk"].login, "clerk of the test 1!")
        answer = self.url_open(wizard.action_print()["url"])
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        text = self.text_of(answer.content)
        self.assertIn("việc hai", text)
        self.assertNotIn("việc ba", text)
        for broken in ("a", "1,b", "99999999999"):
            answer = self.url_open(f"/vpdt/register/{self.book.id}.pdf?types={broken}")
            self.assertEqual(answer.status_code, 422, broken)
        gone = self.url_open(f"/vpdt/register/{self.book.id}.pdf?types=999999999")
        self.assertEqual(gone.status_code, 404)
