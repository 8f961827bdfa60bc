"""Decisions as citizens read them: the public ones, with final assessments, in few queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from apps.decisions.models import Decision, DecisionElement, ValueAssessment
from apps.decisions.weighing import Pull, pull
from apps.municipalities.models import CouncilPeriod, Municipality
from apps.publishing.last_rows import last_rows
from apps.publishing.models import Edition


@dataclass(frozen=True, slots=True)
class DecidedElement:
    """A published element that a decision does something with, as the last edition had it."""

    uid: UUID
    relation: str
    kind: str
    title: str
    slug: str
    plan_title: str
    plan_slug: str
    is_dropped: bool


@dataclass(frozen=True, slots=True)
class Assessed:
    """A final assessment: the value as it read then, and its address."""

    identity: int
    uid: UUID
    title: str
    effect: int | None
    reason: str
    version: int
    edition: int
    plan_slug: str
    slug: str


@dataclass(frozen=True, slots=True)
class DecisionSheet:
    decision: Decision
    elements: list[DecidedElement]
    values: list[Assessed]


#: The columns of an assessment, by what they are called in ``Assessed``.
_VALUE = {
    "identity": "identity_id",
    "uid": "identity__uid",
    "title": "edition_element__title",
    "effect": "effect",
    "reason": "reason",
    "version": "version",
    "edition": "edition_element__edition__number",
    "plan_slug": "identity__plan__slug",
    "slug": "edition_element__slug",
}
_VALUE_ORDER = ("edition_element__edition", "edition_element__position")


def public_decisions(municipality: Municipality) -> QuerySet[Decision]:
    """Those of a municipality that citizens may read, the newest first, with meeting and committee."""
    rows = Decision.objects.public().filter(municipality=municipality)
    return rows.select_related("meeting__committee").order_by("-meeting__on", "-pk")


def sheets(decisions: Iterable[Decision]) -> list[DecisionSheet]:
    """Each decision with its published elements and final assessments. Two queries."""
    rows = list(decisions)
    elements, values = _elements(rows), _values(rows)
    return [DecisionSheet(row, elements[row.pk], values[row.pk]) for row in rows]


def _elements(decisions: list[Decision]) -> dict[int, list[DecidedElement]]:
    found: dict[int, list[DecidedElement]] = defaultdict(list)
    about = DecisionElement.objects.filter(decision__in=decisions)
    last = last_rows(about.values("identity"))
    rows = about.filter(identity__edition_elements__in=last.values("pk")).order_by("pk")
    at = "identity__edition_elements__"
    columns = (
        "decision_id", "identity__uid", "relation", f"{at}kind", f"{at}title", f"{at}slug", f"{at}edition__title",
        "identity__plan__slug", f"{at}edition__is_current",
    )  # fmt: skip
    for decision, *values, is_current in rows.values_list(*columns):
        found[decision].append(DecidedElement(*[*values, not is_current]))
    return found


def _values(decisions: list[Decision]) -> dict[int, list[Assessed]]:
    found: dict[int, list[Assessed]] = defaultdict(list)
    readable = Edition.objects.current().filter(plan=OuterRef("identity__plan"))
    rows = ValueAssessment.objects.final().filter(Exists(readable), decision__in=decisions)
    for decision, *values in rows.order_by(*_VALUE_ORDER).values_list("decision_id", *_VALUE.values()):
        found[decision].append(Assessed(*values))
    return found


def weighed(decisions: QuerySet[Decision]) -> list[DecisionSheet]:
    """Each decision with its final assessments and without its elements, the newest first. One query."""
    readable = Edition.objects.current().filter(plan=OuterRef("final__identity__plan"))
    rows: QuerySet[Any] = (
        Decision.objects.filter(pk__in=decisions.values("pk"))
        .select_related("meeting__committee")
        .annotate(final=FilteredRelation("assessments", condition=Q(assessments__is_current=True)))
        .annotate(
            is_readable=Exists(readable), **{f"value_{at}": F(f"final__{way}") for at, way in _VALUE.items()}
        )
        .order_by("-meeting__on", "-pk", *(f"final__{name}" for name in _VALUE_ORDER))
    )
    found: dict[int, DecisionSheet] = {}
    for row in rows:
        sheet = found.setdefault(row.pk, DecisionSheet(row, [], []))
        if row.is_readable:
            sheet.values.append(Assessed(**{at: getattr(row, f"value_{at}") for at in _VALUE}))
    return list(found.values())


class ValuePicture(NamedTuple):
    """How the recorded decisions of a period pulled on one value, as the last edition had it."""

    identity: int
    uid: UUID
    title: str
    slug: str
    plan_slug: str
    pull: Pull
    is_dropped: bool = False


def running_picture(municipality: Municipality, start: date, end: date) -> list[ValuePicture]:
    """The recorded assessments of public decisions from ``start`` to ``end`` by value, counted in the database. Two queries.

    What was dropped from the strategy since comes last: what was recorded of it is not undone.
    """
    rows = ValueAssessment.objects.final().filter(
        decision__municipality=municipality,
        decision__is_public=True,
        decision__meeting__on__range=(start, end),
    )
    counted: dict[int, list[tuple[int | None, int]]] = defaultdict(list)
    for identity, effect, number in (
        rows.order_by().values_list("identity", "effect").annotate(number=Count("pk"))
    ):
        counted[identity].append((effect, number))
    columns = ("identity_id", "identity__uid", "title", "slug", "edition__plan__slug", "is_dropped")
    values = last_rows(counted).order_by("is_dropped", "edition_id", "position").values_list(*columns)
    return [
        ValuePicture._make([*value, pull(counted[value[0]]), is_dropped]) for *value, is_dropped in values
    ]


def period_of(day: date, periods: Iterable[CouncilPeriod] | None = None) -> tuple[date, date] | None:
    """The first and last day of the council period in which ``day`` lies. One query, none where the ``periods`` are given."""
    known = CouncilPeriod.objects.all() if periods is None else periods
    for period in known:
        if period.start_year <= day.year <= period.end_year:
            return date(period.start_year, 1, 1), date(period.end_year, 12, 31)
    return None


@dataclass(frozen=True, slots=True)
class DecisionOnElement:
    """A decision seen from an element: what it does with it, or how it pulls on it."""

    uid: UUID
    title: str
    on: date
    committee: str
    relation: str  # empty where it only pulls
    effect: int | None
    reason: str


def decisions_on(identity: int) -> list[DecisionOnElement]:
    """The public decisions that do something with an element or pull on it, the newest first. One query."""
    rows = Decision.objects.public().annotate(
        does=FilteredRelation("elements", condition=Q(elements__identity=identity)),
        pulls=FilteredRelation(
            "assessments", condition=Q(assessments__identity=identity, assessments__is_current=True)
        ),
    )
    about = DecisionElement.objects.filter(identity=identity).values("decision")
    weighed = (
        ValueAssessment.objects.final().filter(identity=identity, effect__isnull=False).values("decision")
    )
    rows = rows.filter(Q(pk__in=about) | Q(pk__in=weighed)).order_by("-meeting__on", "-pk")
    columns = (
        "uid", "title", "meeting__on", "meeting__committee__name", "does__relation", "pulls__effect", "pulls__reason",
    )  # fmt: skip
    return [
        DecisionOnElement(
            uid, title, on, committee, relation or "", effect, (reason or "") if effect is not None else ""
        )
        for uid, title, on, committee, relation, effect, reason in rows.values_list(*columns)
    ]
