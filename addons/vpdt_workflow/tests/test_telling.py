"""R22, peers 1.6: who acts waits for nobody to be told; who is told is told once."""

from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from .test_notices import NoticeCase


@tagged("post_install", "-at_install", "vpdt")
class TestTelling(NoticeCase):
    """Between the move and the inbox: written with the move, told right after it."""

    def rows(self, name):
        return self.env["vpdt.telling"].search(
            [("user_id", "=", self.users[name].id)], order="id"
        )

    def messages(self, name):
        return self.env["mail.notification"].search(
            [("res_partner_id", "=", self.users[name].partner_id.id)]
        )

    def test_told_once_after_the_move(self):
        """The move leaves what is to be told; the job tells it, and it is gone."""
        self.to_chairman()
        self.assertEqual(len(self.rows("chairman")), 1)
        self.assertFalse(self.messages("chairman"))
        with self.at("2026-11-23 09:00"):
            self.env["vpdt.telling"]._tell_some()
        self.assertEqual(len(self.messages("chairman")), 1)
        self.assertFalse(self.env["vpdt.telling"].search([]))
        self.tell()
        self.assertEqual(len(self.messages("chairman")), 1)

    def test_the_move_wakes_the_job(self):
        """Not at the next full minute: as soon as the move is committed."""
        cron = self.env.ref("vpdt_workflow.ir_cron_vpdt_tell")
        self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)]).unlink()
        self.to_chairman()
        self.assertTrue(self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)]))

    def test_a_move_that_fails_tells_nobody(self):
        document = self.to_chairman()
        self.tell()
        with self.assertRaisesRegex(ValueError, "broken"), self.env.cr.savepoint():
            self.pass_on(document, "chairman", ("a", "lead"))
            raise ValueError("broken")
        self.assertFalse(self.env["vpdt.telling"].search([]))

    def test_the_author_is_who_acted(self):
        """Not the system, and in the words of his language."""
        self.users["chief"].lang = "vi_VN"
        self.to_chairman()
        self.tell()
        [message] = self.messages("chairman").mail_message_id
        self.assertEqual(message.author_id, self.users["chief"].partner_id)
        self.assertEqual(message.subject, "Có văn bản chuyển đến")

    def test_recalled_before_it_was_told(self):
        """What was taken back meanwhile is not told at all; the others are."""
        document = self.to_agencies()
        handling = self.open_(document, agency=self.agency_b)
        handling.with_user(self.users["chairman"]).action_recall()
        self.assertFalse(
            self.rows("clerk_b").filtered(lambda row: row.event != "recalled")
        )
        self.assertTrue(self.rows("clerk_a"))

    def test_who_lost_the_paper_is_not_told(self):
        """I3: who stopped reading it between move and telling gets no message of it;
        who still reads it does."""
        document = self.to_agencies()
        clerk, vice = self.users["clerk_b"], self.users["vice"]
        pairs = [(clerk.id, document.id), (vice.id, document.id)]
        readers = self.env["vpdt.reader"].sudo()
        self.env.cr.execute(
            "DELETE FROM vpdt_reader WHERE document_id = %s AND user_id = %s",
            [document.id, clerk.id],
        )
        readers._forget_cached()
        self.env["vpdt.handling"]._untell_lost(pairs)
        self.assertFalse(self.rows("clerk_b"))
        self.assertTrue(self.rows("vice"))

    def test_who_left_meanwhile_is_not_told(self):
        second = self._create_person("clerk_a2", self.posts["clerk_a"])
        self.users = {**self.users, "clerk_a2": second}
        self.to_agencies()
        second.active = False
        self.tell()
        self.assertFalse(self.messages("clerk_a2"))
        self.assertTrue(self.messages("clerk_a"))
        self.assertFalse(self.env["vpdt.telling"].search([]))

    def test_one_that_fails_does_not_keep_the_others(self):
        """Peers 1.6: one bad row must not stop everybody's messages; it is tried
        again, and it is in the log."""
        bad = self.to_agencies()
        good = self.to_chairman(number="13")
        self.env.cr.execute(
            "DELETE FROM vpdt_telling WHERE document_id NOT IN %s",
            [(bad.id, good.id)],
        )
        notice = type(self.env["vpdt.notice"])
        tell = notice._tell

        def broken(notices, document, *rest, **more):
            if document == bad:
                raise ValueError("broken")
            return tell(notices, document, *rest, **more)

        with (
            patch.object(notice, "_tell", broken),
            mute_logger("odoo.addons.vpdt_workflow.models.vpdt_telling"),
        ):
            self.tell()
        left = self.env["vpdt.telling"].search([])
        self.assertEqual(left.document_id, bad)
        self.assertTrue(all(left.mapped("after")))
        told = self.messages("chairman").mail_message_id
        self.assertEqual(set(told.mapped("res_id")), {good.id})
        self.tell()
        self.assertEqual(self.env["vpdt.telling"].search([]), left, "not at once")
        left.after = "2026-01-01 00:00:00"
        self.tell()
        self.assertFalse(self.env["vpdt.telling"].search([]))
        self.assertTrue(self.messages("clerk_a"))

    def test_nobody_reads_the_rows(self):
        """I3: not the administrator, not who is to be told."""
        self.to_chairman()
        for user in (self.env.ref("base.user_admin"), self.users["chairman"]):
            rows = self.env["vpdt.telling"].with_user(user)
            self.assertFalse(rows.has_access("read"), user.login)
