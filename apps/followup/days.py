"""The day that something is said of: nothing is known of one that is yet to come."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _


def known_day(on: date | None, *, today: date | None = None) -> date:
    """The day ``on``, today unless given. Raises ``ValidationError`` for a day after ``today``.

    ``today`` is what the clock says unless given. Only the loader of an example gives it: the days of its follow-up are fixed,
    and it must load whatever the clock says. What people write is never taken with a day of their own.
    """
    today = today or timezone.localdate()
    if on and on > today:
        raise ValidationError(_("The day lies in the future."), code="future")
    return on or today
