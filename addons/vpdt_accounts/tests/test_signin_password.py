"""R17: passwords by rule; the first one comes by a link or a slip, once."""

import io
from datetime import timedelta
from unittest.mock import patch

import pypdfium2

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..signin import digest
from .signing_in import GOOD, OTHER, SigninCase


@tagged("post_install", "-at_install", "vpdt")
class TestPasswords(SigninCase):
    def test_rules_hold_whoever_asks_and_with_whatever_context(self):
        """Attack: OCA's password_security takes `a1` with {'install_mode': True}."""
        user = self.give("specialist_a")
        for context in (
            {},
            {"install_mode": True},
            {"no_reset_password": True, "create_user": True, "module": "base"},
            {"import_file": True, "skip_password_check": True},
        ):
            mine = user.with_user(user).with_context(**context)
            for bad in ("a1", "Matkhau@123", f"{user.login}-1A", "          "):
                with self.assertRaises(UserError):
                    mine.change_password(GOOD, bad)
        user.with_user(user).change_password(GOOD, OTHER)

    def test_nobody_sets_the_password_of_somebody_else(self):
        user = self.give("specialist_a")
        admin = self.users["specialist_b"]
        admin.group_ids = [(4, self.env.ref("base.group_erp_manager").id)]
        theirs = user.with_user(admin)
        for context in ({}, {"install_mode": True}):
            with self.assertRaises(AccessError):
                theirs.with_context(**context).write({"password": OTHER})
            with self.assertRaises(AccessError):
                theirs.with_context(**context).write({"new_password": OTHER})
            with self.assertRaises(AccessError):
                theirs.env["res.users"].with_context(**context).create(
                    {"name": "Mới", "login": "vpdt_test_new", "password": OTHER}
                )
        wizard = (
            self.env["change.password.wizard"]
            .with_user(admin)
            .create({"user_ids": [(0, 0, {"user_id": user.id, "new_passwd": OTHER})]})
        )
        with self.assertRaises(AccessError):
            wizard.change_password_button()
        with self.assertRaises(AccessError, msg="his own, past the old one"):
            admin.with_user(admin).write({"password": OTHER})

    def test_none_of_the_last_five_again(self):
        user = self.give("specialist_a")
        mine = user.with_user(user)
        now = GOOD
        for number in range(5):
            with self.assertRaises(UserError):
                mine.change_password(now, GOOD)
            new = f"Rừng thông {number} reo"
            mine.change_password(now, new)
            now = new
        mine.change_password(now, GOOD)
        rows = self.env["vpdt.password.former"].search([("user_id", "=", user.id)])
        self.assertEqual(len(rows), 5, "older ones are forgotten")
        self.assertNotIn(GOOD, str(rows.sudo().read()))

    def test_nobody_reads_hashes_codes_and_counters(self):
        for name in ("operator", "chairman", "specialist_a"):
            for model in (
                "vpdt.password.former",
                "vpdt.signin.count",
                "vpdt.incident.code",
            ):
                with self.assertRaises(AccessError):
                    self.as_(name, model).search([])


@tagged("post_install", "-at_install", "vpdt")
class TestFirstPassword(SigninCase):
    PATH = "/vpdt/first-password"

    def setUp(self):
        super().setUp()
        self.env.company.email = "vanphong@example.com"

    def link(self, user, by="operator"):
        user.with_user(self.users[by]).action_issue_link()
        row = self.env["vpdt.first.password"].search(
            [("user_id", "=", user.id)], limit=1
        )
        mail = self.env["mail.mail"].search(
            [("recipient_ids", "in", user.partner_id.ids)], order="id desc", limit=1
        )
        token = mail.body_html.split("token=")[1].split('"')[0].split("'")[0]
        self.env.flush_all()
        return row, token

    def slip(self, user, by="operator"):
        """Issue a slip; return (row, code, PDF)."""
        action = user.with_user(self.users[by]).action_issue_slip()
        row_id = int(action["url"].rsplit("/", 1)[1].removesuffix(".pdf"))
        row = self.env["vpdt.first.password"].browse(row_id)
        pdf = row.with_user(self.users[by])._print()
        text = pypdfium2.PdfDocument(io.BytesIO(pdf))[0].get_textpage().get_text_range()
        code = text.split("Mã dùng một lần:")[1].split()[0]
        self.env.flush_all()
        return row, code, text

    def choose(self, token="", password=GOOD, again=None, **more):
        path = f"{self.PATH}?token={token}" if token else self.PATH
        fields_ = {"token": token} if token else {}
        return self.form(
            path, password=password, again=again or password, **fields_, **more
        )

    def test_a_link_sets_the_password_once(self):
        """Attack: reuse of a one-time link."""
        user = self.users["specialist_a"]
        user.email = "x@example.com"
        row, token = self.link(user)
        self.assertNotIn(token, str(row.sudo().read()), "kept as a digest only")
        self.assertIn("alert", self.choose(token, "Matkhau@123"))
        self.assertFalse(row.used_at, "a bad password leaves the link as it was")
        self.choose(token)
        self.assertTrue(row.used_at)
        change = self.env["vpdt.account.change"].search(
            [("user_id", "=", user.id)], order="id desc", limit=1
        )
        self.assertEqual(change.author_id, user, "whoever has the link is the person")
        self.assertEqual(self.sign_in(user.login, GOOD), "")
        page = self.url_open(f"{self.PATH}?token={token}").text
        self.assertNotIn("<form", page)
        with self.assertRaises(UserError):
            self.env["vpdt.first.password"]._use(token, "", OTHER, OTHER, "1.2.3.4")
        self.assertEqual(self.sign_in(user.login, GOOD), "")

    @mute_logger("odoo.http", "odoo.addons.base.models.res_users")
    def test_a_link_ends_the_wait_after_wrong_passwords(self):
        """However the name was written when it was locked."""
        user = self.give("specialist_a")
        for _time in range(6):
            self.sign_in(user.login.upper(), "sai rồi")
        self.assertIn("15", self.sign_in(user.login, GOOD))
        _row, token = self.link(user)
        self.choose(token, OTHER)
        self.assertEqual(self.sign_in(user.login, OTHER), "")

    def test_no_link_is_promised_where_no_mail_goes_out(self):
        """Found in the browser: the operator was told that a link is on its way."""
        user = self.users["specialist_a"]
        user.email = "x@example.com"
        self.env.company.email = False
        self.users["operator"].email = False
        with self.assertRaises(UserError) as caught:
            user.with_user(self.users["operator"]).action_issue_link()
        self.assertIn("sealed slip", str(caught.exception))
        self.assertFalse(
            self.env["vpdt.first.password"].search([("user_id", "=", user.id)])
        )

    def test_a_link_is_void_by_the_next_by_age_by_lock_and_by_close(self):
        user = self.users["specialist_a"]
        user.email = "x@example.com"
        find = self.env["vpdt.first.password"]._find
        _row, first = self.link(user)
        _row, second = self.link(user)
        self.assertFalse(find(first))
        self.assertTrue(find(second))
        later = fields.Datetime.now() + timedelta(hours=73)
        with patch.object(fields.Datetime, "now", lambda: later):
            self.assertFalse(find(second))
        user._do_lock("thử")
        user._do_unlock()
        self.assertFalse(find(second), "not again after it is unlocked")
        _row, third = self.link(user)
        user.active = False
        self.assertFalse(find(third))

    def test_a_slip_is_printed_once_and_needs_the_name(self):
        user = self.users["specialist_a"]
        row, code, text = self.slip(user)
        self.assertIn(user.login, text)
        self.assertIn(user.name, text)
        self.assertNotIn(code, str(row.sudo().read()))
        with self.assertRaises(AccessError):
            row.with_user(self.users["operator"])._print()
        self.assertIn("alert", self.choose(login="vpdt_test_head_a", code=code))
        self.choose(login=user.login, code=code.lower().replace("-", " "))
        self.assertEqual(self.sign_in(user.login, GOOD), "")
        self.assertIn("alert", self.choose(login=user.login, code=code, password=OTHER))

    def test_a_slip_is_printed_by_who_issued_it(self):
        user = self.users["specialist_a"]
        action = user.with_user(self.users["head_a"]).action_issue_slip()
        row_id = int(action["url"].rsplit("/", 1)[1].removesuffix(".pdf"))
        row = self.env["vpdt.first.password"].browse(row_id)
        for name in ("operator", "specialist_a", "head_b"):
            with self.assertRaises(AccessError):
                row.with_user(self.users[name])._print()
        self.assertTrue(row.with_user(self.users["head_a"])._print())

    def test_a_slip_is_opened_by_the_answer_to_issuing_it_alone(self):
        """Attack: an address in a message, which the operator opens, prints it."""
        user, operator = self.users["specialist_a"], self.give("operator")
        self.assertEqual(self.sign_in_http(operator.login, GOOD), "")
        answer = self.url_open(
            "/web/dataset/call_button/res.users/action_issue_slip",
            json={
                "jsonrpc": "2.0",
                "method": "call",
                "params": {
                    "model": "res.users",
                    "method": "action_issue_slip",
                    "args": [user.ids],
                    "kwargs": {},
                },
            },
        ).json()
        path, token = answer["result"]["url"].split("?")
        for bare in (path, f"{path}?csrf_token=1o1"):
            self.assertEqual(self.url_open(bare).status_code, 404)
        slip = self.url_open(f"{path}?{token}")
        self.assertEqual(slip.headers["Content-Type"], "application/pdf")
        self.assertTrue(slip.content.startswith(b"%PDF"))

    def test_the_change_that_opened_an_account_says_how_the_password_comes(self):
        """Who planned or confirmed it sees what is missing; who answers for the account
        issues it there."""
        event = self.plan("start", self.new_employee(), 0, job="specialist_a")
        self.confirm(event)
        user = event.sudo().employee_id.user_id
        notes = {}
        for name in ("hr", "operator", "head_a"):
            mine = event.with_user(self.users[name])
            notes[name] = (mine.password_note, mine.wants_password)
        self.assertEqual(
            [wants for _note, wants in notes.values()], [False, True, True]
        )
        for note, _wants in notes.values():
            self.assertIn(f"Account {user.login} has no password yet", note)
        with self.assertRaises(AccessError):
            event.with_user(self.users["hr"]).action_issue_slip()
        mine = event.with_user(self.users["operator"])
        action = mine.action_issue_slip()
        mine.invalidate_recordset()
        self.assertIn("has no password yet", mine.password_note, "not printed yet")
        row_id = int(action["url"].rsplit("/", 1)[1].removesuffix(".pdf"))
        row = self.env["vpdt.first.password"].browse(row_id)
        pdf = row.with_user(self.users["operator"])._print()
        text = pypdfium2.PdfDocument(io.BytesIO(pdf))[0].get_textpage().get_text_range()
        code = text.split("Mã dùng một lần:")[1].split()[0]
        mine.invalidate_recordset()
        self.assertIn("a sealed slip was printed", mine.password_note)
        self.env.flush_all()
        self.choose(login=user.login, code=code)
        mine.invalidate_recordset()
        self.assertFalse(mine.password_note or mine.wants_password)

    def test_who_may_issue(self):
        user = self.users["specialist_a"]
        user.email = "x@example.com"
        for name in ("specialist_a", "specialist_a2", "head_b"):
            with self.assertRaises(AccessError):
                user.with_user(self.users[name]).action_issue_slip()
        with self.assertRaises(AccessError, msg="not for oneself"):
            self.users["operator"].with_user(self.users["operator"]).action_issue_slip()
        for name in ("head_a", "chief", "operator"):
            user.with_user(self.users[name]).action_issue_link()
        with self.assertRaises(AccessError):
            self.as_("operator", "vpdt.first.password").create({"user_id": user.id})

    @mute_logger("odoo.http")
    def test_guessing_codes_is_stopped(self):
        user = self.users["specialist_a"]
        _row, code, _text = self.slip(user)
        use = self.env["vpdt.first.password"]._use
        for _time in range(20):
            # not assertRaises: its savepoint would take the count back
            try:
                use("2222-2222-2222-2222", user.login, GOOD, GOOD, "10.0.0.9")
            except UserError:
                continue
            self.fail("nobody's code")
        with self.assertRaises(UserError):
            use(code, user.login, GOOD, GOOD, "10.0.0.9")
        self.assertTrue(use(code, user.login, GOOD, GOOD, "10.0.0.10"))

    def test_a_digest_is_of_no_use(self):
        """Who reads the database, or a backup, cannot open an account with it."""
        user = self.users["specialist_a"]
        user.email = "x@example.com"
        row, token = self.link(user)
        kept = row.sudo().digest
        self.assertNotEqual(kept, digest(token, "another secret"))
        self.assertFalse(self.env["vpdt.first.password"]._find(kept))

    @mute_logger("odoo.http")
    def test_odoo_s_own_ways_to_a_password_are_closed(self):
        """No sign-up, no page that says which accounts there are; its invitations are
        one-time links."""
        for path in (
            "/web/signup",
            "/web/reset_password",
            "/web/reset_password?token=x",
        ):
            self.assertEqual(self.url_open(path).status_code, 404, path)
        page = self.url_open("/web/login").text
        self.assertNotIn("/web/reset_password", page)
        self.assertNotIn("/web/signup", page)
        self.assertIn("/vpdt/incident", page)
        user = self.users["specialist_a"]
        user.email = "x@example.com"
        with self.assertRaises(AccessError):
            user.with_user(self.users["specialist_b"]).action_reset_password()
        user.action_reset_password()
        [row] = self.env["vpdt.first.password"].search([("user_id", "=", user.id)])
        self.assertEqual(row.kind, "link")
        mails = self.env["mail.mail"].search(
            [("recipient_ids", "in", user.partner_id.ids)]
        )
        self.assertEqual(len(mails), 1, "not Odoo's as well")
