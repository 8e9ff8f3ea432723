"""R4: who acts whenever somebody is away by leave or a trip."""

from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .test_absence import AbsenceCase


@tagged("post_install", "-at_install", "vpdt")
class TestStandingSubstitutes(AbsenceCase):
    def stand(self, who="chairman", substitute="vice", by=None, **vals):
        return self.as_(by or who, "vpdt.standing.substitute").create(
            {
                "user_id": self.users[who].id,
                "substitute_id": self.users[substitute].id,
                **vals,
            }
        )

    def leave(self, who="chairman", start=0, days=3):
        now = fields.Datetime.now()
        return self.env["vpdt.absence"]._from_source(
            self.users[who],
            now + timedelta(days=start),
            now + timedelta(days=start + days),
            "leave",
        )

    def test_they_act_in_an_absence_that_follows_from_elsewhere(self):
        document = self.to_chairman()
        self.stand()
        absence = self.leave()
        self.assertEqual(absence.substitutes, "Person vice")
        self.assertEqual(self.acting(document, "chairman"), "vice")
        self.assertIn("Substitutes: Person vice", self.told("chairman")[-1])
        self.assertIn("You act for Person chairman", self.told("vice")[-1])
        self.assertInvariants(document)

    def test_by_kind_of_document(self):
        document = self.to_chairman()
        self.stand(
            substitute="vice2",
            scope="field",
            field_ids=[Command.set(self.culture.ids)],
            sequence=1,
        )
        self.stand(sequence=2)
        self.leave()
        self.assertEqual(self.acting(document, "chairman"), "vice2")

    def test_one_who_is_away_himself_is_left_out(self):
        self.stand(sequence=1)
        self.stand(substitute="vice2", sequence=2)
        self.enter("vice", days=9)
        self.assertEqual(self.leave().substitutes, "Person vice2")

    def test_one_who_can_no_longer_act_is_left_out(self):
        self.stand(sequence=1)
        self.posts["vice"].action_archive()
        absence = self.leave()
        self.assertFalse(absence.line_ids)
        self.assertIn("nobody acts for you yet", self.told("chairman")[-1])

    def test_a_closed_account_is_left_out(self):
        self.stand()
        self.users["vice"].action_archive()
        self.assertFalse(self.leave().line_ids)

    def test_two_who_stand_for_each_other_do_not_go_in_a_circle(self):
        document = self.to_chairman()
        self.stand()
        self.stand("vice", "chairman")
        self.leave("vice")
        self.leave("chairman")
        self.assertFalse(self.acting(document, "chairman"))
        self.assertInvariants(document)

    def test_who_is_told_when_his_substitute_goes_away_later(self):
        self.stand()
        self.leave("chairman")
        self.leave("vice")
        self.assertIn("is away himself", self.told("chairman")[-1])

    def test_entered_by_whoever_may_enter_the_absence(self):
        """The person, the clerk, the leaders of the office, the head of his agency."""
        self.stand(by="clerk")
        self.stand("specialist_a", "specialist_a2", by="head_a")
        for by in ("vice", "head_a", "clerk_o", "specialist_b"):
            with self.assertRaisesRegex(AccessError, "entered by"), self.cr.savepoint():
                self.stand(by=by)
        with self.assertRaises(AccessError), self.cr.savepoint():
            self.stand(by="operator")

    def test_changed_and_taken_away_by_the_same(self):
        standing = self.stand()
        for change in (
            lambda one: one.write({"substitute_id": self.users["vice2"].id}),
            lambda one: one.write({"user_id": self.users["head_b"].id}),
            lambda one: one.unlink(),
        ):
            with self.assertRaises(AccessError), self.cr.savepoint():
                change(standing.with_user(self.users["head_b"]))
        own = self.stand("head_a", "deputy_a")
        with self.assertRaises(AccessError), self.cr.savepoint():
            # His own row given to another would name a substitute of that other
            own.write({"user_id": self.users["chairman"].id})
        standing.with_user(self.users["clerk"]).unlink()

    def test_nobody_makes_himself_a_substitute_of_others(self):
        with (
            self.assertRaisesRegex(UserError, "cannot name himself"),
            self.cr.savepoint(),
        ):
            self.stand("chief", "deputy_chief", by="deputy_chief")

    def test_the_post_decides_who_may_act(self):
        with self.assertRaisesRegex(UserError, "his own"), self.cr.savepoint():
            self.stand(substitute="chairman")
        for substitute in ("head_a", "clerk", "operator"):
            with (
                self.assertRaisesRegex(UserError, "holds no post that may act"),
                self.cr.savepoint(),
            ):
                self.stand(substitute=substitute)

    def test_an_authorisation_rests_on_a_paper(self):
        """NĐ 30/2020 Điều 13.4: for named dates, so with the absence only."""
        with self.assertRaises(UserError):
            self.stand(
                substitute="chief",
                authorized=True,
                scope="field",
                field_ids=[Command.set(self.culture.ids)],
            )

    def test_the_form_offers_whom_the_rules_allow(self):
        form = Form(self.as_("chairman", "vpdt.standing.substitute"))
        self.assertEqual(form.user_id, self.users["chairman"])
        offered = self.as_("chairman", "vpdt.standing.substitute").new(
            {"user_id": self.users["chairman"].id}
        )
        self.assertEqual(
            offered.allowed_ids._origin, self.users["vice"] | self.users["vice2"]
        )
        self.assertIn(
            self.users["vice"],
            self.as_("clerk", "vpdt.standing.substitute")
            .new({})
            .allowed_user_ids._origin,
        )
