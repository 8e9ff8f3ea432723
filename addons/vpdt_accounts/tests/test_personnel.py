"""R17, R33: accounts follow personnel decisions on the day they take effect; I7."""

from datetime import timedelta
from io import BytesIO

from pdfminer.high_level import extract_text

from odoo import Command
from odoo.exceptions import AccessDenied, AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import AccountsCase


@tagged("post_install", "-at_install", "vpdt")
class TestPersonnel(AccountsCase):
    # -- who comes --------------------------

    def test_the_account_opens_on_the_day_the_decision_takes_effect(self):
        person = self.new_employee()
        event = self.plan("start", person, 5, job="specialist_a")
        self.assertIn("moidt", event.effects)
        self.assertIn("Agency A", event.effects)
        self.confirm(event)
        self.assertFalse(person.user_id, "not before its day")
        self.night(4)
        self.assertFalse(person.user_id)
        self.night(5)
        self.assertEqual(event.sudo().state, "done", event.sudo().problem)
        user = person.user_id
        self.assertEqual((user.login, user.lang), ("moidt", "vi_VN"))
        self.assertEqual(self.roles(user), ["specialist"])
        self.assertTrue(user.has_group("vpdt_documents.group_vpdt_documents_user"))
        self.assertIn("issue", self.ledger(user))
        line = self.env["vpdt.account.change"].search(
            [("user_id", "=", user.id), ("kind", "=", "issue")]
        )
        self.assertEqual(line.decision, "12/QĐ-UBND ngày 02/03/2026")
        self.assertEqual(line.agency_id, self.agency_a)

    def test_without_confirmation_it_waits(self):
        person = self.new_employee()
        event = self.plan("start", person, 0, job="specialist_a")
        self.night(1)
        self.assertEqual((event.state, bool(person.user_id)), ("planned", False))
        self.confirm(event)
        self.assertEqual(self.roles(person.user_id), ["specialist"])

    def test_policy_lets_it_run_by_itself(self):
        policy = self.env["vpdt.personnel.policy"].search([("kind", "=", "start")])
        policy.needs_confirmation = False
        person = self.new_employee()
        event = self.plan("start", person, 1, job="clerk_a")
        self.night(1)
        self.assertEqual(event.sudo().state, "done")
        self.assertTrue(
            person.user_id.has_group("vpdt_documents.group_vpdt_documents_clerk")
        )

    # -- who moves --------------------------

    def test_who_moves_hands_over_first(self):
        document = self.to_specialist()
        event = self.plan("move", "specialist_a", job="specialist_b")
        self.assertIn("1 papers to handle", event.effects)
        self.assertIn("Person specialist_a2 could take it over", event.effects)
        self.confirm(event)
        self.assertEqual(event.sudo().state, "stuck")
        self.assertIn("1 papers to handle", event.sudo().problem)
        self.assertEqual(self.roles("specialist_a"), ["specialist"])
        event.with_user(self.users["operator"]).successor_id = self.users[
            "specialist_a2"
        ]
        self.confirm(event)
        self.assertEqual(event.sudo().state, "done", event.sudo().problem)
        self.assertTrue(self.open_(document, "specialist_a2"))
        self.assertInvariants(document)
        self.assertEqual(event.sudo().hand_over_ids.moved, 1)
        self.assertEqual(self.users["specialist_a"]._agencies(), self.agency_b)
        self.assertFalse(
            document.with_user(self.users["specialist_a"]).has_access("read")
        )
        self.assertRightsFollow()

    def test_a_secondment_ends_by_itself(self):
        event = self.plan(
            "secondment", "specialist_a", 1, job="specialist_b", last_day=10
        )
        self.confirm(event)
        self.night(1)
        self.assertEqual(self.users["specialist_a"]._agencies(), self.agency_b)
        self.night(11)
        self.assertEqual(self.users["specialist_a"]._agencies(), self.agency_a)
        self.assertRightsFollow()

    # -- beside the first post --------------------------

    def test_a_second_post_counts_beside_the_first_and_ends(self):
        self.confirm(self.plan("acting", "deputy_a", 1, job="head_b", last_day=3))
        self.assertEqual(self.roles("deputy_a"), ["deputy_head"])
        self.night(1)
        self.assertEqual(self.roles("deputy_a"), ["deputy_head", "head"])
        self.assertEqual(
            self.users["deputy_a"]._books(), [self.agency_b.id], "the head's register"
        )
        self.night(4)
        self.assertEqual(self.roles("deputy_a"), ["deputy_head"])
        self.assertRightsFollow()

    def test_a_post_is_not_held_twice_at_a_time(self):
        """Put in charge of what he holds beside his own anyway: told in words; the
        other decisions of that night are carried out."""
        first = self.plan("second_post", "deputy_a", 1, job="head_b")
        again = self.plan("acting", "deputy_a", 2, job="head_b", last_day=8)
        other = self.plan("acting", "deputy_a", 2, job="specialist_b", last_day=8)
        for event in (first, again, other):
            self.confirm(event)
        self.night(1)
        self.night(2)
        states = (first | again | other).sudo().mapped("state")
        self.assertEqual(states, ["done", "stuck", "done"])
        self.assertIn("holds the post", again.sudo().problem)
        self.assertIn("further notice", again.sudo().problem)

    def test_what_the_database_refuses_stops_no_other_decision(self):
        one = self.plan("acting", "deputy_a", 1, job="head_b", last_day=8)
        other = self.plan("acting", "specialist_a", 1, job="specialist_b", last_day=8)
        self.confirm(one)
        self.confirm(other)
        self.patch(
            type(self.env["vpdt.second.post"]), "_check_once", lambda self, vals: None
        )
        row = self.env["vpdt.second.post"].sudo()
        row.create(
            {
                "employee_id": one.sudo().employee_id.id,
                "job_id": one.job_id.id,
                "date_from": self.today,
                "event_id": one.id,
            }
        )
        with mute_logger("odoo.sql_db"):
            self.night(1)
        self.assertEqual(one.sudo().state, "stuck")
        self.assertIn("holds that post in that time already", one.sudo().problem)
        self.assertEqual(other.sudo().state, "done")

    def test_nobody_changes_a_post_he_is_to_hold_beside_his_own(self):
        """R23: one that has no role yet may be given one before he takes it."""
        officer = self.users["deputy_a"]
        officer.group_ids = [Command.link(self.env.ref("hr.group_hr_manager").id)]
        post = self.posts["specialist_b"].with_user(officer)
        post.write({"reads_register": True})
        event = self.plan("second_post", "deputy_a", 1, job="specialist_b")
        self.env["vpdt.second.post"].sudo().create(
            {
                "employee_id": self.employee("deputy_a").id,
                "job_id": post.id,
                "date_from": self.today + timedelta(days=1),
                "event_id": event.id,
            }
        )
        self.assertNotIn(post.id, [one.job_id for one in officer._holdings()])
        with self.assertRaises(AccessError):
            post.write({"role": "head"})

    def test_nobody_is_operator_and_reader_at_once(self):
        event = self.plan("second_post", "deputy_a", job="operator")
        self.confirm(event)
        self.assertEqual(event.sudo().state, "stuck")
        self.assertIn("operator", event.sudo().problem)
        self.assertEqual(self.roles("deputy_a"), ["deputy_head"])

    # -- who is away for long --------------------------

    def test_long_leave_locks_and_a_substitute_acts(self):
        document = self.to_specialist()
        event = self.plan(
            "long_leave", "specialist_a", successor="specialist_a2", last_day=100
        )
        self.confirm(event)
        user = self.users["specialist_a"]
        self.assertEqual(event.sudo().state, "done", event.sudo().problem)
        self.assertTrue(user.locked_at)
        self.assertTrue(user.active, "the work stays his")
        handling = self.open_(document, "specialist_a").sudo()
        self.assertEqual(handling.acting_id, self.users["specialist_a2"])
        self.night(101)
        self.assertFalse(user.locked_at, "back after the last day")
        self.assertEqual(self.ledger(user)[-2:], ["lock", "unlock"])
        self.assertRightsFollow()

    def test_who_leaves_during_a_leave_does_not_come_back_by_himself(self):
        for kind, who, more in (
            ("long_leave", "specialist_a", {}),
            ("secondment", "specialist_b", {"job": "specialist_a"}),
        ):
            self.confirm(self.plan(kind, who, last_day=30, **more))
            user = self.users[who]
            person = self.employee(who)
            back = self.env["vpdt.personnel.event"].search(
                [("employee_id", "=", person.id), ("follows_id", "!=", False)]
            )
            self.assertEqual(back.state, "confirmed")
            gone = self.plan("resignation", who, 5)
            self.assertIn("Does not take place any more", gone.effects)
            self.confirm(gone)
            self.night(5)
            self.assertEqual(gone.sudo().state, "done", gone.sudo().problem)
            self.assertEqual(back.state, "cancelled")
            self.night(31)
            self.assertFalse(user.active, "nobody comes back because he was away")
            self.assertFalse(person.active)
            self.assertFalse(user.locked_at)
            self.assertEqual(self.ledger(user)[-1], "revoke", "how it ends in the book")
            self.assertRightsFollow()

    def test_what_was_planned_by_hand_for_who_leaves_stays(self):
        """Only what follows by itself, from that day on, does not take place."""
        self.confirm(self.plan("long_leave", "specialist_a", last_day=3))
        gone = self.plan("resignation", "specialist_a", 10)
        self.assertNotIn("Does not take place any more", gone.effects)
        again = self.plan("start", "specialist_a", 20, job="specialist_a")
        for event in (gone, again):
            self.confirm(event)
        self.night(4)
        self.assertFalse(self.users["specialist_a"].locked_at, "he came back before")
        self.night(10)
        self.assertEqual(gone.sudo().state, "done", gone.sudo().problem)
        self.assertEqual(again.sudo().state, "confirmed")
        self.night(20)
        self.assertEqual(again.sudo().state, "done", again.sudo().problem)
        self.assertTrue(self.users["specialist_a"].active)

    def test_what_was_over_before_it_was_confirmed_locks_nobody(self):
        self.to_specialist()
        event = self.plan("suspension", "specialist_a", -9, last_day=-2)
        self.confirm(event)
        self.assertEqual(event.sudo().state, "done", event.sudo().problem)
        self.assertFalse(self.users["specialist_a"].locked_at)
        self.assertRightsFollow()

    def test_suspension_without_anybody_to_act_is_locked_all_the_same(self):
        self.to_specialist()
        self.confirm(self.plan("suspension", "specialist_a"))
        event = self.env["vpdt.personnel.event"].search([], limit=1)
        self.assertEqual(event.state, "stuck")
        self.assertIn("name who acts", event.problem)
        self.assertTrue(self.users["specialist_a"].locked_at)

    def test_a_locked_account_lets_nobody_in(self):
        user = self.users["specialist_a"]
        user.password = "Mật khẩu-553"
        credential = {
            "login": user.login,
            "password": "Mật khẩu-553",
            "type": "password",
        }
        agent = {"interactive": True}
        mine = user.with_user(user)
        self.assertTrue(mine._check_credentials(credential, agent))
        before = user._compute_session_token("x" * 42)
        self.as_("operator", "res.users").browse(user.id).action_lock_account("Thử")
        self.env.flush_all()
        self.assertNotEqual(user._compute_session_token("x" * 42), before)
        with self.assertRaisesRegex(AccessDenied, "locked"):
            mine._check_credentials(credential, agent)
        self.as_("head_a", "res.users").browse(user.id).action_unlock_account()
        self.assertTrue(mine._check_credentials(credential, agent))
        self.assertNotEqual(
            user._compute_session_token("x" * 42), before, "old sessions stay dead"
        )

    def test_who_may_lock(self):
        target = self.users["specialist_a"]
        for by in ("specialist_a", "specialist_a2", "clerk_a", "head_b", "head_o"):
            with self.assertRaises(AccessError, msg=by):
                self.as_(by, "res.users").browse(target.id).action_lock_account("x")
        with self.assertRaises(AccessError):
            operator = self.users["operator"]
            operator.with_user(operator).action_lock_account("x")
        with self.assertRaisesRegex(UserError, "why"):
            self.as_("head_a", "res.users").browse(target.id).action_lock_account(" ")

    # -- who leaves --------------------------

    def test_an_account_does_not_close_while_work_is_open(self):
        document = self.to_specialist()
        event = self.plan("retirement", "specialist_a", 2)
        self.confirm(event)
        self.night(2)
        user = self.users["specialist_a"]
        self.assertEqual(event.sudo().state, "stuck")
        self.assertTrue(user.active)
        self.assertTrue(user.locked_at, "nobody keeps a way in all the same")
        event.with_user(self.users["operator"]).successor_id = self.users[
            "specialist_a2"
        ]
        self.night(3)
        self.assertEqual(event.sudo().state, "done", event.sudo().problem)
        self.assertFalse(user.active)
        self.assertFalse(self.employee("specialist_a").active)
        self.assertTrue(self.open_(document, "specialist_a2"))
        self.assertInvariants(document)
        self.assertEqual(self.ledger(user).count("revoke"), 1)
        self.assertRightsFollow()

    def test_all_that_was_named_after_him_ends(self):
        """Areas in charge, second posts, rights beyond the post, keys."""
        self.confirm(self.plan("second_post", "deputy_a", job="specialist_b"))
        self.env["vpdt.account.grant"].create(
            {
                "user_id": self.users["deputy_a"].id,
                "group_id": self.env.ref("base.group_allow_export").id,
                "decision": "02/QĐ-UBND",
            }
        )
        self.assertIn(
            self.env.ref("base.group_allow_export"), self.users["deputy_a"].group_ids
        )
        self.confirm(self.plan("resignation", "deputy_a", successor="head_a"))
        user = self.users["deputy_a"]
        self.assertFalse(user.active)
        self.assertEqual(user._open_work(), [])
        second = self.env["vpdt.second.post"].search([("user_id", "=", user.id)])
        self.assertTrue(second.date_to and second.date_to < self.today)
        self.assertEqual(user.group_ids, self.env.ref("base.group_user"))
        charge = self.culture.charge_ids.filtered(
            lambda one: one.agency_id == self.agency_a and not one.valid_to
        )
        self.assertEqual(charge.user_id, self.users["head_a"])
        self.assertRightsFollow()

    def test_who_comes_back_has_his_history_but_not_his_rights(self):
        self.confirm(self.plan("resignation", "head_a", successor="deputy_a"))
        user = self.users["head_a"]
        self.assertFalse(user.active)
        self.night(40)
        event = self.plan("start", "head_a", 40, job="specialist_b")
        self.assertIn("opened again", event.effects)
        self.confirm(event)
        self.assertEqual(event.sudo().state, "done", event.sudo().problem)
        self.assertEqual(self.employee("head_a").user_id, user, "the same account")
        self.assertEqual(self.roles(user), ["specialist"])
        self.assertEqual(user._books(), [], "not the head's register any more")
        self.assertEqual(self.ledger(user)[-1], "rights")
        self.assertIn("restore", self.ledger(user))
        self.assertRightsFollow()

    def test_successor_of_the_same_day_is_there_first(self):
        """Who comes is there before who leaves hands over to him."""
        self.to_specialist()
        newcomer = self.new_employee()
        leaving = self.plan("death", "specialist_a", 1)
        coming = self.plan("start", newcomer, 1, job="specialist_a")
        self.confirm(leaving)
        self.confirm(coming)
        self.night(1)
        self.assertEqual(leaving.sudo().state, "stuck", "nobody was named")
        leaving.with_user(self.users["operator"]).successor_id = newcomer.user_id
        self.night(2)
        self.assertEqual(leaving.sudo().state, "done", leaving.sudo().problem)

    def test_both_sides_confirm_the_minutes(self):
        """NĐ 30/2020 Điều 31.3đ; for who has gone, the head of his agency."""
        self.to_specialist()
        self.confirm(
            self.plan(
                "move", "specialist_a", job="specialist_b", successor="specialist_a2"
            )
        )
        hand_over = self.env["vpdt.hand.over"].search([], limit=1)
        for by in ("specialist_a2", "specialist_a"):
            hand_over.with_user(self.users[by]).action_confirm()
            with self.assertRaises(AccessError, msg="once"):
                hand_over.with_user(self.users[by]).action_confirm()
        self.assertTrue(hand_over.from_confirmed_at and hand_over.to_confirmed_at)
        pdf = hand_over.with_user(self.users["specialist_a2"])._print()
        text = " ".join(extract_text(BytesIO(pdf)).split())
        self.assertIn("Bên giao xác nhận trên hệ thống: Person specialist_a", text)

    def test_the_head_confirms_for_who_has_left(self):
        self.to_specialist()
        self.confirm(self.plan("death", "specialist_a", successor="specialist_a2"))
        hand_over = self.env["vpdt.hand.over"].search([], limit=1)
        for by in ("deputy_a", "head_b", "operator", "clerk_a"):
            with self.assertRaises(AccessError, msg=by):
                hand_over.with_user(self.users[by]).action_confirm()
        mine = hand_over.with_user(self.users["head_a"])
        self.assertTrue(mine.may_confirm)
        mine.action_confirm()
        self.assertTrue(hand_over.from_confirmed_at)

    # -- guards --------------------------

    def test_who_may_plan_and_confirm(self):
        for by in ("head_a", "clerk", "chairman", "specialist_a"):
            with self.assertRaises(AccessError, msg=by):
                self.plan("resignation", "specialist_b", by=by)
        with self.assertRaises(AccessError, msg="about himself"):
            self.plan("move", "hr", job="head_b")
        event = self.plan("resignation", "specialist_b")
        for by in ("hr", "head_b", "chairman"):
            with self.assertRaises(AccessError, msg=by):
                self.confirm(event, by)
        own = self.plan("resignation", "operator")
        with self.assertRaises(AccessError, msg="about himself"):
            self.confirm(own)

    def test_what_it_did_is_written_by_the_system_only(self):
        event = self.plan("resignation", "specialist_b")
        for vals in ({"state": "done"}, {"confirmed_by_id": self.users["hr"].id}):
            with self.assertRaises(AccessError):
                event.write(vals)
        with self.assertRaises(AccessError):
            self.plan("resignation", "specialist_b", state="confirmed")
        Event = self.as_("hr", "vpdt.personnel.event").with_context(
            default_state="confirmed"
        )
        made = Event.create(
            {"kind": "resignation", "employee_id": self.employee("specialist_b").id}
        )
        self.assertEqual(made.state, "planned")
        with self.assertRaises(UserError):
            event.unlink()

    def test_a_plan_that_makes_no_sense_is_refused_in_words(self):
        for words, args, vals in (
            ("which post", ("move", "specialist_a"), {}),
            ("last day", ("acting", "specialist_a"), {"job": "head_a"}),
            ("no last day", ("death", "specialist_a"), {"last_day": 3}),
            ("somebody else", ("death", "clerk_a"), {"successor": "clerk_a"}),
        ):
            with self.assertRaisesRegex(ValidationError, words), self.cr.savepoint():
                self.plan(*args, **vals)

    def test_who_sees_it(self):
        event = self.plan("resignation", "specialist_b", 3)
        seen = {
            name
            for name in self.users
            if event.id in self.as_(name, "vpdt.personnel.event").search([]).ids
        }
        self.assertEqual(
            seen, {"hr", "operator", "chairman", "chief", "head_b", "specialist_b"}
        )

    def test_the_form_is_filled_in_by_who_keeps_records(self):
        form = Form(self.as_("hr", "vpdt.personnel.event"))
        form.employee_id = self.employee("specialist_a").with_user(self.users["hr"])
        form.kind = "long_leave"
        form.date = self.today + timedelta(days=7)
        form.last_day = self.today + timedelta(days=180)
        form.successor_id = self.users["specialist_a2"]
        self.assertIn("acts meanwhile", form.effects)
        event = form.save()
        event.action_cancel()
        self.assertEqual(event.state, "cancelled")
