"""What differs between a plan's working tree and what citizens read of it: the one answer, in three degrees of detail.

``pending_changes`` tells everything word by word, ``marks_of`` which elements of several plans differ, ``differing`` and
``unpublished`` which plans do. They agree; the cheaper ones leave the long texts to the database.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import (
    Case,
    QuerySet,
    Value,
    When,
)

from apps.publishing.addresses import assign
from apps.publishing.comparison.compare import Comparison, compare
from apps.publishing.comparison.differing_columns import element_differs
from apps.publishing.comparison.moves import ElementPosition, moved_identities
from apps.publishing.comparison.public_plans import PublicPlans
from apps.publishing.comparison.snapshot import snapshot
from apps.publishing.comparison.told_beside import ToldBeside
from apps.publishing.content import Content, draft_content, passages_of_documents
from apps.publishing.models import (
    Edition,
    EditionElement,
    EditionSource,
)
from apps.publishing.operations.publish import particulars
from apps.strategies.models import Element, Plan


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
    plan = Plan.objects.select_related("municipality", "committee", "carries_out", "succeeds").get(pk=plan.pk)
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


def marks_of(
    plans: Iterable[int] | PublicPlans, *, working: Mapping[int, list[ElementPosition]] | None = None
) -> dict[int, Marks]:
    """The marks of those of the plans that citizens can read. As many queries for one small plan as for many large ones.

    ``working`` are the places of the elements of each plan, where they were read already: one query less.
    Only a plan whose sources differ or of which something was retracted is looked at for itself: of those no column tells.
    """
    public = plans if isinstance(plans, PublicPlans) else PublicPlans.of_keys(plans)
    marks = {plan_id: Marks() for plan_id in public}
    changed: set[tuple[int, int]] = set()
    old = _published_positions(public, changed)
    new = _working_positions(public) if working is None else working
    for plan_id, found in marks.items():
        now = {each.identity_id for each in new[plan_id]}
        found.published = {each.identity_id for each in old[plan_id]}
        found.new = now - found.published
        found.removed = [each.identity_id for each in old[plan_id] if each.identity_id not in now]
        found.moved = moved_identities(old[plan_id], new[plan_id])
        found.particulars = plan_id in public.differing_particulars
    told = ToldBeside.of_plans(public)
    for plan_id, identity in [*changed, *told.differing]:
        marks[plan_id].changed.add(identity)
    for found in marks.values():
        found.changed &= found.published - set(found.removed)
    for plan_id in told.gaps | _of_other_sources(public):
        marks[plan_id] = _thorough(plan_id, marks[plan_id])
    return marks


def moved_in(plan_id: int) -> set[int]:
    """The identities that stand elsewhere than where citizens find them. Two queries."""
    old, new = _published_positions([plan_id]), _working_positions([plan_id])
    return moved_identities(old[plan_id], new[plan_id]) if old[plan_id] else set()


def differing(plan_ids: Iterable[int]) -> set[int]:
    """Those of the plans that citizens read otherwise than they stand now; for lists, with no element loaded."""
    return _differing(PublicPlans.of_keys(plan_ids, with_elements=True))


def unpublished(plans: QuerySet[Plan]) -> list[Plan]:
    """Those of the plans that citizens read otherwise than they stand now, or not at all. As many queries as ``differing``."""
    public = PublicPlans.of(plans, with_elements=True)
    found = _differing(public)
    return [plan for plan in public.plans if plan.pk in found or plan.pk not in public]


def _differing(public: PublicPlans) -> set[int]:
    told = ToldBeside.of_plans(public)
    found = public.differing_particulars | public.differing_elements
    found |= {plan_id for plan_id, _identity in told.differing}
    undecided = told.gaps | _of_other_sources(public)
    return found | {plan_id for plan_id in undecided - found if not _thorough(plan_id, Marks()).is_empty}


def _current_rows(plan_ids: Iterable[int]) -> QuerySet[EditionElement]:
    return EditionElement.objects.filter(
        edition__is_current=True, edition__plan__in=list(plan_ids)
    ).order_by()


def _published_positions(
    plan_ids: Iterable[int], changed: set[tuple[int, int]] | None = None
) -> dict[int, list[ElementPosition]]:
    """Where citizens find the elements of each plan. Adds to ``changed`` plan and identity of those with other columns now."""
    positions_of: dict[int, list[ElementPosition]] = defaultdict(list)
    rows = _current_rows(plan_ids).order_by("edition_id", "position")
    columns = ["edition__plan_id", "identity_id", "position", "parent_position"]
    if changed is None:
        rows = rows.annotate(differs=Value(False))
    else:
        rows = rows.annotate(differs=Case(When(element_differs(), then=Value(True)), default=Value(False)))
    for plan_id, identity, position, parent, differs in rows.values_list(*columns, "differs"):
        positions_of[plan_id].append(ElementPosition(identity, position, parent))
        if differs and changed is not None:
            changed.add((plan_id, identity))
    return positions_of


def _working_positions(plan_ids: Iterable[int]) -> dict[int, list[ElementPosition]]:
    positions_of: dict[int, list[ElementPosition]] = defaultdict(list)
    positions: dict[int | None, int | None] = {None: None}
    nodes = Element.objects.filter(plan__in=list(plan_ids)).in_reading_order()
    for plan_id, pk, identity, parent in nodes.values_list("plan_id", "pk", "identity_id", "parent_id"):
        positions[pk] = len(positions_of[plan_id])
        positions_of[plan_id].append(ElementPosition(identity, len(positions_of[plan_id]), positions[parent]))
    return positions_of


def _of_other_sources(public: PublicPlans) -> set[int]:
    """Plans of which citizens read other sources; what of their elements differs for it no column tells. Two queries at most."""
    same = public.with_sources - public.other_documents
    if not same:
        return public.other_documents
    editions = {public[plan_id]: plan_id for plan_id in same}
    now = passages_of_documents(same)
    rows = EditionSource.objects.filter(edition__in=editions).values_list("edition_id", "number", "passages")
    others = {editions[pk] for pk, number, was in rows if was != now.get((editions[pk], number), [])}
    return public.other_documents | others


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
