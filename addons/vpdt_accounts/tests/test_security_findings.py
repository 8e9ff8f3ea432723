"""R26: each kind is found from what was recorded, and gone when its cause is."""

from datetime import timedelta

from odoo.tests import tagged
from odoo.tools import SQL

from .security_common import SecurityCase


@tagged("post_install", "-at_install", "vpdt")
class TestSecurityFindings(SecurityCase):
    def test_nothing_is_found_about_an_account_in_use(self):
        self.use_on(0)
        self.assertEqual(self.check(1), [])

    def test_idle_and_gone_with_the_next_use(self):
        self.use_on(0)
        self.assertEqual(self.check(29), [])
        self.assertEqual(self.check(32), ["idle"])
        finding = self.open_()
        self.assertIn(f"{self.today:%d/%m/%Y}", finding.detail)
        self.assertEqual((finding.why, finding.advice), ("Why idle", "Advice idle"))
        self.use_on(32)
        self.assertEqual(self.check(33), [])
        self.assertTrue(finding.closed_at)
        self.assertEqual(finding.step_ids.mapped("kind"), ["found", "gone"])

    def test_on_leave_is_excused(self):
        """Days away do not count, and nobody is idle while he is away."""
        self.use_on(0)
        self.env["vpdt.absence"].sudo().create(
            {
                "user_id": self.users[self.me].id,
                "date_from": self.on(5),
                "date_to": self.on(40),
                "entered_by_id": self.users[self.me].id,
                "state": "planned",
            }
        )
        self.assertEqual(self.check(38), [])
        self.assertEqual(self.check(45), [])
        self.assertEqual(self.check(70), ["idle"])

    def test_never_signed_in(self):
        self.assertEqual(self.check(10), [])
        self.assertEqual(self.check(16), ["never"])
        self.sign_in_on(16)
        self.assertEqual(self.check(17), [])

    def test_a_key_of_a_program_is_no_sign_in(self):
        self.sign_in_on(1, way="key")
        self.assertEqual(self.check(16), ["never"])

    def test_second_factor_as_the_policy_of_the_post_says(self):
        self.use_on(0)
        policy = self.env["vpdt.signin.policy"].create(
            {"role": "specialist", "second_factor": "recommended"}
        )
        self.assertEqual(self.check(1), ["factor"])
        policy.second_factor = "required"
        self.users[self.me].email = "a@example.com"
        self.assertEqual(
            self.check(1), [], "a code by e-mail does where it is required"
        )
        self.users[self.me].email = False
        self.assertEqual(self.check(1), ["factor"])
        self.env.cr.execute(
            SQL(
                "UPDATE res_users SET totp_secret = 'x' WHERE id = %s",
                self.users[self.me].id,
            )
        )
        self.assertEqual(self.check(1), [])

    def test_one_device_of_two_people(self):
        for who in (self.me, "head_a"):
            self.use_on(0, who)
            self.sign_in_on(0, who, device_mark="a" * 64)
        self.sign_in_on(0, "head_b", device_mark="b" * 64)
        self.assertEqual(self.check(1), ["shared_device"])
        self.assertIn("Person head_a", self.open_().detail)
        self.assertEqual(self.kinds("head_a"), ["shared_device"])
        self.assertEqual(self.kinds("head_b"), [])
        self.assertEqual(self.check(9), [], "not seen together for a week")

    def test_odd_hours_and_holidays(self):
        day = self.workday(1)
        self.sign_in_on(day, hour=9)
        self.sign_in_on(day, hour=23)
        self.assertEqual(self.check(day + 1), [], "once is nothing")
        holiday = self.workday(day + 1)
        self.use_on(holiday)
        self.assertEqual(self.check(holiday + 1), [], "a day of work")
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Nghỉ lễ",
                "date_from": self.on(holiday, 0),
                "date_to": self.on(holiday, 23),
            }
        )
        self.assertEqual(self.check(holiday + 1), ["odd_hours"])
        self.assertIn(
            f"{self.today + timedelta(days=holiday):%d/%m}", self.open_().detail
        )
        self.use_on(holiday + 15)
        self.assertNotIn("odd_hours", self.check(day + 16))

    def sign_in_from_three_networks(self):
        """Sign in on three days of work, whatever day today is; return a day after."""
        day = -1
        for address in ("10.0.0.5", "203.0.113.7", "198.51.100.7"):
            day = self.workday(day + 1)
            self.sign_in_on(day, address=address)
        return day + 2

    def test_new_networks(self):
        after = self.sign_in_from_three_networks()
        self.assertEqual(self.check(after), ["new_address"])
        self.assertIn("198.51.100.0/24, 203.0.113.0/24", self.open_().detail)
        self.sign_in_on(self.workday(36), address="10.0.0.6")
        self.assertNotIn("new_address", self.check(37))

    def test_the_network_of_the_office_is_nobodys_news(self):
        for who in ("clerk_a", "head_a", "deputy_a"):
            self.sign_in_on(self.workday(0), who, address="203.0.113.1")
            self.sign_in_on(self.workday(0), who, address="198.51.100.1")
        self.assertEqual(self.check(self.sign_in_from_three_networks()), [])

    def test_many_refused_tries(self):
        self.use_on(0)
        for hour in range(8, 12):
            self.sign_in_on(1, hour=hour, result="wrong")
        self.assertEqual(self.check(2), [])
        self.sign_in_on(1, hour=12, result="limit")
        self.assertEqual(self.check(2), ["failures"])
        self.assertEqual(self.check(10), [])

    def test_a_mailbox_of_two_or_of_the_agency(self):
        self.use_on(0)
        self.use_on(0, "head_a")
        self.users[self.me].email = "Phong.A@example.com"
        self.users["head_a"].email = "phong.a@example.com "
        self.assertEqual(self.check(1), ["shared_mail"])
        self.users["head_a"].email = "head@example.com"
        self.assertEqual(self.check(1), [])
        self.agency_a.common_mailbox = "phong.a@example.com"
        self.assertEqual(self.check(1), ["shared_mail"])

    def test_passwords(self):
        self.use_on(0)
        self.give_password(author=self.env.ref("base.user_admin"))
        self.assertEqual(self.check(1), [])
        self.assertEqual(self.check(5), ["password_first"])
        self.give_password(days=6)
        self.assertEqual(self.check(7), [])
        self.use_on(365)
        self.assertEqual(self.check(370), [])
        self.assertEqual(self.check(375), ["password_old"])

    def test_a_password_by_a_one_time_link_is_ones_own(self):
        self.use_on(0)
        self.give_password(author=self.env.ref("base.public_user"))
        self.env["vpdt.first.password"].create(
            {
                "user_id": self.users[self.me].id,
                "kind": "link",
                "issued_by_id": self.users["operator"].id,
                "issued_at": self.on(-1),
                "expires_at": self.on(3),
                "used_at": self.on(0) + timedelta(seconds=1),
            }
        )
        self.assertEqual(self.check(5), [])

    def test_a_password_from_before_the_rule(self):
        self.use_on(0)
        self.give_password()
        policy = self.env["vpdt.signin.policy"].create({"password_min": 10})
        self.assertFalse(policy.password_since)
        self.assertEqual(self.check(2), [])
        with self.later(3):
            policy.password_min = 14
        self.assertEqual(self.check(4), ["password_rule"])
        self.give_password(days=5)
        self.assertEqual(self.check(6), [])

    def test_keys_not_used_for_long(self):
        self.use_on(100)
        user = self.users[self.me]
        self.env["res.users.apikeys"].with_user(user)._generate(
            "rpc", "Máy quét", self.on(80)
        )
        self.assertEqual(self.check(89), ["key"])
        self.assertEqual(self.check(92), ["key", "key_unused"])
        self.assertIn("Máy quét", self.open_(kind="key_unused").detail)
        self.sign_in_on(92, way="key")
        self.assertEqual(self.check(93), ["key"])

    def test_sessions_that_never_end(self):
        self.use_on(30)
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO res_device_log (session_identifier, user_id, browser,
                       platform, first_activity, last_activity, revoked)
                VALUES ('s1', %(user)s, 'firefox', 'linux', %(first)s, %(last)s, FALSE)
                """,
                user=self.users[self.me].id,
                first=self.on(0),
                last=self.on(31),
            )
        )
        self.assertEqual(self.check(29), [])
        self.assertEqual(self.check(32), ["session_old"])
        self.assertIn("Firefox Linux", self.open_().detail)
        with self.later(32):
            self.as_of("operator", self.open_()).action_sessions()
        self.env.invalidate_all()
        self.assertEqual(self.kinds(), [], "settled at once")

    def test_a_one_time_link_that_nobody_used(self):
        self.use_on(0)
        self.env["vpdt.first.password"].create(
            {
                "user_id": self.users[self.me].id,
                "kind": "slip",
                "issued_by_id": self.users["operator"].id,
                "issued_at": self.on(1),
                "expires_at": self.on(4),
            }
        )
        self.assertEqual(self.check(3), [])
        self.assertEqual(self.check(5), ["link_unused"])
        self.use_on(5)
        self.assertEqual(self.check(6), [], "came in without it")

    def test_rights_beyond_the_post_without_end_or_reason(self):
        self.use_on(180)
        grant = self.env["vpdt.account.grant"].create(
            {
                "user_id": self.users[self.me].id,
                "group_id": self.env.ref("base.group_allow_export").id,
                "decision": "01/QĐ-UBND",
            }
        )
        self.assertEqual(self.check(179), [])
        self.assertEqual(self.check(182), ["grant"])
        grant.date_to = self.today + timedelta(days=400)
        self.assertEqual(self.check(182), [])
        self.employee(self.me).create_version(
            {
                "date_version": self.today + timedelta(days=181),
                "job_id": self.posts["deputy_a"].id,
            }
        )
        self.assertEqual(self.check(184), ["grant"])
        self.as_of("operator", self.open_()).action_remedy()
        self.env.invalidate_all()
        self.assertFalse(grant.is_in_force)

    def test_a_locked_account_is_done_with(self):
        self.assertEqual(self.check(16), ["never"])
        self.as_of("operator_a", self.open_()).action_lock()
        self.env.invalidate_all()
        self.assertTrue(self.users[self.me].locked_at)
        self.assertEqual(self.check(17), [])

    def test_a_kind_that_is_off_or_has_no_rule_in_force_is_not_looked_for(self):
        rule = self.rules.search([("kind", "=", "never")])
        rule.is_on = False
        self.assertEqual(self.check(16), [])
        rule.is_on = True
        rule.valid_from = self.today + timedelta(days=20)
        self.assertEqual(self.check(16), [])
        self.assertEqual(self.check(21), ["never"])

    def test_a_later_threshold_replaces_the_former(self):
        self.rules.create(
            {
                "kind": "never",
                "number": 1,
                "days": 20,
                "severity": "high",
                "why": "y",
                "advice": "z",
                "valid_from": self.today + timedelta(days=5),
            }
        )
        self.assertEqual(self.check(16), [])
        self.assertEqual(self.check(21), ["never"])
        self.assertEqual(self.open_().severity, "high")

    def test_the_same_queries_for_1_and_40_people(self):
        """R30: however many accounts there are and whatever is found about them."""
        self.people(1)
        self.queries(self.Finding._look)
        spent = self.queries(self.Finding._look)
        users = self.people(40)
        with self.later(40), self.assertQueryCount(spent):
            found = self.Finding._look()
        self.assertEqual(
            {key for key in found if key[0] in users.ids},
            {
                (user, kind, 0)
                for user in users.ids
                for kind in ("odd_hours", "shared_device", "shared_mail")
            },
        )

    def test_what_is_found_is_written_in_the_same_queries_as_well(self):
        """Forty accounts more cost no query each: rows are written by the hundred."""
        self.rules.search([("kind", "=", "shared_device")]).is_on = False
        self.people(1)
        self.queries(self.Finding._cron_check)
        self.people(1)
        spent = self.queries(self.Finding._cron_check)
        self.people(40)
        with self.later(40), self.assertQueryCount(spent + 3):
            self.Finding._cron_check()
        # forty gone, one new
        self.people(1)
        with self.later(40), self.assertQueryCount(spent + 3):
            self.Finding._cron_check()

    def queries(self, call):
        """Return how many queries a call takes on the 40th day."""
        self.forget()
        with self.later(40):
            before = self.env.cr.sql_log_count
            call()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

    def people(self, number):
        """Close the accounts made before, make `number` others of which much is found;
        one person of the district shares with them."""
        self.env["res.users"].search(
            [("login", "=like", "vpdt_test_q%")]
        ).active = False
        now = self.env.cr.sql_log_count
        users = self.env["res.users"].union(
            *(
                self._create_person(f"q{now}_{n}", self.posts["specialist_b"])
                for n in range(number)
            )
        )
        users.write({"email": "q@q.vn"})
        self.users["head_a"].email = "q@q.vn"
        for user in users | self.users["head_a"]:
            self.env["vpdt.signin.attempt"].create(
                [
                    {
                        "user_id": user.id,
                        "at": self.on(days, 23),
                        "result": "ok",
                        "way": "password",
                        "address": f"10.0.{days}.1",
                        "device_mark": "c" * 64,
                    }
                    for days in (0, 35, 36)
                ]
            )
        self.forget()
        return users

    def forget(self):
        """Let nothing be remembered, as at the beginning of a night."""
        self.env.flush_all()
        self.env.invalidate_all()
        self.env.registry.clear_cache()
