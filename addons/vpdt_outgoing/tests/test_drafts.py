from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.vpdt_documents.layout import ND30, TT01, decree_of

from ..drafting import DraftValues
from ..drafting.values import ND30_SINCE
from .common import DraftCase


@tagged("post_install", "-at_install", "vpdt")
class TestDrafts(DraftCase):
    """From draft to issued (R5, R6; QĐ 553 Điều 3.2b)."""

    def test_the_whole_road(self):
        """Drafted, reviewed for content and layout, signed on paper, numbered, issued:
        the receivers have it the same second, without anybody typing it again."""
        answered = self.to_specialist()
        draft = self.draft(answers_id=answered.id)
        self.version(draft)
        draft.action_submit("Kính trình")
        self.assertEqual(draft.state, "review")
        self.approve(draft, "head_a")
        self.approve(draft, "deputy_chief")
        self.assertEqual(draft.state, "signing")
        self.assertEqual(draft.symbol, "QĐX-UBX")
        paper = self.scan(draft)
        self.assertTrue(paper.draft_fits)
        paper.action_tie()
        clerk = draft.with_user(self.users["clerk"])
        self.assertEqual(clerk.state, "signed")
        clerk.action_number()
        document = clerk.issued_id
        self.assertEqual((document.code, document.state), ("01/QĐX-UBX", "numbered"))
        self.assertEqual(clerk.entry_id.kind, "outgoing")
        self.assertEqual(clerk.action_issue(), {"held": []})
        self.assertEqual(document.state, "issued")
        # R6: in their incoming box at once, the same row
        self.accept(document, "clerk_a")
        self.accept(document, "clerk_b")
        entries = document.sudo().entry_ids
        self.assertEqual(
            {(line.agency_id, line.kind) for line in entries},
            {
                (self.committee, "outgoing"),
                (self.agency_a, "incoming"),
                (self.agency_b, "incoming"),
            },
        )
        # the task it answers is finished with it
        self.assertEqual(answered.state, "done")
        self.assertEqual(
            answered.sudo().handling_ids.filtered("answer_id").answer_id, document
        )
        self.assertEqual(
            self.env["vpdt.reader"]._sync(
                document_ids=(document | draft.sudo().document_id).ids
            ),
            (0, 0),
        )
        self.assertDesksAgree()

    def test_who_reads_a_draft(self):
        """I3: its makers and reviewers, each from when it is with him; no receiver
        before the issue, and of the draft never."""
        draft = self.draft()
        paper = draft.sudo().document_id
        self.assertEqual(self.readers(paper), {"specialist_a"})
        self.version(draft)
        draft.action_submit()
        self.assertEqual(self.readers(paper), {"specialist_a", "head_a"})
        self.approve(draft, "head_a")
        self.approve(draft, "deputy_chief")
        makers = {"specialist_a", "head_a", "deputy_chief", "chairman", "clerk"}
        self.assertEqual(self.readers(paper), makers)
        self.scan(draft).action_tie()
        clerk = draft.with_user(self.users["clerk"])
        clerk.action_number()
        document = clerk.issued_id.sudo()
        issuers = makers | {"chief"}
        self.assertEqual(self.readers(document), issuers)
        clerk.action_issue()
        self.assertEqual(self.readers(document), issuers | {"clerk_a", "clerk_b"})
        self.assertEqual(self.readers(paper), makers)
        for name in ("clerk_b", "head_b", "operator"):
            for model in (
                "vpdt.draft",
                "vpdt.draft.version",
                "vpdt.draft.comment",
                "vpdt.draft.approval",
            ):
                mine = self.as_(name, model)
                if mine.has_access("read"):
                    self.assertFalse(mine.search([]), f"{name}: {model}")

    def test_edited_after_approval_is_reviewed_again(self):
        """NĐ 30/2020 Điều 11.2: what is changed after an approval goes back."""
        draft = self.draft()
        self.version(draft)
        draft.action_submit()
        self.approve(draft, "head_a")
        # the deputy chief of the Office mends the layout himself
        self.version(draft, "other words", who="deputy_chief")
        self.approve(draft, "deputy_chief")
        self.assertEqual(draft.state, "review")
        self.step(draft, "head_a")
        self.approve(draft, "head_a")
        self.assertEqual(draft.state, "signing")

    def test_what_was_looked_at_is_what_is_approved(self):
        """An approval names the version that was on the screen."""
        draft = self.draft()
        old = self.version(draft)
        draft.action_submit()
        self.version(draft, "newer words", who="head_a")
        with self.assertRaisesRegex(UserError, "newer version"):
            self.step(draft, "head_a").action_approve(version_id=old.id)

    def test_returned_with_comments(self):
        """R5: comments tied to page and place, answered one by one, then submitted."""
        draft = self.draft()
        version = self.version(draft)
        draft.action_submit()
        head = draft.with_user(self.users["head_a"])
        comment = self.env["vpdt.draft.comment"].browse(
            head.action_comment("Sai căn cứ", version.id, page=1, x=0.2, y=0.5)
        )
        with self.assertRaisesRegex(UserError, "open"):
            self.approve(draft, "head_a")
        self.step(draft, "head_a").action_return("Sửa lại")
        self.assertEqual(draft.state, "making")
        with self.assertRaisesRegex(UserError, "open"):
            draft.action_submit()
        with self.assertRaises(AccessError):
            comment.with_user(self.users["head_a"]).action_settle("accepted")
        mine = comment.with_user(self.users["specialist_a"])
        with self.assertRaises(UserError):
            mine.action_settle("answered")
        mine.action_settle("accepted")
        self.version(draft, "mended")
        draft.action_submit()
        self.approve(draft, "head_a")
        self.assertEqual(draft.state, "review")

    def test_the_signer_returns_it(self):
        """The signer sends it back: nothing waits with the clerk any more."""
        draft = self.to_signature()
        self.step(draft, "chairman", "sign").action_return("Chưa ký được")
        self.assertEqual(draft.state, "making")
        open_ = draft.sudo().document_id.handling_ids.filtered(
            lambda item: item.state in ("waiting", "opened")
        )
        self.assertEqual(open_.mapped("purpose"), ["draft"])
        with self.assertRaises(UserError):
            self.scan(draft).action_tie()

    def test_withdrawn_by_its_maker(self):
        """The maker takes it back at any time before it is signed."""
        draft = self.to_signature()
        for name in ("head_a", "clerk", "chairman"):
            with self.subTest(name), self.assertRaises(AccessError):
                draft.with_user(self.users[name]).action_withdraw("lý do")
        draft.action_withdraw("Sửa số liệu")
        self.assertEqual(draft.state, "making")
        draft.write({"subject": "Tổ chức lễ hội năm nay"})
        self.assertEqual(draft.sudo().document_id.subject, "Tổ chức lễ hội năm nay")

    def test_nothing_is_changed_by_hand(self):
        """What becomes of a draft follows from moves, whoever asks in whatever way."""
        draft = self.draft()
        for vals in (
            {"state": "signed"},
            {"number": "9"},
            {"version_id": False},
            {"author_id": self.users["head_a"].id},
            {"issued_id": draft.sudo().document_id.id},
        ):
            with self.subTest(vals), self.assertRaises(AccessError):
                draft.write(vals)
        self.version(draft)
        draft.action_submit()
        with self.assertRaises(UserError):
            draft.write({"subject": "khác"})
        with self.assertRaises(AccessError):
            draft.with_user(self.users["head_a"]).write({"subject": "khác"})

    def test_a_draft_is_not_settled_like_a_paper(self):
        """R4, R5: a reviewer approves or returns; he does not "finish" the draft."""
        draft = self.draft()
        self.version(draft)
        draft.action_submit()
        step = self.step(draft, "head_a")
        for move, arguments in (
            ("finish", ("xong",)),
            ("recall", ()),
            ("reopen", ("lý do",)),
            ("accept", ()),
        ):
            with (
                self.subTest(move),
                self.assertRaises(UserError),
                self.env.cr.savepoint(),
            ):
                getattr(step, f"action_{move}")(*arguments)
        self.assertEqual(draft.state, "review")
        self.assertIn("approve", step._offered_moves())

    def test_given_up(self):
        """What is given up stays, with the reason, and waits for nobody."""
        draft = self.to_signature()
        with self.assertRaises(UserError):
            draft.action_abandon("")
        draft.action_abandon("Không cần nữa")
        self.assertEqual(draft.state, "abandoned")
        self.assertFalse(
            draft.sudo().document_id.handling_ids.filtered(
                lambda item: item.state in ("waiting", "opened", "passed")
            )
        )

    def test_templates_and_prints_change_decree_on_the_same_day(self):
        """Word templates and the print engine are apart: both follow NĐ 30/2020 from
        05/03/2020 on, and TT 01/2011 before."""
        self.assertEqual(ND30_SINCE, ND30.since)
        for day, old in ((date(2020, 3, 4), True), (date(2020, 3, 5), False)):
            values = DraftValues(kind="Công văn", date=day).as_placeholders()
            self.assertEqual(values["theo_tt01"], old)
            self.assertEqual(values["theo_nd30"], not old)
            self.assertEqual(decree_of(day), TT01 if old else ND30)
