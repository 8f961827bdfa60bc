"""What differs between a plan's working tree and what citizens read of it: the one answer, in three degrees of detail.

``pending_changes`` tells everything word by word, ``marks_of`` which elements of several plans differ, ``differing`` which
plans do. They agree; the cheaper ones leave the long texts to the database.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet

from apps.publishing.addresses import assign
from apps.publishing.comparison import facts
from apps.publishing.comparison.compare import Comparison, compare, same_topics
from apps.publishing.comparison.differing_columns import element_differs, is_misplaced, plan_differs
from apps.publishing.comparison.moves import ElementPosition, moved_identities
from apps.publishing.comparison.snapshot import snapshot
from apps.publishing.content import Content, draft_content, passages_and_sources
from apps.publishing.models import (
    Edition,
    EditionElement,
    EditionRelation,
    EditionSource,
    EditionTopic,
    Retraction,
)
from apps.publishing.operations.publish import particulars
from apps.strategies.models import Element, ElementIdentity, Plan, Relation


@dataclass(frozen=True)
class Pending:
    """What publishing the plan now would make, beside what citizens read (nothing, where ``current`` is None)."""

    current: Edition | None
    edition: Edition  # unsaved
    content: Content
    comparison: Comparison

    @property
    def is_empty(self) -> bool:
        return self.comparison.is_empty


def pending_changes(plan: Plan, *, content: Content | None = None) -> Pending:
    """All differences of one plan, word by word. The same number of queries at any size; ``content`` saves some."""
    plan = Plan.objects.select_related("municipality", "committee").get(pk=plan.pk)
    current = Edition.objects.filter(plan=plan, is_current=True).first()
    content = content or draft_content(plan)
    assign(plan, content.elements)
    edition = particulars(plan)
    old = snapshot(current, Content.of(current)) if current else snapshot(edition, Content([]))
    new = snapshot(edition, content)
    if current is None:  # nothing is said otherwise than before where nothing was said
        new = snapshot(edition, Content(content.elements))
    return Pending(current, edition, content, compare(old, new))


@dataclass
class Marks:
    """Which elements of a published plan differ, by identity; ``removed`` in the order in which citizens read them."""

    published: set[int] = field(default_factory=set)
    new: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)
    moved: set[int] = field(default_factory=set)
    removed: list[int] = field(default_factory=list)
    particulars: bool = False  # what is said of the plan itself, or its sources

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.changed or self.moved or self.removed or self.particulars)


def marks_of(plan_ids: Iterable[int]) -> dict[int, Marks]:
    """The marks of those of the plans that citizens can read. As many queries for one small plan as for many large ones.

    Only a plan whose sources differ or of which something was retracted is looked at for itself: of those no column tells.
    """
    public = _public(plan_ids)
    marks = {plan_id: Marks() for plan_id in public}
    old, new = _published_positions(public), _working_positions(public)
    for plan_id, found in marks.items():
        now = {each.identity_id for each in new[plan_id]}
        found.published = {each.identity_id for each in old[plan_id]}
        found.new = now - found.published
        found.removed = [each.identity_id for each in old[plan_id] if each.identity_id not in now]
        found.moved = moved_identities(old[plan_id], new[plan_id])
        found.particulars = plan_id in public.differing_particulars
    rows = _current_rows(public).filter(element_differs()).values_list("edition__plan_id", "identity_id")
    for plan_id, identity in [*rows, *_differing_topics(public), *_differing_relations(public)]:
        marks[plan_id].changed.add(identity)
    for found in marks.values():
        found.changed &= found.published - set(found.removed)
    for plan_id in _undecided(public):
        marks[plan_id] = _thorough(plan_id, marks[plan_id])
    return marks


def moved_in(plan_id: int) -> set[int]:
    """The identities that stand elsewhere than where citizens find them. Two queries."""
    old, new = _published_positions([plan_id]), _working_positions([plan_id])
    return moved_identities(old[plan_id], new[plan_id]) if old[plan_id] else set()


def differing(plan_ids: Iterable[int]) -> set[int]:
    """Those of the plans that citizens read otherwise than they stand now; for lists, with no element loaded."""
    public = _public(plan_ids)
    rows = _current_rows(public)
    sizes = dict(
        Element.objects.filter(plan__in=public)
        .order_by()
        .values_list("plan")
        .annotate(number=Count("pk"))
        .values_list("plan", "number")
    )
    found = {plan_id for plan_id, edition in public.items() if edition.element_count != sizes.get(plan_id, 0)}
    found |= public.differing_particulars
    found |= set(rows.filter(is_misplaced() | element_differs()).values_list("edition__plan_id", flat=True))
    found |= {plan_id for plan_id, _identity in _differing_topics(public)}
    found |= {plan_id for plan_id, _identity in _differing_relations(public)}
    return found | {
        plan_id for plan_id in _undecided(public) - found if not _thorough(plan_id, Marks()).is_empty
    }


class _Public(dict[int, Edition]):
    """The current edition of each plan that has one, and the plans of which other things are said now."""

    def __init__(self) -> None:
        super().__init__()
        self.differing_particulars: set[int] = set()


def _public(plan_ids: Iterable[int]) -> _Public:
    editions = Edition.objects.current().filter(plan__in=set(plan_ids)).defer("remarks")
    found = _Public()
    for edition in editions.annotate(differs=plan_differs()):
        found[edition.plan_id] = edition
        if edition.differs:
            found.differing_particulars.add(edition.plan_id)
    return found


def _current_rows(plan_ids: Iterable[int]) -> QuerySet[EditionElement]:
    return EditionElement.objects.filter(
        edition__is_current=True, edition__plan__in=list(plan_ids)
    ).order_by()


def _published_positions(plan_ids: Iterable[int]) -> dict[int, list[ElementPosition]]:
    positions_of: dict[int, list[ElementPosition]] = defaultdict(list)
    columns = ("edition__plan_id", "identity_id", "position", "parent_position")
    for plan_id, *columns_of in (
        _current_rows(plan_ids).order_by("edition_id", "position").values_list(*columns)
    ):
        positions_of[plan_id].append(ElementPosition(*columns_of))
    return positions_of


def _working_positions(plan_ids: Iterable[int]) -> dict[int, list[ElementPosition]]:
    positions_of: dict[int, list[ElementPosition]] = defaultdict(list)
    positions: dict[int | None, int | None] = {None: None}
    nodes = Element.objects.filter(plan__in=list(plan_ids)).in_reading_order()
    for plan_id, pk, identity, parent in nodes.values_list("plan_id", "pk", "identity_id", "parent_id"):
        positions[pk] = len(positions_of[plan_id])
        positions_of[plan_id].append(ElementPosition(identity, len(positions_of[plan_id]), positions[parent]))
    return positions_of


def _differing_topics(plan_ids: Iterable[int]) -> list[tuple[int, int]]:
    """Plan and identity of each element that citizens find under other topics. Two queries."""
    through = ElementIdentity.topics.through.objects.filter(
        elementidentity__plan__in=list(plan_ids), elementidentity__element__isnull=False
    )
    stored = EditionTopic.objects.filter(
        element__edition__is_current=True, element__edition__plan__in=list(plan_ids)
    ).order_by()
    now = _by_element(
        through.values_list("elementidentity__plan_id", "elementidentity_id", "topic__slug", "topic__name")
    )
    was = _by_element(stored.values_list("element__edition__plan_id", "element__identity_id", "slug", "name"))
    return [key for key in {**was, **now} if not same_topics(was.get(key, []), now.get(key, []))]


def _by_element(rows: Iterable[tuple[int, int, str, str]]) -> dict[tuple[int, int], list[facts.Named]]:
    found: dict[tuple[int, int], list[facts.Named]] = defaultdict(list)
    for plan_id, identity, slug, name in rows:
        found[plan_id, identity].append(facts.Named(slug, name))
    return found


def _differing_relations(plan_ids: Iterable[int]) -> set[tuple[int, int]]:
    """Plan and identity of each element of which citizens read other relations. Two queries."""
    columns = ("source__plan_id", "source_id", "target_id", "kind", "note")
    working = Relation.objects.filter(source__plan__in=list(plan_ids), source__element__isnull=False)
    stored = EditionRelation.objects.filter(edition__is_current=True, edition__plan__in=list(plan_ids))
    now, was = (set(rows.order_by().values_list(*columns)) for rows in (working, stored))
    return {(plan_id, source) for plan_id, source, *_rest in now ^ was}


def _undecided(public: Mapping[int, Edition]) -> set[int]:
    """Plans of which columns do not tell: other sources, or gaps whose address and deviation do not follow from the words."""
    editions = {edition.pk: plan_id for plan_id, edition in public.items()}
    was: dict[int, list[tuple]] = defaultdict(list)
    for row in EditionSource.objects.filter(edition__in=editions).order_by("number"):
        was[editions[row.edition_id]].append(facts.of_source(row))
    now = passages_and_sources(public)
    differ = {pk for pk in public if was[pk] != [facts.of_source(row) for row in now[pk][1]]}
    gaps = Retraction.objects.filter(identity__plan__in=list(public))
    return differ | set(gaps.values_list("identity__plan_id", flat=True))


def _thorough(plan_id: int, known: Marks) -> Marks:
    found = pending_changes(Plan(pk=plan_id)).comparison
    return Marks(
        published=known.published,
        new={row.identity_id for row in found.added},
        changed={change.new.identity_id for change in found.changed},
        moved={move.new.identity_id for move in found.moved},
        removed=[row.identity_id for row in found.removed],
        particulars=bool(found.particulars),
    )
