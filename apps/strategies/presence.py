"""Who has an element open for writing just now, so that two editors can talk before they write over each other."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.core.collation import danish_key
from apps.strategies.models import ElementIdentity, Presence


def arrive(*, identity: ElementIdentity, by: User, at: datetime | None = None) -> None:
    """Note that the user has the element open, and forget what else they had open long ago."""
    now = at or timezone.now()
    mine = Presence.objects.filter(user=by)
    mine.filter(seen_at__lt=now - settings.PRESENCE_TIME).exclude(identity=identity).delete()
    if mine.filter(identity=identity).update(seen_at=now):
        return
    try:
        with transaction.atomic():
            Presence.objects.create(identity=identity, user=by, seen_at=now)
    except IntegrityError:  # a second window of the same person was faster
        mine.filter(identity=identity).update(seen_at=now)


def leave(*, identity: ElementIdentity, by: User) -> None:
    """Note that the user has closed the element."""
    Presence.objects.filter(identity=identity, user=by).delete()


def others(*, identity: ElementIdentity, than: User, at: datetime | None = None) -> list[User]:
    """Everybody else who has the element open, by name. One query."""
    now = at or timezone.now()
    rows = Presence.objects.filter(identity=identity, seen_at__gte=now - settings.PRESENCE_TIME).exclude(
        user=than
    )
    return sorted({row.user for row in rows.select_related("user")}, key=lambda user: danish_key(str(user)))
