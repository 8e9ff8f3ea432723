from lxml import etree

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from .common import DraftCase


@tagged("post_install", "-at_install", "vpdt")
class TestDraftScreen(DraftCase):
    """What the screens of a draft show and offer (R5)."""

    def screen_of(self, draft, who):
        self.env.invalidate_all()
        return draft.with_user(self.users[who]).get_screen()

    def test_the_screen_says_what_each_may_do(self):
        """R5: the maker writes, the reviewer comments and writes, the signer comments,
        the clerk of the issuer does neither."""
        draft = self.draft()
        self.assertEqual(self.screen_of(draft, "specialist_a")["versions"], [])
        self.version(draft)
        self.version(draft, "more words")
        read = self.screen_of(draft, "specialist_a")
        self.assertEqual([one["number"] for one in read["versions"]], [2, 1])
        self.assertEqual(read["current"], read["versions"][0]["id"])
        self.assertEqual(read["versions"][0]["print"]["pages"], 2)
        self.assertTrue(read["may"]["write"])
        self.assertFalse(read["may"]["comment"])
        draft.action_submit()
        self.assertFalse(self.screen_of(draft, "specialist_a")["may"]["write"])
        self.assertTrue(self.screen_of(draft, "specialist_a")["may"]["settle"])
        head = self.screen_of(draft, "head_a")["may"]
        self.assertTrue(head["write"] and head["comment"])
        self.assertFalse(head["settle"])
        self.approve(draft, "head_a")
        self.approve(draft, "deputy_chief")
        chairman = self.screen_of(draft, "chairman")["may"]
        self.assertTrue(chairman["comment"])
        self.assertFalse(chairman["write"])
        clerk = self.screen_of(draft, "clerk")["may"]
        self.assertFalse(clerk["write"] or clerk["comment"] or clerk["settle"])

    def test_the_same_file_again_is_noticed(self):
        """R5: a file that is there already makes a version, and one is told."""
        draft = self.draft()
        versions = [self.version(draft, text) for text in ("one", "two")]
        data = versions[0].sudo().file_id.attachment_id.raw
        versions.append(draft._add_version(data, "dự thảo (1).pdf")[0])
        self.assertEqual(
            [version._same_file().number for version in versions], [0, 0, 1]
        )

    def test_the_screen_is_for_readers_only(self):
        """I3: the screen of a draft is read by its makers and reviewers alone."""
        draft = self.draft()
        for name in ("head_b", "clerk_b", "operator"):
            with self.subTest(name), self.assertRaises(AccessError):
                self.screen_of(draft, name)

    def test_comments_keep_their_numbers(self):
        """A comment is called by the same number on the page and in the list."""
        draft = self.draft()
        version = self.version(draft)
        draft.action_submit()
        head = draft.with_user(self.users["head_a"])
        head.action_comment("Trang hai", version.id, page=2, x=0.1, y=0.1)
        head.action_comment("Trang một", version.id, page=1, x=0.1, y=0.9)
        comments = self.screen_of(draft, "head_a")["comments"]
        self.assertEqual(
            [(one["page"], one["number"], one["mine"]) for one in comments],
            [(1, 2, True), (2, 1, True)],
        )

    def test_who_writes_is_shown_until_when(self):
        """R5: who took the draft out to write is named, and lets it go again."""
        draft = self.draft()
        self.version(draft)
        draft.action_submit()
        self.assertFalse(self.screen_of(draft, "head_a")["lock"])
        head = draft.with_user(self.users["head_a"])
        head.action_check_out()
        lock = self.screen_of(draft, "specialist_a")["lock"]
        self.assertEqual(lock["by"], self.users["head_a"].name)
        self.assertFalse(lock["mine"])
        self.assertTrue(self.screen_of(draft, "specialist_a")["may"]["release"])
        self.assertTrue(self.screen_of(draft, "head_a")["may"]["write"])
        head.action_release()
        self.assertFalse(self.screen_of(draft, "head_a")["lock"])

    def test_whose_turn_it_is(self):
        """The list says with whom each draft is; the clerk waits for the signature."""
        draft = self.draft()
        own = self.draft(subject="Khác")
        self.version(draft)
        self.assertEqual(draft.with_whom, self.users["specialist_a"].name)
        draft.action_submit()
        self.env.invalidate_all()
        both = draft | own
        self.assertEqual(
            both.mapped("with_whom"),
            [self.users["head_a"].name, self.users["specialist_a"].name],
        )
        self.approve(draft, "head_a")
        self.approve(draft, "deputy_chief")
        self.env.invalidate_all()
        self.assertEqual(draft.with_whom, self.users["chairman"].name)
        self.assertRegex(
            draft.waits_for, r"^signature, since \d\d:\d\d \d\d/\d\d/\d{4}$"
        )
        self.scan(draft).action_tie()
        self.env.invalidate_all()
        self.assertEqual(draft.with_whom, self.committee.name)

    def test_the_list_asks_once_for_all_lines(self):
        """A list of drafts costs the same queries however many it shows."""
        for number in range(5):
            self.draft(subject=f"Số {number}")
        drafts = self.env["vpdt.draft"].with_user(self.users["specialist_a"])

        def queries(limit):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            drafts.search([], limit=limit).mapped("with_whom")
            return self.env.cr.sql_log_count - before

        queries(1)
        self.assertEqual(queries(2), queries(5))

    def test_with_me(self):
        """The filter "With me" finds what the desk shows."""
        draft = self.draft()
        self.version(draft)
        draft.action_submit()
        view = self.env.ref("vpdt_outgoing.vpdt_draft_view_search")
        node = etree.fromstring(view.arch).find(".//filter[@name='with_me']")

        def found(who):
            user = self.users[who]
            domain = safe_eval(node.get("domain"), {"uid": user.id})
            return self.as_(who, "vpdt.draft").search(domain)

        self.assertEqual(found("head_a"), draft)
        self.assertFalse(found("specialist_a"))
        self.approve(draft, "head_a")
        self.approve(draft, "deputy_chief")
        self.assertFalse(found("head_a"))
        self.assertEqual(found("clerk"), draft)
        self.assertEqual(found("chairman"), draft)

    def test_what_an_approval_covers(self):
        """NĐ 30/2020 Điều 11.2: an approval of other words holds no more."""
        draft = self.draft()
        self.version(draft)
        draft.action_submit()
        self.approve(draft, "head_a")
        approval = draft.approval_ids
        self.assertTrue(approval.covers)
        self.assertEqual(approval.digest_short, approval.digest[:12])
        self.version(draft, "other words", who="deputy_chief")
        self.env.invalidate_all()
        self.assertFalse(draft.approval_ids.covers)


@tagged("post_install", "-at_install", "vpdt")
class TestDraftReceivers(DraftCase):
    """Receivers added several at once (NĐ 30/2020 PL I.II.9)."""

    def test_all_departments_at_once(self):
        """Whole groups are offered; what is there already stays as it is."""
        draft = self.draft(dispatch_ids=[])
        groups = {one["key"]: one["agencies"] for one in draft.get_receiver_choices()}
        offered = {one["id"] for one in groups["departments"]}
        self.assertLessEqual({self.agency_a.id, self.agency_b.id}, offered)
        self.assertNotIn(
            self.committee.id, {one["id"] for all_ in groups.values() for one in all_}
        )
        ids = [self.agency_a.id, self.agency_b.id]
        self.assertEqual(draft.action_add_receivers(ids, "inform", True), 2)
        self.assertEqual(draft.action_add_receivers(ids), 0)
        self.assertEqual(draft.dispatch_ids.agency_id.ids, ids)
        self.assertEqual(set(draft.dispatch_ids.mapped("purpose")), {"inform"})
        self.assertTrue(all(draft.dispatch_ids.mapped("is_addressee")))
        chosen = {
            one["id"]
            for group in draft.get_receiver_choices()
            for one in group["agencies"]
            if one["chosen"]
        }
        self.assertEqual(chosen, set(ids))

    def test_committees_of_the_level_below(self):
        """A committee below is one that has a chairman."""
        self.env["hr.job"].create(
            {
                "name": "Chủ tịch UBND xã",
                "role": "chairman",
                "department_id": self.agency_b.id,
            }
        )
        groups = {
            one["key"]: [agency["id"] for agency in one["agencies"]]
            for one in self.draft().get_receiver_choices()
        }
        self.assertIn(self.agency_b.id, groups["committees"])
        self.assertNotIn(self.agency_b.id, groups["departments"])

    def test_only_its_maker_adds_receivers(self):
        """Who reviews a draft does not change to whom it goes."""
        draft = self.draft(
            dispatch_ids=[Command.create({"agency_id": self.agency_a.id})]
        )
        self.version(draft)
        draft.action_submit()
        ids = [self.agency_b.id]
        for name in ("head_a", "head_b", "operator"):
            with self.subTest(name), self.assertRaises(AccessError):
                draft.with_user(self.users[name]).action_add_receivers(ids)

    def test_the_answer_goes_to_who_asked(self):
        """R5: an answer begins with its addressee, area and haste filled in."""
        paper = self.to_specialist()
        paper.sudo().write({"urgency": "2", "issuer": "Sở Văn hóa và Thể thao"})
        action = paper.with_user(self.users["specialist_a"]).action_draft_answer()
        with Form(
            self.env["vpdt.draft"]
            .with_user(self.users["specialist_a"])
            .with_context(**action["context"])
        ) as form:
            form.type_id = self.decision
            form.subject = "Trả lời"
        draft = form.record
        self.assertEqual(draft.answers_id, paper)
        self.assertEqual(draft.urgency, "2")
        # the paper says so, to who makes it alone (I3)
        seen = {
            name: paper.with_user(self.users[name]).reply_draft_id
            for name in ("specialist_a", "head_a", "clerk")
        }
        self.assertEqual(seen["specialist_a"], draft)
        self.assertFalse(seen["head_a"] or seen["clerk"])
        opened = paper.with_user(self.users["specialist_a"]).action_open_reply()
        self.assertEqual(
            (opened["res_model"], opened["res_id"]), (draft._name, draft.id)
        )
        self.assertEqual(
            draft.dispatch_ids.mapped(lambda line: (line.name, line.is_addressee)),
            [("Sở Văn hóa và Thể thao", True)],
        )
        with self.assertRaisesRegex(UserError, "already"):
            draft.action_add_sender()
        draft.dispatch_ids.unlink()
        draft.action_add_sender()
        self.assertEqual(draft.dispatch_ids.mapped("method"), ["post"])

    def test_what_nobody_wrote_is_not_submitted(self):
        """A version as the template makes it has dots where its text belongs; told
        before anybody is asked for words."""
        draft = self.draft()
        draft.template_id = self.env["vpdt.draft.template"].search(
            [("file_name", "=", "cong_van.docx")], limit=1
        )
        self.assertTrue(draft.template_id)
        draft.action_compose()
        for ask in (draft.get_next_step, draft.action_submit):
            with self.assertRaises(UserError) as caught:
                ask()
            self.assertIn("Nothing has been written yet", str(caught.exception))
        self.assertEqual(draft.state, "making")
        self.version(draft)
        self.assertTrue(draft.get_next_step()["kind"])

    def test_nobody_outside_is_named_twice(self):
        """He would be printed twice, and sent two."""
        draft = self.draft()
        line = {"draft_id": draft.id, "name": " SỞ VĂN  HOÁ ", "method": "post"}
        with self.assertRaises(ValidationError) as caught:
            draft.dispatch_ids.create(line)
        self.assertIn("twice", str(caught.exception))
        other = draft.dispatch_ids.create({**line, "name": "Sở Văn hóa tỉnh Phú Yên"})
        with self.assertRaises(ValidationError):
            other.name = "Sở Văn hóa"

    def test_a_sender_inside_is_a_receiver_inside(self):
        """An agency of the system is sent the answer in the system."""
        paper = self.to_specialist()
        paper.sudo().issuer = self.agency_b.name.upper()
        draft = self.draft(answers_id=paper.id, dispatch_ids=[])
        draft.action_add_sender()
        self.assertEqual(draft.dispatch_ids.agency_id, self.agency_b)
        self.assertEqual(draft.dispatch_ids.method, "inside")


@tagged("post_install", "-at_install", "vpdt")
class TestDraftDesk(DraftCase):
    """Drafts on the desk (R3, R5)."""

    def test_the_desk_shows_what_is_approved(self):
        """The desk shows the print of the current version, and approves that one."""
        draft = self.draft()
        self.version(draft)
        version = self.version(draft, "newer words")
        draft.action_submit("Kính trình")
        step = self.step(draft, "head_a")
        paper = step.desk_paper()
        self.assertEqual([file["id"] for file in paper["files"]], version.pdf_id.ids)
        self.assertEqual(
            paper["document"]["form"], {"model": "vpdt.draft", "id": draft.id}
        )
        self.assertEqual(paper["document"]["signer"], self.users["chairman"].name)
        turn = paper["turn"]
        self.assertEqual((turn["draft_id"], turn["version_id"]), (draft.id, version.id))
        self.assertLessEqual({"approve", "return"}, set(turn["moves"]))
        self.assertFalse(paper["options"])
        [mine] = step.document_id.get_my_turn()
        self.assertEqual(mine["version_id"], version.id)
        step.action_approve(version_id=turn["version_id"])
        self.assertEqual(draft.state, "review")

    def round_again(self):
        """Return a draft that the head returned once, and approved then."""
        draft = self.draft()
        self.version(draft)
        draft.action_submit("Kính trình")
        self.step(draft, "head_a").action_return("Sửa căn cứ rồi trình lại")
        self.version(draft, "mended words")
        draft.action_submit("Đã sửa")
        self.approve(draft, "head_a")
        return draft

    def latest(self, handling):
        """Return (author, text) of the round under way, as the desk shows it."""
        return [
            (step["author"], step["text"])
            for step in handling.desk_paper()["chain"]
            if step["latest"]
        ]

    def test_the_desk_tells_the_round_under_way(self):
        """R5: who reviews next sees who approved it, not that it was returned once."""
        draft = self.round_again()
        maker, head, deputy = (
            self.users[name].name for name in ("specialist_a", "head_a", "deputy_chief")
        )
        told = [(maker, "Đã sửa"), (head, "Approved: đồng ý")]
        step = self.step(draft, "deputy_chief")
        self.assertEqual(self.latest(step), told)
        chain = step.desk_paper()["chain"]
        self.assertEqual(
            [one["text"] for one in chain],
            [
                "Kính trình",
                "Returned: Sửa căn cứ rồi trình lại",
                "Đã sửa",
                "Approved: đồng ý",
            ],
        )
        self.assertEqual([one["holder"] for one in chain[-1]["to"]], [deputy])
        self.assertEqual(len({one["id"] for one in chain}), len(chain))
        self.approve(draft, "deputy_chief")
        self.assertEqual(
            self.latest(self.step(draft, "chairman", "sign")),
            [*told, (deputy, "Approved: đồng ý")],
        )

    def test_an_approval_that_still_holds_is_shown(self):
        """NĐ 30/2020 Điều 11.2: submitted again unchanged, the head need not again."""
        draft = self.draft()
        self.version(draft)
        draft.action_submit("Kính trình")
        self.approve(draft, "head_a")
        self.step(draft, "deputy_chief").action_return("Thiếu nơi nhận")
        draft.action_submit()
        step = self.step(draft, "deputy_chief")
        self.assertEqual(
            self.latest(step),
            [
                (self.users["head_a"].name, "Approved: đồng ý"),
                (self.users["specialist_a"].name, ""),
            ],
        )

    def test_an_approval_of_other_words_belongs_to_an_earlier_round(self):
        """R5: who is asked again, of a new version, has not approved that one."""
        draft = self.draft()
        self.version(draft)
        draft.action_submit("Kính trình")
        self.approve(draft, "head_a")
        self.step(draft, "deputy_chief").action_return("Sai căn cứ")
        self.version(draft, "mended words")
        draft.action_submit("Đã sửa")
        step = self.step(draft, "head_a")
        self.assertEqual(
            self.latest(step), [(self.users["specialist_a"].name, "Đã sửa")]
        )
        told = [one["text"] for one in step.desk_paper()["chain"]]
        self.assertIn("Approved: đồng ý", told)

    def test_the_maker_is_told_why_it_came_back(self):
        """R5: the desk and the form say who returned a draft, and why."""
        draft = self.draft()
        self.version(draft)
        own = self.step(draft, "specialist_a", "draft")
        self.assertFalse(own.desk_paper()["turn"]["returned"])
        draft.action_submit("Kính trình")
        self.step(draft, "head_a").action_return("Sửa căn cứ rồi trình lại")
        own = self.step(draft, "specialist_a", "draft")
        [mine] = own.document_id.get_my_turn()
        for turn in (mine, own.desk_paper()["turn"]):
            self.assertEqual(turn["returned"]["by"], self.users["head_a"].name)
            self.assertEqual(turn["returned"]["text"], "Sửa căn cứ rồi trình lại")
        self.assertEqual(
            self.latest(own),
            [(self.users["head_a"].name, "Returned: Sửa căn cứ rồi trình lại")],
        )
        draft.action_submit("Đã sửa")
        self.env.invalidate_all()
        words = own._draft_state_words(draft)
        self.assertFalse(words["returned"], "it is on its way again")
        draft.action_withdraw("Còn sót")
        own = self.step(draft, "specialist_a", "draft")
        self.assertFalse(own.desk_paper()["turn"]["returned"])

    def test_the_clerk_is_told_what_a_draft_waits_for(self):
        """R5, R6: print, sign, scan, drop in; then number; then issue."""
        draft = self.to_signature()

        def awaits():
            step = self.step(draft, "clerk", "issue")
            [mine] = step.document_id.get_my_turn()
            self.assertEqual(mine["awaits"], step.desk_paper()["turn"]["awaits"])
            return mine["awaits"]

        self.assertIn(f"{self.users['chairman'].name} has not approved", awaits())
        self.approve(draft, "chairman", "sign")
        self.assertIn("waits for the signature on paper: print", awaits())
        self.scan(draft).action_tie()
        self.assertIn("give it its number", awaits())
        draft.with_user(self.users["clerk"]).action_number()
        self.assertIn("issue it", awaits())

    def test_papers_are_shown_as_before(self):
        """An incoming paper names no draft."""
        paper = self.to_specialist()
        [turn] = paper.with_user(self.users["specialist_a"]).get_my_turn()
        self.assertFalse(turn["draft_id"])
        handling = self.env["vpdt.handling"].browse(turn["id"])
        handling = handling.with_user(self.users["specialist_a"])
        self.assertNotIn("form", handling.desk_paper()["document"])

    def test_a_batch_leaves_drafts_out(self):
        """A draft is read before it is passed on: a directive to many leaves it out."""
        draft = self.draft()
        self.version(draft)
        draft.action_submit()
        step = self.step(draft, "head_a")
        lines = [{"kind": "user", "id": self.users["deputy_a"].id, "purpose": "lead"}]
        [answer] = step.action_transfer_many(step.ids, lines, "xử lý")
        self.assertFalse(answer["done"])
        self.assertIn("by itself", answer["message"])
        self.assertEqual(step.state, "waiting")
        [answer] = step.action_finish_many(step.ids, "xong")
        self.assertFalse(answer["done"])

    def test_the_document_leads_to_the_draft(self):
        """Notices and links name the document: its form opens the draft."""
        draft = self.draft()
        action = draft.document_id.action_open_draft()
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("vpdt.draft", draft.id)
        )
