"""The columns of the grid of figures: whole months without gaps, the last with today in it."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.indicators.models import Indicator
from apps.indicators.periods import MONTHS, Period, periods


@pytest.mark.parametrize(
    ("frequency", "expected"),
    [
        ("monthly", [Period(date(2024, 1, 1), date(2024, 1, 31)), Period(date(2024, 2, 1), date(2024, 2, 29))]),
        ("quarterly", [Period(date(2023, 10, 1), date(2023, 12, 31)), Period(date(2024, 1, 1), date(2024, 3, 31))]),
        ("half_yearly", [Period(date(2023, 7, 1), date(2023, 12, 31)), Period(date(2024, 1, 1), date(2024, 6, 30))]),
        ("yearly", [Period(date(2023, 1, 1), date(2023, 12, 31)), Period(date(2024, 1, 1), date(2024, 12, 31))]),
        ("two_yearly", [Period(date(2023, 1, 1), date(2023, 12, 31)), Period(date(2024, 1, 1), date(2024, 12, 31))]),
        ("irregular", [Period(date(2023, 1, 1), date(2023, 12, 31)), Period(date(2024, 1, 1), date(2024, 12, 31))]),
    ],
)  # fmt: skip
def test_the_last_periods_end_with_the_one_of_today(frequency, expected):
    assert periods(frequency, date(2024, 2, 29), number=2) == expected


@given(st.sampled_from(sorted(MONTHS)), st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.integers(1, 14))
def test_periods_follow_each_other_without_gaps(frequency, today, number):
    found = periods(frequency, today, number=number)
    assert len(found) == number
    assert today in found[-1]
    for before, after in pairwise(found):
        assert before.last + timedelta(days=1) == after.first
        assert today not in before


def test_every_frequency_has_its_periods():
    assert set(MONTHS) == set(Indicator.Frequency.values)
