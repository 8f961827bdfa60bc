"""Lengths of time in words."""

from datetime import timedelta

import pytest
from django.utils import translation

from apps.core.durations import duration_in_words


@pytest.mark.parametrize(
    ("length", "danish", "english"),
    [
        (timedelta(days=14), "14 dage", "14 days"),
        (timedelta(days=2), "2 dage", "2 days"),
        (timedelta(days=1), "24 timer", "24 hours"),
        (24 * 3600, "24 timer", "24 hours"),
        (36 * 3600, "36 timer", "36 hours"),
        (3600, "1 time", "1 hour"),
        (timedelta(minutes=30), "30 minutter", "30 minutes"),
        (timedelta(minutes=90), "90 minutter", "90 minutes"),
        (60, "1 minut", "1 minute"),
        (30, "30 sekunder", "30 seconds"),
        (61, "61 sekunder", "61 seconds"),
        (1, "1 sekund", "1 second"),
    ],
)
def test_a_length_is_said_in_the_largest_unit_that_leaves_no_rest(length, danish, english):
    assert duration_in_words(length) == danish
    with translation.override("en"):
        assert duration_in_words(length) == english
