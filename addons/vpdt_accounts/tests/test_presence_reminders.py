"""R24: who has to be there and was not seen is reminded, once a half-day."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .presence_common import PresenceCase


@tagged("post_install", "-at_install", "vpdt")
class TestReminders(PresenceCase):
    def setUp(self):
        super().setUp()
        for name, user in self.users.items():
            user.partner_id.email = f"{name}@example.com"
        self.env["vpdt.notice.preference"].search([]).unlink()

    def run_at(self, clock, days=0):
        with self.at(clock, days):
            return self.env["vpdt.presence.reminder"]._cron_remind()

    def mailed(self):
        mails = self.env["mail.mail"].search(
            [("recipient_ids.email", "like", "@example.com")]
        )
        found = [mail.recipient_ids.mapped("email") for mail in mails]
        return sorted(email.split("@")[0] for emails in found for email in emails)

    def told(self):
        rows = self.env["vpdt.presence.reminder"].search([])
        mine = {user.id: name for name, user in self.users.items()}
        return {mine[row.user_id.id] for row in rows if row.user_id.id in mine}

    def test_who_is_due_and_not_seen_is_reminded_once(self):
        self.use("specialist_a", "07:10")
        self.posts["chairman"].no_presence_duty = True
        self.env["vpdt.absence"].create(
            {
                "user_id": self.users["clerk_a"].id,
                "date_from": self.moment("00:00"),
                "date_to": self.moment("23:59"),
                "entered_by_id": self.users["clerk_a"].id,
            }
        )
        self.assertEqual(self.run_at("07:40"), 0, "not the hour yet")
        self.run_at("07:46")
        told = self.told()
        self.assertEqual(
            told,
            # the other committee works in other hours
            set(self.users)
            - {"specialist_a", "chairman", "clerk_a", "clerk_o", "head_o"},
        )
        self.assertEqual(self.mailed(), sorted(told))
        self.assertEqual(self.run_at("07:56"), 0)
        self.assertEqual(self.mailed(), sorted(told))

    def test_each_half_day_by_itself_and_none_on_days_off(self):
        self.run_at("07:50")
        first = len(self.told())
        self.assertTrue(first)
        self.assertEqual(self.run_at("12:30"), 0)
        self.assertGreaterEqual(self.run_at("14:20"), first)
        self.assertEqual(self.run_at("07:50", days=6), 0)

    def test_by_the_ways_a_person_chose(self):
        self.env["vpdt.notice.preference"].create(
            {
                "user_id": self.users["head_a"].id,
                "event": "reminder",
                "inside": "now",
                "push": True,
            }
        )
        self.env["mail.push.device"].sudo().create(
            {
                "partner_id": self.users["head_a"].partner_id.id,
                "endpoint": "https://push.example.com/1",
                "keys": '{"p256dh": "x", "auth": "y"}',
            }
        )
        self.env["ir.config_parameter"].sudo().set_param(
            "mail.web_push_vapid_private_key", "k"
        )
        self.run_at("07:50")
        self.assertNotIn("head_a", self.mailed())
        self.assertIn("deputy_a", self.mailed())
        row = self.env["vpdt.presence.reminder"].search(
            [("user_id", "=", self.users["head_a"].id)]
        )
        self.assertEqual((row.email, row.push), (False, True))
        push = self.env["mail.push"].search(
            [
                (
                    "mail_push_device_id.partner_id",
                    "=",
                    self.users["head_a"].partner_id.id,
                )
            ]
        )
        self.assertTrue(push.payload)

    def test_quiet_hours_put_it_off(self):
        self.env["vpdt.notice.quiet"].create(
            {"user_id": self.users["head_a"].id, "start": 19, "stop": 8}
        )
        self.run_at("07:50")
        self.assertNotIn("head_a", self.told())
        self.assertIn("deputy_a", self.told())
        self.run_at("08:05")
        self.assertIn("head_a", self.told())

    def test_the_head_reminds_by_hand_with_time_between(self):
        reminders = self.as_("head_a", "vpdt.presence.reminder")
        self.use("specialist_a", "07:10")
        with self.at("05:00"), self.assertRaises(UserError):
            reminders.action_remind(self.agency_a.id)
        with self.at("07:20"):
            board = self.as_("head_a", "vpdt.presence").board_read()
            self.assertEqual(board["agencies"][0]["to_remind"], 2)
            self.assertEqual(reminders.action_remind(self.agency_a.id), 2)
            board = self.as_("head_a", "vpdt.presence").board_read()
            self.assertEqual(board["agencies"][0]["to_remind"], 0)
            self.assertTrue(board["agencies"][0]["reminded_at"])
        self.assertEqual(self.told(), {"clerk_a", "deputy_a"}, "not himself")
        with self.at("07:30"), self.assertRaises(UserError):
            reminders.action_remind(self.agency_a.id)
        self.use("deputy_a", "07:40")
        with self.at("07:55"):
            self.assertEqual(reminders.action_remind(self.agency_a.id), 1)
        self.assertEqual(
            self.env["vpdt.presence.reminder"].search([]).author_id,
            self.users["head_a"],
        )

    def test_nothing_is_due_with_everybody_seen(self):
        for who in ("head_a", "deputy_a", "specialist_a", "clerk_a"):
            self.use(who, "07:05")
        with self.at("07:30"), self.assertRaises(UserError):
            self.as_("head_a", "vpdt.presence.reminder").action_remind(self.agency_a.id)

    def test_traces_stay_and_are_read_by_who_follows(self):
        self.run_at("07:50")
        head = self.as_("head_a", "vpdt.presence.reminder").search([])
        self.assertEqual(head.agency_id, self.agency_a)
        own = self.as_("specialist_b", "vpdt.presence.reminder").search([])
        self.assertEqual(own.user_id, self.users["specialist_b"])
        with self.assertRaises(UserError):
            head[0].sudo().write({"email": False})
