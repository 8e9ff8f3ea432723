from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged, warmup

from .common import DistrictCase


@tagged("post_install", "-at_install", "vpdt")
class TestSeeing(DistrictCase):
    """R17: who sees a document and why; for who answers for people, why X does not."""

    def setUp(self):
        super().setUp()
        self.document = self.register("clerk").document_id

    def seen_by(self, who):
        return self.document.with_user(self.users[who]).get_readers()

    def why_not(self, who, whom):
        document = self.document.with_user(self.users[who])
        return document.get_why_not(self.users[whom].id)

    def reasons(self, who, whom):
        return [reason["why"] for reason in self.why_not(who, whom)["reasons"]]

    def test_everybody_in_the_reader_table_with_the_cause(self):
        """I3: the panel is the reader table, in words."""
        answer = self.seen_by("chairman")
        self.assertEqual(
            {line["user_id"] for line in answer["readers"]},
            set(self.document.reader_ids.user_id.ids),
        )
        [chief] = [line for line in answer["readers"] if line["name"] == "Person chief"]
        self.assertEqual(chief["posts"], "Post chief, Committee")
        [cause] = chief["causes"]
        number = self.document.entry_ids.number
        self.assertIn(
            f"Committee has it in its register as No. {number}", cause["text"]
        )
        self.assertTrue(chief["since"])
        self.assertFalse(chief["opened"])

    def test_who_opened_it(self):
        self.document.with_user(self.users["chief"]).action_note_open()
        lines = {line["name"]: line for line in self.seen_by("chairman")["readers"]}
        opened = lines["Person chief"]["opened"]
        self.assertEqual((opened["count"], opened["ways"]), (1, ["Opened it"]))
        self.assertFalse(lines["Person chairman"]["opened"])

    def test_who_opened_it_and_sees_it_no_more(self):
        """That somebody has seen it does not go away with the right to see it."""
        self.document.with_user(self.users["chief"]).action_note_open()
        self.users["chief"].employee_id.job_id = self.posts["vice"]
        answer = self.seen_by("chairman")
        self.assertEqual([line["name"] for line in answer["former"]], ["Person chief"])
        self.assertNotIn("Person chief", [line["name"] for line in answer["readers"]])

    def test_where_from_is_for_who_answers_for_them(self):
        """Address and device are told to leaders about their own people only."""
        self.env.cr.execute(
            "INSERT INTO vpdt_open (document_id, user_id, at, way, address)"
            " VALUES (%s, %s, now() AT TIME ZONE 'UTC', 'form', '10.1.2.3')",
            [self.document.id, self.users["chief"].id],
        )
        # the specialist of the test reads the book: a reader who answers for nobody
        self.users["vice"].employee_id.job_id = self.env["hr.job"].create(
            {
                "name": "Reading specialist",
                "role": "specialist",
                "reads_register": True,
                "department_id": self.units["office"].id,
            }
        )
        for who, address in (("chairman", "10.1.2.3"), ("vice", False)):
            lines = {line["name"]: line for line in self.seen_by(who)["readers"]}
            with self.subTest(who):
                self.assertEqual(lines["Person chief"]["opened"]["address"], address)

    def test_who_does_not_read_it_learns_nothing(self):
        """Neither who reads it nor why somebody does not: head and clerk of other
        agencies, the operator (R23)."""
        for who in ("vice", "head_a", "clerk_a", "head_o", "operator"):
            document = self.document.with_user(self.users[who])
            with self.subTest(who):
                for call in (
                    document.get_readers,
                    document.get_why_not_people,
                    lambda document=document: document.get_why_not(self.env.uid),
                ):
                    with self.assertRaises(AccessError):
                        call()

    def test_why_not_each_reason(self):
        """Closed account, no post, the operator, the agency that has it not."""
        self.assertEqual(self.why_not("clerk", "chief")["reads"], True)
        self.assertIn("Agency A", self.reasons("clerk", "head_a")[0])
        self.assertIn(
            "does not read the whole register", self.reasons("clerk", "vice")[0]
        )
        [reason] = self.reasons("clerk", "operator")
        self.assertIn("an operator reads no document", reason)
        self.users["head_b"].action_archive()
        closed = self.reasons("clerk", "head_b")
        self.assertIn("account of Person head_b is closed", closed[0])
        self.users["chief"].employee_id.action_archive()
        self.assertIn("No personnel record", self.reasons("clerk", "chief")[0])

    def test_why_not_says_when_the_post_ended_and_the_next_begins(self):
        employee = self.users["chief"].employee_id
        yesterday = self.today - timedelta(days=1)
        later = self.today + timedelta(days=10)
        employee.create_version({"date_version": yesterday, "job_id": False})
        employee.create_version(
            {"date_version": later, "job_id": self.posts["clerk"].id}
        )
        [reason] = self.reasons("clerk", "chief")
        self.assertIn(f"“Post chief”, ended on {yesterday:%d/%m/%Y}", reason)
        self.assertIn(f"“Post clerk”, begins on {later:%d/%m/%Y}", reason)

    def test_why_not_is_asked_about_ones_own_people(self):
        """The committee's clerk asks about all below; nobody about strangers; a head
        about his own agency only."""
        clerk = self.document.with_user(self.users["clerk"])
        names = {person["name"] for person in clerk.get_why_not_people("Person")}
        self.assertIn("Person head_a", names)
        self.assertNotIn("Person head_o", names)
        with self.assertRaises(AccessError):
            self.why_not("clerk", "head_o")
        foreign = self.register("clerk_a").document_id.with_user(self.users["head_a"])
        self.assertTrue(foreign.get_why_not(self.users["specialist_a"].id)["reasons"])
        with self.assertRaises(AccessError):
            foreign.get_why_not(self.users["vice"].id)

    def test_why_not_refuses_what_is_no_person(self):
        clerk = self.document.with_user(self.users["clerk"])
        for forged in (False, None, True, "1", [1], {"id": 1}):
            with self.subTest(forged), self.assertRaises(UserError):
                clerk.get_why_not(forged)
        with self.assertRaises(AccessError):
            clerk.get_why_not(2**30)

    @warmup
    def test_the_panel_costs_the_same_for_many(self):
        """No question per reader."""
        for count in (0, 12):
            for number in range(count):
                self._create_person(f"more_{number}", self.posts["chief"])
            # what is cached for everybody is not the panel's
            self.seen_by("chairman")
            self.env.flush_all()
            self.env.invalidate_all()
            with self.assertQueryCount(19):
                answer = self.seen_by("chairman")
            self.assertEqual(len(answer["readers"]), 3 + count)
