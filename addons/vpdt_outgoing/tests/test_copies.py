from datetime import timedelta
from io import BytesIO

import pikepdf

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.vpdt_documents.tests.papers import pdf

from .common import DraftCase


def signed_pdf():
    """Return a PDF of two pages with a digital signature in its form."""
    with pikepdf.open(BytesIO(pdf(["Quyết định"], pages=2))) as document:
        field = document.make_indirect(
            pikepdf.Dictionary(
                FT=pikepdf.Name.Sig,
                T="Signature",
                V=pikepdf.Dictionary(Type=pikepdf.Name.Sig),
            )
        )
        document.Root.AcroForm = pikepdf.Dictionary(Fields=[field], SigFlags=3)
        out = BytesIO()
        document.save(out)
    return out.getvalue()


class CopyCase(DraftCase):
    """The small district with the types of copies."""

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


@tagged("post_install", "-at_install", "vpdt")
class TestCopies(CopyCase):
    """Sao y, sao lục, trích sao (R8; NĐ 30/2020 Điều 25-27)."""

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

    def test_the_type_of_a_copy_is_the_one_in_force(self):
        """TT 01/2011 had "Sao y bản chính" with the same abbreviation."""
        kinds = self.env["vpdt.document.type"]
        old = kinds.create(
            {
                "name": "Copy of the law before",
                "abbreviation": "SY",
                "is_copy": True,
                "sequence": -10,
                "valid_to": "2020-03-04",
            }
        )
        self.assertEqual(kinds.search([("abbreviation", "=", "SY")], limit=1), old)
        copy = self.make_copy(self.paper())
        self.assertEqual(copy.type_id.abbreviation, "SY")
        self.assertNotEqual(copy.type_id, old)

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


@tagged("post_install", "-at_install", "vpdt")
class TestCopiesAtRegistration(CopyCase):
    """R8: copied to departments in the act in which the paper is registered."""

    def waiting(self, pages=2, **content):
        """Return a paper that waits with the clerk, ticked to be copied to A and B."""
        paper = self.intake(pages=("trang",) * pages, **content)
        self.put_bytes(paper.sudo().file_ids, pdf(["Quyết định"], pages=pages))
        paper.sudo().file_ids.page_count = pages
        paper.write(
            {
                "copy_out": True,
                "copy_agency_ids": [
                    Command.set((self.agency_a | self.agency_b).ids),
                ],
            }
        )
        return paper

    def lines(self, kind):
        return self.env["vpdt.entry"].search(
            [("agency_id", "=", self.committee.id), ("kind", "=", kind)]
        )

    def test_registered_copied_and_sent_in_one_act(self):
        """Both numbers, and the departments have the copy the same second."""
        paper = self.waiting()
        # proposed: what the law allows of an original, signed by order
        self.assertEqual(paper.copy_form, "full")
        self.assertEqual(paper.copy_signer_id, self.users["chief"])
        self.assertIn(self.users["chairman"], paper.copy_possible_signer_ids)
        self.assertEqual(paper.copy_possible_agency_ids, self.agency_a | self.agency_b)
        told = paper.action_register()["params"]
        self.assertEqual(told["type"], "success")
        self.assertIn("01/SY-UBX", told["message"])
        source = self.lines("incoming").document_id
        copy = self.lines("copy").document_id
        self.assertEqual(copy.copy_of_id, source)
        self.assertEqual(copy.state, "issued")
        self.accept(copy, "clerk_a")
        self.accept(copy, "clerk_b")
        self.assertTrue({"clerk_a", "head_b"} <= self.readers(copy))
        self.assertFalse({"clerk_a", "clerk_b"} & self.readers(source))
        self.assertTrue(self.open_(source, "chief"), "it goes its usual way as well")

    def test_receivers_are_those_in_force_today(self):
        """R35: one that ends later, or ends today, gets papers until then."""
        for start, end, is_offered in (
            (False, 30, True),
            (False, 0, True),
            (-5, 5, True),
            (False, -1, False),
            (1, False, False),
        ):
            self.agency_a.write(
                {
                    name: days is not False and self.today + timedelta(days=days)
                    for name, days in (("valid_from", start), ("valid_to", end))
                }
            )
            with self.subTest(start=start, end=end):
                offered = self.committee._copy_receivers()
                self.assertEqual(self.agency_a in offered, is_offered)
                self.assertIn(self.agency_b, offered)

    def test_receivers_are_found_as_people_call_them(self):
        """By symbol however it is cut, by name without marks, among those offered."""
        self.agency_a.write(
            {"name": "Phòng Văn hóa và Thông tin huyện Thử", "symbol": "VHTX"}
        )
        self.agency_b.write(
            {"name": "Phòng Tài chính - Kế hoạch huyện Thử", "symbol": "TCKX"}
        )
        paper = self.waiting()
        offered = [("id", "in", paper.copy_possible_agency_ids.ids)]
        departments = self.env["hr.department"].with_user(self.users["clerk"])
        for typed, found in (
            ("P.VHTX", self.agency_a),
            ("van hoa", self.agency_a),
            ("Văn hóa", self.agency_a),
            ("Phòng TC-KX", self.agency_b),
            ("tai chinh", self.agency_b),
            ("phong", self.agency_a | self.agency_b),
            ("", self.agency_a | self.agency_b),
            ("Công an", self.agency_a.browse()),
        ):
            with self.subTest(typed):
                names = departments.name_search(typed, offered)
                self.assertEqual({key for key, _name in names}, set(found.ids))

    def test_a_receiver_without_a_clerk_is_told(self):
        """It waits for the clerk; the registration and the others do not."""
        self.env["hr.employee"].search(
            [("user_id", "=", self.users["clerk_b"].id)]
        ).active = False
        self.env.flush_all()
        told = self.waiting().action_register()["params"]
        self.assertEqual(told["type"], "warning")
        self.assertIn("Agency B", told["message"])
        self.assertEqual(self.lines("copy").document_id.state, "issued")

    def test_a_copy_on_paper_is_said_to_wait_for_its_signature(self):
        """Điều 25: it is signed and stamped by hand; nothing is said to be done."""
        paper = self.waiting()
        paper.copy_electronic = False
        told = paper.action_register()["params"]
        copy = self.lines("copy").document_id
        self.assertEqual(told["type"], "warning")
        self.assertIn(copy.code, told["message"])
        self.assertIn("not signed yet", told["message"])
        self.assertIn(self.users["chief"].name, told["message"])
        self.assertNotIn("made and sent", told["message"])
        wizard = self.env["vpdt.copy.wizard"].with_user(self.users["clerk"])
        choice = {
            "document_id": copy.copy_of_id.id,
            "copy_agency_ids": [Command.set(self.agency_b.ids)],
        }
        for electronic, said in ((False, "not signed yet"), (True, "made and sent")):
            asked = wizard.create({**choice, "copy_electronic": electronic})
            self.assertIn(said, asked.action_copy()["params"]["message"])

    def test_a_signed_file_is_refused_with_the_box_to_untick(self):
        """Điều 25: a mark would break its signature; on paper it can be copied."""
        paper = self.waiting()
        self.put_bytes(paper.sudo().file_ids, signed_pdf())
        with self.assertRaises(UserError) as refused, self.env.cr.savepoint():
            paper.action_register()
        said = str(refused.exception)
        for name in ("copy_electronic", "copy_out"):
            label = paper._fields[name]._description_string(self.env)
            self.assertIn(f"untick “{label}”", said)
        self.assertFalse(self.lines("incoming") | self.lines("copy"))
        paper.copy_electronic = False
        paper.action_register()
        self.assertEqual(self.lines("copy").document_id.state, "issued")

    def test_of_a_copy_a_sao_luc(self):
        """Điều 25: proposed by the type of the paper, when it is chosen later too."""
        paper = self.waiting()
        paper.type_id = self.env["vpdt.document.type"].search(
            [("is_copy", "=", True)], limit=1
        )
        self.assertEqual(paper.copy_form, "recopy")
        paper.action_register()
        self.assertEqual(self.lines("copy").document_id.symbol, "SL-UBX")

    def test_an_extract(self):
        paper = self.waiting(3)
        paper.write({"copy_form": "extract", "copy_pages": "2-3"})
        paper.action_register()
        self.assertEqual(self.lines("copy").document_id.page_count, 2)

    def test_what_cannot_be_copied_costs_no_number(self):
        """Everything is checked before a number is taken, in either book."""
        broken = {
            "nobody gets it": {"copy_agency_ids": [Command.clear()]},
            "to itself": {"copy_agency_ids": [Command.set(self.committee.ids)]},
            "may not sign": {"copy_signer_id": self.users["specialist_a"].id},
            "nobody signs": {"copy_signer_id": False},
            "a sao lục of an original": {"copy_form": "recopy"},
            "no such page": {"copy_form": "extract", "copy_pages": "9"},
            "no pages": {"copy_form": "extract", "copy_pages": "a"},
            "broken file": None,
        }
        for number, (why, vals) in enumerate(broken.items(), 100):
            paper = self.waiting(number=str(number))
            if vals is None:
                self.put_bytes(paper.sudo().file_ids, b"%PDF-1.4 broken")
            else:
                paper.write(vals)
            with self.subTest(why):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    paper.action_register()
                self.assertTrue(paper.exists(), "it waits as before")
        self.assertFalse(self.lines("incoming") | self.lines("copy"))
        self.assertFalse(
            self.env["vpdt.series"]
            .search([("agency_id", "=", self.committee.id), ("kind", "=", "copy")])
            .exists()
        )

    def test_papers_that_are_not_ticked_are_registered_only(self):
        """Nothing is proposed, made or asked for them."""
        paper = self.intake()
        self.assertFalse(paper.copy_form or paper.copy_signer_id)
        self.assertFalse(paper.copy_possible_signer_ids)
        self.assertFalse(paper.copy_possible_agency_ids)
        paper.action_register()
        self.assertFalse(self.lines("copy"))
        unticked = self.waiting(number="13")
        unticked.copy_out = False
        unticked.action_register()
        self.assertFalse(self.lines("copy"))
        self.assertEqual(len(self.lines("incoming")), 2)
