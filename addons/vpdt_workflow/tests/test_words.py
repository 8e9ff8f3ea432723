from datetime import datetime, timedelta

from freezegun import freeze_time
from psycopg2.errors import UniqueViolation

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged, warmup
from odoo.tools import mute_logger

from .common import RouteCase


@tagged("post_install", "-at_install", "vpdt")
class TestDirectiveReading(RouteCase):
    """R2: the words of a directive propose receivers, purposes and deadline."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agency_a.write(
            {"name": "Phòng Văn hóa và Thông tin huyện Thử", "symbol": "VHTX"}
        )
        cls.agency_b.write(
            {"name": "Phòng Tài chính - Kế hoạch huyện Thử", "symbol": "TCKX"}
        )
        cls.users["vice"].name = "Nguyễn Thanh Bình"
        cls.users["specialist_a"].name = "Võ Hoàng Phương"
        cls.env.flush_all()

    def reading(self, holder, text, document=None):
        document = document or self.to_chairman()
        return self.open_(document, holder).get_directive_reading(text)

    def lines(self, reading):
        return {line["key"]: line["purpose"] for line in reading["lines"]}

    def test_receivers_purposes_and_deadline(self):
        """Agencies by name and symbol, people by post and name, the day it is due."""
        document = self.to_chairman()
        with freeze_time("2026-11-23 02:00:00"):
            reading = self.reading(
                "chairman",
                "Giao Phòng VH-TX chủ trì, phối hợp P.TCKX, xong trước 15/12. "
                "Đ/c Bình PCT chỉ đạo, VP theo dõi.",
                document,
            )
        self.assertEqual(
            self.lines(reading),
            {
                f"agency:{self.agency_a.id}": "lead",
                f"agency:{self.agency_b.id}": "support",
                f"user:{self.users['vice'].id}": "direct",
                f"user:{self.users['deputy_chief'].id}": "monitor",
            },
        )
        # the end of the working day, in Vietnam
        self.assertEqual(reading["deadline"], "2026-12-15 10:00:00")
        self.assertFalse(reading["past"])

    def test_working_days_of_the_agency(self):
        """Tết Bính Ngọ does not count; a morning ends when its work does."""
        document = self.to_chairman()
        for text, deadline in (
            ("trong 05 ngày làm việc", "2026-02-24 10:00:00"),
            ("chậm nhất sáng 12/02", "2026-02-12 04:30:00"),
            ("trước 9h ngày 12/02", "2026-02-12 02:00:00"),
            ("báo cáo cuối tháng", "2026-02-27 10:00:00"),
        ):
            with self.subTest(text), freeze_time("2026-02-10 02:00:00"):
                reading = self.reading("chairman", text, document)
                self.assertEqual(reading["deadline"], deadline)

    def test_what_is_read_can_be_sent(self):
        """What is proposed, the rules allow: confirmed, it goes out as it is."""
        document = self.to_chairman()
        handling = self.open_(document, "chairman")
        text = "Phòng VHTX chủ trì, phối hợp Phòng TCKX trong 05 ngày làm việc"
        reading = handling.get_directive_reading(text)
        candidates = {
            item["key"]: item for item in handling.get_transfer_options()["candidates"]
        }
        handling.action_transfer(
            [
                {
                    "kind": candidates[line["key"]]["kind"],
                    "id": candidates[line["key"]]["id"],
                    "purpose": line["purpose"],
                }
                for line in reading["lines"]
            ],
            text,
            reading["deadline"],
        )
        lead = self.open_(document, agency=self.agency_a)
        self.assertEqual(lead.deadline, self.committee._deadline(5))
        self.assertEqual(self.open_(document, agency=self.agency_b).purpose, "support")

    def test_inside_an_agency(self):
        """The head's people by title and given name."""
        document = self.to_agencies()
        self.accept(document)
        reading = self.reading("head_a", "Đ/c Phương tham mưu", document)
        self.assertEqual(
            self.lines(reading), {f"user:{self.users['specialist_a'].id}": "lead"}
        )

    def test_past_is_told_not_moved(self):
        """A day that is over is told as it is."""
        day = fields.Date.today() - timedelta(days=40)
        reading = self.reading("chairman", f"xong trước ngày {day:%d/%m/%Y}")
        self.assertTrue(reading["past"])
        self.assertTrue(reading["deadline"].startswith(day.isoformat()))

    def test_unknown_and_not_allowed(self):
        """Who is no receiver is named; so is who may not do it."""
        reading = self.reading(
            "chairman", "Công an huyện phối hợp. Phòng VHTX theo dõi. Đ/c Tuấn xử lý."
        )
        self.assertEqual(reading["unknown"], ["Công an huyện", "Đ/c Tuấn"])
        self.assertEqual(
            reading["unfit"],
            [{"key": f"agency:{self.agency_a.id}", "purpose": "monitor"}],
        )
        self.assertFalse(reading["lines"])

    def test_spans_count_as_a_browser_does(self):
        """A sign of two units before them does not shift the words."""
        text = "👍 Giao Phòng VHTX chủ trì"
        [span] = self.reading("chairman", text)["spans"]
        units = text.encode("utf-16-le")
        piece = units[2 * span["start"] : 2 * span["end"]].decode("utf-16-le")
        self.assertEqual(piece, "Giao Phòng VHTX chủ trì")
        self.assertEqual(span["words"], piece)

    def test_only_whose_turn_it_is(self):
        """Names of receivers are told to who may send to them."""
        document = self.to_chairman()
        handling = self.open_(document, "chairman")
        for name in ("chief", "clerk_o", "operator", "head_a"):
            with self.subTest(name), self.assertRaises(AccessError):
                handling.with_user(self.users[name]).get_directive_reading("giao")

    def test_takes_what_clients_send(self):
        """Anything may come: a number, nothing, a book."""
        handling = self.open_(self.to_chairman(), "chairman")
        for text in (None, 7, {}, ["giao"], "", "   ", "Giao Phòng VHTX " * 5000):
            with self.subTest(str(text)[:20]):
                reading = handling.get_directive_reading(text)
                self.assertLessEqual(len(reading["lines"]), 1)
        handling.get_directive_reading("Giao", "no such move")

    @warmup
    def test_query_count(self):
        """It is asked while the leader types: a fixed number of queries, whatever he
        names."""
        handling = self.open_(self.to_chairman(), "chairman")
        for text, queries in (
            ("", 3),
            ("Giao Phòng VHTX chủ trì", 24),
            (
                "Giao Phòng VHTX chủ trì, phối hợp Phòng TCKX, đ/c Bình chỉ đạo, VP "
                "theo dõi, trong 05 ngày làm việc",
                28,
            ),
        ):
            self.env.flush_all()
            self.env.invalidate_all()
            with self.subTest(text), self.assertQueryCount(queries):
                handling.get_directive_reading(text)


@tagged("post_install", "-at_install", "vpdt")
class TestPhrases(RouteCase):
    """Personal phrases: one's own, nobody else's."""

    def setUp(self):
        super().setUp()
        self.mine = self.as_("chairman", "vpdt.phrase")
        self.common = self.env["vpdt.phrase"].create(
            {"text": "Câu chung để thử", "shortcut": "cc1", "user_id": False}
        )

    def texts(self, name):
        return [item["text"] for item in self.as_(name, "vpdt.phrase").get_phrases()]

    def test_own_and_common(self):
        """What one saves is one's own; common ones are everybody's."""
        self.mine.action_save("Câu của riêng tôi", "/RT1")
        self.assertIn("Câu của riêng tôi", self.texts("chairman"))
        self.assertIn("Câu chung để thử", self.texts("chairman"))
        self.assertNotIn("Câu của riêng tôi", self.texts("vice"))
        self.assertIn("Câu chung để thử", self.texts("vice"))
        [own] = self.mine.search([("user_id", "=", self.users["chairman"].id)])
        self.assertEqual(own.shortcut, "rt1")

    def test_nobody_reads_anothers(self):
        """A phrase may tell of papers: not the operator, not the administrator."""
        phrase = self.mine.browse(self.mine.action_save("Câu kín")["id"])
        admin = self.env.ref("base.user_admin")
        for user in (self.users["vice"], self.users["operator"], admin):
            other = phrase.with_user(user)
            with self.subTest(user.login):
                self.assertFalse(other.has_access("read"))
                for call in (
                    lambda other=other: other.read(["text"]),
                    lambda other=other: other.write({"text": "x"}),
                    lambda other=other: other.unlink(),
                    lambda other=other: other.action_use(),
                ):
                    with self.assertRaises(AccessError):
                        call()

    def test_common_ones_are_the_operators(self):
        """Common phrases are kept by the operator; nobody plants one on another."""
        with self.assertRaises(AccessError):
            self.common.with_user(self.users["chairman"]).write({"text": "x"})
        with self.assertRaises(AccessError):
            self.mine.create({"text": "x", "user_id": False})
        with self.assertRaises(AccessError):
            self.mine.create({"text": "x", "user_id": self.users["vice"].id})
        with self.assertRaises(AccessError):
            self.mine.with_context(default_user_id=self.users["vice"].id).create(
                {"text": "x"}
            )
        phrase = self.mine.browse(self.mine.action_save("Của tôi")["id"])
        with self.assertRaises(AccessError):
            phrase.write({"user_id": self.users["vice"].id})
        self.common.with_user(self.users["operator"]).write({"text": "Câu đã sửa"})
        self.assertIn("Câu đã sửa", self.texts("vice"))

    def test_use_makes_a_common_phrase_ones_own(self):
        """It is counted for whoever used it, comes once, and first."""
        common = self.common.with_user(self.users["chairman"])
        own = self.mine.browse(common.action_use())
        self.assertEqual(common.action_use(), own.id)
        self.assertEqual((own.use_count, own.text), (2, "Câu chung để thử"))
        self.assertEqual(own.user_id, self.users["chairman"])
        self.assertEqual(self.common.use_count, 0)
        phrases = self.mine.get_phrases()
        self.assertEqual(phrases[0]["id"], own.id)
        self.assertEqual(self.texts("chairman").count("Câu chung để thử"), 1)
        own.active = False
        self.assertNotIn("Câu chung để thử", self.texts("chairman"))
        self.assertIn("Câu chung để thử", self.texts("vice"))

    def test_shortcuts(self):
        """Letters and digits; one phrase for each."""
        self.mine.action_save("Một", "a1")
        # which the server tells in the words of the index
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(UniqueViolation),
            self.env.cr.savepoint(),
        ):
            self.mine.action_save("Hai", "a1")
        with self.assertRaises(ValidationError):
            self.mine.action_save("Ba", "a b")
        with self.assertRaises(UserError):
            self.mine.action_save("Một")
        with self.assertRaises(UserError):
            self.mine.action_save("  ")
        with self.assertRaises(ValidationError):
            self.mine.action_save("x" * 1001)
        # another person's shortcuts are his
        self.as_("vice", "vpdt.phrase").action_save("Một của vice", "a1")
        self.mine.action_save("Chữ Việt", "đb")

    def test_starters(self):
        """There is something to begin with, and the words of it are understood."""
        starters = self.env["vpdt.phrase"].search(
            [("user_id", "=", False), ("id", "!=", self.common.id)]
        )
        self.assertGreaterEqual(len(starters), 8)
        self.assertEqual(len(set(starters.mapped("shortcut"))), len(starters))
        document = self.to_chairman()
        reading = self.open_(document, "chairman").get_directive_reading(
            self.env.ref("vpdt_workflow.vpdt_phrase_five_days").text
        )
        deadline = fields.Datetime.to_datetime(reading["deadline"])
        self.assertGreater(deadline, datetime.now() + timedelta(days=4))
