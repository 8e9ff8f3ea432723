from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import DistrictCase

_MODULE = "odoo.addons.vpdt_documents.models.vpdt_reader_check"


@tagged("post_install", "-at_install", "vpdt")
class TestReaderCheck(DistrictCase):
    """Design 5.2, I3: the night compares every row with its source and says so."""

    def setUp(self):
        super().setUp()
        self.document = self.register("clerk").document_id
        self.cron = self.env.ref("vpdt_documents.ir_cron_vpdt_reader_sync")
        self.env["vpdt.reader"]._sync()

    def night(self):
        """Let the night's job run; return the rows it wrote, oldest first."""
        self.env.flush_all()
        before = self.env["vpdt.reader.check"].search([], limit=1).id or 0
        with mute_logger(_MODULE, "odoo.addons.base.models.ir_cron"):
            self.cron.method_direct_trigger()
        self.env.invalidate_all()
        return self.env["vpdt.reader.check"].search([("id", ">", before)], order="id")

    def plant(self, who):
        self.env.cr.execute(
            "INSERT INTO vpdt_reader (user_id, document_id, cause, cause_id, since)"
            " VALUES (%s, %s, 'register', %s, now())",
            [self.users[who].id, self.document.id, self.document.entry_ids.id],
        )

    def told(self):
        return (
            self.env["mail.message"]
            .search([("model", "=", "vpdt.reader.check")])
            .notified_partner_ids
        )

    def test_nothing_found(self):
        """A night without a difference says how many it compared, and tells nobody."""
        check = self.night()
        self.assertEqual(
            (sum(check.mapped("missing")), sum(check.mapped("extra"))), (0, 0)
        )
        documents = self.env["vpdt.document"].search_count([])
        self.assertEqual(sum(check.mapped("documents")), documents)
        self.assertEqual(check[-1].next_id, 0)
        self.assertFalse(self.told())

    def test_a_wrong_row_is_reported_and_mended(self):
        """A reader without a cause loses the right; the operator is told which ids."""
        self.plant("clerk_o")
        self.assertIn("clerk_o", self.readers(self.document))
        check = self.night().filtered("extra")
        self.assertNotIn("clerk_o", self.readers(self.document))
        self.assertEqual((check.missing, check.extra), (0, 1))
        [item] = check.details
        self.assertEqual(item["what"], "extra")
        self.assertEqual(item["documents"], [self.document.id])
        self.assertEqual(item["users"], [self.users["clerk_o"].id])
        self.assertIn(self.users["operator"].partner_id, self.told())
        self.assertIn("too many", check.details_text)

    def test_a_missing_row_is_reported_and_mended(self):
        self.env.cr.execute(
            "DELETE FROM vpdt_reader WHERE user_id = %s AND document_id = %s",
            [self.users["chief"].id, self.document.id],
        )
        self.assertNotIn("chief", self.readers(self.document))
        check = self.night().filtered("missing")
        self.assertIn("chief", self.readers(self.document))
        self.assertEqual((check.missing, check.extra), (1, 0))
        self.assertFalse(sum(self.night().mapped("missing")), "and found only once")

    def test_posts_that_begin_today_are_no_fault(self):
        """Design 5.9: a dated change of post is followed, with its groups, and stands
        in the ledger of rights, not among the faults."""
        self.users["vice"].employee_id.create_version(
            {
                "date_version": self.today + timedelta(days=3),
                "job_id": self.posts["clerk"].id,
            }
        )
        group = "vpdt_documents.group_vpdt_documents_clerk"
        self.assertFalse(self.users["vice"].has_group(group))
        with freeze_time(self.today + timedelta(days=3), tick=True):
            checks = self.night()
        self.assertFalse(sum(checks.mapped("missing")))
        self.assertTrue(self.users["vice"].has_group(group))
        change = self.env["vpdt.rights.change"].search(
            [("user_id", "=", self.users["vice"].id)], limit=1
        )
        self.assertEqual(change.after, "Post clerk, Committee")
        self.assertGreaterEqual(change.gained, 1)
        self.assertTrue(change.is_waiting)

    def test_slice_by_slice_and_on_again(self):
        """Whatever the clock allows is done, the next run goes on there: every
        document is compared once."""
        for number in range(5):
            self.register("clerk", number=str(100 + number))
        self.env["vpdt.reader"]._sync()
        total = self.env["vpdt.document"].search_count([])
        self.env.cr.execute("SELECT max(id) FROM vpdt_document")
        [highest] = self.env.cr.fetchone()
        Check = self.env["vpdt.reader.check"]
        start = Check.search([], limit=1).id or 0
        self.plant("clerk_o")
        cron = type(self.env["ir.cron"])
        with (
            patch(f"{_MODULE}._SLICE", max(highest // 3, 1)),
            patch.object(cron, "_commit_progress", return_value=0),
            mute_logger(_MODULE),
        ):
            runs = 0
            while runs < 50:
                Check._run()
                runs += 1
                if not Check.search([], limit=1).next_id:
                    break
        rows = Check.search([("id", ">", start)], order="id")
        self.assertGreaterEqual(runs, 3)
        self.assertEqual(sum(rows.mapped("documents")), total)
        self.assertEqual(sum(rows.mapped("extra")), 1)
        for row, after in zip(rows, rows[1:], strict=False):
            self.assertEqual(after.first_id, row.last_id + 1)
        self.assertEqual(rows[-1].last_id, highest)

    def test_the_report_is_the_operators_and_is_history(self):
        self.plant("clerk_o")
        check = self.night().filtered("extra")
        self.assertTrue(check.with_user(self.users["operator"]).has_access("read"))
        for who in ("chief", "clerk"):
            self.assertFalse(check.with_user(self.users[who]).has_access("read"))
        with self.assertRaises(UserError):
            check.with_user(self.users["operator"]).write({"extra": 0})
        with self.assertRaises(UserError):
            check.with_user(self.users["operator"]).unlink()
