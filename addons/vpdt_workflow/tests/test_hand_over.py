"""R17, I7, NĐ 30/2020 Điều 31.3đ: a post changes hands, nothing stays behind."""

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .test_absence import AbsenceCase


@tagged("post_install", "-at_install", "vpdt")
class TestHandOver(AbsenceCase):
    def arrange(self, former, successor, by="operator", reason="QĐ 12/QĐ-UBND"):
        return self.as_(by, "vpdt.hand.over")._arrange(
            self.users[former], self.users[successor], reason
        )

    def test_all_that_is_open_goes_to_the_successor(self):
        document = self.to_specialist()
        before = self.open_(document, "specialist_a").sudo()
        history = (before.sender_id, before.sent_at, before.parent_id, before.deadline)
        hand_over = self.arrange("specialist_a", "specialist_a2")
        self.assertEqual((hand_over.state, hand_over.moved), ("done", 1))
        after = self.open_(document, "specialist_a2").sudo()
        self.assertEqual(after, before)
        self.assertEqual(
            (after.sender_id, after.sent_at, after.parent_id, after.deadline), history
        )
        step = after.step_ids
        self.assertEqual(step.move, "hand_over")
        self.assertEqual(step.holder_id, self.users["specialist_a"])
        self.assertEqual(step.author_id, self.users["operator"])
        self.assertInvariants(document)
        former = self.users["specialist_a"]
        self.assertFalse(document.with_user(former).has_access("read"))
        self.assertIn("1 papers of Person specialist_a", self.told("specialist_a2")[-1])
        after.with_user(self.users["specialist_a2"]).action_finish("xong")
        self.assertInvariants(document)
        self.assertEqual(document.state, "done")

    def test_what_is_finished_stays_with_who_finished_it(self):
        document = self.to_specialist()
        handling = self.open_(document, "specialist_a")
        handling.action_finish("xong")
        self.to_specialist(number="13")
        self.arrange("specialist_a", "specialist_a2")
        self.assertEqual(handling.sudo().user_id, self.users["specialist_a"])
        self.assertFalse(handling.sudo().step_ids)

    def test_what_was_passed_on_comes_back_to_the_successor(self):
        document = self.to_specialist()
        self.open_(document, "deputy_a").action_finish("Đã rõ")
        self.arrange("head_a", "deputy_a")
        self.open_(document, "specialist_a").action_return("Không đúng việc")
        handling = self.open_(document, "deputy_a")
        self.assertEqual(handling.sudo().role, "deputy_head")
        self.assertInvariants(document)
        handling.action_transfer([self.line("specialist_a2", "lead")], "Làm")
        self.assertInvariants(document)

    def test_the_successor_is_away(self):
        document = self.to_specialist()
        self.enter("specialist_a2", "head_a")
        self.arrange("specialist_a", "specialist_a2")
        self.assertEqual(self.acting(document, "specialist_a2"), "head_a")
        self.assertInvariants(document)

    def test_who_was_away_hands_over_what_a_substitute_had(self):
        document = self.to_specialist()
        self.enter("specialist_a", "head_a")
        self.arrange("specialist_a", "specialist_a2")
        self.assertFalse(self.acting(document, "specialist_a2"))
        moves = self.open_(document, "specialist_a2").sudo().step_ids.mapped("move")
        self.assertEqual(moves, ["act", "hand_back", "hand_over"])
        self.assertInvariants(document)

    def test_who_may(self):
        self.to_specialist()
        for by in ("head_a", "clerk_a", "chairman", "specialist_a2", "clerk_o"):
            with self.assertRaises(AccessError):
                self.arrange("specialist_a", "specialist_a2", by=by)
        for by in ("operator", "chief"):
            with self.cr.savepoint() as savepoint:
                self.arrange("specialist_a", "specialist_a2", by=by)
                savepoint.rollback()

    def test_refusals(self):
        self.to_specialist()
        for words, args in (
            ("somebody else as the successor", ("specialist_a", "specialist_a")),
            ("holds no post that could", ("specialist_a", "specialist_b")),
            ("holds no post that could", ("specialist_a", "operator", "chief")),
            ("nothing open", ("vice2", "vice")),
            ("to himself", ("chairman", "chief", "chief")),
        ):
            with self.assertRaisesRegex(UserError, words):
                self.arrange(*args)
        with self.assertRaisesRegex(UserError, "on what it rests"):
            self.arrange("specialist_a", "specialist_a2", reason=" ")

    def test_the_operator_sees_numbers_only(self):
        document = self.to_specialist(subject="Việc riêng của phòng")
        wizard = Form(self.as_("operator", "vpdt.hand.over.wizard"))
        wizard.from_user_id = self.users["specialist_a"]
        self.assertIn("1 open, 0 passed on", wizard.counts)
        self.assertIn(self.users["specialist_a2"], wizard.allowed_ids[:])
        self.assertNotIn(self.users["specialist_b"], wizard.allowed_ids[:])
        wizard.to_user_id = self.users["specialist_a2"]
        wizard.reason = "QĐ 12"
        action = wizard.save().action_hand_over()
        hand_over = self.env["vpdt.hand.over"].browse(action["res_id"])
        mine = hand_over.with_user(self.users["operator"])
        self.assertFalse(document.with_user(self.users["operator"]).has_access("read"))
        rows = []
        layout = "odoo.addons.vpdt_workflow.models.vpdt_hand_over.render_hand_over"
        with patch(layout, lambda paper, lines: rows.append((paper, list(lines)))):
            mine._print()
            hand_over.with_user(self.users["specialist_a2"])._print()
        self.assertEqual(rows[0][1], [])
        self.assertIn("không gồm 1 văn bản", rows[0][0].closing[-1])
        self.assertEqual(rows[1][1][0][1], "Việc riêng của phòng")
        self.assertTrue(mine._print().startswith(b"%PDF"))
        # Others learn nothing from the dialog.
        for who in ("head_b", "clerk_o"):
            other = Form(self.as_(who, "vpdt.hand.over.wizard"))
            other.from_user_id = self.users["specialist_a2"]
            self.assertFalse(other.counts)
            with self.assertRaises(AccessError):
                hand_over.with_user(self.users[who])._print()

    def test_much_is_moved_in_batches(self):
        for number in ("1", "2", "3"):
            self.to_specialist(number=number)
        with patch("odoo.addons.vpdt_workflow.models.vpdt_hand_over.BATCH", 2):
            hand_over = self.arrange("specialist_a", "specialist_a2")
            self.assertEqual((hand_over.state, hand_over.moved), ("running", 2))
            self.assertAlmostEqual(hand_over.progress, 66.67, places=1)
            self.env.ref("vpdt_workflow.ir_cron_vpdt_hand_over").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual((hand_over.state, hand_over.moved), ("done", 3))
        self.users["specialist_a"].action_archive()

    def test_an_account_with_open_work_is_not_closed(self):
        """I7: refused, saying who has how much and what to do."""
        self.to_specialist()
        user = self.users["specialist_a"]
        words = "Person specialist_a: 1 papers to handle"
        with self.assertRaisesRegex(UserError, words), self.cr.savepoint():
            user.action_archive()
        employee = user.employee_ids
        with self.assertRaisesRegex(UserError, words), self.cr.savepoint():
            employee.action_archive()
        with self.assertRaisesRegex(UserError, words), self.cr.savepoint():
            user.with_user(self.env.ref("base.user_admin")).write({"active": False})
        self.assertTrue(user.active and employee.active)
        self.arrange("specialist_a", "specialist_a2")
        user.action_archive()
        self.assertFalse(user.active)

    def test_the_last_clerk_of_an_agency_with_papers_to_register(self):
        """I1: somebody is told of what waits to be registered."""
        self.to_agencies()
        with self.assertRaisesRegex(UserError, "no clerk left"):
            self.users["clerk_a"].action_archive()
        self._create_person("clerk_a2", self.posts["clerk_a"])
        self.users["clerk_a"].action_archive()

    def test_what_returns_to_a_closed_account_goes_to_the_post(self):
        """I7: passed on before the account was closed, returned after."""
        document = self.to_specialist()
        self.users["head_a"].action_archive()
        new_head = self._create_person("head_a2", self.posts["head_a"])
        self.users["head_a2"] = new_head
        self.open_(document, "specialist_a").action_return("Không rõ")
        handling = self.open_(document, "head_a2").sudo()
        self.assertEqual(handling.step_ids.mapped("move"), ["hand_over"])
        self.assertInvariants(document)

    def test_nobody_holds_the_post_it_returns_to(self):
        document = self.to_specialist()
        self.users["deputy_a"].sudo().env["vpdt.handling"].search(
            [("user_id", "=", self.users["deputy_a"].id)]
        ).with_user(self.users["deputy_a"]).action_finish("Đã rõ")
        self.users["head_a"].action_archive()
        self.users["deputy_a"].action_archive()
        with self.assertRaisesRegex(UserError, "tell the operator"):
            self.open_(document, "specialist_a").action_return("Không rõ")
