from odoo.exceptions import AccessError
from odoo.tests import tagged, warmup

from .common import DistrictCase

LIST = {
    "code": {},
    "issued_date": {},
    "issuer": {},
    "subject": {},
    "urgency": {},
    "state": {},
    "type_id": {"fields": {"display_name": {}}},
}
ENTRY_LIST = {
    "number": {},
    "received_date": {},
    "code": {},
    "subject": {},
    "issuer": {},
    "register_id": {"fields": {"display_name": {}}},
}


@tagged("post_install", "-at_install", "vpdt")
class TestQueryCount(DistrictCase):
    """Design 5.6, 7: the hot paths ask the database a fixed number of questions."""

    def setUp(self):
        super().setUp()
        self.entries = self.env["vpdt.entry"].union(
            *(self.register(number=str(number)) for number in range(1, 31))
        )
        self.env.flush_all()

    def fresh(self, model):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.as_("chief", model)

    @warmup
    def test_list_of_documents(self):
        """A list costs the same however many lines it shows."""
        for limit in (3, 30):
            Document = self.fresh("vpdt.document")
            with self.assertQueryCount(3):
                answer = Document.web_search_read([], LIST, limit=limit)
            self.assertEqual(len(answer["records"]), limit)

    def test_a_page_of_all_is_what_the_rules_give(self):
        """Design 5.2: pages from the reader table are those of the general way, and
        what was found is not asked for again."""
        self.register("clerk_a", number="77")
        everything = [("id", ">", 0)]
        for who in ("chief", "clerk_a", "specialist_a"):
            Document = self.fresh("vpdt.document").with_user(self.users[who])
            for offset, limit in ((0, 3), (2, 7), (28, 80), (200, 10)):
                with self.subTest(who=who, offset=offset):
                    self.assertEqual(
                        Document.search_fetch([], ["code"], offset, limit),
                        Document.search(everything, offset, limit),
                    )
        Document = self.fresh("vpdt.document")
        found = Document.search_fetch([], ["code"], limit=20)
        with self.assertQueryCount(0):
            found.check_access("read")
        with self.assertRaises(AccessError):
            found.with_user(self.users["specialist_a"]).check_access("read")
        with self.assertRaises(AccessError):
            Document.with_user(self.users["operator"]).search_fetch([], ["code"])

    @warmup
    def test_list_of_a_register(self):
        """The lines of a book with what they show of the papers."""
        domain = [("register_id", "=", self.entries.register_id.id)]
        for limit in (3, 30):
            Entry = self.fresh("vpdt.entry")
            with self.assertQueryCount(6):
                answer = Entry.web_search_read(domain, ENTRY_LIST, limit=limit)
            self.assertEqual(len(answer["records"]), limit)

    @warmup
    def test_search(self):
        """The search box: at most one question a tier, one for the lines."""
        Document = self.fresh("vpdt.document")
        with self.assertQueryCount(8):
            answer = Document.web_search_read(
                [("search_text", "ilike", "le hoi")], LIST, limit=80
            )
        self.assertEqual(len(answer["records"]), 30)

    @warmup
    def test_registering(self):
        """One registration, with number, search index and readers."""
        papers = [self.intake(number=str(900 + number)) for number in (1, 2)]
        for paper in papers:
            self.env.flush_all()
            self.env.invalidate_all()
            with self.assertQueryCount(70):
                paper._do_register()
                self.env.flush_all()
