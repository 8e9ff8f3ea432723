"""R18: disks, database, backup, certificate, clock and versions."""

import shutil
import ssl
import tempfile
import threading
from datetime import UTC, datetime, timedelta
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from odoo import fields
from odoo.tests import tagged
from odoo.tools import SQL, config, mute_logger

from ..checks import backup_state
from .common import HealthCase


@tagged("post_install", "-at_install", "vpdt")
class TestMachine(HealthCase):
    def test_figures_of_the_machine_have_all_three_lights(self):
        """The same real figure under limits of an office: none, amber, red."""
        for code in (
            "disk_files",
            "files_size",
            "database_size",
            "connections",
            "transaction_long",
            "dead_rows",
            "transaction_age",
            "checksums",
            "clock_database",
            "extensions",
        ):
            with self.subTest(code):
                self.assertLights(code)
                self.setUpLimits()

    def setUpLimits(self):
        self.env["vpdt.health.line"].search([]).unlink()
        for code, vals in self.rows.items():
            if not self.env["vpdt.health.check"].search([("code", "=", code)]):
                self.env["vpdt.health.check"].create({"code": code, **vals})

    def setUp(self):
        super().setUp()
        self.rows = {
            row.code: {"amber": row.amber, "red": row.red, "after": row.after}
            for row in self.env["vpdt.health.check"].search([])
        }

    def test_figures_are_the_real_ones(self):
        usage = shutil.disk_usage(config["data_dir"])
        line = self.line("disk_files")
        self.assertEqual(line.facts["total"], usage.total)
        self.assertLess(abs(line.value - 100 * usage.free / usage.total), 5)
        size = self.env.execute_query(
            SQL("SELECT pg_database_size(current_database())")
        )
        line = self.env["vpdt.health.line"].search([("code", "=", "database_size")])
        self.assertLess(abs(line.value - size[0][0]), size[0][0] / 5)

    def test_the_disk_of_the_database_is_seen_where_it_can_be(self):
        self.limits("disk_database", amber=20, red=10)
        with tempfile.TemporaryDirectory() as folder:
            self.env["ir.config_parameter"].set_param(
                "vpdt_health.database_folder", folder
            )
            self.assertTrue(self.line("disk_database").known)
        with mute_logger("odoo.addons.vpdt_health.models.vpdt_health_probe"):
            line = self.line("disk_database")
        self.assertEqual(line.state, "grey", "the folder is gone")
        self.assertIn("FileNotFoundError", line.what)

    def test_a_disk_that_fills_is_told_before_it_is_full(self):
        self.limits("disk_lasts", amber=60, red=14)
        self.assertEqual(self.light("disk_lasts"), "grey", "not known yet")
        now = fields.Datetime.now()
        usage = shutil.disk_usage(config["data_dir"])
        left = 100 * usage.free / usage.total

        def fills(days):
            """The disk would be full in so many days."""
            self.env["vpdt.health.measure"].search([]).unlink()
            self.env["vpdt.health.measure"]._enter(
                [
                    (
                        now - timedelta(days=back),
                        "disk_files",
                        None,
                        left + back * left / days,
                        "green",
                    )
                    for back in range(1, 9)
                ]
            )

        fills(200)
        self.assertEqual(self.light("disk_lasts"), "green")
        fills(40)
        self.assertEqual(self.light("disk_lasts"), "amber")
        fills(10)
        self.assertEqual(self.light("disk_lasts"), "red")

    def test_the_trend_is_that_of_seven_days(self):
        self.limits("disk_files")
        now = fields.Datetime.now()
        self.env["vpdt.health.measure"]._enter(
            [
                (now - timedelta(days=days), "disk_files", None, float(days), "green")
                for days in (9, 6, 3)
            ]
        )
        points = self.line("disk_files").trend["points"]
        self.assertEqual(len(points), 28)
        known = [point for point in points if point is not None]
        self.assertEqual(known[:2], [6, 3])
        self.assertEqual(len(known), 3, "nine days are too long ago")

    def test_measurements_are_kept_and_cleared(self):
        self.limits("disk_files")
        self.check()
        rows = self.env["vpdt.health.measure"]
        self.assertEqual(len(rows.search([])), 1)
        now = fields.Datetime.now()
        for days in (89, 91):
            rows._enter(
                [(now - timedelta(days=days), "disk_files", None, 1.0, "green")]
            )
        rows._gc_old()
        self.assertEqual(len(rows.search([])), 2, "ninety days are the usual")
        self.env["ir.config_parameter"].set_param("vpdt_health.keep_days", "30")
        rows._gc_old()
        self.assertEqual(len(rows.search([])), 1)

    def test_addons_whose_code_is_newer(self):
        self.limits("modules_pending", amber=1, red=2)
        self.assertEqual(self.light("modules_pending"), "green")
        for name, light in (("vpdt_health", "amber"), ("vpdt_accounts", "red")):
            self.env.cr.execute(
                SQL(
                    "UPDATE ir_module_module SET latest_version = '19.0.0.0.1'"
                    " WHERE name = %s",
                    name,
                )
            )
            self.env.invalidate_all()
            line = self.line("modules_pending")
            self.assertEqual(line.state, light)
            self.assertIn(name, line.what)

    def test_set_up_for_production(self):
        self.limits("server_setup")
        self.env.cr.execute(
            "DELETE FROM ir_model_data WHERE model = 'res.users'"
            " AND module LIKE 'vpdt\\_%'"
        )
        admin = self.env.ref("base.user_admin")
        hashed = self.env["res.users"]._crypt_context().hash
        good = {
            "workers": 2,
            "list_db": False,
            "dbfilter": "^x$",
            "dev_mode": [],
            "admin_passwd": hashed("Rừng thông reo 9"),
        }

        def password(text):
            self.env.cr.execute(
                SQL(
                    "UPDATE res_users SET password = %s WHERE id = %s",
                    hashed(text),
                    admin.id,
                )
            )

        password("Rừng thông reo 9")
        with patch.dict(config.options.maps[0], good):
            self.assertEqual(self.light("server_setup"), "green")
            with patch.dict(config.options.maps[0], workers=0):
                line = self.line("server_setup")
                self.assertEqual(line.state, "amber")
                self.assertEqual(line.facts["keys"], ["workers"])
            self.env["ir.model.data"].create(
                {
                    "module": "vpdt_x",
                    "name": "user_x",
                    "model": "res.users",
                    "res_id": self.users["clerk"].id,
                }
            )
            self.assertEqual(self.line("server_setup").facts["keys"], ["demo"])
            self.env["ir.model.data"].search([("module", "=", "vpdt_x")]).unlink()
            password("admin")
            line = self.line("server_setup")
            self.assertEqual(line.state, "red")
            self.assertEqual(line.facts["keys"], ["admin_password"])
            self.assertTrue(line.todo)

    def test_what_cannot_be_measured_is_said_and_stops_nothing(self):
        get = self.env["ir.config_parameter"]
        get.set_param("web.base.url", "https://vp.test")
        get.set_param("vpdt_health.tls_address", "no port")
        with mute_logger("odoo.addons.vpdt_health.models.vpdt_health_probe"):
            line = self.line("tls_expiry")
        self.assertEqual(line.state, "grey")
        self.assertIn("ValueError", line.what)
        self.assertTrue(line.todo)
        others = self.env["vpdt.health.line"].search([("known", "=", True)])
        self.assertGreater(len(others), 20)


@tagged("post_install", "-at_install", "vpdt")
class TestBackupState(HealthCase):
    """What scripts/safekeeping writes is what the page says (decision 18)."""

    def setUp(self):
        super().setUp()
        self.area = backup_state.area(config["data_dir"], self.env.cr.dbname)
        shutil.rmtree(self.area, ignore_errors=True)
        self.addCleanup(shutil.rmtree, self.area, ignore_errors=True)

    def kept(self, **changes):
        settings = SimpleNamespace(area=self.area, database="x", hours=26, days=35)
        backup_state.write(settings, "/backups", **changes)

    def entry(self, hours, **changes):
        time = backup_state.stamp(backup_state.now() - timedelta(hours=hours))
        return {"time": time, "ok": True, "error": None, "missing": [], **changes}

    def test_without_a_file_it_says_what_to_run(self):
        line = self.line("backup_age")
        self.assertEqual((line.state, line.known), ("red", False))
        self.assertIn("make backup", line.todo)

    def test_lights_of_the_backup(self):
        good = self.entry(2)
        self.kept(backup=good, last_good=good)
        line = self.line("backup_age")
        self.assertEqual(line.state, "green")
        self.assertLess(abs(line.value - 2), 0.1)
        lost = self.entry(2, missing=["aa/bb"])
        self.kept(backup=lost, last_good=lost)
        self.assertEqual(self.light("backup_age"), "amber")
        self.kept(backup=self.entry(1, ok=False, error="full"), last_good=good)
        self.assertEqual(self.light("backup_age"), "red")
        old = self.entry(27)
        self.kept(backup=old, last_good=old)
        line = self.line("backup_age")
        self.assertEqual(line.state, "red", "its own limit of 26 hours")
        self.assertEqual(line.facts["codes"], ["backup_old"])

    def test_lights_of_the_rehearsal(self):
        good = self.entry(2)
        tried = self.entry(24 * 3)
        self.kept(backup=good, last_good=good, rehearsal=tried, last_rehearsal=tried)
        self.assertEqual(self.light("rehearsal_age"), "green")
        old = self.entry(24 * 36)
        self.kept(rehearsal=old, last_rehearsal=old)
        self.assertEqual(self.light("rehearsal_age"), "amber")
        self.kept(rehearsal=self.entry(1, ok=False, error="x"))
        self.assertEqual(self.light("rehearsal_age"), "red")


def _certificate(folder, days):
    """Write a certificate of 127.0.0.1 that ends in so many days; return its file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "vp.test")])
    ends = datetime.now(UTC) + timedelta(days=days)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(ends - timedelta(days=400))
        .not_valid_after(ends)
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName("vp.test")]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    file = Path(folder) / f"{days}.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


@tagged("post_install", "-at_install", "vpdt")
class TestCertificate(HealthCase):
    """A real server with certificates of its own."""

    def setUp(self):
        super().setUp()
        self.limits("tls_expiry", amber=30, red=7)
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)

    def seen(self, days=None, trusted=True, url="https://vp.test"):
        """Return the line of an address whose certificate ends in `days`."""
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("web.base.url", url)
        if days is None:
            return self.line("tls_expiry")
        file = _certificate(self.folder, days)
        server = HTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        address = "%s:%s" % server.server_address
        parameters.set_param("vpdt_health.tls_address", address)
        trust = {"SSL_CERT_FILE": str(file)} if trusted else {}
        try:
            with patch.dict("os.environ", trust):
                return self.line("tls_expiry")
        finally:
            server.shutdown()
            server.server_close()
            thread.join()

    def test_lights_of_the_certificate(self):
        for days, light in ((90, "green"), (20, "amber"), (5, "red"), (-2, "red")):
            with self.subTest(days):
                line = self.seen(days)
                self.assertEqual(line.state, light)
                self.assertLess(abs(line.value - days), 0.1)

    def test_one_that_nobody_vouches_for(self):
        line = self.seen(90, trusted=False)
        self.assertEqual(line.state, "amber")
        self.assertEqual(line.facts["kind"], "untrusted")

    def test_addresses_without_tls(self):
        self.assertEqual(self.seen(url="http://vp.test").state, "amber")
        self.assertEqual(self.seen(url="http://localhost:8069").state, "grey")

    def test_no_answer(self):
        self.env["ir.config_parameter"].set_param(
            "vpdt_health.tls_address", "127.0.0.1:1"
        )
        line = self.seen()
        self.assertEqual((line.state, line.facts["kind"]), ("grey", "no_answer"))
