from unittest.mock import patch

from odoo.fields import Domain
from odoo.tests import tagged

from ..models import vpdt_of_document_mixin as of_document
from .common import DistrictCase


@tagged("post_install", "-at_install", "vpdt")
class TestOfDocument(DistrictCase):
    """Design 5.6: lines of a book are found by what their documents say, whichever is
    looked at first."""

    def setUp(self):
        super().setUp()
        self.lines = [
            self.register(
                number=str(number),
                issuer=f"Sở Ngoại Vi {number % 3}",
                subject=f"Việc Zaphuoc thứ {number}",
                pages=(f"trang có chữ {'xylophanh' if number % 2 else 'nước'}",),
            )
            for number in range(1, 13)
        ]

    def plainly(self, domain):
        """Return the ids found by looking at each line by itself."""
        lines = self.as_("clerk", "vpdt.entry").search([])
        return lines.filtered_domain(domain).ids

    def test_every_way_finds_the_same(self):
        Entry = self.as_("clerk", "vpdt.entry")
        ways = {"window": ((50,), 9), "documents": ((2,), 50), "neither": ((2,), 1)}
        questions = (
            [("issuer", "ilike", "ngoại vi 1")],
            [("document_id.issuer", "ilike", "ngoai vi 1"), ("kind", "=", "incoming")],
            [("subject", "ilike", "thứ 12")],
            [("type_id", "=", False), ("issuer", "ilike", "vi 2")],
            [("subject", "ilike", "không đâu có")],
            ["|", ("subject", "ilike", "thứ 3"), ("issuer", "ilike", "vi 1")],
        )
        for name, (windows, few) in ways.items():
            for domain in questions:
                with (
                    self.subTest(name, domain=domain),
                    patch.object(of_document, "WINDOWS", windows),
                    patch.object(of_document, "FEW", few),
                ):
                    plain = self.plainly(domain)
                    self.assertEqual(Entry.search(domain, limit=80).ids, plain)
                    self.assertEqual(Entry.search(domain, limit=2).ids, plain[:2])
                    self.assertEqual(
                        Entry.search(domain, offset=1, limit=2).ids, plain[1:3]
                    )
                    count = Entry.search_count(domain, limit=3)
                    self.assertEqual(count, len(plain[:3]))
                    self.assertEqual(
                        Entry.search(domain, limit=80, order="number").ids,
                        Entry.browse(plain).sorted("number").ids,
                    )

    def test_void_lines_have_no_document(self):
        """They fit what asks for nothing of it, and for not something."""
        Entry = self.as_("clerk", "vpdt.entry")
        void = self.lines[0].sudo()
        void.write({"state": "void", "void_reason": "Nhầm", "document_id": False})
        self.env.flush_all()
        for asked in (
            ("subject", "not ilike", "không đâu có"),
            ("issuer", "=", False),
            ("issuer", "in", [False, "không đâu có"]),
        ):
            with self.subTest(asked):
                self.assertIn(void.id, Entry.search([asked], limit=80).ids)

    def test_the_text_of_pages(self):
        domain = [("document_id.search_text", "ilike", "XYLOPHANH")]
        Entry = self.as_("clerk", "vpdt.entry")
        wanted = [line.id for line in reversed(self.lines) if line.number % 2]
        for windows, few in (((50,), 9), ((2,), 50), ((2,), 1)):
            with (
                self.subTest(windows=windows, few=few),
                patch.object(of_document, "WINDOWS", windows),
                patch.object(of_document, "FEW", few),
            ):
                self.assertEqual(Entry.search(domain, limit=80).ids, wanted)

    def test_under_the_reader_table(self):
        """I3: whoever reads none of them finds none, whichever way."""
        Entry = self.as_("clerk_a", "vpdt.entry")
        for windows, few in (((50,), 9), ((2,), 50), ((2,), 1)):
            with (
                patch.object(of_document, "WINDOWS", windows),
                patch.object(of_document, "FEW", few),
            ):
                found = Entry.search([("subject", "ilike", "Zaphuoc")], limit=80)
                self.assertFalse(found)

    def test_the_book_of_ones_agency(self):
        """What the register opens with is asked of an index, not of a subquery."""
        Entry = self.as_("clerk", "vpdt.entry")
        mine = Entry.search([("is_mine", "=", True)], limit=80)
        self.assertEqual(mine.agency_id, Entry.env.user._agencies())
        self.assertEqual(mine.mapped("is_mine"), [True] * len(mine))
        query = Entry._search(Domain("is_mine", "=", True), limit=80)
        self.assertNotIn("hr_department", query.select().code)

    def test_lines_show_what_their_documents_say(self):
        """Taken over in one go, it is what the documents say; a void line shows nothing
        of its paper, and what changes is shown at once."""
        names = ["code", "issued_date", "issuer", "type_id", "subject", "urgency"]
        void = self.lines[0].with_user(self.users["clerk"])
        void.sudo().write({"state": "void", "void_reason": "nhầm"})
        lines = self.as_("clerk", "vpdt.entry").search([])
        self.env.flush_all()
        self.env.invalidate_all()
        shown = {row["id"]: row for row in lines.read(names, load=None)}
        self.assertEqual(len(shown), 12)
        for line in lines:
            document = line.sudo().document_id
            for name in names:
                value = document[name]
                value = value.id if name == "type_id" else value
                self.assertEqual(shown[line.id][name], value or False, name)
        last = self.lines[-1].document_id
        last.sudo().subject = "Đã sửa"
        [row] = [row for row in lines.read(["subject"]) if row["subject"] == "Đã sửa"]
        self.assertEqual(row["id"], self.lines[-1].id)

    def test_a_line_without_document_shows_nothing(self):
        numbers = self.lines[:2]
        self.env.cr.execute(
            "UPDATE vpdt_entry SET document_id = NULL, state = 'void',"
            " void_reason = 'bỏ số' WHERE id = %s",
            [numbers[0].id],
        )
        self.env.invalidate_all()
        rows = self.env["vpdt.entry"].browse([line.id for line in numbers])
        first, second = rows.sudo().read(["code", "subject"])
        self.assertEqual((first["code"], first["subject"]), (False, False))
        self.assertTrue(second["subject"])
