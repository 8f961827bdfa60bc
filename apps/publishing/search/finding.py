"""Finding entries, best first: title before text, the whole word before a part of one, then reading order; examples last.

The order is made of levels, each a condition that either database answers from its index; an entry belongs to the first
level that it fits. Within a level the order is that of the plans and of the elements in them. Nothing is scored, so both
databases give the same hits in the same order.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice

from django.db.models import QuerySet, Value

from apps.core.collation import danish_key
from apps.publishing.models import Edition, SearchEntry
from apps.publishing.models.search import PLACES
from apps.publishing.search.everyday import EverydayWords
from apps.publishing.search.expressions import Either
from apps.publishing.search.levels import (
    Level,
    every_level,
    levels_with_fewer_words,
    stands,
    widest_levels,
)
from apps.publishing.search.queries import Query, Term
from apps.strategies import kinds

#: So many hits are counted and can be reached; whoever has more of them looks for something else.
MOST = 1_000
#: So many entries are all fetched to be put in order; of more, some plan among the first has enough. Fewer are never asked for:
#: PostgreSQL then expects to come upon them soon without its index, and reads all there are where it does not.
FEW = 300
#: Where so many entries have all the words, no others are shown.
ENOUGH = 5


def stands_somewhere(term: Term) -> bool:
    """Whether a term itself is found anywhere, whatever else it may stand for. One query."""
    return SearchEntry.objects.filter(index__tokens__match=stands(term))[:FEW].count() > 0


def how_often(term: Term) -> int:
    """How many entries a term itself is found in, or ``MOST``. One query."""
    return SearchEntry.objects.filter(index__tokens__match=stands(term))[:MOST].count()


@dataclass
class Finder:
    """Finds entries among some, by default all. ``everyday`` says what else a word may find, and in which municipality."""

    query: Query
    everyday: EverydayWords = field(default_factory=EverydayWords)
    among: QuerySet[SearchEntry] = field(default_factory=SearchEntry.objects.all)
    _every: set[int] | None = field(default=None, init=False)  # what ``all_keys`` found
    with_all_words: int = field(
        default=0, init=False
    )  # how many of these have all words, or what says the same

    def keys(self, most: int) -> list[int]:
        """The keys of the first so many entries, best first. Few queries where it is known that there are few."""
        if self._every is not None and len(self._every) <= MOST:
            return self._best_of_few()[:most]
        found: dict[int, None] = {}
        shelves = Shelves()
        for among, level in self._one_by_one(shelves):
            if len(found) >= most:
                break
            found.update(dict.fromkeys(self._in_order(self._rows(level, among), most + len(found), shelves)))
        return list(found)[:most]

    def _one_by_one(self, shelves: "Shelves") -> Iterator[tuple[QuerySet[SearchEntry], Level]]:
        """The levels, and among what each is looked for; which words may be missing is asked when it is needed."""
        for among in self._parts(shelves):
            for level in chain(every_level(self.query, self.everyday), self._when_needed()):
                yield among, level

    def _when_needed(self) -> Iterator[Level]:
        yield from self._levels_with_fewer_words

    def _parts(self, shelves: "Shelves") -> list[QuerySet[SearchEntry]]:
        """The entries of real municipalities, and after all of them those of examples."""
        if not (examples := shelves.of_examples()):
            return [self.among]
        return [self.among.exclude(plan__in=examples), self.among.filter(plan__in=examples)]

    def all_keys(self) -> set[int]:
        """The keys of all entries, in no order; more than ``MOST`` where there are more, but not all of these."""
        found = self._union(widest_levels(self.query, self.everyday))
        self.with_all_words = len(found)
        self._every = found | self._union(self._levels_with_fewer_words)
        return self._every

    def finds_more_than(self, number: int) -> bool:
        """Whether more than so many entries have all words, or what says the same."""
        found: set[int] = set()
        for level in widest_levels(self.query, self.everyday):
            found.update(self._rows(level).values_list("pk", flat=True)[: max(number, FEW) + 1])
            if len(found) > number:
                return True
        return False

    def finds_nothing(self) -> bool:
        """Whether no entry has all words, or what says the same. One query, and one for each list of everyday words."""
        levels = widest_levels(self.query, self.everyday)
        of_all = [level.expression for level in levels if level.municipality is None]
        asked = [Level(Either(tuple(of_all))), *(level for level in levels if level.municipality is not None)]
        return not any(list(self._rows(level).values_list("pk", flat=True)[:FEW]) for level in asked)

    def _union(self, levels: Iterable[Level]) -> set[int]:
        found: set[int] = set()
        for level in levels:
            if len(found) <= MOST:
                found.update(self._some(level))
        return found

    def _best_of_few(self) -> list[int]:
        """All keys, best first: which of them each level has is asked at once."""
        told = [
            self._rows(level).annotate(level=Value(place)).values_list("level", "pk")
            for place, level in enumerate(self._levels())
        ]
        if not told or not self._every:
            return []
        best: dict[int, int] = {}
        for level, key in told[0].union(*told[1:], all=True) if len(told) > 1 else told[0]:
            best[key] = min(level, best.get(key, level))
        shelves = Shelves()
        examples = shelves.of_examples()
        return sorted(best, key=lambda key: (key // PLACES in examples, best[key], shelves.place(key)))

    def _levels(self) -> list[Level]:
        return [*every_level(self.query, self.everyday), *self._levels_with_fewer_words]

    @cached_property
    def _levels_with_fewer_words(self) -> list[Level]:
        """None where enough entries have all words; those that are not looked through now count, so that choosing some
        of the hits brings no others."""
        single = [term for term in self.query.terms if not term.is_phrase]
        if len(self.query.terms) < 2 or not single or self._enough_have_all_words():
            return []
        return levels_with_fewer_words(self.query, self.everyday, sorted(single, key=how_often))

    def _enough_have_all_words(self) -> bool:
        found: set[int] = set()
        anywhere = Finder(self.query, self.everyday)
        for level in widest_levels(self.query, self.everyday):
            if len(found) < ENOUGH:
                found.update(anywhere._rows(level).values_list("pk", flat=True)[:FEW])
        return len(found) >= ENOUGH

    def _rows(self, level: Level, among: QuerySet[SearchEntry] | None = None) -> QuerySet[SearchEntry]:
        rows = (self.among if among is None else among).filter(index__tokens__match=level.expression)
        for term in self.query.terms:
            if len(term.words) > 1:
                rows = rows.filter(words__contains=term.in_order)
        if level.title:
            rows = rows.filter(words__startswith=f"{level.title}|")
        if level.municipality is not None:
            rows = rows.filter(municipality=level.municipality)
        return rows.order_by()

    def _some(self, level: Level) -> list[int]:
        return list(self._rows(level).values_list("pk", flat=True)[: MOST + 1])

    def _in_order(self, rows: QuerySet[SearchEntry], wanted: int, shelves: "Shelves") -> list[int]:
        """The first so many keys of a level in reading order, those of earlier levels among them."""
        keys = rows.values_list("pk", flat=True)
        some = list(keys[: FEW + 1])
        if len(some) <= FEW:
            return sorted(some, key=shelves.place)
        # Too many to be put in order: the plans are gone through in theirs until there are enough.
        of_plans = (_of_plan(keys, plan)[:wanted] for plan in shelves.plans())
        return list(islice(chain.from_iterable(of_plans), wanted))


def _of_plan(rows: QuerySet[SearchEntry, int], plan: int) -> QuerySet[SearchEntry, int]:
    """Those of one plan, in its order; asked of the index itself, which then passes over all others."""
    first, last = plan * PLACES, (plan + 1) * PLACES - 1
    return rows.filter(index__entry__gte=first, index__entry__lte=last).order_by("index__entry")


class Shelves:
    """In which order plans are read: by municipality, examples last, level and title. One query, when first asked."""

    def __init__(self) -> None:
        self._order: dict[int, int] | None = None
        self._examples: frozenset[int] = frozenset()

    def plans(self) -> dict[int, int]:
        """The place of each published plan."""
        if self._order is None:
            columns = (
                "plan_id",
                "plan__municipality__is_example",
                "plan__municipality__name",
                "level",
                "title",
            )
            rows = Edition.objects.current().order_by().values_list(*columns)
            ordered = sorted(rows, key=_shelf)
            self._order = {row[0]: place for place, row in enumerate(ordered)}
            self._examples = frozenset(plan for plan, is_example, *_others in ordered if is_example)
        return self._order

    def of_examples(self) -> frozenset[int]:
        """The plans of municipalities that do not exist."""
        self.plans()
        return self._examples

    def place(self, key: int) -> tuple[int, int]:
        """Where an entry stands in the order of all."""
        plan, position = divmod(key, PLACES)
        return self.plans().get(plan, len(self.plans())), position


def _shelf(row: tuple[int, bool, str, str, str]) -> tuple[bool, str, int, str, int]:
    plan, is_example, municipality, level, title = row
    return is_example, danish_key(municipality), kinds.Level.values.index(level), danish_key(title), plan
