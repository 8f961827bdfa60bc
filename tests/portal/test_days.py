import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.portal.days import Fault, UnanswerableDay, read_day

TODAY = date(2026, 11, 27)


@given(st.dates(max_value=TODAY))
def test_every_day_until_today_is_read(day):
    assert read_day(day.isoformat(), TODAY) == day


@given(st.text())
def test_whatever_is_asked_is_a_day_or_refused(text):
    with contextlib.suppress(UnanswerableDay):
        assert read_day(text, TODAY).isoformat() == text


@pytest.mark.parametrize(
    ("text", "fault", "day"),
    [
        ("2026-11-28", Fault.FUTURE, date(2026, 11, 28)),
        ("2025-02-29", Fault.NO_SUCH_DAY, None),
        ("2026-5-3", Fault.MALFORMED, None),
        ("2026-05-03\n", Fault.MALFORMED, None),
    ],
)
def test_it_is_said_what_is_wrong_with_a_day(text, fault, day):
    with pytest.raises(UnanswerableDay) as refused:
        read_day(text, TODAY)
    assert (refused.value.fault, refused.value.day) == (fault, day)
