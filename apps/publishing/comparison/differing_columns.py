"""The table of facts as conditions for the database: which rows of current editions differ from the working tree."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    Model,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact, IsNull

from apps.publishing.comparison import facts
from apps.publishing.models import Edition, EditionElement, EditionSource
from apps.strategies.models import Element, SourceDocument

_WORDING = {name: name for name in facts.WORDING if name != "text"}  # the text follows from the body


def plan_differs() -> Q:
    """Editions whose plan says something else of itself."""
    return _differ(Edition, facts.PLAN_FACTS, "plan__")


def elements_differ() -> Q:
    """Editions of plans in which an element was added, was removed, stands elsewhere or says something else."""
    return _other_number() | _has_row(is_misplaced() | element_differs())


def places_differ() -> Q:
    """Editions of plans in which an element was added, was removed or stands elsewhere."""
    return _other_number() | _has_row(is_misplaced())


def _other_number() -> Q:
    now = Element.objects.filter(plan=OuterRef("plan")).order_by().values("plan").annotate(number=Count("pk"))
    return ~Q(Exact(F("element_count"), Coalesce(Subquery(now.values("number")), Value(0))))


def _has_row(condition: Q) -> Q:
    return Q(Exists(EditionElement.objects.filter(edition=OuterRef("pk")).filter(condition)))


def sources_differ() -> Q:
    """Editions of plans whose documents are others now, or read otherwise; of the passages in them no column tells."""
    was = EditionSource.objects.filter(edition=OuterRef("pk"))
    now = SourceDocument.objects.filter(plan=OuterRef("plan"))
    its = SourceDocument.objects.filter(plan=OuterRef("edition__plan")).filter(_same_document())
    former = EditionSource.objects.filter(edition=OuterRef(OuterRef("pk"))).filter(_same_document())
    return Q(Exists(was.filter(~Exists(its)))) | Q(Exists(now.filter(~Exists(former))))


def _same_document() -> Q:
    """Whether a source of either sort says what the one outside says."""
    removed = "original_removed_on"
    columns = (
        name for name in (*facts.SOURCE_FIELDS, *facts.ORIGINAL_FIELDS) if name not in ("passages", removed)
    )
    none = Q(**{f"{removed}__isnull": True}) & Q(IsNull(OuterRef(removed), True))
    return Q(**{name: OuterRef(name) for name in columns}) & (none | Q(**{removed: OuterRef(removed)}))


def element_differs() -> Q:
    """Rows of elements that are there still and say something else."""
    way = "identity__element__"
    wording = (~_same(EditionElement, name, f"{way}{column}") for name, column in _WORDING.items())
    there = Q(identity__element__isnull=False)
    return there & (reduce(or_, wording) | _differ(EditionElement, facts.ELEMENT_FACTS, way))


def is_misplaced() -> Q:
    """Rows of elements that are gone or stand elsewhere.

    In reading order every element that began before another is over or above it: that gives its number from its nesting.
    """
    way = "identity__element__"
    in_order = Q(Exact(F("position") * 2 + 1, F(f"{way}lft") + F(f"{way}level")))
    return Q(identity__element__isnull=True) | ~in_order | ~Q(Exact(F("depth"), F(f"{way}level")))


def _differ(model: type[Model], table: Iterable[facts.Fact], way: str) -> Q:
    return reduce(or_, (_fact_differs(model, fact, way) for fact in table if fact.working))


def _fact_differs(model: type[Model], fact: facts.Fact, way: str) -> Q:
    columns = {name: f"{way}{column}" for name, column in fact.working.items()}
    if not fact.is_named:
        return reduce(or_, (~_same(model, name, column) for name, column in columns.items()))
    (slug, its_slug), (name, its_name) = columns.items()
    both_known = ~Q(**{slug: ""}) & ~Q(Exact(Coalesce(F(its_slug), Value("")), Value("")))
    return ~_same(model, name, its_name) | (both_known & ~_same(model, slug, its_slug))


def _same(model: type[Model], name: str, column: str) -> Q:
    """Whether both are equal, or both empty; a condition that is never unknown."""
    if isinstance(model._meta.get_field(name), (CharField, TextField)):
        return Q(Exact(F(name), Coalesce(F(column), Value(""))))
    both, none = ({f"{way}__isnull": is_null for way in (name, column)} for is_null in (False, True))
    return Q(**none) | (Q(**both) & Q(Exact(F(name), F(column))))
