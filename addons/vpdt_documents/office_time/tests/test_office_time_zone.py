"""Decision 25: hours are Vietnam's, seven before UTC, the day changes here."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st
from office_time import ZONE, local_time, time_text, utc_time

DAYS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1))


def test_evening_in_utc_is_the_next_morning_here():
    assert time_text(datetime(2026, 12, 31, 17, 30)) == "00:30 01/01/2027"
    assert local_time(datetime(2026, 12, 31, 17, 30)).date().year == 2027
    assert utc_time(datetime(2027, 1, 1)) == datetime(2026, 12, 31, 17)


def test_no_moment_is_no_text():
    assert time_text(False) == time_text(None) == ""


@given(DAYS)
def test_there_and_back(moment):
    here = local_time(moment)
    assert here.utcoffset() == ZONE.utcoffset(moment)
    assert utc_time(here.replace(tzinfo=None)) == moment
