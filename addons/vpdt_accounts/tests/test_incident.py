"""R25: an account that others know is closed in two clicks, also by who is outside."""

import re
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .signing_in import GOOD, OTHER, SigninCase


@tagged("post_install", "-at_install", "vpdt")
class TestIncident(SigninCase):
    def report(self, who="specialist_a", kind="password", **more):
        incident_id = self.as_(who, "vpdt.incident").action_report(kind, **more)
        return self.env["vpdt.incident"].browse(incident_id)

    def password_of(self, user):
        return self.env.execute_query(
            SQL("SELECT password FROM res_users WHERE id = %s", user.id)
        )[0][0]

    # -- containing --------------------------

    def test_reporting_ends_every_way_in(self):
        user = self.give("specialist_a")
        mine = self.env["res.users.apikeys"].with_user(user).sudo()
        tomorrow = fields.Datetime.now() + timedelta(days=1)
        key = mine._generate("rpc", "máy", tomorrow)
        device = self.env["auth_totp.device"].with_user(user).sudo()
        trusted = device._generate("browser", "máy", tomorrow)
        self.env["auth.passkey.key"].with_user(user).sudo().create(
            {"name": "khóa", "credential_identifier": "vpdt-test"}
        )
        user.totp_secret = "ABCDEFGHIJKLMNOP"  # noqa: S105 a test's own
        self.env["mail.push.device"].create(
            {"endpoint": "https://push.invalid/1", "keys": "{}",
             "partner_id": user.partner_id.id}
        )  # fmt: skip
        user.email = "x@example.com"
        self.env.company.email = "vanphong@example.com"
        user.with_user(self.users["operator"]).action_issue_link()
        self.env.flush_all()
        token = user._compute_session_token("s" * 84)

        incident = self.report()

        self.assertTrue(user.locked_at)
        self.assertFalse(self.password_of(user))
        self.assertNotEqual(user._compute_session_token("s" * 84), token)
        self.assertFalse(user.totp_enabled)
        self.assertFalse(user.auth_passkey_key_ids)
        self.assertIsNone(mine._check_credentials(scope="rpc", key=key))
        self.assertFalse(
            device._check_credentials_for_uid(scope="browser", key=trusted, uid=user.id)
        )
        self.assertFalse(
            self.env["mail.push.device"].search(
                [("partner_id", "=", user.partner_id.id)]
            )
        )
        self.assertTrue(
            self.env["vpdt.first.password"]
            .search([("user_id", "=", user.id)])
            .voided_at
        )
        self.assertEqual(incident.state, "contained")
        self.assertEqual(
            incident.step_ids.mapped("kind"), ["reported", "contained", "told"]
        )
        self.assertIn("lock", self.ledger(user))

    @mute_logger("odoo.http", "odoo.addons.base.models.res_users")
    def test_the_known_password_never_comes_back(self):
        self.env.company.email = "vanphong@example.com"
        user = self.give("specialist_a")
        incident = self.report()
        self.assertTrue(self.sign_in(user.login, GOOD))
        handler = incident.with_user(self.users["head_a"])
        handler.action_examine("Không thấy gì lạ")
        handler.action_unlock()
        self.assertFalse(user.locked_at)
        self.assertTrue(self.sign_in(user.login, GOOD), "unlocked is not signed in")
        mail = self.mails(user, "token=")
        token = re.search(r"token=([\w-]+)", mail[-1].body_html)[1]
        use = self.env["vpdt.first.password"]._use
        with self.assertRaises(UserError):
            user.with_user(user)._check_password(GOOD)
        use(token, "", OTHER, OTHER, "127.0.0.1")
        self.env.flush_all()
        self.assertEqual(self.sign_in(user.login, OTHER), "")

    @mute_logger("odoo.http", "odoo.addons.base.models.res_users")
    def test_the_session_of_who_reports_ends_as_well(self):
        user = self.give("specialist_a")
        self.assertEqual(self.sign_in_http(user.login, GOOD), "")
        self.assertTrue(self.signed_in())
        answer = self.url_open(
            "/web/dataset/call_kw/vpdt.incident/action_report",
            json={
                "jsonrpc": "2.0",
                "method": "call",
                "params": {
                    "model": "vpdt.incident",
                    "method": "action_report",
                    "args": ["access", "", ""],
                    "kwargs": {},
                },
            },
        ).json()
        self.assertIn("result", answer)
        self.assertFalse(self.signed_in())
        page = self.url_open("/vpdt/incident/done").text
        self.assertIn('role="status"', page)

    def test_a_locked_account_is_told_nothing_outside(self):
        user = self.give("specialist_a")
        user.notification_type = "email"
        document = self.to_agencies()
        incident = self.report()
        before = self.env["mail.mail"].search([])
        self.accept(document)
        self.pass_on(document, "head_a", ("specialist_a", "lead"))
        user._tell_about_account("Thử", "Thử", email=True)
        self.env["mail.thread"].sudo().message_notify(
            partner_ids=user.partner_id.ids, body="Thử", subject="Thử"
        )
        new = self.env["mail.mail"].search([]) - before
        self.assertFalse(new.filtered(lambda one: user.partner_id in one.recipient_ids))
        inside = self.env["mail.notification"].search(
            [("res_partner_id", "=", user.partner_id.id)]
        )
        self.assertTrue(inside, "inside it waits for him")
        self.assertTrue(incident.is_locked)

    def test_a_second_report_is_the_same_incident(self):
        incident = self.report()
        self.assertEqual(
            self.as_("head_a", "vpdt.incident").action_report_for(
                self.users["specialist_a"].id, "access"
            ),
            incident.id,
        )
        self.assertEqual(incident.step_ids.mapped("kind").count("reported"), 2)

    # -- who may what --------------------------

    def test_who_reports_for_whom(self):
        other = self.users["specialist_a"].id
        for name in ("specialist_a2", "head_b", "specialist_b"):
            with self.assertRaises(AccessError):
                self.as_(name, "vpdt.incident").action_report_for(other, "password")
        self.assertFalse(self.users["specialist_a"].locked_at)
        self.as_("operator", "vpdt.incident").action_report_for(other, "device")
        self.assertTrue(self.users["specialist_a"].locked_at)

    def test_bad_reports_contain_nothing(self):
        for args in (
            ("nonsense",),
            ("password", "not a time"),
            ("password", "2099-01-01"),
        ):
            with self.assertRaises(UserError):
                self.as_("specialist_a", "vpdt.incident").action_report(*args)
        self.assertFalse(self.users["specialist_a"].locked_at)

    def test_who_sees_an_incident(self):
        incident = self.report()
        seen = {
            name
            for name in self.users
            if incident.id in self.as_(name, "vpdt.incident").search([]).ids
        }
        self.assertEqual(
            seen, {"specialist_a", "head_a", "operator", "chairman", "chief"}
        )
        steps = self.as_("head_b", "vpdt.incident.step")
        self.assertFalse(steps.search([("incident_id", "=", incident.id)]))

    def test_nobody_writes_by_rpc(self):
        incident = self.report()
        for name in ("operator", "head_a", "specialist_a", "chairman"):
            mine = incident.with_user(self.users[name])
            with self.assertRaises(AccessError):
                mine.write({"state": "closed"})
            with self.assertRaises(AccessError):
                mine.create({"user_id": self.users["head_b"].id})
            with self.assertRaises(AccessError):
                mine.step_ids.create({"incident_id": incident.id, "kind": "note"})
        with self.assertRaises(UserError):
            incident.step_ids[:1].write({"text": "khác"})
        with self.assertRaises(UserError):
            incident.unlink()

    def test_not_handled_by_the_person_concerned(self):
        incident = self.report("head_a")
        mine = incident.with_user(self.users["head_a"])
        self.assertFalse(mine.may_handle)
        with self.assertRaises(AccessError):
            mine.action_examine("ổn")
        with self.assertRaises(AccessError):
            mine.action_unlock()

    def test_from_report_to_close(self):
        incident = self.report()
        handler = incident.with_user(self.users["operator"])
        with self.assertRaises(UserError, msg="nobody looked yet"):
            handler.action_close("xong")
        with self.assertRaises(UserError):
            handler.action_examine("  ")
        handler.action_examine("Đăng nhập lạ từ 10.0.0.7")
        handler.action_note("Đã gọi điện cho người sử dụng")
        handler.action_unlock()
        handler.action_close("Mật khẩu ghi trên giấy; đã nhắc nhở")
        self.assertEqual(incident.state, "closed")
        self.assertEqual(
            incident.step_ids.mapped("kind"),
            ["reported", "contained", "told", "examined", "note", "unlocked", "closed"],
        )
        with self.assertRaises(UserError, msg="over is over"):
            handler.action_note("thêm")
        self.assertTrue(handler._print().startswith(b"%PDF"))

    def test_steps_are_vietnamese_whoever_caused_them(self):
        """R25: the office reads its history, not who happened to report."""
        self.users["specialist_a"].lang = "en_US"
        mine = self.as_("specialist_a", "vpdt.incident").with_context(lang="en_US")
        mine.action_report("password", "", "Ai đó gửi thư thay tôi")
        steps = self.env["vpdt.incident.step"].search(
            [("incident_id.user_id", "=", self.users["specialist_a"].id)]
        )
        said = {step.kind: step.text for step in steps}
        self.assertEqual(said["reported"], "Mật khẩu bị lộ. Ai đó gửi thư thay tôi")
        self.assertIn("Đã khóa tài khoản", said["contained"])

    def test_who_answers_for_it_is_told(self):
        incident = self.report()
        told = incident.step_ids.filtered(lambda one: one.kind == "told").text
        for name in ("head_a", "operator"):
            self.assertIn(self.users[name].name, told)
        self.assertNotIn(self.users["specialist_a"].name, told)

    # -- what was done --------------------------

    def test_the_trail_shows_codes_to_readers_only(self):
        """I3; R23: who looks after accounts reads no document."""
        self.give("specialist_a")
        document = self.to_agencies()
        self.accept(document)
        self.pass_on(document, "head_a", ("specialist_a", "lead"))
        user = self.users["specialist_a"]
        with patch.object(
            self.env.registry["vpdt.open"], "_from_where", lambda s: (None, None)
        ):
            self.env["vpdt.open"].with_user(user)._note(
                document.with_user(user), "form"
            )
        self.sign_in(user.login, GOOD)
        incident = self.report()
        by_name = {}
        for name in ("head_a", "operator", "specialist_a"):
            found = incident.with_user(self.users[name]).get_timeline()
            by_name[name] = found
            self.assertEqual(found["documents"], 1, name)
            self.assertEqual(
                {one["name"]: one["count"] for one in found["counts"]}[
                    "Openings of documents"
                ],
                1,
            )
        codes = {
            name: {line["code"] for line in found["lines"] if line["code"]}
            for name, found in by_name.items()
        }
        self.assertEqual(codes["operator"], set())
        self.assertEqual(codes["head_a"], {document.sudo().code})
        self.assertEqual(codes["specialist_a"], {document.sudo().code})
        html = str(incident.with_user(self.users["operator"]).trail)
        self.assertNotIn(document.sudo().code, html)
        self.assertNotIn(document.sudo().subject, html)

    def test_every_addon_declares_its_trail(self):
        names = {model._name for model in self.env["vpdt.trail.mixin"]._trails()}
        self.assertLessEqual(
            {
                "vpdt.open",
                "vpdt.entry",
                "vpdt.directive",
                "vpdt.handling.step",
                "vpdt.signin.attempt",
                "vpdt.account.change",
            },
            names,
        )
        now = fields.Datetime.now()
        for model in self.env["vpdt.trail.mixin"]._trails():
            self.assertTrue(model._trail_name())
            model._trail(self.users["clerk"], now - timedelta(days=9999), now)

    def test_statistics_of_a_quarter(self):
        self.report()
        self.report("head_b", kind="device")
        day = fields.Date.to_string(self.today)
        found = self.as_("operator", "vpdt.incident").get_statistics(day, day)
        self.assertEqual(found["total"], 2)
        self.assertEqual(found["kinds"], {"password": 1, "device": 1})
        self.assertEqual(found["agencies"], {"Agency A": 1, "Agency B": 1})
        self.assertLessEqual(found["contained_seconds"], 5)
        found = self.as_("head_a", "vpdt.incident").get_statistics(day, day)
        self.assertEqual(found["total"], 1)


@tagged("post_install", "-at_install", "vpdt")
class TestIncidentOutside(SigninCase):
    """From the sign-in page, by who cannot sign in (any more)."""

    PATH = "/vpdt/incident"
    #: How the code stands out in its e-mail.
    LARGE = "font-size:24px"

    def code(self, user):
        mail = self.mails(user, self.LARGE)[-1]
        return "".join(re.search(r">(\d{4} \d{4})<", mail.body_html)[1].split())

    def test_a_code_by_e_mail_locks_the_account(self):
        user = self.give("specialist_a")
        self.form(self.PATH, login=user.login)
        page = self.form(
            self.PATH, login=user.login, code=self.code(user), kind="access"
        )
        self.assertIn('role="status"', page)
        self.assertTrue(user.locked_at)
        incident = self.env["vpdt.incident"].search([("user_id", "=", user.id)])
        self.assertEqual((incident.way, incident.kind), ("outside", "access"))
        self.assertEqual(incident.reported_by_id, user)
        used = self.env["vpdt.incident.code"].search([("user_id", "=", user.id)])
        self.assertTrue(used.used_at, "once")

    def test_also_when_too_many_wrong_passwords_locked_it(self):
        user = self.give("specialist_a")
        with mute_logger("odoo.http", "odoo.addons.base.models.res_users"):
            for _time in range(6):
                self.sign_in(user.login, "sai")
        self.form(self.PATH, login=user.login)
        self.form(self.PATH, login=user.login, code=self.code(user))
        self.assertTrue(user.locked_at)

    def test_the_answer_does_not_say_which_accounts_there_are(self):
        user = self.give("specialist_a")
        without = self.users["head_a"]

        def answer(login):
            page = self.form(self.PATH, login=login)
            page = re.sub(r'value="[^"]*"', "", page)
            return page.replace(login, "X")

        self.assertEqual(answer(user.login), answer("vpdt_test_nobody"))
        self.assertEqual(answer(user.login), answer(without.login))
        for _time in range(4):
            last = answer(user.login)
        self.assertEqual(last, answer("vpdt_test_nobody2"), "the limit says nothing")
        self.assertEqual(len(self.mails(user, self.LARGE)), 3, "three in an hour")

    def test_guessing_codes_is_stopped(self):
        """Attack: five tries, then the right one is void as well."""
        user = self.give("specialist_a")
        self.form(self.PATH, login=user.login)
        code = self.code(user)
        wrong = "00000000" if code != "00000000" else "11111111"
        for _time in range(6):
            page = self.form(self.PATH, login=user.login, code=wrong)
            self.assertIn('role="alert"', page)
        self.form(self.PATH, login=user.login, code=code)
        self.assertFalse(user.locked_at)
        later = fields.Datetime.now() + timedelta(minutes=16)
        with patch.object(fields.Datetime, "now", lambda: later):
            self.form(self.PATH, login=user.login, code=code)
        self.assertFalse(user.locked_at, "void, not only refused for a while")

    def test_a_code_is_of_its_account_and_for_a_quarter_of_an_hour(self):
        user, other = (
            self.give("specialist_a"),
            self.give("head_a", email="y@example.com"),
        )
        self.form(self.PATH, login=user.login)
        code = self.code(user)
        self.form(self.PATH, login=other.login, code=code)
        self.assertFalse(other.locked_at)
        later = fields.Datetime.now() + timedelta(minutes=16)
        with patch.object(fields.Datetime, "now", lambda: later):
            self.form(self.PATH, login=user.login, code=code)
        self.assertFalse(user.locked_at)
        row = self.env["vpdt.incident.code"].search([("user_id", "=", user.id)])
        self.assertNotIn(code, str(row.sudo().read()))
