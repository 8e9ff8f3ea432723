"""R17, NĐ 30/2020 Điều 13.6: the clerk compares before giving a number; a recall and a
replacement of a decision reach the personnel change that rests on it."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.vpdt_accounts.tests.specimens_common import signature
from odoo.addons.vpdt_outgoing.tests.common import DraftCase


@tagged("post_install", "-at_install", "vpdt")
class TestSpecimenCompared(DraftCase):
    def specimen(self):
        reader = type(
            "Reader", (), {"check_and_read_first": lambda *_args: {"refused": None}}
        )()
        self.patch(
            self.env.registry["vpdt.file"],
            "_reader",
            lambda self, work="reading": reader,
        )
        return self.as_("operator", "vpdt.signature.specimen").create(
            {
                "user_id": self.users["chairman"].id,
                "job_id": self.posts["chairman"].id,
                "picture": signature(),
                "decision": "12/QĐ-UBND",
            }
        )

    def shown_to(self, who, draft):
        wizard = self.as_(who, "vpdt.number.wizard").create({"draft_id": draft.id})
        return wizard.specimen

    def test_the_clerk_who_numbers_sees_it(self):
        draft = self.to_signature()
        self.assertFalse(self.shown_to("clerk", draft))
        specimen = self.specimen()
        self.assertIn(
            f"/web/image/vpdt.signature.specimen/{specimen.id}/picture",
            self.shown_to("clerk", draft),
        )
        specimen.sudo()._do_withdraw("thử")
        self.assertFalse(self.shown_to("clerk", draft))

    def test_nobody_else_sees_it_there(self):
        draft = self.to_signature()
        self.specimen()
        for who in ("specialist_a", "deputy_chief", "chief", "clerk_b"):
            with self.assertRaises(AccessError, msg=who):
                self.shown_to(who, draft)

    def test_it_is_put_onto_no_paper(self):
        """The signing copy is the approved version with its codes, as before."""
        draft = self.to_signature()
        before = draft.sudo()._signing_copy()
        self.specimen()
        after = draft.sudo()._signing_copy()
        self.assertEqual(before.count(b"/Image"), after.count(b"/Image"))

    def test_numbering_needs_no_specimen(self):
        """It helps to compare; a signed paper is not held up for want of it."""
        draft = self.signed()
        self.shown_to("clerk", draft)
        draft.action_number()
        self.assertTrue(draft.issued_id.code)


@tagged("post_install", "-at_install", "vpdt")
class TestDecisionWithdrawn(DraftCase):
    def change(self, document):
        """Return a planned change that rests on an issued decision."""
        event = self.env["vpdt.personnel.event"].create(
            {
                "kind": "retirement",
                "employee_id": self.users["specialist_b"].employee_id.id,
                "date": self.today,
                "decision_code": document.code,
                "decision_date": document.issued_date,
                "planned_by_id": self.users["chief"].id,
            }
        )
        self.env["vpdt.decision.basis"].create(
            {"event_id": event.id, "document_id": document.id}
        )
        return event

    def test_a_recall_warns_the_change(self):
        document = self.issued()
        event = self.change(document)
        document.with_user(self.users["clerk"]).action_recall("Sai thẩm quyền")
        self.assertEqual(event.decision_trouble, "recalled")
        with self.assertRaisesRegex(UserError, "does not hold"):
            event.with_user(self.users["operator"]).action_confirm()
        self.assertFalse(event._due(self.today) & event)
        self.assertFalse(document.sudo()._is_live())

    def test_a_replacement_and_a_correction_warn_the_change(self):
        for relation, trouble in (("replaces", "replaced"), ("corrects", "corrected")):
            document = self.issued()
            event = self.change(document)
            self.issued(relation=relation, related_id=document.id)
            self.assertEqual(event.decision_trouble, trouble)
