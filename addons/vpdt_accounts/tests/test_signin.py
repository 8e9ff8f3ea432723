"""R17, QĐ 553 Điều 4.1: signing in; wrong tries count for all workers together."""

from datetime import timedelta
from unittest.mock import patch
from xmlrpc.client import Fault

from odoo import fields
from odoo.exceptions import AccessDenied, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models import res_users_signin
from .signing_in import GOOD, PHONE, SigninCase


@tagged("post_install", "-at_install", "vpdt")
class TestSignin(SigninCase):
    def miss(self, login, times, password="sai rồi"):  # noqa: S107 not one of anybody
        return [self.sign_in(login, password) for _time in range(times)]

    @mute_logger("odoo.http", "odoo.addons.base.models.res_users")
    def test_wrong_passwords_lock_the_account_for_a_while(self):
        """Five wrong ones: then not even the right one, until the minutes are over."""
        user = self.give("specialist_a")
        self.miss(user.login, 5)
        said = self.sign_in(user.login, GOOD)
        self.assertIn("15", said)
        self.assertEqual(
            self.attempts(user_id=user.id).mapped("result"), ["wrong"] * 5 + ["limit"]
        )
        later = fields.Datetime.now() + timedelta(minutes=16)
        with patch.object(fields.Datetime, "now", lambda: later):
            self.assertEqual(self.sign_in(user.login, GOOD), "")

    @mute_logger("odoo.http", "odoo.addons.base.models.res_users")
    def test_the_count_is_in_the_database(self):
        """Whatever a worker remembers by itself: another one counts on."""
        user = self.give("specialist_a")
        self.miss(user.login, 3)
        self.assertFalse(getattr(self.env.registry, "_login_failures", {}).get("x"))
        counter = self.env["vpdt.signin.count"].search(
            [("key", "=", user._account_key(user.login))]
        )
        self.assertEqual(counter.tries, 3)
        self.assertEqual(self.sign_in(user.login, GOOD), "")
        self.assertFalse(counter.exists(), "it went well: it begins anew")

    @mute_logger("odoo.http", "odoo.addons.base.models.res_users")
    def test_an_address_that_tries_many_accounts_is_stopped(self):
        user = self.give("specialist_a")
        with patch.object(res_users_signin, "ADDRESS_TRIES", 4):
            for number in range(4):
                self.miss(f"vpdt_test_nobody{number}", 1)
            said = self.sign_in(user.login, GOOD)
        self.assertTrue(said)
        self.assertEqual(self.attempts(user_id=user.id).mapped("result"), ["limit"])

    @mute_logger("odoo.http", "odoo.addons.base.models.res_users")
    def test_a_name_that_nobody_has_is_answered_like_one(self):
        """Attack: finding out which accounts there are, by words, lock or time."""
        user = self.give("specialist_a")
        there = self.miss(user.login, 6)
        nobody = self.miss("vpdt_test_nobody", 6)
        self.assertEqual(there, nobody)
        rows = self.attempts(user_id=False)
        self.assertEqual(rows.mapped("result"), ["unknown"] * 5 + ["limit"])
        self.assertNotIn("nobody", str(rows.sudo().read()))

    @mute_logger("odoo.http", "odoo.addons.base.models.res_users")
    def test_other_letters_do_not_tell_who_is_there(self):
        """Attack: once a name is locked, the same in capitals; with the role's policy
        too, which is stricter than everybody's."""
        user = self.give("specialist_a")
        self.policy("specialist", max_failures=3)
        for name in ("vpdt_test_nobody", user.login):
            wait = self.miss(name, 6)[-1]
            for spelt in (name.upper(), name.title(), f" {name} "):
                self.assertEqual(self.miss(spelt, 1), [wait], spelt)
        # the other way round as well, and with the account's own limit
        self.env["vpdt.signin.count"].sudo().search([]).unlink()
        self.miss(user.login.upper(), 3)
        self.assertIn("15", self.sign_in(user.login, GOOD))

    @mute_logger("odoo.http", "odoo.addons.base.models.res_users")
    def test_refusing_takes_the_same_work(self):
        """Attack: login timing. A password is compared once, whoever is named."""
        user = self.give("specialist_a")
        without = self.users["specialist_a2"]
        closed = self.give("specialist_b")
        closed.active = False
        self.env.flush_all()
        real, compared = self.env["res.users"]._crypt_context(), []

        class Counting:
            """Compares as the real one does, and counts."""

            hash, identify = staticmethod(real.hash), staticmethod(real.identify)

            def verify(self, secret, hashed):
                compared.append(hashed)
                return real.verify(secret, hashed)

            def verify_and_update(self, secret, hashed):
                compared.extend([hashed] if hashed else [])
                return real.verify_and_update(secret, hashed)

        self.env["res.users"]._hash_of_nothing()
        users = self.env.registry["res.users"]
        with patch.object(users, "_crypt_context", lambda _users: Counting()):
            for login in (user.login, without.login, closed.login, "vpdt_test_nobody"):
                compared.clear()
                self.miss(login, 1)
                self.assertEqual(len(compared), 1, login)
                self.assertTrue(compared[0], "a hash like the others")

    @mute_logger("odoo.http", "odoo.addons.base.models.res_users")
    def test_a_locked_account_says_so_to_who_knows_the_password_only(self):
        user = self.give("specialist_a")
        user._do_lock("nghỉ dài")
        self.env.flush_all()
        wrong, right = self.miss(user.login, 1)[0], self.sign_in(user.login, GOOD)
        self.assertEqual(wrong, str(AccessDenied()))
        self.assertNotEqual(right, wrong)
        self.assertEqual(
            self.attempts(user_id=user.id).mapped("result"), ["wrong", "locked"]
        )

    @mute_logger("odoo.http", "odoo.addons.base.models.res_users")
    def test_a_session_left_open_is_no_place_to_guess(self):
        """Attack: asking again (change of password, idle screen) without a limit."""
        user = self.give("specialist_a")
        said = []
        for _time in range(6):
            with self.request():
                try:
                    user.with_user(user).change_password("sai rồi", "Biển xanh 5 lớp")
                except AccessDenied as denied:
                    said.append(str(denied))
        self.assertEqual(said[:5], [str(AccessDenied())] * 5)
        self.assertIn("15", said[5])

    def test_every_sign_in_stays(self):
        """Luật ANM 2018 Điều 26: Odoo keeps the last only; these rows stay."""
        user = self.give("specialist_a")
        for _time in range(2):
            self.assertEqual(self.sign_in(user.login, GOOD), "")
        rows = self.attempts(user_id=user.id)
        self.assertEqual(rows.mapped("result"), ["ok", "ok"])
        self.assertEqual(rows[0].address, "127.0.0.1")
        self.assertEqual(rows[0].device, "Firefox Linux")
        self.assertEqual(rows[0].way, "password")
        with self.assertRaises(UserError):
            rows[0].write({"result": "wrong"})

    def test_a_new_device_is_told_to_its_owner(self):
        """Not the first ever, not one seen before: inside, and by e-mail."""
        user = self.give("specialist_a")
        self.sign_in(user.login, GOOD)
        self.sign_in(user.login, GOOD)
        told = [("partner_ids", "in", user.partner_id.ids)]
        self.assertFalse(self.env["mail.message"].search(told))
        self.sign_in(user.login, GOOD, agent=PHONE)
        message = self.env["mail.message"].search(told)
        self.assertEqual(len(message), 1)
        self.assertIn("127.0.0.1", message.body)
        self.assertTrue(self.attempts(user_id=user.id)[-1].is_new)
        self.assertEqual(len(self.mails(user, "127.0.0.1")), 1)

    def test_who_sees_the_trail(self):
        user = self.give("specialist_a")
        self.sign_in(user.login, GOOD)
        row = self.attempts(user_id=user.id)
        seen = {
            name
            for name in self.users
            if row.id in self.as_(name, "vpdt.signin.attempt").search([]).ids
        }
        self.assertEqual(
            seen, {"specialist_a", "head_a", "operator", "chairman", "chief"}
        )

    # -- keys --------------------------

    @mute_logger("odoo.http", "odoo.addons.base.models.res_users")
    def test_a_key_is_its_owner_s_only(self):
        """Attack: impersonating by a delegated key."""
        user, other = self.give("specialist_a"), self.give("head_a")
        keys = self.env["res.users.apikeys"].with_user(user).sudo()
        key = keys._generate("rpc", "máy", fields.Datetime.now() + timedelta(days=1))
        users = self.env["res.users"]
        self.assertEqual(
            keys._check_credentials(scope="rpc", key=key), user.id, "it is a key"
        )

        def try_as(who, interactive):
            users.with_user(who)._check_credentials(
                {"type": "password", "login": who.login, "password": key},
                {"interactive": interactive},
            )

        try_as(user, interactive=False)
        with self.assertRaises(AccessDenied, msg="as somebody else"):
            try_as(other, interactive=False)
        with self.assertRaises(AccessDenied, msg="at the sign-in page"):
            try_as(user, interactive=True)
        self.assertTrue(self.sign_in(user.login, key))
        user._do_lock("thu hồi")
        self.assertIsNone(keys._check_credentials(scope="rpc", key=key))
        with self.assertRaises(AccessDenied, msg="of a locked account"):
            try_as(user, interactive=False)

    # -- the old interfaces for programs, which hide their request --------------------

    def over_jsonrpc(self, service, method, *args):
        """Call a service of /jsonrpc; return (result, words of the error)."""
        params = {"service": service, "method": method, "args": args}
        answer = self.url_open(
            "/jsonrpc", json={"jsonrpc": "2.0", "method": "call", "params": params}
        ).json()
        self.env.invalidate_all()
        error = answer.get("error")
        return answer.get("result"), error and error["data"]["message"]

    @mute_logger("odoo.addons.rpc.controllers.jsonrpc", "odoo.http")
    def test_no_password_is_taken_over_jsonrpc(self):
        """Attack: guessing where no page counts. Counted, kept, and in vain: not even
        the right one is answered."""
        user, database = self.give("specialist_a"), self.env.cr.dbname
        for number in range(7):
            way = ("login", "authenticate")[number % 2]
            more = ({},) if way == "authenticate" else ()
            password = GOOD if number == 3 else "sai rồi"
            result, _error = self.over_jsonrpc(
                "common", way, database, user.login, password, *more
            )
            self.assertFalse(result)
        rows = self.attempts(user_id=user.id)
        self.assertEqual(rows.mapped("result"), ["wrong"] * 5 + ["limit"] * 2)
        self.assertEqual(set(rows.mapped("address")), {"rpc"})
        place = self.env["vpdt.signin.count"].search([("key", "=", "address:rpc")])
        self.assertEqual(place.tries, 7, "one count for whatever name is tried")
        self.assertIn("15", self.sign_in(user.login, GOOD), "one count for all ways")
        # a password of theirs, a number that nobody has
        self.env["vpdt.signin.count"].sudo().search([]).unlink()
        said = [
            self.over_jsonrpc(
                "object",
                "execute_kw",
                database,
                uid,
                GOOD,
                "res.users",
                "read",
                [[uid]],
            )
            for uid in (user.id, 999999999)
        ]
        self.assertEqual(said, [(None, str(AccessDenied()))] * 2)

    @mute_logger("odoo.addons.rpc.controllers.xmlrpc", "odoo.http")
    def test_no_password_is_taken_over_xmlrpc(self):
        """The same of the other one; a key is taken, and no place to guess either."""
        user, database = self.give("specialist_a"), self.env.cr.dbname
        keys = self.env["res.users.apikeys"].with_user(user).sudo()
        key = keys._generate("rpc", "máy", fields.Datetime.now() + timedelta(days=1))
        self.env.flush_all()

        def ask(secret, *what):
            return self.xmlrpc_object.execute_kw(database, user.id, secret, *what)

        self.assertFalse(self.xmlrpc_common.login(database, user.login, GOOD))
        with self.assertRaises(Fault):
            ask(GOOD, "res.users", "context_get", [])
        self.assertEqual(ask(key, "res.users", "context_get", [])["lang"], user.lang)
        rows = self.attempts(user_id=user.id)
        self.assertEqual(rows[0].result, "wrong")
        self.assertEqual((rows[-1].result, rows[-1].way), ("ok", "key"))

    @mute_logger("odoo.http", "odoo.addons.base.models.res_users")
    def test_a_key_is_no_place_to_guess_the_password(self):
        """Attack: who has a key asks for the change of password, without a request."""
        user, said = self.give("specialist_a"), []
        for _time in range(6):
            try:
                user.with_user(user).change_password("sai rồi", "Biển xanh 5 lớp")
            except AccessDenied as denied:
                said.append(str(denied))
        self.assertEqual(said[:5], [str(AccessDenied())] * 5)
        self.assertIn("15", said[5])

    # -- policies by role --------------------------

    def policy(self, role, **vals):
        return self.env["vpdt.signin.policy"].create({"role": role, **vals})

    def setUp(self):
        super().setUp()
        self.env["vpdt.signin.policy"].search([("role", "!=", False)]).unlink()

    def test_the_strictest_of_his_posts_holds(self):
        self.policy("head", idle_minutes=30, password_min=14, max_failures=4)
        self.policy("specialist", idle_minutes=10, second_factor="required")
        found = self.env["vpdt.signin.policy"]._for(self.users["head_a"])
        self.assertEqual(found["idle_minutes"], 30)
        self.assertEqual(found["password_min"], 14)
        self.assertEqual(found["max_failures"], 4)
        self.assertEqual(found["second_factor"], "none")
        event = self.plan("second_post", "head_a", job="specialist_b")
        self.assertEqual(self.confirm(event).state, "done", event.sudo().problem)
        found = self.env["vpdt.signin.policy"]._for(self.users["head_a"])
        self.assertEqual(found["idle_minutes"], 10)
        self.assertEqual(found["second_factor"], "required")

    def test_idle_screens_ask_again(self):
        self.policy("head", idle_minutes=20)
        user = self.users["head_a"]
        self.assertEqual(
            user._get_lock_timeouts()["lock_timeout_inactivity"], [(1200, False)]
        )
        self.assertFalse(
            self.users["specialist_a"]._get_lock_timeouts()["lock_timeout_inactivity"]
        )
        group = self.env.ref("base.group_user")
        group.write({"lock_timeout_inactivity": 5})
        self.assertEqual(user._get_lock_timeout_inactivity(), 300, "the shorter one")

    @mute_logger("odoo.http", "odoo.addons.base.models.res_users")
    def test_a_second_factor_is_required_from_its_day_on(self):
        user = self.give("head_a", email="head@example.com")
        tomorrow = self.today + timedelta(days=1)
        policy = self.policy(
            "head", second_factor="required", second_factor_from=tomorrow
        )
        self.assertFalse(user._mfa_type(), "until then it is recommended")
        policy.second_factor_from = self.today
        self.assertEqual(user._mfa_type(), "totp_mail", "a code by e-mail at least")
        self.assertEqual(self.sign_in_http(user.login, GOOD), "")
        self.assertFalse(self.signed_in(), "the password alone does not sign in")
        user.email = False
        self.env.flush_all()
        self.assertTrue(self.sign_in(user.login, GOOD), "no way to have one")
        self.assertEqual(self.attempts(user_id=user.id)[-1].result, "factor")
        self.assertTrue(user._rpc_api_keys_only())
