"""R26: one click each, by who may; nobody about himself. Explained comes back."""

from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import tagged

from .security_common import SecurityCase

ALL = ("remind", "sessions", "lock", "factor", "password", "incident")
USUAL = ("remind", "lock", "incident")


@tagged("post_install", "-at_install", "vpdt")
class TestSecurityRemedies(SecurityCase):
    def setUp(self):
        super().setUp()
        self.users[self.me].email = "me@example.com"
        self.check(16)
        self.finding = self.open_(kind="never")
        self.today_is(16)

    def call(self, who, name, *args, finding=None):
        """Call as RPC does, in a transaction that is undone."""
        finding = finding or self.finding
        model = finding.with_user(self.users[who]).browse()
        return call_kw(model, name, [finding.ids, *args], {})

    def test_who_may_do_what_by_rpc(self):
        """A stranger, the person, another agency's operator nothing; who answers for
        the agency what is safe; an operator of the whole office all of it."""
        for who, allowed in (
            (self.me, ()),
            ("specialist_a2", ()),
            ("clerk_a", ()),
            ("head_b", ()),
            ("operator_b", ()),
            ("head_o", ()),
            ("head_a", USUAL),
            ("operator_a", USUAL),
            ("chairman", USUAL),
            ("operator", ALL),
        ):
            for remedy in ALL:
                with self.subTest(who=who, remedy=remedy):
                    with self.env.cr.savepoint() as savepoint:
                        if remedy in allowed:
                            self.assertTrue(self.call(who, f"action_{remedy}"))
                        else:
                            with self.assertRaises(AccessError):
                                self.call(who, f"action_{remedy}")
                        savepoint.rollback()
                    self.env.invalidate_all()
                    self.env.registry.clear_cache()
            if allowed:
                seen = self.as_of(who, self.finding)
                shown = {remedy for remedy in ALL if seen[f"may_{remedy}"]}
                self.assertEqual(shown, set(allowed), who)

    def test_nobody_remedies_or_explains_his_own(self):
        for who in ("operator", "operator_a", "head_a"):
            own = self.open_(who, "never")
            for remedy in ALL:
                with self.assertRaises(AccessError, msg=f"{who} {remedy}"):
                    self.call(who, f"action_{remedy}", finding=own)
            with self.assertRaises(AccessError):
                self.call(who, "action_explain", "x", str(self.today), finding=own)

    def test_what_its_rule_does_not_offer_is_refused(self):
        self.rules.search([("kind", "=", "never")]).offers_lock = False
        with self.assertRaisesRegex(UserError, "not offered"):
            self.call("operator", "action_lock")
        self.assertFalse(self.as_of("operator", self.finding).may_lock)
        with self.assertRaisesRegex(UserError, "not offered"):
            self.call("operator", "action_remedy")

    def test_a_reminder_reaches_the_person_once_a_day(self):
        user = self.users[self.me]
        self.call("operator_a", "action_remind")
        message = self.env["mail.message"].search(
            [("notified_partner_ids", "in", user.partner_id.ids)], limit=1
        )
        self.assertIn("Advice never", str(message.body))
        mail = self.env["mail.mail"].search(
            [("recipient_ids", "in", user.partner_id.ids)], limit=1, order="id desc"
        )
        self.assertIn("Why never", str(mail.body_html))
        with self.assertRaisesRegex(UserError, "reminded today"):
            self.call("head_a", "action_remind")
        self.assertEqual(self.finding.step_ids.mapped("kind"), ["found", "remind"])
        self.assertEqual(self.finding.step_ids[-1:].author_id, self.users["operator_a"])

    def test_a_second_factor_for_one_person_from_today(self):
        user = self.users[self.me]
        policy = self.env["vpdt.signin.policy"]
        self.assertNotEqual(policy._for(user)["second_factor"], "required")
        user.email = False
        with self.assertRaisesRegex(UserError, "no e-mail address"):
            self.call("operator", "action_factor")
        user.email = "me@example.com"
        self.call("operator", "action_factor")
        self.assertEqual(policy._for(user)["second_factor"], "required")
        with self.assertRaises(AccessError):
            user.with_user(user).action_end_factor()
        with self.assertRaises(AccessError):
            user.with_user(self.users["operator"]).write({"factor_from": False})
        user.with_user(self.users["operator"]).action_end_factor()
        self.assertNotEqual(policy._for(user)["second_factor"], "required")

    def test_a_new_password_is_asked_for(self):
        """The old one is void; a link goes to the person, a slip where he has no
        address."""
        user = self.users[self.me]
        user.password = "Sông Gianh xanh 7"
        self.call("operator", "action_password")
        self.assertFalse(user._has_password())
        links = self.env["vpdt.first.password"].search([("user_id", "=", user.id)])
        self.assertEqual(links.kind, "link")
        user.email = False
        result = self.call("operator", "action_password")
        self.assertIn("/vpdt/account-slip/", result["url"])

    def test_sessions_end_and_keys_stay(self):
        user = self.users[self.me]
        self.env["res.users.apikeys"].with_user(user)._generate(
            "rpc", "Máy quét", self.on(80)
        )
        before = user.session_epoch
        self.call("operator", "action_sessions")
        self.assertEqual(user.session_epoch, (before or 0) + 1)
        keys = self.env["res.users.apikeys"].search([("user_id", "=", user.id)])
        self.assertEqual(len(keys), 1)

    def test_an_incident_contains_and_settles(self):
        self.call("head_a", "action_incident")
        self.env.invalidate_all()
        self.assertEqual(self.finding.incident_id.user_id, self.users[self.me])
        self.assertTrue(self.users[self.me].locked_at)
        self.assertEqual(self.finding.state, "closed", "a locked account is no risk")
        with self.assertRaisesRegex(UserError, "settled"):
            self.call("operator", "action_remind")

    def test_explained_comes_back(self):
        until = self.today + timedelta(days=20)
        for text, day in (("", until), ("x", ""), ("x", "2001-01-01"), ("x", "forged")):
            with self.assertRaises(UserError):
                self.call("head_a", "action_explain", text, day)
        with self.assertRaises(UserError):
            day = self.today + timedelta(days=500)
            self.call("head_a", "action_explain", "x", day)
        with self.assertRaises(AccessError):
            self.call("head_b", "action_explain", "Đi học", until)
        self.call("head_a", "action_explain", "Đi học", str(until))
        self.env.invalidate_all()
        self.assertEqual(
            (self.finding.state, self.finding.remarked_by_id),
            ("explained", self.users["head_a"]),
        )
        self.today_is(20)
        self.Finding._cron_check()
        self.assertEqual(self.finding.state, "explained")
        self.today_is(21)
        self.Finding._cron_check()
        self.assertEqual((self.finding.state, self.finding.remark), ("open", "Đi học"))
        self.assertEqual(
            self.finding.step_ids.mapped("kind"), ["found", "explained", "back"]
        )

    def test_what_was_done_is_history(self):
        with self.assertRaises(UserError):
            self.finding.step_ids.write({"text": "x"})
        with self.assertRaises(UserError):
            self.finding.unlink()
        for who in ("operator", "head_a"):
            with self.assertRaises(AccessError):
                self.as_of(who, self.finding).write({"detail": "x"})
        seen = self.env["vpdt.account.finding.step"]
        for who, number in ((self.me, 0), ("head_b", 0), ("head_a", 1)):
            rows = self.as_(who, seen._name).search(
                [("finding_id", "=", self.finding.id)]
            )
            self.assertEqual(len(rows), number, who)
