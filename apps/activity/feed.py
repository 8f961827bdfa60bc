"""Who changed what in a municipality, when, in words: from history, moves, the bin, editions, people and admin's log."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.conf import settings
from django.utils import timezone

from apps.accounts.models import User
from apps.activity import sources
from apps.activity.sources import Event, Scope
from apps.municipalities.models import Municipality
from apps.strategies.models import Plan

_SOURCES: Sequence[Callable[[Scope], Iterable[Event]]] = (
    sources.of_elements,
    sources.of_plans,
    sources.of_moves,
    sources.of_the_bin,
    sources.of_editions,
    sources.of_withdrawals,
    sources.of_retractions,
    sources.of_preview_links,
    sources.of_invitations,
    sources.of_memberships,
    sources.of_particulars,
)


@dataclass(frozen=True)
class Page:
    """Events, the newest first; ``older_than`` begins the next page, None where there is none."""

    events: list[Event]
    older_than: datetime | None


def activity(
    municipality: Municipality,
    *,
    plan: Plan | None = None,
    before: datetime | None = None,
    size: int | None = None,
) -> Page:
    """What happened ``before`` a moment (now unless given), of one ``plan`` where it is given.

    A page ends with a whole second, so that what was done in one go is never torn apart. The same number of queries
    however much there is to tell.
    """
    size = size or settings.ACTIVITY_PAGE_SIZE
    plans = (
        [plan.pk]
        if plan
        else list(Plan.objects.filter(municipality=municipality).values_list("pk", flat=True))
    )
    scope = Scope(municipality, plans, plan is None, before or timezone.now(), size + 1)
    events = sorted(
        chain.from_iterable(source(scope) for source in _SOURCES), key=lambda e: e.at, reverse=True
    )
    if len(events) <= size:
        return Page(_named(events), None)
    end = events[size - 1].at.replace(microsecond=0)
    return Page(_named([event for event in events if event.at >= end]), end)


def _named(events: list[Event]) -> list[Event]:
    """The events with the people who did them, in one query."""
    people = User.objects.in_bulk({event.by_id for event in events if event.by_id})
    for event in events:
        event.by = people.get(event.by_id) if event.by_id else None
    return events
