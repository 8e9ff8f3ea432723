from freezegun import freeze_time

from odoo import fields
from odoo.tools import SQL

from odoo.addons.vpdt_documents.tests.common import DistrictCase

# The route of QĐ 553 Điều 3: from, reach, to, purpose, usual, days.
ROUTE = [
    ("clerk", "same", "chief_of_office", "lead", "always", 0),
    ("clerk", "same", "head", "lead", "always", 0),
    ("chief_of_office", "same", "chairman", "lead", "always", 0),
    ("chief_of_office", "same", "deputy_chief_of_office", "inform", "no", 0),
    ("chairman", "below", "clerk", "lead", "field", 5),
    ("chairman", "below", "clerk", "support", "field", 0),
    ("chairman", "below", "clerk", "inform", "no", 0),
    ("chairman", "same", "vice_chairman", "direct", "field", 0),
    ("chairman", "same", "vice_chairman", "lead", "no", 0),
    ("chairman", "same", "deputy_chief_of_office", "monitor", "field", 0),
    ("chairman", "below", "clerk", "opinion", "no", 0),
    ("chairman", "same", "vice_chairman", "opinion", "no", 0),
    ("vice_chairman", "below", "clerk", "lead", "field", 5),
    ("vice_chairman", "below", "clerk", "support", "field", 0),
    ("head", "same", "specialist", "lead", "no", 0),
    ("head", "same", "specialist", "support", "no", 0),
    ("head", "same", "specialist", "opinion", "no", 0),
    ("head", "beside", "clerk", "opinion", "no", 0),
    ("head", "same", "deputy_head", "direct", "field", 0),
    ("head", "same", "deputy_head", "lead", "no", 0),
    ("deputy_head", "same", "specialist", "lead", "no", 0),
    ("deputy_head", "same", "specialist", "support", "no", 0),
]


class RouteCase(DistrictCase):
    """The small district with the route of QĐ 553 as its transfer rules."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Rule = cls.env["vpdt.transfer.rule"]
        # Rules without an agency, if the database has any, would reach in here.
        Rule.search([("agency_id", "=", False)]).unlink()
        Rule.create(
            [
                {
                    "agency_id": cls.committee.id,
                    "from_role": start,
                    "reach": reach,
                    "to_role": to,
                    "purpose": purpose,
                    "usual": usual,
                    "days": days,
                }
                for start, reach, to, purpose, usual, days in ROUTE
            ]
        )
        cls.committee.calendar_id = cls.env.ref(
            "vpdt_workflow.resource_calendar_office"
        )
        cls.env.flush_all()

    def tell(self):
        """Tell people what waits to be told, as the job does after each move."""
        self.env.flush_all()
        self.env["vpdt.telling"]._tell_some()

    def line(self, receiver, purpose, **more):
        """Return a line of a directive to a person (short name) or an agency."""
        if receiver in self.users:
            return {
                "kind": "user",
                "id": self.users[receiver].id,
                "purpose": purpose,
                **more,
            }
        agency = {"a": self.agency_a, "b": self.agency_b}[receiver]
        return {"kind": "agency", "id": agency.id, "purpose": purpose, **more}

    def open_(self, document, holder=None, agency=None):
        """Return the one open handling of `document` with a person or an agency."""
        self.env.invalidate_all()
        found = document.sudo().handling_ids.filtered(
            lambda item: (
                item.state in ("waiting", "opened")
                and item.user_id == (self.users[holder] if holder else item.user_id)
                and bool(item.user_id) == bool(holder)
                and (holder or item.agency_id == agency)
            )
        )
        self.assertEqual(len(found), 1, f"{holder or agency.name}: {found}")
        return found.with_user(self.users[holder]) if holder else found

    def pass_on(self, document, holder, *lines, text="Làm đi"):
        """`holder` passes what is open with him on, with a directive; return it."""
        handling = self.open_(document, holder)
        directive = handling.action_transfer([self.line(*line) for line in lines], text)
        return self.env["vpdt.directive"].browse(directive)

    def to_chairman(self, **content):
        """Return a document that lies with the chairman."""
        document = self.register(**{"field_id": self.culture.id, **content}).document_id
        self.pass_on(document, "chief", ("chairman", "lead"))
        return document

    def to_agencies(self, **content):
        """Return a document the chairman gave to agency A (lead) and B (support),
        the vice-chairman (direct) and the deputy chief of office (monitor)."""
        document = self.to_chairman(**content)
        self.pass_on(
            document,
            "chairman",
            ("a", "lead"),
            ("b", "support"),
            ("vice", "direct"),
            ("deputy_chief", "monitor"),
        )
        return document

    def accept(self, document, clerk="clerk_a"):
        """The clerk accepts what lies with her agency; return the entry."""
        agency = {"clerk_a": self.agency_a, "clerk_b": self.agency_b}[clerk]
        handling = self.open_(document, agency=agency)
        entry = handling.with_user(self.users[clerk]).action_accept()
        return self.env["vpdt.entry"].browse(entry)

    def to_specialist(self, **content):
        """Return a document that lies with the specialist of agency A as the lead."""
        document = self.to_agencies(**content)
        self.accept(document)
        self.pass_on(
            document, "head_a", ("specialist_a", "lead"), ("deputy_a", "direct")
        )
        return document

    def history(self, document):
        """Return everything about `document` that a move could change."""
        self.env.flush_all()
        document = document.sudo()

        def rows(records):
            return [
                {
                    name: value
                    for name, value in row.items()
                    if name not in ("write_date", "__last_update")
                }
                for row in records.sorted("id").read()
            ]

        return (
            document.state,
            rows(document.handling_ids),
            rows(document.entry_ids),
            document.directive_ids.ids,
            self.env["vpdt.handling.step"]
            .search([("document_id", "=", document.id)])
            .ids,
        )

    def assertInvariants(self, document):
        """I1 and I3 for one document."""
        document = document.sudo()
        self.env.flush_all()
        self.env.invalidate_all()
        leads = document.handling_ids.filtered(
            lambda item: item.purpose == "lead" and item.state in ("waiting", "opened")
        )
        if document.state in ("done", "void"):
            self.assertFalse(leads)
            self.assertFalse(
                document.state == "void"
                and document.handling_ids.filtered(
                    lambda item: item.state in ("waiting", "opened")
                )
            )
        else:
            self.assertEqual(len(leads), 1, "I1: exactly one open lead")
            self.assertTrue(leads._holders(), "I1: somebody is told")
        self.assertEqual(
            self.env["vpdt.reader"]._sync(document_ids=document.ids), (0, 0), "I3"
        )
        self.assertFalse(
            self.env["vpdt.absence"]._follow(document.handling_ids.user_id),
            "R4: who acts is what the absences say",
        )
        for handling in document.handling_ids:
            if handling.state in ("waiting", "opened"):
                if handling.user_id:
                    self.assertTrue(handling.user_id.active, "I7: a closed account")
                for user in handling._holders():
                    self.assertTrue(document.with_user(user).has_access("read"), "I3")

    def assertDesksAgree(self, users=None):
        """The counters of every desk, or of those of `users`, are the numbers of
        lines behind them.

        At one moment: a deadline that comes due between two questions is in neither
        or both.
        """
        with freeze_time(fields.Datetime.now()):
            for name, user in self.users.items():
                if users is None or user in users:
                    mine = self.env["vpdt.handling"].with_user(user)
                    self.assertDeskAgrees(name, mine)

    def assertDeskAgrees(self, name, mine):
        if not mine.has_access("read"):
            return
        domains = mine._desk_domains()
        # with the views of what was sent
        counters = mine.desk_read("sent")["counters"]
        lines = {
            bucket: SQL(
                "(SELECT count(*) FROM %s line)", mine._search(domain).subselect()
            )
            for bucket, domain in domains.items()
        }
        # One question for all of them, or the sequences do little else
        [found] = self.env.execute_query(
            SQL("SELECT %s", SQL(", ").join(lines.values()))
        )
        self.assertEqual(counters, dict(zip(lines, found, strict=True)), name)
