"""R24: the first real use of each half-day is recorded, once, and cheaply."""

from datetime import timedelta

import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..models.ir_http import UNATTENDED, is_use
from .presence_common import PresenceCase

_CALL = "/web/dataset/call_kw/res.users/has_group"


@tagged("post_install", "-at_install", "vpdt")
class TestRecording(PresenceCase):
    def test_one_row_a_person_and_half_day(self):
        for clock in ("7:02", "7:03", "11:59"):
            self.use("specialist_a", clock.zfill(5))
        self.use("specialist_a", "13:31")
        self.use("specialist_a", "07:00", days=1)
        self.assertEqual(
            self.uses("specialist_a"),
            [(0, "morning"), (0, "afternoon"), (1, "morning")],
        )
        row = self.env["vpdt.presence"].search(
            [("user_id", "=", self.users["specialist_a"].id)], order="at", limit=1
        )
        self.assertEqual(row.at, self.moment("07:02"))
        self.assertEqual(row.agency_id, self.agency_a)

    def test_several_workers_write_it_once(self):
        for _worker in range(3):
            self.use("specialist_a", "07:05")
            self.forget()
        self.assertEqual(self.uses("specialist_a"), [(0, "morning")])

    def test_use_outside_the_hours_is_of_no_half_day(self):
        for clock in ("05:00", "12:30", "18:30", "23:00"):
            self.use("specialist_a", clock)
            self.forget()
        self.assertEqual(self.uses("specialist_a"), [])
        self.use("specialist_a", "13:00")
        self.assertEqual(self.uses("specialist_a"), [(0, "afternoon")])

    def test_use_on_a_saturday_is_recorded_and_owes_nothing(self):
        self.use("specialist_a", "07:05", days=5)
        self.assertEqual(self.uses("specialist_a"), [(5, "morning")])
        self.assertEqual(self.stands("specialist_a", days=5), ["off", "off"])

    def test_an_account_made_after_the_first_use_of_the_day_is_recorded(self):
        self.use("specialist_a", "07:05")
        kept = self.env["vpdt.presence"]._agency_ids_on(self.day)
        late, outsider = self.env["res.users"].create(
            [
                {
                    "name": name,
                    "login": name,
                    "group_ids": [(6, 0, group.ids)],
                    "notification_type": "email",
                }
                for name, group in (
                    ("late", self.env.ref("base.group_user")),
                    ("outsider", self.env.ref("base.group_portal")),
                )
            ]
        )
        model = self.env.registry["vpdt.presence"]
        # as in another server process, which has not heard of them
        self.patch(model, "_agency_ids", lambda self, day: kept)
        self.users |= {"late": late, "outsider": outsider}
        self.use("late", "07:06")
        self.use("outsider", "07:07")
        self.assertEqual(self.uses("late"), [(0, "morning")])
        self.assertEqual(self.uses("outsider"), [], "no account of the office")

    def test_use_counts_with_the_agency_of_today(self):
        employee = self.users["specialist_a"].employee_id
        post_b = self.users["specialist_b"].employee_id.job_id
        self.use("specialist_a", "07:05")
        employee.create_version(
            {"date_version": self.day + timedelta(days=1), "job_id": post_b.id}
        )
        self.use("specialist_a", "13:35")
        self.use("specialist_a", "07:05", days=1)
        rows = self.env["vpdt.presence"].search(
            [("user_id", "=", self.users["specialist_a"].id)], order="at"
        )
        self.assertEqual(
            [row.agency_id for row in rows],
            [self.agency_a, self.agency_a, self.agency_b],
        )

    def test_the_first_use_looks_and_writes_and_asks_no_more(self):
        self.use("specialist_a", "07:05")
        presence = self.as_("specialist_b", "vpdt.presence")
        # as in a request: its own transaction moved nobody
        self.patch(self.env.registry["hr.job"], "_have_posts_moved", lambda self: False)
        presence._agency_ids(self.day)
        with self.at("07:06"), self.assertQueryCount(2):
            presence._note_use()

    def test_most_requests_ask_the_database_nothing(self):
        self.use("specialist_a", "07:05")
        presence = self.as_("specialist_a", "vpdt.presence")
        with self.at("09:00"), self.assertQueryCount(0):
            for _request in range(50):
                presence._note_use()

    @mute_logger("odoo.addons.vpdt_accounts.models.vpdt_presence")
    def test_a_failure_never_breaks_the_request(self):
        def fail(*_args):
            raise psycopg2.OperationalError("the disk is full")

        model = self.env.registry["vpdt.presence"]
        with self.at("07:05"):
            self.patch(model, "_write_use", fail)
            self.as_("specialist_a", "vpdt.presence")._note_use()
        self.assertEqual(self.uses("specialist_a"), [])

    def test_nobody_writes_it(self):
        self.use("specialist_a", "07:05")
        row = self.env["vpdt.presence"].search(
            [("user_id", "=", self.users["specialist_a"].id)]
        )
        for who in ("specialist_a", "head_a", "operator"):
            mine = self.as_(who, "vpdt.presence")
            with self.assertRaises(AccessError):
                mine.create({"user_id": self.users[who].id, "half": "morning"})
            with self.assertRaises(UserError):
                mine.browse(row.id).write({"half": "afternoon"})
            with self.assertRaises(AccessError):
                mine.browse(row.id).unlink()
        with self.assertRaises(UserError):
            row.write({"half": "afternoon"})

    def test_what_counts_as_use(self):
        call = ("POST", _CALL, "user")
        self.assertTrue(is_use(*call, {}))
        self.assertFalse(is_use(*call, {UNATTENDED: "1"}), "a page left open")
        self.assertFalse(is_use("GET", "/vpdt/page/1", "user", {}), "a picture")
        self.assertFalse(is_use("POST", "/json/2/res.users", "bearer", {}), "a program")
        self.assertFalse(is_use("POST", "/bus/x", "public", {}))
        self.assertFalse(
            is_use("POST", "/web/dataset/call_kw/mail.push.device/register", "user", {})
        )


@tagged("post_install", "-at_install", "vpdt")
class TestOverHttp(PresenceCase, HttpCase):
    def call(self, **headers):
        answer = self.url_open(
            _CALL,
            json={
                "params": {
                    "model": "res.users",
                    "method": "has_group",
                    "args": [[self.users["specialist_a"].id], "base.group_user"],
                    "kwargs": {},
                }
            },
            headers=headers,
        )
        self.assertTrue(answer.json().get("result"), answer.text)

    def setUp(self):
        super().setUp()
        self.users["specialist_a"].password = "Mật khẩu dài 1"
        half = self.env["vpdt.presence.window"]._half_days(self.day)[0]
        # the clock of the machine is not this test's
        self.patch(
            self.env.registry["vpdt.presence.window"],
            "_half_at",
            lambda self, moment: (half, half.end),
        )
        self.authenticate("vpdt_test_specialist_a", "Mật khẩu dài 1")
        self.forget()

    def test_a_call_counts_and_so_does_one_that_only_reads(self):
        self.call()
        self.assertEqual(self.uses("specialist_a"), [(0, "morning")])

    def test_what_the_client_does_by_itself_does_not_count(self):
        self.call(**{UNATTENDED: "1"})
        self.url_open("/odoo")
        self.url_open("/web/webclient/load_menus")
        self.assertEqual(self.uses("specialist_a"), [])

    def test_keys_of_programs_do_not_count(self):
        key = (
            self.env["res.users.apikeys"]
            .with_user(self.users["specialist_a"])
            .sudo()
            ._generate("rpc", "Program", None)
        )
        self.authenticate(None, None)
        answer = self.url_open(
            "/json/2/res.users/has_group",
            json={
                "ids": self.users["specialist_a"].ids,
                "group_ext_id": "base.group_user",
            },
            headers={"Authorization": f"Bearer {key}"},
        )
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertEqual(self.uses("specialist_a"), [])
