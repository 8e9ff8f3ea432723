from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import RouteCase


@tagged("post_install", "-at_install", "vpdt")
class TestPeersFailures(RouteCase):
    """What other offices' users complain of, one test each (facts, peers 1.6).

    Reminders that never end are tested with the reminders, substitutes with absences.
    """

    def inbox(self, who, document):
        """Return the messages about `document` that wait in the inbox of `who`."""
        self.tell()
        return (
            self.env["mail.notification"]
            .sudo()
            .search(
                [
                    ("res_partner_id", "=", self.users[who].partner_id.id),
                    ("mail_message_id.res_id", "=", document.id),
                    ("mail_message_id.model", "=", "vpdt.document"),
                    ("is_read", "=", False),
                ]
            )
        )

    def assertTold(self, document, *who):
        """Exactly these have a message that waits, each at least one."""
        told = {name for name in self.users if self.inbox(name, document)}
        self.assertEqual(told, set(who))
        for name in who:
            self.inbox(name, document).unlink()

    def test_nobody_is_told_before_his_turn(self):
        """OCA/server-ux 800, 854: reviewers were written to before their turn."""
        document = self.register(field_id=self.culture.id).document_id
        self.assertTold(document, "chief")
        self.pass_on(document, "chief", ("chairman", "lead"))
        self.assertTold(document, "chairman")
        self.pass_on(document, "chairman", ("a", "lead"))
        self.assertTold(document, "clerk_a")
        self.accept(document)
        self.assertTold(document, "head_a")

    def test_somebody_is_told_whatever_happens(self):
        """OCA/server-ux 1329: the notice that it is pending was silently never sent."""
        document = self.to_specialist()
        for name in self.users:
            self.inbox(name, document).unlink()
        chairman = document.sudo().handling_ids.filtered(
            lambda item: item.user_id == self.users["chairman"]
        )
        self.open_(document, "specialist_a").action_return("Thiếu")
        self.assertTold(document, "head_a")
        self.open_(document, "head_a").action_return("Không đúng việc")
        self.assertTold(document, "clerk_a")
        # "vice" and "deputy_chief" have it since before: they are not told again
        chairman.with_user(self.users["chairman"]).action_change_lead(
            self.line("b", "lead"), "Đúng chức năng"
        )
        self.assertTold(document, "clerk_a", "clerk_b")
        lead = document.sudo().handling_ids.filtered(
            lambda item: item.purpose == "lead" and item.state == "waiting"
        )
        lead.with_user(self.users["clerk_b"]).action_accept()
        self.assertTold(document, "head_b")
        done = self.open_(document, "head_b")
        done.action_finish("Xong")
        for name in self.users:
            self.inbox(name, document).unlink()
        done.with_user(self.users["clerk_b"]).action_reopen("Thiếu phụ lục")
        self.assertTold(document, "head_b")

    def test_what_is_over_waits_for_nobody(self):
        """OCA/server-ux 1245: reviews of a rejected record pended for ever."""
        document = self.to_specialist()
        sent = document.sudo().handling_ids.filtered(
            lambda item: item.agency_id == self.agency_a and not item.user_id
        )
        sent.with_user(self.users["chairman"]).action_ask_take_back("Nhầm")
        self.open_(document, "specialist_a").action_finish("Xong")
        self.env.flush_all()
        self.assertFalse(
            self.env["vpdt.request"].search(
                [("document_id", "=", document.id), ("state", "=", "asked")]
            )
        )
        for name in ("specialist_a", "head_a", "clerk_a", "chairman"):
            counters = self.as_(name, "vpdt.handling").desk_read()["counters"]
            self.assertEqual(counters["lead"], 0, name)

    def test_the_rules_change_under_way(self):
        """OCA/server-ux 306: editing a definition changed the running reviews."""
        document = self.to_specialist()
        before = [
            (item.id, item.purpose, item.user_id.id, item.deadline)
            for item in document.sudo().handling_ids
        ]
        self.env["vpdt.transfer.rule"].search(
            [("agency_id", "=", self.committee.id)]
        ).unlink()
        self.env.invalidate_all()
        self.assertEqual(
            before,
            [
                (item.id, item.purpose, item.user_id.id, item.deadline)
                for item in document.sudo().handling_ids
            ],
        )
        mine = self.open_(document, "specialist_a")
        with self.assertRaises(UserError):
            mine.action_transfer([self.line("head_a", "lead")])
        mine.action_return("Quy trình đã đổi")
        self.open_(document, "head_a").action_finish("Xong")
        self.assertEqual(document.sudo().state, "done")
        self.assertInvariants(document)

    def test_one_refusal_does_not_refuse_the_batch(self):
        """docs.imio.be: refusing one document of a batch refused the whole batch."""
        papers = [self.to_chairman(number=str(number)) for number in range(1, 6)]
        ids = [self.open_(paper, "chairman").id for paper in papers]
        self.open_(papers[2], "chairman").action_finish(kind="filed")
        rows = self.as_("chairman", "vpdt.handling").action_finish_many(ids, "Đã xem")
        self.assertEqual([row["id"] for row in rows], ids)
        self.assertEqual([row["done"] for row in rows], [True, True, False, True, True])
        self.assertTrue(rows[2]["message"])
        self.assertEqual({paper.sudo().state for paper in papers}, {"done"})
