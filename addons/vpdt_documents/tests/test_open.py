from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import DistrictCase


@tagged("post_install", "-at_install", "vpdt")
class TestOpen(DistrictCase):
    """R25, design 5.5: who opened a document, when, from where, is history."""

    def setUp(self):
        super().setUp()
        self.document = self.register("clerk").document_id
        self.Open = self.env["vpdt.open"]

    def opens(self, who=None):
        self.env.invalidate_all()
        domain = [("document_id", "=", self.document.id)]
        if who:
            domain.append(("user_id", "=", self.users[who].id))
        return self.Open.search(domain)

    def look(self, who, way="form"):
        self.as_(who, "vpdt.open")._note(self.document.with_user(self.users[who]), way)

    def test_opening_is_noted(self):
        self.document.with_user(self.users["chief"]).action_note_open()
        row = self.opens()
        self.assertEqual((row.user_id, row.way), (self.users["chief"], "form"))
        self.assertLess(fields.Datetime.now() - row.at, timedelta(minutes=1))

    def test_paging_is_one_opening(self):
        """The same person, document and way: once in ten minutes; each person and
        each way for itself."""
        with freeze_time("2026-11-23 03:00:00") as clock:
            for _page in range(30):
                self.look("chief", "page")
            self.assertEqual(len(self.opens()), 1)
            self.look("chief", "file")
            self.look("chairman", "page")
            self.assertEqual(len(self.opens()), 3)
            clock.tick(timedelta(minutes=9))
            self.look("chief", "page")
            self.assertEqual(len(self.opens("chief")), 2)
            clock.tick(timedelta(minutes=2))
            self.look("chief", "page")
            self.assertEqual(len(self.opens("chief")), 3)

    def test_the_span_is_a_setting(self):
        self.env["ir.config_parameter"].set_param("vpdt_documents.open_minutes", 60)
        with freeze_time("2026-11-23 03:00:00") as clock:
            self.look("chief")
            clock.tick(timedelta(minutes=59))
            self.look("chief")
            self.assertEqual(len(self.opens()), 1)
            clock.tick(timedelta(minutes=2))
            self.look("chief")
            self.assertEqual(len(self.opens()), 2)

    def test_who_may_not_read_it_leaves_nothing(self):
        for who in ("clerk_o", "operator", "vice"):
            with self.subTest(who), self.assertRaises(AccessError):
                self.document.with_user(self.users[who]).action_note_open()
        self.assertFalse(self.opens())

    def test_taking_the_file_is_noted(self):
        """Over RPC, too: whoever gets the bytes leaves a trace."""
        attachment = self.document.file_ids.attachment_id
        self.env.invalidate_all()
        attachment.with_user(self.users["chief"]).read(["datas"])
        self.assertEqual(self.opens("chief").way, "file")

    def test_the_system_itself_is_nobody(self):
        """Pictures of pages and reading the text go past it, as do names and sizes."""
        attachment = self.document.file_ids.attachment_id
        self.env.invalidate_all()
        self.assertTrue(attachment.with_user(self.users["chief"]).sudo().raw)
        attachment.with_user(self.users["chief"]).read(["name", "file_size"])
        self.assertFalse(self.opens())

    def test_a_paper_that_waits_has_no_openings(self):
        attachment = self.intake("clerk").file_ids.attachment_id
        count = self.Open.search_count([])
        attachment.with_user(self.users["clerk"]).read(["datas"])
        self.assertEqual(self.Open.search_count([]), count)

    def test_where_from_is_what_odoo_goes_by(self):
        """The address of the connection; a forged header does not become it."""

        class Agent:
            browser, platform = "firefox", "android"

        class HttpRequest:
            remote_addr = "10.1.2.3"
            user_agent = Agent()
            headers = {"X-Forwarded-For": "1.1.1.1"}

        class Request:
            httprequest = HttpRequest()

        with patch("odoo.addons.vpdt_documents.models.vpdt_open.request", Request()):
            self.look("chief")
        row = self.opens().sudo()
        self.assertEqual(row.address, "10.1.2.3")
        self.assertEqual(row.device, "Firefox Android")

    def test_where_from_is_not_read_by_anybody(self):
        """Readers see who and when; where somebody sat is no field of theirs."""
        self.look("chief")
        row = self.opens().with_user(self.users["chairman"])
        self.assertEqual(row.user_id.sudo().name, "Person chief")
        for field in ("address", "device"):
            self.assertNotIn(field, row.fields_get())
            with self.assertRaises(AccessError):
                row.read([field])
            with self.assertRaises(AccessError):
                row.search([(field, "=", "10.1.2.3")])

    def test_openings_hide_with_the_document(self):
        self.look("chief")
        row = self.opens()
        self.assertTrue(row.with_user(self.users["clerk"]).has_access("read"))
        for who in ("vice", "clerk_a", "clerk_o", "operator"):
            self.assertFalse(row.with_user(self.users[who]).has_access("read"), who)

    def test_openings_are_history(self):
        """Nobody adds, changes or removes one, the database neither."""
        self.look("chief")
        row = self.opens()
        for who in ("chief", "clerk", "operator"):
            mine = row.with_user(self.users[who])
            with self.assertRaises(AccessError):
                mine.create({"document_id": self.document.id, "way": "form"})
            with self.assertRaises(UserError):
                mine.write({"way": "file"})
            with self.assertRaises(UserError):
                mine.unlink()
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute("UPDATE vpdt_open SET way = 'file'")

    def test_on_a_replica_it_is_written_afterwards(self):
        """Read-only routes and methods leave the trace, too, and stay read-only."""
        with self.env.registry.cursor(readonly=True) as cr:
            self.assertTrue(cr.readonly)
            chief = self.env(cr=cr, user=self.users["chief"], context={})
            with patch.object(type(cr.postcommit), "add") as later:
                chief["vpdt.open"]._note(
                    chief["vpdt.document"].browse(self.document.id), "page"
                )
        self.assertFalse(self.opens())
        [call] = later.call_args_list
        call.args[0]()
        self.assertEqual(self.opens("chief").way, "page")

    def test_one_statement(self):
        """Design 7: noting costs two questions at most, however often it happens."""
        document = self.document.with_user(self.users["chief"])
        Open = self.as_("chief", "vpdt.open")
        Open._note(document, "form")
        with self.assertQueryCount(1):
            Open._note(document, "page")
        with self.assertQueryCount(1):
            Open._note(document, "page")
