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
            # the board says why nobody has to be there
            board = self.as_("head_a", "vpdt.presence").board_read(
                str(self.day + timedelta(days=days))
            )
            free = board["agencies"][0]["free"]
            self.assertEqual(
                [free.get(half, "missing") for half in ("morning", "afternoon")],
                expected,
            )

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
