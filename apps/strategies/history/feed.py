"""What happened to the plans of a municipality and to their elements, for the feed of who did what."""

from collections.abc import Iterator

from django.db.models import F, OuterRef, Subquery

from apps.municipalities.feed import FeedEntry, Scope
from apps.strategies.history import wording
from apps.strategies.models import Event, Move

#: What leads to the element even though it was done to several: it was about this one.
_ABOUT_ONE = (Event.Verb.SPLIT, Event.Verb.MERGED)


def entries(scope: Scope) -> Iterator[FeedEntry]:
    """The events of the plans. One query."""
    rows = Event.objects.filter(plan_id__in=scope.plans, at__lt=scope.before)
    elsewhere = Move.objects.filter(event=OuterRef("pk")).exclude(from_parent=F("to_parent"))
    under = elsewhere.order_by("pk").values("to_parent__element__title")[:1]
    rows = rows.annotate(under=Subquery(under)).select_related("by", "undone_by")
    for event in rows.newest_first()[: scope.limit]:
        is_of_one = event.element_count == 1 or event.verb in _ABOUT_ONE
        identity_id = event.identity_id if is_of_one and event.verb != Event.Verb.DELETED else None
        yield FeedEntry(
            event.at, event.by, wording.in_feed(event, under=event.under), event.plan_id, identity_id
        )
