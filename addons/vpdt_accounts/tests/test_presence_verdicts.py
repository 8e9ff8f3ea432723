"""R24: who was in time, late, missing, excused; figures, board, sheet and who sees."""

from datetime import timedelta
from io import BytesIO

from pypdf import PdfReader

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .presence_common import PresenceCase


@tagged("post_install", "-at_install", "vpdt")
class TestVerdicts(PresenceCase):
    def away(self, who, start, end, kind="leave", days=0):
        # sudo rows, as the absence's own dialog writes them
        return self.env["vpdt.absence"].create(
            {
                "user_id": self.users[who].id,
                "kind": kind,
                "date_from": self.moment(start, days),
                "date_to": self.moment(end, days),
                "entered_by_id": self.users[who].id,
            }
        )

    def test_in_time_late_missing_and_not_yet(self):
        self.use("specialist_a", "07:59")
        self.use("deputy_a", "08:01")
        self.assertEqual(self.stands("specialist_a"), ["present", "missing"])
        self.assertEqual(self.stands("deputy_a"), ["late", "missing"])
        self.assertEqual(self.stands("head_a", "07:30"), ["waiting", "waiting"])
        self.assertEqual(self.stands("head_a", "09:00"), ["missing", "waiting"])

    def test_leave_and_trips_excuse_while_they_last(self):
        self.away("specialist_a", "00:00", "12:00")
        trip = self.away("deputy_a", "00:00", "23:59", "trip")
        self.assertEqual(self.stands("specialist_a"), ["excused leave", "missing"])
        self.assertEqual(self.stands("deputy_a"), ["excused trip"] * 2)
        trip.state = "cancelled"
        self.assertEqual(self.stands("deputy_a"), ["missing"] * 2)

    def test_holidays_weekends_and_days_worked_in_exchange(self):
        calendar = self.committee._working_calendar()
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Feast",
                "calendar_id": calendar.id,
                "resource_id": False,
                "date_from": self.moment("00:00", 1),
                "date_to": self.moment("12:00", 1),
            }
        )
        self.env["vpdt.exchanged.day"].create(
            {
                "name": "Exchange",
                "instead_of": self.day + timedelta(days=4),
                "date": self.day + timedelta(days=5),
            }
        )
        self.env.flush_all()
        for days, expected in (
            (0, ["missing", "missing"]),
            (1, ["holiday", "missing"]),
            (4, ["holiday", "holiday"]),
            (5, ["missing", "missing"]),
            (6, ["off", "off"]),
        ):
            self.assertEqual(self.stands("specialist_a", days=days), expected, days)

    def test_posts_without_the_duty_and_locked_accounts_are_excused(self):
        self.posts["chairman"].no_presence_duty = True
        self.assertEqual(self.stands("chairman"), ["excused no_duty"] * 2)
        with self.at("05:00"):
            self.users["specialist_a"]._do_lock("Lost phone")
        with self.at("12:30"):
            self.users["specialist_a"]._do_unlock()
        self.assertEqual(self.stands("specialist_a"), ["excused locked", "missing"])

    def test_who_left_counts_for_the_days_before(self):
        """I6: a month reckoned again later gives the same figures."""
        before = self.env["vpdt.presence"]._presence_figures(
            self.day, self.day, self.agency_a.ids
        )
        with self.at("09:00", 1):
            self.env.registry.clear_cache()
            self.users["specialist_a"].active = False
        self.env.flush_all()
        after = self.env["vpdt.presence"]._presence_figures(
            self.day, self.day, self.agency_a.ids
        )
        self.assertEqual(before, after)
        self.assertEqual(self.stands("specialist_a", days=2), ["off", "off"])

    def test_a_person_counts_once_with_his_own_post(self):
        values = {
            "employee_id": self.users["specialist_a"].sudo().employee_ids.id,
            "job_id": self.posts["specialist_b"].id,
        }
        event = self.env["vpdt.personnel.event"].create(
            {
                **values,
                "kind": "second_post",
                "date": self.day,
                "decision_code": "12/QĐ-UBND",
                "decision_date": "2026-03-02",
            }
        )
        self.env["vpdt.second.post"].create(
            {**values, "date_from": self.day, "event_id": event.id}
        )
        self.env.flush_all()
        found = self.env["vpdt.presence"]._verdicts(self.day, self.day)
        agencies = [
            agency for agency, user in found if user == self.users["specialist_a"].id
        ]
        self.assertEqual(agencies, self.agency_a.ids)

    def test_figures_for_the_quarterly_report(self):
        self.use("specialist_a", "07:10")
        self.use("deputy_a", "09:00")
        self.away("clerk_a", "00:00", "23:59")
        with self.at("23:00"):
            figures = self.env["vpdt.presence"]._presence_figures(
                self.day, self.day, self.agency_a.ids
            )
        self.assertEqual(
            figures,
            {
                self.agency_a.id: {
                    "people": 4,
                    "due": 6,
                    "present": 1,
                    "late": 1,
                    "missing": 4,
                    "excused": 2,
                    "waiting": 0,
                }
            },
        )

    def test_no_query_for_each_person_or_day(self):
        def queries(days):
            self.env.flush_all()
            self.env.invalidate_all()
            begin = self.env.cr.sql_log_count
            with self.at("09:00", days):
                board = self.as_("head_a", "vpdt.presence").board_read()
                self.as_("head_a", "vpdt.presence").board_people(self.agency_a.id)
                self.as_("head_a", "vpdt.presence").board_month(None, self.agency_a.id)
            return self.env.cr.sql_log_count - begin, board

        queries(0)
        few, board = queries(0)
        self.assertEqual(board["agencies"][0]["morning"]["missing"], 4)
        for number in range(30):
            self._create_person(f"more_{number}", self.posts["specialist_a"])
        queries(0)
        many, board = queries(0)
        self.assertEqual(board["agencies"][0]["morning"]["missing"], 34)
        self.assertEqual(few, many)


@tagged("post_install", "-at_install", "vpdt")
class TestBoard(PresenceCase):
    def board(self, who, clock="09:00", day=None):
        with self.at(clock):
            return self.as_(who, "vpdt.presence").board_read(day)

    def names(self, who):
        return [row["name"] for row in self.board(who)["agencies"]]

    def test_whose_board_shows_which_agencies(self):
        self.assertEqual(self.names("head_a"), ["Agency A"])
        for who in ("chairman", "chief"):
            self.assertEqual(self.names(who), ["Committee", "Agency A", "Agency B"])
        for who in ("specialist_a", "deputy_a", "clerk_a", "vice"):
            self.assertEqual(self.names(who), [], who)
        self.assertEqual(self.names("head_o"), ["Other committee"])
        self.agency_a.watches_agencies = True
        for who in ("specialist_a", "clerk_a", "head_a"):
            self.assertEqual(
                self.names(who), ["Committee", "Agency A", "Agency B"], who
            )

    def test_who_reads_which_rows(self):
        for who in ("specialist_a", "specialist_b", "chairman", "head_o"):
            self.use(who, "07:05")

        def read_by(who):
            rows = self.as_(who, "vpdt.presence").search([])
            mine = {user.id: name for name, user in self.users.items()}
            return sorted(mine[row.user_id.id] for row in rows)

        self.assertEqual(read_by("specialist_a"), ["specialist_a"])
        self.assertEqual(read_by("deputy_a"), [])
        self.assertEqual(read_by("head_a"), ["specialist_a"])
        self.assertEqual(
            read_by("chairman"), ["chairman", "specialist_a", "specialist_b"]
        )
        self.assertEqual(read_by("head_o"), ["head_o"])
        self.agency_b.watches_agencies = True
        self.assertEqual(
            read_by("clerk_b"), ["chairman", "specialist_a", "specialist_b"]
        )

    def test_others_people_are_not_shown_counted_printed_or_reminded(self):
        for who, agency in (
            ("specialist_a", self.agency_a),
            ("head_a", self.agency_b),
            ("head_a", self.committee),
            ("head_o", self.agency_a),
        ):
            presence = self.as_(who, "vpdt.presence")
            for ask in (
                lambda p=presence, a=agency: p.board_people(a.id),
                lambda p=presence, a=agency: p.board_month("2026-11", a.id),
                lambda p=presence, a=agency: p._print_month(a.id, "2026-11"),
                lambda p=presence, a=agency: p.env[
                    "vpdt.presence.reminder"
                ].action_remind(a.id),
            ):
                with self.assertRaises(AccessError):
                    ask()

    def test_hostile_arguments_are_refused_with_a_sentence(self):
        presence = self.as_("head_a", "vpdt.presence")
        for ask in (
            lambda: presence.board_read("yesterday"),
            lambda: presence.board_month("2026-13"),
            lambda: presence.board_month({"a": 1}),
        ):
            with self.assertRaises(UserError):
                ask()
        for agency in ("x", -1, [1], None):
            with self.assertRaises(AccessError):
                presence.board_people(agency)

    def test_who_is_missing_stands_first_with_the_hour_of_the_others(self):
        self.use("specialist_a", "07:12")
        self.use("deputy_a", "08:20")
        with self.at("09:00"):
            rows = self.as_("head_a", "vpdt.presence").board_people(self.agency_a.id)
        self.assertEqual(
            [(row["name"], row["morning"]["kind"]) for row in rows],
            [
                ("Person clerk_a", "missing"),
                ("Person head_a", "missing"),
                ("Person deputy_a", "late"),
                ("Person specialist_a", "present"),
            ],
        )
        self.assertEqual(rows[-1]["morning"]["seen"], "07:12")
        self.assertEqual(rows[-1]["post"], "Post specialist_a")
        self.assertEqual(rows[-1]["afternoon"]["kind"], "waiting")

    def test_everybody_sees_his_own_month(self):
        self.use("specialist_a", "07:12")
        with self.at("09:00"):
            month = self.as_("specialist_a", "vpdt.presence").board_month()
        [row] = month["people"]
        self.assertEqual(row["id"], self.users["specialist_a"].id)
        cell = row["cells"][self.day.day - 1][0]
        self.assertEqual((cell["mark"], cell["seen"]), ("x", "07:12"))

    def test_the_sheet_in_print(self):
        self.use("specialist_a", "07:12")
        with self.at("20:00"):
            pdf = self.as_("head_a", "vpdt.presence")._print_month(
                self.agency_a.id, f"{self.day:%Y-%m}"
            )
        text = " ".join(PdfReader(BytesIO(pdf)).pages[0].extract_text().split())
        for wanted in ("AGENCY A", "Person specialist_a", f"tháng {self.day:%m/%Y}"):
            self.assertIn(wanted, text)


@tagged("post_install", "-at_install", "vpdt")
class TestReminders(PresenceCase):
    def setUp(self):
        super().setUp()
        for name, user in self.users.items():
            user.partner_id.email = f"{name}@example.com"
        self.env["vpdt.notice.preference"].search([]).unlink()

    def run_at(self, clock, days=0):
        with self.at(clock, days):
            return self.env["vpdt.presence.reminder"]._cron_remind()

    def mailed(self):
        mails = self.env["mail.mail"].search([("subject", "like", "e-office")])
        found = [mail.recipient_ids.mapped("email") for mail in mails]
        return sorted(email.split("@")[0] for emails in found for email in emails)

    def told(self):
        rows = self.env["vpdt.presence.reminder"].search([])
        mine = {user.id: name for name, user in self.users.items()}
        return {mine[row.user_id.id] for row in rows if row.user_id.id in mine}

    def test_who_is_due_and_not_seen_is_reminded_once(self):
        self.use("specialist_a", "07:10")
        self.posts["chairman"].no_presence_duty = True
        self.env["vpdt.absence"].create(
            {
                "user_id": self.users["clerk_a"].id,
                "date_from": self.moment("00:00"),
                "date_to": self.moment("23:59"),
                "entered_by_id": self.users["clerk_a"].id,
            }
        )
        self.assertEqual(self.run_at("07:40"), 0, "not the hour yet")
        self.run_at("07:46")
        told = self.told()
        self.assertEqual(
            told,
            # the other committee works in other hours
            set(self.users)
            - {"specialist_a", "chairman", "clerk_a", "clerk_o", "head_o"},
        )
        self.assertEqual(self.mailed(), sorted(told))
        self.assertEqual(self.run_at("07:56"), 0)
        self.assertEqual(self.mailed(), sorted(told))

    def test_each_half_day_by_itself_and_none_on_days_off(self):
        self.run_at("07:50")
        first = len(self.told())
        self.assertTrue(first)
        self.assertEqual(self.run_at("12:30"), 0)
        self.assertGreaterEqual(self.run_at("14:20"), first)
        self.assertEqual(self.run_at("07:50", days=6), 0)

    def test_by_the_ways_a_person_chose(self):
        self.env["vpdt.notice.preference"].create(
            {
                "user_id": self.users["head_a"].id,
                "event": "reminder",
                "inside": "now",
                "push": True,
            }
        )
        self.env["mail.push.device"].sudo().create(
            {
                "partner_id": self.users["head_a"].partner_id.id,
                "endpoint": "https://push.example.com/1",
                "keys": '{"p256dh": "x", "auth": "y"}',
            }
        )
        self.env["ir.config_parameter"].sudo().set_param(
            "mail.web_push_vapid_private_key", "k"
        )
        self.run_at("07:50")
        self.assertNotIn("head_a", self.mailed())
        self.assertIn("deputy_a", self.mailed())
        row = self.env["vpdt.presence.reminder"].search(
            [("user_id", "=", self.users["head_a"].id)]
        )
        self.assertEqual((row.email, row.push), (False, True))
        push = self.env["mail.push"].search(
            [
                (
                    "mail_push_device_id.partner_id",
                    "=",
                    self.users["head_a"].partner_id.id,
                )
            ]
        )
        self.assertIn("e-office", push.payload)

    def test_quiet_hours_put_it_off(self):
        self.env["vpdt.notice.quiet"].create(
            {"user_id": self.users["head_a"].id, "start": 19, "stop": 8}
        )
        self.run_at("07:50")
        self.assertNotIn("head_a", self.told())
        self.assertIn("deputy_a", self.told())
        self.run_at("08:05")
        self.assertIn("head_a", self.told())

    def test_the_head_reminds_by_hand_with_time_between(self):
        reminders = self.as_("head_a", "vpdt.presence.reminder")
        self.use("specialist_a", "07:10")
        with self.at("05:00"), self.assertRaises(UserError):
            reminders.action_remind(self.agency_a.id)
        with self.at("07:20"):
            board = self.as_("head_a", "vpdt.presence").board_read()
            self.assertEqual(board["agencies"][0]["to_remind"], 2)
            self.assertEqual(reminders.action_remind(self.agency_a.id), 2)
            board = self.as_("head_a", "vpdt.presence").board_read()
            self.assertEqual(board["agencies"][0]["to_remind"], 0)
            self.assertTrue(board["agencies"][0]["reminded_at"])
        self.assertEqual(self.told(), {"clerk_a", "deputy_a"}, "not himself")
        with self.at("07:30"), self.assertRaises(UserError):
            reminders.action_remind(self.agency_a.id)
        self.use("deputy_a", "07:40")
        with self.at("07:55"):
            self.assertEqual(reminders.action_remind(self.agency_a.id), 1)
        self.assertEqual(
            self.env["vpdt.presence.reminder"].search([]).author_id,
            self.users["head_a"],
        )

    def test_nothing_is_due_with_everybody_seen(self):
        for who in ("head_a", "deputy_a", "specialist_a", "clerk_a"):
            self.use(who, "07:05")
        with self.at("07:30"), self.assertRaises(UserError):
            self.as_("head_a", "vpdt.presence.reminder").action_remind(self.agency_a.id)

    def test_traces_stay_and_are_read_by_who_follows(self):
        self.run_at("07:50")
        head = self.as_("head_a", "vpdt.presence.reminder").search([])
        self.assertEqual(head.agency_id, self.agency_a)
        own = self.as_("specialist_b", "vpdt.presence.reminder").search([])
        self.assertEqual(own.user_id, self.users["specialist_b"])
        with self.assertRaises(UserError):
            head[0].sudo().write({"email": False})


@tagged("post_install", "-at_install", "vpdt")
class TestHours(PresenceCase):
    def test_the_operator_sets_the_hours_and_nobody_else(self):
        windows = self.env["vpdt.presence.window"].search([])
        with self.assertRaises(AccessError):
            windows.with_user(self.users["head_a"]).write({"start": 7.5})
        windows.with_user(self.users["operator"]).filtered(
            lambda row: row.half == "morning"
        ).good_until = 9
        self.use("specialist_a", "08:30")
        self.assertEqual(self.stands("specialist_a")[0], "present")

    def test_hours_of_another_decision_leave_the_days_before(self):
        self.env["vpdt.presence.window"].create(
            {
                "half": "morning",
                "opens": 7,
                "start": 8,
                "remind_at": 8.5,
                "good_until": 9,
                "end": 12,
                "valid_from": self.day + timedelta(days=1),
            }
        )
        for days in (0, 1):
            self.use("specialist_a", "08:30", days)
        self.assertEqual(self.stands("specialist_a")[0], "late")
        self.assertEqual(self.stands("specialist_a", days=1)[0], "present")
