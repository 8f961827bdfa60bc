"""What a reader answers about a page. There is no ``by``: who it was is not asked, and is kept nowhere."""

from datetime import date

from django.conf import settings
from django.db import transaction

from apps.municipalities.models import Municipality
from apps.readership.models import PageComment
from apps.readership.operations.count import Counts, PageOnDay, add_counts


class EnoughForToday(Exception):
    """So much was written about the page today that no more is kept."""


def answer(*, address: str, day: date, is_useful: bool) -> None:
    """Count one reader who could use the page, or could not."""
    add_counts(counted={PageOnDay(address, day): Counts(useful=int(is_useful), useless=int(not is_useful))})


@transaction.atomic
def comment(*, municipality: Municipality, address: str, day: date, text: str) -> PageComment:
    """Keep what a reader wrote. Raises ``EnoughForToday``, and ``ValidationError`` where nothing of it can be seen."""
    today = PageComment.objects.filter(address=address, day=day)
    if today.count() >= settings.COMMENTS_A_DAY:
        raise EnoughForToday
    return PageComment.objects.create(municipality=municipality, address=address, day=day, text=text)
