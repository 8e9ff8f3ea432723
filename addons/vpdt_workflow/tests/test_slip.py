import io

from pypdf import PdfReader

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged, warmup

from .common import RouteCase


@tagged("post_install", "-at_install", "vpdt")
class TestHandlingSlip(RouteCase):
    """NĐ 30/2020 PL IV: Phiếu giải quyết văn bản đến, with its three blocks."""

    def text(self, document, who="chairman"):
        pdf = document.with_user(self.users[who])._handling_slip()
        pages = PdfReader(io.BytesIO(pdf)).pages
        return " ".join(" ".join(page.extract_text().split()) for page in pages)

    def blocks(self, document, who="chairman"):
        slip = document.with_user(self.users[who])._slip()
        return {
            key: [(item.author, item.text) for item in getattr(slip, key)]
            for key in ("body", "unit", "solver")
        }

    def test_three_blocks(self):
        """Leaders of the body, leaders of the unit, the one who solved it."""
        document = self.to_chairman(subject="Việc của phiếu")
        self.pass_on(
            document,
            "chairman",
            ("a", "lead"),
            ("b", "support"),
            ("vice", "direct"),
            text="Giao A chủ trì",
        )
        self.accept(document)
        self.pass_on(
            document, "head_a", ("specialist_a", "lead"), text="Phương tham mưu"
        )
        self.open_(document, "specialist_a").action_finish(
            "Đề xuất trả lời như dự thảo"
        )
        blocks = self.blocks(document)
        name = {key: user.name for key, user in self.users.items()}
        self.assertEqual(
            blocks,
            {
                "body": [
                    (name["chief"], "Làm đi"),
                    (name["chairman"], "Giao A chủ trì"),
                ],
                "unit": [(name["head_a"], "Phương tham mưu")],
                "solver": [(name["specialist_a"], "Đề xuất trả lời như dự thảo")],
            },
        )
        text = self.text(document)
        self.assertIn("PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN", text)
        self.assertIn("Việc của phiếu", text)
        for words in ("Giao A chủ trì", "Phương tham mưu", "Đề xuất trả lời"):
            self.assertIn(words, text)

    def test_who_does_what_until_when(self):
        """Lead, support and the deadline of each; one row for those alike."""
        document = self.to_agencies()
        deadline = self.open_(document, agency=self.agency_a).sudo().deadline
        [charges] = [
            opinion.charges
            for opinion in document.with_user(self.users["chairman"])._slip().body
            if opinion.author == self.users["chairman"].name
        ]
        told = {charge.purpose: charge.names for charge in charges}
        self.assertEqual(
            told,
            {
                "Chủ trì": (self.agency_a.name,),
                "Phối hợp": (self.agency_b.name,),
                "Chỉ đạo": (self.users["vice"].name,),
                "Theo dõi": (self.users["deputy_chief"].name,),
            },
        )
        if deadline:
            # Vietnam is seven hours ahead
            self.assertEqual((charges[0].deadline.hour - deadline.hour) % 24, 7)

    def test_recalled_is_not_charged(self):
        """Who was recalled before opening is not on the slip; who returned it is."""
        document = self.to_agencies()
        back = self.open_(document, agency=self.agency_b)
        back.with_user(self.users["chairman"]).action_recall()
        self.accept(document)
        self.open_(document, "head_a").action_return("Không thuộc thẩm quyền")
        slip = document.with_user(self.users["chairman"])._slip()
        names = [
            name
            for opinion in slip.body
            for charge in opinion.charges
            for name in charge.names
        ]
        self.assertNotIn(self.agency_b.name, names)
        self.assertEqual(
            [item.text for item in slip.unit], ["Trả lại: Không thuộc thẩm quyền"]
        )

    def test_result_is_told_once(self):
        """What closes those above is not their opinion."""
        document = self.to_specialist()
        self.open_(document, "specialist_a").action_finish("Xong cả rồi")
        blocks = self.blocks(document)
        told = [text for block in blocks.values() for _who, text in block]
        self.assertEqual(told.count("Xong cả rồi"), 1)

    def test_each_agency_prints_its_own_number(self):
        """R3: the same paper, the number of whoever prints it."""
        document = self.to_agencies()
        entry = self.accept(document)
        slip = document.with_user(self.users["clerk_a"])._slip()
        self.assertEqual(slip.arrival[0], entry.number)
        self.assertEqual(slip.agency, self.agency_a.name)
        slip = document.with_user(self.users["chairman"])._slip()
        self.assertEqual(slip.agency, "Ủy ban nhân dân huyện Thử")

    def test_only_readers_print(self):
        """I3: the reader table decides."""
        document = self.to_agencies()
        readers = self.readers(document)
        self.assertIn("vice", readers)
        self.assertNotIn("clerk_o", readers)
        for name, user in self.users.items():
            paper = document.with_user(user)
            with self.subTest(name):
                if name in readers:
                    self.assertTrue(paper._handling_slip().startswith(b"%PDF"))
                    self.assertIn(str(document.id), paper.action_print_slip()["url"])
                else:
                    with self.assertRaises(AccessError):
                        paper._handling_slip()
                    with self.assertRaises(AccessError):
                        paper.action_print_slip()

    @warmup
    def test_query_count(self):
        """A fixed number of queries, however many have it."""
        few = self.to_chairman(number="1")
        many = self.to_specialist(number="2")
        for document in (few, many):
            self.env.flush_all()
            self.env.invalidate_all()
            with self.subTest(document.number), self.assertQueryCount(24):
                document.with_user(self.users["chairman"])._slip()


@tagged("post_install", "-at_install", "vpdt")
class TestHandlingSlipOverHttp(HttpCase):
    """The address of the slip tells a stranger nothing."""

    def test_not_found_for_strangers(self):
        """No document, or none of his: the same answer."""
        new_test_user(self.env, "vpdt_slip_stranger", groups="base.group_user")
        self.authenticate("vpdt_slip_stranger", "vpdt_slip_stranger")
        document = self.env["vpdt.document"].create({"subject": "Kín"})
        self.env.flush_all()
        for number in (document.id, document.id + 10**6):
            answer = self.url_open(f"/vpdt/handling-slip/{number}.pdf")
            self.assertEqual(answer.status_code, 404)
            self.assertNotIn("Kín", answer.text)
