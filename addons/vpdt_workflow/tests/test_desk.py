from datetime import datetime, timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged, warmup

from ..models import vpdt_handling_desk
from .common import RouteCase


@tagged("post_install", "-at_install", "vpdt")
class TestDesk(RouteCase):
    """The desk: what waits for me, told to exactly those whose turn it is."""

    def inbox(self, name, document):
        """Return the notifications about `document` in a person's inbox."""
        self.tell()
        return self.env["mail.notification"].search(
            [
                ("res_partner_id", "=", self.users[name].partner_id.id),
                ("notification_type", "=", "inbox"),
                ("mail_message_id.model", "=", "vpdt.document"),
                ("mail_message_id.res_id", "=", document.id),
            ]
        )

    def told(self, document):
        """Return who has anything about `document` in the inbox."""
        self.env.flush_all()
        return {name for name in self.users if self.inbox(name, document)}

    def test_counters_are_their_lists(self):
        """I3: for everybody, every counter is the length of its list."""
        soon = fields.Datetime.now() + timedelta(hours=20)
        documents = [self.to_agencies(number=str(number)) for number in (1, 2)]
        documents += [
            self.to_chairman(number="3"),
            self.to_specialist(number="4"),
            self.register(number="5").document_id,
        ]
        self.accept(documents[0], "clerk_b")
        late = (
            documents[3]
            .sudo()
            .handling_ids.filtered(lambda item: item.state == "waiting")
        )
        late.write({"deadline": fields.Datetime.now() - timedelta(days=1)})
        self.open_(documents[1], agency=self.agency_a).sudo().deadline = soon
        self.env.flush_all()
        self.assertDesksAgree()
        for name in ("clerk_a", "chairman", "chief", "vice", "specialist_a", "head_b"):
            mine = self.as_(name, "vpdt.handling")
            counters = mine.desk_read()["counters"] | mine.desk_read("sent")["counters"]
            self.assertIn("sent_opened", counters)
            for bucket, count in counters.items():
                with self.subTest(user=name, bucket=bucket):
                    page = mine.desk_read(bucket)
                    self.assertEqual(len(page["lines"]), count)
                    self.assertEqual(page["total"], count)
        counters = self.as_("clerk_a", "vpdt.handling").desk_read()["counters"]
        self.assertEqual((counters["register"], counters["due_soon"]), (2, 1))
        counters = self.as_("specialist_a", "vpdt.handling").desk_read()["counters"]
        self.assertEqual((counters["lead"], counters["overdue"]), (1, 1))

    def test_thousands_sent_are_counted_when_looked_at(self):
        """Design 7: beside what one has, what one sent is counted up to a bound."""
        for number in range(4):
            self.to_chairman(number=str(number))
        mine = self.as_("chief", "vpdt.handling")
        with patch.object(vpdt_handling_desk, "MOST_SENT", 2):
            counters = mine.desk_read()["counters"]
            self.assertEqual(counters["sent"], 3, "one more than is counted")
            self.assertNotIn("sent_unopened", counters)
            page = mine.desk_read("sent_unopened")
        self.assertEqual(page["counters"]["sent"], 4)
        self.assertEqual(page["counters"]["sent_unopened"], 4)
        self.assertEqual((page["total"], len(page["lines"])), (4, 4))

    def test_pages_of_the_desk(self):
        """More than one page: each line once, in the order of urgency and deadline."""
        for number in range(7):
            self.to_chairman(number=str(number), urgency=str(number % 4))
        mine = self.as_("chairman", "vpdt.handling")
        whole = [line["id"] for line in mine.desk_read("lead")["lines"]]
        parts = [
            line["id"]
            for offset in (0, 3, 6)
            for line in mine.desk_read("lead", offset=offset, limit=3)["lines"]
        ]
        self.assertEqual(parts, whole)
        urgencies = [line["urgency"] for line in mine.desk_read("lead")["lines"]]
        self.assertEqual(urgencies, sorted(urgencies, reverse=True))

    def test_paper_shows_the_line_of_the_list(self):
        """The paper beside the list tells the same as its line."""
        self.to_chairman()
        mine = self.as_("chairman", "vpdt.handling")
        [line] = mine.desk_read("lead")["lines"]
        self.assertEqual(mine.browse(line["id"]).desk_paper()["line"], line)

    def test_desk_takes_what_clients_send(self):
        """Unknown buckets and odd bounds give a desk, not a traceback."""
        self.to_chairman()
        mine = self.as_("chairman", "vpdt.handling")
        for arguments in (
            {"bucket": "no such"},
            {"offset": -5, "limit": 0},
            {"limit": 10**9},
        ):
            with self.subTest(arguments):
                self.assertEqual(len(mine.desk_read(**arguments)["lines"]), 1)

    def test_told_exactly_those_whose_turn_it_is(self):
        """R2: a paper sent on tells its new holders, nobody else."""
        document = self.register(field_id=self.culture.id).document_id
        self.assertEqual(self.told(document), {"chief"})
        self.pass_on(document, "chief", ("chairman", "lead"))
        self.assertEqual(self.told(document), {"chief", "chairman"})
        self.pass_on(
            document, "chairman", ("a", "lead"), ("b", "support"), ("vice", "direct")
        )
        self.assertEqual(
            self.told(document), {"chief", "chairman", "clerk_a", "clerk_b", "vice"}
        )
        self.accept(document)
        self.assertIn("head_a", self.told(document))
        self.assertNotIn("specialist_a", self.told(document))
        self.assertNotIn("deputy_chief", self.told(document))

    def test_every_clerk_of_the_agency_is_told(self):
        """What lies with an agency is every one of its clerks' turn."""
        second = self._create_person("clerk_a2", self.posts["clerk_a"])
        self.users = {**self.users, "clerk_a2": second}
        document = self.to_agencies()
        self.assertLessEqual({"clerk_a", "clerk_a2"}, self.told(document))

    def test_recall_takes_the_message_back(self):
        """Recalled unopened: no message is left with who should not have it."""
        document = self.to_agencies()
        self.assertIn("clerk_b", self.told(document))
        handling = self.open_(document, agency=self.agency_b)
        handling.with_user(self.users["chairman"]).action_recall()
        self.assertNotIn("clerk_b", self.told(document))
        self.assertIn("clerk_a", self.told(document))
        messages = self.as_("clerk_b", "mail.message").search(
            [("model", "=", "vpdt.document"), ("res_id", "=", document.id)]
        )
        self.assertFalse(messages)

    def test_return_tells_the_sender_why(self):
        """R4: who gets a paper back is told by whom and why."""
        document = self.to_chairman()
        before = self.inbox("chief", document)
        self.open_(document, "chairman").action_return("Thiếu phụ lục số 2")
        new = self.inbox("chief", document) - before
        self.assertEqual(len(new), 1)
        self.assertIn("Thiếu phụ lục số 2", new.mail_message_id.body)

    def test_result_is_told_upwards(self):
        """Who passed the task on is told that it is finished."""
        document = self.to_specialist()
        before = {name: self.inbox(name, document) for name in self.users}
        self.open_(document, "specialist_a").action_finish("Xong")
        told = {
            name for name in self.users if self.inbox(name, document) - before[name]
        }
        self.assertEqual(told, {"clerk", "chief", "chairman", "clerk_a", "head_a"})

    def test_messages_tell_no_content(self):
        """I3: a message names the paper by its number; what it says is read where
        the reader table is asked."""
        document = self.to_agencies(subject="Chuyện kín của trang giấy")
        self.tell()
        messages = self.env["mail.message"].search(
            [("model", "=", "vpdt.document"), ("res_id", "=", document.id)]
        )
        self.assertTrue(messages)
        for message in messages:
            text = f"{message.subject} {message.body} {message.record_name}"
            self.assertNotIn("Chuyện kín", text.replace(document.display_name, ""))

    def test_no_bus_message_carries_content(self):
        """The bus says "look again", nothing else."""
        sent = []
        Bus = type(self.env["bus.bus"])
        original = Bus._sendone

        def spy(self, target, notification_type, message):
            sent.append((notification_type, message))
            return original(self, target, notification_type, message)

        self.patch(Bus, "_sendone", spy)
        self.to_agencies(subject="Chuyện kín")
        self.env.cr.precommit.run()
        desk = [message for kind, message in sent if kind == "vpdt.desk"]
        self.assertTrue(desk)
        self.assertEqual([message for message in desk if message], [])

    def test_names_that_are_kept_are_those_of_now(self):
        """A desk shows names of colleagues, agencies and types without asking for them;
        who is renamed, or new, is called so at once."""
        document = self.to_agencies()
        mine = self.as_("chairman", "vpdt.handling")

        def line():
            [line] = [
                line
                for line in mine.desk_read("sent")["lines"]
                if line["to_agency"] and line["document_id"] == document.id
            ][:1]
            return line

        self.assertEqual(line()["sender"], self.users["chairman"].name)
        self.assertEqual(line()["type"], document.type_id.name)
        self.users["chairman"].name = "Trần Văn Mới"
        document.type_id.name = "Loại mới"
        agencies = {line()["holder"]}
        for agency in (self.agency_a, self.agency_b):
            agency.name = f"{agency.name} mới"
        self.assertEqual(line()["sender"], "Trần Văn Mới")
        self.assertEqual(line()["type"], "Loại mới")
        self.assertEqual({line()["holder"]}, {f"{name} mới" for name in agencies})
        second = self._create_person("chairman_2", self.posts["chairman"])
        self.users = {**self.users, "second": second}
        handling = self.open_(self.to_chairman(number="9"), "chairman")
        # sudo: as the route would write it
        handling.sudo().sender_id = second
        senders = {line["sender"] for line in mine.desk_read("all")["lines"]}
        self.assertIn(second.name, senders)

    @warmup
    def test_query_counts(self):
        """Design 7: the desk, and a directive to many, in a fixed number of queries."""
        for number in range(20):
            self.to_chairman(number=str(number))
        for limit in (3, 20):
            self.env.flush_all()
            self.env.invalidate_all()
            mine = self.as_("chairman", "vpdt.handling")
            with self.assertQueryCount(2):
                desk = mine.desk_read("lead", limit=limit)
            self.assertEqual(len(desk["lines"]), limit)


@tagged("post_install", "-at_install", "vpdt")
class TestDeadlines(RouteCase):
    """Design 5.8: deadlines count working days of the agency's calendar."""

    def due(self, days, start):
        """Return the deadline in Vietnam's time for a start given in it."""
        start = datetime.fromisoformat(start) - timedelta(hours=7)
        end = self.committee._deadline(days, start) + timedelta(hours=7)
        return end.isoformat(" ", "minutes")

    def test_working_days(self):
        """Weekends do not count; the day it comes in does not either."""
        for days, start, end in (
            (1, "2026-11-23 08:00", "2026-11-24 17:00"),  # Monday
            (1, "2026-11-23 16:59", "2026-11-24 17:00"),
            (1, "2026-11-27 10:00", "2026-11-30 17:00"),  # Friday
            (1, "2026-11-28 10:00", "2026-11-30 17:00"),  # Saturday
            (5, "2026-11-23 08:00", "2026-11-30 17:00"),
            (10, "2026-11-23 08:00", "2026-12-07 17:00"),
        ):
            with self.subTest(days=days, start=start):
                self.assertEqual(self.due(days, start), end)

    def test_day_is_vietnams(self):
        """23:30 in Hà Nội is still the same day, 00:30 the next."""
        self.assertEqual(self.due(1, "2026-11-23 23:30"), "2026-11-24 17:00")
        self.assertEqual(self.due(1, "2026-11-24 00:30"), "2026-11-25 17:00")

    def test_public_holidays(self):
        """Bộ luật Lao động Điều 112: Tết and the other days of 2026 and 2027."""
        for days, start, end in (
            (1, "2026-02-13 09:00", "2026-02-23 17:00"),  # Tết Bính Ngọ
            (3, "2026-02-12 09:00", "2026-02-24 17:00"),
            (1, "2026-04-24 09:00", "2026-04-28 17:00"),  # Giỗ Tổ (27/4)
            (1, "2026-04-29 09:00", "2026-05-04 17:00"),  # 30/4, 1/5
            (1, "2026-12-31 09:00", "2027-01-04 17:00"),  # Friday 1/1
            (1, "2027-02-04 09:00", "2027-02-12 17:00"),  # Tết Đinh Mùi
        ):
            with self.subTest(days=days, start=start):
                self.assertEqual(self.due(days, start), end)

    def test_calendar_of_the_agency_above(self):
        """An agency without hours of its own follows the one above."""
        self.assertFalse(self.agency_a.calendar_id)
        self.assertEqual(self.agency_a._working_calendar(), self.committee.calendar_id)

    def test_proposed_by_the_rule(self):
        """The usual days of the rule, as a deadline, with the directive's dialog."""
        document = self.to_chairman()
        options = self.open_(document, "chairman").get_transfer_options()
        self.assertEqual(options["days"], 5)
        expected = self.committee._deadline(5)
        self.assertEqual(options["deadline"], fields.Datetime.to_string(expected))

    def test_over_is_refused(self):
        """A deadline in the past is told, not stored."""
        document = self.to_chairman()
        handling = self.open_(document, "chairman")
        past = fields.Datetime.to_string(fields.Datetime.now() - timedelta(hours=1))
        with self.assertRaises(UserError):
            handling.action_transfer([self.line("a", "lead")], "", past)
        for bad in ("tomorrow", "2026-13-45 00:00:00", 7, {"a": 1}):
            with self.subTest(bad), self.assertRaises(UserError):
                handling.action_transfer([self.line("a", "lead")], "", bad)

    def test_deadline_of_a_line_before_that_of_all(self):
        """Each receiver may have a deadline of its own."""
        document = self.to_chairman()
        one, other = (
            fields.Datetime.now().replace(microsecond=0) + timedelta(days=days)
            for days in (3, 9)
        )
        self.open_(document, "chairman").action_transfer(
            [
                self.line("a", "lead", deadline=fields.Datetime.to_string(one)),
                self.line("b", "support"),
            ],
            "",
            fields.Datetime.to_string(other),
        )
        self.assertEqual(self.open_(document, agency=self.agency_a).deadline, one)
        self.assertEqual(self.open_(document, agency=self.agency_b).deadline, other)
        self.accept(document)
        self.assertEqual(self.open_(document, "head_a").sudo().deadline, one)
