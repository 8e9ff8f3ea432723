"""R22: told once, by the way each chose; a digest in each half-day, never a flood."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged, warmup

from odoo.addons.base.models import ir_cron

from .test_reminders import ChaseCase


class NoticeCase(ChaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The usual ways, whatever the database has
        office = cls.env["vpdt.notice.preference"].search([("user_id", "=", False)])
        office.unlink()
        office.create(
            [
                {"event": event, "inside": inside, "email": email, "push": push}
                for event, inside, email, push in (
                    ("urgent", "now", True, True),
                    ("turn", "now", False, True),
                    ("returned", "now", False, True),
                    ("finished", "digest", False, False),
                    ("reminder", "digest", False, False),
                )
            ]
        )
        params = cls.env["ir.config_parameter"].sudo()
        params.set_param("mail.web_push_vapid_private_key", "private")
        params.set_param("mail.web_push_vapid_public_key", "public")
        params.set_param("vpdt_workflow.digest_morning", "07:15")
        params.set_param("vpdt_workflow.digest_afternoon", "13:30")
        for name, user in cls.users.items():
            user.partner_id.email = f"{name}@example.com"
        cls.env.flush_all()

    def choose(self, name, event, inside="now", email=False, push=False):
        self.as_(name, "vpdt.notice.preference").action_choose(
            {event: {"inside": inside, "email": email, "push": push}}
        )

    def device(self, name):
        return self.env["mail.push.device"].create(
            {
                "partner_id": self.users[name].partner_id.id,
                "endpoint": f"https://push.example.com/{name}",
                "keys": "{}",
            }
        )

    def inbox(self, name):
        self.tell()
        return self.env["mail.notification"].search(
            [("res_partner_id", "=", self.users[name].partner_id.id)], order="id"
        )

    def mails(self, name):
        self.tell()
        return self.env["mail.mail"].search(
            [("recipient_ids", "in", self.users[name].partner_id.ids)], order="id"
        )

    def pushes(self, name):
        self.tell()
        return self.env["mail.push"].search(
            [
                (
                    "mail_push_device_id.partner_id",
                    "=",
                    self.users[name].partner_id.id,
                )
            ]
        )

    def waiting(self, name):
        self.tell()
        return self.env["vpdt.notice"].search(
            [("user_id", "=", self.users[name].id)], order="id"
        )

    def digest(self, moment):
        return self.run_job("vpdt.notice", "_cron_digest", moment)


@tagged("post_install", "-at_install", "vpdt")
class TestWays(NoticeCase):
    """The choice of each person, for each event."""

    def test_each_by_his_own_ways(self):
        """In Odoo, by e-mail, on the phone: what was chosen, nothing else."""
        self.choose("chairman", "turn", email=True, push=True)
        self.choose("clerk_a", "turn", push=True)
        for name in ("chairman", "clerk_a", "clerk_b"):
            self.device(name)
        self.choose("clerk_b", "turn")
        with self.at("2026-11-23 09:00"):
            document = self.to_agencies()
        self.assertEqual(
            [len(self.mails(name)) for name in ("chairman", "clerk_a", "clerk_b")],
            [1, 0, 0],
        )
        self.assertEqual(
            [len(self.pushes(name)) for name in ("chairman", "clerk_a", "clerk_b")],
            [1, 1, 0],
        )
        for name in ("chairman", "clerk_a", "clerk_b"):
            self.assertEqual(len(self.inbox(name)), 1, name)
        [mail] = self.mails("chairman")
        [out] = mail._prepare_outgoing_list()
        self.assertIn(document.code, out["body"])
        self.assertEqual(mail.state, "outgoing")

    def test_each_browser_hears_of_it_in_its_language(self):
        """One text for all, formatted once a language; each browser gets its own."""
        self.users["vice"].lang = "vi_VN"
        document = self.to_chairman()
        names = ("clerk_a", "clerk_b", "vice")
        heard = {}
        Users = type(self.env["res.users"])
        send = Users._bus_send

        def note(users, kind, message, **more):
            if kind == "mail.message/inbox":
                self.assertNotIn(users.login, heard, "told twice")
                heard[users.login] = message
            return send(users, kind, message, **more)

        self.patch(Users, "_bus_send", note)
        partners = [self.users[name].partner_id.id for name in names]
        self.env["vpdt.notice"]._tell_inside(partners, document, "Việc mới")
        told = {name: heard[self.users[name].login] for name in names}
        self.assertEqual(len(heard), len(names))
        for name, message in told.items():
            [shown] = message["store_data"]["mail.message"]
            notice = self.inbox(name)[-1]
            self.assertEqual(shown["id"], notice.mail_message_id.id)
            self.assertEqual(message["message_id"], shown["id"])
            self.assertIn(notice.id, shown["notification_ids"])
        said = {name: message["store_data"] for name, message in told.items()}
        self.assertIs(said["clerk_a"], said["clerk_b"], "formatted anew")
        self.assertIsNot(said["clerk_a"], said["vice"], "in another's language")

    def test_outside_names_the_number_only(self):
        """E-mails and pushes leave the office: neither subject nor a person's words."""
        self.choose("chief", "returned", email=True, push=True)
        self.device("chief")
        with self.at("2026-11-23 09:00"):
            document = self.to_chairman(subject="Chuyện kín của trang giấy")
            self.open_(document, "chairman").action_return("Lời kín của Chủ tịch")
        [mail], push = self.mails("chief"), self.pushes("chief")[-1]
        [out] = mail._prepare_outgoing_list()
        self.assertIn(document.code, out["subject"])
        for text in (mail.subject, mail.body_html, *out.values(), push.payload):
            text = str(text)
            self.assertNotIn("kín", text)
            self.assertNotIn("Chuy", text)
        self.assertIn("Lời kín", self.inbox("chief")[-1].mail_message_id.body)

    def test_quiet_hours(self):
        """19:00-6:30 and days off: no e-mail, no push; the next digest says it."""
        self.choose("chairman", "turn", email=True, push=True)
        self.device("chairman")
        for number, moment in enumerate(
            (
                "2026-11-23 19:00",
                "2026-11-24 06:29",
                "2026-11-22 10:00",  # Sunday
                "2026-09-02 10:00",  # Quốc khánh
            )
        ):
            with self.subTest(moment), self.at(moment):
                self.to_chairman(number=str(number))
                self.assertFalse(self.mails("chairman"))
                self.assertFalse(self.pushes("chairman"))
        self.assertEqual(len(self.inbox("chairman")), 4, "in Odoo it stands at once")
        self.assertEqual(len(self.waiting("chairman")), 4)
        self.assertEqual(self.digest("2026-11-24 07:15"), 1)
        [mail] = self.mails("chairman")
        [out] = mail._prepare_outgoing_list()
        self.assertIn("(4)", out["body"])
        self.assertEqual(len(self.pushes("chairman")), 1)
        self.assertEqual(len(self.inbox("chairman")), 4, "told in Odoo once")

    def test_urgent_passes_quiet_hours(self):
        """Hỏa tốc, thượng khẩn: at once, at night too."""
        self.device("chief")
        with self.at("2026-11-22 23:30"):
            self.register(urgency="2")
        self.assertEqual(len(self.mails("chief")), 1)
        [push] = self.pushes("chief")
        self.assertIn("requireInteraction", push.payload)
        self.assertFalse(self.waiting("chief"))

    def test_own_quiet_hours(self):
        """Each sets his own hours; whoever works at night has none."""
        self.choose("chairman", "turn", email=True)
        mine = self.as_("chairman", "vpdt.notice.preference")
        mine.action_choose({}, {"start": 0, "stop": 0, "days_off": False})
        with self.at("2026-11-22 23:30"):
            self.to_chairman()
        self.assertEqual(len(self.mails("chairman")), 1)
        self.assertEqual(mine.get_choices()["quiet"]["days_off"], False)

    def test_what_cannot_be_switched_off(self):
        """Urgent papers and one's turn are always told in Odoo."""
        for event, inside in (("urgent", "no"), ("urgent", "digest"), ("turn", "no")):
            with self.subTest(event), self.assertRaises(UserError):
                self.choose("chief", event, inside)
        self.choose("chief", "finished", "no")
        document = self.to_chairman()
        before = self.inbox("chief")
        self.open_(document, "chairman").action_finish("Lưu")
        self.assertEqual(self.inbox("chief"), before)
        self.assertFalse(self.waiting("chief"))

    def test_odoos_own_choice_of_emails(self):
        """Who told Odoo to send e-mails gets them, and stands in Odoo all the same."""
        self.users["chairman"].notification_type = "email"
        with self.at("2026-11-23 09:00"):
            self.to_chairman()
        self.assertEqual(len(self.mails("chairman")), 1)
        self.assertEqual(self.inbox("chairman").notification_type, "inbox")

    def test_page_is_ones_own(self):
        """Own choices only, and nothing forged becomes one."""
        self.choose("chief", "turn", email=True)
        choices = self.as_("chief", "vpdt.notice.preference").get_choices()
        self.assertEqual(
            [event["event"] for event in choices["events"] if event["fixed"]],
            ["urgent", "turn"],
        )
        rows = self.as_("chairman", "vpdt.notice.preference")
        self.assertFalse(rows.search([("user_id", "!=", False)]))
        mine = self.as_("chief", "vpdt.notice.preference")
        for bad in (
            None,
            {"no such": {"inside": "now"}},
            {"turn": {"inside": "sms"}},
            {"turn": None},
        ):
            with self.subTest(bad), self.assertRaises(UserError):
                mine.action_choose(bad)
        for bad in ({"start": "x", "stop": 3}, {"start": 30, "stop": 3}, [], {}):
            with self.subTest(bad), self.assertRaises(UserError):
                mine.action_choose({"turn": {"inside": "now"}}, bad)
        with self.assertRaises(AccessError):
            mine.search([]).write({"inside": "no"})
        with self.assertRaises(AccessError):
            self.as_("chief", "vpdt.notice").search([])

    @warmup
    def test_directive_stays_cheap(self):
        """Telling six people their ways costs a fixed number of queries."""
        document = self.to_agencies()
        handlings = document.sudo().handling_ids.filtered(
            lambda item: item.state == "waiting"
        )
        people = [self.users[n] for n in ("clerk_a", "clerk_b", "vice")]
        self.env.flush_all()
        for users in (people[:1], people):
            group = self.env["res.users"].union(*users)
            self.env.invalidate_all()
            handlings.mapped("document_id.code")
            group.mapped("active")
            with self.assertQueryCount(2):
                self.env["vpdt.notice"]._ways(group, "turn")
                self.env["vpdt.notice"]._ways(group, "urgent")


@tagged("post_install", "-at_install", "vpdt")
class TestDigests(NoticeCase):
    """QĐ 553 Điều 4.3: the two half-days of work, one digest in each."""

    def setUp(self):
        super().setUp()
        self.handling = self.due("specialist_a", "2026-11-23 10:00")

    def test_morning_and_afternoon(self):
        """One in the morning, one after 13:30, only when there is something."""
        self.remind("2026-11-23 00:10")
        self.assertEqual(self.digest("2026-11-23 07:14"), 0)
        self.assertEqual(self.digest("2026-11-23 07:15"), 1)
        self.assertEqual(self.digest("2026-11-23 09:00"), 0)
        self.remind("2026-11-23 10:15")
        self.assertEqual(self.digest("2026-11-23 13:29"), 0)
        self.assertEqual(self.digest("2026-11-23 13:30"), 1)
        self.assertEqual(self.digest("2026-11-23 16:00"), 0)
        rows = self.env["vpdt.digest"].search(
            [("user_id", "=", self.users["specialist_a"].id)], order="id"
        )
        self.assertEqual(rows.mapped("half"), ["morning", "afternoon"])

    def test_survives_a_server_that_was_down(self):
        """What waited is told in the next half-day of work, once."""
        self.remind("2026-11-23 10:15")
        self.assertEqual(self.digest("2026-11-23 20:00"), 1)
        self.remind("2026-11-27 00:10")
        for moment in ("2026-11-28 09:00", "2026-11-29 14:00"):
            self.assertEqual(self.digest(moment), 0, "a day off")
        self.assertGreater(self.digest("2026-11-30 08:00"), 0)

    def test_no_second_one_in_a_half_day(self):
        """Whatever comes after it waits for the next half-day."""
        self.remind("2026-11-23 07:00")
        self.digest("2026-11-23 07:15")
        self.remind("2026-11-23 10:15")
        self.assertTrue(self.waiting("specialist_a"))
        self.assertEqual(self.digest("2026-11-23 11:00"), 0)
        self.assertTrue(self.waiting("specialist_a"))
        self.assertEqual(self.digest("2026-11-23 13:31"), 1)
        self.assertFalse(self.waiting("specialist_a"))

    def test_half_days_of_the_agency(self):
        """An agency with the afternoon off gets none then."""
        hours = self.env["resource.calendar"].create(
            {
                "name": "Mornings",
                "tz": "Asia/Ho_Chi_Minh",
                "attendance_ids": [
                    (5, 0, 0),
                    (
                        0,
                        0,
                        {
                            "name": "Monday",
                            "dayofweek": "0",
                            "hour_from": 7,
                            "hour_to": 11.5,
                            "day_period": "morning",
                        },
                    ),
                ],
            }
        )
        self.agency_a.calendar_id = hours
        self.remind("2026-11-23 07:00")
        self.assertEqual(self.digest("2026-11-23 13:00"), 1)
        self.remind("2026-11-23 13:00")
        self.assertEqual(self.digest("2026-11-24 08:00"), 0)

    def test_numbers_and_deadlines_only(self):
        """Counts and the list; what a paper says is not in it. In the user's words."""
        self.choose("specialist_a", "reminder", "digest", email=True)
        self.handling.document_id.sudo().subject = "Chuyện kín của trang giấy"
        self.remind("2026-11-23 11:00")
        self.digest("2026-11-23 13:30")
        [mail] = self.mails("specialist_a")
        code = self.handling.document_id.code
        [out] = mail._prepare_outgoing_list()
        self.assertIn(code, out["body"])
        self.assertIn("10:00 23/11/2026", out["body"])
        self.assertIn(f"/odoo/van-ban/{self.handling.document_id.id}", out["body"])
        message = self.inbox("specialist_a")[-1].mail_message_id
        self.assertIn(code, message.body)
        for text in (out["body"], out["subject"], message.body, message.subject):
            self.assertNotIn("kín", text)

    def test_what_is_no_longer_so_is_left_out(self):
        """Finished before the digest: nothing to say, no empty digest."""
        self.remind("2026-11-23 07:00")
        self.handling.action_finish("Xong")
        self.env["vpdt.notice"].search(
            [("user_id", "!=", self.users["specialist_a"].id)]
        ).unlink()
        self.assertEqual(self.digest("2026-11-23 07:20"), 0)
        self.assertFalse(self.waiting("specialist_a"))

    def test_at_once_for_who_wants_it(self):
        """One message for all of a run, however many are due."""
        self.choose("specialist_a", "reminder", "now")
        self.due("specialist_a", "2026-11-23 10:00", number="2")
        before = self.inbox("specialist_a")
        self.remind("2026-11-23 10:15")
        new = self.inbox("specialist_a") - before
        self.assertEqual(len(new), 1)
        self.assertIn("(2)", new.mail_message_id.body)
        self.assertFalse(self.waiting("specialist_a"))
        self.remind("2026-11-23 10:30")
        self.assertEqual(len(self.inbox("specialist_a") - before), 1)

    def test_finished_waits_for_the_digest(self):
        """Other events chosen for the digest come with it."""
        with self.at("2026-11-23 09:00"):
            self.handling.action_finish("Xong")
        self.assertTrue(self.waiting("chairman"))
        self.digest("2026-11-23 13:30")
        body = self.inbox("chairman")[-1].mail_message_id.body
        self.assertIn(self.handling.document_id.code, body)


@tagged("post_install", "-at_install", "vpdt")
class TestExpress(NoticeCase):
    """Hỏa tốc: confirmed, or called again and then the next person."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["vpdt.reminder.rule"].create(
            [
                {
                    "kind": "urgent",
                    "agency_id": cls.committee.id,
                    "unit": "minutes",
                    "whom": whom,
                    "amount": amount,
                    "every": every,
                    "most": most,
                    "urgency": "3",
                }
                for whom, amount, every, most in (
                    ("holder", 10, 10, 3),
                    ("head", 20, 0, 1),
                    ("deputy_head", 30, 0, 1),
                    ("chief_of_office", 60, 0, 1),
                )
            ]
        )

    def sent(self, moment="2026-11-22 22:00", **content):
        """Return an express handling with the specialist, sent on a Sunday night."""
        with self.at(moment):
            document = self.to_specialist(**{"urgency": "3", **content})
        # the others on the way have theirs in hand
        others = document.sudo().handling_ids.filtered(
            lambda item: (
                item.state in ("waiting", "opened")
                and item.user_id != self.users["specialist_a"]
            )
        )
        others.write({"acknowledged_at": "2026-11-22 15:00:00"})
        self.env.flush_all()
        return self.open_(document, "specialist_a")

    def call(self, moment):
        """Run the calls; return the names of those called."""
        before = self.env["vpdt.reminder"].search([]).ids
        self.run_job("vpdt.reminder", "_cron_call", moment)
        rows = self.env["vpdt.reminder"].search([("id", "not in", before)])
        names = {user.id: name for name, user in self.users.items()}
        return sorted(names[row.user_id.id] for row in rows)

    def test_called_again_then_the_next(self):
        """On a Sunday night too; each call is told at once and noted."""
        handling = self.sent()
        before = self.inbox("specialist_a")
        self.assertEqual(self.call("2026-11-22 22:09"), [])
        self.assertEqual(self.call("2026-11-22 22:10"), ["specialist_a"])
        self.assertEqual(self.call("2026-11-22 22:12"), [])
        self.assertEqual(self.call("2026-11-22 22:20"), ["head_a", "specialist_a"])
        self.assertEqual(self.call("2026-11-22 22:30"), ["deputy_a", "specialist_a"])
        self.assertEqual(self.call("2026-11-22 23:00"), ["chief"])
        self.assertEqual(self.call("2026-11-23 09:00"), [], "not for ever")
        self.assertEqual(len(self.inbox("specialist_a") - before), 3)
        steps = handling.step_ids.filtered(lambda item: item.move == "escalate")
        self.assertEqual(
            steps.holder_id,
            self.users["head_a"] | self.users["deputy_a"] | self.users["chief"],
        )

    def test_confirmed_stops_the_calls(self):
        """ "Đã nhận": who and when is kept; nobody is called any more."""
        handling = self.sent()
        self.assertIn("acknowledge", self.turns("specialist_a", handling))
        mine = self.as_("specialist_a", "vpdt.handling")
        self.assertEqual([c["id"] for c in mine.get_urgent_calls()], handling.ids)
        handling.action_acknowledge()
        self.assertEqual(handling.acknowledged_by_id, self.users["specialist_a"])
        self.assertEqual(
            handling.step_ids.filtered(lambda s: s.move == "acknowledge").author_id,
            self.users["specialist_a"],
        )
        self.assertNotIn("acknowledge", self.turns("specialist_a", handling))
        self.assertFalse(mine.get_urgent_calls())
        self.assertEqual(self.call("2026-11-22 23:30"), [])
        handling.action_acknowledge()
        self.assertEqual(
            len(handling.step_ids.filtered(lambda s: s.move == "acknowledge")), 1
        )

    def turns(self, name, handling):
        document = handling.document_id.with_user(self.users[name])
        [turn] = document.get_my_turn()
        return turn["moves"]

    def test_dealt_with_stops_the_calls(self):
        """Passed on, returned or finished is an answer as well."""
        handling = self.sent()
        handling.action_finish("Đã xử lý ngay")
        self.assertEqual(self.call("2026-11-22 22:30"), [])

    def test_only_express_is_confirmed(self):
        """Others have nothing to confirm; who does not hold it cannot."""
        document = self.to_specialist(urgency="2")
        handling = self.open_(document, "specialist_a")
        self.assertNotIn("acknowledge", self.turns("specialist_a", handling))
        with self.assertRaises(UserError):
            handling.action_acknowledge()
        express = self.sent(number="77")
        for name in ("head_a", "chairman", "clerk_o"):
            with self.subTest(name), self.assertRaises(AccessError):
                express.with_user(self.users[name]).action_acknowledge()

    def test_agency_that_does_not_register(self):
        """A clerk who does not answer: the head is called, who may not read it yet;
        he is told that there is one, not which (I3)."""
        with self.at("2026-11-22 22:00"):
            document = self.to_agencies(urgency="3")
        called = self.call("2026-11-22 22:20")
        self.assertIn("head_a", called)
        self.assertIn("clerk_a", called)
        message = self.inbox("head_a")[-1].mail_message_id
        self.assertFalse(message.model)
        self.assertIn("Agency A", message.body)
        self.assertFalse(document.with_user(self.users["head_a"]).has_access("read"))

    def test_jumps_every_queue(self):
        """The desk shows urgent papers first, and which wait for a receipt."""
        for number, urgency in enumerate(("0", "3", "1", "2")):
            self.to_chairman(number=str(number), urgency=urgency)
        lines = self.as_("chairman", "vpdt.handling").desk_read()["lines"]
        self.assertEqual([line["urgency"] for line in lines], ["3", "2", "1", "0"])
        self.assertEqual(
            [line["needs_receipt"] for line in lines], [True, False, False, False]
        )

    def test_calls_again_not_twice(self):
        """Two runs in the same minute call once."""
        self.sent()
        self.assertEqual(self.call("2026-11-22 22:10"), ["specialist_a"])
        self.assertEqual(self.call("2026-11-22 22:10"), [])


@tagged("post_install", "-at_install", "vpdt")
class TestJobs(ChaseCase):
    def test_jobs_speak_the_language_of_the_office(self):
        """What a job tells is Vietnamese, though Odoo gives jobs no language."""
        spoken = []
        self.patch(
            ir_cron.IrCron, "_callback", lambda job, *_: spoken.append(job.env.lang)
        )
        root = self.env.ref("base.user_root")
        job = self.env.ref("vpdt_workflow.ir_cron_vpdt_tell").with_user(root)
        self.assertEqual(root.lang, "vi_VN")
        job.with_context(lang=None)._callback("Telling", job.ir_actions_server_id.id)
        self.assertEqual(spoken, ["vi_VN"])
