from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import DistrictCase


@tagged("post_install", "-at_install", "vpdt")
class TestRightsChange(DistrictCase):
    """R17, R23: a change of rights stands in a ledger and warns until confirmed."""

    def setUp(self):
        super().setUp()
        self.Change = self.env["vpdt.rights.change"]
        for number in range(3):
            self.register("clerk", number=str(100 + number))
        self.register("clerk_a")
        self.hr = self._hr_officer()

    def _hr_officer(self):
        user = self._create_person(
            "hr_officer", self.env["hr.job"].create({"name": "X"})
        )
        user.group_ids += self.env.ref("hr.group_hr_manager")
        return user

    def move(self, who, post):
        """The personnel officer gives somebody another post; return the row."""
        employee = self.users[who].employee_id.with_user(self.hr)
        employee.write(
            {
                "job_id": self.posts[post].id,
                "department_id": self.posts[post].department_id.id,
            }
        )
        return self.latest(who)

    def latest(self, who):
        self.env.flush_all()
        return self.Change.search([("user_id", "=", self.users[who].id)], limit=1)

    def test_what_it_gave_and_took(self):
        """Documents, not rows: counted before and after, with who did it."""
        change = self.move("chief", "clerk_a")
        self.assertEqual(change.before, "Post chief, Committee")
        self.assertEqual(change.after, "Post clerk_a, Agency A")
        self.assertEqual((change.gained, change.lost), (1, 3))
        self.assertEqual(change.author_id, self.hr)
        self.assertTrue(change.is_waiting)

    def test_two_causes_of_one_document_are_one_document(self):
        """Who loses one of two causes keeps the document: nothing is lost."""
        other = self.env["hr.job"].create(
            {
                "name": "Second",
                "role": "head",
                "department_id": self.units["office"].id,
            }
        )
        self.assertEqual(self.env["vpdt.reader"]._sync_people([]), {})
        self.users["chief"].employee_id.job_id = other
        change = self.latest("chief")
        self.assertEqual((change.gained, change.lost), (0, 0))
        self.assertFalse(change.warns)
        self.assertEqual(change.after, "Second, Committee")

    def test_every_way_a_post_changes_is_written_down(self):
        """Personnel record, post, agency, account: whoever gains or loses stands
        there."""
        ways = {
            "role": lambda: self.posts["chief"].write({"role": "specialist"}),
            "reads": lambda: self.posts["chief"].write({"reads_register": False}),
            "unit": lambda: self.units["office"].write({"parent_id": self.agency_a.id}),
            "account": lambda: self.users["chief"].action_archive(),
            "record": lambda: self.users["chief"].employee_id.action_archive(),
            "link": lambda: self.users["chief"].employee_id.write({"user_id": False}),
        }
        for name, change in ways.items():
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                change()
                self.assertEqual(self.latest("chief").lost, 3)
                self.assertTrue(self.latest("chief").is_waiting)
                savepoint.rollback()
                self.env.invalidate_all()
                self.env.registry.clear_all_caches()

    def test_nothing_moved_is_not_written(self):
        before = self.Change.search_count([])
        self.users["chief"]._sync_post_rights()
        self.users["chief"].employee_id.write({"job_id": self.posts["chief"].id})
        self.assertEqual(self.Change.search_count([]), before)

    def test_a_ledger_that_begins_knows_what_was_held(self):
        """After an update from a release without a ledger: each holder once, so that
        the first change says what there was before; nobody is warned."""
        self.env.cr.execute(
            "ALTER TABLE vpdt_rights_change DISABLE TRIGGER vpdt_append_only"
        )
        self.env.cr.execute(
            "DELETE FROM vpdt_rights_change WHERE user_id = ANY(%s)",
            [[self.users["chief"].id, self.users["vice"].id]],
        )
        self.env.invalidate_all()
        begun = self.Change._begin()
        self.assertEqual(begun.user_id, self.users["chief"] | self.users["vice"])
        self.assertFalse(any(begun.mapped("warns")))
        self.assertFalse(self.Change._begin())
        self.assertEqual(self.move("chief", "clerk_a").before, "Post chief, Committee")

    def test_a_first_post_without_documents_warns_nobody(self):
        self._create_person("newcomer", self.posts["specialist_b"])
        change = self.Change.search([], limit=1)
        self.assertEqual(change.after, "Post specialist_b, Agency B")
        self.assertFalse(change.warns)

    def test_it_is_told_and_stays_until_confirmed(self):
        """Operators and the chief of office are told; the counter of the bar goes
        down when somebody confirmed it."""
        Operator = self.as_("operator", "vpdt.rights.change")
        waiting = Operator._waiting_for_me()
        change = self.move("vice", "clerk")
        self.assertEqual(Operator._waiting_for_me(), waiting + 1)
        told = (
            self.env["mail.message"]
            .search([("model", "=", change._name), ("res_id", "=", change.id)])
            .notified_partner_ids
        )
        for who in ("operator", "chief"):
            self.assertIn(self.users[who].partner_id, told)
        self.assertNotIn(self.users["vice"].partner_id, told)
        change.with_user(self.users["chief"]).action_confirm()
        self.assertFalse(change.is_waiting)
        self.assertEqual(change.confirmed_by_id, self.users["chief"])
        self.assertEqual(Operator._waiting_for_me(), waiting)
        with self.assertRaises(UserError):
            change.with_user(self.users["operator"]).action_confirm()

    def test_nobody_confirms_his_own(self):
        """Neither whose rights they are nor who made the change."""
        change = self.move("chief", "clerk_a")
        with self.assertRaises(AccessError):
            change.with_user(self.users["chief"]).action_confirm()
        self.hr.group_ids += self.env.ref("vpdt_documents.group_vpdt_documents_manager")
        with self.assertRaises(AccessError):
            change.with_user(self.hr).action_confirm()
        self.assertTrue(change.is_waiting)

    def test_others_do_not_confirm_and_do_not_see(self):
        change = self.move("vice", "clerk")
        for who in ("clerk", "head_a", "head_o", "clerk_o"):
            theirs = change.with_user(self.users[who])
            self.assertFalse(theirs.has_access("read"), who)
            self.assertFalse(theirs.search([("id", "=", change.id)]), who)
            with self.subTest(who), self.assertRaises(AccessError):
                theirs.action_confirm()
        # the one concerned sees it
        self.assertTrue(change.with_user(self.users["vice"]).has_access("read"))

    def test_the_ledger_is_history(self):
        change = self.move("vice", "clerk")
        change.with_user(self.users["chief"]).action_confirm()
        for record in (change, change.confirmation_ids):
            with self.assertRaises(UserError):
                record.with_user(self.users["operator"]).unlink()
            with self.assertRaises(UserError):
                record.unlink()
        with self.assertRaises(UserError):
            change.write({"warns": False})
        with self.assertRaises(AccessError):
            self.as_("operator", "vpdt.rights.confirmation").create(
                {"change_id": change.id, "user_id": self.users["operator"].id}
            )
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute("DELETE FROM vpdt_rights_confirmation")

    def test_how_many_documents_warn_is_a_setting(self):
        self.env["ir.config_parameter"].set_param(
            "vpdt_documents.rights_warn_documents", 10
        )
        self.assertFalse(self.move("vice", "clerk").warns)

    def test_the_form_says_it_before_it_is_saved(self):
        """How many people, how many documents, of which agency, taken and given."""
        holders = self.posts["chief"]._holders()
        self.assertEqual(len(holders), 1)
        answer = self.posts["chief"].onchange(
            {"role": "specialist", "reads_register": False},
            ["role", "reads_register"],
            {"role": {}, "reads_register": {}, "department_id": {}, "agency_id": {}},
        )
        message = answer["warning"]["message"]
        self.assertIn("1 people will no longer see the 3 documents", message)
        self.assertIn("Committee", message)
        warning = self.env["hr.job"]._rights_warning(
            1, self.posts["chief"], self.posts["head_a"]
        )
        self.assertIn("see all 1 documents", warning["warning"]["message"])
        self.assertIsNone(
            self.env["hr.job"]._rights_warning(
                1, self.posts["vice"], self.posts["specialist_a"]
            )
        )

    def test_saving_the_personnel_form_still_works(self):
        """The warning stops nobody: what it warned of is written down."""
        with Form(self.users["vice"].employee_id) as form:
            form.department_id = self.units["office"]
            form.job_id = self.posts["clerk"]
        self.assertEqual(self.latest("vice").gained, 3)
