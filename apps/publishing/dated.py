"""What citizens could read on a day: the edition in force when that day ended, in the portal's time zone.

A plan was public from its publication until it was withdrawn, and again from the next one, which is a new edition. Words that
were retracted since stay retracted, and a plan that is withdrawn today answers for no day (``PlanWithdrawn``), because what was
taken off the public pages is not to be read there by another address.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NoReturn

from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from apps.publishing import named
from apps.publishing.models import Edition, EditionElement, EditionRelation, PublishedAddress, Withdrawal
from apps.publishing.named import Named
from apps.publishing.neighbours import Heading, neighbours_of
from apps.publishing.reading import published_plan


class Because(StrEnum):
    """Why nothing was public at an address on a day."""

    NOT_YET = "not_yet"
    WITHDRAWN = "withdrawn"
    ELEMENT_NOT_YET = "element_not_yet"
    ELEMENT_DROPPED = "element_dropped"


class NothingPublic(Exception):
    """Nothing was to be read there that day; ``first`` is the day on which the plan was (again)."""

    def __init__(self, current: Edition, because: Because, *, first: date | None = None) -> None:
        super().__init__(because)
        self.current = current
        self.because = because
        self.first = first


@dataclass(frozen=True, slots=True)
class DatedRelation:
    """A relation as the edition told it, with what its other end was called that day."""

    kind: str  # Relation.Kind
    note: str
    title: str
    slug: str
    plan_slug: str
    plan_title: str


@dataclass(frozen=True)
class DatedElement:
    """An element as it stood on a day. ``current_slug`` is the address it has today, or had last."""

    edition: Edition
    element: EditionElement
    current_slug: str
    ancestors: list[Heading]
    children: list[Heading]
    previous: Heading | None
    next: Heading | None
    relations: list[DatedRelation]
    partners: list[Named]


def end_of(day: date) -> datetime:
    """The first moment that is not of the day any more."""
    return datetime.combine(day, time.min, timezone.get_current_timezone()) + timedelta(days=1)


def day_of(moment: datetime) -> date:
    """The day of the portal's time zone that a moment is part of."""
    return timezone.localdate(moment)


def in_force(municipality_slug: str, day: date, *, plan_slug: str = "") -> QuerySet[Edition]:
    """The editions that citizens could read when the day ended, of plans that they can still read; one of each plan."""
    end = end_of(day).astimezone(UTC)
    later = Edition.objects.filter(
        plan_id=OuterRef("plan_id"), number__gt=OuterRef("number"), published_at__lt=end
    )
    withdrawn = Withdrawal.objects.filter(edition_id=OuterRef("pk"), withdrawn_at__lt=end)
    now = Edition.objects.filter(plan_id=OuterRef("plan_id"), is_current=True)
    found = Edition.objects.filter(plan__municipality__slug=municipality_slug, published_at__lt=end)
    if plan_slug:
        found = found.filter(plan__slug=plan_slug)
    return found.filter(~Exists(later), ~Exists(withdrawn), Exists(now)).order_by()


def edition_on(municipality_slug: str, plan_slug: str, day: date) -> Edition:
    """The edition of a plan that was read when the day ended, with ``plan`` and ``plan.municipality``. One query.

    ``first_adoption`` is the day on which its first edition said that the plan was adopted.
    Raises ``NothingPublic``, ``Edition.DoesNotExist`` or ``PlanWithdrawn``.
    """
    adopted = Edition.objects.filter(plan_id=OuterRef("plan_id"), nature=Edition.Nature.ADOPTED)
    found = (
        in_force(municipality_slug, day, plan_slug=plan_slug)
        .select_related("plan__municipality")
        .annotate(adopted_first=Subquery(adopted.order_by("number").values("adopted_on")[:1]))
        .first()
    )
    if found is None:
        _no_plan(published_plan(municipality_slug, plan_slug), day)
    found.first_adoption = found.adopted_first
    return found


def element_on(municipality_slug: str, plan_slug: str, slug: str, day: date) -> DatedElement:
    """The element that has, or ever had, the address ``slug``, as it stood when the day ended. Three queries at any size.

    Raises ``NothingPublic``, ``Edition.DoesNotExist``, ``EditionElement.DoesNotExist`` or ``PlanWithdrawn``.
    """
    row = row_on(municipality_slug, plan_slug, slug, day)
    around = neighbours_of(
        row.edition_id,
        position=row.position,
        last_position=row.last_position,
        parent=row.parent_position,
    )
    return DatedElement(
        edition=row.edition,
        element=row,
        current_slug=row.current_slug or row.slug,
        relations=_relations(row, municipality_slug, day),
        partners=named.partners(row),
        ancestors=around.ancestors,
        children=around.children,
        previous=around.previous,
        next=around.next,
    )


def row_on(municipality_slug: str, plan_slug: str, slug: str, day: date) -> EditionElement:
    """The same without what stood around it, with ``edition.plan.municipality`` and ``named.NAMED``. One query."""
    primary = PublishedAddress.objects.filter(identity_id=OuterRef("identity_id"), is_primary=True)
    row = (
        EditionElement.objects.filter(
            identity__addresses__slug=slug,
            identity__addresses__plan_id=F("edition__plan_id"),
            edition__in=in_force(municipality_slug, day, plan_slug=plan_slug),
        )
        .select_related("identity", "edition__plan__municipality")
        .annotate(slug_today=Subquery(primary.values("slug")[:1]), **named.NAMED)
        .order_by()
        .first()
    )
    if row is None:
        _no_element(municipality_slug, plan_slug, slug, day)
    row.current_slug = row.slug_today
    return row


def _relations(row: EditionElement, municipality_slug: str, day: date) -> list[DatedRelation]:
    """What the edition said of the element's relations, as far as the other end was public that day."""
    other = EditionElement.objects.filter(
        identity_id=OuterRef("target_id"), edition__in=in_force(municipality_slug, day)
    ).order_by()
    found = (
        EditionRelation.objects.filter(edition_id=row.edition_id, source_id=row.identity_id)
        .annotate(
            title=Subquery(other.values("title")[:1]),
            slug=Subquery(other.values("slug")[:1]),
            plan_slug=F("target__plan__slug"),
            plan_title=Subquery(other.values("edition__title")[:1]),
        )
        .filter(title__isnull=False)
        .order_by("pk")
    )
    columns = ("kind", "note", "title", "slug", "plan_slug", "plan_title")
    return [DatedRelation(*values) for values in found.values_list(*columns)]


def _no_plan(current: Edition, day: date) -> NoReturn:
    """Say why none of the plan's editions was in force."""
    told = Edition.objects.filter(plan_id=current.plan_id).aggregate(
        first=Min("published_at"), again=Min("published_at", filter=Q(published_at__gte=end_of(day)))
    )
    first, again = (moment and day_of(moment) for moment in (told["first"], told["again"]))
    if first and first > day:
        raise NothingPublic(current, Because.NOT_YET, first=first)
    raise NothingPublic(current, Because.WITHDRAWN, first=again)


def _no_element(municipality_slug: str, plan_slug: str, slug: str, day: date) -> NoReturn:
    """Say why the element was not to be read."""
    edition = edition_on(municipality_slug, plan_slug, day)
    address = Q(identity__addresses__slug=slug, identity__addresses__plan_id=edition.plan_id)
    rows = EditionElement.objects.filter(address)
    told = rows.aggregate(
        before=Max("edition__published_at", filter=Q(edition__number__lt=edition.number)),
        after=Min("edition__published_at", filter=Q(edition__number__gt=edition.number)),
    )
    if told["before"]:
        raise NothingPublic(edition, Because.ELEMENT_DROPPED)
    if told["after"]:
        raise NothingPublic(edition, Because.ELEMENT_NOT_YET)
    raise EditionElement.DoesNotExist(slug)
