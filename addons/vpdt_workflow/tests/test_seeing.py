from datetime import datetime, time, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged, warmup

from .common import RouteCase


@tagged("post_install", "-at_install", "vpdt")
class TestTimeline(RouteCase):
    """R3, R16: what happened to a document, in order, told to its readers."""

    def setUp(self):
        super().setUp()
        clock = freeze_time(datetime.combine(self.today, time(1)))
        self.clock = clock.start()
        self.addCleanup(clock.stop)

    def later(self, **span):
        self.clock.tick(timedelta(**span))

    def events(self, document, who="clerk"):
        self.env.flush_all()
        self.env.invalidate_all()
        days = document.with_user(self.users[who]).get_timeline()
        return [event for day in days for event in day["events"]]

    def kinds(self, document):
        return [(event["kind"], event["who"]) for event in self.events(document)]

    def test_the_whole_road(self):
        """From the registration to the result: each thing once, in order, by day."""
        document = self.register(field_id=self.culture.id).document_id
        self.later(minutes=5)
        document.with_user(self.users["chief"]).action_open()
        self.later(minutes=5)
        self.pass_on(document, "chief", ("chairman", "lead"), text="Trình")
        self.later(days=1)
        document.with_user(self.users["chairman"]).action_open()
        self.later(minutes=5)
        deadline = datetime.now() + timedelta(days=9)
        self.open_(document, "chairman").action_transfer(
            [self.line("a", "lead"), self.line("b", "support")], "Giao A", deadline
        )
        self.later(minutes=5)
        self.accept(document)
        self.later(minutes=5)
        self.pass_on(document, "head_a", ("specialist_a", "lead"), text="Em làm")
        self.later(minutes=5)
        self.open_(document, "specialist_a").action_finish("Đã báo cáo")
        self.assertEqual(
            self.kinds(document),
            [
                ("registered", "Person clerk"),
                ("sent", "Person clerk"),
                ("opened", "Person chief"),
                ("sent", "Person chief"),
                ("opened", "Person chairman"),
                ("sent", "Person chairman"),
                ("registered", "Person clerk_a"),
                ("sent", "Person clerk_a"),
                ("sent", "Person head_a"),
                ("finished", "Person specialist_a"),
            ],
        )
        days = document.with_user(self.users["clerk"]).get_timeline()
        self.assertEqual(
            [day["day"] for day in days],
            [str(self.today), str(self.today + timedelta(days=1))],
        )
        events = self.events(document)
        directive = events[5]
        self.assertEqual(directive["text"], "Giao A")
        self.assertEqual(
            [(one["name"], one["purpose"]) for one in directive["whom"]],
            [("Agency A", "lead"), ("Agency B", "support")],
        )
        self.assertEqual(directive["whom"][0]["deadline"], str(deadline))
        self.assertEqual(events[6]["agency"], "Agency A")
        self.assertTrue(events[6]["number"])
        self.assertEqual(events[-1]["text"], "Đã báo cáo")
        self.assertTrue(events[-1]["ends"])

    def test_returned_and_recalled(self):
        document = self.to_chairman()
        self.later(minutes=5)
        self.pass_on(document, "chairman", ("a", "lead"), ("b", "support"))
        self.later(minutes=5)
        self.open_(document, agency=self.agency_a).with_user(
            self.users["clerk_a"]
        ).action_return("Thiếu phụ lục")
        self.later(minutes=5)
        self.open_(document, agency=self.agency_b).with_user(
            self.users["chairman"]
        ).action_recall("Gửi nhầm")
        returned, recalled = self.events(document)[-2:]
        self.assertEqual(
            (returned["kind"], returned["text"], returned["sender"]),
            ("returned", "Thiếu phụ lục", "Person chairman"),
        )
        self.assertEqual((recalled["kind"], recalled["text"]), ("recalled", "Gửi nhầm"))
        self.assertEqual(recalled["whom"][0]["name"], "Agency B")

    def test_extended_suspended_resumed(self):
        """Steps stand in the line of time with the old deadline and the new one."""
        document = self.to_chairman()
        old = datetime.now() + timedelta(days=9)
        self.open_(document, "chairman").action_transfer(
            [self.line("a", "lead")], "Giao A", old
        )
        self.later(minutes=5)
        handling = self.open_(document, agency=self.agency_a).with_user(
            self.users["chairman"]
        )
        new = old + timedelta(days=7)
        handling.action_extend(new, "Chờ số liệu của tỉnh")
        self.later(minutes=5)
        self.accept(document)
        self.later(minutes=5)
        head = self.open_(document, "head_a")
        head.action_suspend("Chờ tỉnh trả lời")
        self.later(days=2)
        head.action_resume()
        events = {event["kind"]: event for event in self.events(document)}
        extended = events["extend"]
        self.assertEqual(extended["text"], "Chờ số liệu của tỉnh")
        self.assertEqual(extended["old_deadline"], str(old))
        self.assertEqual(extended["new_deadline"], str(new))
        self.assertEqual(events["suspend"]["text"], "Chờ tỉnh trả lời")
        self.assertEqual(events["resume"]["old_deadline"], str(new))
        self.assertEqual(events["resume"]["label"], "Resumed")

    def test_a_changed_lead_and_an_opinion(self):
        document = self.to_agencies()
        self.later(minutes=5)
        chairman = (
            document.sudo()
            .handling_ids.filtered(lambda item: item.user_id == self.users["chairman"])
            .with_user(self.users["chairman"])
        )
        chairman.action_change_lead(
            {"kind": "agency", "id": self.agency_b.id}, "A quá tải"
        )
        last = self.events(document)[-1]
        self.assertEqual((last["kind"], last["text"]), ("change_lead", "A quá tải"))
        self.assertEqual([one["name"] for one in last["whom"]], ["Agency B"])

    def test_told_to_readers_only(self):
        """I3: the timeline is the document's, whoever asks for it."""
        document = self.to_agencies()
        for who in ("clerk_o", "operator", "specialist_a"):
            with self.subTest(who), self.assertRaises(AccessError):
                document.with_user(self.users[who]).get_timeline()

    @warmup
    def test_it_costs_the_same_for_a_long_road(self):
        """A directive to more people asks no more questions."""
        for document in (self.to_chairman(), self.to_specialist(number="13")):
            document.with_user(self.users["clerk"]).get_timeline()
            self.env.flush_all()
            self.env.invalidate_all()
            with self.assertQueryCount(16):
                document.with_user(self.users["clerk"]).get_timeline()


@tagged("post_install", "-at_install", "vpdt")
class TestSeeing(RouteCase):
    """R17: who sees a document, and why somebody does not, by its route."""

    def reasons(self, document, who, whom):
        self.env.flush_all()
        self.env.invalidate_all()
        answer = document.with_user(self.users[who]).get_why_not(self.users[whom].id)
        self.assertFalse(answer["reads"])
        return [(item["why"], item["need"]) for item in answer["reasons"]]

    def test_causes_in_words(self):
        """Handling, agency and having sent it: who, what for, from whom."""
        document = self.to_agencies()
        answer = document.with_user(self.users["clerk"]).get_readers()
        words = {
            line["name"]: " | ".join(cause["text"] for cause in line["causes"])
            for line in answer["readers"]
        }
        self.assertIn("Person chairman sent it: Direct", words["Person vice"])
        self.assertIn(
            "Clerk of Agency A, to which Person chairman sent it: Lead",
            words["Person clerk_a"],
        )
        self.assertIn("Sent it", words["Person chairman"])

    def test_opening_notes_it_whoever_has_the_turn(self):
        """Opening the form leaves the trace, also of who only reads."""
        document = self.to_agencies()
        before = document.sudo().handling_ids.mapped("state")
        document.with_user(self.users["clerk"]).action_open()
        row = self.env["vpdt.open"].search([("document_id", "=", document.id)])
        self.assertEqual((row.user_id, row.way), (self.users["clerk"], "form"))
        self.assertEqual(document.sudo().handling_ids.mapped("state"), before)

    def test_not_sent_there(self):
        document = self.to_chairman()
        [(why, need)] = self.reasons(document, "clerk", "head_a")
        self.assertIn("It was never sent to Agency A", why)
        self.assertIn("directive", need)

    def test_lies_with_the_clerk(self):
        document = self.to_agencies()
        [(why, need)] = self.reasons(document, "clerk_a", "specialist_a")
        self.assertIn("Person chairman sent it to Agency A at ", why)
        self.assertIn("not registered yet", why)
        self.assertIn("The clerk of Agency A registers it", need)

    def test_within_the_agency_nobody_passed_it_on(self):
        document = self.to_agencies()
        self.accept(document)
        [(why, need)] = self.reasons(document, "head_a", "specialist_a")
        self.assertIn("does not read the whole register", why)
        self.assertIn("passes it on to Person specialist_a", need)

    def test_taken_back(self):
        """What was recalled says by whom and when, and what it would take."""
        document = self.to_agencies()
        self.accept(document)
        self.pass_on(document, "head_a", ("specialist_a", "lead"))
        self.open_(document, "specialist_a").with_user(
            self.users["head_a"]
        ).action_recall("Nhầm")
        reasons = self.reasons(document, "head_a", "specialist_a")
        self.assertIn("Person head_a sent it to Person specialist_a", reasons[0][0])
        self.assertIn("Person head_a recalled it at", reasons[0][0])
        self.assertIn("again", reasons[0][1])

    def test_agency_recalled(self):
        document = self.to_agencies()
        self.open_(document, agency=self.agency_b).with_user(
            self.users["chairman"]
        ).action_recall("Nhầm")
        [(why, _need)] = self.reasons(document, "clerk", "clerk_b")
        self.assertIn("sent it to Agency B", why)
        self.assertIn("Person chairman recalled it", why)

    def test_the_substitute_and_the_head_see_it_because_of(self):
        """Who reads is told why he does, not why not."""
        document = self.to_agencies()
        answer = document.with_user(self.users["clerk"]).get_why_not(
            self.users["vice"].id
        )
        self.assertTrue(answer["reads"])
        self.assertTrue(answer["causes"])
        self.assertFalse(answer["reasons"])
