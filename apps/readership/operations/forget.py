"""What is known of readers goes after a time that was decided."""

from datetime import date, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import transaction

from apps.readership.models import PageComment, PageDay


class Forgotten(NamedTuple):
    days: int
    comments: int


@transaction.atomic
def forget(*, today: date) -> Forgotten:
    """Delete counts and comments that are older than they are kept; says how many rows of each."""
    days, _ = PageDay.objects.filter(day__lt=today - timedelta(settings.READERSHIP_DAYS)).delete()
    comments, _ = PageComment.objects.filter(day__lt=today - timedelta(settings.COMMENT_DAYS)).delete()
    return Forgotten(days, comments)
