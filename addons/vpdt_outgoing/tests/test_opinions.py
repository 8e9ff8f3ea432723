from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.vpdt_workflow.tests.test_reminders import ChaseCase, local

from .common import DraftCase

DUE = "2026-11-25 10:00"


@tagged("post_install", "-at_install", "vpdt")
class TestOpinions(ChaseCase, DraftCase):
    """Opinions of other agencies on a draft, with a deadline (R5; I3)."""

    POSTS = {
        **DraftCase.POSTS,
        "clerk_c": ("agency_c", "clerk"),
        "head_c": ("agency_c", "head"),
    }
    # whom, when, amount, unit, every, most
    RULES = (
        ("holder", "at", 0, "days", 0, 1),
        ("head", "after", 1, "days", 0, 1),
        ("chairman", "after", 2, "days", 0, 1),
    )

    @classmethod
    def _create_agencies(cls):
        result = super()._create_agencies()
        cls.agency_c = cls.env["hr.department"].create(
            {
                "name": "Agency C",
                "parent_id": cls.committee.id,
                "is_agency": True,
                "symbol": "CCX",
            }
        )
        cls.units["agency_c"] = cls.agency_c
        return result

    def asked(self, *agencies, draft=None, text="Góp ý dự thảo"):
        """Return a draft of head_a's on which he asked `agencies` (B alone if none)."""
        if not draft:
            draft = self.draft("head_a")
            self.version(draft, who="head_a")
        mine = draft.sudo().document_id.handling_ids.filtered(
            lambda item: item.user_id == self.users["head_a"]
        )
        mine.with_user(self.users["head_a"]).action_ask_opinion(
            [
                {"kind": "agency", "id": agency.id, "purpose": "opinion"}
                for agency in agencies or (self.agency_b,)
            ],
            text,
            self.committee._deadline(5),
            confirmed=True,
        )
        return draft

    def opinion(self, draft, holder=None, agency=None):
        """Return the open handling of an opinion, as who has it."""
        return self.open_(draft.sudo().document_id, holder, agency)

    def taken_on(self, draft, name="b"):
        """Let the asked agency's clerk give it to the head; return the head's."""
        agency = {"b": self.agency_b, "c": self.agency_c}[name]
        at_agency = self.opinion(draft, agency=agency)
        at_agency.with_user(self.users[f"clerk_{name}"]).action_accept()
        return self.opinion(draft, f"head_{name}")

    def who_reads(self, draft):
        self.env.flush_all()
        self.env.invalidate_all()
        by_document = self.readers(draft.sudo().document_id)
        by_draft = {
            name
            for name in self.users
            if (drafts := self.as_(name, "vpdt.draft")).has_access("read")
            and drafts.search([("id", "=", draft.id)])
        }
        self.assertEqual(by_document, by_draft)
        return by_document

    def opinions_shown(self, draft):
        """Return the lines of the asked agencies in the tree, as who asked sees it."""
        self.env.invalidate_all()
        document = draft.sudo().document_id.with_user(self.users["head_a"])
        return [
            node
            for node in document.get_transfer_tree()
            if node["purpose"] == "opinion" and node["to_agency"]
        ]

    def test_asked_agencies_see_the_draft_and_nobody_else(self):
        """I3: from the moment they are asked, and no other agency by it."""
        draft = self.draft("head_a")
        self.version(draft, who="head_a")
        self.assertEqual(self.who_reads(draft), {"head_a"})
        self.asked(draft=draft)
        self.assertEqual(self.who_reads(draft), {"head_a", "clerk_b"})
        self.taken_on(draft)
        readers = self.who_reads(draft)
        self.assertEqual(readers, {"head_a", "clerk_b", "head_b"})
        for name in self.users:
            versions = self.as_(name, "vpdt.draft.version")
            if versions.has_access("read"):
                found = versions.search([("draft_id", "=", draft.id)])
                self.assertEqual(bool(found), name in readers, name)
        for name in ("head_c", "clerk_c", "operator", "chairman"):
            with self.assertRaises(AccessError):
                draft.with_user(self.users[name]).get_screen()

    def test_a_draft_sent_for_an_opinion_is_no_incoming_paper(self):
        """It takes no number in the book of the agency that is asked."""
        draft = self.asked()
        before = self.env["vpdt.entry"].search_count([])
        self.taken_on(draft)
        self.assertEqual(self.env["vpdt.entry"].search_count([]), before)

    def test_answers_come_one_by_one(self):
        """Each answer is seen, and told, when it is given: none waits for the last."""
        draft = self.asked(self.agency_b, self.agency_c)
        first, second = self.taken_on(draft, "b"), self.taken_on(draft, "c")
        with self.assertRaises(UserError):
            first.action_finish("")
        first.action_finish("Thống nhất, bổ sung căn cứ")
        self.tell()
        message = self.env["mail.notification"].search(
            [
                ("res_partner_id", "=", self.users["head_a"].partner_id.id),
                ("mail_message_id.res_id", "=", draft.sudo().document_id.id),
            ]
        )
        self.assertEqual(len(message), 1)
        self.assertIn("Person head_b", message.mail_message_id.body)
        self.assertEqual(
            {
                node["holder"]: (node["state"], node["result"])
                for node in self.opinions_shown(draft)
            },
            {
                "Agency B": ("done", "Thống nhất, bổ sung căn cứ"),
                "Agency C": ("passed", ""),
            },
        )
        self.assertEqual(second.state, "waiting")
        self.assertEqual(draft.state, "making")
        self.assertEqual(draft._root().state, "opened")

    def test_the_deadline_is_watched(self):
        """R16: who is late is reminded, who asked is told; a late answer counts."""
        draft = self.asked()
        mine = self.taken_on(draft)
        at_agency = mine.sudo().parent_id
        self.assertEqual(mine.deadline, at_agency.deadline)
        self.assertTrue(mine.deadline)
        (mine.sudo() | at_agency).write({"deadline": local(DUE)})
        self.assertEqual(self.remind("2026-11-25 09:00"), [])
        self.assertEqual(self.remind("2026-11-25 10:01"), [("head_b", "at", 0)])
        # who has it is reminded as such; then whoever is above him
        told = self.remind("2026-11-27 16:00")
        self.assertEqual(told, [("chairman", "after", 0)])
        self.assertNotIn("chairman", self.who_reads(draft))
        said = self.env["mail.message"].search(
            [
                ("partner_ids", "in", self.users["chairman"].partner_id.ids),
                ("res_id", "=", draft.sudo().document_id.id),
                ("model", "=", "vpdt.document"),
            ]
        )
        self.assertNotIn(draft.subject, " ".join(map(str, said.mapped("body"))))
        with self.at("2026-11-27 17:00"):
            self.opinion(draft, "head_b").action_finish("Thống nhất")
        self.env.invalidate_all()
        self.assertEqual((at_agency.state, at_agency.result), ("done", "Thống nhất"))
        [line] = self.opinions_shown(draft)
        self.assertEqual((line["late"], line["result"]), (True, "Thống nhất"))
        self.assertEqual(self.remind("2026-12-01 16:00"), [])

    def test_opinions_go_on_while_the_draft_is_reviewed(self):
        """Submitted, returned and taken back: what was asked is still answered."""
        draft = self.asked()
        mine = self.taken_on(draft)
        draft.with_user(self.users["head_a"]).action_submit("Kính trình")
        self.assertEqual(draft.state, "review")
        self.step(draft, "deputy_chief").action_return("Sửa thể thức")
        self.env.invalidate_all()
        self.assertEqual((draft.state, mine.state), ("making", "waiting"))
        draft.with_user(self.users["head_a"]).action_submit("Kính trình")
        draft.with_user(self.users["head_a"]).action_withdraw("Chờ góp ý")
        self.env.invalidate_all()
        self.assertEqual((draft.state, mine.state), ("making", "waiting"))
        mine.action_finish("Thống nhất")
        self.assertIn("head_b", self.who_reads(draft), "it keeps what it spoke of")

    def test_an_asked_agency_comments_on_its_place(self):
        """Before the draft is submitted too; the maker settles it first (Điều 10)."""
        draft = self.asked()
        theirs = draft.with_user(self.users["head_b"])
        version = draft.sudo().version_id.id
        with self.assertRaises(AccessError):
            theirs.action_comment("Chưa có căn cứ", version, page=1)
        self.taken_on(draft)
        self.assertTrue(theirs.get_screen()["may"]["comment"])
        comment = theirs.action_comment("Chưa có căn cứ", version, page=1)
        mine = draft.with_user(self.users["head_a"])
        with self.assertRaises(UserError):
            mine.action_submit("Kính trình")
        self.env["vpdt.draft.comment"].browse(comment).with_user(
            self.users["head_a"]
        ).action_settle("accepted")
        mine.action_submit("Kính trình")
        self.assertFalse(theirs.get_screen()["may"]["write"])

    def test_who_is_asked_may_decline(self):
        """Returned with a reason: who asked is told why, no other of the agency sees
        it; who returned it knows what he returned."""
        draft = self.asked()
        self.opinion(draft, agency=self.agency_b).with_user(
            self.users["clerk_b"]
        ).action_return("Không thuộc chức năng")
        [line] = self.opinions_shown(draft)
        self.assertEqual(
            (line["state"], line["reason"]), ("returned", "Không thuộc chức năng")
        )
        self.assertEqual(draft._root().state, "opened")
        self.assertEqual(self.who_reads(draft), {"head_a", "clerk_b"})

    def test_given_up_or_issued_nobody_is_asked_any_more(self):
        """No opinion stays open, nor is anybody reminded, on what is no draft."""
        draft = self.asked()
        mine = self.taken_on(draft)
        draft.with_user(self.users["head_a"]).action_abandon("Không còn cần")
        self.env.invalidate_all()
        self.assertEqual(mine.sudo().state, "recalled")
        # who passed it on reads on, as of every paper
        self.assertEqual(self.who_reads(draft), {"head_a", "clerk_b"})

        draft = self.asked(self.agency_b, self.agency_c)
        given = self.taken_on(draft, "b")
        open_ = self.taken_on(draft, "c").sudo()
        given.action_finish("Thống nhất")
        draft.with_user(self.users["head_a"]).action_submit("Kính trình")
        self.approve(draft, "deputy_chief")
        self.scan(draft).action_tie()
        clerk = draft.with_user(self.users["clerk"])
        clerk.action_number()
        self.assertEqual(open_.state, "waiting")
        clerk.action_issue()
        self.env.invalidate_all()
        self.assertEqual((given.state, open_.state), ("done", "recalled"))
        self.assertEqual(given.result, "Thống nhất")
        readers = self.who_reads(draft)
        self.assertIn("head_b", readers)
        self.assertNotIn("head_c", readers)
