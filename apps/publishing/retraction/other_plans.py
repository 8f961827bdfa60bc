"""Other plans of the municipality in which words stand that are to be retracted from one."""

from collections.abc import Iterable
from dataclasses import dataclass

from apps.core.collation import Danish
from apps.publishing.models import EditionElement
from apps.publishing.retraction.scrubber import Scrubber
from apps.publishing.retraction.scrubbing import Change, changes
from apps.strategies.models import Element, ElementIdentity, Plan


@dataclass(frozen=True)
class Elsewhere:
    """A plan, and the titles of its elements in which the words stand; none where they stand only around them."""

    plan: Plan
    titles: list[str]


@dataclass
class StandsElsewhere(Exception):
    """The words stand in other plans than those that were decided upon. Nothing was changed."""

    plans: list[Elsewhere]


def elsewhere(*, plan_id: int, scrubber: Scrubber) -> list[Elsewhere]:
    """The other plans of the plan's municipality in which the words stand, by title."""
    municipality = Plan.objects.filter(pk=plan_id).values("municipality_id")
    others = (
        Plan.objects.filter(municipality_id__in=municipality)
        .exclude(pk=plan_id)
        .order_by(Danish("title"), "pk")
    )
    found = ((plan, _own(changes(plan.pk, scrubber))) for plan in others)
    return [Elsewhere(plan, list(dict.fromkeys(_titles(own).values()))) for plan, own in found if own]


def where(found: Iterable[Change], plan_id: int) -> ElementIdentity:
    """The element that a retraction in the plan is told of: the first in which the words stand, or the plan's root."""
    keys = [change.row.identity_id for change in found if isinstance(change.row, Element | EditionElement)]
    if keys:
        return ElementIdentity.objects.get(pk=keys[0])
    return ElementIdentity.objects.get(element__plan_id=plan_id, element__parent__isnull=True)


def _own(found: list[Change]) -> list[Change]:
    return [change for change in found if not change.entry.is_shared]


def _titles(found: list[Change]) -> dict[int, str]:
    return {
        change.row.identity_id: change.row.title
        for change in found
        if isinstance(change.row, Element | EditionElement)
    }
