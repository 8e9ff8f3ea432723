"""R18: what a monitor outside hears, and that slow requests keep no parameter."""

import json
import logging
import queue
from contextlib import contextmanager
from unittest.mock import patch

from odoo.tests import HttpCase, tagged

from ..models import ir_http
from .common import HealthCase

#: As a proxy in front passes it on: not from this machine.
FAR = {"X-Forwarded-For": "203.0.113.7"}


@tagged("post_install", "-at_install", "vpdt")
class TestHeartbeat(HealthCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("vpdt_health.token", "mot-chu-dai")
        cls.env["vpdt.health.line"]._check()
        cls.lines = cls.env["vpdt.health.line"].search([])
        cls.lines.write({"state": "green", "rank": 0})
        cls.env.flush_all()

    def ask(self, headers=None, token=None):
        headers = {**FAR, **(headers or {})}
        if token:
            headers["Authorization"] = b"Bearer " + token.encode()
        answer = self.url_open("/vpdt/health", headers=headers)
        return answer.status_code, answer.json()

    def test_without_the_token_no_detail(self):
        self.assertEqual(self.ask(), (200, {"status": "pass"}))
        self.assertEqual(self.ask(token="khác"), (200, {"status": "pass"}))
        self.assertEqual(self.ask(token=" "), (200, {"status": "pass"}))
        self.lines[:1].state = "red"
        self.lines[:1].agency_id = False
        self.env.flush_all()
        self.assertEqual(self.ask(), (503, {"status": "fail"}))

    def test_without_a_token_set_nobody_has_it(self):
        self.env["ir.config_parameter"].set_param("vpdt_health.token", False)
        self.assertEqual(self.ask(token="False"), (200, {"status": "pass"}))

    def test_with_the_token_each_check_of_the_office(self):
        office = self.lines.filtered(lambda line: not line.agency_id)
        office[0].state = "amber"
        self.env.flush_all()
        status, answer = self.ask(token="mot-chu-dai")
        self.assertEqual((status, answer["status"]), (200, "warn"))
        self.assertEqual(set(answer["checks"]), set(office.mapped("code")))
        self.assertEqual(answer["checks"][office[0].code]["state"], "amber")
        self.assertNotIn("facts", json.dumps(answer))

    def test_on_the_machine_itself_too_but_not_through_a_proxy(self):
        answer = self.url_open("/vpdt/health").json()
        self.assertIn("checks", answer)
        for name in ("X-Real-IP", "Forwarded", "Via", "X-Forwarded-Host"):
            answer = self.url_open("/vpdt/health", headers={name: "x"}).json()
            self.assertEqual(answer, {"status": "pass"}, name)

    def test_checks_that_stopped_are_a_failure(self):
        self.lines.checked_at = "2026-01-01 00:00:00"
        self.env.flush_all()
        self.assertEqual(self.ask()[0], 503)

    def test_what_is_bad_in_an_agency_alone_wakes_nobody(self):
        line = self.lines.filtered("agency_id")[:1]
        line.state = "red"
        self.env.flush_all()
        self.assertEqual(self.ask()[0], 200)


@tagged("post_install", "-at_install", "vpdt")
class TestSlowRequests(HealthCase, HttpCase):
    def setUp(self):
        super().setUp()
        self.env["vpdt.health.slow"].search([]).unlink()
        self.users["specialist_a"].password = "Mật khẩu dài 1"
        self.env.flush_all()
        self.authenticate("vpdt_test_specialist_a", "Mật khẩu dài 1")

    def call(self, method="has_group", model="res.users"):
        self.url_open(
            f"/web/dataset/call_kw/{model}/{method}?token=zqsecret",
            json={
                "params": {
                    "model": model,
                    "method": method,
                    "args": [[self.users["specialist_a"].id], "zqsecret.zqsecret"],
                    "kwargs": {},
                }
            },
        )

    @contextmanager
    def slow(self):
        """Give the list of what is looked at after each request.

        Odoo writes its line of each into the log, which takes the counters away. What
        comes after the answer is handed over: the cursor of a test is not for a thread
        that goes on after its request.
        """
        log = logging.getLogger("werkzeug")
        self.addCleanup(log.setLevel, log.level)
        log.setLevel(logging.INFO)
        handed = queue.Queue()
        with patch.object(ir_http, "_note_if_slow", lambda *given: handed.put(given)):
            yield handed

    def noted(self, handed):
        """Write what was handed over as of a slow request; return the row."""
        registry, route, told, _begun, *queries = handed.get(timeout=60)
        slow = self.env["vpdt.health.slow"]
        slow._note(registry, route, told, 9.5, *queries)
        return slow.search([])

    def test_a_slow_request_is_noted_without_its_parameters(self):
        with self.slow() as handed:
            self.call()
        [row] = self.noted(handed)
        self.assertEqual(row.route, "/web/dataset/call_kw/<path:path>")
        self.assertEqual((row.model, row.method), ("res.users", "has_group"))
        self.assertGreater(row.seconds, 0)
        columns = " ".join(str(value) for value in row.read()[0].values())
        self.assertNotIn("zqsecret", columns)
        self.assertNotIn("specialist", columns)

    def test_a_quick_one_writes_nothing(self):
        with patch.object(type(self.env["vpdt.health.slow"]), "_note") as note:
            self.call()
            note.assert_not_called()

    def test_one_that_fails_is_noted_too(self):
        with self.slow() as handed:
            self.call(method="zqsecret")
        [row] = self.noted(handed)
        self.assertNotIn("zqsecret", " ".join(map(str, row.read()[0].values())))
