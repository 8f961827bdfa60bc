"""What differs between two editions, or between the current one and the working tree, as plain data."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from typing import Any, Protocol

from django.utils.translation import gettext as _

from apps.core.collation import danish_key
from apps.core.danish_words import DanishWords
from apps.core.richtext import Words, compare_words
from apps.core.richtext.links import link_addresses, without_addresses
from apps.core.richtext.matching import opcodes
from apps.publishing.comparison import facts
from apps.publishing.comparison.moves import Positioned, moved_identities, parents_of


class Comparable(Positioned, Protocol):
    """What comparing needs of an element; a row of an edition has it, stored or not."""

    kind: str
    title: str
    text: str
    body: str
    responsible_slug: str
    responsible_name: str
    contact: str
    starts_on: date | None
    ends_on: date | None
    is_continuous: bool
    parts_stated: int | None
    parts_kind: str
    is_derived: bool
    deviates: bool
    slug: str
    passages: list[dict[str, Any]]


class Related(Protocol):
    """A relation, as an edition's row has it."""

    source_id: int
    target_id: int
    kind: str
    note: str


@dataclass(frozen=True)
class Snapshot:
    """Everything that two editions are compared by. ``particulars`` is the edition, stored or not.

    ``elements`` may be fewer than there are, the same of both sides, where ``places`` says where all of them stand: see
    ``between_editions``.
    """

    elements: Sequence[Comparable]
    particulars: Any = None
    topics: Mapping[int, Sequence[facts.Named]] = field(default_factory=dict)
    relations: Sequence[Related] = ()
    sources: Sequence[Any] = ()
    partners: Mapping[int, Sequence[facts.Named]] = field(default_factory=dict)
    places: Sequence[Positioned] | None = None

    @property
    def order(self) -> Sequence[Positioned]:
        """Where every element stands, in reading order."""
        return self.elements if self.places is None else self.places


@dataclass(frozen=True)
class MovedElement:
    """An element that stands under another parent, or elsewhere among the same siblings."""

    old: Comparable
    new: Comparable
    old_parent: Comparable | None
    new_parent: Comparable | None


@dataclass(frozen=True)
class RelationChange:
    """A relation that came (no ``old``), went (no ``new``), or has another note."""

    source_id: int
    target_id: int
    kind: str
    old: str | None
    new: str | None


@dataclass(frozen=True)
class Change:
    """An element whose content differs; ``title`` and ``text`` are word for word, empty where they are the same."""

    old: Comparable
    new: Comparable
    title: Words
    text: Words
    kind_changed: bool
    formatting_changed: bool  # the same words, set otherwise (a list, emphasis)
    facts: list[facts.FactChange]
    relations: list[RelationChange]

    @property
    def is_empty(self) -> bool:
        return not (
            self.title
            or self.text
            or self.kind_changed
            or self.formatting_changed
            or self.facts
            or self.relations
        )


@dataclass(frozen=True)
class Comparison:
    """All differences; added, moved and changed in the new reading order, removed in the old."""

    added: list[Comparable]
    removed: list[Comparable]
    moved: list[MovedElement]
    changed: list[Change]
    particulars: list[facts.FactChange]  # of the plan itself, and its sources

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.removed or self.moved or self.changed or self.particulars)


def compare(old: Snapshot, new: Snapshot) -> Comparison:
    """The differences between two trees in reading order, element by element according to identity.

    ``moved`` is the smallest set that explains the new order: an element that moved past twenty others is one move. A
    snapshot without particulars has nothing said of the plan compared.
    """
    before = {row.identity_id: row for row in old.elements}
    after = {row.identity_id: row for row in new.elements}
    relations = _relation_changes(old.relations, new.relations)
    changes = [
        _change(before[key], row, _named(old, new, key), relations.get(key, []))
        for key, row in after.items()
        if key in before
    ]
    return Comparison(
        added=[row for key, row in after.items() if key not in before],
        removed=[row for key, row in before.items() if key not in after],
        moved=_moves(old, new),
        changed=[change for change in changes if not change.is_empty],
        particulars=_particulars(old, new),
    )


def compare_element(old: Snapshot, new: Snapshot) -> Change:
    """What differs of the one element of both, wherever it stands."""
    [before], [after] = old.elements, new.elements
    key = after.identity_id
    relations = _relation_changes(old.relations, new.relations)
    return _change(before, after, _named(old, new, key), relations.get(key, []))


def _named(old: Snapshot, new: Snapshot, identity: int) -> list[facts.FactChange]:
    """What differs of the partners and topics of an element."""
    sides = (
        ("partners", _("Partners"), old.partners, new.partners),
        ("topics", _("Topics"), old.topics, new.topics),
    )
    return [
        change
        for name, label, was, now in sides
        for change in _named_changes(name, label, was.get(identity, ()), now.get(identity, ()))
    ]


def _particulars(old: Snapshot, new: Snapshot) -> list[facts.FactChange]:
    if old.particulars is None or new.particulars is None:
        return []
    found = facts.changes(facts.PLAN_FACTS, old.particulars, new.particulars)
    before, after = ([facts.of_source(row) for row in side.sources] for side in (old, new))
    if before != after:
        titles = (
            DanishWords(", ".join(row.title for row in side.sources)) or facts.none() for side in (old, new)
        )
        found.append(facts.FactChange("sources", _("Source documents"), *titles))
    originals = [
        [facts.of_original(row) for row in side.sources if row.original_sha256 or row.original_removed_on]
        for side in (old, new)
    ]
    if originals[0] != originals[1]:
        names = (
            ", ".join(row.original_name for row in side.sources if row.original_name) or facts.none()
            for side in (old, new)
        )
        found.append(facts.FactChange("originals", _("Original files"), *names))
    return found


def _change(
    old: Comparable, new: Comparable, named: list[facts.FactChange], relations: list[RelationChange]
) -> Change:
    set_otherwise = old.body != new.body and without_addresses(old.body) != without_addresses(new.body)
    return Change(
        old=old,
        new=new,
        title=compare_words(old.title, new.title) if old.title != new.title else [],
        text=compare_words(old.text, new.text) if old.text != new.text else [],
        kind_changed=old.kind != new.kind,
        formatting_changed=old.text == new.text and set_otherwise,
        facts=[*facts.changes(facts.ELEMENT_FACTS, old, new), *named, *_link_changes(old.body, new.body)],
        relations=relations,
    )


def same_named(old: Sequence[facts.Named], new: Sequence[facts.Named]) -> bool:
    """Whether both are the same topics or partners under the same names, in whatever order."""
    was, now = ({each.slug: each for each in side} for side in (old, new))
    return was.keys() == now.keys() and all(each.is_same(now[slug]) for slug, each in was.items())


def _named_changes(
    name: str, label: str, old: Sequence[facts.Named], new: Sequence[facts.Named]
) -> list[facts.FactChange]:
    if same_named(old, new):
        return []
    told = (
        DanishWords(", ".join(sorted((each.name or each.slug for each in side), key=danish_key)))
        or facts.none()
        for side in (old, new)
    )
    return [facts.FactChange(name, label, *told)]


def _link_changes(old: str, new: str) -> list[facts.FactChange]:
    """The addresses that links led to and lead to now, in pairs."""
    if old == new or not ("<a " in old or "<a " in new):
        return []
    was, now = link_addresses(old), link_addresses(new)
    found: list[facts.FactChange] = []
    for op, a1, a2, b1, b2 in opcodes(was, now):
        if op != "equal":
            pairs = zip_longest(was[a1:a2], now[b1:b2], fillvalue=facts.none())
            found += [facts.FactChange("links", _("Link"), *pair) for pair in pairs]
    return found


def _relation_changes(old: Iterable[Related], new: Iterable[Related]) -> dict[int, list[RelationChange]]:
    """What came, went or has another note, by the element that the relation begins at."""
    was, now = ({(r.source_id, r.target_id, r.kind): r.note for r in side} for side in (old, new))
    found: dict[int, list[RelationChange]] = defaultdict(list)
    for key in {**was, **now}:
        if was.get(key) != now.get(key):
            found[key[0]].append(RelationChange(*key, old=was.get(key), new=now.get(key)))
    return found


def _moves(old: Snapshot, new: Snapshot) -> list[MovedElement]:
    moved = moved_identities(old.order, new.order)
    old_parents, new_parents = parents_of(old.order), parents_of(new.order)
    before, after = ({row.identity_id: row for row in side.elements} for side in (old, new))
    return [
        MovedElement(before[key], after[key], _row(before, old_parents[key]), _row(after, new_parents[key]))
        for key in (place.identity_id for place in new.order)
        if key in moved
    ]


def _row(rows: Mapping[int, Comparable], place: Positioned | None) -> Comparable | None:
    return rows[place.identity_id] if place else None
