"""The working hours of one calendar: how long until, how much since, when is it due.

NĐ 30/2020 Điều 24 gives terms in working days by the agency's rules of work; what is
a working day is said by the week, the public holidays (Bộ luật Lao động Điều 112) and
the days exchanged for others (hoán đổi ngày làm việc). All moments are naive UTC; days
are those of the calendar's zone.
"""

from bisect import bisect_right
from datetime import datetime, time, timedelta

from pytz import utc

from .spans import clipped, length, merged, without

#: So far ahead somebody must be at work; a calendar without hours is one of none.
REACH = timedelta(days=3 * 366)
_DAY = timedelta(days=1)


class WorkTime:
    """Working time of a calendar.

    :param zone: pytz zone of its days
    :param week: 14 lists of ``(hour from, hour to)`` (numbers of hours), Monday to
        Sunday of weeks of parity 0, then of parity 1 (alike where there is one week)
    :param off: spans (naive UTC) in which nobody works: public holidays
    :param exchanged: day (date) → the day whose hours are worked on it, or None for
        a day off in exchange
    """

    def __init__(self, zone, week, off=(), exchanged=None):
        self.zone = zone
        self.week = [sorted(hours) for hours in week]
        self.off = merged(off)
        self._off_ends = [end for _start, end in self.off]
        self.exchanged = dict(exchanged or {})
        self.is_empty = not any(self.week)
        self._days = {}

    def local(self, moment):
        """Return a naive UTC moment as the aware one of the calendar's zone."""
        return utc.localize(moment).astimezone(self.zone)

    def moment(self, day, hour=0):
        """Return the naive UTC moment of `hour` (a number) on a local day."""
        wall = datetime.combine(day, time.min) + timedelta(hours=hour)
        return self.zone.localize(wall).astimezone(utc).replace(tzinfo=None)

    def hours_of(self, day):
        """Return the hours of a local day before public holidays are taken out."""
        day = self.exchanged.get(day, day)
        if day is None:
            return []
        parity = (day.toordinal() - 1) // 7 % 2
        return self.week[day.weekday() + 7 * parity]

    def on(self, day):
        """Return the spans worked on a local day."""
        if day not in self._days:
            spans = [
                (self.moment(day, start), self.moment(day, end))
                for start, end in self.hours_of(day)
            ]
            if spans and self.off:
                first = bisect_right(self._off_ends, spans[0][0])
                spans = without(spans, self.off[first : first + 50])
            self._days[day] = merged(spans)
        return self._days[day]

    def day_hours(self):
        """Return the hours of the longest day of the week: what "a day" is."""
        return max(sum(end - start for start, end in day) for day in self.week) or 8

    def is_off(self, day):
        """Return whether a public holiday falls on a local day, even on half of it."""
        start, end = self.moment(day), self.moment(day + _DAY)
        first = bisect_right(self._off_ends, start)
        return first < len(self.off) and self.off[first][0] < end

    def _days_from(self, start):
        """Yield (local day, its spans), from the day of the moment `start` on."""
        day = self.local(start).date()
        last = day + REACH
        while day <= last and not self.is_empty:
            yield day, self.on(day)
            day += _DAY

    def worked(self, start, end):
        """Return the spans worked between two moments."""
        found = []
        if start < end:
            last = self.local(end).date()
            for day, spans in self._days_from(start):
                if day > last:
                    break
                found += clipped(spans, start, end)
        return found

    def between(self, start, end):
        """Return how long is worked between two moments, 0 if reversed."""
        return length(self.worked(start, end))

    def after(self, start, term):
        """Return the first moment by which `term` (timedelta) was worked since `start`.

        None when nobody works within reach. A term of nothing ends where it starts.
        """
        if term <= timedelta():
            return start
        for _day, spans in self._days_from(start):
            for low, high in spans:
                if high <= start:
                    continue
                low = max(low, start)
                if high - low >= term:
                    return low + term
                term -= high - low
        return None

    def day_after(self, start, days):
        """Return the end of the `days`-th day of work after the day of `start`.

        The day of the start does not count, nor a day nobody works on; a half-day
        worked counts as a day and ends when its work does. None out of reach.
        """
        for _day, spans in self._days_from(
            self.moment(self.local(start).date() + _DAY)
        ):
            if spans:
                days -= 1
                if days <= 0:
                    return spans[-1][1]
        return None

    def end_of(self, day, part="day"):
        """Return when the work of a local day ends, None on a day off.

        :param part: "morning" for the end of the first half where there are two
        """
        spans = self.on(day)
        if not spans:
            return None
        return spans[0 if part == "morning" else -1][1]

    def next_end(self, day):
        """Return the end of work of `day`, or of the next day worked on.

        A term whose last day is a day off ends with the next working day (Bộ luật Dân
        sự 2015 Điều 148.5). None out of reach.
        """
        for _day, spans in self._days_from(self.moment(day)):
            if spans:
                return spans[-1][1]
        return None
