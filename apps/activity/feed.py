"""Who did what in a municipality, when, in words: what the apps below have to tell, put in order."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.conf import settings
from django.utils import timezone

from apps.decisions import feed as decisions
from apps.followup import feed as followup
from apps.indicators import feed as indicators
from apps.municipalities import feed as people_and_particulars
from apps.municipalities.feed import FeedEntry, Scope
from apps.municipalities.models import Municipality
from apps.publishing import feed as editions
from apps.strategies.history import feed as plans_and_elements
from apps.strategies.models import Plan

_SOURCES: Sequence[Callable[[Scope], Iterable[FeedEntry]]] = (
    plans_and_elements.entries,
    editions.entries,
    followup.entries,
    indicators.entries,
    decisions.entries,
    people_and_particulars.entries,
)


@dataclass(frozen=True)
class Page:
    """What happened, the newest first; ``older_than`` begins the next page, None where there is none."""

    entries: list[FeedEntry]
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
    found = chain.from_iterable(source(scope) for source in _SOURCES)
    entries = sorted(found, key=lambda entry: entry.at, reverse=True)
    if len(entries) <= size:
        return Page(entries, None)
    end = entries[size - 1].at.replace(microsecond=0)
    return Page([entry for entry in entries if entry.at >= end], end)
