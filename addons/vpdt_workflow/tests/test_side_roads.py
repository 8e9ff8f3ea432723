from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import RouteCase


@tagged("post_install", "-at_install", "vpdt")
class TestSideRoads(RouteCase):
    """R3, R4: the side roads: who may, what it needs, what it leaves behind."""

    def in_days(self, days):
        return fields.Datetime.now().replace(microsecond=0) + timedelta(days=days)

    def steps(self, document, move):
        return self.env["vpdt.handling.step"].search(
            [("document_id", "=", document.id), ("move", "=", move)]
        )

    def inbox(self, who, document):
        self.tell()
        return (
            self.env["mail.notification"]
            .sudo()
            .search(
                [
                    ("res_partner_id", "=", self.users[who].partner_id.id),
                    ("mail_message_id.res_id", "=", document.id),
                    ("mail_message_id.model", "=", "vpdt.document"),
                ]
            )
        )

    def handling(self, document, holder=None, agency=None):
        """Return the last handling of a person or an agency, whatever its state."""
        self.env.invalidate_all()
        found = document.sudo().handling_ids.filtered(
            lambda item: (
                item.user_id == self.users[holder]
                if holder
                else item.agency_id == agency and not item.user_id
            )
        )
        return found.sorted("id")[-1:]

    # -- propose -------------------------------------------------------------

    def test_the_chief_proposes_the_chairman_decides(self):
        """R2: what is proposed stands chosen in the chairman's directive, not sent."""
        document = self.register(field_id=self.culture.id).document_id
        mine = self.open_(document, "chief")
        offered = mine.get_proposal_options(f"user:{self.users['chairman'].id}")
        keys = {item["key"] for item in offered["candidates"]}
        self.assertIn(f"agency:{self.agency_b.id}", keys)
        mine.action_transfer(
            [self.line("chairman", "lead")],
            "Kính trình",
            proposal=[self.line("b", "lead"), self.line("vice", "direct")],
        )
        self.assertFalse(self.handling(document, agency=self.agency_b))
        options = self.open_(document, "chairman").get_transfer_options()
        chosen = {
            item["key"]: item["usual"]
            for item in options["candidates"]
            if item["usual"]
        }
        self.assertEqual(
            chosen,
            {
                f"agency:{self.agency_b.id}": "lead",
                f"user:{self.users['vice'].id}": "direct",
            },
        )
        self.assertInvariants(document)

    def test_the_words_of_a_proposal_fill_it(self):
        """R2: lead, support and deadline proposed in words stand in the chairman's
        directive; his own deadline is not theirs."""
        self.agency_a.write({"name": "Phòng Văn hóa và Thông tin", "symbol": "VHTX"})
        self.agency_b.write({"name": "Phòng Tài chính - Kế hoạch", "symbol": "TCKX"})
        self.env.flush_all()
        document = self.register().document_id
        mine = self.open_(document, "chief")
        chairman = f"user:{self.users['chairman'].id}"
        day = fields.Date.today() + timedelta(days=20)
        text = (
            "Đề xuất giao Phòng VHTX chủ trì, phối hợp Phòng TCKX, "
            f"xong trước {day:%d/%m/%Y}."
        )
        self.assertFalse(mine.get_directive_reading(text)["proposal"])
        read = mine.get_directive_reading(text, receiver=chairman)
        self.assertFalse(read["lines"], "the chief charges no department himself")
        proposal = read["proposal"]
        self.assertEqual(proposal["receiver"], chairman)
        self.assertEqual(
            {line["key"]: line["purpose"] for line in proposal["lines"]},
            {
                f"agency:{self.agency_a.id}": "lead",
                f"agency:{self.agency_b.id}": "support",
            },
        )
        self.assertFalse(proposal["unknown"])
        self.assertTrue(proposal["deadline"].startswith(day.isoformat()))
        before = mine.deadline
        mine.action_transfer(
            [self.line("chairman", "lead")],
            text,
            proposal=[
                {**self.line(name, purpose), "deadline": proposal["deadline"]}
                for name, purpose in (("a", "lead"), ("b", "support"))
            ],
        )
        his = self.open_(document, "chairman")
        self.assertEqual(his.deadline, before, "a proposal sets no deadline of his")
        options = his.get_transfer_options()
        self.assertEqual(options["deadline"], proposal["deadline"])
        self.assertIn(self.users["chief"].name, options["deadline_why"])
        many = his.get_transfer_options_many(his.ids)
        self.assertEqual(many["deadline"], proposal["deadline"])
        slip = his.sudo().directive_id._slip_proposal({})
        self.assertEqual({row.deadline.date() for row in slip}, {day})
        self.assertInvariants(document)

    def test_a_proposal_has_deadlines_as_a_directive_has(self):
        """No day that is over, and none that is no day."""
        mine = self.open_(self.register().document_id, "chief")
        for deadline in ("2020-01-02 10:00:00", "tomorrow"):
            with self.subTest(deadline), self.assertRaises(UserError):
                mine.action_transfer(
                    [self.line("chairman", "lead")],
                    proposal=[{**self.line("a", "lead"), "deadline": deadline}],
                )

    def test_nothing_is_proposed_that_the_receiver_may_not_do(self):
        """The rules hold for proposals as for directives."""
        document = self.register(field_id=self.culture.id).document_id
        mine = self.open_(document, "chief")
        with self.assertRaises(UserError):
            mine.action_transfer(
                [self.line("chairman", "lead")],
                proposal=[self.line("specialist_a", "lead")],
            )
        self.assertEqual(self.open_(document, "chief"), mine)

    # -- receivers -----------------------------------------------------------

    def test_a_receiver_is_added_later(self):
        """R3: further receivers join without a second lead, and are told."""
        document = self.to_chairman()
        self.pass_on(document, "chairman", ("a", "lead"))
        mine = self.handling(document, "chairman").with_user(self.users["chairman"])
        with self.assertRaises(UserError):
            mine.action_add([self.line("b", "lead")])
        mine.action_add([self.line("b", "support")], "Phối hợp thêm")
        added = self.open_(document, agency=self.agency_b)
        self.assertEqual(
            (added.purpose, added.is_main, added.parent_id), ("support", False, mine)
        )
        self.assertTrue(self.inbox("clerk_b", document))
        self.assertEqual(len(self.steps(document, "add")), 1)
        self.assertInvariants(document)

    def test_nobody_has_it_twice_for_the_same_purpose(self):
        """What was passed on, returned and passed on again doubles nobody's paper."""
        document = self.to_agencies()
        self.open_(document, agency=self.agency_a).with_user(
            self.users["clerk_a"]
        ).action_return("Không thuộc thẩm quyền")
        mine = self.open_(document, "chairman")
        options = mine.get_transfer_options()["candidates"]
        usual = {item["key"] for item in options if item["usual"]}
        self.assertNotIn(f"user:{self.users['vice'].id}", usual)
        with self.assertRaises(UserError):
            mine.action_transfer([self.line("a", "lead"), self.line("vice", "direct")])
        self.assertInvariants(document)

    def test_an_opinion_is_asked_beside_the_main_line(self):
        """The task stays where it is; the opinion comes back to who asked."""
        document = self.to_specialist()
        mine = self.open_(document, "specialist_a")
        with self.assertRaises(UserError):
            mine.action_ask_opinion([self.line("b", "opinion")], "Xin ý kiến")
        chairman = self.to_chairman(number="13")
        desk = self.open_(chairman, "chairman")
        with self.assertRaises(UserError):
            desk.action_ask_opinion([self.line("b", "opinion")], " ")
        desk.action_ask_opinion([self.line("b", "opinion")], "Góp ý dự thảo")
        self.assertEqual(self.open_(chairman, "chairman"), desk)
        self.accept(chairman, "clerk_b")
        asked = self.open_(chairman, "head_b")
        self.assertEqual(asked.purpose, "opinion")
        with self.assertRaises(UserError):
            asked.action_finish("")
        asked.action_finish("Thống nhất")
        self.assertEqual(
            self.handling(chairman, agency=self.agency_b).result, "Thống nhất"
        )
        self.assertEqual(chairman.sudo().state, "processing")
        self.assertTrue(self.inbox("chairman", chairman))
        self.assertInvariants(chairman)

    def test_the_lead_changes(self):
        """What grew out of the old lead is withdrawn; there is one lead throughout."""
        document = self.to_specialist()
        chairman = self.handling(document, "chairman").with_user(self.users["chairman"])
        old = self.handling(document, agency=self.agency_a)
        with self.assertRaises(UserError):
            chairman.action_change_lead(self.line("a", "lead"), "đổi")
        with self.assertRaises(UserError):
            chairman.action_change_lead(self.line("b", "lead"), "")
        # B supports already: it cannot have both
        supporting = self.open_(document, agency=self.agency_b)
        chairman.action_change_lead(self.line("b", "lead"), "Đúng chức năng", "inform")
        self.env.invalidate_all()
        self.assertEqual(old.state, "recalled")
        self.assertEqual(self.handling(document, "specialist_a").state, "recalled")
        self.assertEqual(supporting.state, "waiting")
        lead = self.handling(document, agency=self.agency_b)
        self.assertEqual((lead.purpose, lead.state), ("lead", "waiting"))
        former = self.handling(document, agency=self.agency_a)
        self.assertEqual((former.purpose, former.is_main), ("inform", False))
        self.assertFalse(
            document.with_user(self.users["specialist_a"]).has_access("read"),
            "who has nothing to do with it any more does not read it",
        )
        self.assertEqual(self.steps(document, "change_lead").text, "Đúng chức năng")
        self.assertInvariants(document)

    # -- taking back ---------------------------------------------------------

    def test_what_was_opened_is_taken_back_by_agreement(self):
        """R4: the sender asks, who has it now agrees, the task is back."""
        document = self.to_specialist()
        sent = self.handling(document, agency=self.agency_a).with_user(
            self.users["chairman"]
        )
        request = self.env["vpdt.request"].browse(
            sent.action_ask_take_back("Chuyển nhầm")
        )
        with self.assertRaises(UserError):
            sent.action_ask_take_back("Chuyển nhầm")
        for name in ("head_a", "clerk_a", "chairman", "clerk_b"):
            with self.subTest(name), self.assertRaises(AccessError):
                request.with_user(self.users[name]).action_grant()
        self.assertTrue(self.inbox("specialist_a", document))
        request.with_user(self.users["specialist_a"]).action_grant("Đồng ý")
        self.assertEqual(self.open_(document, "chairman").purpose, "lead")
        self.assertEqual(
            self.handling(document, agency=self.agency_a).state, "recalled"
        )
        self.assertEqual(
            document.sudo()
            .entry_ids.filtered(lambda line: line.agency_id == self.agency_a)
            .state,
            "done",
        )
        self.assertInvariants(document)

    def test_not_given_back_without_a_reason(self):
        """A refusal says why; what was asked is over."""
        document = self.to_specialist()
        sent = self.handling(document, agency=self.agency_a).with_user(
            self.users["chairman"]
        )
        request = self.env["vpdt.request"].browse(sent.action_ask_take_back("Nhầm"))
        mine = request.with_user(self.users["specialist_a"])
        with self.assertRaises(UserError):
            mine.action_refuse("")
        mine.action_refuse("Đã làm xong")
        with self.assertRaises(UserError):
            mine.action_grant()
        self.assertTrue(self.inbox("chairman", document))
        self.assertEqual(self.open_(document, "specialist_a").purpose, "lead")

    def test_a_request_lapses_with_its_handling(self):
        """Peers' failure: what is over is not asked about for ever."""
        document = self.to_specialist()
        sent = self.handling(document, "specialist_a").with_user(self.users["head_a"])
        self.open_(document, "specialist_a").action_open()
        request = self.env["vpdt.request"].browse(sent.action_ask_take_back("Nhầm"))
        self.assertEqual(request.sudo().state, "asked")
        self.open_(document, "specialist_a").action_finish("Xong")
        self.assertEqual(request.sudo().state, "lapsed")
        self.assertEqual(
            document.with_user(self.users["specialist_a"]).get_requests(), []
        )

    # -- deadlines -------------------------------------------------------------

    def test_a_longer_deadline_is_asked_for_and_granted(self):
        """R16: old and new date are kept; what carries the task moves along."""
        document = self.to_chairman()
        first = self.in_days(10)
        self.open_(document, "chairman").action_transfer(
            [self.line("a", "lead")], "Làm", first
        )
        entry = self.accept(document)
        mine = self.open_(document, "head_a")
        self.assertEqual(mine.deadline, first)
        with self.assertRaises(UserError):
            mine.action_ask_extend(self.in_days(5), "ngắn hơn")
        later = self.in_days(20)
        request = self.env["vpdt.request"].browse(
            mine.action_ask_extend(later, "Cần khảo sát")
        )
        self.assertEqual(mine.deadline, first, "holds until it is granted")
        with self.assertRaises(AccessError):
            request.with_user(self.users["clerk_a"]).action_grant()
        request.with_user(self.users["chairman"]).action_grant("Được")
        self.env.invalidate_all()
        self.assertEqual(mine.deadline, later)
        self.assertEqual(self.handling(document, agency=self.agency_a).deadline, later)
        self.assertEqual(entry.sudo().due_date, later)
        kept = self.steps(document, "extend")
        self.assertEqual(set(kept.mapped("old_deadline")), {first})
        self.assertEqual(set(kept.mapped("new_deadline")), {later})

    def test_an_extension_is_refused(self):
        """The deadline holds, the reason is told."""
        document = self.to_chairman()
        first = self.in_days(10)
        self.open_(document, "chairman").action_transfer(
            [self.line("a", "lead")], "Làm", first
        )
        self.accept(document)
        mine = self.open_(document, "head_a")
        request = self.env["vpdt.request"].browse(
            mine.action_ask_extend(self.in_days(20), "Cần khảo sát")
        )
        request.with_user(self.users["chairman"]).action_refuse("Việc gấp")
        self.assertEqual(mine.deadline, first)
        self.assertEqual(self.steps(document, "refuse_extend").text, "Việc gấp")
        self.assertTrue(self.inbox("head_a", document))

    def test_the_clock_stops_and_runs_again(self):
        """R16: what waits for somebody outside is not late; the hours are added."""
        document = self.to_chairman()
        first = self.committee._deadline(5)
        self.open_(document, "chairman").action_transfer(
            [self.line("a", "lead")], "Làm", first
        )
        self.accept(document)
        mine = self.open_(document, "head_a")
        mine.action_suspend("Chờ Sở trả lời")
        with self.assertRaises(UserError):
            mine.action_finish("Xong")
        with self.assertRaises(UserError):
            mine.action_suspend("lần nữa")
        week = fields.Datetime.now() - timedelta(days=7)
        mine.sudo().suspended_at = week
        mine.sudo().deadline = fields.Datetime.now() - timedelta(hours=1)
        desk = self.as_("head_a", "vpdt.handling").desk_read("overdue")
        self.assertEqual(desk["total"], 0, "what is suspended is not overdue")
        mine.sudo().deadline = first
        mine.action_resume()
        self.assertFalse(mine.suspended_at)
        local = [
            fields.Datetime.context_timestamp(mine, at) for at in (first, mine.deadline)
        ]
        worked = self.agency_a._working_calendar().get_work_hours_count(*local)
        self.assertGreaterEqual(worked, 24, "a week of work, give or take holidays")
        self.assertEqual(
            self.steps(document, "suspend").mapped("text"), ["Chờ Sở trả lời"]
        )
        self.assertEqual(len(self.steps(document, "resume")), 1)

    # -- finishing and reopening -----------------------------------------------

    def test_finished_with_an_answer(self):
        """The answer is a document the person reads; who does not read it is not
        told its number."""
        document = self.to_specialist()
        secret = self.register(number="77").document_id
        mine = self.open_(document, "specialist_a")
        for wrong in (secret.id, document.id, 0, 999999):
            with self.subTest(wrong), self.assertRaises(UserError):
                mine.action_finish("", "answer", wrong)
        answer = self.to_specialist(number="78")
        mine.action_finish("", "answer", answer.id)
        self.assertEqual((mine.result_kind, mine.answer_id), ("answer", answer))
        [node] = [
            node
            for node in document.with_user(self.users["chief"]).get_transfer_tree()
            if node["id"] == mine.id
        ]
        self.assertEqual(node["answer"], answer.code)

    def test_filed_only(self):
        """ "Để lưu" needs no words, even of the lead."""
        document = self.to_chairman()
        self.open_(document, "chairman").action_finish(kind="filed")
        self.assertEqual(document.sudo().state, "done")

    def test_reopened_by_a_new_row(self):
        """Design 5.5: the finished row stays; the document has its one lead again."""
        document = self.to_specialist()
        mine = self.open_(document, "specialist_a")
        mine.action_finish("Xong")
        names = [name for name in mine.fields_get() if name != "step_ids"]
        before = mine.sudo().read(names)[0]
        with self.assertRaises(AccessError):
            mine.with_user(self.users["clerk_a"]).action_reopen("sai")
        with self.assertRaises(UserError):
            mine.action_reopen("")
        again = self.env["vpdt.handling"].browse(mine.action_reopen("Thiếu phụ lục"))
        self.assertEqual(mine.sudo().read(names)[0], before)
        self.assertEqual(document.sudo().state, "processing")
        self.assertEqual(
            document.sudo()
            .entry_ids.filtered(lambda line: line.agency_id == self.agency_a)
            .state,
            "processing",
        )
        with self.assertRaises(UserError):
            mine.action_reopen("lần nữa")
        self.assertInvariants(document)
        again.with_user(self.users["specialist_a"]).action_finish("Đã bổ sung")
        self.assertEqual(document.sudo().state, "done")
        self.assertEqual(set(document.sudo().entry_ids.mapped("state")), {"done"})

    # -- cancelling --------------------------------------------------------------

    def test_a_registration_made_by_mistake_is_cancelled(self):
        """NĐ 30/2020 Điều 15: the number stays, void, with its reason; I2 holds."""
        document = self.to_chairman()
        entry = document.sudo().entry_ids
        series = entry.series_id
        series._settle()
        mine = entry.with_user(self.users["clerk"])
        with self.assertRaises(UserError):
            mine.action_cancel(" ")
        for name in ("chief", "clerk_a", "chairman"):
            with self.subTest(name), self.assertRaises(AccessError):
                entry.with_user(self.users[name]).action_cancel("sai")
        mine.action_cancel("Vào nhầm sổ")
        self.assertEqual((entry.state, entry.void_reason), ("void", "Vào nhầm sổ"))
        self.assertEqual(document.sudo().state, "void")
        self.assertEqual(self.handling(document, "chairman").state, "recalled")
        causes = document.sudo().reader_ids.filtered(
            lambda row: row.user_id == self.users["chairman"]
        )
        self.assertNotIn("handling", causes.mapped("cause"))
        lead = self.handling(document, "chief").sudo()
        lead.flush_recordset()
        self.env.cr.execute(
            "UPDATE vpdt_handling SET state = 'done' WHERE id = %s", [lead.id]
        )
        self.env.invalidate_all()
        with self.assertRaises(UserError):
            lead.with_user(self.users["chief"]).sudo().action_reopen("lại")
        series._settle()
        self.assertEqual(self.env["vpdt.ledger"]._verify(series), [])
        self.env.cr.execute(
            "UPDATE vpdt_entry SET void_reason = 'khác' WHERE id = %s", [entry.id]
        )
        self.env.invalidate_all()
        self.assertEqual(
            self.env["vpdt.ledger"]._verify(series), [(entry.number, "content")]
        )

    def test_not_cancelled_once_others_registered_it(self):
        """What is in another agency's book is returned first."""
        document = self.to_specialist()
        entry = document.sudo().entry_ids.filtered(
            lambda line: line.agency_id == self.committee
        )
        with self.assertRaises(UserError):
            entry.with_user(self.users["clerk"]).action_cancel("sai")
        self.assertInvariants(document)

    def test_an_agency_cancels_its_own_registration(self):
        """The paper is back with the agency's clerk, who may return it."""
        document = self.to_agencies()
        entry = self.accept(document)
        entry.with_user(self.users["clerk_a"]).action_cancel("Vào nhầm")
        self.assertEqual(entry.sudo().state, "void")
        back = self.open_(document, agency=self.agency_a)
        self.assertEqual(back.purpose, "lead")
        self.assertInvariants(document)
        again = self.accept(document)
        self.assertNotEqual(again.number, entry.number)
        self.assertInvariants(document)

    # -- many at once ------------------------------------------------------------

    def test_many_at_once_each_by_itself(self):
        """Peers' failure "all or nothing": one refusal leaves the others done."""
        good = [self.to_chairman(number=str(number)) for number in (1, 2)]
        bad = self.to_chairman(number="3")
        ids = [self.open_(document, "chairman").id for document in [*good, bad]]
        self.open_(bad, "chairman").action_finish("Xong rồi")
        results = self.as_("chairman", "vpdt.handling").action_transfer_many(
            ids, [self.line("a", "lead")], "Làm"
        )
        self.assertEqual([row["done"] for row in results], [True, True, False])
        self.assertTrue(results[2]["message"])
        for document in good:
            self.assertTrue(self.open_(document, agency=self.agency_a))
            self.assertInvariants(document)

    def test_many_is_not_a_way_round(self):
        """I3: what is another's stays another's, in a batch as alone."""
        document = self.to_chairman()
        mine = self.open_(document, "chairman")
        [row] = self.as_("head_a", "vpdt.handling").action_transfer_many(
            [mine.id], [self.line("b", "lead")]
        )
        self.assertFalse(row["done"])
        self.assertNotIn(document.sudo().subject, row["message"])
        self.assertEqual(self.open_(document, "chairman"), mine)

    def test_cancelling_leaves_nothing_open(self):
        """What a finished branch left open goes with the registration."""
        document = self.register(field_id=self.culture.id).document_id
        self.pass_on(
            document, "chief", ("chairman", "lead"), ("deputy_chief", "inform")
        )
        self.open_(document, "chairman").action_finish("Xong")
        self.open_(document, "deputy_chief")
        self.handling(document, "chief").with_user(self.users["chief"]).action_reopen(
            "Thiếu"
        )
        entry = document.sudo().entry_ids
        entry.with_user(self.users["clerk"]).action_cancel("Vào nhầm")
        self.assertInvariants(document)
        self.assertEqual(self.handling(document, "deputy_chief").state, "recalled")
