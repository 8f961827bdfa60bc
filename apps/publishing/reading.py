"""What citizens may read, in few queries: the only way the faces get at editions.

Everything here speaks of current editions, and of earlier ones of plans that have a current one. A plan without a current
edition is either withdrawn (``PlanWithdrawn``, answered with 410) or it does not exist (``DoesNotExist``, answered with 404):
an unpublished plan cannot be told from one that was never made.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, NoReturn
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from apps.core.collation import Danish, danish_key
from apps.municipalities.models import Municipality
from apps.publishing import named
from apps.publishing.chain import PLACE_IN_CHAIN
from apps.publishing.models import Edition, EditionElement, EditionSource, Withdrawal
from apps.publishing.named import Named
from apps.publishing.neighbours import Heading, neighbours_of
from apps.publishing.outline import OutlineRow
from apps.publishing.plans_around import PLANS_AROUND
from apps.publishing.related import RelatedElement, related_elements
from apps.strategies.kinds import FigureForm, Level


class PlanWithdrawn(Exception):
    """The plan was published once and taken back; ``withdrawal`` has the public note and the last edition's title."""

    def __init__(self, withdrawal: Withdrawal) -> None:
        super().__init__(str(withdrawal))
        self.withdrawal = withdrawal


def public_municipalities() -> QuerySet[Municipality]:
    """Those a plan of which was ever published, by name: a municipality is public when its first plan is, not before."""
    published = Edition.objects.filter(plan__municipality_id=OuterRef("pk"))
    return Municipality.objects.filter(Exists(published)).order_by(Danish("name"), "pk")


def municipalities_with_editions() -> list[tuple[Municipality, list[Edition]]]:
    """All public municipalities by name, each with the current editions of its plans, by level and title. Two queries."""
    published: dict[int, list[Edition]] = {}
    for edition in current_editions():
        published.setdefault(edition.plan.municipality_id, []).append(edition)
    return [(each, published.get(each.pk, [])) for each in public_municipalities()]


def municipality(slug: str) -> Municipality:
    """One public municipality (one query). Raises ``Municipality.DoesNotExist``."""
    return public_municipalities().get(slug=slug)


def current_editions() -> QuerySet[Edition]:
    """The current edition of every published plan with plan and municipality, by municipality, level and title."""
    return (
        Edition.objects.current()
        .select_related("plan__municipality")
        .order_by(Danish("plan__municipality__name"), "level", Danish("title"), "pk")
    )


def published_plan(municipality_slug: str, plan_slug: str) -> Edition:
    """The edition of a plan that citizens read, with ``plan`` and ``plan.municipality``. One query.

    Raises ``Edition.DoesNotExist`` or ``PlanWithdrawn``.
    """
    # Ordering the one row there is would cost more than finding it.
    found = _editions_at(municipality_slug, plan_slug).filter(is_current=True).order_by()[:1]
    return next(iter(found), None) or _refuse(municipality_slug, plan_slug)


def first_adopted(edition: Edition) -> date | None:
    """The day that the plan's first edition stated which the council adopted. One query; none for a first edition."""
    if edition.number == 1:
        return edition.adopted_on
    adopted = Edition.objects.filter(plan_id=edition.plan_id, nature=Edition.Nature.ADOPTED)
    return adopted.order_by("number").values_list("adopted_on", flat=True).first()


def editions_of(current: Edition) -> QuerySet[Edition]:
    """All editions of a published plan, newest first."""
    return Edition.objects.filter(plan_id=current.plan_id).order_by("-number")


def published_edition(municipality_slug: str, plan_slug: str, number: int) -> Edition:
    """Edition ``number`` of a published plan; ``current_number`` says which one is the newest. One query.

    Raises ``Edition.DoesNotExist`` or ``PlanWithdrawn``.
    """
    current = Edition.objects.filter(plan_id=OuterRef("plan_id"), is_current=True).values("number")
    found = (
        _editions_at(municipality_slug, plan_slug)
        .filter(number=number)
        .annotate(newest=Subquery(current))
        .order_by()
        .first()
    )
    if found is None or found.newest is None:
        _refuse(municipality_slug, plan_slug)
    found.current_number = found.newest
    return found


def elements(edition: Edition) -> QuerySet[EditionElement]:
    """The edition's elements in reading order, with their identities (``identity.uid``). One query at any size."""
    return EditionElement.objects.filter(edition=edition).select_related("identity").order_by("position")


class ElementText(NamedTuple):
    """An element of an edition in plain text; its ``body`` is there for the tables in it, ``passages`` for where it is from."""

    position: int
    parent_position: int | None
    uid: UUID
    kind: str
    title: str
    slug: str
    text: str
    body: str
    identity: int
    responsible_slug: str
    responsible_name: str
    contact: str
    starts_on: date | None
    ends_on: date | None
    is_continuous: bool
    passages: list[dict[str, Any]]

    @property
    def paragraphs(self) -> list[str]:
        return self.text.split("\n") if self.text else []


def texts(edition: Edition, within: EditionElement | None = None) -> Iterator[ElementText]:
    """The edition's elements in reading order as plain values, for machines that read all of it. One query.

    ``within`` keeps to one element and what is under it.
    """
    columns = (
        "position", "parent_position", "identity__uid", "kind", "title", "slug", "text", "body",
        "identity_id", "responsible_slug", "responsible_name", "contact", "starts_on", "ends_on", "is_continuous",
        "passages",
    )  # fmt: skip
    rows = EditionElement.objects.filter(edition=edition).order_by("position").values_list(*columns)
    if within:
        rows = rows.filter(position__range=(within.position, within.last_position))
    return map(ElementText._make, rows)


def outline(edition: Edition) -> QuerySet[EditionElement]:
    """The same without body and passages, for lists and overviews (``text`` is there)."""
    return elements(edition).defer("body", "passages")


def sources(edition: Edition) -> QuerySet[EditionSource]:
    """The source documents the edition was published with. One query."""
    return EditionSource.objects.filter(edition=edition).order_by("number")


@dataclass(frozen=True)
class ElementPage:
    """What the page of one element shows."""

    current: Edition
    #: The edition that ``element`` stands in: the current one, or for a dropped element the last that had it.
    edition: Edition
    element: EditionElement
    ancestors: list[Heading]
    children: list[Heading]
    previous: Heading | None
    next: Heading | None
    #: What a figure can show of the plan, where the plan has one.
    outline: list[OutlineRow]
    relations: list[RelatedElement]
    topics: list[Named]
    partners: list[Named]

    @property
    def is_dropped(self) -> bool:
        """Whether the element is no longer in the current edition."""
        return self.edition.pk != self.current.pk


def published_element(municipality_slug: str, plan_slug: str, slug: str) -> ElementPage:
    """The page of the element. Three queries at any size, four for what was dropped.

    The root has no address of its own, so ``ancestors`` begins with the root. Raises as ``last_row`` does.
    """
    return _with_context(*last_row(municipality_slug, plan_slug, slug))


def last_row(municipality_slug: str, plan_slug: str, slug: str) -> tuple[Edition, EditionElement]:
    """The current edition of a plan, and the element that has, or once had, the address ``slug``, as the last edition had it.

    One query, two for what was dropped. Where its ``slug`` is another than the one asked for, the face redirects to it (301).
    Raises ``Edition.DoesNotExist``, ``EditionElement.DoesNotExist`` or ``PlanWithdrawn``.
    """
    element = (
        EditionElement.objects.filter(
            identity__addresses__slug=slug,
            identity__addresses__plan__slug=plan_slug,
            identity__addresses__plan__municipality__slug=municipality_slug,
        )
        .select_related("identity", "edition__plan__municipality")
        .annotate(**PLACE_IN_CHAIN, **named.NAMED)
        .order_by("-edition__number")
        .first()
    )
    if element is not None and element.edition.is_current:
        return element.edition, element
    current = published_plan(municipality_slug, plan_slug)
    if element is None:
        raise EditionElement.DoesNotExist(slug)
    return current, element


def _with_context(current: Edition, element: EditionElement) -> ElementPage:
    around = neighbours_of(
        element.edition_id,
        position=element.position,
        last_position=element.last_position,
        parent=element.parent_position,
        pictured=_is_pictured(element.edition),
    )
    return ElementPage(
        current=current,
        edition=element.edition,
        element=element,
        relations=related_elements(element.identity_id, element.edition),
        topics=sorted(named.topics(element), key=lambda topic: danish_key(topic.name or topic.slug)),
        partners=named.partners(element),
        **around._asdict(),
    )


def _is_pictured(edition: Edition) -> bool:
    """Whether the plan has a figure, as far as can be told without its elements: by itself only the council's strategies have."""
    form = edition.plan.figure_form
    return form != FigureForm.NONE and (form != "" or edition.level == Level.COUNCIL_STRATEGY)


def by_uid(uid: UUID) -> EditionElement:
    """The row of an element in the last edition that had it, with edition, plan and municipality, if its plan is published.

    ``slug`` is empty for a root: its address is the plan's. Raises ``EditionElement.DoesNotExist`` or ``PlanWithdrawn``.
    """
    current = Edition.objects.filter(plan_id=OuterRef("edition__plan_id"), is_current=True)
    found = (
        EditionElement.objects.filter(identity__uid=uid)
        .select_related("edition__plan__municipality")
        .annotate(is_public=Exists(current))
        .order_by("-edition__number")
        .first()
    )
    if found is None:
        raise EditionElement.DoesNotExist(uid)
    if not found.is_public:
        plan = found.edition.plan
        _refuse(plan.municipality.slug, plan.slug)
    return found


def _editions_at(municipality_slug: str, plan_slug: str) -> QuerySet[Edition]:
    return (
        Edition.objects.filter(plan__slug=plan_slug, plan__municipality__slug=municipality_slug)
        .select_related("plan__municipality")
        .annotate(**PLANS_AROUND)
    )


def _refuse(municipality_slug: str, plan_slug: str) -> NoReturn:
    """Say why a plan cannot be read: it was withdrawn, or there is no such thing."""
    withdrawal = (
        Withdrawal.objects.filter(
            ~Exists(Edition.objects.filter(plan_id=OuterRef("plan_id"), is_current=True)),
            plan__slug=plan_slug,
            plan__municipality__slug=municipality_slug,
        )
        .select_related("edition", "plan__municipality")
        .order_by("-withdrawn_at", "-pk")
        .first()
    )
    if withdrawal is not None:
        raise PlanWithdrawn(withdrawal)
    raise Edition.DoesNotExist(f"{municipality_slug}/{plan_slug}")
