"""Dates and times read the same on every page."""

from datetime import datetime

from django.utils import translation
from django.utils.formats import date_format

MOMENT = datetime(2026, 11, 22, 7, 4)


def test_danish_times_are_written_as_danes_write_them():
    with translation.override("da"):
        assert date_format(MOMENT, "DATETIME_FORMAT") == "22. november 2026 kl. 07.04"
        assert date_format(MOMENT, "TIME_FORMAT") == "07.04"
        assert date_format(MOMENT, "DATE_FORMAT") == "22. november 2026"
