"""What the hits of a search can be narrowed down by, and how many each choice would leave."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from apps.core.collation import danish_key
from apps.core.danish_words import DanishWords
from apps.followup.models import StatusUpdate
from apps.followup.status import Status
from apps.overview.years import years_in_words
from apps.publishing.models import EditionTopic, SearchEntry
from apps.strategies.kinds import Kind

MUNICIPALITY, PLAN, KIND, TOPIC, STATUS, PERIOD = FACETS = (
    "kommune",
    "plan",
    "slags",
    "emne",
    "status",
    "periode",
)
#: What stands for an element that nobody has reported on.
NOT_FOLLOWED_UP = "ingen"


@dataclass(frozen=True)
class Choice:
    """A choice of a facet, with the hits it leaves beside what is chosen of the other facets."""

    value: str
    label: str
    count: int
    is_chosen: bool


class Facets:
    """The facets of some hits, by their keys. Two queries."""

    def __init__(self, keys: Collection[int]) -> None:
        self._labels: dict[str, dict[str, str]] = {facet: {} for facet in FACETS}
        topics = _topics(keys)
        self._facts = [self._fact(row, topics[row["element_id"]]) for row in _rows(keys)]

    def _fact(self, row: Mapping[str, Any], topics: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
        """The values that a hit has in each facet; their labels are noted."""
        municipality, start, end = (
            row["municipality__slug"],
            row["element__edition__start_year"],
            row["element__edition__end_year"],
        )
        found: dict[str, dict[str, str]] = {
            MUNICIPALITY: {municipality: DanishWords(row["municipality__name"])},
            PLAN: {f"{municipality}/{row['plan__slug']}": DanishWords(row["element__edition__title"])},
            KIND: {row["kind"]: str(Kind(row["kind"]).label).capitalize()},
            TOPIC: dict(topics),
            STATUS: {row["status"]: str(Status(row["status"]).label).capitalize()}
            if row["status"]
            else {NOT_FOLLOWED_UP: _("Not followed up yet")},
            PERIOD: {period_value(start, end): years_in_words(start, end)} if start or end else {},
        }
        for facet, labels in found.items():
            self._labels[facet].update(labels)
        return {facet: set(labels) for facet, labels in found.items()}

    def choices(self, facet: str, chosen: Mapping[str, str]) -> list[Choice]:
        """The choices of a facet, by their names."""
        others = {name: value for name, value in chosen.items() if name != facet and value}
        counts: Counter[str] = Counter()
        for fact in self._facts:
            if all(value in fact[name] for name, value in others.items()):
                counts.update(fact[facet])
        return [
            Choice(value, label, counts[value], value == chosen.get(facet))
            for value, label in self.options(facet)
            if counts[value] or value == chosen.get(facet)
        ]

    def options(self, facet: str) -> Sequence[tuple[str, str]]:
        """All values of a facet with their labels."""
        return sorted(self._labels[facet].items(), key=lambda option: (danish_key(option[1]), option[0]))


def period_value(start: int | None, end: int | None) -> str:
    """A plan's years as a value of the facet: ``2022-2025``."""
    return f"{start or ''}-{end or ''}"


def current_status() -> Subquery:
    """The status of an entry's element that citizens read."""
    updates = StatusUpdate.objects.current().filter(identity=OuterRef("element__identity"))
    return Subquery(updates.values("status")[:1])


def _rows(keys: Collection[int]) -> Iterable[Mapping[str, Any]]:
    entries = SearchEntry.objects.filter(pk__in=keys).order_by().annotate(status=current_status())
    return entries.values(
        "element_id", "kind", "status", "municipality__slug", "municipality__name", "plan__slug",
        "element__edition__title", "element__edition__start_year", "element__edition__end_year",
    )  # fmt: skip


def _topics(keys: Collection[int]) -> Mapping[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = EditionTopic.objects.filter(element__search_entry__in=keys).values_list(
        "element_id", "slug", "name"
    )
    for element, slug, name in rows:
        found[element].append((slug, DanishWords(name)))
    return found
