"""On which days there can be a figure, said in one place for every way in: grid, spreadsheet, admin."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.core.years import FIRST_YEAR, LAST_YEAR


def day_written(day: date) -> str:
    """“31-12-2025”, with four digits for the year whatever it is."""
    return f"{day:%d-%m}-{day.year:04d}"


def refuse_day(on: date, *, today: date | None) -> None:
    """Raise ``ValidationError`` for a day on which nothing was measured: none that a council knows, or one that lies ahead.

    What one aims at may lie ahead: without ``today`` only the year counts.
    """
    if not FIRST_YEAR <= on.year <= LAST_YEAR:
        told = _("The day %(day)s lies outside the years from %(first)s to %(last)s.")
        raise ValidationError(
            told,
            code="outside_years",
            params={"day": day_written(on), "first": FIRST_YEAR, "last": LAST_YEAR},
        )
    if today is not None and on > today:
        told = _("The day %(day)s lies ahead, so nothing has been measured then.")
        raise ValidationError(told, code="ahead", params={"day": day_written(on)})
