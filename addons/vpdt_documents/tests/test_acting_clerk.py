"""R4, R17: an agency whose only clerk is away; I3: readers follow, and end."""

from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import DistrictCase


@tagged("post_install", "-at_install", "vpdt")
class TestActingClerk(DistrictCase):
    POSTS = {**DistrictCase.POSTS, "specialist_a2": ("agency_a", "specialist")}

    def appoint(self, who="specialist_a", by="head_a", start=0, days=3, agency=None):
        return self.as_(by, "vpdt.acting.clerk")._appoint(
            agency or self.agency_a,
            self.users[who],
            self.today + timedelta(days=start),
            self.today + timedelta(days=start + days - 1),
            "Văn thư ốm",
        )

    def refused(self, words, *args, error=UserError, **kwargs):
        with self.assertRaisesRegex(error, words), self.cr.savepoint():
            self.appoint(*args, **kwargs)

    def roles(self, who, days=0):
        holdings = self.env["hr.job"]._holdings(
            date=self.today + timedelta(days=days), user_ids=self.users[who].ids
        )
        return sorted(holding.role for holding in holdings)

    def night(self, days):
        """Let `days` pass: the night as the server runs it."""
        later = self.today + timedelta(days=days)
        self.patch(self.env.registry["hr.job"], "_today", lambda self: later)
        # it commits after each slice
        cron = self.env.registry["ir.cron"]
        self.patch(cron, "_commit_progress", lambda self, *args, **kwargs: 60)
        self.env.registry.clear_cache()
        self.assertEqual(self.env["vpdt.reader"]._cron_sync(), (0, 0), "I3")
        self.env.invalidate_all()

    def told(self, who):
        messages = self.env["mail.message"].search(
            [
                ("model", "=", "vpdt.acting.clerk"),
                ("notified_partner_ids", "in", self.users[who].partner_id.ids),
            ],
            order="id",
        )
        return [str(message.body) for message in messages]

    def test_one_dialog_and_he_registers(self):
        """The head appoints in one dialog; the agency's book is open at once."""
        user = self.users["specialist_a"]
        with self.assertRaises(AccessError), self.cr.savepoint():
            self.as_("specialist_a", "vpdt.intake").check_access("create")
        dialog = Form(self.as_("head_a", "vpdt.acting.clerk.wizard"))
        self.assertEqual(dialog.agency_id, self.agency_a)
        dialog.user_id = user
        action = dialog.save().action_appoint()
        acting = self.env["vpdt.acting.clerk"].browse(action["res_id"])
        self.assertEqual(acting.state, "in_force")
        self.assertEqual(self.roles("specialist_a"), ["clerk", "specialist"])
        self.assertTrue(user.has_group("vpdt_documents.group_vpdt_documents_clerk"))
        entry = self.register(who="specialist_a")
        self.assertEqual(entry.agency_id, self.agency_a)
        self.assertIn("does the clerk", self.told("specialist_a")[-1])
        self.assertIn("does the clerk", self.told("clerk_a")[-1])

    def test_readers_follow_and_end_by_themselves(self):
        document = self.register(who="clerk_a").document_id
        mine = document.with_user(self.users["specialist_a2"])
        self.assertFalse(mine.has_access("read"))
        acting = self.appoint("specialist_a2", days=2)
        self.assertTrue(mine.has_access("read"))
        self.night(1)
        self.assertTrue(mine.has_access("read"), "the last day counts")
        self.night(2)
        self.assertFalse(mine.has_access("read"))
        self.assertEqual(acting.state, "ended")
        self.assertFalse(
            self.users["specialist_a2"].has_group(
                "vpdt_documents.group_vpdt_documents_clerk"
            )
        )

    def test_the_ledger_of_rights_tells_of_it(self):
        """R17: what it gave and took stands there, as of any change of posts."""
        Change = self.env["vpdt.rights.change"]
        user = [("user_id", "=", self.users["specialist_a"].id)]
        before = Change.search_count(user)
        self.appoint()
        self.night(3)
        self.assertEqual(Change.search_count(user), before + 2)

    def test_planned_it_begins_that_morning(self):
        acting = self.appoint(start=2)
        self.assertEqual(acting.state, "planned")
        self.assertEqual(self.roles("specialist_a"), ["specialist"])
        self.night(2)
        self.assertEqual(acting.state, "in_force")
        self.assertTrue(
            self.users["specialist_a"].has_group(
                "vpdt_documents.group_vpdt_documents_clerk"
            )
        )

    def test_the_clerk_is_back_earlier(self):
        acting = self.appoint()
        self.register(who="specialist_a")
        acting.with_user(self.users["head_a"]).action_end()
        self.assertEqual(self.roles("specialist_a"), ["specialist"])
        self.assertIn("1 documents were registered", self.told("clerk_a")[-1])
        action = acting.with_user(self.users["clerk_a"]).action_entries()
        entries = self.as_("clerk_a", "vpdt.entry").search(action["domain"])
        self.assertEqual(len(entries), 1)
        with self.assertRaisesRegex(UserError, "ended already"):
            acting.with_user(self.users["head_a"]).action_end()

    def test_what_waits_to_be_registered_is_handed_back(self):
        """A paper he took in and left is the clerk's to go on with."""
        acting = self.appoint()
        paper = self.intake(who="specialist_a")
        acting.with_user(self.users["operator"]).action_end()
        self.assertFalse(paper.with_user(self.users["specialist_a"]).has_access("read"))
        self.assertTrue(paper.with_user(self.users["clerk_a"]).has_access("read"))
        self.assertIn("1 papers are not registered", self.told("clerk_a")[-1])

    def test_who_appoints(self):
        for by in ("head_a", "operator"):
            with self.cr.savepoint() as savepoint:
                self.appoint(by=by)
                savepoint.rollback()
        for by in ("clerk_a", "deputy_a", "head_b", "specialist_a2"):
            self.refused("by the head", by=by, error=AccessError)
        self.refused("appoints himself", "head_a", error=AccessError)
        acting = self.appoint()
        with self.assertRaises(AccessError):
            acting.with_user(self.users["specialist_a"]).action_end()

    def test_the_post_he_acts_in_is_not_his_to_change(self):
        """R23: also where his own record does not name it."""
        acting = self.users["specialist_a"]
        acting.group_ids = [Command.link(self.env.ref("hr.group_hr_manager").id)]
        post = self.posts["clerk_a"].with_user(acting)
        post.write({"reads_register": False})
        self.appoint()
        for vals in ({"reads_register": True}, {"department_id": self.other.id}):
            with self.subTest(vals), self.assertRaises(AccessError):
                post.write(vals)

    def test_who_may_be_appointed(self):
        """Somebody of the agency; never the operator, who reads no document (R23)."""
        for who in ("clerk_a", "specialist_b", "operator", "chief"):
            self.refused("cannot act", who)
        self.refused(
            "appoints himself",
            "operator",
            by="operator",
            agency=self.committee,
            error=AccessError,
        )
        self.refused("cannot act", "operator", by="chief", agency=self.committee)
        self.appoint()
        self.refused("cannot act|already", "specialist_a")

    def test_dates(self):
        self.refused("from which day", days=0)
        self.refused("over already", start=-5, days=2)
        self.appoint(start=3)
        self.refused("from .* already", start=4)

    def test_an_agency_without_the_post(self):
        self.posts["clerk_a"].action_archive()
        self.refused("no clerk's post")

    def test_whoever_leaves_the_agency_no_longer_acts(self):
        self.appoint()
        employee = self.users["specialist_a"].employee_ids
        employee.version_id.write(
            {
                "job_id": self.posts["specialist_b"].id,
                "department_id": self.agency_b.id,
            }
        )
        self.assertEqual(self.roles("specialist_a"), ["specialist"])
        self.assertEqual(self.env["vpdt.reader"]._sync(), (0, 0), "I3")

    def test_a_closed_account_no_longer_acts(self):
        self.appoint()
        self.users["specialist_a"].action_archive()
        self.assertEqual(self.roles("specialist_a"), [])

    def test_nobody_writes_by_right(self):
        acting = self.appoint()
        for who in ("head_a", "operator", "specialist_a"):
            with self.assertRaises(AccessError):
                acting.with_user(self.users[who]).write(
                    {"date_to": self.today + timedelta(days=99)}
                )
            with self.assertRaises(AccessError):
                self.as_(who, "vpdt.acting.clerk").create(
                    {
                        "user_id": self.users[who].id,
                        "employee_id": self.users[who].employee_ids.id,
                        "job_id": self.posts["clerk_a"].id,
                        "agency_id": self.agency_a.id,
                        "date_from": self.today,
                        "date_to": self.today,
                        "appointed_by_id": self.users[who].id,
                    }
                )
