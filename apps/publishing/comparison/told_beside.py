"""What stands beside the elements rather than in their columns: topics, partners and relations, as citizens read them and as
they are now, and what was retracted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, Self

from django.db.models import BooleanField, CharField, F, IntegerField, QuerySet, Value

from apps.publishing.comparison.compare import same_named
from apps.publishing.comparison.facts import Named
from apps.publishing.models import EditionPartner, EditionRelation, EditionTopic, Retraction
from apps.strategies.models import ElementIdentity, Partner, Relation


class Told(NamedTuple):
    """One thing beside an element: two texts and a number of it, and the key of its row."""

    plan: int
    identity: int
    first: str
    second: str
    number: int
    key: int

    @property
    def named(self) -> Named:
        return Named(self.first, self.second)


@dataclass(slots=True)
class ToldRelation:
    """A relation, as an edition or the working tree has it."""

    source_id: int
    kind: str
    note: str
    target_id: int


class _Asked(NamedTuple):
    """Conditions on identities, on elements, on the elements of editions and on their relations that mean the same."""

    identities: dict[str, object]
    elements: dict[str, object]
    rows: dict[str, object]
    relations: dict[str, object]


class ToldBeside:
    """Everything beside the elements of several plans, or beside one element. One query."""

    def __init__(self, asked: _Asked) -> None:
        self._rows: dict[tuple[str, bool], list[Told]] = defaultdict(list)
        first, *others = _beside(asked)
        for what, is_now, *row in first.union(*others, all=True).order_by("key"):
            self._rows[what, bool(is_now)].append(Told._make(row))

    @classmethod
    def of_plans(cls, plan_ids: Iterable[int]) -> Self:
        plans = list(plan_ids)
        own: dict[str, object] = {"plan__in": plans}
        public: dict[str, object] = {"edition__plan__in": plans}
        return cls(_Asked(own, own, public, public))

    @classmethod
    def of_element(cls, identity: int) -> Self:
        return cls(
            _Asked({"pk": identity}, {"identity": identity}, {"identity": identity}, {"source": identity})
        )

    def of(self, what: str, *, is_now: bool) -> list[Told]:
        """The topics, partners, relations or gaps, in the order in which they were made."""
        return self._rows[what, is_now]

    def named(self, what: str, *, is_now: bool) -> dict[tuple[int, int], list[Named]]:
        """Topics or partners of each element, by plan and identity."""
        found: dict[tuple[int, int], list[Named]] = defaultdict(list)
        for row in self.of(what, is_now=is_now):
            found[row.plan, row.identity].append(row.named)
        return found

    def relations(self, *, is_now: bool) -> list[ToldRelation]:
        rows = self.of("relation", is_now=is_now)
        found = [ToldRelation(row.identity, row.first, row.second, row.number) for row in rows]
        return sorted(found, key=lambda each: each.kind) if is_now else found  # as Relation is ordered

    @property
    def differing(self) -> Iterable[tuple[int, int]]:
        """Plan and identity of the elements beside which something else stands now."""
        for what in ("topic", "partner"):
            was, now = (self.named(what, is_now=is_now) for is_now in (False, True))
            yield from (key for key in {**was, **now} if not same_named(was.get(key, []), now.get(key, [])))
        was_related, is_related = (
            {row[:5] for row in self.of("relation", is_now=is_now)} for is_now in (False, True)
        )
        yield from {(row[0], row[1]) for row in was_related ^ is_related}

    @property
    def gaps(self) -> set[int]:
        """The plans that words were retracted from."""
        return {row.plan for row in self.of("gap", is_now=True)}


def _beside(asked: _Asked) -> Iterator[QuerySet]:
    """Of each sort: what it is, whether it is so now, plan, identity, two texts, a number and a key."""
    number, nothing = Value(0, IntegerField()), Value("", CharField())
    topics = ElementIdentity.topics.through.objects.filter(elementidentity__element__isnull=False)
    named = ("topic__slug", "topic__name", number)
    now = topics.filter(**_by("elementidentity__", asked.identities))
    yield _columns(now, "topic", True, "elementidentity__plan_id", "elementidentity_id", *named)
    for what, model in (("topic", EditionTopic), ("partner", EditionPartner)):
        was = model.objects.filter(**_by("element__", asked.rows), element__edition__is_current=True)
        way = ("element__edition__plan_id", "element__identity_id", "slug", "name", number)
        yield _columns(was, what, False, *way)
    partners = Partner.objects.filter(**_by("element__", asked.elements))
    named = ("committee__slug", "committee__name", number)
    yield _columns(partners, "partner", True, "element__plan_id", "element__identity_id", *named)
    relation = ("source__plan_id", "source_id", "kind", "note", "target_id")
    working = Relation.objects.filter(**_by("source__", asked.identities), source__element__isnull=False)
    yield _columns(working, "relation", True, *relation)
    stored = EditionRelation.objects.filter(**asked.relations, edition__is_current=True)
    yield _columns(stored, "relation", False, *relation)
    gaps = Retraction.objects.filter(**_by("identity__", asked.identities))
    yield _columns(gaps, "gap", True, "identity__plan_id", "identity_id", nothing, nothing, number)


def _by(way: str, where: dict[str, object]) -> dict[str, object]:
    return {f"{way}{name}": value for name, value in where.items()}


def _columns(rows: QuerySet, what: str, is_now: bool, *columns: str | Value) -> QuerySet:
    told = (Value(what, CharField()), Value(is_now, BooleanField()))
    return rows.order_by().annotate(key=F("pk")).values_list(*told, *columns, "key")
