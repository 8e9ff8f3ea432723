"""R18: lights of what a test cannot break for real. The probe's own query or call runs,
on a table or a figure put in the place of PostgreSQL's and the machine's."""

import shutil
import time
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from ..checks import CHECKS, clock
from .common import HealthCase


@tagged("post_install", "-at_install", "vpdt")
class TestShadows(HealthCase):
    def shadow(self, view, columns, *rows):
        """Let the queries of the probe read `rows` instead of a view of PostgreSQL."""
        table = SQL.identifier("pg_temp", view)
        run = self.env.cr.execute
        run(SQL("DROP TABLE IF EXISTS %s", table))
        run(SQL("CREATE TEMP TABLE %s (%s)", SQL.identifier(view), SQL(columns)))
        for row in rows:
            values = SQL(", ").join(SQL("%s", value) for value in row)
            run(SQL("INSERT INTO %s VALUES (%s)", table, values))
        run("SET LOCAL search_path = pg_temp, public, pg_catalog")
        self.addCleanup(run, "SET LOCAL search_path TO DEFAULT")

    def test_connections_that_run_out(self):
        self.limits("connections", amber=70, red=90)
        [(most,)] = self.env.execute_query(
            SQL(
                "SELECT current_setting('max_connections')::int"
                " - current_setting('superuser_reserved_connections')::int"
            )
        )
        for share, light in ((0.5, "green"), (0.8, "amber"), (0.95, "red")):
            self.shadow(
                "pg_stat_activity",
                "backend_type text, datname name, pid int, xact_start timestamptz",
                *[("client backend", "x", 1, None)] * round(most * share),
            )
            line = self.line("connections")
            self.assertEqual(line.state, light)
            self.assertEqual(line.facts, {"used": round(most * share), "most": most})

    def test_a_transaction_that_stays_open(self):
        self.limits("transaction_long", amber=30, red=120)
        for minutes, light in ((5, "green"), (40, "amber"), (180, "red")):
            # whatever the server's own time zone: seconds are compared
            [(begun,)] = self.env.execute_query(
                SQL("SELECT clock_timestamp() - %s * interval '1 minute'", minutes)
            )
            self.shadow(
                "pg_stat_activity",
                "backend_type text, datname name, pid int, xact_start timestamptz",
                ("client backend", self.env.cr.dbname, 0, begun),
                ("client backend", "another_database", 0, begun - timedelta(days=9)),
            )
            line = self.line("transaction_long")
            self.assertEqual((line.state, round(line.value)), (light, minutes))

    def test_a_table_full_of_dead_rows(self):
        self.limits("dead_rows", amber=30, red=60)
        vacuum = "2026-03-03 03:00:00+00"
        for dead, light in ((10, "green"), (40, "amber"), (70, "red")):
            self.shadow(
                "pg_stat_user_tables",
                "relid oid, relname name, n_live_tup bigint, n_dead_tup bigint,"
                " last_vacuum timestamptz, last_autovacuum timestamptz",
                (1259, "vpdt_document", 1000 * (100 - dead), 1000 * dead, vacuum, None),
                (1259, "too_small", 1, 999, None, None),
            )
            line = self.line("dead_rows")
            self.assertEqual((line.state, line.value), (light, dead))
            self.assertIn("vpdt_document", line.what)
            self.assertIn("10:00 03/03/2026", line.what)

    def test_transaction_numbers_that_run_out(self):
        self.limits("transaction_age", amber=25, red=50)
        [(now,)] = self.env.execute_query(SQL("SELECT pg_current_xact_id()::xid::text"))
        for share, light in ((1, "green"), (30, "amber"), (60, "red")):
            old = (int(now) - share * 20_000_000) % 2**32
            self.shadow(
                "pg_database",
                "datname name, datfrozenxid xid",
                (self.env.cr.dbname, str(old)),
            )
            line = self.line("transaction_age")
            self.assertEqual((line.state, round(line.value)), (light, share))

    def test_damaged_pages(self):
        self.limits("checksums", amber=-1, red=1)
        for failures, light in ((0, "green"), (None, "green"), (1, "red")):
            self.shadow(
                "pg_stat_database",
                "datname name, checksum_failures bigint",
                (self.env.cr.dbname, failures),
            )
            self.assertEqual(self.light("checksums"), light)

    def test_a_copy_of_the_database_that_stays_behind(self):
        self.limits("replica_lag", amber=60, red=600)
        columns = "replay_lag interval"
        self.shadow("pg_stat_replication", columns)
        self.assertEqual(self.light("replica_lag"), "grey", "there is none")
        for lag, light in ((None, "green"), (5, "green"), (90, "amber"), (900, "red")):
            rows = [(timedelta(seconds=1),), (lag and timedelta(seconds=lag),)]
            self.shadow("pg_stat_replication", columns, *rows)
            line = self.line("replica_lag")
            self.assertEqual((line.state, line.facts["copies"]), (light, 2))

    def test_extensions_that_are_missing(self):
        self.limits("extensions", amber=-1, red=1)
        self.assertEqual(self.light("extensions"), "green")
        self.shadow("pg_extension", "extname name", ("plpgsql",), ("unaccent",))
        line = self.line("extensions")
        self.assertEqual(line.state, "red")
        self.assertIn("pg_trgm", line.what)
        self.assertNotIn("unaccent", line.what)

    def test_disks_that_fill(self):
        self.env["ir.config_parameter"].set_param("vpdt_health.database_folder", "/")
        for code in ("disk_files", "disk_database"):
            for free, light in ((30, "green"), (15, "amber"), (8, "red")):
                usage = shutil._ntuple_diskusage(100 << 30, 0, free << 30)
                with patch.object(shutil, "disk_usage", return_value=usage):
                    line = self.line(code)
                self.assertEqual((line.state, line.value), (light, free))
                self.assertIn(f"{free} GB", line.with_context(lang="en_US").what)

    def test_a_database_on_another_machine_has_a_disk_nobody_sees_from_here(self):
        probe = self.env.registry["vpdt.health.probe"]
        with patch.object(probe, "_database_folder", lambda probe: None):
            line = self.line("disk_database")
        self.assertEqual((line.state, line.todo), ("grey", ""))
        self.assertIn("vpdt_health.database_folder", line.what)

    def test_a_clock_that_nobody_keeps(self):
        self.limits("clock_drift", amber=1, red=10)
        for said, light in (
            ((True, 0.02), "green"),
            ((True, 2.0), "amber"),
            ((True, 12.0), "red"),
            ((False, 16.0), "amber"),
            ((None, None), "grey"),
        ):
            kernel = patch.object(clock, "kernel_clock", return_value=said)
            with self.subTest(said), kernel:
                self.assertEqual(self.light("clock_drift"), light)

    def test_clocks_of_server_and_database_that_differ(self):
        self.limits("clock_database", amber=2, red=30)
        real = time.time
        for ahead, light in ((0, "green"), (5, "amber"), (-60, "red")):
            with patch(
                "odoo.addons.vpdt_health.models.probe_network.time.time",
                side_effect=lambda ahead=ahead: real() + ahead,
            ):
                line = self.line("clock_database")
            self.assertEqual(line.state, light)
            self.assertLess(abs(line.value - abs(ahead)), 1)

    def test_sizes_are_told_with_how_they_grow(self):
        now = fields.Datetime.now()
        codes = ("files_size", "database_size")
        self.env["vpdt.health.measure"]._enter(
            [
                (now - timedelta(days=day), code, None, 2e9 - day * 1e8, "green")
                for day in range(1, 6)
                for code in codes
            ]
        )
        self.check()
        for code in codes:
            line = self.env["vpdt.health.line"].search([("code", "=", code)])
            line = line.with_context(lang="en_US")
            self.assertEqual(line.state, "green", "no limit unless the office has one")
            self.assertIn("a day", line.what)
            self.assertGreater(line.facts["growth"], 0)

    @mute_logger("odoo.addons.vpdt_health.models.vpdt_health_probe")
    def test_every_check_that_cannot_be_measured_is_grey_and_alarms_nobody(self):
        probe = self.env.registry["vpdt.health.probe"]

        def fails(probe, limits):
            # the database refuses: what follows has to work all the same
            probe.env.cr.execute("SELECT 1/0", log_exceptions=False)

        before = self.env["vpdt.health.notice"].search([])
        self.check()
        lines = self.env["vpdt.health.line"].search([("agency_id", "=", False)])
        self.assertEqual(set(lines.mapped("code")), set(CHECKS))
        told = self.env["vpdt.health.notice"].search([]) - before
        lines[:1].told_state = "red"
        for code in CHECKS:
            self.patch(probe, f"_measure_{code}", fails)
        self.check()
        for line in lines:
            with self.subTest(line.code):
                self.assertEqual((line.state, line.figure), ("grey", "–"))
                self.assertIn("DivisionByZero", line.what)
                self.assertTrue(line.todo)
        self.assertEqual(lines[:1].told_state, "red", "not known is not mended")
        self.assertEqual(self.env["vpdt.health.notice"].search([]) - before, told)


@tagged("post_install", "-at_install", "vpdt")
class TestPrints(HealthCase):
    def test_drafts_without_a_print(self):
        if "vpdt.draft" not in self.env:
            self.skipTest("no drafts here")
        self.limits("prints_missing", amber=1, red=2, after=168)
        self.env.cr.execute(
            "ALTER TABLE vpdt_draft_version DISABLE TRIGGER vpdt_append_only"
        )
        self.env.cr.execute(
            "UPDATE vpdt_draft_version SET at = at - interval '30 days'"
        )
        self.assertEqual(self.light("prints_missing"), "green")
        for number, light in enumerate(("amber", "red"), start=1):
            draft = self.as_("specialist_a", "vpdt.draft").create(
                {
                    "subject": f"Dự thảo {number}",
                    "type_id": self.decision.id,
                    "field_id": self.culture.id,
                    "issuer_id": self.committee.id,
                    "signer_id": self.users["chairman"].id,
                }
            )
            self.env["vpdt.draft.version"].create(
                {
                    "draft_id": draft.id,
                    "document_id": draft.sudo().document_id.id,
                    "number": 1,
                    "author_id": self.users["specialist_a"].id,
                    "file_id": self.intake("clerk_a").sudo().file_ids[:1].id,
                    "sha256": "0" * 64,
                    "digest": "0" * 64,
                }
            )
            line = self.line("prints_missing")
            self.assertEqual((line.state, line.value), (light, number))
            self.assertEqual(self.light("prints_missing", self.agency_a), light)
