from datetime import timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL

from ..models import hr_job
from .common import DistrictCase


@tagged("post_install", "-at_install", "vpdt")
class TestReaders(DistrictCase):
    """Design 5.2: who may read what is rows, and the rows follow from their sources."""

    def setUp(self):
        super().setUp()
        self.Reader = self.env["vpdt.reader"]
        self.document = self.register("clerk").document_id

    def rows(self):
        self.env.flush_all()
        return set(
            self.env.execute_query(
                SQL("SELECT user_id, document_id, cause, cause_id FROM vpdt_reader")
            )
        )

    def employee(self, name):
        return self.users[name].employee_id

    def assertInLine(self):
        """The rows are what a full recomputation says."""
        self.assertEqual(self.Reader._sync(), (0, 0))

    def test_those_who_keep_the_register(self):
        """The agency's head, chief of office and clerk read its register; the
        operator and everybody else do not (R23)."""
        self.assertEqual(self.readers(self.document), {"clerk", "chief", "chairman"})

    def test_full_recomputation_gives_the_same_rows(self):
        """I3: the rows written bit by bit are those of a whole recomputation."""
        for who in ("clerk", "clerk_a", "clerk_b", "clerk_o"):
            self.register(who, number="77", symbol=who)
        before = self.rows()
        self.assertInLine()
        self.env.cr.execute("DELETE FROM vpdt_reader")
        self.Reader._sync()
        self.assertEqual(self.rows(), before)

    def test_lists_are_the_readers_own(self):
        """I3: search, count and grouping give what the table gives."""
        other = self.register("clerk_o").document_id
        for name, mine in (("clerk", self.document), ("clerk_o", other)):
            Document = self.as_(name, "vpdt.document")
            both = [("id", "in", (self.document | other).ids)]
            with self.subTest(name):
                self.assertEqual(Document.search(both), mine)
                self.assertEqual(Document.search_count(both), 1)
                [(count,)] = Document._read_group(both, aggregates=["__count"])
                self.assertEqual(count, 1)
        with self.assertRaises(AccessError):
            other.with_user(self.users["clerk"]).read(["subject"])

    def test_nobody_writes_a_row(self):
        """Reader rows follow from what happens, even for the superuser."""
        row = self.Reader.search([("document_id", "=", self.document.id)], limit=1)
        with self.assertRaises(UserError):
            row.write({"user_id": self.users["clerk_o"].id})
        with self.assertRaises(UserError):
            row.unlink()
        with self.assertRaises(UserError):
            self.Reader.create({})

    def test_moving_to_another_post_moves_rights(self):
        """R17, R33: who changes post loses the one book and gains the other."""
        foreign = self.register("clerk_a").document_id
        self.employee("chief").write(
            {"job_id": self.posts["clerk_a"].id, "department_id": self.agency_a.id}
        )
        self.assertNotIn("chief", self.readers(self.document))
        self.assertIn("chief", self.readers(foreign))
        self.assertInLine()

    def test_a_move_taken_back_leaves_no_trace(self):
        """What is kept of posts within a transaction is forgotten with what moved."""
        user, former = (
            self.users["specialist_b"],
            self.users["specialist_b"]._agencies(),
        )
        with self.env.cr.savepoint() as savepoint:
            user.employee_ids.job_id = self.posts["specialist_a"]
            self.assertNotEqual(user._agencies(), former)
            savepoint.rollback()
        self.env.invalidate_all(flush=False)
        self.assertEqual(user._agencies(), former)

    def test_what_is_kept_of_posts_between_requests_is_what_everybody_sees(self):
        """R17: no request keeps for others what it moved, or took back again."""
        user = self.users["specialist_b"]

        def begin():
            # as the end of a transaction does
            self.env.cr.postcommit.data.pop(hr_job._MOVED, None)
            self.env.cr.precommit.data.pop(hr_job.HELD, None)

        begin()
        former, posts = user._agencies(), user._holdings()
        with self.assertQueryCount(0):
            self.assertEqual(user._holdings(), posts)
        with self.env.cr.savepoint() as savepoint:
            user.employee_ids.job_id = self.posts["specialist_a"]
            self.assertEqual(user._agencies(), self.agency_a)
            self.assertEqual(user._books(), [])
            savepoint.rollback()
        self.env.invalidate_all(flush=False)
        self.assertEqual(user._agencies(), former)
        begin()
        self.assertEqual(user._agencies(), former)
        user.employee_ids.job_id = self.posts["clerk_a"]
        begin()
        self.assertEqual(user._agencies(), self.agency_a)
        self.assertEqual(user._books(), self.agency_a.ids)

    def test_post_begins_and_ends_at_midnight(self):
        """Design 5.9: a dated change of post takes effect on its day, not before."""
        self.employee("chief").create_version(
            {
                "date_version": self.today + timedelta(days=10),
                "job_id": self.posts["clerk_a"].id,
                "department_id": self.agency_a.id,
            }
        )
        self.assertIn("chief", self.readers(self.document))
        self.assertInLine()
        with freeze_time(self.today + timedelta(days=10), tick=True):
            self.Reader._sync()
            self.assertNotIn("chief", self.readers(self.document))
            self.assertIn("chairman", self.readers(self.document))

    def test_midnight_is_vietnams(self):
        """Design 5.8: the day of a post changes at 00:00 in Vietnam (17:00 UTC)."""
        with freeze_time("2026-03-01 16:59:00"):
            self.assertEqual(str(self.env["hr.job"]._today()), "2026-03-01")
        with freeze_time("2026-03-01 17:00:00"):
            self.assertEqual(str(self.env["hr.job"]._today()), "2026-03-02")

    def test_every_change_of_a_source_reaches_the_rows(self):
        """Whatever changes who holds a post, the rows follow at once, so that a full
        recomputation has nothing to do."""

        def new_version(name):
            return self.employee(name).create_version(
                {
                    "date_version": self.today - timedelta(days=1),
                    "job_id": self.posts["specialist_a"].id,
                    "department_id": self.agency_a.id,
                }
            )

        def resource(name):
            return self.employee(name).resource_id

        def given_to_another():
            resource("specialist_b").user_id = False
            resource("chief").user_id = self.users["specialist_b"]

        def version_removed():
            version = new_version("chief")
            self.assertNotIn("chief", self.readers(self.document))
            version.unlink()

        def version_dated_later():
            new_version("chief").date_version = self.today + timedelta(days=5)

        changes = {
            # one with nothing open, or closing it would be refused (I7)
            "account closed": lambda: self.users["chairman"].action_archive(),
            "employee archived": lambda: self.employee("chief").action_archive(),
            "account taken off": lambda: self.employee("chief").write(
                {"user_id": False}
            ),
            "post archived": lambda: self.posts["chairman"].action_archive(),
            "role changed": lambda: self.posts["clerk"].write({"role": "specialist"}),
            "reads no more": lambda: self.posts["chief"].write(
                {"reads_register": False}
            ),
            "unit moved": lambda: self.units["office"].write(
                {"parent_id": self.agency_a.id}
            ),
            "agency no more": lambda: self.agency_a.write({"is_agency": False}),
            "employee removed": lambda: self.employee("chief").unlink(),
            "account taken off the resource": lambda: resource("chief").write(
                {"user_id": False}
            ),
            "account given to another resource": given_to_another,
            "resource archived": lambda: resource("chief").write({"active": False}),
            "another resource": lambda: self.employee("chief").write(
                {"resource_id": resource("chief").copy({"user_id": False}).id}
            ),
            "agency of a post written": lambda: self.posts["chief"].write(
                {"agency_id": self.agency_a.id}
            ),
            "agency of a unit written": lambda: self.units["office"].write(
                {"agency_id": self.agency_a.id}
            ),
            "version removed": version_removed,
            "version dated later": version_dated_later,
        }
        for name, change in changes.items():
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                self.users["chief"]._holdings()
                self.env.registry.cache_invalidated.clear()
                change()
                self.env.flush_all()
                self.assertIn("default", self.env.registry.cache_invalidated)
                self.assertInLine()
                savepoint.rollback()
                self.env.invalidate_all()
                self.env.registry.clear_all_caches()

    def test_nobody_takes_a_post_by_a_way_round(self):
        """R23: who keeps personnel records takes no post, through whatever field."""
        head = self.users["head_a"]
        head.group_ids = [Command.link(self.env.ref("hr.group_hr_user").id)]
        own, other = (
            self.employee(name).resource_id.with_user(head)
            for name in ("head_a", "clerk")
        )
        agency = self.committee.id
        ways = {
            "unit of the post": lambda: (
                self.posts["head_a"]
                .with_user(head)
                .write({"department_id": self.units["office"].id})
            ),
            "agency of the post": lambda: (
                self.posts["head_a"].with_user(head).write({"agency_id": agency})
            ),
            "agency of the unit": lambda: self.agency_a.with_user(head).write(
                {"agency_id": agency}
            ),
            "parent of the unit": lambda: self.agency_a.with_user(head).write(
                {"is_agency": False}
            ),
            "account of the resource": lambda: (
                own.write({"user_id": False}),
                other.write({"user_id": head.id}),
            ),
        }
        for name, way in ways.items():
            with (
                self.subTest(name),
                self.assertRaises(AccessError),
                self.env.cr.savepoint(),
            ):
                way()
        self.env.invalidate_all()
        self.assertEqual(self.readers(self.document), {"clerk", "chief", "chairman"})
        self.assertInLine()

    def test_a_line_is_not_read_by_what_was_found_before(self):
        """I3: what a search found is forgotten with the reader row."""
        lines = self.env["vpdt.entry"].with_user(self.users["chief"])
        found = lines.search_fetch([("document_id", "=", self.document.id)], ["number"])
        self.assertTrue(found.has_access("read"))
        self.posts["chief"].reads_register = False
        self.assertFalse(found.has_access("read"))
        self.assertFalse(self.document.with_user(self.users["chief"]).i_read)

    def test_who_holds_a_post_is_not_kept_beyond_a_move(self):
        """Read once in a transaction; a post, a role or an agency that changes, or is
        taken back, is known by the next question of the same transaction."""
        jobs, post = self.env["hr.job"], self.posts["specialist_b"]

        def specialists():
            return {
                item.user_id
                for item in jobs._holdings(
                    roles=["specialist"], agency_ids=self.agency_b.ids
                )
            }

        mine = self.users["specialist_b"].id
        self.assertIn(mine, specialists())
        post.role = False
        self.assertNotIn(mine, specialists())
        post.role = "specialist"
        self.assertIn(mine, specialists())
        self.assertTrue(self.users["specialist_b"]._agencies(roles=["specialist"]))
        with self.assertRaisesRegex(ValueError, "back"), self.env.cr.savepoint():
            post.role = "deputy_head"
            self.assertNotIn(mine, specialists())
            raise ValueError("back")
        self.assertIn(mine, specialists())
        self.users["specialist_b"].active = False
        self.assertNotIn(mine, specialists())

    def test_groups_follow_from_the_post(self):
        """R17: the groups of an account are those of the posts held today."""
        clerk_group = "vpdt_documents.group_vpdt_documents_clerk"
        self.assertTrue(self.users["clerk"].has_group(clerk_group))
        self.assertFalse(self.users["chief"].has_group(clerk_group))
        self.posts["clerk"].role = "specialist"
        self.assertFalse(self.users["clerk"].has_group(clerk_group))
        self.employee("chief").job_id = False
        self.assertFalse(
            self.users["chief"].has_group("vpdt_documents.group_vpdt_documents_user")
        )

    def test_other_models_ask_the_same_table(self):
        """I3: files, pages, entries, readers and corrections hide with the paper."""
        self.document.with_user(self.users["clerk"]).action_correct(
            {"signer": "Ai đó"}, "missing"
        )
        records = [
            self.document.file_ids,
            self.document.file_ids.page_ids,
            self.document.file_ids.attachment_id,
            self.document.entry_ids,
            self.document.reader_ids,
            self.document.correction_ids,
        ]
        for record in records:
            self.assertTrue(record, record._name)
            self.assertTrue(
                record.with_user(self.users["chief"]).has_access("read"), record._name
            )
            for name in ("vice", "clerk_a", "clerk_o", "operator"):
                with self.subTest(model=record._name, user=name):
                    theirs = record.with_user(self.users[name])
                    self.assertFalse(theirs.has_access("read"))
                    if (
                        self.users[name].has_group(
                            "vpdt_documents.group_vpdt_documents_user"
                        )
                        or record._name == "ir.attachment"
                    ):
                        self.assertFalse(
                            theirs.search([("id", "in", record.ids)]), record._name
                        )
