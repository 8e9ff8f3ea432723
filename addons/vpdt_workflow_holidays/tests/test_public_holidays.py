"""R16: Odoo's time off moves moments that come in for the user's own time."""

from datetime import time

from pytz import timezone, utc

from odoo.tests import TransactionCase, tagged
from odoo.tools import convert_file

_FILE = "data/resource_calendar_data.xml"


@tagged("post_install", "-at_install", "vpdt")
class TestPublicHolidays(TransactionCase):
    def delivered(self):
        names = self.env["ir.model.data"].search(
            [
                ("module", "=", "vpdt_workflow"),
                ("model", "=", "resource.calendar.leaves"),
            ]
        )
        return self.env["resource.calendar.leaves"].browse(names.mapped("res_id"))

    def test_delivered_days_off_are_whole_days_in_vietnam(self):
        """Installed with time off at once, or after it: midnight to midnight."""
        before = {one.name: (one.first_day, one.last_day) for one in self.delivered()}
        self.delivered().unlink()
        convert_file(self.env, "vpdt_workflow", _FILE, {}, mode="init", noupdate=True)
        after = self.delivered()
        self.assertGreaterEqual(len(after), 10)
        zone = timezone("Asia/Ho_Chi_Minh")
        for day in after:
            start, end = (
                utc.localize(moment).astimezone(zone)
                for moment in (day.date_from, day.date_to)
            )
            self.assertEqual(start.time(), time.min, day.name)
            self.assertEqual(end.time(), time(23, 59, 59), day.name)
            self.assertEqual((day.first_day, day.last_day), before[day.name])
