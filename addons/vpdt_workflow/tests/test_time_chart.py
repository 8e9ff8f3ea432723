from datetime import datetime, timedelta

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged, warmup

from .common import RouteCase


def at(text):
    """A moment as the tests freeze it (UTC), from Vietnam's wall clock in 2026."""
    return datetime.fromisoformat(f"2026-{text}") - timedelta(hours=7)


@tagged("post_install", "-at_install", "vpdt")
class TestTimeChart(RouteCase):
    """R16: whose desk, how long, and which part was late on arrival."""

    def walk(self):
        """A paper due on 25/11: kept by the chief, so late when it reaches the end."""
        with freeze_time(at("11-23 08:00")):
            document = self.register(field_id=self.culture.id).document_id
            document.sudo().handling_ids.write({"deadline": at("11-25 17:00")})
        with freeze_time(at("11-25 16:00")):
            self.open_(document, "chief").action_open()
            self.pass_on(document, "chief", ("chairman", "lead"))
        with freeze_time(at("11-26 09:00")):
            self.pass_on(document, "chairman", ("a", "lead"), ("b", "inform"))
        with freeze_time(at("11-26 10:00")):
            self.accept(document)
        with freeze_time(at("11-26 14:30")):
            self.pass_on(document, "head_a", ("specialist_a", "lead"))
        return document

    def rows(self, document, user="chairman"):
        chart = document.with_user(self.users[user]).get_time_chart()
        return chart, {row["holder"]: row for row in chart["rows"]}

    def test_whose_time_it_was(self):
        document = self.walk()
        with freeze_time(at("11-27 09:00")):
            chart, rows = self.rows(document)
        name = {key: user.name for key, user in self.users.items()}
        spent = {
            holder: (row["hours"], row["late_hours"], row["late_on_arrival"])
            for holder, row in rows.items()
        }
        self.assertEqual(spent[name["chief"]], (22, 0, False))
        # came an hour before it was due: the rest is the chairman's own lateness
        self.assertEqual(spent[name["chairman"]], (3, 2, False))
        self.assertEqual(spent[self.agency_a.name], (1, 1, 2))
        self.assertEqual(spent[name["head_a"]], (2.5, 2.5, 3))
        self.assertEqual(spent[name["specialist_a"]], (4.5, 4.5, 5.5))
        self.assertEqual(chart["hours"], 33)
        self.assertEqual(chart["due"], 23)
        self.assertTrue(chart["is_open"])
        self.assertEqual([mark["at"] for mark in chart["days"]], [0, 7, 15, 23, 31])

    def test_pieces_lie_on_the_axis(self):
        document = self.walk()
        with freeze_time(at("11-27 09:00")):
            chart, rows = self.rows(document)
        for row in rows.values():
            for piece in row["pieces"]:
                self.assertLessEqual(0, piece["from"])
                self.assertLessEqual(piece["from"], piece["to"])
                self.assertLessEqual(piece["to"], chart["hours"])
            self.assertAlmostEqual(
                sum(piece["to"] - piece["from"] for piece in row["pieces"]),
                row["hours"],
            )
            self.assertAlmostEqual(
                sum(
                    piece["to"] - piece["from"]
                    for piece in row["pieces"]
                    if piece["is_late"]
                ),
                row["late_hours"],
            )

    def test_suspension_is_not_used_time(self):
        """The clock stands still: neither the desk's time nor its lateness grows."""
        document = self.walk()
        with freeze_time(at("11-27 08:00")):
            self.open_(document, "specialist_a").action_suspend("Chờ Sở trả lời")
        with freeze_time(at("11-30 09:00")):
            _chart, rows = self.rows(document)
            row = rows[self.users["specialist_a"].name]
            self.assertEqual((row["hours"], row["stopped_hours"]), (3.5, 9))
            old = self.open_(document, "specialist_a").sudo().deadline
            self.open_(document, "specialist_a").action_resume()
            new = self.open_(document, "specialist_a").sudo().deadline
        self.assertEqual(self.agency_a._worked_hours(old, new), 9)
        with freeze_time(at("11-30 10:00")):
            _chart, rows = self.rows(document)
            row = rows[self.users["specialist_a"].name]
            self.assertEqual((row["hours"], row["stopped_hours"]), (4.5, 9))

    def test_returned_counts_at_both_desks(self):
        document = self.walk()
        with freeze_time(at("11-26 15:30")):
            self.open_(document, "specialist_a").action_return("Nhầm việc")
        with freeze_time(at("11-26 16:30")):
            self.pass_on(document, "head_a", ("specialist_a", "lead"))
        with freeze_time(at("11-27 09:00")):
            chart = document.with_user(self.users["chairman"]).get_time_chart()
        hours = [
            row["hours"]
            for row in chart["rows"]
            if row["holder"] == self.users["specialist_a"].name
        ]
        self.assertEqual(hours, [1, 2.5])
        [head] = [
            row for row in chart["rows"] if row["holder"] == self.users["head_a"].name
        ]
        self.assertEqual(head["hours"], 3.5)

    def test_finished_stands_still(self):
        """A finished document's chart does not grow with time."""
        document = self.walk()
        with freeze_time(at("11-27 09:00")):
            self.open_(document, "specialist_a").action_finish("Xong")
        charts = []
        for day in ("11-27 10:00", "12-20 10:00"):
            with freeze_time(at(day)):
                charts.append(document.with_user(self.users["chief"]).get_time_chart())
        self.assertFalse(
            [row for row in charts[0]["rows"] if row["hours"] < 0 or row["hours"] > 40]
        )
        self.assertEqual(charts[0]["hours"], 33)
        self.assertEqual(charts[0], charts[1])

    def test_for_readers_only(self):
        """I3: who does not read the document does not see who had it."""
        document = self.walk()
        for name in ("clerk_o", "operator"):
            with self.subTest(name), self.assertRaises(AccessError):
                document.with_user(self.users[name]).get_time_chart()

    @warmup
    def test_query_count(self):
        """As many queries for three desks as for ten."""
        few = self.to_chairman(number="1")
        many = self.to_specialist(number="2")
        for document in (few, many):
            self.env.flush_all()
            self.env.invalidate_all()
            with self.assertQueryCount(15):
                document.with_user(self.users["chairman"]).get_time_chart()
