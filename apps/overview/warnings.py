"""What the working tree of a plan lacks, element by element, for whoever edits it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.followup.models import StatusUpdate
from apps.publishing.chain import CARRIES_OUT
from apps.strategies.kinds import ANSWERED_FOR, Kind, Level
from apps.strategies.models import Element, Plan, Relation, SourcePassage


@dataclass(frozen=True, slots=True)
class Lacking:
    """An element of which something is missing."""

    pk: int
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class WarningGroup:
    """One sort of gap, and where it is: without elements, it is one of the whole plan."""

    heading: str
    advice: str
    elements: list[Lacking]
    is_of_plan: bool = False


def warnings_of(plan: Plan) -> list[WarningGroup]:
    """Every gap of the plan. Four queries at any size."""
    rows = Element.objects.filter(plan=plan).without_root().order_by("lft")
    groups = [
        WarningGroup(
            _("Nobody is responsible"),
            _("Say on the element which committee or unit answers for it."),
            _found(rows.filter(kind__in=ANSWERED_FOR, responsible__isnull=True)),
        ),
        *_without_relation(plan, rows),
        *_without_source(plan, rows),
        _not_followed_up(rows),
    ]
    return [group for group in groups if group.elements or group.is_of_plan]


def _without_relation(plan: Plan, rows: QuerySet[Element]) -> Iterator[WarningGroup]:
    if plan.level == Level.COUNCIL_STRATEGY:
        return
    upwards = Relation.objects.filter(
        source__element__tree_id=OuterRef("tree_id"),
        source__element__lft__lte=OuterRef("lft"),
        source__element__rght__gte=OuterRef("rght"),
        target__plan__level__in=_levels_above(plan.level),
    )
    yield WarningGroup(
        _("Tied to nothing in a plan above"),
        _("Add a relation, or leave it: the public page says that it stands outside the strategy."),
        _found(rows.filter(~Exists(upwards), kind__in=CARRIES_OUT)),
    )


def _levels_above(level: str) -> list[str]:
    order = [each.value for each in Level]
    return order[: order.index(level)]


def _without_source(plan: Plan, rows: QuerySet[Element]) -> Iterator[WarningGroup]:
    """Each element that stands out for having none; a plan that has none at all is one gap, not as many as it has elements."""
    if not plan.sources.exists():
        told = _(
            "Nobody can check the words against the document that was adopted. Add it to the plan as a source text."
        )
        yield WarningGroup(_("No source text"), told, [], is_of_plan=True)
        return
    passages = SourcePassage.objects.filter(identity=OuterRef("identity"))
    yield WarningGroup(
        _("Not found in the source"),
        _("It has no place in the source documents that were loaded with the plan."),
        _found(rows.filter(~Exists(passages))),
    )


def _not_followed_up(rows: QuerySet[Element]) -> WarningGroup:
    since = timezone.localdate() - timedelta(days=settings.QUALITY_MONTHS * 30)
    recent = StatusUpdate.objects.filter(identity=OuterRef("identity"), on__gte=since)
    heading = ngettext(
        "Not followed up for %(number)d month",
        "Not followed up for %(number)d months",
        settings.QUALITY_MONTHS,
    )
    return WarningGroup(
        heading % {"number": settings.QUALITY_MONTHS},
        _("Open a follow-up round, or report how it goes."),
        _found(rows.filter(~Exists(recent), kind__in=ANSWERED_FOR)),
    )


def _found(rows: QuerySet[Element]) -> list[Lacking]:
    return [
        Lacking(pk, title, str(Kind(kind).label))
        for pk, title, kind in rows.values_list("pk", "title", "kind")
    ]
