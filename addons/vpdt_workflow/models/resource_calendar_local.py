from datetime import timedelta

from pytz import timezone, utc

from odoo import models

from odoo.addons.vpdt_documents.office_time import ZONE_NAME


class ResourceCalendar(models.Model):
    """Working hours as plain local times, for the rules in `chasing`."""

    _inherit = "resource.calendar"

    def _local(self, moment):
        """Return a naive UTC datetime as naive local time of these working hours."""
        zone = timezone(self.tz or ZONE_NAME)
        return utc.localize(moment).astimezone(zone).replace(tzinfo=None)

    def _from_local(self, moment):
        """Return a naive local time of these working hours as naive UTC datetime."""
        zone = timezone(self.tz or ZONE_NAME)
        return zone.localize(moment).astimezone(utc).replace(tzinfo=None)

    def _local_intervals(self, start, stop):
        """Return the working hours between two naive UTC moments, days off left out.

        :return: sorted list of (start, stop), naive local times
        """
        self.ensure_one()
        zone = timezone(self.tz or ZONE_NAME)
        intervals = self._work_intervals_batch(utc.localize(start), utc.localize(stop))
        return sorted(
            (
                begin.astimezone(zone).replace(tzinfo=None),
                end.astimezone(zone).replace(tzinfo=None),
            )
            for begin, end, _attendance in intervals[False]
        )

    def _local_day(self, moment):
        """Return the working hours of the local day of a naive UTC moment."""
        day = self._local(moment).replace(hour=0, minute=0, second=0, microsecond=0)
        begin = self._from_local(day)
        return self._local_intervals(begin, begin + timedelta(days=1))
