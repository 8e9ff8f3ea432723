"""Rights that end: of the substitute, of who lost a paper between queue and sending."""

import json
from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .test_absence import AbsenceCase
from .test_notices import NoticeCase


@tagged("post_install", "-at_install", "vpdt")
class TestAfterTheAbsence(AbsenceCase):
    """NĐ 30/2020 Điều 13.4: acting in another's place is limited in time."""

    def acted(self):
        """Return a paper the vice-chairman passed on in the chairman's place."""
        absence = self.enter("chairman", "vice")
        document = self.to_chairman()
        handling = self.open_(document, "chairman").with_user(self.users["vice"])
        handling.action_transfer([self.line("a", "lead")], "Làm đi")
        return absence, document

    def test_who_acted_is_no_longer_the_sender(self):
        """Recall, other deadline, reminder: his while he acts, then the chairman's."""
        absence, document = self.acted()
        below = self.open_(document, agency=self.agency_a)
        later = fields.Datetime.now() + timedelta(days=9)
        vice, chairman = self.users["vice"], self.users["chairman"]
        below.with_user(vice).action_extend(later)
        absence.with_user(chairman).action_end()
        self.env.invalidate_all()
        for move, args in (
            ("action_recall", ["x"]),
            ("action_extend", [later + timedelta(days=1)]),
            ("action_remind", []),
        ):
            with self.subTest(move), self.assertRaises(AccessError):
                getattr(below.with_user(vice), move)(*args)
        [line] = [
            line
            for line in self.as_("vice", "vpdt.handling").desk_read("sent")["lines"]
            if line["id"] == below.id
        ]
        self.assertEqual(line["moves"], [])
        self.assertNotIn(vice, below.sudo()._senders())
        self.assertTrue(below.with_user(chairman).action_recall("nhầm"))

    def test_who_acted_reopens_nothing_afterwards(self):
        """What he finished he may take up again while he acts, not later."""
        absence = self.enter("chairman", "vice")
        document = self.to_chairman()
        handling = self.open_(document, "chairman").with_user(self.users["vice"])
        handling.action_finish("Đã xem")
        self.assertIn("reopen", handling._offered_moves())
        absence.with_user(self.users["chairman"]).action_end()
        self.env.invalidate_all()
        self.assertNotIn("reopen", handling._offered_moves())
        with self.assertRaises(AccessError):
            handling.action_reopen("làm lại")
        # What he answered for he can still show
        self.assertTrue(document.with_user(self.users["vice"]).has_access("read"))
        self.assertInvariants(document)

    def test_who_only_could_have_acted_reads_it_no_longer(self):
        """The person finished it himself, from afar: nothing stays with the other."""
        absence = self.enter("chairman", "vice")
        document = self.to_chairman()
        self.assertTrue(document.with_user(self.users["vice"]).has_access("read"))
        self.open_(document, "chairman").action_finish("Đã xem")
        absence.with_user(self.users["chairman"]).action_end()
        self.env.invalidate_all()
        self.assertFalse(document.with_user(self.users["vice"]).has_access("read"))
        self.assertInvariants(document)

    def test_who_is_authorised_names_nobody_else(self):
        """Điều 13.4: neither by changing the absence nor by ending it and another."""

        def line(who):
            return {
                "who": who,
                "authorized": True,
                "scope": "field",
                "field_ids": [Command.set(self.culture.ids)],
            }

        paper = {"paper_code": "05/GUQ-UBND", "paper_date": self.today}
        absence = self.enter("chairman", lines=[line("chief")], **paper)
        absence.with_user(self.users["chief"]).action_end()
        with (
            self.assertRaisesRegex(UserError, "pass it on to nobody"),
            self.cr.savepoint(),
        ):
            self.enter("chairman", by="chief", lines=[line("vice")], start=9, **paper)
        # The clerk may: the paper does not name her
        self.enter("chairman", by="clerk", lines=[line("vice")], start=9, **paper)

    def test_absurd_dates(self):
        """Years that run over clocks and time zones are refused in words."""
        for start, end in (
            ("2026-01-01 00:00:00", "9999-12-31 23:59:59"),
            ("0001-01-01 00:00:00", "2100-01-01 00:00:00"),
        ):
            with self.assertRaisesRegex(UserError, "year"), self.cr.savepoint():
                self.as_("chairman", "vpdt.absence")._enter(
                    {
                        "user_id": self.users["chairman"].id,
                        "date_from": fields.Datetime.to_datetime(start),
                        "date_to": fields.Datetime.to_datetime(end),
                    },
                    [],
                )
        handling = self.open_(self.to_chairman(), "chairman")
        for deadline in ("9999-12-31 23:59:59", "9999-12-31"):
            with self.assertRaisesRegex(UserError, "not a date"):
                handling.action_transfer(
                    [self.line("a", "lead")], "", deadline=deadline
                )
        self.assertEqual(handling.sudo().state, "waiting")
        for words in (
            "giao Phòng A xong trước 31/12/9999",
            "giao Phòng A trong 999999999999 ngày làm việc",
            "giao Phòng A trong 99999 tuần",
        ):
            handling.get_directive_reading(words)

    def test_an_answer_is_named_to_its_readers_only(self):
        """I3: the number of the answering document is not copied into the result."""
        document = self.to_specialist()
        head = self.users["head_a"]
        answer = self.register("clerk_a", number="777", symbol="KÍN").document_id
        handling = self.open_(document, "specialist_a")
        with self.assertRaises(UserError):
            handling.action_finish(kind="answer", answer_id=answer.id)
        self.pass_on(answer, "head_a", ("specialist_a", "lead"))
        handling.action_finish(kind="answer", answer_id=answer.id)
        chief = document.with_user(self.users["chief"])
        self.assertFalse(answer.with_user(self.users["chief"]).has_access("read"))
        told = json.dumps(
            [
                chief.get_transfer_tree(),
                chief.get_timeline(),
                chief.handling_ids.read(["result", "answer_id"]),
            ],
            default=str,
        )
        self.assertNotIn("777", told)
        shown = str(document.with_user(head).get_timeline())
        self.assertIn("777", shown)


@tagged("post_install", "-at_install", "vpdt")
class TestOthersOwnThings(AbsenceCase):
    """Phrases and filters tell what somebody works on: they are his."""

    def test_a_link_does_not_show_anothers_phrase(self):
        kept = self.as_("chairman", "vpdt.phrase").action_save("Lời riêng của Chủ tịch")
        mine = self.as_("specialist_b", "vpdt.phrase")
        with self.assertRaises(AccessError):
            mine.create({"text": "x", "common_id": kept["id"]})
        with self.assertRaises(AccessError):
            mine.with_context(default_common_id=kept["id"]).create({"text": "x"})
        own = mine.create({"text": "y"})
        with self.assertRaises(AccessError):
            own.common_id = kept["id"]

    def test_the_administrator_reads_no_filter(self):
        desk = self.as_("chairman", "vpdt.handling")
        filter_id = desk.action_keep_filter("Riêng", {"text": "giải phóng mặt bằng"})
        admin = self.env.ref("base.user_admin")
        filters = self.env["ir.filters"].with_user(admin)
        self.assertNotIn(filter_id, filters.search([]).ids)
        for forged in (
            lambda: filters.browse(filter_id).read(["context"]),
            lambda: filters.browse(filter_id).write({"user_ids": [(4, admin.id)]}),
        ):
            with self.assertRaises(AccessError):
                forged()
        rule = self.env.ref("vpdt_documents.ir_filters_rule_own").with_user(admin)
        with self.assertRaises(AccessError):
            rule.domain_force = "[]"
        self.assertEqual(len(desk.desk_read()["filters"]), 1)


@tagged("post_install", "-at_install", "vpdt")
class TestQueues(NoticeCase):
    """Between queueing and sending: nobody else reads it, a lost right is lost."""

    def queued(self):
        for name in ("chairman", "chief"):
            for event in ("turn", "recalled"):
                self.choose(name, event, email=True, push=True)
            self.device(name)
        with self.at("2026-11-23 09:00"):
            return self.to_chairman(number="47110815")

    def sent(self, mail):
        return mail._prepare_outgoing_list()

    def pushed(self):
        with patch("odoo.addons.mail.models.mail_push.push_to_end_point") as send:
            self.env["mail.push"]._push_notification_to_endpoint()
        return [json.loads(call.kwargs["payload"]) for call in send.call_args_list]

    def test_the_queue_tells_the_administrator_nothing(self):
        """Not the number of a paper: not in e-mails, pushes or digests."""
        document = self.queued()
        admin = self.env.ref("base.user_admin")
        [mail] = self.mails("chairman")
        for model in ("mail.mail", "mail.push", "mail.message"):
            for row in self.env[model].with_user(admin).search_read([]):
                self.assertNotIn("47110815", str(row), model)
        with self.assertRaises(AccessError):
            mail.with_user(admin).read(["vpdt_told"])
        [out] = self.sent(mail)
        self.assertIn(document.code, out["subject"])
        self.assertIn(document.code, out["body"])
        self.assertIn(document.code, out["body_alternative"])
        self.assertIn(document.code, [push["title"] for push in self.pushed()])

    def test_the_queue_is_not_diverted(self):
        """Another recipient, another address, another browser: not by hand."""
        self.queued()
        admin = self.env.ref("base.user_admin")
        [mail] = self.mails("chairman")
        mail.with_user(admin).write(
            {"email_to": "x@example.com", "recipient_ids": [(4, admin.partner_id.id)]}
        )
        self.assertEqual(
            [out["email_to_raw"] for out in self.sent(mail)], ["chairman@example.com"]
        )
        device = self.env["mail.push.device"].search(
            [("partner_id", "=", self.users["chairman"].partner_id.id)]
        )
        with self.assertRaises(AccessError):
            device.with_user(admin).partner_id = admin.partner_id
        with self.assertRaises(AccessError):
            self.env["mail.push.device"].with_user(admin).create(
                {
                    "partner_id": self.users["chairman"].partner_id.id,
                    "endpoint": "https://x.example.com",
                    "keys": "{}",
                }
            )

    def test_a_lost_right_is_not_told(self):
        """Recalled before it was sent: no number, and no call to open it."""
        for event in ("turn", "recalled"):
            self.choose("clerk_a", event, email=True, push=True)
        self.device("clerk_a")
        with self.at("2026-11-23 09:00"):
            document = self.to_agencies(number="47110815")
        mails = self.mails("clerk_a")
        self.assertIn("47110815", str(self.sent(mails)))
        with self.at("2026-11-23 09:01"):
            self.recalled(document)
        self.assertEqual([out for mail in mails for out in self.sent(mail)], [])
        self.assertNotIn("47110815", str(self.pushed()))
        mails._send()
        self.assertFalse(mails.exists())

    def recalled(self, document):
        """The chairman recalls it from agency A, whose clerk reads it no longer."""
        self.open_(document, agency=self.agency_a).with_user(
            self.users["chairman"]
        ).action_recall("nhầm")
        self.env.flush_all()
        clerk = document.with_user(self.users["clerk_a"])
        self.assertFalse(clerk.has_access("read"))

    def test_a_digest_asks_again_when_it_is_sent(self):
        self.choose("clerk_a", "turn", inside="digest", email=True)
        with self.at("2026-11-23 09:00"):
            document = self.to_agencies(number="47120815")
        self.digest("2026-11-23 13:40")
        mail = self.mails("clerk_a")[-1]
        self.assertNotIn("47120815", mail.body_html)
        [out] = self.sent(mail)
        self.assertIn("47120815", out["body"])
        with self.at("2026-11-23 13:41"):
            self.recalled(document)
        [out] = self.sent(mail)
        self.assertNotIn("47120815", out["body"])
