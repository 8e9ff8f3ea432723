from datetime import timedelta

from lxml import etree
from psycopg2.errors import UniqueViolation

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger
from odoo.tools.safe_eval import safe_eval

from .common import DraftCase


@tagged("post_install", "-at_install", "vpdt")
class TestIssue(DraftCase):
    """Numbering after signing, issue, void, recall, replacement (R6)."""

    def test_no_number_before_the_signature(self):
        """NĐ 30/2020 Điều 15, 32.2d: only what is signed gets its number."""
        draft = self.to_signature()
        clerk = draft.with_user(self.users["clerk"])
        with self.assertRaisesRegex(UserError, "to be signed"):
            clerk.action_number()
        self.scan(draft).action_tie()
        for name in ("specialist_a", "head_a", "chairman", "clerk_b"):
            with self.subTest(name), self.assertRaises(AccessError):
                draft.with_user(self.users[name]).action_number()
        self.assertTrue(clerk.action_number())

    def test_two_clerks_number_the_same(self):
        """The second is told; there is one number."""
        draft = self.signed()
        draft.action_number()
        with self.assertRaises(UserError):
            draft.action_number()
        self.assertEqual(draft.entry_id.series_id.last_number, 1)

    def test_a_number_that_was_never_issued(self):
        """R6: void keeps its row and its reason; the paper gets the next number."""
        draft = self.signed()
        draft.action_number()
        first = draft.entry_id
        document = draft.issued_id
        first.with_user(self.users["clerk"]).action_cancel("Ghi nhầm ngày")
        self.assertEqual((first.state, first.void_reason), ("void", "Ghi nhầm ngày"))
        self.assertEqual(document.sudo().state, "void")
        self.assertEqual(draft.state, "signed")
        draft.action_number()
        self.assertEqual(draft.issued_id.code, "02/QĐX-UBX")
        draft.action_issue()
        series = draft.entry_id.series_id.sudo()
        series._settle()
        self.assertEqual(self.env["vpdt.ledger"]._verify(series), [])

    def test_the_signer_changed_under_way(self):
        """Who no longer holds the post has signed nothing: it is told, no number is
        spent."""
        draft = self.signed()
        self.posts["chairman"].active = False
        self.env.flush_all()
        with self.assertRaisesRegex(UserError, "holds no post"):
            draft.action_number()
        self.assertFalse(draft.entry_id)

    def test_a_receiver_without_a_clerk(self):
        """The others have it; that one waits, the clerk is told, and it goes by itself
        when there is somebody to receive it (I1)."""
        self.posts["clerk_b"].active = False
        self.env.flush_all()
        draft = self.signed()
        draft.action_number()
        self.assertEqual(draft.action_issue(), {"held": ["Agency B"]})
        document = draft.issued_id
        line = document.sudo().dispatch_ids.filtered(
            lambda item: item.agency_id == self.agency_b
        )
        self.assertEqual(line.state, "held")
        self.assertTrue(line.problem)
        self.accept(document, "clerk_a")
        self.env["vpdt.dispatch"]._cron_send_held()
        self.assertEqual(line.state, "held")
        self.posts["clerk_b"].active = True
        self.env.flush_all()
        self.env["vpdt.dispatch"]._cron_send_held()
        self.assertEqual((line.state, line.problem), ("sent", False))
        self.accept(document, "clerk_b")

    def test_each_receiver_once(self):
        """An agency is not sent the same document twice."""
        draft = self.draft()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(UniqueViolation),
            self.env.cr.savepoint(),
        ):
            draft.write(
                {"dispatch_ids": [Command.create({"agency_id": self.agency_a.id})]}
            )
            self.env.flush_all()

    def test_outside(self):
        """Receivers outside: sent with the rest, delivered with a proof, or returned
        and sent again."""
        document = self.issued()
        line = document.dispatch_ids.filtered(lambda item: not item.agency_id)
        self.assertEqual((line.state, line.method), ("sent", "post"))
        with self.assertRaises(AccessError):
            line.with_user(self.users["clerk_a"]).action_delivered("x")
        with self.assertRaises(UserError):
            line.action_delivered("x", self.today + timedelta(days=1))
        line.action_returned("Sai địa chỉ")
        self.assertEqual((line.state, line.problem), ("returned", "Sai địa chỉ"))
        line.action_send_again()
        line.action_delivered("RR123456789VN")
        self.assertEqual((line.state, line.proof), ("delivered", "RR123456789VN"))

    def test_an_issued_document_never_changes(self):
        """I5: not by correcting, not by cancelling its line, not by hand."""
        document = self.issued()
        entry = self.accept(document, "clerk_a")
        with self.assertRaises(UserError):
            document.with_user(self.users["clerk"]).action_correct(
                {"subject": "khác"}, "nhầm"
            )
        with self.assertRaises(AccessError):
            document.with_user(self.users["clerk_a"]).action_correct(
                {"subject": "khác"}, "nhầm"
            )
        with self.assertRaises(UserError):
            document.sudo().entry_ids.filtered(
                lambda line: line.kind == "outgoing"
            ).with_user(self.users["clerk"]).action_cancel("nhầm")
        self.assertEqual(entry.state, "processing")

    def test_a_receiver_cancels_his_line(self):
        """A receiver who registered it by mistake cancels his line alone."""
        document = self.issued()
        entry = self.accept(document, "clerk_a")
        entry.with_user(self.users["clerk_a"]).action_cancel("Nhầm sổ")
        self.assertEqual((entry.state, document.state), ("void", "issued"))

    def test_recalled(self):
        """NĐ 30/2020 Điều 18.4: frozen with the issuer; the receivers are told, their
        copies cancelled, the trace kept in their books."""
        document = self.issued()
        entry = self.accept(document, "clerk_a")
        self.pass_on(document, "head_a", ("specialist_a", "lead"))
        for name in ("clerk_a", "head_a", "chief", "specialist_a"):
            with self.subTest(name), self.assertRaises(AccessError):
                document.with_user(self.users[name]).action_recall("sai")
        with self.assertRaises(UserError):
            document.action_recall(" ")
        document.action_recall("Sai nội dung Điều 2")
        self.env.invalidate_all()
        self.assertEqual(document.state, "recalled")
        self.assertEqual(entry.sudo().state, "void")
        self.assertIn("01/QĐX-UBX", entry.sudo().void_reason)
        self.assertIn("Sai nội dung Điều 2", entry.sudo().void_reason)
        self.assertFalse(
            document.sudo().handling_ids.filtered(
                lambda item: item.state in ("waiting", "opened", "passed")
            )
        )
        # made by specialist_a, reviewed by head_a: they made it, they keep reading it
        self.assertEqual(
            self.readers(document),
            {"clerk", "chief", "chairman", "deputy_chief", "head_a", "specialist_a"},
        )
        self.assertTrue(
            entry.with_user(self.users["clerk_a"]).has_access("read"),
            "the receiver's line stays in his book",
        )
        self.assertEqual(self.env["vpdt.reader"]._sync(document.ids), (0, 0))
        with self.assertRaises(UserError):
            document.action_recall("lần nữa")

    def test_recall_reaches_what_was_reopened(self):
        """I3: nothing of a recalled document is left on a desk, counted or found."""
        document = self.issued()
        self.accept(document, "clerk_b")
        task = self.open_(document, "head_b")
        task.action_finish("Đã thực hiện")
        again = task.browse(task.action_reopen("Còn thiếu"))
        desk = self.as_("head_b", "vpdt.handling")
        desk.action_keep_filter("Riêng", {"text": document.subject})

        def counted():
            page = desk.desk_read()
            return page["total"], len(page["lines"]), page["filters"][0]["count"]

        self.assertEqual(counted(), (1, 1, 1))
        document.action_recall("Sai")
        self.assertEqual(again.sudo().state, "recalled")
        self.assertEqual(counted(), (0, 0, 0))
        # had it been left open: what is withheld is not counted either
        self.env.flush_all()
        self.env.cr.execute(
            SQL("UPDATE vpdt_handling SET state = 'opened' WHERE id = %s", again.id)
        )
        self.env.invalidate_all()
        self.assertNotIn("head_b", self.readers(document))
        self.assertEqual(counted(), (0, 0, 0))

    def test_recall_of_an_answer_is_told_to_whoever_made_it(self):
        """Who answered would otherwise go on believing that he did."""
        asked = self.to_specialist()
        document = self.issued(answers_id=asked.id)
        document.action_recall("Sai số liệu")
        self.tell()
        told = {
            (name, message.res_id): str(message.body)
            for name in ("specialist_a", "head_a", "chairman", "clerk")
            for message in self.env["mail.message"].search(
                [
                    ("notified_partner_ids", "in", self.users[name].partner_id.ids),
                    ("model", "=", "vpdt.document"),
                    ("res_id", "in", (document | asked).ids),
                    ("body", "ilike", "recalled"),
                ]
            )
        }
        self.assertEqual(
            set(told),
            {
                ("specialist_a", document.id),
                ("head_a", document.id),
                ("chairman", document.id),
                ("specialist_a", asked.id),
            },
        )
        self.assertIn("Sai số liệu", told["head_a", document.id])
        self.assertIn(
            "Its answer 01/QĐX-UBX was recalled", told["specialist_a", asked.id]
        )
        [task] = asked.sudo().handling_ids.filtered(
            lambda item: item.user_id == self.users["specialist_a"]
        )
        mine = task.with_user(self.users["specialist_a"])
        self.assertEqual(mine._answer_name(), "01/QĐX-UBX (recalled)")
        self.assertTrue(mine.action_reopen("Văn bản trả lời đã thu hồi"))

    def test_recall_of_what_was_answered(self):
        """What somebody answered already stays answered."""
        document = self.issued()
        self.accept(document, "clerk_b")
        task = self.open_(document, "head_b")
        task.action_finish("Đã thực hiện")
        document.action_recall("Sai")
        self.assertEqual(
            (task.sudo().state, task.sudo().result), ("done", "Đã thực hiện")
        )

    def test_recalled_by_a_letter(self):
        """The document that recalls another does so the moment it is issued."""
        earlier = self.issued()
        draft = self.signed(
            type_id=self.letter.id,
            subject="Thu hồi",
            relation="recalls",
            related_id=earlier.id,
        )
        self.assertEqual(earlier.state, "issued")
        draft.action_number()
        self.assertEqual(draft.issued_id.code, "02/UBX-AAX")
        draft.action_issue()
        self.assertEqual(earlier.state, "recalled")
        self.assertIn("02/UBX-AAX", earlier.recall_reason)

    def test_corrected_and_replaced(self):
        """The link stands on both; what was signed stays as it was."""
        earlier = self.issued()
        letter = self.signed(
            type_id=self.letter.id, relation="corrects", related_id=earlier.id
        )
        letter.action_number()
        letter.action_issue()
        self.assertEqual(earlier.corrected_by_ids, letter.issued_id)
        again = self.signed(relation="replaces", related_id=earlier.id)
        again.action_number()
        again.action_issue()
        self.assertEqual(earlier.replaced_by_ids, again.issued_id)
        self.assertEqual(earlier.state, "issued")

    def test_series_of_their_own(self):
        """R6: one series for all, or one for each type, as the office decides."""
        self.env["vpdt.numbering.rule"].create(
            {
                "type_id": self.letter.id,
                "pattern": "{agency}-{unit}",
                "series_code": "CV",
            }
        )
        first = self.signed()
        first.action_number()
        letter = self.signed(type_id=self.letter.id)
        letter.action_number()
        second = self.signed()
        second.action_number()
        self.assertEqual(
            [draft.issued_id.code for draft in (first, letter, second)],
            ["01/QĐX-UBX", "01/UBX-AAX", "02/QĐX-UBX"],
        )

    def test_the_scan_must_fit(self):
        """R5: missing, foreign and older pages are named; only then a number."""
        draft = self.to_signature()
        other = self.to_signature(subject="Văn bản khác")
        for pages, version, words in (
            ((1,), None, "Missing pages: 2"),
            ((1, 2), 7, "another version"),
            ((1, None), None, "bear no code"),
        ):
            paper = self.scan(draft, pages, version=version)
            with self.subTest(words):
                self.assertFalse(paper.draft_fits)
                with self.assertRaisesRegex(UserError, words):
                    paper.action_tie()
        paper = self.scan(draft, (None, None))
        self.assertFalse(paper.draft_id)
        with self.assertRaises(UserError):
            paper.action_tie()
        with self.assertRaisesRegex(UserError, "say why"):
            paper.action_tie(draft_id=draft.id)
        paper.action_tie(draft_id=draft.id, reason="Máy in hỏng, ký bản in tay")
        self.assertEqual(draft.state, "signed")
        self.assertEqual(draft.tie_reason, "Máy in hỏng, ký bản in tay")
        self.assertEqual(other.state, "signing")

    def test_an_incomplete_scan_is_not_taken_for_an_incoming_paper(self):
        """R5: what bears the codes of a draft is entered only after a question."""
        view = etree.fromstring(self.as_("clerk", "vpdt.intake").get_view()["arch"])

        def offered(paper):
            paper.invalidate_recordset()
            values = {name: bool(paper[name]) for name in ("draft_id", "draft_fits")}
            return [
                (button.get("class"), bool(button.get("confirm")))
                for button in view.iterfind(".//button[@name='action_register']")
                if not safe_eval(button.get("invisible", "False"), dict(values))
            ]

        draft = self.to_signature()
        self.assertEqual(offered(self.scan(draft)), [])
        self.assertEqual(offered(self.scan(draft, (1,))), [(None, True)])
        self.assertEqual(
            offered(self.scan(draft, (None, None))), [("btn-primary", False)]
        )

    def test_a_clerk_of_another_agency_learns_nothing_of_it(self):
        """I3: the codes of a draft tell a stranger nothing."""
        draft = self.to_signature()
        paper = self.scan(draft, who="clerk_b")
        self.assertFalse(paper.draft_id)
        with self.assertRaises(AccessError):
            paper.action_tie(draft_id=draft.id, reason="thử")
