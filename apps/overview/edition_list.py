"""The editions of a plan, each beside the one before it, and what changed between two."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

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
class EditionChoice:
    """Two editions to compare, by their numbers, as the form shows them; where ``is_made``, a reader chose them."""

    old: int
    new: int
    is_made: bool = False
    problem: str = ""  # why these cannot be compared, in words
    is_unknown: bool = False  # because there is no such edition


def edition_choice(first: str, second: str, numbers: Sequence[int]) -> EditionChoice:
    """What two words of an address choose of the editions ``numbers``, newest first.

    The earlier is always compared with the later. Where nothing is chosen, the form suggests the newest and the one before.
    """
    newest, before, *_rest = [*numbers, 0, 0]
    if not first and not second:
        return EditionChoice(before, newest)
    known = {str(number): number for number in numbers}
    one, other = known.get(first, 0), known.get(second, 0)
    if not (one and other):
        told = _("There is no such edition. Choose two of those that are listed here.")
        return EditionChoice(one or before, other or newest, problem=told, is_unknown=True)
    if one == other:
        told = _("You chose edition %(number)s twice. Choose two different ones.") % {"number": one}
        return EditionChoice(one, other, problem=told)
    return EditionChoice(min(one, other), max(one, other), is_made=True)


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
