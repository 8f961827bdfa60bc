"""The editions of a plan, each beside the one before it, and what changed between two."""

from collections.abc import Iterable
from dataclasses import dataclass

from apps.core.richtext import Words, shortened
from apps.publishing.comparison.compare import Comparable, Comparison
from apps.publishing.comparison.facts import FactChange
from apps.publishing.comparison.snapshot import Titles, told_facts
from apps.publishing.models import Edition
from apps.strategies.kinds import Kind


@dataclass(frozen=True, slots=True)
class EditionEntry:
    edition: Edition
    earlier: int | None  # the number of the edition before it


def with_earlier(newest_first: Iterable[Edition]) -> list[EditionEntry]:
    """Each edition with the number of its forerunner, in the order given."""
    editions = list(newest_first)
    numbers = [edition.number for edition in editions[1:]]
    return [
        EditionEntry(edition, earlier) for edition, earlier in zip(editions, [*numbers, None], strict=True)
    ]


@dataclass(frozen=True, slots=True)
class ChangedElement:
    row: Comparable
    title: Words
    text: Words
    old_kind: str  # in words, where the kind is another now
    new_kind: str
    formatting_changed: bool
    facts: list[FactChange]


def changed_elements(comparison: Comparison, titles: Titles) -> list[ChangedElement]:
    """The changed elements as the page shows them; ``titles`` name what their relations lead to."""
    return [
        ChangedElement(
            change.new,
            shortened(change.title),
            shortened(change.text),
            str(Kind(change.old.kind).label) if change.kind_changed else "",
            str(Kind(change.new.kind).label) if change.kind_changed else "",
            change.formatting_changed,
            told_facts(change, titles),
        )
        for change in comparison.changed
    ]
