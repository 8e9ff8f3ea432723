"""R18: each light from rows as they are when something is wrong."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools import SQL

from .common import HealthCase


@tagged("post_install", "-at_install", "vpdt")
class TestPapers(HealthCase):
    def test_papers_nobody_registers(self):
        self.limits("intakes_waiting", amber=1, red=3, after=24)
        self.env["vpdt.intake"].search([]).unlink()
        papers = self.intake("clerk_a").sudo()
        self.assertEqual(self.light("intakes_waiting"), "green", "it came just now")
        self.set_back(papers, 25)
        line = self.line("intakes_waiting")
        self.assertEqual((line.state, line.value), ("amber", 1))
        self.assertIn("1 papers", line.with_context(lang="en_US").what)
        for number in ("2", "3"):
            papers |= self.intake("clerk_a", number=number).sudo()
        self.set_back(papers, 25)
        self.assertEqual(self.light("intakes_waiting"), "red")
        mine = self.line("intakes_waiting", self.agency_a)
        self.assertEqual((mine.state, mine.value), ("red", 3))
        self.assertFalse(self.line("intakes_waiting", self.agency_b))

    def test_a_light_says_since_when(self):
        self.limits("intakes_waiting", amber=1, red=3, after=24)
        self.env["vpdt.intake"].search([]).unlink()
        line = self.line("intakes_waiting")
        before = fields.Datetime.now() - timedelta(days=2)
        line.since = before
        self.check()
        self.assertEqual(line.since, before, "it is as it was")
        self.set_back(self.intake("clerk_a").sudo(), 25)
        self.check()
        self.assertGreater(line.since, before)

    def test_an_agency_without_anything_has_no_line_but_one_with_an_operator(self):
        self.limits("intakes_waiting")
        self.env["vpdt.intake"].search([]).unlink()
        self.assertEqual(self.light("intakes_waiting", self.agency_a), "green")
        self.assertFalse(self.line("intakes_waiting", self.agency_b))

    def test_files_that_nobody_reads(self):
        file = self.intake("clerk_b").sudo().file_ids
        for code, state in (("files_unread", "waiting"), ("reading_failed", "failed")):
            with self.subTest(code):
                self.env["vpdt.health.line"].search([]).unlink()
                self.env.cr.execute("UPDATE vpdt_file SET text_state = 'read'")
                self.env["vpdt.health.check"].search([("code", "=", code)]).write(
                    {"amber": 1, "red": 2}
                )
                self.assertEqual(self.light(code), "green")
                self.env.cr.execute(
                    SQL(
                        "UPDATE vpdt_file SET text_state = %s WHERE id = %s",
                        state,
                        file.id,
                    )
                )
                self.set_back(file, 3)
                self.assertEqual(self.light(code), "amber")
                self.assertEqual(self.light(code, self.agency_b), "amber")
                self.env["vpdt.health.check"].search([("code", "=", code)]).red = 1
                self.assertEqual(self.light(code), "red")

    def test_deliveries_held_back(self):
        if "vpdt.dispatch" not in self.env:
            self.skipTest("no outgoing documents here")
        self.limits("deliveries_held", amber=1, red=2)
        self.assertEqual(self.light("deliveries_held"), "green")
        held = self.env["vpdt.dispatch"].create(
            [
                {
                    "document_id": self.register(number=number).document_id.id,
                    "name": "Nơi nhận",
                    "method": "post",
                    "state": "held",
                }
                for number in ("7", "8")
            ]
        )
        self.set_back(held[0], 3, "write_date")
        self.assertEqual(self.light("deliveries_held"), "amber")
        self.set_back(held, 3, "write_date")
        self.assertEqual(self.light("deliveries_held"), "red")

    def test_readers_that_had_to_be_put_right(self):
        self.limits("reader_table", amber=1, red=100, after=24)
        rows = self.env["vpdt.reader.check"]
        if not rows.search([]):
            self.assertEqual(self.light("reader_table"), "grey", "never compared")
        vals = {
            "first_id": 1,
            "last_id": 9,
            "next_id": 0,
            "documents": 9,
            "missing": 0,
            "extra": 0,
            "seconds": 1,
        }
        rows.create(vals)
        self.assertEqual(self.light("reader_table"), "green")
        rows.create({**vals, "missing": 2})
        self.assertEqual(self.light("reader_table"), "amber")
        rows.create({**vals, "extra": 98})
        self.assertEqual(self.light("reader_table"), "red")


@tagged("post_install", "-at_install", "vpdt")
class TestMessages(HealthCase):
    def mail(self, who, state, hours=5):
        message = self.env["mail.mail"].create(
            {
                "subject": "Bí mật của thư",
                "body_html": "<p>x</p>",
                "recipient_ids": [(6, 0, self.users[who].partner_id.ids)],
                "state": state,
            }
        )
        self.set_back(message.mail_message_id, hours, "date")
        return message

    def test_no_server_for_e_mails(self):
        self.limits("mail_server")
        self.env["ir.mail_server"].search([]).unlink()
        self.assertEqual(self.light("mail_server"), "amber")
        self.env["ir.mail_server"].create({"name": "Máy chủ", "smtp_host": "x.test"})
        self.assertEqual(self.light("mail_server"), "green")

    def test_e_mails_that_do_not_arrive(self):
        self.env["mail.mail"].search([]).unlink()
        self.limits("mail_failed", amber=1, red=2, after=72)
        self.assertEqual(self.light("mail_failed"), "green")
        self.mail("specialist_a", "exception")
        line = self.line("mail_failed")
        self.assertEqual(line.state, "amber")
        self.assertNotIn("Bí mật", f"{line.what} {line.todo} {line.facts}")
        self.assertEqual(self.light("mail_failed", self.agency_a), "amber")
        bounced = self.env["mail.message"].create({"body": "x", "subject": "y"})
        self.env["mail.notification"].create(
            {
                "mail_message_id": bounced.id,
                "res_partner_id": self.users["specialist_b"].partner_id.id,
                "notification_type": "email",
                "notification_status": "bounce",
            }
        )
        self.assertEqual(self.light("mail_failed"), "red")
        self.assertEqual(self.line("mail_failed", self.agency_a).value, 1)
        self.assertEqual(self.line("mail_failed", self.agency_b).value, 1)

    def test_e_mails_that_wait(self):
        self.env["mail.mail"].search([]).unlink()
        self.limits("mail_waiting", amber=1, red=2, after=2)
        self.mail("specialist_a", "outgoing", hours=1)
        self.assertEqual(self.light("mail_waiting"), "green", "not long enough")
        self.mail("specialist_a", "outgoing")
        self.assertEqual(self.light("mail_waiting"), "amber")
        self.mail("specialist_a", "outgoing")
        self.assertEqual(self.light("mail_waiting"), "red")

    def test_pushes_that_wait(self):
        self.limits("push_waiting", amber=1, red=2, after=2)
        self.env["mail.push"].search([]).unlink()
        device = self.env["mail.push.device"].create(
            {
                "partner_id": self.users["clerk"].partner_id.id,
                "endpoint": "https://push.test/x",
                "keys": "{}",
            }
        )
        self.assertEqual(self.light("push_waiting"), "green")
        pushes = self.env["mail.push"].create(
            [{"mail_push_device_id": device.id, "payload": "{}"} for _each in range(2)]
        )
        self.set_back(pushes[0], 3)
        self.assertEqual(self.light("push_waiting"), "amber")
        self.set_back(pushes, 3)
        self.assertEqual(self.light("push_waiting"), "red")


@tagged("post_install", "-at_install", "vpdt")
class TestJobs(HealthCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.job = cls.env.ref("vpdt_workflow.ir_cron_vpdt_remind")
        cls.env.cr.execute(
            SQL(
                "UPDATE ir_cron SET failure_count = 0, nextcall = %s",
                fields.Datetime.now() + timedelta(hours=1),
            )
        )

    def job_is(self, **vals):
        self.env.flush_all()
        for name, value in vals.items():
            self.env.cr.execute(
                SQL(
                    "UPDATE ir_cron SET %s = %s WHERE id = %s",
                    SQL.identifier(name),
                    value,
                    self.job.id,
                )
            )
        self.env.invalidate_all()

    def test_a_job_that_fails(self):
        self.limits("jobs_failing", amber=1, red=3)
        self.assertEqual(self.light("jobs_failing"), "green")
        first = fields.Datetime.now() - timedelta(days=1)
        self.job_is(failure_count=1, first_failure_date=first)
        line = self.line("jobs_failing")
        self.assertEqual(line.state, "amber")
        self.assertIn(self.job.name, line.what)
        self.job_is(failure_count=3)
        self.assertEqual(self.light("jobs_failing"), "red")

    def test_a_job_that_is_late(self):
        self.limits("jobs_late", amber=30, red=180)
        self.assertEqual(self.light("jobs_late"), "green")
        now = fields.Datetime.now()
        self.job_is(nextcall=now - timedelta(minutes=31))
        line = self.line("jobs_late")
        self.assertEqual(line.state, "amber")
        self.assertIn(self.job.name, line.what)
        self.job_is(nextcall=now - timedelta(hours=4))
        self.assertEqual(self.light("jobs_late"), "red")

    def test_the_job_that_measures_is_not_late_by_running(self):
        self.limits("jobs_late", amber=30, red=180)
        self.job = self.env.ref("vpdt_health.ir_cron_vpdt_health")
        self.job_is(nextcall=fields.Datetime.now() - timedelta(hours=9))
        self.assertEqual(self.light("jobs_late"), "green")

    def test_a_job_of_ours_that_was_switched_off(self):
        self.limits("jobs_off", amber=1, red=2)
        self.env.cr.execute("UPDATE ir_cron SET active = TRUE")
        self.env.invalidate_all()
        self.assertEqual(self.light("jobs_off"), "green")
        self.job_is(active=False)
        line = self.line("jobs_off")
        self.assertEqual(line.state, "amber")
        self.assertIn(self.job.name, line.what)
        self.job = self.env.ref("mail.ir_cron_mail_scheduler_action")
        self.job_is(active=False)
        self.assertEqual(self.light("jobs_off"), "red")

    def queue(self, state, hours):
        self.env.cr.execute(
            SQL(
                "INSERT INTO queue_job (uuid, state, date_created, exc_message)"
                " VALUES (gen_random_uuid(), %s, %s, 'Trích yếu mật')",
                state,
                fields.Datetime.now() - timedelta(hours=hours),
            )
        )

    def test_work_of_the_queue(self):
        self.env.cr.execute("DELETE FROM queue_job")
        self.assertEqual(self.light("queue_failed"), "green")
        self.assertEqual(self.light("queue_waiting"), "green")
        self.queue("failed", 30)
        self.queue("pending", 1)
        line = self.line("queue_failed")
        self.assertEqual(line.state, "amber")
        self.assertNotIn("mật", f"{line.what} {line.facts}")
        self.assertEqual(self.light("queue_waiting"), "amber")
        for _each in range(9):
            self.queue("failed", 1)
        self.queue("started", 3)
        self.assertEqual(self.light("queue_failed"), "red")
        self.assertEqual(self.light("queue_waiting"), "red")

    def test_requests_that_are_slow(self):
        self.limits("slow_requests", amber=2, red=4, after=1)
        self.env["vpdt.health.slow"].search([]).unlink()
        slow = self.env["vpdt.health.slow"]
        self.assertEqual(self.light("slow_requests"), "green")
        for seconds in (1.9, 3, 7):
            slow._note(self.env.registry, "/web/dataset/call_kw", "", seconds, 0.5, 4)
        self.assertEqual(len(slow.search([])), 2, "1.9 s is not slow")
        line = self.line("slow_requests")
        self.assertEqual((line.state, line.value), ("amber", 2))
        for _each in range(2):
            slow._note(self.env.registry, "/web", "vpdt.intake.web_read", 2.5, 0.1, 4)
        self.assertEqual(self.light("slow_requests"), "red")

    def test_what_is_not_watched_is_not_there(self):
        self.check()
        lines = self.env["vpdt.health.line"].search([("code", "=", "jobs_late")])
        self.assertTrue(lines)
        self.env["vpdt.health.check"].search([("code", "=", "jobs_late")]).unlink()
        self.check()
        self.assertFalse(lines.exists())
