"""The chain that an element stands in: what it contributes to, and what contributes to it, in the plans that citizens read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value

from apps.publishing.models import Edition, EditionElement, EditionRelation
from apps.strategies.kinds import Kind, Level
from apps.strategies.models import Relation

#: What says that somebody has taken an element up.
TAKES_UP = (Relation.Kind.CONTRIBUTES_TO, Relation.Kind.SUPPORTS)
#: What carries out what it stands under, in a plan below the strategy; and what that is called among relations.
CARRIES_OUT = (Kind.OBJECTIVE, Kind.ACTION_TRACK, Kind.ACTION)
PART_OF = "part_of"


@dataclass(frozen=True, slots=True)
class Link:
    """One element of a chain. ``step`` is 0 for the one that was asked about, 1 for what contributes to it, -1 for what it
    contributes to, and so on."""

    identity: int
    step: int
    kind: str
    title: str
    slug: str  # empty for the text before a plan's first element
    responsible: str
    plan_title: str
    plan_slug: str


@dataclass(frozen=True, slots=True)
class Chain:
    """``contributions`` are the contributor, what it contributes to and the kind of relation; ``left_out`` counts the elements
    beyond the most shown."""

    links: list[Link]
    contributions: list[tuple[int, int, str]]
    left_out: int


def chain_of(identity: int, municipality: int) -> Chain:
    """Everything upwards and downwards from the element that takes up or is taken up, nearest first. Two queries at any size.

    In a plan below the strategy, what stands under an objective or an action track carries it out.

    What is not public at the other end is left out, and so is what only hangs on it.
    """
    relations = EditionRelation.objects.filter(
        edition__is_current=True,
        edition__plan__municipality=municipality,
        kind__in=TAKES_UP,
    )
    named = relations.order_by().annotate(group=Value(0), key=F("pk"))
    columns = ("source", "target", "kind", "group", "key")
    both = named.values_list(*columns).union(_parts(municipality), all=True).order_by("group", "key")
    told = [(source, target, kind) for source, target, kind, _group, _key in both]
    steps = _steps(identity, told)
    found = _current(steps)
    shown = [pk for pk in steps if pk in found]
    kept = set(shown[: settings.CHAIN_MAX_LINKS])
    links = [Link(pk, steps[pk], **found[pk]) for pk in shown if pk in kept]
    between = [
        (source, target, kind)
        for source, target, kind in told
        if source in kept and target in kept and steps[source] == steps[target] + 1
    ]
    return Chain(links, between, len(shown) - len(kept))


def _parts(municipality: int) -> QuerySet:
    """In plans below the strategy: what stands right under an objective or a track, with that and in the columns of relations."""
    rows = EditionElement.objects.filter(
        edition__is_current=True, edition__plan__municipality=municipality, kind__in=CARRIES_OUT
    ).exclude(edition__level=Level.COUNCIL_STRATEGY)
    above = EditionElement.objects.filter(
        edition=OuterRef("edition"), position=OuterRef("parent_position"), kind__in=CARRIES_OUT
    )
    parts = rows.order_by().annotate(above=Subquery(above.values("identity")[:1])).filter(above__isnull=False)
    return parts.values_list("identity", "above", Value(PART_OF), Value(1), "pk")


def _steps(start: int, relations: Iterable[tuple[int, int, str]]) -> dict[int, int]:
    """How far each element is from ``start``, the nearest first; downwards counts up."""
    above: dict[int, list[int]] = defaultdict(list)
    below: dict[int, list[int]] = defaultdict(list)
    for source, target, _kind in relations:
        above[source].append(target)
        below[target].append(source)
    steps = {start: 0}
    for direction, neighbours in ((1, below), (-1, above)):
        line, step = [start], 0
        while line:
            step += direction
            line = [
                pk for pk in dict.fromkeys(n for here in line for n in neighbours[here]) if pk not in steps
            ]
            steps |= dict.fromkeys(line, step)
    return dict(sorted(steps.items(), key=lambda item: abs(item[1])))


def _current(identities: Iterable[int]) -> dict[int, Mapping[str, str]]:
    names = ("kind", "title", "slug", "responsible", "plan_title", "plan_slug")
    rows = EditionElement.objects.filter(edition__is_current=True, identity__in=list(identities))
    columns = ("kind", "title", "slug", "responsible_name", "edition__title", "edition__plan__slug")
    return {
        pk: dict(zip(names, values, strict=True))
        for pk, *values in rows.order_by().values_list("identity", *columns)
    }


_NOW = Q(edition__is_current=True, kind__in=TAKES_UP)
#: What an element's row says of its place in the chain, for ``annotate``: it costs no query of its own.
PLACE_IN_CHAIN = {
    # Somebody takes up the element, or something that stands under it.
    "is_taken_up": Exists(
        EditionRelation.objects.filter(
            _NOW,
            target__edition_elements__edition=OuterRef("edition"),
            target__edition_elements__position__gte=OuterRef("position"),
            target__edition_elements__position__lte=OuterRef("last_position"),
        )
    ),
    # The element, or something that it stands under, takes up another.
    "takes_up": Exists(
        EditionRelation.objects.filter(
            _NOW,
            source__edition_elements__edition=OuterRef("edition"),
            source__edition_elements__position__lte=OuterRef("position"),
            source__edition_elements__last_position__gte=OuterRef("position"),
        )
    ),
    "has_lower_plans": Exists(
        Edition.objects.filter(
            is_current=True, plan__municipality=OuterRef("edition__plan__municipality")
        ).exclude(level=Level.COUNCIL_STRATEGY)
    ),
}
