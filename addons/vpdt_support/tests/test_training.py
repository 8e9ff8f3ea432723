from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import SupportCase


@tagged("post_install", "-at_install", "vpdt")
class TestTraining(SupportCase, HttpCase):
    """R19, QĐ 553 Điều 4.1: training by a core group."""

    FROZEN = False

    def setUp(self):
        super().setUp()
        self.member = self.as_("operator", "vpdt.core.member").create(
            {
                "user_id": self.users["clerk"].id,
                "date_from": "2020-01-01",
                "decision": "12/QĐ-UBND",
            }
        )

    def planned(self, **vals):
        return self.as_("operator", "vpdt.training").create(
            {
                "name": "Vào sổ, phát hành",
                "start": "2026-03-02 01:00:00",
                "stop": "2026-03-02 04:00:00",
                "place": "Hội trường A",
                "trainer_id": self.users["clerk"].id,
                "agency_ids": [(6, 0, self.agency_a.ids)],
                **vals,
            }
        )

    def held(self):
        training = self.planned()
        training.action_invite()
        seat = training.sudo().seat_ids.filtered(
            lambda one: one.user_id == self.users["specialist_a"]
        )
        self.by("clerk", seat).write({"attended": True, "result": "passed"})
        self.by("clerk", training).action_finish("Tự vào sổ được")
        return training, seat

    def test_only_the_core_group_of_that_day_trains(self):
        self.assertEqual(self.member.agency_id, self.committee)
        with self.assertRaisesRegex(ValidationError, "core group"):
            self.planned(trainer_id=self.users["head_a"].id)
        self.member.write({"date_to": date(2026, 1, 31)})
        with self.assertRaisesRegex(ValidationError, "core group"):
            self.planned()
        with self.assertRaisesRegex(ValidationError, "already"):
            self.member.copy({"date_from": "2026-01-01"})

    def test_agencies_and_roles_are_invited_once(self):
        training = self.planned(
            role_ids=[(6, 0, self.env.ref("vpdt_support.support_role_clerk").ids)]
        )
        self.assertEqual(training.action_invite(), 1)
        self.assertEqual(training.action_invite(), 0)
        self.assertEqual(training.sudo().seat_ids.user_id, self.users["clerk_a"])
        self.assertIn("Hội trường A", self.told("clerk_a")[:1].body)
        more = training.action_invite([self.users["head_b"].id, "x", 2**40, None])
        self.assertEqual(more, 1)

    def test_nobody_to_invite_is_said(self):
        training = self.planned(agency_ids=[])
        with self.assertRaisesRegex(UserError, "Choose people"):
            training.action_invite()

    def test_the_trainer_ticks_others_do_not(self):
        training = self.planned()
        training.action_invite()
        seats = training.sudo().seat_ids
        mine = seats.filtered(lambda one: one.user_id == self.users["specialist_a"])
        self.by("clerk", mine).write({"attended": True})
        for who in ("specialist_a", "head_a", "operator_a"):
            with self.assertRaises(AccessError):
                self.by(who, mine).write({"attended": False})
        with self.assertRaises(AccessError):
            self.by("clerk", mine).write({"user_id": self.users["head_b"].id})
        self.assertEqual(
            self.as_("specialist_a", "vpdt.training.seat").search([]), mine
        )
        self.assertFalse(self.as_("specialist_b", "vpdt.training.seat").search([]))

    def test_a_session_that_was_held_is_history(self):
        training, seat = self.held()
        for records, vals in (
            (self.by("clerk", seat), {"attended": False}),
            (self.by("operator", training), {"name": "x"}),
            (self.by("operator", training), {"state": "planned"}),
        ):
            with self.assertRaises(UserError):
                records.write(vals)
        with self.assertRaises(UserError):
            self.by("operator", training).unlink()
        with self.assertRaisesRegex(UserError, "over"):
            self.by("clerk", training).action_cancel()

    def test_finishing_is_refused_in_words(self):
        training = self.planned()
        with self.assertRaisesRegex(UserError, "Tick who was there"):
            training.action_finish("Tốt")
        with self.assertRaisesRegex(UserError, "what came of"):
            training.action_finish(" ")
        with self.assertRaises(AccessError):
            self.by("head_a", training).action_finish("Tốt")
        training.write({"start": "2100-01-01 01:00:00", "stop": "2100-01-01 02:00:00"})
        with self.assertRaisesRegex(UserError, "not begun"):
            training.action_finish("Tốt")

    def test_who_was_not_trained_yet(self):
        self.held()
        Training = self.env["vpdt.training"]
        untrained = Training._untrained()
        self.assertNotIn(self.users["specialist_a"], untrained)
        self.assertIn(self.users["clerk_a"], untrained)
        self.assertNotIn(self.users["clerk_a"], Training._untrained(["head"]))
        users = self.as_("head_a", "res.users")
        domain = [("is_overseen", "=", True), ("is_trained", "=", False)]
        found = users.search([*domain, ("held_role", "=", "clerk")])
        self.assertEqual(found, self.users["clerk_a"])
        mine = users.browse(self.users["specialist_a"].id)
        self.assertEqual(mine.last_trained, date(2026, 3, 2))
        # of others one learns nothing
        stranger = self.as_("head_b", "res.users").browse(mine.id)
        stranger.invalidate_recordset()
        self.assertFalse(stranger.last_trained)
        # nor by searching; of oneself one does, whoever one is
        trained = [("is_trained", "=", True)]
        for who, there in (("head_b", False), ("head_a", True), ("specialist_a", True)):
            found = self.as_(who, "res.users").search(trained)
            self.assertEqual(mine.id in found.ids, there, who)
        everybody = self.as_("head_b", "res.users").search([("is_trained", "=", False)])
        self.assertIn(mine.id, everybody.ids, "as the field itself says")

    def test_figures(self):
        before = self.env["vpdt.training"]._figures("2026-01-01", "2026-12-31")[None]
        self.held()
        found = self.env["vpdt.training"]._figures("2026-01-01", "2026-12-31")
        seats = self.env["vpdt.training.seat"].search(
            [("agency_id", "=", self.agency_a.id)]
        )
        self.assertEqual(
            found[self.agency_a.id],
            {"sessions": 1, "invited": len(seats), "attended": 1, "people": 1},
        )
        self.assertEqual(found[None]["sessions"], before["sessions"] + 1)
        none = self.env["vpdt.training"]._figures("2025-01-01", "2025-12-31")
        self.assertEqual(none[None]["sessions"], 0)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def test_papers(self):
        """The list, and a certificate for who was there; not for others' eyes."""
        training, seat = self.held()
        absent = training.sudo().seat_ids - seat
        self.env.flush_all()
        for who, address, may in (
            ("specialist_a", f"seat/{seat.id}", True),
            ("head_a", f"seat/{seat.id}", True),
            ("clerk", f"seat/{seat.id}", True),
            ("specialist_b", f"seat/{seat.id}", False),
            ("head_a", f"seat/{absent[:1].id}", False),
            ("operator", f"{training.id}", True),
            ("operator", f"{training.id + 1000}", False),
        ):
            self.authenticate(self.users[who].login, "x")
            answer = self.url_open(f"/vpdt/training/{address}.pdf")
            self.assertEqual(answer.ok, may, f"{who} {address}")
            self.assertEqual(answer.content.startswith(b"%PDF"), may)
        with self.assertRaisesRegex(UserError, "who was there"):
            self.by("head_a", absent[:1]).action_certificate()
