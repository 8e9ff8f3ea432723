from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import RouteCase


@tagged("post_install", "-at_install", "vpdt")
class TestRoute(RouteCase):
    """R2, R3, R4: the route of QĐ 553 Điều 3 from the clerk to the result."""

    def test_from_the_clerk_to_the_result(self):
        """The purpose of the office, in one walk."""
        # Điều 3.1a: the clerk registers; the chief of office has it at once
        entry = self.register(field_id=self.culture.id)
        document = entry.document_id
        chief = self.open_(document, "chief")
        self.assertRecordValues(
            chief.sudo(),
            [{"purpose": "lead", "role": "chief_of_office", "state": "waiting"}],
        )
        self.assertInvariants(document)

        # Điều 3.1b: the chief proposes, the chairman decides
        document.with_user(self.users["chief"]).action_open()
        self.assertEqual(chief.sudo().state, "opened")
        self.assertEqual(chief.sudo().opened_by_id, self.users["chief"])
        self.pass_on(document, "chief", ("chairman", "lead"), text="Kính trình")
        self.assertEqual(chief.sudo().state, "passed")
        self.assertInvariants(document)

        # Điều 3.1c: one directive, at once to the agencies, the vice-chairman of the
        # field and the office leader who monitors
        options = self.open_(document, "chairman").get_transfer_options()
        usual = {
            item["key"]: item["usual"]
            for item in options["candidates"]
            if item["usual"]
        }
        self.assertEqual(
            usual,
            {
                f"agency:{self.agency_a.id}": "lead",
                f"agency:{self.agency_b.id}": "support",
                f"user:{self.users['vice'].id}": "direct",
                f"user:{self.users['deputy_chief'].id}": "monitor",
            },
        )
        directive = self.pass_on(
            document,
            "chairman",
            ("a", "lead"),
            ("b", "support"),
            ("vice", "direct"),
            ("deputy_chief", "monitor"),
            text="Giao Phòng A chủ trì",
        )
        self.assertEqual(len(directive.handling_ids), 4)
        self.assertEqual(
            set(directive.handling_ids.mapped("purpose")),
            {"lead", "support", "direct", "monitor"},
        )
        self.assertEqual(directive.author_id, self.users["chairman"])
        self.assertInvariants(document)

        # Điều 3.2a: each agency's clerk registers it in her own book
        for clerk, agency in (("clerk_a", self.agency_a), ("clerk_b", self.agency_b)):
            own = self.accept(document, clerk)
            self.assertEqual((own.agency_id, own.number), (agency, 1))
            self.assertInvariants(document)
        self.assertEqual(len(document.entry_ids), 3)
        self.assertEqual(len({entry.series_id for entry in document.entry_ids}), 3)

        # Điều 3.2b: the head hands it to a specialist, the deputy of the field directs
        self.assertEqual(self.open_(document, "head_b").sudo().purpose, "support")
        self.pass_on(
            document, "head_a", ("specialist_a", "lead"), ("deputy_a", "direct")
        )
        self.assertInvariants(document)

        # the specialist finishes it for everybody above
        self.open_(document, "specialist_a").action_finish("Đã tham mưu Tờ trình 42")
        self.env.invalidate_all()
        self.assertEqual(document.state, "done")
        states = {line.agency_id: line.state for line in document.entry_ids.sudo()}
        self.assertEqual(states[self.agency_a], "done")
        self.assertEqual(states[self.committee], "done")
        self.assertEqual(states[self.agency_b], "processing", "B still supports")
        self.assertInvariants(document)
        self.assertDesksAgree()

    def test_one_document_one_entry_each(self):
        """R3: an agency registers a document once, whoever sends it again."""
        document = self.to_agencies()
        self.accept(document)
        with self.assertRaises(AssertionError):
            self.accept(document)
        self.assertEqual(
            len(document.entry_ids.filtered(lambda e: e.agency_id == self.agency_a)), 1
        )
        # The head returns it, the clerk accepts again: the same line.
        self.open_(document, "head_a").action_return("nhầm")
        self.accept(document)
        self.assertEqual(
            len(document.entry_ids.filtered(lambda e: e.agency_id == self.agency_a)), 1
        )
        self.assertInvariants(document)

    def test_the_book_says_where_it_went(self):
        """NĐ 30/2020 PL IV, column (7), (8): by the opinion of who distributes it, in
        each agency's own book; who only follows does not stand there."""

        def line(agency):
            entry = document.entry_ids.filtered(lambda one: one.agency_id == agency)
            return entry.receiver, entry.transferred_date

        document = self.register(field_id=self.culture.id).document_id
        today = self.env["hr.job"]._today()
        self.assertEqual(
            line(self.committee), (self.users["chief"].name, today), "on its way"
        )
        self.pass_on(document, "chief", ("chairman", "lead"))
        self.pass_on(
            document, "chairman", ("a", "lead"), ("b", "support"), ("vice", "direct")
        )
        wanted = f"{self.agency_a.name}; {self.agency_b.name}", today
        self.assertEqual(line(self.committee), wanted)
        # What who only follows does with it would not stand in the book either
        self.assertFalse(self.open_(document, "vice").sudo()._is_agency_main())
        self.accept(document)
        self.assertEqual(line(self.agency_a), (self.users["head_a"].name, today))
        self.pass_on(
            document, "head_a", ("specialist_a", "lead"), ("deputy_a", "direct")
        )
        self.assertEqual(line(self.agency_a), (self.users["specialist_a"].name, today))
        self.accept(document, "clerk_b")
        self.assertEqual(line(self.agency_b), (self.users["head_b"].name, today))
        self.assertEqual(line(self.committee), wanted, "their own work changes nothing")

    def test_database_keeps_one_lead(self):
        """I1: two open leads on a document are refused by the database itself."""
        document = self.to_agencies()
        lead = self.open_(document, agency=self.agency_a)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                """
                INSERT INTO vpdt_handling (document_id, purpose, agency_id, role,
                                           sender_id, sent_at, state, urgency)
                SELECT document_id, purpose, agency_id, role, sender_id, sent_at,
                       'opened', urgency
                  FROM vpdt_handling WHERE id = %s
                """,
                [lead.id],
            )

    def test_only_whom_the_rules_allow(self):
        """Điều 3: a directive reaches those the rules offer, for what they allow."""
        document = self.to_chairman()
        before = self.history(document)
        for name, lines in {
            "the rules know no such step": [("specialist_a", "lead")],
            "not for this purpose": [("vice", "support"), ("a", "lead")],
            "past the agency's clerk": [("head_a", "lead")],
            "nobody in the lead": [("a", "support")],
            "two in the lead": [("a", "lead"), ("b", "lead")],
            "the same twice": [("a", "lead"), ("a", "support")],
            "nobody": [],
        }.items():
            with self.subTest(name), self.assertRaises(UserError):
                self.pass_on(document, "chairman", *lines)
            self.assertEqual(self.history(document), before, name)
        handling = self.open_(document, "chairman")
        foreign = {"kind": "agency", "id": self.other.id, "purpose": "lead"}
        with self.assertRaises(UserError):
            handling.action_transfer([foreign])
        for hostile in (
            {"kind": "user", "id": self.users["vice"].id},
            {"kind": "group", "id": 1, "purpose": "lead"},
            {"id": False, "purpose": "lead"},
            {},
        ):
            with self.subTest(hostile), self.assertRaises(UserError):
                handling.action_transfer([hostile])
        self.assertEqual(self.history(document), before)

    def test_agency_without_clerk_is_not_offered(self):
        """I1: nobody would be told in an agency whose clerk's post is empty."""
        document = self.to_chairman()
        self.users["clerk_b"].employee_id.job_id = False
        options = self.open_(document, "chairman").get_transfer_options()
        keys = [item["key"] for item in options["candidates"]]
        self.assertIn(f"agency:{self.agency_a.id}", keys)
        self.assertNotIn(f"agency:{self.agency_b.id}", keys)

    def test_rules_are_dated(self):
        """Design 5.10: a rule holds in its span of time."""
        document = self.to_chairman()
        rule = self.env["vpdt.transfer.rule"].search(
            [
                ("agency_id", "=", self.committee.id),
                ("purpose", "=", "inform"),
                ("from_role", "=", "chairman"),
            ]
        )
        agency = f"agency:{self.agency_a.id}"

        def purposes():
            options = self.open_(document, "chairman").get_transfer_options()
            found = {item["key"]: item["purposes"] for item in options["candidates"]}
            return found[agency]

        self.assertIn("inform", purposes())
        rule.valid_to = self.today.replace(year=self.today.year - 1)
        self.assertNotIn("inform", purposes())

    def test_support_inside_an_agency(self):
        """In an agency that supports, whoever is put in charge supports too: the
        document keeps one lead (I1)."""
        document = self.to_agencies()
        self.accept(document, "clerk_b")
        self.pass_on(document, "head_b", ("specialist_b", "lead"))
        handling = self.open_(document, "specialist_b").sudo()
        self.assertEqual(handling.purpose, "support")
        self.assertTrue(handling.is_main)
        self.assertInvariants(document)
        self.open_(document, "specialist_b").action_finish("Đã góp ý")
        self.env.invalidate_all()
        own = document.entry_ids.filtered(lambda e: e.agency_id == self.agency_b)
        self.assertEqual(own.state, "done")
        self.assertEqual(document.state, "processing")
        self.assertInvariants(document)

    def test_return_gives_it_back(self):
        """R4: returned with a reason, it lies with the sender again."""
        document = self.to_chairman()
        handling = self.open_(document, "chairman")
        for reason in ("", "  ", None, False):
            with self.subTest(reason), self.assertRaises(UserError):
                handling.action_return(reason)
        handling.action_return("Thiếu phụ lục")
        self.assertEqual(handling.sudo().reason, "Thiếu phụ lục")
        self.assertEqual(self.open_(document, "chief").sudo().state, "opened")
        self.assertInvariants(document)
        # and the chief can send it again
        self.pass_on(document, "chief", ("chairman", "lead"))
        self.assertInvariants(document)

    def test_agency_returns_before_registering(self):
        """R4: what is not ours goes back to the chairman by the clerk."""
        document = self.to_agencies()
        handling = self.open_(document, agency=self.agency_a)
        handling.with_user(self.users["clerk_a"]).action_return(
            "Không thuộc thẩm quyền"
        )
        self.assertEqual(self.open_(document, "chairman").sudo().state, "opened")
        self.assertFalse(
            document.entry_ids.filtered(lambda e: e.agency_id == self.agency_a)
        )
        self.assertInvariants(document)

    def test_recall_before_opening(self):
        """R4: what was sent is taken back until it is opened, then no more."""
        document = self.to_chairman()
        handling = self.open_(document, "chairman")
        self.assertIn("chairman", self.readers(document))
        handling.with_user(self.users["chief"]).action_recall("gửi nhầm")
        self.assertEqual(handling.sudo().state, "recalled")
        self.assertEqual(self.open_(document, "chief").sudo().state, "opened")
        self.assertInvariants(document)
        self.pass_on(document, "chief", ("chairman", "lead"))
        again = self.open_(document, "chairman")
        again.action_open()
        with self.assertRaises(UserError):
            again.with_user(self.users["chief"]).action_recall()
        self.assertEqual(again.sudo().state, "opened")
        self.assertInvariants(document)

    def test_recall_takes_the_right_to_read(self):
        """I3: recalled unopened from an agency, its clerk reads it no more."""
        document = self.to_agencies()
        self.assertIn("clerk_b", self.readers(document))
        handling = self.open_(document, agency=self.agency_b)
        handling.with_user(self.users["chairman"]).action_recall()
        self.assertNotIn("clerk_b", self.readers(document))
        self.assertNotIn("head_b", self.readers(document))

    def test_finish_needs_a_result(self):
        """R4: done with a result; who is only informed needs none."""
        document = self.to_specialist()
        for result in ("", "  ", None, False):
            with self.subTest(result), self.assertRaises(UserError):
                self.open_(document, "specialist_a").action_finish(result)
        self.open_(document, "vice").action_finish("")
        self.assertEqual(document.state, "processing")
        self.assertInvariants(document)

    def test_finishing_above_is_finishing_once(self):
        """Whoever passed the task on has nothing more to do when it is finished."""
        document = self.to_specialist()
        self.open_(document, "specialist_a").action_finish("Xong")
        for name in ("chief", "chairman", "head_a"):
            own = document.sudo().handling_ids.filtered(
                lambda item, name=name: item.user_id == self.users[name]
            )
            with self.subTest(name):
                self.assertEqual(own.mapped("state"), ["done"])
                self.assertEqual(own.result, "Xong")

    def test_deputy_directs(self):
        """R4: who directs does not carry the task, and closes his own line."""
        document = self.to_specialist()
        self.open_(document, "deputy_a").action_finish("Đã biết")
        self.assertTrue(self.open_(document, "specialist_a"))
        self.assertInvariants(document)

    def test_closed_is_never_edited(self):
        """Design 5.5: a finished handling stays as it is, even for the system."""
        document = self.to_chairman()
        handling = self.open_(document, "chairman")
        handling.action_finish("Lưu")
        with self.assertRaises(UserError):
            handling.sudo().write({"result": "khác"})
        with self.assertRaises(UserError):
            handling.sudo().unlink()
        with self.assertRaises(AccessError):
            handling.write({"state": "opened"})
        directive = document.sudo().directive_ids[:1]
        with self.assertRaises(UserError):
            directive.write({"text": "khác"})

    def test_no_write_by_right(self):
        """Design 5.5a: nobody creates, changes or removes a handling by hand."""
        document = self.to_chairman()
        handling = self.open_(document, "chairman")
        for name in ("chairman", "chief", "clerk", "operator"):
            mine = handling.with_user(self.users[name])
            with self.subTest(name):
                with self.assertRaises(AccessError):
                    mine.write({"state": "done"})
                with self.assertRaises(AccessError):
                    mine.unlink()
                with self.assertRaises(AccessError):
                    mine.create({"document_id": document.id, "purpose": "support"})

    def test_empty_post_of_the_head(self):
        """Accepting needs somebody to pass it to: a clear word, no number spent."""
        document = self.to_agencies()
        self.users["head_a"].employee_id.job_id = False
        before = self.history(document)
        with self.assertRaises(UserError):
            self.accept(document)
        self.assertEqual(self.history(document), before)

    def test_tree_tells_who_when_what(self):
        """The tree on the document: every handling under the one it came from."""
        document = self.to_specialist()
        tree = document.with_user(self.users["chairman"]).get_transfer_tree()
        self.assertEqual(len(tree), len(document.sudo().handling_ids))
        depth = {node["id"]: node["depth"] for node in tree}
        for node in tree:
            if node["parent_id"]:
                self.assertEqual(node["depth"], depth[node["parent_id"]] + 1)
            else:
                self.assertEqual(node["depth"], 0)
        last = next(
            node for node in tree if node["holder"] == self.users["specialist_a"].name
        )
        self.assertEqual((last["purpose"], last["state"]), ("lead", "waiting"))
        self.assertEqual(last["sender"], self.users["head_a"].name)
        self.assertEqual(last["text"], "Làm đi")
        with self.assertRaises(AccessError):
            document.with_user(self.users["clerk_o"]).get_transfer_tree()
