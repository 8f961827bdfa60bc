"""Elements as the last edition had them: those that stand in a strategy today, and those that were dropped from it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.publishing.models import Edition, EditionElement


def last_rows(identities: Iterable[int] | QuerySet[Any]) -> QuerySet[Any]:
    """The last row of each of the elements, where citizens can read its plan; ``is_dropped`` where today's edition lacks it."""
    later = EditionElement.objects.filter(
        identity=OuterRef("identity"), edition__number__gt=OuterRef("edition__number")
    )
    readable = Edition.objects.current().filter(plan=OuterRef("edition__plan"))
    rows = EditionElement.objects.filter(~Exists(later), Exists(readable), identity__in=identities)
    return rows.annotate(**{"is_dropped": ~Q(edition__is_current=True)})
