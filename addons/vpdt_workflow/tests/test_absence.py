"""R4, R17: who is away, who acts meanwhile, and what comes back."""

from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import RouteCase


class AbsenceCase(RouteCase):
    """The small district, with a second vice-chairman and a second clerk of A."""

    POSTS = {
        **RouteCase.POSTS,
        "vice2": ("leaders", "vice_chairman"),
        "specialist_a2": ("agency_a", "specialist"),
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.start = fields.Datetime.now()

    def enter(self, who, substitute=None, by=None, start=0, days=5, lines=(), **vals):
        """`who` is away from `start` days from now on; return the absence."""
        Absence = self.as_(by or who, "vpdt.absence")
        lines = [
            {**line, "substitute_id": self.users[line["who"]].id} for line in lines
        ]
        for line in lines:
            del line["who"]
        if substitute:
            lines.append({"substitute_id": self.users[substitute].id, "sequence": 99})
        now = fields.Datetime.now()
        return Absence._enter(
            {
                "user_id": self.users[who].id,
                "date_from": now + timedelta(days=start),
                "date_to": now + timedelta(days=start + days),
                **vals,
            },
            lines,
        )

    def acting(self, document, who):
        """Return who acts (short name, or None) on what is open with `who`."""
        handling = self.open_(document, who).sudo()
        names = {user: name for name, user in self.users.items()}
        return names.get(handling.acting_id)

    def told(self, who, since=None):
        """Return the texts in the inbox of `who` about absences and hand-overs."""
        messages = self.env["mail.message"].search(
            [
                ("model", "in", ("vpdt.absence", "vpdt.hand.over")),
                ("notified_partner_ids", "in", self.users[who].partner_id.ids),
            ],
            order="id",
        )
        return [str(message.body) for message in messages]

    def follow(self, days):
        """Let `days` pass: the sweep runs as the server runs it."""
        later = fields.Datetime.now() + timedelta(days=days)
        self.patch(fields.Datetime, "now", lambda: later)
        self.env.ref("vpdt_workflow.ir_cron_vpdt_absence").method_direct_trigger()
        self.env.invalidate_all()


@tagged("post_install", "-at_install", "vpdt")
class TestAbsenceEntered(AbsenceCase):
    """What may be entered, by whom; each refusal says what is wrong."""

    def refused(self, words, *args, error=UserError, **kwargs):
        with self.assertRaisesRegex(error, words), self.cr.savepoint():
            self.enter(*args, **kwargs)

    def test_the_person_himself_enters_it(self):
        absence = self.enter("chairman", "vice")
        self.assertEqual(absence.state, "in_force")
        self.assertEqual(absence.entered_by_id, self.users["chairman"])
        self.assertEqual(absence.substitutes, "Person vice")

    def test_who_enters_it_for_others(self):
        """Clerk, leaders of the office, head: of the same agency."""
        for by in ("clerk", "chief", "deputy_chief"):
            with self.cr.savepoint() as savepoint:
                absence = self.enter("chairman", "vice", by=by)
                self.assertEqual(absence.entered_by_id, self.users[by])
                self.assertIn("Person vice", self.told("chairman")[-1])
                savepoint.rollback()
        self.enter("specialist_a", "specialist_a2", by="head_a")
        for by in ("vice", "head_a", "specialist_a", "clerk_o", "operator"):
            self.refused(
                "entered by the person", "chairman", "vice", by=by, error=AccessError
            )

    def test_nobody_makes_himself_a_substitute_of_others(self):
        self.refused("cannot name himself", "chief", "deputy_chief", by="deputy_chief")

    def test_dates(self):
        self.refused("ends after it begins", "chairman", "vice", days=-1)
        self.refused("over already", "chairman", "vice", start=-9, days=5)
        self.enter("chairman", "vice", days=5)
        self.refused("is away from", "chairman", "vice2", start=4)
        self.enter("chairman", "vice2", start=6)

    def test_the_database_keeps_absences_apart(self):
        absence = self.enter("chairman", "vice")
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            absence.sudo().copy({"state": "in_force"})
            self.env.flush_all()

    def test_the_post_decides_who_may_act(self):
        """R4: the head's deputies, the specialist's colleagues; data of the office."""
        for away, substitute in (
            ("chairman", "vice"),
            ("vice", "vice2"),
            ("vice", "chairman"),
            ("chief", "deputy_chief"),
            ("head_a", "deputy_a"),
            ("specialist_a", "specialist_a2"),
            ("specialist_a", "head_a"),
        ):
            with self.cr.savepoint() as savepoint:
                self.enter(away, substitute)
                savepoint.rollback()
        for away, substitute in (
            ("chairman", "clerk"),
            ("chairman", "operator"),
            ("head_a", "head_b"),
            ("specialist_a", "specialist_b"),
            ("chairman", "head_o"),
        ):
            self.refused("holds no post that may act", away, substitute)
        self.refused("his own substitute", "chairman", "chairman")
        self.env["vpdt.substitute.rule"].search(
            [("from_role", "=", "chairman"), ("to_role", "=", "vice_chairman")]
        ).unlink()
        self.refused("holds no post that may act", "chairman", "vice")

    def test_a_closed_account_acts_for_nobody(self):
        self.users["vice"].action_archive()
        self.refused("is closed", "chairman", "vice")

    def test_who_holds_no_post_is_not_away(self):
        self.posts["vice"].action_archive()
        self.refused("holds no post", "vice")

    def test_authorisation(self):
        """NĐ 30/2020 Điều 13.4: written, limited in time and content."""
        line = {"who": "chief", "authorized": True, "scope": "field"}
        named = {**line, "field_ids": [Command.set(self.culture.ids)]}
        paper = {"paper_code": "05/GUQ-UBND", "paper_date": self.today}
        self.refused("by a written authorisation", "chairman", "chief")
        self.refused("rests on a written paper", "chairman", lines=[named])
        self.refused(
            "limited in content",
            "chairman",
            lines=[{**line, "scope": "all"}],
            **paper,
        )
        self.refused("Say which documents", "chairman", lines=[line], **paper)
        absence = self.enter("chairman", lines=[named], **paper)
        self.assertEqual(absence.substitutes, "Person chief (Culture)")

    def test_the_written_delegation_is_one_the_user_reads(self):
        document = self.register("clerk_o").document_id
        self.refused(
            "among those you read",
            "chairman",
            "vice",
            paper_document_id=document.id,
            paper_date=self.today,
        )

    def test_a_substitute_who_is_away_himself(self):
        """Peers: "substitute missing". Chains and circles are told, not found out."""
        self.enter("vice", "vice2", start=2, days=2)
        self.refused("is away as well", "chairman", "vice")
        self.enter("chairman", "vice", start=10)
        self.refused("is away as well", "chairman", "vice", start=1, days=2)

    def test_circles(self):
        self.enter("chairman", "vice", start=1)
        self.refused("in a circle", "vice", "chairman", start=1)
        self.enter("vice", "vice2", start=1)
        self.refused("in a circle", "vice2", "chairman", start=2)
        self.assertIn("is away himself", self.told("chairman")[-1])

    def test_the_dialog(self):
        """Two fields to fill in: until when, and who acts."""
        wizard = Form(self.as_("chairman", "vpdt.absence.wizard"))
        self.assertEqual(wizard.user_id, self.users["chairman"])
        wizard.date_to = fields.Datetime.now() + timedelta(days=3)
        self.assertEqual(
            wizard.allowed_ids[:], self.users["vice"] | self.users["vice2"]
        )
        wizard.substitute_id = self.users["vice"]
        action = wizard.save().action_enter()
        absence = self.env["vpdt.absence"].browse(action["res_id"])
        self.assertEqual(absence.line_ids.scope, "all")

        context = absence.with_user(self.users["chairman"]).action_change()["context"]
        Wizard = self.as_("chairman", "vpdt.absence.wizard").with_context(**context)
        change = Form(Wizard)
        self.assertEqual(change.substitute_id, self.users["vice"])
        change.substitute_id = self.users["vice2"]
        action = change.save().action_enter()
        changed = self.env["vpdt.absence"].browse(action["res_id"])
        self.assertEqual(absence.state, "ended")
        self.assertEqual(changed.replaces_id, absence)
        self.assertEqual(changed.substitutes, "Person vice2")
        # A stranger who names it in the context gets an empty dialog of his own.
        stranger = Form(
            self.as_("specialist_b", "vpdt.absence.wizard").with_context(**context)
        )
        self.assertFalse(stranger.absence_id)
        self.assertEqual(stranger.user_id, self.users["specialist_b"])

    def test_nobody_changes_anothers_absence(self):
        absence = self.enter("chairman", "vice", start=1)
        for who in ("vice", "vice2", "head_a", "clerk_o"):
            mine = absence.with_user(self.users[who])
            self.assertFalse(mine.may_change)
            for move in ("action_cancel", "action_end", "action_change"):
                with self.assertRaises(AccessError):
                    getattr(mine, move)()
            wizard = self.as_(who, "vpdt.absence.wizard").create(
                {
                    "absence_id": absence.id,
                    "user_id": self.users["chairman"].id,
                    "date_from": absence.date_from,
                    "date_to": absence.date_to,
                }
            )
            with self.assertRaises(AccessError):
                wizard.action_enter()
        self.assertEqual(absence.state, "planned")
        for vals in ({"state": "cancelled"}, {"user_id": self.users["vice"].id}):
            with self.assertRaises(AccessError):
                absence.with_user(self.users["chairman"]).write(vals)

    def test_over_is_over(self):
        absence = self.enter("chairman", "vice", start=1)
        absence.action_cancel()
        for move in ("action_cancel", "action_end", "action_change"):
            with self.assertRaisesRegex(UserError, "cancelled"):
                getattr(absence, move)()
        self.assertIn("was cancelled", self.told("vice")[-1])


@tagged("post_install", "-at_install", "vpdt")
class TestAbsenceWorks(AbsenceCase):
    """What is open goes to the substitute, and comes back."""

    def test_what_is_open_goes_to_the_substitute_at_once(self):
        document = self.to_chairman()
        self.assertFalse(document.with_user(self.users["vice"]).has_access("read"))
        self.enter("chairman", "vice")
        self.assertEqual(self.acting(document, "chairman"), "vice")
        self.assertTrue(document.with_user(self.users["vice"]).has_access("read"))
        self.assertIn("1 papers are open", self.told("vice")[-1])
        step = self.env["vpdt.handling.step"].search(
            [("document_id", "=", document.id), ("move", "=", "act")]
        )
        self.assertEqual(step.holder_id, self.users["chairman"])
        self.assertEqual(step.substitute_id, self.users["vice"])
        desk = self.as_("vice", "vpdt.handling").desk_read()
        self.assertEqual([line["document_id"] for line in desk["lines"]], document.ids)
        self.assertTrue(desk["lines"][0]["instead_of"])
        self.assertInvariants(document)

    def test_what_comes_meanwhile_goes_to_the_substitute_who_is_told(self):
        self.enter("chairman", "vice")
        document = self.to_chairman()
        self.assertEqual(self.acting(document, "chairman"), "vice")
        self.tell()
        inbox = self.env["mail.notification"].search(
            [
                ("mail_message_id.model", "=", "vpdt.document"),
                ("mail_message_id.res_id", "=", document.id),
            ]
        )
        self.assertIn(self.users["vice"].partner_id, inbox.res_partner_id)
        self.assertNotIn(self.users["chairman"].partner_id, inbox.res_partner_id)
        self.assertInvariants(document)

    def test_what_comes_back_goes_to_the_substitute(self):
        """Passed on before the trip, returned during it: nobody waits in vain."""
        document = self.to_agencies()
        self.enter("chairman", "vice2")
        self.assertInvariants(document)
        self.open_(document, agency=self.agency_a).with_user(
            self.users["clerk_a"]
        ).action_return("nhầm")
        self.assertEqual(self.acting(document, "chairman"), "vice2")
        self.assertInvariants(document)
        handling = self.open_(document, "chairman").with_user(self.users["vice2"])
        handling.action_transfer([self.line("a", "lead")], "Giao lại")
        self.assertInvariants(document)

    def test_it_comes_back_when_the_absence_ends(self):
        document, other = self.to_chairman(), self.to_chairman(number="13")
        self.enter("chairman", "vice", days=2)
        passed = self.open_(other, "chairman").with_user(self.users["vice"])
        passed.action_transfer([self.line("a", "lead")], "Giao A")
        self.follow(3)
        self.assertFalse(self.acting(document, "chairman"))
        self.assertFalse(document.with_user(self.users["vice"]).has_access("read"))
        # What he passed on he reads as its sender; the turn is the chairman's again.
        self.assertTrue(other.with_user(self.users["vice"]).has_access("read"))
        self.assertFalse(passed.sudo().acting_id)
        steps = self.env["vpdt.handling.step"].search(
            [("document_id", "in", (document | other).ids)]
        )
        self.assertEqual(steps.mapped("move"), ["act", "act", "hand_back", "hand_back"])
        self.assertTrue(all(step.absence_id for step in steps))
        for paper in document | other:
            self.assertInvariants(paper)

    def test_it_begins_at_its_time(self):
        document = self.to_chairman()
        absence = self.enter("chairman", "vice", start=2, days=2)
        self.assertEqual(absence.state, "planned")
        self.assertFalse(self.acting(document, "chairman"))
        self.follow(2.5)
        self.assertEqual(absence.state, "in_force")
        self.assertEqual(self.acting(document, "chairman"), "vice")
        absence.with_user(self.users["chairman"]).action_end()
        self.assertEqual(absence.state, "ended")
        self.assertFalse(self.acting(document, "chairman"))
        self.assertInvariants(document)

    def test_the_server_stood_still_for_the_whole_absence(self):
        absence = self.enter("chairman", "vice", start=2, days=2)
        self.follow(9)
        self.assertEqual(absence.state, "ended")
        self.follow(1)
        self.assertEqual(absence.state, "ended")

    def test_each_kind_of_document_has_its_substitute(self):
        culture = self.to_chairman()
        other = self.to_chairman(field_id=False, number="8")
        urgent = self.to_chairman(urgency="3", number="9")
        self.enter(
            "chairman",
            lines=[
                {"who": "vice2", "scope": "urgency", "urgency": "2", "sequence": 1},
                {
                    "who": "vice",
                    "scope": "field",
                    "field_ids": [Command.set(self.culture.ids)],
                    "sequence": 2,
                },
            ],
        )
        self.assertEqual(self.acting(urgent, "chairman"), "vice2")
        self.assertEqual(self.acting(culture, "chairman"), "vice")
        self.assertFalse(self.acting(other, "chairman"))
        new = self.to_chairman(number="15", type_id=self.decision.id)
        self.assertEqual(self.acting(new, "chairman"), "vice")

    def test_nothing_is_handled_twice(self):
        """Both see it, the first wins, the other is told why it is too late."""
        document = self.to_chairman()
        self.enter("chairman", "vice")
        handling = self.open_(document, "chairman")
        own = handling.with_user(self.users["chairman"])
        substitutes = handling.with_user(self.users["vice"])
        substitutes.action_transfer([self.line("a", "lead")], "Giao A")
        with self.assertRaisesRegex(UserError, "Nothing more can be done"):
            own.action_transfer([self.line("b", "lead")], "Giao B")
        with self.assertRaisesRegex(UserError, "Nothing more can be done"):
            own.action_finish("xong")
        self.assertEqual(len(document.directive_ids), 3)
        self.assertInvariants(document)

        second = self.to_chairman(number="14")
        handling = self.open_(second, "chairman")
        handling.with_user(self.users["chairman"]).action_finish("Lưu")
        # what was ended by another is no longer the substitute's to see
        with self.assertRaisesRegex(UserError, "not open to you"):
            handling.with_user(self.users["vice"]).action_finish("Lưu")
        self.assertInvariants(second)

    def test_a_substitute_who_goes_away_too(self):
        """The chain is followed; what rests on an authorisation stops there."""
        document = self.to_chairman()
        self.enter("chairman", "vice", start=0, days=9)
        self.enter("vice", "vice2", days=2)
        self.assertEqual(self.acting(document, "chairman"), "vice2")
        self.assertFalse(document.with_user(self.users["vice"]).has_access("read"))
        self.assertInvariants(document)
        self.follow(3)
        self.assertEqual(self.acting(document, "chairman"), "vice")
        self.assertInvariants(document)

    def test_authorisation_is_never_passed_on(self):
        """NĐ 30/2020 Điều 13.4: không được ủy quyền lại."""
        document = self.to_chairman()
        self.enter(
            "chairman",
            lines=[
                {
                    "who": "chief",
                    "authorized": True,
                    "scope": "field",
                    "field_ids": [Command.set(self.culture.ids)],
                }
            ],
            paper_code="05/GUQ-UBND",
            paper_date=self.today,
        )
        self.assertEqual(self.acting(document, "chairman"), "chief")
        self.enter("chief", "deputy_chief")
        self.assertFalse(self.acting(document, "chairman"))
        self.assertIn("passes to nobody", self.told("chairman")[-1])
        self.assertInvariants(document)

    def test_the_account_of_a_substitute_is_closed(self):
        document = self.to_chairman()
        self.enter("chairman", "vice2", lines=[{"who": "vice", "sequence": 1}])
        self.assertEqual(self.acting(document, "chairman"), "vice")
        self.users["vice"].action_archive()
        self.assertEqual(self.acting(document, "chairman"), "vice2")
        self.assertInvariants(document)

    def test_the_transfer_dialog_says_who_is_away(self):
        """R4: who sends is warned, and may still send."""
        document = self.register(field_id=self.culture.id).document_id
        handling = self.open_(document, "chief")

        def text():
            options = handling.get_transfer_options()["candidates"]
            return {item["name"]: item.get("away") for item in options}

        self.assertFalse(any(text().values()))
        absence = self.enter("chairman")
        self.assertRegex(text()["Person chairman"], r"Away until .*; nobody acts")
        absence.action_end()
        self.enter("chairman", "vice")
        self.assertRegex(text()["Person chairman"], r"Away until .*; Person vice acts")
        self.assertFalse(text()["Person deputy_chief"])
        self.pass_on(document, "chief", ("chairman", "lead"))
        self.assertEqual(self.acting(document, "chairman"), "vice")

    def test_an_agency_whose_clerks_are_all_away(self):
        """What is sent to an agency lies with its clerks: head and operator hear."""
        self.enter("clerk_a")
        for who in ("head_a", "operator"):
            self.assertIn("All clerks of Agency A are away", self.told(who)[-1])
        document = self.to_chairman()
        options = self.open_(document, "chairman").get_transfer_options()["candidates"]
        away = {item["name"]: item["away"] for item in options}
        self.assertIn("All its clerks are away", away["Agency A"])
        self.assertFalse(away["Agency B"])

    def test_an_acting_clerk_takes_what_lies_with_the_agency(self):
        """R4: the head appoints one in the days the only clerk is away; the sender no
        longer reads that nobody registers it, and the lead goes on from there."""
        self.enter("clerk_a")
        document = self.to_agencies()
        self.as_("head_a", "vpdt.acting.clerk")._appoint(
            self.agency_a, self.users["specialist_a"], self.today, self.today
        )
        other = self.to_chairman(number="2")
        options = self.open_(other, "chairman").get_transfer_options()["candidates"]
        [agency] = [item for item in options if item["name"] == "Agency A"]
        self.assertFalse(agency["away"])
        entry = (
            self.open_(document, agency=self.agency_a)
            .with_user(self.users["specialist_a"])
            .action_accept()
        )
        self.assertEqual(
            self.env["vpdt.entry"].browse(entry).sudo().agency_id, self.agency_a
        )
        self.open_(document, "head_a")
        self.assertInvariants(document)
        self.assertDesksAgree()
        # When he is done, he is told of what was sent to the agency and still waits
        self.pass_on(other, "chairman", ("a", "lead"))
        acting = self.as_("head_a", "vpdt.acting.clerk").search([])
        acting.action_end()
        [*_appointed, ended] = self.env["mail.message"].search(
            [("model", "=", acting._name), ("res_id", "=", acting.id)], order="id"
        )
        self.assertIn("1 papers are not registered yet", ended.body)

    def test_the_hand_back_list(self):
        """What came, and what the substitute did with each; the absent is told."""
        left = self.to_chairman(number="1")
        opened, passed = self.to_chairman(number="2"), self.to_chairman(number="3")
        finished, returned = self.to_chairman(number="4"), self.to_chairman(number="5")
        absence = self.enter("chairman", "vice", days=2)
        vice = self.users["vice"]
        self.open_(opened, "chairman").with_user(vice).action_open()
        self.open_(passed, "chairman").with_user(vice).action_transfer(
            [self.line("a", "lead")], "Giao Phòng A"
        )
        self.open_(finished, "chairman").with_user(vice).action_finish("Đã rõ")
        self.open_(returned, "chairman").with_user(vice).action_return("Thiếu")
        self.follow(3)
        self.follow(1)
        # What the chairman does later does not change the list.
        self.open_(left, "chairman").action_finish("Lưu")
        mine = absence.with_user(self.users["chairman"])
        papers = self.as_("chairman", "vpdt.absence.paper").search(
            mine.action_papers()["domain"]
        )
        done = {paper.document_id: paper.done for paper in papers}
        self.assertEqual(
            done,
            {
                left: "left",
                opened: "opened",
                passed: "passed",
                finished: "finished",
                returned: "returned",
            },
        )
        words = {paper.document_id: paper.words for paper in papers}
        self.assertEqual(words[passed], "Giao Phòng A")
        self.assertEqual(words[finished], "Đã rõ")
        self.assertEqual(words[returned], "Thiếu")
        self.assertFalse(words[left])
        self.assertEqual(mine.paper_count, 5)
        self.assertIn("5 văn bản được xử lý thay", self.told("chairman")[-1])
        self.assertIn("đã trở lại", self.told("vice")[-1])
        self.assertTrue(mine._print().startswith(b"%PDF"))
        # Each line by the reader table: who reads none of them sees an empty list.
        other = self.as_("head_b", "vpdt.absence.paper")
        self.assertFalse(other.search([("absence_id", "=", absence.id)]))
        self.assertFalse(absence.with_user(self.users["operator"]).paper_count)

    def test_the_list_of_a_changed_absence_is_one(self):
        first, second = self.to_chairman(number="1"), self.to_chairman(number="2")
        absence = self.enter("chairman", "vice")
        self.open_(first, "chairman").with_user(self.users["vice"]).action_finish("Rõ")
        wizard = Form(
            self.as_("chairman", "vpdt.absence.wizard").with_context(
                vpdt_absence_id=absence.id
            )
        )
        wizard.substitute_id = self.users["vice2"]
        changed = self.env["vpdt.absence"].browse(
            wizard.save().action_enter()["res_id"]
        )
        self.assertEqual(self.acting(second, "chairman"), "vice2")
        papers = self.env["vpdt.absence.paper"].search(
            changed.action_papers()["domain"]
        )
        self.assertEqual(papers.document_id, first | second)

    def test_the_banner(self):
        self.enter("chairman", "vice")
        acting = self.as_("vice", "vpdt.absence").get_banner()
        self.assertEqual(acting["acting"][0]["name"], "Person chairman")
        self.assertFalse(acting["away"])
        away = self.as_("chairman", "vpdt.absence").get_banner()
        self.assertEqual(away["away"]["substitutes"], "Person vice")
        self.assertEqual(away["acting"], [])
        nobody = self.as_("head_b", "vpdt.absence").get_banner()
        self.assertEqual(nobody, {"acting": [], "away": False})

    def test_beginning_is_the_same_work_however_much_is_open(self):
        """Set-based: 500 open handlings take as many queries as five."""
        counts = []
        document = self.to_chairman()
        handling = self.open_(document, "chairman").sudo()
        vals = {
            "document_id": document.id,
            "agency_id": handling.agency_id.id,
            "role": "chairman",
            "user_id": self.users["chairman"].id,
            "sender_id": self.users["chief"].id,
            "sent_at": fields.Datetime.now(),
            "purpose": "inform",
        }
        for many in (5, 495):
            handling.create([dict(vals) for _index in range(many)])
            self.env.flush_all()
            with self.cr.savepoint() as savepoint:
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                self.enter("chairman", "vice")
                self.env.flush_all()
                counts.append(self.cr.sql_log_count - before)
                acting = handling.search_count(
                    [("acting_id", "=", self.users["vice"].id)]
                )
                savepoint.rollback()
        self.assertEqual(acting, 501)
        self.assertLessEqual(counts[1], counts[0] + 1)

    def test_nobody_away_costs_one_query(self):
        """The hot path: a directive while nobody is away."""
        document = self.to_chairman()
        handling = self.open_(document, "chairman").sudo()
        self.env.flush_all()
        with self.assertQueryCount(1):
            handling._act_where_away()
