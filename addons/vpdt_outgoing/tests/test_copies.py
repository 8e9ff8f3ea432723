from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.vpdt_documents.tests.papers import pdf

from .common import DraftCase


@tagged("post_install", "-at_install", "vpdt")
class TestCopies(DraftCase):
    """Sao y, sao lục, trích sao (R8; NĐ 30/2020 Điều 25-27)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        kinds = cls.env["vpdt.document.type"]
        for abbreviation in ("SY", "SL", "TrS"):
            if not kinds.search(
                [("is_copy", "=", True), ("abbreviation", "=", abbreviation)]
            ):
                kinds.create(
                    {
                        "name": f"Copy {abbreviation} of the test",
                        "abbreviation": abbreviation,
                        "is_copy": True,
                    }
                )

    def paper(self, pages=3):
        """Return an important paper registered by the committee, as its clerk."""
        document = self.register().document_id
        file = document.file_ids
        self.put_bytes(file, pdf(["Quyết định của tỉnh"], pages=pages))
        file.page_count = pages
        file._store_pages([f"trang {page}" for page in range(1, pages + 1)], "text")
        file.text_state = "read"
        return document.with_user(self.users["clerk"])

    def make_copy(self, document, form="full", **more):
        return self.env["vpdt.document"].browse(
            document.action_copy(
                form,
                self.users["chief"].id,
                (self.agency_a | self.agency_b).ids,
                **more,
            )["id"]
        )

    def test_copied_and_sent_in_one_act(self):
        """Numbered in the series of copies, in the departments' boxes at once; they
        read the copy, not what it was made of."""
        document = self.paper()
        copy = self.make_copy(document)
        self.assertEqual(copy.code, "01/SY-UBX")
        self.assertEqual(copy.state, "issued")
        self.assertEqual(copy.copy_of_id, document)
        self.accept(copy, "clerk_a")
        readers = self.readers(copy.sudo())
        self.assertTrue({"clerk_a", "clerk_b", "clerk", "head_a"} <= readers)
        self.assertFalse({"clerk_a", "clerk_b"} & self.readers(document.sudo()))
        text = copy.sudo().file_ids.attachment_id.index_content or ""
        self.assertFalse("MẬT" in text)

    def test_one_series_for_the_three_forms(self):
        """NĐ 30/2020 PL I.II: 01/SY, 02/TrS, 03/SL run in one series of the year."""
        document = self.paper()
        first = self.make_copy(document)
        second = self.make_copy(document, "extract", pages=[2])
        received = first.with_user(self.users["clerk"])
        third = self.make_copy(received, "recopy")
        self.assertEqual(
            [paper.code for paper in (first, second, third)],
            ["01/SY-UBX", "02/TrS-UBX", "03/SL-UBX"],
        )
        self.assertEqual(second.page_count, 1)
        self.assertEqual(second.sudo().file_ids.page_ids.text, "trang 2")

    def test_on_paper(self):
        """The block of a paper copy stands at its end, signed by order."""
        copy = self.make_copy(self.paper(1), electronic=False)
        self.assertTrue(copy.sudo().file_ids.attachment_id.raw.startswith(b"%PDF"))
        self.assertEqual(copy.signer, self.users["chief"].name)

    def test_the_form_fits_the_source(self):
        """Điều 25: of a copy a sao lục alone, of an original no sao lục."""
        document = self.paper()
        with self.assertRaises(UserError):
            self.make_copy(document, "recopy")
        copy = self.make_copy(document).with_user(self.users["clerk"])
        for form in ("full", "extract"):
            with self.subTest(form), self.assertRaises(UserError):
                self.make_copy(copy, form)

    def test_who_copies(self):
        """The clerk of an agency that keeps it; for a signer who may; not to itself."""
        document = self.paper()
        for name in ("chief", "head_a", "clerk_b", "operator"):
            with self.subTest(name), self.assertRaises(AccessError):
                self.make_copy(document.with_user(self.users[name]))
        with self.assertRaises(UserError):
            document.action_copy(
                "full", self.users["specialist_a"].id, self.agency_a.ids
            )
        with self.assertRaises(UserError):
            document.action_copy("full", self.users["chief"].id, self.committee.ids)
        with self.assertRaises(UserError):
            document.action_copy("full", self.users["chief"].id, [])

    def test_pages_of_an_extract(self):
        """Pages that are not there are told before a number is spent."""
        document = self.paper(2)
        for pages in ([], [0], [3], [1, 9]):
            with self.subTest(pages), self.assertRaises(UserError):
                self.make_copy(document, "extract", pages=pages)
        self.assertFalse(
            self.env["vpdt.series"].search(
                [("kind", "=", "copy"), ("agency_id", "=", self.committee.id)]
            )
        )

    def test_a_file_that_cannot_be_copied_costs_no_number(self):
        """What cannot be printed on is told; the number it took is void, with why."""
        document = self.paper()
        self.put_bytes(document.sudo().file_ids, b"%PDF-1.4 broken")
        with self.assertRaisesRegex(UserError, "PDF"), self.env.cr.savepoint():
            self.make_copy(document)
