from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged, warmup

from .common import RouteCase


class DeskCase(RouteCase):
    def handling(self, document, name):
        """Return the open handling of a person on `document`, as that person."""
        return self.open_(document, name).with_user(self.users[name])

    def desk(self, name):
        """Return vpdt.handling as a person."""
        return self.as_(name, "vpdt.handling")


@tagged("post_install", "-at_install", "vpdt")
class TestDeskPaper(DeskCase):
    """One paper in one call: everything a leader needs to decide (R2)."""

    def test_paper_tells_what_is_decided_on(self):
        """Facts, directives so far, whose turn, whom it may go to."""
        document = self.to_agencies(subject="Kế hoạch chuyển đổi số")
        self.accept(document)
        paper = self.handling(document, "head_a").desk_paper()
        self.assertEqual(paper["document"]["subject"], "Kế hoạch chuyển đổi số")
        self.assertEqual(paper["turn"]["mine"], True)
        self.assertIn("transfer", paper["turn"]["moves"])
        self.assertTrue(paper["options"]["candidates"])
        authors = [step["author"] for step in paper["chain"]]
        self.assertEqual(
            authors,
            [
                self.users[name].name
                for name in ("clerk", "chief", "chairman", "clerk_a")
            ],
        )
        to_four = paper["chain"][2]["to"]
        self.assertEqual(
            [item["purpose"] for item in to_four],
            ["lead", "support", "direct", "monitor"],
        )

    def test_a_specialist_is_offered_what_he_can_do(self):
        """No rule lets him pass it on: he finishes, without an empty form beside it."""
        paper = self.open_(self.to_specialist(), "specialist_a").desk_paper()
        self.assertIn("finish", paper["turn"]["moves"])
        self.assertNotIn("transfer", paper["turn"]["moves"])
        self.assertFalse(paper["options"])

    def test_the_words_that_led_here(self):
        """Whoever supports reads the chairman's words, not those of another agency's
        head to his own people."""
        document = self.to_specialist()
        for paper, who in (
            (self.open_(document, agency=self.agency_b), "clerk_b"),
            (self.handling(document, "specialist_a"), "specialist_a"),
        ):
            chain = paper.with_user(self.users[who]).desk_paper()["chain"]
            here = [step["author"] for step in chain if step["here"]]
            wanted = {
                "clerk_b": ("clerk", "chief", "chairman"),
                "specialist_a": ("clerk", "chief", "chairman", "clerk_a", "head_a"),
            }[who]
            self.assertEqual(here, [self.users[name].name for name in wanted], who)
            self.assertEqual(len(chain), 5, who)

    def test_what_is_not_mine_offers_nothing_to_pass_on(self):
        """The one who sent it sees it without a directive to write."""
        document = self.to_agencies()
        handling = self.open_(document, agency=self.agency_b)
        paper = handling.with_user(self.users["chairman"]).desk_paper()
        self.assertFalse(paper["turn"]["mine"])
        self.assertFalse(paper["options"])
        self.assertIn("recall", paper["turn"]["moves"])

    def test_paper_is_for_its_readers(self):
        """I3: whoever does not read the document gets nothing of it by this way."""
        document = self.to_chairman()
        handling = self.open_(document, "chairman")
        readers = self.readers(document)
        self.assertNotIn("head_b", readers)
        for name, user in self.users.items():
            with self.subTest(user=name):
                mine = handling.with_user(user)
                if name in readers:
                    self.assertEqual(mine.desk_paper()["document"]["id"], document.id)
                else:
                    with self.assertRaises(AccessError):
                        mine.desk_paper()

    def test_fetching_ahead_opens_nothing(self):
        """The next paper is fetched before it is looked at: its sender may recall."""
        document = self.to_chairman()
        handling = self.handling(document, "chairman")
        handling.desk_paper()
        self.assertEqual(handling.state, "waiting")

    @warmup
    def test_query_count(self):
        """Design 7: a paper costs the same however long its way was."""
        documents = [self.to_chairman(number="1"), self.to_chairman(number="2")]
        for index, document in enumerate(documents):
            handling = self.handling(document, "chairman")
            if index:
                handling.action_ask_opinion(
                    [self.line("vice", "opinion"), self.line("a", "opinion")],
                    "Ý kiến?",
                )
            self.env.flush_all()
            self.env.invalidate_all()
            with self.assertQueryCount(44):
                handling.desk_paper()


@tagged("post_install", "-at_install", "vpdt")
class TestDeskBatch(DeskCase):
    """One directive for many papers, each on its own."""

    def test_offered_is_what_all_allow(self):
        """R2: receivers of a batch are allowed for each paper of it."""
        documents = [
            self.to_chairman(number="1"),
            self.to_chairman(number="2", field_id=False),
        ]
        handlings = [self.handling(item, "chairman") for item in documents]
        both = self.desk("chairman").get_transfer_options_many(
            [handling.id for handling in handlings]
        )
        keys = {item["key"] for item in both["candidates"]}
        for handling in handlings:
            own = handling.get_transfer_options()["candidates"]
            self.assertLessEqual(keys, {item["key"] for item in own})
        self.assertEqual(both["purpose"], "lead")
        # proposed for one of them only: proposed for none
        self.assertFalse([item for item in both["candidates"] if item["usual"]])
        one_field = self.desk("chairman").get_transfer_options_many([handlings[0].id])
        self.assertTrue([item for item in one_field["candidates"] if item["usual"]])

    def test_what_cannot_be_passed_on_is_named(self):
        """A paper that somebody dealt with meanwhile is told, not a traceback."""
        documents = [self.to_chairman(number=str(number)) for number in (1, 2, 3)]
        handlings = [self.handling(item, "chairman") for item in documents]
        handlings[0].action_finish("Xong")
        handlings[1].action_suspend("Chờ")
        options = self.desk("chairman").get_transfer_options_many(
            [handling.id for handling in handlings]
        )
        self.assertEqual(
            {item["id"] for item in options["left_out"]},
            {handlings[0].id, handlings[1].id},
        )
        self.assertTrue(all(item["message"] for item in options["left_out"]))
        self.assertTrue(options["candidates"])

    def test_batch_tells_nothing_of_others_papers(self):
        """I3: ids of papers one does not read are as if they were not there."""
        mine = self.handling(self.to_chairman(number="1"), "chairman")
        options = self.desk("head_b").get_transfer_options_many([mine.id])
        self.assertEqual((options["candidates"], options["left_out"]), ([], []))
        with self.assertRaises(UserError):
            self.desk("chairman").get_transfer_options_many(range(1, 102))

    def test_failed_ones_are_told_line_by_line(self):
        """All or nothing is no batch: what can be done is done."""
        documents = [self.to_chairman(number=str(number)) for number in (1, 2)]
        handlings = [self.handling(item, "chairman") for item in documents]
        handlings[0].action_finish("Xong")
        ids = [handling.id for handling in handlings]
        results = self.desk("chairman").action_finish_many(ids, "", "filed")
        self.assertEqual([item["done"] for item in results], [False, True])
        self.assertTrue(results[0]["message"])
        self.assertEqual(handlings[1].result_kind, "filed")

    def test_clerk_registers_many_at_once(self):
        """R3: thirty papers in the morning are one step, each with its own number."""
        documents = [self.to_agencies(number=str(number)) for number in (1, 2, 3)]
        ids = [self.open_(item, agency=self.agency_a).id for item in documents]
        results = self.desk("clerk_a").action_accept_many(ids)
        self.assertEqual([item["done"] for item in results], [True] * 3)
        entries = self.env["vpdt.entry"].search(
            [
                ("document_id", "in", [item.id for item in documents]),
                ("agency_id", "=", self.agency_a.id),
            ]
        )
        self.assertEqual(len(set(entries.mapped("number"))), 3)
        refused = self.desk("clerk_b").action_accept_many(ids)
        self.assertEqual([item["done"] for item in refused], [False] * 3)

    @warmup
    def test_query_count(self):
        """Twenty papers of one field are one question to the rules."""
        documents = [self.to_chairman(number=str(number)) for number in range(20)]
        ids = [self.open_(item, "chairman").id for item in documents]
        for count in (2, 20):
            self.env.flush_all()
            self.env.invalidate_all()
            with self.assertQueryCount(40):
                self.desk("chairman").get_transfer_options_many(ids[:count])


@tagged("post_install", "-at_install", "vpdt")
class TestDeskFilters(DeskCase):
    """Filters over the desk; those kept are one's own."""

    def found(self, name, bucket="all", **criteria):
        """Return the numbers of the papers that a filter leaves."""
        read = self.desk(name).desk_read(bucket, criteria=criteria)
        self.assertEqual(read["total"], len(read["lines"]))
        return {line["code"].split("/")[0] for line in read["lines"]}

    def test_words_with_or_without_marks(self):
        """R32: number, subject, issuer and sender, typed as people type."""
        self.to_chairman(number="11", subject="Phòng, chống dịch sốt xuất huyết")
        self.to_chairman(number="12", subject="Quy hoạch", issuer="Sở Xây dựng")
        for text, numbers in (
            ("dich sot", {"11"}),
            ("SỐT XUẤT", {"11"}),
            ("quy ho", {"12"}),
            ("xay dung", {"12"}),
            ("11", {"11"}),
            ("không có", set()),
            ("%", {"11", "12"}),
            (self.users["chief"].name, {"11", "12"}),
        ):
            with self.subTest(text):
                self.assertEqual(self.found("chairman", text=text), numbers)

    def test_purpose_urgency_deadline_sender(self):
        """Each criterion restricts, together they restrict further."""
        first = self.to_chairman(number="21", urgency="3")
        self.to_chairman(number="22")
        self.open_(first, "chairman").sudo().deadline = fields.Datetime.now() - (
            timedelta(days=1)
        )
        self.env.flush_all()
        chief = self.users["chief"].id
        for criteria, numbers in (
            ({"urgency": "1"}, {"21"}),
            ({"deadline": "overdue"}, {"21"}),
            ({"deadline": "due_soon"}, set()),
            ({"purposes": ["lead"]}, {"21", "22"}),
            ({"purposes": ["inform"]}, set()),
            ({"sender_id": chief}, {"21", "22"}),
            ({"sender_id": chief, "urgency": "2"}, {"21"}),
            ({"sender_id": self.users["vice"].id}, set()),
            ({"purposes": "no such", "urgency": [1], "deadline": 5}, {"21", "22"}),
        ):
            with self.subTest(criteria):
                self.assertEqual(self.found("chairman", **criteria), numbers)

    def test_filter_finds_only_what_is_on_the_desk(self):
        """I3: words find nothing that the reader table does not give."""
        self.to_chairman(number="31", subject="Bí mật nội bộ của lãnh đạo")
        for name in ("head_b", "specialist_a", "operator"):
            with self.subTest(name):
                if self.users[name].has_group(
                    "vpdt_documents.group_vpdt_documents_user"
                ):
                    self.assertEqual(self.found(name, text="bi mat"), set())

    def test_kept_filters_are_ones_own_with_a_counter(self):
        """A filter under a name counts by itself, for nobody else."""
        self.to_chairman(number="41", urgency="3")
        self.to_chairman(number="42")
        mine, chief = self.desk("chairman"), self.desk("chief")
        kept = mine.action_keep_filter(" Hỏa  tốc ", {"urgency": "3", "bad": 1})
        [chip] = mine.desk_read()["filters"]
        self.assertEqual(
            chip,
            {"id": kept, "name": "Hỏa tốc", "criteria": {"urgency": "3"}, "count": 1},
        )
        self.assertEqual(chief.desk_read()["filters"], [])
        chief.action_drop_filter(kept)
        self.assertEqual(len(mine.desk_read()["filters"]), 1)
        mine.action_drop_filter(kept)
        self.assertEqual(mine.desk_read()["filters"], [])

    def test_broken_filters_do_not_break_the_desk(self):
        """What anybody wrote into his own row leaves the desk as it is."""
        mine = self.desk("chairman")
        kept = mine.action_keep_filter("Một", {"text": "a"})
        row = self.as_("chairman", "ir.filters").browse(kept)
        for context in ("{", "[]", "{'vpdt_desk': 1}", '{"vpdt_desk": {"text": 7}}'):
            with self.subTest(context):
                row.context = context
                [chip] = mine.desk_read()["filters"]
                self.assertEqual(chip["criteria"], {})
        for name, criteria in (("", {"text": "a"}), ("x", {}), (7, 7), ("x", "y")):
            with self.subTest(name=name), self.assertRaises(UserError):
                mine.action_keep_filter(name, criteria)

    def test_nobody_puts_a_filter_on_anothers_desk(self):
        """A row shared by somebody else is not shown."""
        kept = self.desk("chief").action_keep_filter("Của tôi", {"text": "a"})
        row = self.as_("chief", "ir.filters").browse(kept)
        row.user_ids = [fields.Command.link(self.users["chairman"].id)]
        self.assertEqual(self.desk("chairman").desk_read()["filters"], [])

    def test_what_i_sent_by_what_became_of_it(self):
        """Who has not opened it, who has not finished: with what can be done."""
        document = self.to_agencies()
        self.open_(document, "vice").with_user(self.users["vice"]).action_open()
        mine = self.desk("chairman")
        unopened = mine.desk_read("sent_unopened")["lines"]
        opened = mine.desk_read("sent_opened")["lines"]
        self.assertEqual(len(unopened), 3)
        self.assertTrue(all("recall" in line["moves"] for line in unopened))
        [line] = opened
        self.assertEqual(line["holder"], self.users["vice"].name)
        self.assertTrue(line["opened_at"])
        self.assertIn("ask_take_back", line["moves"])
        self.assertNotIn("recall", line["moves"])
        self.assertDesksAgree()

    @warmup
    def test_query_count(self):
        """Design 7: the desk with filters kept, in a fixed number of queries."""
        for number in range(20):
            self.to_chairman(number=str(number))
        mine = self.desk("chairman")
        for number in range(5):
            mine.action_keep_filter(f"Lọc {number}", {"text": f"a{number}"})
        for limit in (3, 20):
            self.env.flush_all()
            self.env.invalidate_all()
            with self.assertQueryCount(18):
                desk = mine.desk_read(
                    "lead", limit=limit, criteria={"deadline": "none"}
                )
            self.assertEqual(len(desk["lines"]), limit)
            self.assertEqual(len(desk["filters"]), 5)
