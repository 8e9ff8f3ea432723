from datetime import datetime, time, timedelta

from freezegun import freeze_time
from pytz import utc

from odoo.addons.vpdt_documents.office_time import ZONE
from odoo.addons.vpdt_workflow.tests.common import RouteCase


class PresenceCase(RouteCase):
    """The small district on a working day, with the hours of QĐ 553 Điều 4.3."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        windows = cls.env["vpdt.presence.window"]
        windows.search([]).unlink()
        windows.create(
            [
                {
                    "half": half,
                    "opens": opens,
                    "start": start,
                    "remind_at": remind,
                    "good_until": good,
                    "end": end,
                }
                for half, opens, start, remind, good, end in (
                    ("morning", 6, 7, 7.75, 8, 12),
                    ("afternoon", 13, 13.5, 14.25, 14.5, 18),
                )
            ]
        )
        work = cls.committee._work_time()
        day = cls.today + timedelta(days=1)
        while day.weekday() or len(work.on(day)) < 2:
            day += timedelta(days=1)
        #: A Monday both halves of which are worked.
        cls.day = day

    def setUp(self):
        super().setUp()
        cron = self.env.registry["ir.cron"]
        self.patch(cron, "_commit_progress", lambda self, *args, **kwargs: 600)
        self.forget()
        self.addCleanup(self.forget)

    def forget(self):
        """Let the worker forget whom it has seen."""
        self.env["vpdt.presence"]._seen_memory().clear()

    def moment(self, clock, days=0):
        """Return the naive UTC moment of a clock time of the Monday, or days later."""
        wall = datetime.combine(self.day, time.fromisoformat(clock))
        local = ZONE.localize(wall + timedelta(days=days))
        return local.astimezone(utc).replace(tzinfo=None)

    def at(self, clock, days=0):
        """Freeze the time at a clock time of the Monday."""
        return freeze_time(self.moment(clock, days))

    def use(self, who, clock, days=0):
        """`who` uses the system at a clock time."""
        with self.at(clock, days):
            self.as_(who, "vpdt.presence")._note_use()
        self.env.invalidate_all()

    def uses(self, who):
        """Return (day after the Monday, half) of what is recorded of `who`."""
        rows = self.env["vpdt.presence"].search(
            [("user_id", "=", self.users[who].id)], order="day, at"
        )
        return [((row.day - self.day).days, row.half) for row in rows]

    def stands(self, who, clock="23:00", days=0):
        """Return how the halves of the Monday (or days later) of `who` stand."""
        day = self.day + timedelta(days=days)
        [mine] = (
            self.env["vpdt.presence"]
            ._verdicts(
                day, day, user_ids=self.users[who].ids, now=self.moment(clock, days)
            )
            .values()
        )
        return [
            " ".join(part for part in mine[day, half][:2] if part)
            for half in ("morning", "afternoon")
        ]
