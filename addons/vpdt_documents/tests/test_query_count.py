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
            with self.assertQueryCount(5):
                answer = Document.web_search_read([], LIST, limit=limit)
            self.assertEqual(len(answer["records"]), limit)

    @warmup
    def test_list_of_a_register(self):
        """The lines of a book with what they show of the papers."""
        domain = [("register_id", "=", self.entries.register_id.id)]
        for limit in (3, 30):
            Entry = self.fresh("vpdt.entry")
            with self.assertQueryCount(7):
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
